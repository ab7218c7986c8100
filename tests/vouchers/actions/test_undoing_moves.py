"""Undoing a draw that was carried out: two people, as if it had never been, and only while nothing has left for it.

The cast's list has four residents and a cap of three: one moves home on 5.4.2017, approved on 15.3.2017.
"""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pilot import audit, outbox
from pilot.models import AuditEvent, OutboxMessage
from registry.models import Resident
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_site, chosen, noon
from tests.vouchers.drawing import DAY, a_list, approved, drafted
from vouchers import actions, errors, messages, queries
from vouchers.models import Choice, Delivery, Enrolment, Letter

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


@pytest.fixture
def plan(strand, area, site):
    a_list(strand, area, site, 4)
    plan = drafted(strand, site, places=3)
    approved(plan)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def who(plan):
    return plan.lots.get(moves=True).resident


@pytest.fixture
def on_that_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: noon(LATER))
    OutboxMessage.objects.update(due_at=noon())


def ask(plan, by=None, on=LATER):
    return actions.ask_to_undo_moves(plan=plan, by=by or a_person(), at=noon(on), channel="online")


def undo(plan, by=None, on=LATER):
    return actions.undo_moves(plan=plan, by=by or a_person(), at=noon(on), channel="online")


def keep(plan, on=LATER):
    return actions.keep_moves(plan=plan, by=a_person(), at=noon(on), channel="online")


def lists(strand) -> list[tuple]:
    rows = Enrolment.objects.filter(strand=strand).order_by("resident", "period")
    return [(row.resident_id, row.site_id, row.period.lower, row.period.upper, row.origin) for row in rows]


def letter_of(who) -> Delivery:
    return Delivery.objects.get(letter__resident=who, letter__kind="moved")


def by_email(who) -> None:
    """Let the resident have had an e-mail address when the draw was carried out."""
    Resident.objects.filter(pk=who.pk).update(email="aino@example.invalid")
    move = Choice.objects.get(origin="forced").pk
    promised = OutboxMessage.objects.filter(payload__choice=move)
    promised.update(kind="choice_receipt", key=messages.receipt_key(move))


def test_everybody_stays_where_they_would_have_been_without_it(strand, area, site):
    a_list(strand, area, site, 4)
    before = lists(strand)
    plan = drafted(strand, site, places=3)
    approved(plan)
    assert lists(strand) != before
    ask(plan)
    by = a_person()

    undo(plan, by=by)

    assert lists(strand) == before
    plan.refresh_from_db()
    assert (plan.stage, plan.undone_by) == ("undone", by)
    move = Choice.objects.get(origin="forced")
    assert (queries.state_of(move, on=LATER), move.regretted_by) == ("regretted", by)
    event = AuditEvent.objects.get(kind="list_move_undone")
    assert (event.subject_id, event.facts["choice"]) == (str(move.resident_id), move.pk)
    assert AuditEvent.objects.get(kind="moves_undone").facts["draw"] == plan.pk


def test_a_present_choice_binds_again_as_it_did(strand, plan, who):
    """Chosen on 10.1., in effect on 31.1.: bound until 31.7.2017. Under the draw it bound no more."""
    elsewhere = a_site(strand)
    ask(plan)
    undo(plan)

    with pytest.raises(errors.LockInHolds):
        chosen(who, strand, elsewhere, LATER)


def test_what_somebody_chose_meanwhile_stays_and_the_move_never_comes_back(strand, plan, who):
    elsewhere = a_site(strand)
    chosen(who, strand, elsewhere, TODAY)
    assert Choice.objects.get(origin="forced").replaced_by is not None
    ask(plan)

    undo(plan)
    assert Enrolment.objects.on_day(DAY).get(resident=who).site == elsewhere
    actions.regret(resident=who, strand=strand, by=None, at=noon(LATER), channel="online")

    assert Enrolment.objects.on_day(DAY + timedelta(days=60)).get(resident=who).site == plan.site


def test_whoever_was_told_by_email_is_told_that_it_no_longer_holds(strand, plan, who, on_that_day):
    by_email(who)
    outbox.sweep(here=True)
    assert ["siirretään" in message.body for message in mail.outbox] == [True]
    ask(plan)

    undo(plan)
    outbox.sweep(here=True)

    assert len(mail.outbox) == 2
    assert mail.outbox[1].to == ["aino@example.invalid"]
    assert "5.\u00a0huhtikuuta 2017" in mail.outbox[1].body


def test_whoever_was_not_told_yet_never_learns_of_it(strand, plan, who, on_that_day):
    ask(plan)
    undo(plan)

    outbox.sweep(here=True)

    assert (mail.outbox, Letter.objects.count()) == ([], 0)


