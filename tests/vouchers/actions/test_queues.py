from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from pilot import audit, outbox
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import since
from registry.models import Guardianship, Protection, Resident
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_cap, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Choice, QueuePlace
from vouchers.tasks import queues_due

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


@pytest.fixture
def strand():
    return a_strand(queue_opens_at=1)


@pytest.fixture
def full(strand):
    return a_site(strand, places=0)


@pytest.fixture
def resident(strand, area):
    return a_resident(strand, area, email="aino@example.invalid")


def joined(resident, strand, site, on=TODAY, by=None):
    return actions.join_queue(resident=resident, strand=strand, site=site, by=by, at=noon(on), channel="online")


def served(strand, site, on=LATER):
    return actions.serve_queue(site=site, strand=strand, by=None, at=noon(on), channel="system")


def states(strand):
    return list(QueuePlace.objects.filter(strand=strand).order_by("pk").values_list("state", flat=True))


def test_joining_waits_and_records_one_event(resident, strand, full):
    place = joined(resident, strand, full)

    event = AuditEvent.objects.get(kind="queue_joined")
    assert (place.state, event.subject_id, event.facts["place"]) == ("waiting", str(resident.pk), place.pk)
    waiting = queries.queue_place_of(resident=resident, strand=strand, on=TODAY)
    assert (waiting.position, waiting.length) == (1, 1)


def test_joining_twice_joins_once(resident, strand, full):
    assert joined(resident, strand, full) == joined(resident, strand, full, on=LATER)
    assert AuditEvent.objects.filter(kind="queue_joined").count() == 1


def test_joining_another_queue_gives_the_place_up(resident, strand, full):
    first = joined(resident, strand, full)

    joined(resident, strand, a_site(strand, places=0), on=LATER)

    first.refresh_from_db()
    assert (first.state, first.left_at) == ("left", noon(LATER))
    assert AuditEvent.objects.latest("pk").facts["gave_up"] == first.pk


def test_choosing_elsewhere_gives_the_place_up(resident, strand, full):
    place = joined(resident, strand, full)

    chosen(resident, strand, a_site(strand), on=LATER)

    place.refresh_from_db()
    assert place.state == "chose"
    assert AuditEvent.objects.get(kind="choice_made").facts["gave_up"] == place.pk


REFUSALS = {
    "room": errors.ListHasRoom,
    "no queue": errors.NoQueue,
    "bound": errors.LockInHolds,
    "young": errors.TooYoung,
    "closed": errors.SiteClosed,
}


@pytest.mark.parametrize("case", REFUSALS)
def test_joining_refuses_and_leaves_no_trace(case, resident, strand, full):
    by = None
    match case:
        case "room":
            a_cap(full, strand, 1)
        case "no queue":
            write_rules(queue_opens_at=None)
        case "bound":
            chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))
        case "young":
            write_rules(minimum_age=60)
            by = a_login(resident)
        case "closed":
            actions.close_site(site=full, strand=strand, closes_on=TODAY, by=None, at=noon(), channel="desk")
    events = AuditEvent.objects.count()

    with pytest.raises(REFUSALS[case]):
        joined(resident, strand, full, by=by)

    assert (AuditEvent.objects.count(), QueuePlace.objects.count()) == (events, 0)


def test_leaving_ends_the_place_once(resident, strand, full):
    place, by = joined(resident, strand, full), a_person()

    actions.leave_queue(place=place, by=by, at=noon(LATER), channel="online")

    place.refresh_from_db()
    assert (place.state, place.left_by, place.left_at) == ("left", by, noon(LATER))
    assert AuditEvent.objects.get(kind="queue_left").facts["place"] == place.pk
    with pytest.raises(errors.NotInQueue):
        actions.leave_queue(place=place, by=by, at=noon(LATER), channel="online")


def test_a_free_place_goes_by_itself_to_who_waited_longest(resident, strand, area, full):
    other = a_resident(strand, area)
    joined(resident, strand, full)
    joined(other, strand, full, on=LATER)
    a_cap(full, strand, 1)

    assert served(strand, full, on=LATER) == 1

    choice = Choice.objects.get(origin="queue")
    assert (choice.resident, choice.effective_on, choice.channel) == (resident, LATER + timedelta(days=21), "system")
    assert [row.origin for row in resident.enrolments.filter(site=full)] == ["queue"]
    assert states(strand) == ["served", "waiting"]
    event = AuditEvent.objects.get(kind="queue_served")
    assert (event.subject_id, event.facts["changes_from"]) == (str(resident.pk), LATER.isoformat())
    assert OutboxMessage.objects.get(kind="choice_receipt").payload == {"choice": choice.pk}
    assert served(strand, full, on=LATER) == 0


