"""Changing before the lock-in ends: asked for, taken up by somebody, ruled on with reasons, anew on appeal.

An accepting ruling makes the choice in the same unit of work: whatever but the lock-in stands in its way refuses the
ruling too. Accepted on appeal, the choice counts from the day of the ruling it puts right, however long ago that was;
lists follow, and the next run pays back and pays by that.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilot import audit, formats
from pilot.calendar import helsinki_today
from pilot.locks import Key, lock
from pilot.models import Strand, User
from providers.models import Site
from registry.errors import MayNotAct
from registry.models import Resident, ResidentAccount
from vouchers import errors, queries
from vouchers.actions import acting, choices
from vouchers.actions.acting import Deputy
from vouchers.actions.decisions import decide
from vouchers.actions.telling import tell_of_deed
from vouchers.models import Choice, Decision, Disqualification, EarlyChange, EarlyRuling
from vouchers.models.choices import AT_DESK
from vouchers.words.child_say import NOTHING_SAID, ChildSay
from vouchers.words.decisions import GRANTED, NOT_GRANTED
from vouchers.words.deeds import Deed

State = EarlyChange.State


@transaction.atomic
def ask_early_change(
    *,
    resident: Resident,
    strand: Strand,
    site: Site | None,
    reason: str,
    explanation: str,
    by: User | None,
    at: datetime,
    channel: str,
    key: str,
    identified_by: str = "",
    deputy: Deputy | None = None,
) -> EarlyChange:
    """Ask to change to the site, or with None to return home, although the present choice still binds.

    The same key asks once. Asked for another, those concerned are told, so that they can say something before it is
    ruled on. Refuses a deputy without a right, whatever a weighty choice is refused for, a child alone, a resident who
    is not bound, a second case while one is open, and another reason without a word. Records `early_change_asked`.
    """
    resident = choices.locked_resident(resident, strand, None)
    acting.refuse_deputy(resident=resident, strand=strand, by=by, at=at, channel=channel, deputy=deputy)
    if deputy is not None and channel not in AT_DESK:
        # Its choice would have to name who it was; online everybody asks for themselves.
        raise MayNotAct
    if (first := EarlyChange.objects.filter(key=key).first()) is not None:
        if first.resident_id != resident.pk or first.strand_id != strand.pk:
            raise errors.KeyUsed
        return first
    on = helsinki_today(at)
    came_alone = deputy is None and channel in AT_DESK
    _refuse_asking(resident, strand, site, is_own=came_alone or acting.is_own(resident, by), at=at)
    if reason == EarlyChange.Reason.OTHER and not explanation.strip():
        raise errors.NotExplained
    days = queries.rules_in_force(strand, on).early_change_days
    case = EarlyChange.objects.create(
        resident=resident, strand=strand, site=site, reason=reason, explanation=explanation.strip(), channel=channel,
        asked_at=at, asked_by=by, **acting.named(deputy),
        decide_by=on + timedelta(days=days), key=key,
    )  # fmt: skip
    known = acting.facts_of(deputy) | ({"identified_by": identified_by} if identified_by else {})
    _record("early_change_asked", case, by=by, at=at, channel=channel, why=reason, **known)
    if deputy is not None:
        tell_of_deed(Deed.EARLY_ASKED, case.pk, resident=resident, strand=strand, deputy=deputy, on=on)
    return case


@transaction.atomic
def take_early_change(*, case: EarlyChange, by: User, at: datetime, channel: str) -> EarlyChange:
    """Take the case up. Refuses a closed one, and whoever is disqualified. Records `early_change_taken`."""
    case = _open(case)
    _refuse_disqualified(case, by)
    case.owner = by
    case.save(update_fields=["owner"])
    _record("early_change_taken", case, by=by, at=at, channel=channel)
    return case


@transaction.atomic
def declare_disqualified(*, case: EarlyChange, ground: str, by: User, at: datetime, channel: str) -> Disqualification:
    """Say that one may not go on with the case; it goes back to the queue for another, for good.

    Refuses a closed case, one without a ground, and a second time. Records `disqualification_declared`.
    """
    case = _open(case)
    _refuse_disqualified(case, by, is_own_case_too=False)
    if not ground.strip():
        raise errors.NoReasons
    declared = Disqualification.objects.create(early_change=case, ground=ground.strip(), declared_at=at, declared_by=by)
    if case.owner_id == by.pk:
        case.owner = None
        case.save(update_fields=["owner"])
    _record("disqualification_declared", case, by=by, at=at, channel=channel)
    return declared


@transaction.atomic
def withdraw_early_change(
    *,
    case: EarlyChange,
    by: User | None,
    at: datetime,
    channel: str,
    identified_by: str = "",
    deputy: Deputy | None = None,
) -> EarlyChange:
    """Withdraw the case; withdrawn for another, those concerned are told.

    Refuses a closed one, a deputy without a right, and a child alone. Records `early_change_withdrawn`.
    """
    case = _open(case)
    # As actions know who is logged in.
    resident = choices.locked_resident(case.resident, case.strand, None)
    acting.refuse_deputy(resident=resident, strand=case.strand, by=by, at=at, channel=channel, deputy=deputy)
    came_alone = deputy is None and bool(identified_by)
    is_alone = came_alone or acting.is_own(resident, by)
    if (refusal := queries.withdrawal_refusal(case, on=helsinki_today(at), is_own=is_alone)) is not None:
        raise refusal
    case.state, case.withdrawn_at, case.withdrawn_by = State.WITHDRAWN, at, by
    case.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    known = acting.facts_of(deputy) | ({"identified_by": identified_by} if identified_by else {})
    _record("early_change_withdrawn", case, by=by, at=at, channel=channel, **known)
    if deputy is not None:
        on = helsinki_today(at)
        tell_of_deed(Deed.EARLY_WITHDRAWN, case.pk, resident=resident, strand=case.strand, deputy=deputy, on=on)
    return case


@transaction.atomic
def rule_on_early_change(
    *,
    case: EarlyChange,
    accepts: bool,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    say: ChildSay = NOTHING_SAID,
) -> EarlyRuling:
    """Accept, and so make the choice at once, or deny.

    Either way a decision is made and sent to the resident, and a child's guardians are told of it. Refuses a closed
    case, whoever is disqualified, a ruling without reasons, and to accept what a weighty choice is refused for. Records
    `early_change_accepted` (and `choice_made`) or `early_change_denied`, and `decision_made`.
    """
    case = _open(case)
    return _rule(case, accepts=accepts, reasons=reasons, by=by, at=at, channel=channel, say=say)


@transaction.atomic
def rule_on_early_change_appeal(
    *,
    case: EarlyChange,
    accepts: bool,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    say: ChildSay = NOTHING_SAID,
) -> EarlyRuling:
    """Rule anew on a denied case; accepted, the choice counts from the day of the denial.

    Refuses what was not denied or was ruled on twice, whoever ruled first, and what `rule_on_early_change` refuses.
    Records the same.
    """
    case = _locked(case)
    first = case.rulings.filter(on_appeal=False).first()
    if case.state != State.DENIED or first is None or case.rulings.filter(on_appeal=True).exists():
        raise errors.NotDenied
    if first.decided_by_id == by.pk:
        raise errors.SameDecider
    return _rule(case, accepts=accepts, reasons=reasons, by=by, at=at, channel=channel, say=say, first=first)


def _rule(
    case: EarlyChange,
    *,
    accepts: bool,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    say: ChildSay,
    first: EarlyRuling | None = None,
) -> EarlyRuling:
    _refuse_disqualified(case, by)
    if not reasons.strip():
        raise errors.NoReasons
    choice = _choose(case, by=by, at=at, as_of=first.decided_at if first else None) if accepts else None
    decision = _decide(case, choice, reasons=reasons, by=by, at=at, channel=channel, say=say, first=first)
    state = State.ACCEPTED if accepts else State.DENIED
    ruling = EarlyRuling.objects.create(
        early_change=case, on_appeal=first is not None, outcome=state, reasons=reasons.strip(), choice=choice,
        decision=decision, decided_at=at, decided_by=by,
    )  # fmt: skip
    case.state, case.owner = state, by
    case.save(update_fields=["state", "owner"])
    kind = "early_change_accepted" if accepts else "early_change_denied"
    on_appeal = {"on_appeal": True} if first else {}
    _record(kind, case, by=by, at=at, channel=channel, choice=choice.pk if choice else None, **on_appeal)
    # The decision reaches the child's home, and each guardian may live elsewhere.
    on = helsinki_today(at)
    tell_of_deed(Deed.EARLY_DECIDED, ruling.pk, resident=case.resident, strand=case.strand, deputy=None, on=on)
    return ruling


def _choose(case: EarlyChange, *, by: User, at: datetime, as_of: datetime | None) -> Choice:
    return choices.choose(
        resident=case.resident,
        strand=case.strand,
        site=case.site,
        by=by,
        at=at,
        as_of=as_of,
        channel=case.channel,
        reason=Choice.Reason.WEIGHTY,
        deputy=_deputy_of(case),
    )


def _deputy_of(case: EarlyChange) -> Deputy | None:
    """Return who asked for the resident, as actions take it."""
    if case.capacity == Choice.Capacity.OWN:
        return None
    person = case.deputy
    return Deputy(case.capacity, (person.merged_into or person) if person else None, name=case.deputy_name)


def _decide(
    case: EarlyChange,
    choice: Choice | None,
    *,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    say: ChildSay,
    first: EarlyRuling | None,
) -> Decision:
    """Make the numbered decision and its letter, in the party's language; accepted on appeal, it corrects the first."""
    resident = case.resident
    with translation.override(resident.language):
        where_to = case.site.name if case.site else _("home health station")
        applied = _("Change to {site} before the term ends. Reason: {reason}.").format(
            site=where_to, reason=case.get_reason_display()
        )
        if choice is not None:
            ruling = str(GRANTED).format(site=where_to, day=formats.day(choice.effective_on))
        else:
            ruling = str(NOT_GRANTED)
    return decide(
        kind=Decision.Kind.EARLY_CHANGE,
        resident=resident,
        strand=case.strand,
        outcome=Decision.Outcome.GRANTED if choice else Decision.Outcome.REJECTED,
        reasons=reasons,
        ruling=ruling,
        applied=applied,
        opened_on=helsinki_today(case.asked_at),
        corrects=first.decision if first and choice else None,
        say=say,
        by=by,
        at=at,
        channel=channel,
    )


