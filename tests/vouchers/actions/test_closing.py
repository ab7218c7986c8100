"""Closing a pilot by its script: dates, two people, who may still choose what, home on the day."""

from datetime import date, datetime, time

import pytest

from pilot.calendar import HELSINKI
from pilot.models import AuditEvent
from pilot.periods import between, since
from registry.models import Protection, Residence, Resident
from tests.people import a_member, a_person, a_pilot
from tests.rules import write_rules
from tests.vouchers.cast import a_cap, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.actions import ClosingDates
from vouchers.models import Choice, Enrolment

pytestmark = pytest.mark.django_db
# Tampere, domain 1.3: nobody new after 31.5.2019 at 14.00, letters early in June, own choice until 15.9., the private
# site until 30.9., home on 1.10.; when corrections end is not known.
TAMPERE = ClosingDates(
    join_until_on=date(2019, 5, 31),
    join_until_time=time(14),
    letters_on=date(2019, 6, 3),
    choose_until=date(2019, 9, 15),
    closes_on=date(2019, 10, 1),
    settle_until=date(2020, 3, 31),
)
SPRING = date(2019, 4, 1)
DAYS = {field: getattr(TAMPERE, field) for field in ClosingDates.__dataclass_fields__}


@pytest.fixture
def strand():
    pilot = a_pilot(period=between(date(2017, 4, 1), date(2019, 10, 1)))
    return a_strand(pilot=pilot, effect_kind="days", effect_days=21, lock_in_months=3)


@pytest.fixture
def home(area):
    return area.home_site


@pytest.fixture
def station(strand):
    """Another public station, which is nobody's home."""
    return a_site(strand, sector="public")


@pytest.fixture
def private(strand):
    return a_site(strand)


def a_customer(strand, area, site, on=date(2018, 1, 10), **fields) -> Resident:
    resident = a_resident(strand, area, **fields)
    chosen(resident, strand, site, on)
    return resident


def propose(strand, by=None, dates=TAMPERE, on=SPRING):
    by = by or a_member("staff", strand.pilot.lead)
    return actions.propose_closing(strand=strand, dates=dates, by=by, at=noon(on), channel="online")


def approve(strand, on=SPRING, dates=TAMPERE):
    plan = propose(strand, dates=dates, on=on)
    return actions.approve_closing(plan=plan, by=a_person(), at=noon(on), channel="online")


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=HELSINKI)


def choose(resident, strand, site, moment: datetime) -> Choice:
    return actions.choose(resident=resident, strand=strand, site=site, by=None, at=moment, channel="online")


def on_day(resident, *day: int):
    return Enrolment.objects.on_day(date(*day)).filter(resident=resident).first()


# When, where to, and what the script says: None where the choice is made, else why not. The customer has been with
# the private site since 1.6.2018, long past the three months; the newcomer has never chosen.
SCRIPT = [
    ("newcomer", (2019, 5, 31, 14, 0), "private", None),
    ("newcomer", (2019, 5, 31, 14, 1), "private", errors.JoiningIsOver),
    ("newcomer", (2019, 6, 1, 9, 0), "private", errors.JoiningIsOver),
    ("customer", (2019, 6, 1, 9, 0), "other_private", errors.JoiningIsOver),
    ("customer", (2019, 6, 1, 9, 0), "station", None),
    ("customer", (2019, 9, 15, 23, 59), "station", None),
    ("customer", (2019, 9, 15, 23, 59), None, None),
    ("customer", (2019, 9, 16, 0, 0), "station", errors.OwnChoiceIsOver),
    ("customer", (2019, 9, 30, 12, 0), None, errors.OwnChoiceIsOver),
    ("newcomer", (2019, 9, 16, 0, 0), "station", errors.OwnChoiceIsOver),
    ("customer", (2019, 10, 1, 0, 0), "station", errors.PilotEnds),
]


