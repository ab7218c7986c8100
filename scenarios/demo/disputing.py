"""Two disputes for a visitor to find: one that two of finance decided, and one that waits for an answer."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from billing import actions
from billing.actions.rulings import RulingDraft
from billing.models import Dispute, Entry, Statement
from billing.queries.entries import Key
from pilot.calendar import ONE_DAY
from pilot.models import User
from providers.models import ProviderMember
from scenarios.demo.dates import Span
from scenarios.demo.stage import Stage

CHANNEL = "online"
DAYS_RULED_OUT = 10
A_WHOLE_MONTH = 28
# What made-up people wrote; they write Finnish, whoever reads it.
IN_CARE = "Asukas oli kuun alussa laitoshoidossa, eikä meille kuulu maksua niistä päivistä."
GROUNDS = "Päivät 1.–10. kuuluivat laitoshoitoon, jota kokeilu ei korvaa. Niistä ei makseta kenellekään."
WRONG_AGE = "Ikäryhmä näyttää olevan väärä: asukas täytti vuosia jo ennen kuun alkua."


def decided(stage: Stage, span: Span) -> None:
    """Dispute the run before, and have it ruled by two before the stretch's own freeze, which then corrects it."""
    dispute = _dispute(stage, span, row=0, reason=Dispute.Reason.DAYS, text=IN_CARE)
    if dispute is None:
        return
    line, preparer, approver = dispute.lines.get(), stage.log_ins.preparer, stage.log_ins.approver
    at = dispute.opened_at + ONE_DAY
    actions.take_dispute(dispute=dispute, by=preparer, at=at, channel=CHANNEL)
    draft = RulingDraft(line.resident_id, None, line.month, line.month + DAYS_RULED_OUT * ONE_DAY)
    actions.propose_rulings(dispute=dispute, grounds=GROUNDS, rulings=[draft], by=preparer, at=at, channel=CHANNEL)
    actions.confirm_rulings(dispute=dispute, by=approver, at=at + timedelta(hours=2), channel=CHANNEL)


def waiting(stage: Stage, span: Span) -> None:
    """Dispute a row of the last run, and leave the answer to a visitor."""
    _dispute(stage, span, row=1, reason=Dispute.Reason.RATE, text=WRONG_AGE)


def _dispute(stage: Stage, span: Span, *, row: int, reason: str, text: str) -> Dispute | None:
    """Dispute a row of the last run's largest paid statement; nothing where no provider has a log-in, or no row."""
    members = ProviderMember.objects.filter(provider__pilot=stage.pilot).order_by("pk")
    statement = (
        Statement.objects.filter(
            run__strand=stage.strand, is_payable=True, site__provider__in=members.values("provider")
        )
        .select_related("run__strand__pilot__lead", "site__provider")
        .order_by("-run__month", "-resident_count", "pk")
        .first()
    )
    entries = _whole_months(statement)[row : row + 1] if statement else []
    if statement is None or not entries:
        return None
    return actions.open_dispute(
        statement=statement,
        reason=reason,
        text=text,
        entries=entries,
        key=UUID(int=statement.pk),
        by=_member(members, statement),
        at=min(span.lower + timedelta(hours=3), span.upper),
        channel=CHANNEL,
    )


def _member(members: QuerySet[ProviderMember], statement: Statement) -> User:
    return members.filter(provider=statement.site.provider_id).select_related("user")[0].user


def _whole_months(statement: Statement) -> list[Key]:
    rows = Entry.objects.filter(run=statement.run, site=statement.site, kind="ORIGINAL", days__gte=A_WHOLE_MONTH)
    return [Key(*row) for row in rows.order_by("pk").values_list(*Key._fields)[:2]]
