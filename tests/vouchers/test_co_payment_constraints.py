"""What the database itself refuses of charges for visits."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from pilot.periods import between
from registry import actions as registry_actions
from tests.constraints import changed, copied, refused_by
from tests.people import a_person, a_pilot
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.fees import a_draft, approve, fees
from vouchers import actions
from vouchers.actions import FeeDraft
from vouchers.models import CoPayment, FeeTable

pytestmark = pytest.mark.django_db
LATE, DAY, LATER = date(2018, 12, 31), date(2018, 1, 12), date(2018, 2, 3)
ADULT = FeeDraft("doctor", 2060, 18, times_a_year=3)
EACH = FeeDraft("nurse", 1000, 18, times_a_year=1, counted="each")
YEAR = FeeDraft("doctor", 4120, 18, unit="year")


@pytest.fixture
def strand():
    strand = a_strand(pilot=a_pilot(period=between(date(2017, 1, 1), date(2020, 1, 1))))
    fees(strand, date(2018, 1, 1), None, FeeDraft("doctor", 0, 0, 17), ADULT, EACH, YEAR)
    return strand


@pytest.fixture
def resident(strand):
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), date(2017, 6, 1))
    return resident


def charge(resident, strand, on=DAY, **more) -> CoPayment:
    site = resident.enrolments.get(period__contains=on).site
    return actions.charge_co_payment(
        resident=resident, strand=strand, site=site, charged_on=on, key=f"{on}{more}", by=a_person(), at=noon(LATE),
        channel="online", **{"service": "doctor"} | more
    )  # fmt: skip


@pytest.fixture
def row(resident, strand):
    return charge(resident, strand)


def again(row, **changes):
    """Return a deed that charges the same once more, in the next turn."""
    return copied(row, **{"key": f"again {changes}"[:64], "turn": row.turn + 1} | changes)


def test_the_same_but_for_its_turn_is_charged_again(row):
    again(row)()


def test_a_turn_of_a_year_is_taken_once(row):
    with refused_by("turn_of_a_year_is_taken_once"):
        again(row, turn=1, charged_on=LATER)()
    again(row, turn=1, charged_on=date(2019, 1, 4), recorded_at=noon(date(2019, 1, 4)))()
    changed(row, voided_at=noon(LATE), voided_by=row.recorded_by, void_reason="wrong")()
    again(row, turn=1, charged_on=LATER)()


def test_a_turn_that_each_site_counts_by_itself_is_taken_once_there(resident, strand):
    row = charge(resident, strand, service="nurse")
    assert (row.counted, row.turn) == ("each", 1)

    with refused_by("turn_of_a_year_is_taken_once_at_a_site"):
        again(row, turn=1, charged_on=LATER)()


@pytest.mark.parametrize("turn", [4, 0, None])
def test_it_takes_a_turn_that_the_fee_has(row, turn):
    rule = "co_payment_takes_a_turn_that_its_fee_has" if turn else "what_is_counted_takes_a_turn"
    with refused_by(rule):
        again(row, turn=turn)()
    with refused_by(rule):
        changed(row, turn=turn)()


def test_nobody_pays_for_visits_and_for_the_year(row):
    year = row.fee.table.fees.get(unit="year")

    with refused_by("nobody_pays_for_visits_and_for_the_year"):
        again(row, unit="year", fee_id=year.pk, cents=4120, turn=1, charged_on=LATER)()
    then = date(2019, 1, 4)
    again(row, unit="year", fee_id=year.pk, cents=4120, turn=1, charged_on=then, recorded_at=noon(then))()


@pytest.mark.parametrize(
    "change",
    [
        {"cents": 2061},
        {"cents": 2059},
        {"service": "nurse"},
        {"unit": "year"},
        {"counted": "each"},
        {"charged_on": date(2017, 12, 31)},
    ],
)
def test_it_goes_by_its_fee(row, change):
    with refused_by("co_payment_goes_by_its_fee"):
        again(row, **change)()


def test_it_goes_by_an_approved_fee_of_the_strand(row, resident, strand):
    # Of days for which nobody was told fees, so that nothing but the approval is missing.
    draft = a_draft(strand, date(2017, 7, 1), date(2017, 12, 31), ADULT)
    other = {"fee_id": draft.fees.get().pk, "charged_on": date(2017, 7, 3)}

    with refused_by("co_payment_goes_by_its_fee"):
        again(row, **other)()
    approve(draft)
    again(row, **other)()


def test_it_goes_by_the_fee_of_the_age(row, strand):
    young = a_resident(strand, an_area(strand), born_on=date(2000, 2, 29))
    at = {"resident_id": young.pk, "site_id": young.enrolments.get().site_id, "kind": "client_fee"}

    with refused_by("co_payment_goes_by_its_fee"):
        again(row, **at, charged_on=date(2018, 2, 27))()
    again(row, **at, charged_on=date(2018, 2, 28))()


def test_where_the_fee_is_the_most_less_may_be_charged(resident, strand):
    fees(strand, date(2018, 6, 1), None, FeeDraft("doctor", 2060, 18, is_most=True, times_a_year=3))
    row = charge(resident, strand, date(2018, 6, 1), cents=2060)

    again(row, cents=1)()
    with refused_by("co_payment_goes_by_its_fee"):
        again(row, cents=2061, turn=3)()


@pytest.mark.parametrize("change", [{"cents": 0}, {"cents": -2060}, {"key": ""}])
def test_it_is_of_money(resident, strand, change):
    fees(strand, date(2018, 6, 1), None, FeeDraft("doctor", 2060, 18, is_most=True, times_a_year=3))
    row = charge(resident, strand, date(2018, 6, 1), cents=2060)

    with refused_by("co_payment_is_of_money"):
        again(row, **change)()


def test_it_is_charged_where_one_is_listed(row, strand):
    with refused_by("co_payment_is_charged_where_one_is_listed"):
        again(row, site_id=a_site(strand).pk)()


@pytest.mark.parametrize("at", [datetime(2018, 12, 30, 21, 59, tzinfo=UTC), datetime(2018, 12, 30, 22, tzinfo=UTC)])
def test_it_is_not_charged_in_the_future_by_the_clock_of_helsinki(row, at):
    deed = again(row, charged_on=LATE, recorded_at=at)
    if at.hour == 22:
        deed()
    else:
        with refused_by("co_payment_is_charged_in_a_lifetime"):
            deed()


@pytest.mark.parametrize("change", [{"born_on": date(2018, 1, 13)}, {"died_on": date(2018, 1, 11)}])
def test_it_is_charged_in_a_lifetime(row, resident, change):
    precision = {"died_precision": "day"} if "died_on" in change else {}
    changed(resident, **change, **precision)()

    with refused_by("co_payment_is_charged_in_a_lifetime|co_payment_goes_by_its_fee"):
        again(row)()


def test_it_is_named_by_its_site(row):
    with refused_by("co_payment_is_named_by_its_site"):
        again(row, kind="client_fee")()


def test_it_is_voided_by_someone_for_a_reason_of_the_list(row):
    whole = {"voided_at": noon(LATE), "voided_by": row.recorded_by, "void_reason": "wrong"}
    for change in ({"voided_at": None}, {"voided_by": None}, {"void_reason": ""}, {"void_reason": "flu"}):
        with refused_by("co_payment_is_voided_by_someone_for_a_reason"):
            changed(row, **whole | change)()
    changed(row, **whole)()


def test_what_was_voided_stays_so(row):
    changed(row, voided_at=noon(LATE), voided_by=row.recorded_by, void_reason="wrong")()
    for change in (
        {"voided_at": None, "voided_by": None, "void_reason": ""},
        {"void_reason": "paid_back"},
        {"voided_by": a_person()},
    ):
        with refused_by("voided_co_payment_stays_voided"):
            changed(row, **change)()


def test_it_is_never_deleted_and_never_changes(row, strand):
    with refused_by("co_payment_is_never_deleted"):
        row.delete()
    for change in ({"cents": 1}, {"charged_on": LATER}, {"site": a_site(strand)}, {"recorded_by": a_person()}):
        with refused_by("what_was_charged_never_changes"):
            changed(row, **change)()


def test_it_follows_its_resident_alone(row, resident, strand):
    other = a_resident(strand, an_area(strand))
    with refused_by("co_payment_follows_its_resident"):
        changed(row, resident=other)()

    merger = registry_actions.propose_merger(
        survivor=other, absorbed=resident, reason="Sama", by=a_person(), at=noon(LATE), channel="desk"
    )
    actions.confirm_merger(merger=merger, by=a_person(), at=noon(LATE), channel="desk")

    row.refresh_from_db()
    assert row.resident == other
    with refused_by("co_payment_follows_its_resident"):
        changed(row, resident=resident)()


def test_its_history_is_kept(row):
    changed(row, voided_at=noon(LATE), voided_by=row.recorded_by, void_reason="wrong")()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, void_reason FROM vouchers_copaymentevent ORDER BY pgh_id")
        assert cursor.fetchall() == [("insert", ""), ("update", "wrong")]


@pytest.mark.parametrize(
    "said",
    [
        {"ceiling": "yes"},
        {"ceiling_source": "Lautakunta"},
        {"ceiling": "may", "ceiling_source": "Lautakunta"},
    ],
)
def test_what_is_said_of_the_ceiling_says_where_it_stands(strand, said):
    draft = a_draft(strand, date(2019, 1, 1))
    with refused_by("what_is_said_of_the_ceiling_says_where_it_stands"):
        changed(draft, **said)()
    changed(draft, ceiling=FeeTable.Ceiling.NO, ceiling_source="Lautakunta")()
