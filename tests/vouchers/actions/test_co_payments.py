"""A charge for a visit is recorded once, never more often than the year allows, and voided with a reason."""

from datetime import UTC, date, datetime

import pytest

from pilot.models import AuditEvent
from pilot.periods import between
from registry import actions as registry_actions
from registry.errors import AbsorbedRecord
from registry.models import Resident
from registry.rules import RegisterDay
from tests.people import a_person, a_pilot
from tests.vouchers.cast import a_resident, a_strand, an_area, chosen, noon
from tests.vouchers.fees import fees
from vouchers import actions, errors, queries
from vouchers.actions import FeeDraft, co_payments
from vouchers.models import CoPayment

pytestmark = pytest.mark.django_db
CHILD, ADULT = FeeDraft("doctor", 0, 0, 17), FeeDraft("doctor", 2060, 18, times_a_year=3)
YEAR = FeeDraft("doctor", 4120, 18, unit="year")
FREE, DENTIST, UNKNOWN = FeeDraft("nurse", 0), FeeDraft("dentist", 1310, is_basic=True), FeeDraft("hygienist", None)
JANUARY, FEBRUARY, MARCH, LATE = date(2018, 1, 12), date(2018, 2, 3), date(2018, 2, 20), date(2018, 12, 31)


@pytest.fixture
def strand():
    strand = a_strand(pilot=a_pilot(period=between(date(2017, 1, 1), date(2020, 1, 1))))
    fees(strand, date(2018, 1, 1), None, CHILD, ADULT, YEAR, FREE, DENTIST, UNKNOWN)
    return strand


@pytest.fixture
def resident(strand, site):
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, site, date(2017, 6, 1))
    return resident


def charge(resident, site, on, at=None, **more) -> CoPayment:
    given = {"strand": queries.strands_of_site(site)[0], "service": "doctor", "channel": "online", "by": a_person()}
    key = f"{resident.pk}-{on}-{more}"[:64]
    return actions.charge_co_payment(
        resident=resident, site=site, charged_on=on, **given | {"at": at or noon(LATE), "key": key} | more
    )


def void(row, **more) -> CoPayment:
    given = {"reason": "wrong", "by": a_person(), "at": noon(LATE), "channel": "online"}
    return actions.void_co_payment(co_payment=row, **given | more)


def kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_charge_is_the_fee_of_its_day_and_takes_a_turn(resident, site):
    before = len(kinds())

    row = charge(resident, site, JANUARY)

    assert (row.cents, row.turn, row.counted, row.kind, row.fee.cents) == (2060, 1, "together", "co_payment", 2060)
    assert kinds()[before:] == ["co_payment_charged"]
    event = AuditEvent.objects.latest("pk")
    facts = {"co_payment": row.pk, "strand": row.strand.code, "site": site.pk, "cents": 2060}
    assert (event.subject_id, event.facts) == (str(resident.pk), facts)


def test_at_a_public_site_it_is_the_client_fee_and_counts_too(strand, resident, site):
    home = a_resident(strand, an_area(strand))
    station = home.enrolments.get().site

    assert charge(home, station, JANUARY).kind == "client_fee"
    assert queries.next_visits(resident=home, strand=strand, site=site, on=FEBRUARY)[0].left == 2


def test_sent_twice_it_is_charged_once(resident, site):
    first = charge(resident, site, JANUARY, key="form")

    assert charge(resident, site, JANUARY, key="form") == first
    assert CoPayment.objects.count() == 1
    for change in ({"on": FEBRUARY}, {"cents": 1500}):
        with pytest.raises(errors.ChargeKeyUsed):
            charge(resident, site, **{"on": JANUARY, "key": "form"} | change)


def test_a_fourth_is_refused_and_leaves_no_trace(resident, site):
    for on in (JANUARY, FEBRUARY, MARCH):
        charge(resident, site, on)
    before = len(kinds())

    with pytest.raises(errors.AllPaid) as refusal:
        charge(resident, site, date(2018, 3, 15))

    assert refusal.value.params == {"times": 3, "year": 2018}
    assert (CoPayment.objects.count(), len(kinds())) == (3, before)


def test_a_voided_charge_frees_its_turn_and_is_kept(resident, site):
    rows = [charge(resident, site, on) for on in (JANUARY, FEBRUARY, MARCH)]

    gone = void(rows[0], reason="paid_back")

    assert (gone.void_reason, gone.voided_at) == ("paid_back", noon(LATE))
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.reason) == ("co_payment_voided", "paid_back")
    assert charge(resident, site, date(2018, 4, 1)).turn == 1
    assert CoPayment.objects.count() == 4


