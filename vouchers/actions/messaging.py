"""Sending letters by message: the outbox asks, the service answers, and paper takes over where it says no."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilot.calendar import helsinki_today, next_office_day
from pilot.notices import Way
from registry.models import IdentityCode, Resident
from vouchers import queries
from vouchers.actions.delivering import begin_anew, fail, locked, make_document, plain_notice, record
from vouchers.actions.reminding import withdraw_needless
from vouchers.models import Delivery
from vouchers.ports.mailbox import Answer, Message, Receipt, mailbox

# A service that is out of order for longer no longer keeps anybody from their letter.
LONGEST_WAIT = timedelta(days=2)


class MessageFailed(Exception):
    """The service could not take the message now; the outbox tries again."""


def send_message(*, delivery_id: int, at: datetime) -> None:
    """Send a letter by message, once; what cannot be delivered so goes on as paper, with dates of its own.

    A letter that did not leave on its day is dated anew first. Records `letter_sent` or `letter_sent_anew`.
    """
    rows = Delivery.objects.select_related("letter__resident__pilot", "document")
    delivery = rows.get(pk=delivery_id)
    if delivery.state != Delivery.State.WAITING:
        return
    pilot, today = delivery.letter.resident.pilot, helsinki_today(at)
    if withdraw_needless(pilot=pilot, arrives_on=today, at=at, delivery=delivery):
        return
    if delivery.sent_on != today:
        _anew(delivery, Way.MESSAGE, at)
        return
    if delivery.document is None:
        make_document(delivery_id=delivery.pk, at=at)
        delivery = rows.get(pk=delivery_id)
    # The service is asked outside every unit of work: its answer is kept in the next one.
    receipt = _sent(delivery)
    if receipt.answer is Answer.ACCEPTED:
        _accept(delivery, receipt, at)
    elif receipt.answer is Answer.UNDELIVERABLE or at - delivery.letter.written_at > LONGEST_WAIT:
        _to_paper(delivery, str(receipt.answer), at)
    else:
        raise MessageFailed


def _sent(delivery: Delivery) -> Receipt:
    service, resident = mailbox(), delivery.letter.resident
    code = _code_of(resident)
    if service is None or code is None or delivery.document is None:
        return Receipt(Answer.UNDELIVERABLE)
    with translation.override(delivery.letter.language):
        text = _("You have a letter about your freedom of choice. It is enclosed.")
    return service.send(
        Message(
            key=f"delivery-{delivery.pk}",
            identity_code=code,
            title=delivery.letter.title,
            text=text,
            filename=delivery.document.filename,
            content=bytes(delivery.document.content),
        )
    )


def _code_of(resident: Resident) -> str | None:
    # By the record that goes on now: a merger in between moved the letter there.
    row = IdentityCode.objects.filter(resident=resident, active=True).first()
    return row.code if row else None


@transaction.atomic
def _accept(delivery: Delivery, receipt: Receipt, at: datetime) -> None:
    delivery = locked(delivery)
    if delivery.state != Delivery.State.WAITING:
        return
    delivery.state, delivery.reference = Delivery.State.SENT, receipt.reference
    delivery.save(update_fields=["state", "reference"])
    record("letter_sent", delivery, by=None, at=at, channel="system")


@transaction.atomic
def _to_paper(delivery: Delivery, why: str, at: datetime) -> None:
    delivery = locked(delivery)
    if delivery.state != Delivery.State.WAITING:
        return
    way = queries.paper_way(delivery.letter.resident, helsinki_today(at))
    if way == Way.POST and _comes_too_late(delivery, at):
        return
    fail(delivery, why)
    new = begin_anew(delivery, way=way, at=at)
    record("letter_sent_anew", new, by=None, at=at, channel="system")


def _comes_too_late(delivery: Delivery, at: datetime) -> bool:
    """Withdraw a reminder whose day would be over when it came by post, and tell whether it was one."""
    pilot = delivery.letter.resident.pilot
    sent_on = next_office_day(helsinki_today(at))
    arrives_on = plain_notice(pilot, way=Way.POST, sent_on=sent_on).received_on
    return bool(withdraw_needless(pilot=pilot, arrives_on=arrives_on, at=at, delivery=delivery))


@transaction.atomic
def _anew(delivery: Delivery, way: Way, at: datetime) -> None:
    delivery = locked(delivery)
    if delivery.state == Delivery.State.WAITING:
        record("letter_sent_anew", begin_anew(delivery, way=way, at=at), by=None, at=at, channel="system")
