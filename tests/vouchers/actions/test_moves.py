"""Moving by lot: a draft, a second person, and what it leaves in lists, events, letters and rights."""

from datetime import date, time, timedelta

import pytest

from pilot import audit, outbox
from pilot.models import AuditEvent, OutboxMessage
from providers.models import ListCap
from registry import actions as registry_actions
from registry.models import Resident
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_resident, a_site, chosen, noon
from tests.vouchers.drawing import DAY, a_list, approved, drafted
from vouchers import actions, errors, queries
from vouchers.models import Choice, Enrolment, Letter, MovePlan

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


@pytest.fixture
def site(strand):
    return a_site(strand, latitude=62.24, longitude=25.75)


@pytest.fixture
def residents(strand, area, site):
    return a_list(strand, area, site, 4)


def moved(plan: MovePlan) -> Resident:
    return plan.lots.get(moves=True).resident


def test_drafting_draws_records_one_event_and_moves_nobody(strand, site, residents):
    by = a_person()

    plan = drafted(strand, site, places=3, by=by)

    event = AuditEvent.objects.get(kind="moves_drafted")
    assert (event.subject_id, event.facts["seed"], event.facts["moving"]) == (str(site.pk), plan.seed, 1)
    assert (plan.drafted_by, plan.drafted_at, plan.stage, plan.lots.count()) == (by, noon(), "draft", 4)
    assert not Choice.objects.filter(origin="forced").exists()


def test_approving_moves_exactly_who_was_drawn_and_the_cap_holds(strand, site, residents):
    plan = drafted(strand, site, places=3)
    by = a_person()

    approved(plan, by=by)

    plan.refresh_from_db()
    who = moved(plan)
    choice = Choice.objects.get(origin="forced")
    assert (choice.resident, choice.site, choice.effective_on, choice.made_by) == (who, None, DAY, by)
    assert plan.lots.get(moves=True).choice == choice
    assert Enrolment.objects.on_day(DAY).filter(site=site, strand=strand).count() == 3
    assert Enrolment.objects.on_day(DAY).get(resident=who).origin == "home"
    assert Enrolment.objects.on_day(DAY - timedelta(days=1)).filter(site=site, strand=strand).count() == 4
    event = AuditEvent.objects.get(kind="list_move_made")
    assert (event.subject_id, event.facts["choice"], event.facts["changes_from"]) == (
        str(who.pk), choice.pk, TODAY.isoformat(),
    )  # fmt: skip
    assert AuditEvent.objects.get(kind="moves_approved").facts["draw"] == plan.pk
    assert (plan.stage, plan.approved_by) == ("done", by)


def test_a_move_to_a_near_site_is_a_place_on_its_list(strand, site, residents):
    write_rules(moves_to="nearest")
    near = a_site(strand, places=1, latitude=62.25, longitude=25.75)

    plan = drafted(strand, site, places=3)
    approved(plan)

    row = Enrolment.objects.on_day(DAY).get(resident=moved(plan))
    assert (row.site, row.origin) == (near, "forced")


def test_the_drafter_does_not_approve(strand, site, residents):
    by = a_person()
    plan = drafted(strand, site, places=3, by=by)

    with pytest.raises(errors.OwnMoves):
        approved(plan, by=by)

    assert not Choice.objects.filter(origin="forced").exists()


def a_change(case, strand, area, site, residents):
    """Do what makes the list another one than was drawn from."""
    who = {"by": None, "at": noon(), "channel": "desk"}
    match case:
        case "somebody leaves":
            write_rules(lock_in_months=0)
            chosen(residents[0], strand, a_site(strand))
        case "somebody dies":
            registry_died = registry_actions.register_day("2017-03-15", "last_day")
            actions.record_death(resident=residents[0], died=registry_died, **who)
        case "the cap is raised":
            ListCap.objects.filter(site=site).update(places=4)


@pytest.mark.parametrize("case", ["somebody leaves", "somebody dies", "the cap is raised"])
def test_a_list_that_has_changed_is_looked_at_again(strand, area, site, residents, case):
    plan = drafted(strand, site, places=3)
    a_change(case, strand, area, site, residents)

    with pytest.raises(errors.ListChanged):
        approved(plan)

    assert not Choice.objects.filter(origin="forced").exists()
    assert MovePlan.objects.get().stage == "draft"