def test_a_charge_is_voided_once_and_for_a_reason_of_the_list(resident, site):
    row = charge(resident, site, JANUARY)
    with pytest.raises(errors.NoVoidReason):
        void(row, reason="flu")
    void(row)

    with pytest.raises(errors.VoidedAlready):
        void(row, reason="paid_back")
    assert kinds().count("co_payment_voided") == 1


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (date(2019, 1, 1), errors.ChargedLater),
        (date(1969, 12, 31), errors.NotLivingThen),
        (date(2017, 6, 21), errors.NotOnTheList),
        (date(2017, 12, 31), errors.NoFeeThen),
    ],
)
def test_what_day_it_is_refused_on(resident, site, on, refusal):
    with pytest.raises(refusal):
        charge(resident, site, on)
    assert not CoPayment.objects.exists()


@pytest.mark.parametrize(
    ("fee", "refusal"),
    [
        ({"service": "nurse"}, errors.NothingToPay),
        ({"service": "dentist"}, errors.NotCounted),
        ({"service": "hygienist"}, errors.NoFeeThen),
        ({"service": "physiotherapist"}, errors.NoFeeThen),
        ({"cents": 2090}, errors.OtherSum),
        ({"cents": 0}, errors.OtherSum),
    ],
)
def test_for_what_it_is_refused(resident, site, fee, refusal):
    with pytest.raises(refusal):
        charge(resident, site, JANUARY, **fee)
    assert not CoPayment.objects.exists()


def test_a_child_pays_nothing_until_the_day_it_is_eighteen(strand, resident, site):
    Resident.objects.filter(pk=resident.pk).update(born_on=date(2000, 2, 29))

    with pytest.raises(errors.NothingToPay):
        charge(resident, site, date(2018, 2, 27))
    # Born on 29 February one is a year older on the 28th (150/1930 § 3).
    assert charge(resident, site, date(2018, 2, 28)).cents == 2060


def test_the_last_day_alive_is_charged_and_no_later_one(strand, resident, site):
    died = RegisterDay(FEBRUARY, "day")
    actions.record_death(resident=resident, died=died, by=a_person(), at=noon(MARCH), channel="desk")

    assert charge(resident, site, FEBRUARY).turn == 1
    with pytest.raises(errors.NotLivingThen):
        charge(resident, site, date(2018, 2, 4))


def test_new_years_eve_is_the_old_years_by_the_clock_of_helsinki(resident, site):
    # Half past midnight of 2019 in Helsinki, still 2018 in Greenwich.
    at = datetime(2018, 12, 31, 22, 30, tzinfo=UTC)
    for on in (JANUARY, FEBRUARY):
        charge(resident, site, on, at=at)

    assert charge(resident, site, LATE, at=at).turn == 3
    assert charge(resident, site, date(2019, 1, 1), at=at).turn == 1


def test_who_pays_for_the_year_pays_for_no_visit(resident, site):
    year = charge(resident, site, JANUARY, unit="year")

    with pytest.raises(errors.YearIsPaid):
        charge(resident, site, FEBRUARY)
    with pytest.raises(errors.YearIsPaid):
        charge(resident, site, FEBRUARY, unit="year")
    void(year)
    charge(resident, site, FEBRUARY)
    with pytest.raises(errors.VisitsArePaid):
        charge(resident, site, MARCH, unit="year")


def test_where_the_fee_is_the_most_less_may_be_charged(strand, site, resident):
    most = FeeDraft("doctor", 2060, 18, is_most=True, times_a_year=3)
    fees(strand, date(2018, 6, 1), None, most, at=noon(date(2018, 5, 1)))

    assert charge(resident, site, date(2018, 6, 1), cents=1500).cents == 1500
    for cents in (2061, 0, -1, None):
        # The most is not the sum: what was charged has to be told.
        with pytest.raises(errors.AboveMost):
            charge(resident, site, date(2018, 6, 2), cents=cents)


def test_what_counts_towards_the_ceiling_is_kept_without_a_count(strand, site, resident):
    fees(strand, date(2018, 6, 1), None, DENTIST, at=noon(date(2018, 5, 1)), ceiling="yes", ceiling_source="Lautakunta")

    rows = [charge(resident, site, date(2018, 6, day), service="dentist") for day in range(1, 6)]

    assert {(row.turn, row.counted, row.cents) for row in rows} == {(None, "", 1310)}


