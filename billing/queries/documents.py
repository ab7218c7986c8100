"""A statement's document, filled from the same queries as its page; residents are in it by list code only."""

from datetime import datetime

from django.utils.translation import gettext as _

from billing import rules as payment_rules
from billing.models import Dispute, PaymentRun, RateTable, Statement
from billing.queries import disputes as dispute_queries
from billing.queries import entries as entry_queries
from billing.queries import payments as payment_queries
from billing.queries import statements as queries
from billing.queries.figures import figures_of
from billing.statements.document import DisputeRow, Payment, StatementDocument
from pilot import formats
from pilot.calendar import Month, helsinki_today
from pilot.letterheads import sender_of
from pilot.models import Organiser, RuleSet
from pilot.pdf import Recipient


def unmade(run: PaymentRun) -> list[int]:
    """Return the ids of the run's statements that have no document yet, in order."""
    return list(run.statements.filter(document__isnull=True).order_by("pk").values_list("pk", flat=True))


def made_count(run: PaymentRun) -> int:
    """Return how many of the run's statements have their document, whoever made it."""
    return run.statements.filter(document__isnull=False).count()


def statement_of(pk: int) -> Statement:
    """Return the statement with everything that its document names."""
    return queries.with_run_and_site().get(pk=pk)


def statement_document(statement: Statement, *, issued_at: datetime) -> StatementDocument:
    """Return everything that the statement prints, in the active language; the same whenever it is asked.

    Its moment is the freeze's and nothing in it comes from a clock, so that a document that has to be made again is the
    same to the last byte.
    """
    run, site, provider = statement.run, statement.site, statement.site.provider
    organiser, rules = run.strand.pilot.lead, _rules(run)
    issued_on, moves = helsinki_today(issued_at), queries.movement(statement)
    return StatementDocument(
        sender=sender_of(organiser, run.strand.pilot.name),
        recipient=Recipient(
            provider.name,
            tuple(line for line in (provider.street, f"{provider.postal_code} {provider.town}".strip()) if line),
        ),
        number=statement.number,
        issued_on=issued_on,
        site=site.name,
        counting="snapshot" if rules.counting == RuleSet.Counting.SNAPSHOT else "daily",
        figures=figures_of(statement),
        corrections=queries.correction_rows(statement),
        residents=moves.residents,
        person_days=moves.person_days,
        arrived=moves.arrived,
        left=moves.left,
        payment=payment_of(statement, issued_at),
        history=queries.history(statement),
        entries=tuple(entry_queries.lines(queries.entries_of(statement))),
        known_at=run.marked_at,
        rates=_rates(statement),
        run=f"{formats.month(Month.of(run.month))}, {run.strand.name}",
        digest=statement.digest,
        dispute_until=payment_rules.last_day_to_dispute(issued_on, rules.dispute_days),
        reply_days=rules.dispute_days,
        dispute_address=organiser.contact_email or organiser.name,
        contact=_contact(organiser),
        disputes=tuple(_dispute(row, issued_at) for row in dispute_queries.known_before(statement)),
    )


def payment_of(statement: Statement, at: datetime) -> Payment | None:
    """Return how the statement is paid: as submitted, or as it will be if it is submitted at the moment."""
    run, provider = statement.run, statement.site.provider
    if not statement.to_pay:
        return None
    pay_on = run.pay_on or payment_queries.pay_day_of(run, helsinki_today(at))
    submitted = payment_queries.payment_to(run, provider.pk)
    account = submitted or payment_queries.bank_accounts([provider.pk], pay_on).get(provider.pk)
    if account is None:
        return None
    together = payment_queries.payable_to(run, provider.pk)
    return Payment(
        pay_on=pay_on,
        reference=payment_rules.payment_reference(run.pk, provider.pk),
        iban=account.iban,
        payee=account.holder,
        business_id=provider.business_id,
        together_cents=together if together != statement.to_pay else None,
    )


def _dispute(row: Dispute, issued_at: datetime) -> DisputeRow:
    """Return a dispute as it stood at the moment: whatever was decided later is told by later statements."""
    closed_at = row.closed_at if row.closed_at and row.closed_at <= issued_at else None
    return DisputeRow(
        number=str(row),
        statement=row.statement.number,
        rows=row.line_count,  # type: ignore[attr-defined]
        reason=str(row.get_reason_display()),
        opened_on=helsinki_today(row.opened_at),
        outcome=str(row.get_state_display()) if closed_at else _("Not decided"),
        closed_on=helsinki_today(closed_at) if closed_at else None,
    )


def _rules(run: PaymentRun) -> RuleSet:
    return RuleSet.objects.in_force(run.month).get(strand=run.strand_id)


def _rates(statement: Statement) -> str:
    """Name the rate tables that the statement's rows were computed by."""
    cells = queries.entries_of(statement).values("cell__table_id")
    tables = RateTable.objects.filter(pk__in=cells).order_by("valid_from", "approval_order")
    return "; ".join(
        _("rates from {day}, decision {number}").format(day=formats.day(table.valid_from), number=table.decision_number)
        if table.decision_number
        else _("rates from {day}").format(day=formats.day(table.valid_from))
        for table in tables
    )


def _contact(organiser: Organiser) -> str:
    given = (organiser.contact_name, organiser.contact_phone, organiser.contact_email)
    return ", ".join(part for part in given if part) or organiser.name
