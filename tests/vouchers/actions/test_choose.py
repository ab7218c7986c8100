from datetime import date, timedelta

import pytest

from pilot import audit
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import between, since
from registry.models import Exclusion
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.actions.test_origins import moved
from tests.vouchers.cast import FIRST, TODAY, a_cap, a_login, a_resident, a_site, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Choice, Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(strand, area):
    return a_resident(strand, area, email="aino@example.invalid")


def lists(resident):
    return [(row.site, row.period.lower, row.period.upper) for row in resident.enrolments.order_by("period")]


def test_a_choice_puts_the_resident_on_the_list_on_its_day(resident, strand, site, area):
    choice = chosen(resident, strand, site)

    effect = TODAY + timedelta(days=21)
    assert choice.effective_on == effect
    assert lists(resident)[-2:] == [(area.home_site, date(2000, 1, 1), effect), (site, effect, None)]


def test_choosing_records_one_event_and_promises_one_message(resident, strand, site):
    by = a_person()

    choice = chosen(resident, strand, site, by=by, channel="desk", identified_by="identity_card")

    event = AuditEvent.objects.get(kind="choice_made")
    assert (event.subject_kind, event.subject_id, event.by_id) == ("resident", str(resident.pk), by.pk)
    assert event.facts["choice"] == choice.pk
    assert event.facts["identified_by"] == "identity_card"
    assert OutboxMessage.objects.get(kind="choice_receipt").payload == {"choice": choice.pk}


def test_a_first_choice_asks_the_database_no_more_than_it_must(resident, strand, site, django_assert_max_num_queries):
    """On the day a list opens every statement is asked by hundreds at once: cap, lock, look, write, lay out, record."""
    with django_assert_max_num_queries(14):
        chosen(resident, strand, site)


def test_the_same_key_chooses_once(resident, strand, site):
    first = chosen(resident, strand, site, key="k")

    assert chosen(resident, strand, site, key="k", on=TODAY + timedelta(days=3)) == first
    assert AuditEvent.objects.filter(kind="choice_made").count() == 1


def test_the_same_key_with_another_site_is_refused(resident, strand, site):
    chosen(resident, strand, site, key="k")

    with pytest.raises(errors.KeyUsed):
        chosen(resident, strand, a_site(strand), key="k")


def test_a_later_choice_replaces_one_that_waits(resident, strand, site):
    first = chosen(resident, strand, a_site(strand))

    later = chosen(resident, strand, site, on=TODAY + timedelta(days=1))

    first.refresh_from_db()
    assert first.replaced_by == later
    assert queries.regrettable_choice(resident=resident, strand=strand, on=TODAY + timedelta(days=1)) == later


def test_a_list_takes_nobody_whom_a_cap_to_come_would_put_out(resident, strand, area, site):
    # The choice takes effect on 5.4.2017, the cap of one begins on 1.6.2017, and one is on the list.
    chosen(a_resident(strand, area), strand, site)
    a_cap(site, strand, 1, first=date(2017, 6, 1))
    effect = TODAY + timedelta(days=21)

    with pytest.raises(errors.ListFull):
        chosen(resident, strand, site)

    room = queries.rooms(strand=strand, sites=[site.pk], on=effect, today=TODAY)[site.pk]
    assert (room.places, room.taken, room.free) == (1, 1, 0)
    assert queries.full_sites(strand=strand, on=effect, today=TODAY) == [site.pk]


def test_a_cap_to_come_that_leaves_room_refuses_nobody(resident, strand, area, site):
    chosen(a_resident(strand, area), strand, site)
    a_cap(site, strand, 2, first=date(2017, 6, 1))

    assert chosen(resident, strand, site).site == site


REFUSALS = {
    "dead": errors.NotAlive,
    "outside": errors.NotInArea,
    "excluded": errors.Excluded,
    "young": errors.TooYoung,
    "too late": errors.PilotEnds,
    "bound": errors.LockInHolds,
    "there": errors.AlreadyThere,
    "closed": errors.SiteClosed,
    "full": errors.ListFull,
    "no rules": errors.NoRules,
}


@pytest.mark.parametrize("case", REFUSALS)
def test_choosing_refuses_and_leaves_no_trace(case, resident, strand, site):
    resident, site, by = arrange(case, resident, strand, site)
    before = Choice.objects.count(), AuditEvent.objects.count(), OutboxMessage.objects.count(), lists(resident)

    with pytest.raises(REFUSALS[case]):
        chosen(resident, strand, site, by=by)

    assert (
        Choice.objects.count(),
        AuditEvent.objects.count(),
        OutboxMessage.objects.count(),
        lists(resident),
    ) == before


def arrange(case, resident, strand, site):  # noqa: C901 - one line a case
    by = None
    match case:
        case "dead":
            resident = a_resident(strand, resident.residences.get().area, died_on=FIRST, died_precision="day")
        case "outside":
            resident = a_resident(strand, None)
        case "excluded":
            Exclusion.objects.create(resident=resident, strand=strand, reason="other", period=since(FIRST))
        case "young":
            write_rules(minimum_age=60)
            by = a_login(resident)
        case "too late":
            strand.pilot.period = between(FIRST, TODAY + timedelta(days=21))
        case "bound":
            chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))
        case "there":
            write_rules(lock_in_months=0)
            chosen(resident, strand, site, on=date(2017, 1, 10))
        case "closed":
            actions.close_site(site=site, strand=strand, closes_on=TODAY, by=None, at=noon(), channel="desk")
        case "full":
            site = a_site(strand, places=0)
        case "no rules":
            write_rules(period=since(TODAY + timedelta(days=1)))
    return resident, site, by