def test_a_message_that_was_claimed_and_not_sent_yet_is_nobodys_news(strand, plan, who, on_that_day):
    """The sweep has taken it before the draw was undone, and comes to send it afterwards."""
    by_email(who)
    claimed = outbox._claim()
    ask(plan)

    undo(plan)
    outbox._deliver(claimed, here=True)
    outbox.sweep(here=True)

    assert mail.outbox == []


def test_whoever_may_have_been_told_when_a_sweep_was_stopped_is_told(strand, plan, who, on_that_day, monkeypatch):
    by_email(who)
    assert outbox._claim() is not None
    monkeypatch.setattr(timezone, "now", lambda: noon(LATER) + outbox.LEASE + timedelta(seconds=1))
    ask(plan)

    undo(plan)
    outbox.sweep(here=True)

    assert ["ei enää pidä paikkaansa" in message.body for message in mail.outbox] == [True]


def test_a_letter_that_waits_is_withdrawn_and_not_read_any_more(strand, plan, who, on_that_day):
    outbox.sweep(here=True)
    assert (letter_of(who).state, len(queries.letters_of(who))) == ("waiting", 1)
    ask(plan)

    undo(plan)

    assert (letter_of(who).state, queries.letters_of(who)) == ("withdrawn", [])
    assert AuditEvent.objects.get(kind="letter_withdrawn").facts["delivery"] == letter_of(who).pk


def test_a_letter_that_no_way_led_from_is_withdrawn_too(strand, area, plan, who, on_that_day):
    who.residences.update(street="")
    outbox.sweep(here=True)
    assert letter_of(who).state == "undeliverable"
    ask(plan)

    undo(plan)

    assert letter_of(who).state == "withdrawn"


def test_a_draw_of_which_a_letter_has_left_is_not_undone(strand, plan, who, on_that_day):
    """In an open batch it may be at the printer's; once that is void, nothing has left."""
    outbox.sweep(here=True)
    on = letter_of(who).sent_on
    batch = actions.print_letters(pilot=strand.pilot, by=a_person(), at=noon(on), channel="desk")

    with pytest.raises(errors.MoveLettersHaveLeft):
        ask(plan, on=on)

    actions.void_batch(batch=batch, by=a_person(), at=noon(on), channel="desk")
    ask(plan, on=on)
    Delivery.objects.filter(pk=letter_of(who).pk).update(state="sent")
    with pytest.raises(errors.MoveLettersHaveLeft):
        undo(plan, on=on)


def test_a_draw_is_not_undone_on_its_day_or_later(plan):
    ask(plan, on=DAY - timedelta(days=1))

    for day in (DAY, date(2017, 6, 1)):
        with pytest.raises(errors.MovesHaveBegun):
            undo(plan, on=day)


def test_two_people_undo_it_and_once(strand, site, plan):
    one = a_person()
    with pytest.raises(errors.NoMovesUndoAsked):
        undo(plan)
    ask(plan, by=one)

    with pytest.raises(errors.OwnMovesUndo):
        undo(plan, by=one)
    with pytest.raises(errors.MovesUndoIsAsked):
        ask(plan)
    undo(plan)

    for deed in (ask, undo):
        with pytest.raises(errors.MovesDoNotHold):
            deed(plan)
    with pytest.raises(errors.NoMovesUndoAsked):
        keep(plan)


def test_a_draft_is_withdrawn_and_not_undone(strand, area, site):
    a_list(strand, area, site, 4)

    with pytest.raises(errors.MovesDoNotHold):
        ask(drafted(strand, site, places=3))


def test_a_draw_is_kept_although_somebody_asked(strand, plan, who):
    ask(plan)

    keep(plan)

    plan.refresh_from_db()
    assert (plan.stage, plan.undo_asked_by) == ("done", None)
    assert Enrolment.objects.on_day(DAY).get(resident=who).origin == "home"
    assert [AuditEvent.objects.filter(kind=kind).count() for kind in ("moves_undo_asked", "moves_kept")] == [1, 1]


def test_an_undone_draw_leaves_its_seed_to_the_next_one(strand, site, plan):
    """Else two people could undo and draw until the lots suit them."""
    ask(plan)
    undo(plan)

    assert drafted(strand, site, on=LATER, day=DAY + timedelta(days=1)).seed == plan.seed


@pytest.mark.parametrize("deed", [ask, undo, keep])
def test_what_cannot_be_recorded_is_not_done(strand, plan, monkeypatch, deed):
    if deed is not ask:
        ask(plan)
    before = (lists(strand), type(plan).objects.values().get())

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        deed(plan)

    assert (lists(strand), type(plan).objects.values().get()) == before


def test_a_resident_whose_record_was_merged_stays_too(strand, area, plan, who):
    other = a_resident(strand, area)
    Choice.objects.filter(move_lot__plan=plan).update(resident=other)
    actions.lay_out(strand=strand, residents=[who.pk, other.pk])
    ask(plan)

    undo(plan)

    assert not Enrolment.objects.filter(origin="forced").exists()