def test_drawing_again_keeps_the_seed_and_makes_the_draw_theirs(strand, area, site, residents):
    plan = drafted(strand, site, places=3)
    a_list(strand, area, a_site(strand), 1)
    by = a_person()

    again = actions.draw_again(plan=plan, by=by, at=noon(LATER), channel="online")

    plan.refresh_from_db()
    assert (plan.stage, plan.withdrawn_by, again.seed, again.drafted_by) == ("withdrawn", by, plan.seed, by)
    # Decided a day later, the rules let it take effect a day later.
    assert again.effective_on == DAY + timedelta(days=1)
    with pytest.raises(errors.OwnMoves):
        approved(again, on=LATER, by=by)


def test_a_withdrawn_draft_leaves_its_seed_and_a_done_one_does_not(strand, site, residents):
    first = drafted(strand, site, places=3)
    actions.withdraw_moves(plan=first, by=a_person(), at=noon(), channel="online")
    second = drafted(strand, site)
    approved(second)

    third = drafted(strand, site, places=2)

    assert first.seed == second.seed
    assert third.seed != second.seed
    assert AuditEvent.objects.get(kind="moves_withdrawn").facts["draw"] == first.pk


@pytest.mark.parametrize(
    ("rules", "day", "refusal"),
    [
        ({}, DAY - timedelta(days=1), errors.MovesTooSoon),
        ({}, date(2019, 1, 1), errors.MovesAfterPilot),
        ({"effect_kind": "first_of_next_month", "effect_days": None}, date(2017, 5, 2), errors.NoDayOfEffect),
    ],
)
def test_a_day_that_the_rules_do_not_allow(strand, site, residents, rules, day, refusal):
    write_rules(**rules)

    with pytest.raises(refusal):
        drafted(strand, site, places=3, day=day)

    assert not MovePlan.objects.exists()


def test_nobody_is_drawn_where_the_pilot_closes_by_its_script(strand, site, residents):
    dates = actions.ClosingDates(
        join_until_on=date(2017, 5, 31), join_until_time=time(14), letters_on=date(2017, 6, 1),
        choose_until=date(2017, 9, 15), closes_on=date(2017, 10, 1), settle_until=date(2017, 12, 31),
    )  # fmt: skip
    who = {"at": noon(), "channel": "online"}
    closing = actions.propose_closing(strand=strand, dates=dates, by=a_person(), **who)
    actions.approve_closing(plan=closing, by=a_person(), **who)

    with pytest.raises(errors.ClosesByScript):
        drafted(strand, site, day=date(2017, 10, 1))

    assert queries.lists_to_cut(strand, rule_set=queries.rules_on(strand, TODAY), on=TODAY) == []


def test_an_approval_that_comes_too_late_for_the_day(strand, site, residents):
    plan = drafted(strand, site, places=3)

    with pytest.raises(errors.MovesTooSoon):
        approved(plan, on=LATER)


def test_one_draft_waits_at_a_time_and_is_decided_once(strand, site, residents):
    plan = drafted(strand, site, places=3)

    with pytest.raises(errors.MovesWait):
        drafted(strand, site)
    approved(plan)
    for deed in (actions.approve_moves, actions.withdraw_moves, actions.draw_again):
        with pytest.raises(errors.MovesDecided):
            deed(plan=plan, by=a_person(), at=noon(), channel="online")


def test_approving_rolls_back_whole(strand, site, residents, monkeypatch):
    plan = drafted(strand, site, places=3)

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record_each", fails)
    with pytest.raises(RuntimeError):
        approved(plan)

    assert not Choice.objects.filter(origin="forced").exists()
    assert not plan.lots.filter(choice__isnull=False).exists()


def test_the_own_change_is_free_from_the_approval_on(strand, site, residents):
    # Chosen 10.1., in effect 31.1. and binding until 31.7.; drawn 15.3. to move 5.4.
    plan = drafted(strand, site, places=3)
    who, other = moved(plan), plan.lots.filter(moves=False).first().resident
    there = a_site(strand)
    with pytest.raises(errors.LockInHolds):
        chosen(who, strand, there)
    approved(plan)

    own = chosen(who, strand, there)

    assert own.effective_on == DAY
    assert Choice.objects.get(origin="forced").replaced_by == own
    assert Enrolment.objects.on_day(DAY).get(resident=who).site == there
    with pytest.raises(errors.LockInHolds):
        chosen(other, strand, there)