def _refuse_asking(resident: Resident, strand: Strand, site: Site | None, *, is_own: bool, at: datetime) -> None:
    on = helsinki_today(at)
    asked = partial(queries.choice_offer, resident=resident, strand=strand, site=site, on=on, at=at, is_own=is_own)
    if (refusal := asked(is_weighty=True).refusal) is not None:
        raise refusal
    if asked().refusal is None:
        raise errors.NotBound
    if EarlyChange.objects.open().filter(resident=resident, strand=strand).exists():
        raise errors.EarlyChangeWaits


def _locked(case: EarlyChange) -> EarlyChange:
    """Wait for others who write about the case or choose for its resident.

    The site's list is waited for at once with the resident, as choosing does: one after the other might lock up.
    """
    keys: list[Key] = [("choice", case.resident_id, case.strand_id)]
    if case.site_id is not None:
        keys.append(("list", case.site_id, case.strand_id))
    lock(*keys, patience=choices.PATIENCE)
    rows = EarlyChange.objects.select_for_update(of=["self"])
    return rows.select_related("resident", "strand__pilot", "site").get(pk=case.pk)


def _open(case: EarlyChange) -> EarlyChange:
    case = _locked(case)
    if case.state != State.OPEN:
        raise errors.EarlyChangeClosed
    return case


def _refuse_disqualified(case: EarlyChange, by: User, *, is_own_case_too: bool = True) -> None:
    declared = case.disqualifications.filter(declared_by=by).exists()
    if declared or (is_own_case_too and _is_own(case, by)):
        raise errors.Disqualified


def _is_own(case: EarlyChange, by: User | None) -> bool:
    return by is not None and ResidentAccount.objects.filter(user=by, resident=case.resident_id).exists()


def _record(kind: str, case: EarlyChange, *, by: User | None, at: datetime, channel: str, **facts: object) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", case.resident_id),
        pilot_code=case.strand.pilot.code,
        on_behalf_of=f"resident {case.resident_id}" if "capacity" in facts else "",
        facts={"early_change": case.pk, "strand": case.strand.code, "site": case.site_id} | facts,
    )
