"""Undoing a draw that was carried out: asked by one person and done by another, before anybody is anywhere else for it.

Everybody it moves stays where they would be without it. Letters that still wait here are withdrawn; whoever was told
by e-mail is told that it no longer holds. So are the guardians of children.
"""

from datetime import datetime

from django.db import transaction

from pilot import audit, outbox
from pilot.calendar import helsinki_today
from pilot.models import User
from vouchers import errors, messages, queries
from vouchers.actions.lay_out import lay_out
from vouchers.actions.moves import EACH, hold_residents, locked_plan, record_moves
from vouchers.actions.reminding import EACH_WITHDRAWN
from vouchers.models import Choice, Delivery, MovePlan
from vouchers.words.deeds import Deed, promise_key


@transaction.atomic
def ask_to_undo_moves(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Ask that a draw which was carried out be undone; somebody else does it.

    Refuses one that does not hold, one that somebody asked about before, and one of which a letter has left or whose
    day has come. Records `moves_undo_asked`.
    """
    plan = _undoable(plan, at)
    if plan.undo_asked_at is not None:
        raise errors.MovesUndoIsAsked
    plan.undo_asked_at, plan.undo_asked_by = at, by
    plan.save(update_fields=["undo_asked_at", "undo_asked_by"])
    record_moves("moves_undo_asked", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def keep_moves(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Let the draw hold although somebody asked to undo it. Refuses when nobody did. Records `moves_kept`."""
    plan = locked_plan(plan)
    if plan.undo_asked_at is None or plan.undone_at is not None:
        raise errors.NoMovesUndoAsked
    plan.undo_asked_at = plan.undo_asked_by = None
    plan.save(update_fields=["undo_asked_at", "undo_asked_by"])
    record_moves("moves_kept", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def undo_moves(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Undo a draw: every move of it is taken back, and lists are laid out as if it had not been.

    What residents chose meanwhile stays. Refuses when nobody asked, who asked, and what asking refuses. Records
    `list_move_undone` for each resident, `letter_withdrawn` for each letter that waited, and `moves_undone`.
    """
    plan = _undoable(plan, at)
    if plan.undo_asked_at is None:
        raise errors.NoMovesUndoAsked
    if plan.undo_asked_by_id == by.pk:
        raise errors.OwnMovesUndo
    hold_residents(plan)
    _withdraw_letters(plan, by=by, at=at, channel=channel)
    moves = Choice.objects.filter(move_lot__plan=plan)
    residents = list(moves.values_list("resident", flat=True))
    told = list(moves.exclude(resident__email="").values_list("pk", flat=True))
    plan.undone_at, plan.undone_by = at, by
    plan.save(update_fields=["undone_at", "undone_by"])
    # A move that waited behind a later choice is taken back as well: else it would come back when that one is.
    moves.update(regretted_at=at, regretted_by=by, replaced_by=None)
    lay_out(strand=plan.strand, residents=residents, are_locked=True)
    audit.record_each(
        "list_move_undone",
        by=by,
        at=at,
        channel=channel,
        pilot_code=plan.strand.pilot.code,
        subjects_sql=EACH,
        params={"draw": plan.pk, "strand_code": plan.strand.code},
    )
    record_moves("moves_undone", plan, by=by, at=at, channel=channel)
    _tell(told)
    _tell_guardians(plan)
    return plan


def _undoable(plan: MovePlan, at: datetime) -> MovePlan:
    plan = locked_plan(plan)
    if plan.approved_at is None or plan.undone_at is not None:
        raise errors.MovesDoNotHold
    on = helsinki_today(at)
    if not queries.moves_may_be_undone(plan, on=on):
        raise errors.MovesHaveBegun if on >= plan.effective_on else errors.MoveLettersHaveLeft
    return plan


def _withdraw_letters(plan: MovePlan, *, by: User, at: datetime, channel: str) -> None:
    waiting = list(queries.letters_of_moves(plan).standing.select_for_update(of=["self"]).values_list("pk", flat=True))
    if not waiting:
        return
    Delivery.objects.filter(pk__in=waiting).update(state=Delivery.State.WITHDRAWN)
    audit.record_each(
        "letter_withdrawn",
        by=by,
        at=at,
        channel=channel,
        pilot_code=plan.strand.pilot.code,
        subjects_sql=EACH_WITHDRAWN,
        params={"deliveries": waiting},
    )


def _tell(moves: list[int]) -> None:
    """Tell by e-mail those who were, or may have been, told so that they move; the others never learn of it."""
    receipts = {messages.receipt_key(pk): pk for pk in moves}
    told = [receipts[key] for key in outbox.withdraw(list(receipts))]
    outbox.put_each("move_undone", {f"move-undone-{pk}": {"choice": pk} for pk in told})


def _tell_guardians(plan: MovePlan) -> None:
    """Let what guardians were promised lapse; whoever was, or may have been, told by e-mail is told of this too."""
    pairs = queries.guardians_of_moves(plan)
    outbox.withdraw([promise_key("deed_letter", Deed.MOVED, *pair) for pair in pairs])
    promises = {promise_key("deed_told", Deed.MOVED, *pair): pair for pair in pairs}
    told = [promises[key] for key in outbox.withdraw(list(promises))]
    news = {
        promise_key("deed_told", Deed.MOVE_UNDONE, move, guardian): {"about": move, "guardian": guardian}
        for move, guardian in told
    }
    outbox.put_each("deed_told", {key: {"deed": Deed.MOVE_UNDONE.value} | about for key, about in news.items()})
