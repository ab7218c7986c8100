"""Moving residents from a list that has to give them up: drawn by lot, approved by another, carried out at once.

A cut cap takes nobody off a list by itself. One person has lots drawn by a seed that is kept, and sees in a dry run
who would go where; another approves exactly that, and everybody drawn gets the choice that moves them. It is not
their own: it binds nobody and uses no change up. docs/adr/0017 says how lots are drawn and who is left out.
"""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from pilot import audit
from pilot.calendar import ONE_DAY, helsinki_today
from pilot.locks import Key, lock
from pilot.models import RuleSet, Strand, User
from providers.models import Site
from registry.models import Resident
from vouchers import errors, queries, rules, sql
from vouchers.actions.lay_out import lay_out
from vouchers.actions.queues import tell
from vouchers.actions.telling import tell_guardians_of_each
from vouchers.models import MoveLot, MovePlan
from vouchers.words.deeds import Deed

PATIENCE = 60
EACH = """
    SELECT 'resident', choice.resident_id, jsonb_build_object(
        'choice', choice.id, 'strand', %(strand_code)s::text, 'site', choice.site_id,
        'effective_on', choice.effective_on, 'changes_from', choice.made_on, 'draw', lot.plan_id)
    FROM vouchers_movelot AS lot JOIN vouchers_choice AS choice ON choice.id = lot.choice_id
    WHERE lot.plan_id = %(draw)s
"""