@pytest.mark.parametrize(("who", "moment", "where_to", "refusal"), SCRIPT)
def test_tampere_lets_choose_by_its_script(strand, area, private, station, who, moment, where_to, refusal):
    sites = {"private": private, "other_private": a_site(strand), "station": station, None: None}
    customer = a_customer(strand, area, private, date(2018, 6, 1))
    resident = customer if who == "customer" else a_resident(strand, area)
    approve(strand)

    if refusal is None:
        assert choose(resident, strand, sites[where_to], at(*moment)).site == sites[where_to]
    else:
        with pytest.raises(refusal):
            choose(resident, strand, sites[where_to], at(*moment))


def test_a_choice_late_in_september_takes_effect_when_the_private_sites_close(strand, area, private, station):
    """By the rule of 21 days it would take effect on 6.10., and until then she would be at home."""
    customer = a_customer(strand, area, private)
    approve(strand)

    choice = choose(customer, strand, station, at(2019, 9, 15, 12))

    assert choice.effective_on == date(2019, 10, 1)
    assert on_day(customer, 2019, 9, 30).site == private
    assert on_day(customer, 2019, 10, 1).site == station


def test_who_leaves_a_private_site_is_not_bound_and_who_leaves_a_station_is(strand, area, private, station):
    """Both chose on 10.5.2019, in effect on 31.5., bound until 31.8. by the three months."""
    customer, other = (a_customer(strand, area, site, date(2019, 5, 10)) for site in (private, station))
    approve(strand, on=date(2019, 5, 20))

    bound = [queries.standing(resident=one, strand=strand, on=date(2019, 6, 10)).is_bound for one in (customer, other)]
    assert bound == [False, True]
    assert choose(customer, strand, None, at(2019, 6, 10, 12)).site is None
    with pytest.raises(errors.LockInHolds):
        choose(other, strand, None, at(2019, 6, 10, 12))


def test_who_chose_nothing_is_at_home_on_the_day_without_a_run(strand, area, home, private):
    customer = a_customer(strand, area, private)

    plan = approve(strand)

    assert (on_day(customer, 2019, 9, 30).site, on_day(customer, 2019, 9, 30).origin) == (private, "choice")
    assert (on_day(customer, 2019, 10, 1).site, on_day(customer, 2019, 10, 1).origin) == (home, "home")
    kinds = AuditEvent.objects.filter(kind__in=["closing_approved", "site_closed"]).values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == ["site_closed", "closing_approved"]
    assert AuditEvent.objects.get(kind="closing_approved").facts["plan"] == plan.pk


def test_a_pilot_closes_on_a_sunday(area, strand, home, private):
    """30.9.2018 is a Sunday: the last day counts whole, and Monday is the first at home."""
    dates = ClosingDates(**DAYS | {
        "join_until_on": date(2018, 5, 31), "letters_on": date(2018, 6, 1), "choose_until": date(2018, 9, 16),
        "closes_on": date(2018, 10, 1), "settle_until": date(2018, 12, 31),
    })  # fmt: skip
    customer = a_customer(strand, area, private)

    plan = approve(strand, on=date(2018, 4, 3), dates=dates)

    assert plan.last_day.isoweekday() == 7
    assert choose(customer, strand, None, at(2018, 9, 16, 23, 59)).effective_on == date(2018, 10, 1)
    assert on_day(customer, 2018, 9, 30).site == private
    assert on_day(customer, 2018, 10, 1).site == home


def test_who_moved_meanwhile_is_at_the_new_home(strand, area, private):
    """Moved inside the pilot's areas on 20.9.2019, which the register told on 5.11."""
    customer = a_customer(strand, area, private)
    approve(strand)
    other = an_area(strand)

    actions.record_move(
        resident=customer, moved_on=date(2019, 9, 20), area=other, by=None, at=noon(date(2019, 11, 5)), channel="desk"
    )

    assert on_day(customer, 2019, 10, 1).site == other.home_site


def test_a_site_that_closes_earlier_stays_closed(strand, area, private):
    customer = a_customer(strand, area, private)
    actions.close_site(
        site=private, strand=strand, closes_on=date(2019, 7, 1), by=None, at=noon(SPRING), channel="desk"
    )

    approve(strand)

    assert on_day(customer, 2019, 7, 1).site != private


