"""The payment file: made once from what was approved, the same bytes at each download, and sent by somebody."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from billing import errors, rules
from billing.actions.payments import refuse_passed_day
from billing.bank import pain001
from billing.models import FileSending, Payment, PaymentFile, PaymentRun, Repayment
from billing.queries import payments as queries
from pilot import audit, documents
from pilot.models import AuditEvent, Document, Organiser, User

State = PaymentRun.State
MEDIA_TYPE = "application/xml"


@dataclass(frozen=True)
class Download:
    """A payment file that somebody takes out, and how often it was taken before."""

    document: Document
    times_before: int


@transaction.atomic
def make_payment_file(*, run: PaymentRun, by: User, at: datetime, channel: str) -> PaymentFile:
    """Make the file that takes an approved run's payments to the bank; asked again, return the first.

    Its bytes come from rows alone. Refuses a run that is not approved, payments that are no longer the approved ones,
    a pay day that has passed, and what a bank would refuse. Records `payment_file_made`.
    """
    run = PaymentRun.objects.select_for_update(of=("self",)).select_related("strand__pilot__lead").get(pk=run.pk)
    if (made := PaymentFile.objects.filter(run=run, repayment=None).first()) is not None:
        return made
    if run.state != State.APPROVED:
        raise errors.WrongState
    # An approved run has both; the database sees to it.
    assert run.approved_at is not None
    assert run.pay_on is not None
    if rules.payment_digest(run.digest, run.pay_on, queries.payment_facts(run)) != run.approved_digest:
        raise errors.DigestDiffers
    refuse_passed_day(run.pay_on, at)
    file = write_file(run, None, pay_on=run.pay_on, created_at=run.approved_at, by=by, at=at, channel=channel)
    run.state = State.FILED
    run.save(update_fields=["state"])
    return file


@transaction.atomic
def take_payment_file(*, file: PaymentFile, by: User, at: datetime, channel: str) -> Download:
    """Hand the file out as it was made; whoever takes it, and that it was taken before, is written down.

    Records `payment_file_downloaded`.
    """
    before = downloads(file).count()
    record("payment_file_downloaded", file, by=by, at=at, channel=channel, times_before=before)
    return Download(file.document, before)


@transaction.atomic
def note_sent(*, file: PaymentFile, by: User, at: datetime, channel: str) -> FileSending:
    """Write down that somebody took the file to the bank; said again, return the first.

    Records `payment_file_sent`.
    """
    run = PaymentRun.objects.select_for_update(of=("self",)).get(pk=file.run_id)
    if (said := FileSending.objects.filter(file=file).first()) is not None:
        return said
    sending = FileSending.objects.create(file=file, sent_at=at, sent_by=by)
    move_to_sent(run)
    record("payment_file_sent", file, by=by, at=at, channel=channel)
    return sending


def move_to_sent(run: PaymentRun) -> None:
    """Move a locked run on, once its first file is at the bank; a repayment's file moves nothing."""
    if run.state == State.FILED and FileSending.objects.filter(file__run=run, file__repayment=None).exists():
        run.state = State.SENT
        run.save(update_fields=["state"])


def write_file(
    run: PaymentRun,
    repayment: Repayment | None,
    *,
    pay_on: date,
    created_at: datetime,
    by: User,
    at: datetime,
    channel: str,
) -> PaymentFile:
    """Write the file of the run's, or the repayment's, payments, and keep it; the run's row is locked."""
    order, transfers = _order(run, repayment, pay_on, created_at), queries.transfers(run, repayment)
    file = PaymentFile.objects.create(
        run=run,
        repayment=repayment,
        message_id=order.message_id,
        document=_store(run, order, pain001.payment_file(order, transfers)),
        payment_count=len(transfers),
        total_cents=sum(transfer.cents for transfer in transfers),
        made_at=at,
        made_by=by,
    )
    Payment.objects.filter(run=run, repayment=repayment).update(file=file)
    record("payment_file_made", file, by=by, at=at, channel=channel)
    return file


def downloads(file: PaymentFile) -> QuerySet[AuditEvent]:
    """Return the events of the file's downloads, the first one first."""
    return AuditEvent.objects.filter(
        kind="payment_file_downloaded",
        subject_kind="run",
        subject_id=str(file.run_id),
        facts__message=file.message_id,
    ).order_by("pk")


def _order(run: PaymentRun, repayment: Repayment | None, pay_on: date, created_at: datetime) -> pain001.PaymentOrder:
    """Return the order as the run has it: its times and names come from rows, so that it could be made again."""
    payer: Organiser = run.strand.pilot.lead
    return pain001.PaymentOrder(
        message_id=rules.message_id(run.pk, run.month, repayment.number if repayment else 0),
        created_at=created_at,
        execution_day=pay_on,
        debtor=payer.name_fi,
        business_id=payer.business_id,
        iban=payer.iban,
        address=pain001.Address(town=payer.town, street=payer.street, postal_code=payer.postal_code),
    )


def _store(run: PaymentRun, order: pain001.PaymentOrder, content: bytes) -> Document:
    return documents.store(
        kind="payment_file",
        key=f"payment_file/{order.message_id}",
        number=order.message_id,
        filename=f"{order.message_id}.xml",
        media_type=MEDIA_TYPE,
        content=content,
        subject=("run", run.pk),
        issued_at=order.created_at,
    )


def record(kind: str, file: PaymentFile, *, by: User, at: datetime, channel: str, **facts: object) -> None:
    """Record what was done with a file, on its run."""
    pilot = file.run.strand.pilot
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("run", file.run_id),
        pilot_code=pilot.code,
        facts={
            "message": file.message_id,
            "payments": file.payment_count,
            "cents": file.total_cents,
            "sha256": file.document.sha256,
        }
        | facts,
    )