@transaction.atomic
def draft_moves(*, site: Site, strand: Strand, effective_on: date, by: User, at: datetime, channel: str) -> MovePlan:
    """Draw lots for those whom the list gives up on the day; nobody is moved before somebody else approves.

    A draft that was withdrawn, and a draw that was undone, leave their seed to the next one, so that nobody draws until
    the lots suit them. Refuses a
    day that the rules do not allow, a second draft, a list that need not give anybody up, a site that closes with the
    pilot, and a list that would stay over its cap. Records `moves_drafted`.
    """
    lock(("list", site.pk, strand.pk))
    on = helsinki_today(at)
    rule_set = queries.rules_in_force(strand, on)
    _refuse_day(rule_set, strand, effective_on, on)
    drafts = MovePlan.objects.filter(site=site, strand=strand)
    if drafts.waiting().exists():
        raise errors.MovesWait
    seed = _seed(drafts.order_by("pk").last())
    plan = queries.drawn_up(site=site, strand=strand, rule_set=rule_set, effective_on=effective_on, seed=seed, on=on)
    if plan is None:
        raise errors.NobodyToMove
    if plan.is_closing and queries.closes_by_script(strand, plan.held_on + ONE_DAY):
        raise errors.ClosesByScript
    found = queries.figures(plan, on=on)
    if not found.must_move:
        raise errors.NobodyToMove
    if found.moving < found.must_move:
        lowest = found.on_list + found.coming - found.moving
        raise errors.TooManyKept(must=found.must_move, able=found.moving, places=lowest)
    plan.on_list, plan.coming = found.on_list, found.coming
    plan.must_move, plan.moving = found.must_move, found.moving
    plan.digest, plan.drafted_at, plan.drafted_by = found.digest, at, by
    plan.save()
    (kept,) = queries.one_row("draw_lots", plan, on=on)
    if kept != plan.digest:
        # Somebody died or moved between the two statements.
        raise errors.ListChanged
    record_moves("moves_drafted", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def withdraw_moves(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Withdraw a draft that waits; its lots are kept. Refuses one that was decided on. Records `moves_withdrawn`."""
    plan = _waiting(plan)
    plan.withdrawn_at, plan.withdrawn_by = at, by
    plan.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_moves("moves_withdrawn", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def draw_again(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Withdraw the draft and draw anew by its seed, for its day or the first one that the rules still allow.

    Whoever draws again cannot approve. Refuses and records what the two deeds do.
    """
    plan = withdraw_moves(plan=plan, by=by, at=at, channel=channel)
    on = helsinki_today(at)
    first = rules.effective_on(queries.rules_in_force(plan.strand, on), on)
    return draft_moves(
        site=plan.site, strand=plan.strand, effective_on=max(plan.effective_on, first), by=by, at=at, channel=channel
    )


@transaction.atomic
def approve_moves(*, plan: MovePlan, by: User, at: datetime, channel: str) -> MovePlan:
    """Approve the draw and move everybody who is drawn, in one statement however many they are.

    Each is told by e-mail, or by letter, and so are a child's guardians who live elsewhere. Refuses who drew the lots,
    a draft that was decided on, a day that is too near by now, and a list that has changed since. Records
    `list_move_made` for each resident, and `moves_approved`.
    """
    plan = _waiting(plan)
    if plan.drafted_by_id == by.pk:
        raise errors.OwnMoves
    on = helsinki_today(at)
    rule_set = queries.rules_in_force(plan.strand, on)
    _refuse_day(rule_set, plan.strand, plan.effective_on, on)
    hold_residents(plan)
    if not queries.is_as_drawn(plan, rule_set=rule_set, on=on):
        raise errors.ListChanged
    params = {"by": by.pk, "at": at, "on": on, "channel": channel, "effective_on": plan.effective_on}
    choices, residents = _carry_out(plan, params)
    lay_out(strand=plan.strand, residents=residents, are_locked=True)
    plan.approved_at, plan.approved_by = at, by
    plan.save(update_fields=["approved_at", "approved_by"])
    audit.record_each(
        "list_move_made",
        by=by,
        at=at,
        channel=channel,
        pilot_code=plan.strand.pilot.code,
        subjects_sql=EACH,
        params={"draw": plan.pk, "strand_code": plan.strand.code},
    )
    record_moves("moves_approved", plan, by=by, at=at, channel=channel)
    tell(choices, letter="move_letter")
    tell_guardians_of_each(Deed.MOVED, dict(zip(residents, choices, strict=True)), strand=plan.strand, on=on)
    return plan


def _carry_out(plan: MovePlan, params: dict[str, Any]) -> tuple[list[int], list[int]]:
    statement = sql.text("carry_out_draw").format(number=sql.text("number").format(random="random"))
    with connection.cursor() as cursor:
        cursor.execute(statement, params | {"plan": plan.pk, "strand": plan.strand_id})
        given = cursor.fetchall()
    return [row[0] for row in given], [row[1] for row in given]


def _seed(last: MovePlan | None) -> str:
    holds = last is not None and last.approved_at is not None and last.undone_at is None
    return secrets.token_hex(16) if last is None or holds else last.seed


def _refuse_day(rule_set: RuleSet, strand: Strand, effective_on: date, on: date) -> None:
    if effective_on < (first := rules.effective_on(rule_set, on)):
        raise errors.MovesTooSoon(day=first)
    if effective_on != rules.first_day_of_effect(rule_set, effective_on):
        raise errors.NoDayOfEffect
    until = strand.pilot.period.upper
    if until is not None and effective_on >= until:
        raise errors.MovesAfterPilot(day=until - ONE_DAY)


def hold_residents(plan: MovePlan) -> None:
    """Wait for whoever of the list is just choosing, dying or moving: their deeds hold this row."""
    on_list = MoveLot.objects.filter(plan=plan).values("resident")
    rows = Resident.objects.filter(pk__in=on_list).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _waiting(plan: MovePlan) -> MovePlan:
    plan = locked_plan(plan)
    if plan.stage != "draft":
        raise errors.MovesDecided
    return plan


def locked_plan(plan: MovePlan) -> MovePlan:
    """Wait for the list, and for those to which it gives residents; they are locked together, in one order."""
    keys: list[Key] = [("list", pk, plan.strand_id) for pk in {plan.site_id, *(pair[0] for pair in plan.destinations)}]
    lock(*keys, patience=PATIENCE)
    rows = MovePlan.objects.select_for_update(of=["self"]).select_related("site", "strand__pilot")
    return rows.get(pk=plan.pk)


def record_moves(kind: str, plan: MovePlan, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("site", plan.site_id),
        pilot_code=plan.strand.pilot.code,
        facts={
            "draw": plan.pk,
            "strand": plan.strand.code,
            "cause": plan.cause,
            "effective_on": plan.effective_on.isoformat(),
            "seed": plan.seed,
            "moving": plan.moving,
            "digest": plan.digest,
        },
    )