def test_a_change_of_fees_in_the_year_does_not_begin_the_count_anew(strand, site, resident):
    for on in (JANUARY, FEBRUARY):
        charge(resident, site, on)
    fees(strand, date(2018, 6, 1), None, FeeDraft("doctor", 2110, 18, times_a_year=3), at=noon(date(2018, 5, 1)))

    assert charge(resident, site, date(2018, 6, 1)).cents == 2110
    with pytest.raises(errors.AllPaid):
        charge(resident, site, date(2018, 6, 2))


def test_when_the_event_fails_nothing_is_charged(resident, site, monkeypatch):
    monkeypatch.setattr(co_payments, "_record", lambda *row, **how: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        charge(resident, site, JANUARY)
    assert not CoPayment.objects.exists()


def merged(survivor, absorbed) -> None:
    lead = a_person()
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="Sama", by=lead, at=noon(LATE), channel="desk"
    )
    actions.confirm_merger(merger=merger, by=a_person(), at=noon(LATE), channel="desk")


def test_two_records_of_one_person_have_one_year_together(strand, site, resident):
    other = a_resident(strand, an_area(strand))
    chosen(other, strand, site, date(2017, 6, 1))
    rows = [charge(resident, site, JANUARY), charge(resident, site, MARCH)]
    rows += [charge(other, site, FEBRUARY), charge(other, site, date(2018, 4, 1))]

    merged(resident, other)

    for row in rows:
        row.refresh_from_db()
    assert {row.resident for row in rows} == {resident}
    # The fourth by its day was one too many.
    assert [(row.turn, row.void_reason) for row in rows] == [(1, ""), (2, ""), (3, ""), (2, "too_many")]
    with pytest.raises(AbsorbedRecord):
        charge(other, site, LATE)
    with pytest.raises(errors.AllPaid):
        charge(resident, site, LATE)


def two_records(strand, site, resident):
    other = a_resident(strand, an_area(strand))
    chosen(other, strand, site, date(2017, 6, 1))
    return resident, other


def test_records_become_one_where_the_years_later_fee_has_more_turns(strand, site, resident):
    resident, other = two_records(strand, site, resident)
    fees(strand, date(2018, 6, 1), None, FeeDraft("doctor", 2110, 18, times_a_year=5), at=noon(date(2018, 5, 1)))
    june = [charge(resident, site, date(2018, 6, day)) for day in (1, 2, 3)]
    early = charge(other, site, JANUARY)

    merged(resident, other)

    for row in (early, *june):
        row.refresh_from_db()
    # January's fee has three turns, all of which June had taken: one of June goes up.
    assert {row.turn for row in june} | {early.turn} == {1, 2, 3, 4}
    assert (early.resident, early.turn <= 3) == (resident, True)
    assert charge(resident, site, LATE).turn == 5


@pytest.mark.parametrize(("at_first", "later"), [("each", "together"), ("together", "each")])
def test_records_become_one_where_the_year_changes_how_it_counts(strand, site, resident, at_first, later):
    resident, other = two_records(strand, site, resident)
    for first, counted in ((date(2018, 3, 1), at_first), (date(2018, 6, 1), later)):
        three = FeeDraft("doctor", 2060, 18, times_a_year=3, counted=counted)
        fees(strand, first, None, three, at=noon(date(2018, 2, 1)))
    rows = [charge(resident, site, date(2018, 3, 2)), charge(other, site, date(2018, 3, 3))]
    rows += [charge(resident, site, date(2018, 6, 2)), charge(other, site, date(2018, 6, 3))]

    merged(resident, other)

    assert [CoPayment.objects.get(pk=row.pk).void_reason for row in rows] == ["", "", "", "too_many"]
    with pytest.raises(errors.AllPaid):
        charge(resident, site, LATE)


def test_a_record_that_goes_on_may_have_paid_nothing(strand, site, resident):
    other = a_resident(strand, None)
    charge(resident, site, JANUARY, unit="year")

    merged(other, resident)

    assert [(row.resident, row.turn) for row in CoPayment.objects.all()] == [(other, 1)]


@pytest.mark.parametrize("said", [{"ceiling": "yes"}, {"ceiling_source": "Lautakunta"}])
def test_whether_it_counts_towards_the_ceiling_has_its_source(strand, said):
    with pytest.raises(errors.CeilingUnsourced):
        fees(strand, date(2018, 6, 1), None, ADULT, at=noon(date(2018, 5, 1)), **said)