def test_people_on_no_list_come_first(resident, strand, full):
    nowhere = a_resident(strand, an_area(strand, home_site=False))
    joined(resident, strand, full)
    joined(nowhere, strand, full, on=LATER)
    a_cap(full, strand, 1)

    waiting = queries.queue_place_of(resident=resident, strand=strand, on=LATER)
    served(strand, full)

    assert (waiting.position, waiting.length) == (2, 2)
    assert Choice.objects.get(origin="queue").resident == nowhere


@pytest.mark.parametrize(("free", "given"), [(2, 0), (3, 2), (5, 2)])
def test_a_queue_opens_by_its_rule(strand, area, full, free, given):
    # Opens when three places are free, then takes two.
    write_rules(queue_opens_at=3, queue_takes=2)
    for _number in range(4):
        joined(a_resident(strand, area), strand, full)
    a_cap(full, strand, free)

    assert served(strand, full) == given


def test_nobody_passes_those_who_wait(resident, strand, area, full):
    write_rules(queue_opens_at=3)
    joined(resident, strand, full)
    a_cap(full, strand, 2)

    with pytest.raises(errors.ListFull):
        chosen(a_resident(strand, area), strand, full, on=LATER)

    room = queries.rooms(strand=strand, sites=[full.pk], on=TODAY)[full.pk]
    assert (room.state, room.waiting) == ("full", 1)
    assert chosen(resident, strand, full, on=LATER).origin == "own"
    assert states(strand) == ["chose"]


def test_who_died_or_moved_away_holds_nobody_up_and_keeps_the_place(strand, area, resident, full):
    dead, away = a_resident(strand, area), a_resident(strand, area)
    for person in (dead, away, resident):
        joined(person, strand, full)
    Resident.objects.filter(pk=dead.pk).update(died_on=TODAY, died_precision="day")
    actions.record_move(resident=away, moved_on=TODAY, area=None, by=None, at=noon(), channel="desk")
    a_cap(full, strand, 1)

    served(strand, full)

    assert Choice.objects.get(origin="queue").resident == resident
    assert states(strand) == ["waiting", "waiting", "served"]
    assert queries.queue_place_of(resident=away, strand=strand, on=LATER).position is None


def test_a_queue_of_a_closed_site_ends(resident, strand, full):
    joined(resident, strand, full)
    actions.close_site(site=full, strand=strand, closes_on=LATER, by=None, at=noon(), channel="desk")

    assert served(strand, full) == 0

    assert states(strand) == ["closed"]
    assert AuditEvent.objects.get(kind="queue_closed").subject_id == str(resident.pk)
    assert OutboxMessage.objects.filter(kind="queue_closed").count() == 1


def test_serving_replaces_a_choice_that_waits(resident, strand, full):
    earlier = chosen(resident, strand, a_site(strand))
    joined(resident, strand, full)
    a_cap(full, strand, 1)

    served(strand, full)

    earlier.refresh_from_db()
    assert earlier.replaced_by == Choice.objects.get(origin="queue")


