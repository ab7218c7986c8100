"""The payment file: made once from an approved run, downloaded as often as needed, the same bytes each time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from billing import errors, pain001, rules
from billing.models import Payment, PaymentFile, PaymentRun
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
    and what a bank would refuse. Records `payment_file_made`.
    """
    run = PaymentRun.objects.select_for_update(of=("self",)).select_related("strand__pilot__lead").get(pk=run.pk)
    if run.state == State.FILED:
        return PaymentFile.objects.get(run=run)
    if run.state != State.APPROVED:
        raise errors.WrongState
    order, transfers = _order(run), queries.transfers(run)
    if rules.payment_digest(run.digest, order.execution_day, queries.payment_facts(run)) != run.approved_digest:
        raise errors.DigestDiffers
    file = PaymentFile.objects.create(
        run=run,
        message_id=order.message_id,
        document=_store(run, order, pain001.payment_file(order, transfers)),
        payment_count=len(transfers),
        total_cents=sum(transfer.cents for transfer in transfers),
        made_at=at,
        made_by=by,
    )
    Payment.objects.filter(run=run).update(file=file)
    run.state = State.FILED
    run.save(update_fields=["state"])
    _record("payment_file_made", file, by=by, at=at, channel=channel)
    return file


@transaction.atomic
def take_payment_file(*, file: PaymentFile, by: User, at: datetime, channel: str) -> Download:
    """Hand the file out as it was made; whoever takes it, and that it was taken before, is written down.

    Records `payment_file_downloaded`.
    """
    before = AuditEvent.objects.filter(
        kind="payment_file_downloaded", subject_kind="run", subject_id=str(file.run_id)
    ).count()
    _record("payment_file_downloaded", file, by=by, at=at, channel=channel, times_before=before)
    return Download(file.document, before)


def _order(run: PaymentRun) -> pain001.PaymentOrder:
    """Return the order as the run has it: its times and names come from rows, so that it could be made again."""
    payer: Organiser = run.strand.pilot.lead
    # An approved run has both; the database sees to it.
    assert run.approved_at is not None
    assert run.pay_on is not None
    return pain001.PaymentOrder(
        message_id=rules.message_id(run.pk, run.month),
        created_at=run.approved_at,
        execution_day=run.pay_on,
        debtor=payer.name_fi,
        business_id=payer.business_id,
        iban=payer.iban,
        address=pain001.Address(town=payer.town, street=payer.street, postal_code=payer.postal_code),
    )


def _store(run: PaymentRun, order: pain001.PaymentOrder, content: bytes) -> Document:
    return documents.store(
        kind="payment_file",
        key=f"payment_file/{run.pk}",
        number=order.message_id,
        filename=f"{order.message_id}.xml",
        media_type=MEDIA_TYPE,
        content=content,
        subject=("run", run.pk),
        issued_at=order.created_at,
    )


def _record(kind: str, file: PaymentFile, *, by: User, at: datetime, channel: str, **facts: object) -> None:
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