def test_a_weighty_reason_passes_the_lock_in_and_is_recorded(resident, strand, site):
    chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))

    choice = chosen(resident, strand, site, reason="weighty")

    assert choice.reason == "weighty"
    assert AuditEvent.objects.latest("pk").reason == "weighty"


def test_choosing_rolls_back_whole_when_its_last_write_fails(resident, strand, site, monkeypatch):
    before = lists(resident)

    def fails(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        chosen(resident, strand, site)

    assert not Choice.objects.exists()
    assert lists(resident) == before


def regret(resident, strand, **fields):
    given = {"by": None, "at": noon(), "channel": "online"}
    return actions.regret(resident=resident, strand=strand, **given | fields)


def test_taking_back_leaves_the_list_as_it_was(resident, strand, site):
    before = lists(resident)
    choice = chosen(resident, strand, site)

    by = a_person()
    assert regret(resident, strand, by=by) == choice

    choice.refresh_from_db()
    assert (choice.regretted_by, choice.regretted_at) == (by, noon())
    assert lists(resident) == before
    event = AuditEvent.objects.get(kind="choice_regretted")
    assert (event.by_id, event.facts["choice"]) == (by.pk, choice.pk)


@pytest.mark.parametrize("case", ["none", "in effect", "twice", "another"])
def test_taking_back_refuses_and_leaves_no_trace(case, resident, strand, site):
    meant = None
    if case != "none":
        meant = chosen(resident, strand, site, on=date(2017, 1, 10) if case == "in effect" else TODAY)
    if case == "twice":
        regret(resident, strand)
    if case == "another":
        chosen(resident, strand, a_site(strand))
    before = AuditEvent.objects.count(), lists(resident)

    with pytest.raises(errors.NothingToRegret):
        regret(resident, strand, choice=meant)

    assert (AuditEvent.objects.count(), lists(resident)) == before


def test_taking_back_rolls_back_whole_when_its_last_write_fails(resident, strand, site, monkeypatch):
    choice = chosen(resident, strand, site)

    def fails(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        regret(resident, strand)

    choice.refresh_from_db()
    assert choice.regretted_at is None
    assert Enrolment.objects.filter(choice=choice).exists()


def test_what_waits_for_the_same_site_is_chosen_once_and_keeps_its_day(resident, strand, site):
    first, later = chosen(resident, strand, site, key="first"), TODAY + timedelta(days=3)

    again = chosen(resident, strand, site, later, key="second", once=True)

    assert again == first
    assert again.effective_on == TODAY + timedelta(days=21)
    assert AuditEvent.objects.filter(kind="choice_made").count() == OutboxMessage.objects.count() == 1
    assert lists(resident)[-1] == (site, TODAY + timedelta(days=21), None)
    anew = chosen(resident, strand, site, later, key="third")
    assert anew.effective_on == later + timedelta(days=21)


@pytest.mark.parametrize("case", ["another", "taken back", "moved by others"])
def test_once_leaves_every_other_choice_as_it_is(resident, strand, site, case):
    first = chosen(resident, strand, site, key="first")
    if case == "taken back":
        actions.regret(resident=resident, strand=strand, by=None, at=noon(), channel="online")
    elif case == "moved by others":
        Choice.objects.filter(pk=first.pk).update(origin="forced", reason="", key=None)
    wanted = a_site(strand) if case == "another" else site

    second = chosen(resident, strand, wanted, key="second", once=True)

    assert second != first
    assert second.site == wanted


def test_once_makes_anew_what_would_begin_sooner_by_the_rules_of_today(resident, strand, site):
    first, later = chosen(resident, strand, site, key="first"), TODAY + timedelta(days=3)
    write_rules(strand, effect_days=7)

    second = chosen(resident, strand, site, later, key="second", once=True)

    # 25.3.2017 instead of 5.4.2017.
    assert (second.effective_on, first.effective_on) == (TODAY + timedelta(days=10), TODAY + timedelta(days=21))
    assert lists(resident)[-1] == (site, second.effective_on, None)


def test_once_keeps_a_choice_from_a_move_that_came_after_it(resident, strand, site):
    first, there, later = chosen(resident, strand, site, key="first"), a_site(strand), TODAY + timedelta(days=3)
    moved(resident, strand, there, on=TODAY + timedelta(days=1), effective_on=date(2017, 6, 1))
    assert lists(resident)[-1] == (there, date(2017, 6, 1), None)

    second = chosen(resident, strand, site, later, key="second", once=True)

    assert (second != first, lists(resident)[-1]) == (True, (site, later + timedelta(days=21), None))


def test_once_looks_at_what_takes_effect_last(resident, strand, site):
    """A decision puts right a choice of an earlier moment; what was chosen since stays behind it."""
    there, last, later = a_site(strand), chosen(resident, strand, site, key="first"), TODAY + timedelta(days=3)
    first = chosen(resident, strand, there, later, as_of=noon(TODAY - timedelta(days=2)), channel="paper")

    assert chosen(resident, strand, site, later, key="same", once=True) == last
    anew = chosen(resident, strand, there, later, key="other", once=True)

    assert anew != first
    assert lists(resident)[-1] == (there, anew.effective_on, None)