def test_serving_rolls_back_whole_when_its_last_write_fails(resident, strand, full, monkeypatch):
    joined(resident, strand, full)
    a_cap(full, strand, 1)

    def fails(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(audit, "record_each", fails)
    with pytest.raises(RuntimeError):
        served(strand, full)

    assert states(strand) == ["waiting"]
    assert not Choice.objects.exists()


def test_raising_the_cap_serves_the_queue_and_every_day_asks_again(resident, strand, full):
    joined(resident, strand, full)
    assert [due.params for due in queues_due(TODAY)] == [{"strand": strand.pk}]

    actions.set_list_cap(site=full, strand=strand, places=1, first=TODAY, by=None, at=noon(), channel="desk")

    assert OutboxMessage.objects.get(kind="queue_due").payload == {"site": full.pk, "strand": strand.pk}
    assert actions.serve_queues(strand=strand, at=noon()) == 1
    assert list(queues_due(TODAY)) == []


def test_a_place_that_may_be_taken_back_is_not_free(strand, area, resident, full):
    # Chosen 10.1., in effect 31.1.; leaving 15.3. for 5.4., and until then free to stay after all.
    write_rules(lock_in_months=0)
    a_cap(full, strand, 1)
    chosen(resident, strand, full, on=date(2017, 1, 10))
    chosen(resident, strand, a_site(strand))
    other = a_resident(strand, area)

    with pytest.raises(errors.ListFull):
        chosen(other, strand, full, on=date(2017, 4, 4))
    joined(other, strand, full, on=date(2017, 4, 4))
    assert served(strand, full, on=date(2017, 4, 4)) == 0

    assert served(strand, full, on=date(2017, 4, 5)) == 1


def family(strand, area, full, *, age=7, hidden=False):
    a_cap(full, strand, 1)
    parent, child = a_resident(strand, area), a_resident(strand, area, born_on=date(TODAY.year - age, 1, 1))
    Guardianship.objects.create(child=child, guardian=parent, period=since(child.born_on))
    if hidden:
        Protection.objects.create(resident=parent, period=since(TODAY))
    chosen(parent, strand, full)
    return parent, child


def test_a_child_follows_a_parent_onto_a_full_list(strand, area, full):
    write_rules(family_age=16)
    _parent, child = family(strand, area, full)

    assert chosen(child, strand, full, on=LATER).site == full
    sibling = a_resident(strand, area, born_on=TODAY)
    Guardianship.objects.create(child=sibling, guardian=_parent, period=since(TODAY))
    assert chosen(sibling, strand, full, on=LATER).site == full


@pytest.mark.parametrize("case", [{"age": 16}, {"hidden": True}, {"rule": None}])
def test_a_full_list_takes_no_child_too_old_nor_tells_of_a_protected_parent(strand, area, full, case):
    write_rules(family_age=case.pop("rule", 16))
    _parent, child = family(strand, area, full, **case)

    with pytest.raises(errors.ListFull):
        chosen(child, strand, full, on=LATER)


def test_of_two_records_of_one_person_the_longer_wait_goes_on(strand, area, full):
    from registry import actions as registry_actions

    survivor, absorbed = a_resident(strand, area), a_resident(strand, area)
    longer = joined(absorbed, strand, full)
    joined(survivor, strand, full, on=LATER)
    by, other, at = a_person(), a_person(), noon(LATER)
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="the same person", by=by, at=at, channel="desk"
    )

    actions.confirm_merger(merger=merger, by=other, at=at, channel="desk")

    assert QueuePlace.objects.waiting().get() == longer
    longer.refresh_from_db()
    assert longer.resident == survivor


BROKEN = {
    "queue_place_waits_or_has_left": {"left_at": noon()},
    "queue_place_is_served_by_a_choice": {"state": "served", "left_at": noon()},
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_database_holds_what_a_place_is(resident, strand, full, rule):
    place = joined(resident, strand, full)

    with pytest.raises(IntegrityError, match=rule):
        QueuePlace.objects.filter(pk=place.pk).update(**BROKEN[rule])


def test_the_database_lets_nobody_wait_twice(resident, strand, full):
    joined(resident, strand, full)

    with pytest.raises(IntegrityError, match="resident_waits_in_one_queue"):
        QueuePlace.objects.create(
            resident=resident, strand=strand, site=a_site(strand), joined_at=noon(), channel="desk"
        )


@pytest.mark.parametrize("change", [{"queue_opens_at": None}, {"queue_takes": 4}, {"queue_takes": 0}])
def test_a_queue_takes_no_more_than_are_free(strand, change):
    write_rules(queue_opens_at=3, queue_takes=2)

    with pytest.raises(IntegrityError, match="queue_takes_no_more_than_opens_it"):
        write_rules(**change)


def test_messages_tell_that_something_came_and_never_where(resident, strand, full, mailoutbox):
    joined(resident, strand, full)
    a_cap(full, strand, 1)
    served(strand, full)

    outbox.sweep(here=True)

    (message,) = mailoutbox
    assert "jonosta" in message.subject
    assert full.name not in message.body
    assert "torstaista 6.\u00a0huhtikuuta 2017" in message.body
