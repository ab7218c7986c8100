"""Somebody of the list chooses, or comes, while a draw is carried out: real commits on connections of their own."""

import threading
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection, transaction

from pilot import outbox
from pilot.models import OutboxMessage
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.drawing import DAY, a_list, approved, drafted
from vouchers import actions, errors
from vouchers.models import Choice, Enrolment, MovePlan

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(120)]


@pytest.fixture
def strand(committed_db):
    return a_strand(lock_in_months=0)


@pytest.fixture
def site(strand):
    return a_site(strand, latitude=62.24, longitude=25.75)


def while_it_is_done(first, second):
    """Do the first, and the second while the first has done everything but commit; return how the second ended."""
    done, go_on, ended = threading.Event(), threading.Event(), []

    def hold():
        with transaction.atomic():
            first()
            done.set()
            go_on.wait(60)
        connection.close()

    def come():
        try:
            ended.append(second())
        except (errors.ChoiceRefused, errors.MovesRefused) as refusal:
            ended.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=come)]
    threads[0].start()
    assert done.wait(60)
    threads[1].start()
    threads[1].join(timeout=0.3)
    go_on.set()
    for thread in threads:
        thread.join(60)
    return ended[0]


def forced():
    return Choice.objects.filter(origin="forced")


def test_who_chooses_while_a_draw_is_approved_makes_it_look_again(strand, area, site):
    a_list(strand, area, site, 3)
    plan, there = drafted(strand, site, places=2), a_site(strand)
    who = plan.lots.get(moves=True).resident

    ended = while_it_is_done(lambda: chosen(who, strand, there), lambda: approved(plan))

    assert ended == "list_changed"
    assert not forced().exists()
    assert MovePlan.objects.get().stage == "draft"
    assert Enrolment.objects.on_day(DAY).get(resident=who).site == there


def test_who_is_moved_while_choosing_goes_where_they_chose(strand, area, site):
    a_list(strand, area, site, 3)
    plan, there = drafted(strand, site, places=2), a_site(strand)
    who = plan.lots.get(moves=True).resident

    own = while_it_is_done(lambda: approved(plan), lambda: chosen(who, strand, there))

    assert forced().get().replaced_by == own
    assert list(Enrolment.objects.on_day(DAY).filter(resident=who).values_list("site", flat=True)) == [there.pk]


def test_a_message_of_a_move_is_sent_before_the_draw_is_undone_or_not_at_all(strand, area, site, monkeypatch):
    """Else "you are moved" could arrive after "you are not"."""
    a_list(strand, area, site, 3, email="aino@example.invalid")
    plan = drafted(strand, site, places=2)
    approved(plan)
    ask, undo = ({"by": a_person(), "at": noon(), "channel": "online"} for _deed in range(2))
    actions.ask_to_undo_moves(plan=plan, **ask)
    happened, is_sending = [], threading.Event()
    claimed = claimed_message()

    def send(message):
        is_sending.set()
        undoing.join(timeout=0.3)
        happened.append(message.subject.split(":")[0])

    def undone():
        assert is_sending.wait(60)
        actions.undo_moves(plan=plan, **undo)
        happened.append("undone")
        connection.close()

    monkeypatch.setattr(EmailMessage, "send", send)
    undoing = threading.Thread(target=undone)
    undoing.start()
    outbox._deliver(claimed, here=True)
    undoing.join(60)
    outbox.sweep(here=True)

    assert happened == ["Sinut siirretään toiselle listalle", "undone", "Sinua ei siirretä toiselle listalle"]


def claimed_message():
    """Claim what a sweep would send next of the draw, and let all else be done."""
    OutboxMessage.objects.exclude(payload__choice=forced().get().pk).update(done_at=noon())
    return outbox._claim()


def test_two_approve_at_once_and_everybody_is_moved_once(strand, area, site):
    a_list(strand, area, site, 4)
    plan = drafted(strand, site, places=1)

    ended = while_it_is_done(lambda: approved(plan), lambda: approved(plan))

    assert ended == "moves_decided"
    assert forced().count() == 3 == forced().values("resident").distinct().count()


def test_the_last_place_of_a_near_list_goes_to_one_of_two(strand, area, site):
    write_rules(moves_to="nearest")
    near = a_site(strand, places=1, latitude=62.25, longitude=25.75)
    a_list(strand, area, site, 2)
    plan, other = drafted(strand, site, places=1), a_resident(strand, area)

    ended = while_it_is_done(lambda: approved(plan), lambda: chosen(other, strand, near))

    assert ended == "list_full"
    there = Enrolment.objects.on_day(DAY + timedelta(days=1)).filter(site=near)
    assert list(there.values_list("resident", flat=True)) == [plan.lots.get(moves=True).resident_id]