def test_after_the_move_the_own_change_is_free_as_well(strand, site, residents):
    plan = drafted(strand, site, places=3)
    approved(plan)

    choice = chosen(moved(plan), strand, a_site(strand), on=DAY)

    assert choice.effective_on == DAY + timedelta(days=21)


def test_a_place_in_a_queue_is_kept(strand, site, residents):
    write_rules(queue_opens_at=1, lock_in_months=0)
    full = a_site(strand, places=0)
    who = {"by": None, "at": noon(), "channel": "online"}
    for resident in residents:
        actions.join_queue(resident=resident, strand=strand, site=full, **who)

    plan = drafted(strand, site, places=3)
    approved(plan)

    assert queries.queue_place_of(resident=moved(plan), strand=strand, on=TODAY) is not None


def test_whoever_has_an_e_mail_address_gets_a_message_and_the_others_a_letter(strand, site, residents, mailoutbox):
    Resident.objects.filter(pk=residents[0].pk).update(email="aino@example.invalid")
    plan = drafted(strand, site, places=0)

    approved(plan)
    assert OutboxMessage.objects.filter(kind="move_letter").count() == 3
    outbox.sweep(here=True)

    (message,) = mailoutbox
    assert "siirretään" in message.subject.lower()
    letters = Letter.objects.filter(kind="moved")
    assert set(letters.values_list("resident", flat=True)) == {one.pk for one in residents[1:]}
    text = letters.first().text
    assert site.name in text
    assert "arvottiin" in text
    assert "5.4.2017" in text


def test_a_closing_says_so_in_its_letter_in_the_readers_language(strand, area, site):
    (resident,) = a_list(strand, area, site, 1, language="sv")
    actions.close_site(site=site, strand=strand, closes_on=DAY, by=None, at=noon(), channel="desk")

    approved(drafted(strand, site))
    outbox.sweep(here=True)

    letter = Letter.objects.get(kind="moved", resident=resident)
    assert letter.language == "sv"
    assert "lott" not in letter.text
    assert "stänger" in letter.text


def test_who_has_chosen_otherwise_meanwhile_gets_no_letter(strand, site, residents):
    plan = drafted(strand, site, places=3)
    approved(plan)
    chosen(moved(plan), strand, a_site(strand))

    outbox.sweep(here=True)

    assert not Letter.objects.filter(kind="moved").exists()


def test_a_move_follows_to_the_record_that_survives(strand, area, site, residents):
    plan = drafted(strand, site, places=3)
    approved(plan)
    absorbed, survivor = moved(plan), a_resident(strand, area)
    by, at = a_person(), noon(LATER)
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="the same person", by=by, at=at, channel="desk"
    )

    actions.confirm_merger(merger=merger, by=a_person(), at=at, channel="desk")

    choice = Choice.objects.get(origin="forced")
    assert choice.resident == survivor
    assert choice.move_lot.resident == absorbed
    assert Enrolment.objects.on_day(DAY).get(resident=survivor).origin == "home"


def test_two_records_of_one_person_that_were_both_drawn_are_merged(strand, area, site, residents):
    plan = drafted(strand, site, places=0)
    approved(plan)
    by, at = a_person(), noon(LATER)
    merger = registry_actions.propose_merger(
        survivor=residents[0], absorbed=residents[1], reason="the same person", by=by, at=at, channel="desk"
    )

    actions.confirm_merger(merger=merger, by=a_person(), at=at, channel="desk")

    lists = Enrolment.objects.on_day(DAY).filter(strand=strand, resident__in=residents[:2])
    assert [(row.resident, row.origin) for row in lists] == [(residents[0], "home")]


def test_a_merger_before_the_approval_asks_to_draw_again(strand, area, site, residents):
    plan = drafted(strand, site, places=2)
    by, at = a_person(), noon()
    merger = registry_actions.propose_merger(
        survivor=residents[0], absorbed=residents[1], reason="the same person", by=by, at=at, channel="desk"
    )
    actions.confirm_merger(merger=merger, by=a_person(), at=at, channel="desk")

    with pytest.raises(errors.ListChanged):
        approved(plan)
