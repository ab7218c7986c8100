"""What the database itself refuses of a draw and its lots, tried by breaking it."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from pilot.models import RuleSet
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import a_resident, a_site, noon
from tests.vouchers.drawing import a_list, approved, drafted
from vouchers import actions
from vouchers.models import Choice, Delivery, MoveLot, MovePlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strand, area):
    site = a_site(strand)
    a_list(strand, area, site, 3)
    return drafted(strand, site, places=2)


def withdrawn(plan, **fields):
    return copied(plan, withdrawn_at=noon(), withdrawn_by_id=plan.drafted_by_id, **fields)


def test_one_draw_waits_for_a_list(plan):
    with refused_by("list_has_one_waiting_draw"):
        copied(plan)()


def test_a_cap_belongs_to_a_cut_and_to_no_closing(plan):
    for wrong in ({"places": None}, {"cause": "closing"}):
        with refused_by("capped_list_gives_up_what_is_over_its_cap"):
            withdrawn(plan, **wrong)()


def test_a_draw_moves_enough(plan):
    for wrong in ({"must_move": 0, "moving": 0}, {"must_move": 2}):
        with refused_by("draw_moves_enough"):
            withdrawn(plan, **wrong)()


def test_nobody_approves_their_own_draw(plan):
    with refused_by("draw_is_approved_by_somebody_else"):
        changed(plan, approved_at=noon(), approved_by=plan.drafted_by)()
    with refused_by("draw_is_approved_by_somebody_else"):
        changed(plan, approved_at=noon())()


def test_an_approved_draw_is_not_withdrawn(plan):
    with refused_by("draw_is_withdrawn_before_it_is_approved"):
        changed(plan, approved_at=noon(), approved_by=a_person(), withdrawn_at=noon(), withdrawn_by=plan.drafted_by)()
    approved(plan)
    with refused_by("decided_draw_stays_decided"):
        changed(plan, approved_at=None, approved_by=None)()


def test_what_was_drawn_stays(plan):
    lot = plan.lots.first()
    with refused_by("what_was_drafted_never_changes"):
        changed(plan, seed="another")()
    with refused_by("draw_is_never_deleted"):
        MovePlan.objects.filter(pk=plan.pk)._raw_delete("default")
    with refused_by("drawn_lot_never_changes"):
        changed(lot, moves=not lot.moves)()
    with refused_by("lot_is_never_deleted"):
        lot.delete()


def test_a_resident_has_one_lot(plan):
    with refused_by("resident_has_one_lot_in_a_draw"):
        copied(plan.lots.first())()


def test_what_a_lot_says_of_who_stays(strand, area, plan):
    stays = plan.lots.filter(moves=False).first()
    other = a_resident(strand, area)
    with refused_by("who_is_kept_has_no_turn_and_stays"):
        copied(stays, resident_id=other.pk, turn=None)()
    with refused_by("who_is_kept_has_no_turn_and_stays"):
        copied(stays, resident_id=other.pk, kept="home")()
    with refused_by("who_stays_goes_nowhere"):
        copied(stays, resident_id=other.pk, to_site_id=plan.site_id)()
    with refused_by("only_who_is_drawn_is_moved"):
        changed(stays, choice=Choice.objects.first())()


def test_whoever_was_moved_is_moved_once(plan):
    approved(plan)

    with refused_by("who_is_drawn_is_moved_once"):
        changed(MoveLot.objects.get(moves=True), choice=None)()


def undone(plan, **fields):
    given = {"undo_asked_at": noon(), "undo_asked_by": a_person(), "undone_at": noon(), "undone_by": a_person()}
    return changed(plan, **given | fields)


def commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_only_a_draw_that_was_carried_out_is_undone_and_by_two(plan):
    one = a_person()
    with refused_by("undoing_is_asked_of_an_approved_draw"):
        changed(plan, undo_asked_at=noon(), undo_asked_by=one)()
    approved(plan)
    with refused_by("undoing_is_asked_of_an_approved_draw"):
        changed(plan, undo_asked_at=noon())()
    for wrong in (
        {"undo_asked_by": one, "undone_by": one},
        {"undone_by": None},
        {"undo_asked_at": None, "undo_asked_by": None},
    ):
        with refused_by("draw_is_undone_by_somebody_else"):
            undone(plan, **wrong)()


def test_a_draw_is_undone_on_a_finnish_day_before_its_own(plan):
    """The moves are of 5.4.2017: at ten in the evening of 4.4. in Greenwich it is that day in Finland."""
    approved(plan)
    with refused_by("draw_is_undone_before_its_day"):
        undone(plan, undone_at=datetime(2017, 4, 4, 22, tzinfo=UTC))()


def test_a_draw_is_undone_with_all_its_moves_and_no_move_without_it(plan):
    approved(plan)
    commit()
    move = Choice.objects.get(origin="forced")

    with refused_by("forced_move_is_taken_back_with_its_draw"):
        changed(move, regretted_at=noon())()
        commit()
    with refused_by("undoing_a_draw_takes_every_move_back"):
        undone(plan)()
        commit()
    with refused_by("only_what_resident_wished_or_a_draw_brought_is_taken_back"):
        changed(move, origin="closing", regretted_at=noon())()
    undone(plan)()
    changed(move, regretted_at=noon())()
    commit()

    with refused_by("decided_draw_stays_decided"):
        changed(plan, undone_at=None, undone_by=None)()
    with refused_by("forced_move_is_taken_back_with_its_draw"):
        changed(move, regretted_at=None)()
        commit()


@pytest.mark.parametrize("state", ["waiting", "sent"])
def test_a_draw_of_which_a_letter_stands_is_not_undone(plan, state):
    approved(plan)
    move = Choice.objects.get(origin="forced")
    actions.write_move_letter(choice_id=move.pk, at=noon())
    Delivery.objects.update(state=state)

    with refused_by("letters_of_an_undone_draw_never_left"):
        undone(plan)()
        changed(move, regretted_at=noon())()
        commit()


def test_rules_move_people_home_or_to_the_nearest_site(strand):
    with refused_by("moves_go_home_or_to_the_nearest"):
        copied(RuleSet.objects.get(strand=strand), moves_to="anywhere")()