def test_a_queue_for_a_private_site_ends_with_the_last_moment_to_join(strand, area, private):
    write_rules(strand, queue_opens_at=1)
    a_cap(private, strand, 0)
    given = {"site": private, "strand": strand, "by": None}
    actions.join_queue(resident=a_resident(strand, area), at=noon(SPRING), channel="online", **given)
    approve(strand)
    a_cap(private, strand, 5, first=date(2019, 5, 1))

    assert actions.serve_queue(at=at(2019, 5, 31, 14, 1), channel="system", **given) == 0

    assert AuditEvent.objects.filter(kind="queue_closed").count() == 1
    assert not Choice.objects.filter(origin="queue").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"choose_until": date(2019, 10, 1)},
        {"join_until_on": date(2019, 9, 16)},
        {"letters_on": date(2019, 9, 16)},
        {"settle_until": date(2019, 9, 30)},
    ],
)
def test_dates_out_of_order_are_refused(strand, wrong):
    with pytest.raises(errors.ClosingOutOfOrder):
        propose(strand, dates=ClosingDates(**DAYS | wrong))


def test_a_closing_after_the_pilot_is_refused(strand):
    with pytest.raises(errors.PilotDoesNotRun):
        propose(strand, dates=ClosingDates(**DAYS | {"closes_on": date(2019, 10, 2)}))


def test_one_plan_stands_and_is_decided_on_once(strand):
    proposer = a_person()
    plan = propose(strand, by=proposer)
    with pytest.raises(errors.ClosingWaits):
        propose(strand)
    with pytest.raises(errors.OwnClosing):
        actions.approve_closing(plan=plan, by=proposer, at=noon(SPRING), channel="online")

    actions.withdraw_closing(plan=plan, by=proposer, at=noon(SPRING), channel="online")

    assert AuditEvent.objects.filter(kind="closing_withdrawn").count() == 1
    for deed in (actions.approve_closing, actions.withdraw_closing):
        with pytest.raises(errors.ClosingDecided):
            deed(plan=plan, by=a_person(), at=noon(SPRING), channel="online")
    assert propose(strand).pk != plan.pk


def test_a_plan_is_not_approved_when_its_time_to_join_is_over(strand):
    plan = propose(strand)

    with pytest.raises(errors.ClosingTooLate):
        actions.approve_closing(plan=plan, by=a_person(), at=at(2019, 5, 31, 14, 1), channel="online")


def test_a_private_site_that_opens_afterwards_is_told(strand):
    a_site(strand, opens=date(2019, 11, 1))

    with pytest.raises(errors.SiteOpensLater):
        approve(strand)


def test_nothing_is_kept_when_the_lists_cannot_be_laid_out(strand, area, private, monkeypatch):
    a_customer(strand, area, private)
    monkeypatch.setattr("vouchers.actions.closing.lay_out_sites", lambda **asked: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        approve(strand)

    assert private.approvals.get().period.upper is None
    assert queries.approved_closing(strand) is None


def test_the_dry_run_counts_and_does_nothing(strand, area, home, private, station):
    """Four with the site: one chose the station for the day, one has no address then, one is under non-disclosure."""
    people = [a_customer(strand, area, private) for _number in range(4)]
    approve(strand)
    choose(people[0], strand, station, at(2019, 9, 15, 12))
    Residence.objects.filter(resident=people[1]).update(period=between(date(2000, 1, 1), date(2019, 10, 1)))
    Protection.objects.create(resident=people[2], period=since(date(2019, 1, 1)))
    before = list(Enrolment.objects.values())

    found = queries.closing_effect_of_all(strand=strand, closes_on=TAMPERE.closes_on, on=date(2019, 9, 16))

    (row,) = found.leaving
    assert (row.site, row.residents, row.by_choice, row.home, row.nowhere, row.protected) == (private, 4, 1, 2, 1, 1)
    assert dict(found.arriving) == {home: 2, station: 1}
    assert list(Enrolment.objects.values()) == before
