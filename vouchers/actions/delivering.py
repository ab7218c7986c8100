"""Bringing letters to their readers: which way, on which day, and the document kept as it is sent.

A letter says the day on which it is sent, so one that did not leave on its day gets a new delivery with a new document
before it does. Nothing outside happens here: messages are promised to the outbox, paper waits for a print batch.
"""

from datetime import date, datetime

from django.db import transaction

from pilot import audit, documents, outbox
from pilot.calendar import helsinki_today, next_office_day
from pilot.identifiers import format_code
from pilot.models import Document, NoticeTerms, Pilot, User
from pilot.notices import Notice, Way, notice
from registry.models import Resident
from vouchers import errors, queries
from vouchers.letters import decision_letter, plain_letter, receipt_letter
from vouchers.models import AWAITS_DOCUMENT, NO_ADDRESS, Choice, Decision, Delivery, Letter, LetterVersion
from vouchers.ports.mailbox import mailbox

State = Delivery.State


def write_letter(
    *,
    kind: str,
    resident: Resident,
    title: str,
    key: str,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
    choice: Choice | None = None,
    text: str = "",
    version: LetterVersion | None = None,
) -> Letter:
    """Write a letter and begin to deliver it, in the unit of work of its cause; the key's letter is written once."""
    letter = Letter.objects.create(
        resident=resident,
        kind=kind,
        language=resident.language,
        title=title,
        text=text,
        version=version,
        key=key,
        decision=decision,
        choice=choice,
        written_at=at,
        written_by=by,
    )
    on = helsinki_today(at)
    begin_delivery(letter, way=Way.MESSAGE if mailbox() else queries.paper_way(resident, on), at=at)
    return letter


def begin_delivery(letter: Letter, *, way: Way | None, at: datetime) -> Delivery:
    """Promise to bring the letter that way; what is posted goes out on the next office day.

    Where no way leads to its reader, keep that it did not arrive: staff find it, and the reader finds the document.
    """
    on = helsinki_today(at)
    if way is None:
        nowhere = Delivery(letter=letter, way=Way.POST, state=State.UNDELIVERABLE, note=NO_ADDRESS, begun_at=at)
        return dated(nowhere, None, on=on)
    sent_on = next_office_day(on) if way == Way.POST else on
    # What waits at a service point gets its dates when somebody fetches it.
    given = None if way == Way.HANDED else notice_of(letter, way=way, sent_on=sent_on)
    delivery = dated(Delivery(letter=letter, way=way, begun_at=at), given, on=on)
    if way == Way.MESSAGE:
        outbox.put("letter", {"delivery": delivery.pk}, key=f"letter-{delivery.pk}")
    return delivery


def begin_anew(delivery: Delivery, *, way: Way | None, at: datetime) -> Delivery:
    """Let a new delivery of the same letter take the place of this one."""
    delivery.state = State.REPLACED
    delivery.save(update_fields=["state"])
    return begin_delivery(delivery.letter, way=way, at=at)


@transaction.atomic
def hand_over(*, delivery: Delivery, identified_by: str, by: User, at: datetime, channel: str) -> Delivery:
    """Hand the letter over to its reader at a service point; it counts as received on that day.

    Refuses what does not wait there, and when nobody says how the reader was known. Records `letter_handed_over`.
    """
    delivery = locked(delivery)
    if (delivery.way, delivery.state) != (Way.HANDED, State.WAITING):
        raise errors.DeliveryMoved
    if not identified_by.strip():
        raise errors.NobodyRecognised
    on = helsinki_today(at)
    delivery.state, delivery.note = State.SENT, identified_by.strip()
    dated(delivery, notice_of(delivery.letter, way=Way.HANDED, sent_on=on), on=on)
    record("letter_handed_over", delivery, by=by, at=at, channel=channel)
    return delivery


@transaction.atomic
def return_letter(*, delivery: Delivery, why: str, by: User, at: datetime, channel: str) -> Delivery:
    """Say that a letter came back; it waits for somebody to send it anew.

    Refuses what was not sent, and when nobody says why. Records `letter_came_back`.
    """
    delivery = locked(delivery)
    if delivery.state != State.SENT:
        raise errors.DeliveryMoved
    if not why.strip():
        raise errors.NoWhy
    fail(delivery, why.strip())
    record("letter_came_back", delivery, by=by, at=at, channel=channel)
    return delivery


@transaction.atomic
def send_anew(*, delivery: Delivery, by: User, at: datetime, channel: str) -> Delivery:
    """Send on paper, with new dates, what did not arrive; where no address is known it waits at a service point.

    Refuses anything else. Records `letter_sent_anew`.
    """
    delivery = locked(delivery)
    if delivery.state != State.UNDELIVERABLE:
        raise errors.DeliveryMoved
    way = queries.paper_way(delivery.letter.resident, helsinki_today(at)) or Way.HANDED
    new = begin_anew(delivery, way=way, at=at)
    record("letter_sent_anew", new, by=by, at=at, channel=channel)
    return new


def fail(delivery: Delivery, why: str) -> None:
    """Keep that it did not arrive, and why."""
    delivery.state, delivery.note = State.UNDELIVERABLE, why[:200]
    delivery.save(update_fields=["state", "note"])


def dated(delivery: Delivery, given: Notice | None, *, on: date) -> Delivery:
    """Keep the delivery with the dates of the notice and the document that says them."""
    if given is not None:
        delivery.sent_on, delivery.received_on = given.sent_on, given.received_on
        delivery.appeal_until = given.appeal_until if delivery.letter.decision else None
    delivery.document = _document(delivery, given, on)
    delivery.save()
    return delivery


@transaction.atomic
def make_document(*, delivery_id: int, at: datetime) -> None:
    """Make the document of a delivery that awaits one, as those of letters to many do; safe to repeat."""
    delivery = locked(Delivery(pk=delivery_id))
    if not Delivery.objects.filter(AWAITS_DOCUMENT, pk=delivery_id).exists():
        return
    sent_on = delivery.sent_on
    given = None if sent_on is None else notice_of(delivery.letter, way=Way(delivery.way), sent_on=sent_on)
    delivery.document = _document(delivery, given, helsinki_today(at))
    delivery.save(update_fields=["document"])


@transaction.atomic
def make_document_unless_taken(*, delivery_id: int, at: datetime) -> None:
    """Make the document as make_document does, or leave it at once to whoever has the delivery in hand."""
    if Delivery.objects.select_for_update(of=["self"], skip_locked=True).filter(AWAITS_DOCUMENT, pk=delivery_id):
        make_document(delivery_id=delivery_id, at=at)


def notice_of(letter: Letter, *, way: Way, sent_on: date) -> Notice:
    """Return the notice that the letter gives when it is sent that way on the day."""
    appeal_days = letter.decision.appeal_days if letter.decision else None
    return plain_notice(letter.resident.pilot, way=way, sent_on=sent_on, appeal_days=appeal_days)


def plain_notice(pilot: Pilot, *, way: Way, sent_on: date, appeal_days: int | None = None) -> Notice:
    """Return the notice that is given when something of the pilot is sent that way on the day."""
    terms = NoticeTerms.objects.of(pilot.lead, sent_on)
    if terms is None:
        raise errors.NoNoticeTerms
    return notice(way=way, sent_on=sent_on, terms=terms, appeal_days=appeal_days)


def locked(delivery: Delivery) -> Delivery:
    """Wait for whoever else acts on the delivery."""
    rows = Delivery.objects.select_for_update(of=["self"]).select_related(
        "letter__resident__pilot", "letter__decision", "letter__choice"
    )
    return rows.get(pk=delivery.pk)


def record(kind: str, delivery: Delivery, *, by: User | None, at: datetime, channel: str) -> None:
    """Record what was done with a letter; its words stay out of the event."""
    letter = delivery.letter
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", letter.resident_id),
        pilot_code=letter.resident.pilot.code,
        reason=delivery.note,
        facts={
            "letter": letter.pk,
            "delivery": delivery.pk,
            "way": delivery.way,
            "sent_on": delivery.sent_on.isoformat() if delivery.sent_on else None,
            "appeal_until": delivery.appeal_until.isoformat() if delivery.appeal_until else None,
        },
    )


def _document(delivery: Delivery, given: Notice | None, on: date) -> Document:
    letter, decision = delivery.letter, delivery.letter.decision
    if decision is not None:
        number, content = decision.number, decision_letter(decision, notice=given, on=on)
    elif letter.choice is not None:
        number, content = format_code(letter.choice.receipt_number), receipt_letter(letter, notice=given, on=on)
    else:
        number, content = f"K {letter.pk}", plain_letter(letter, notice=given, on=on)
    return documents.store(
        kind="letter",
        # Every delivery has its own: the reader's home may have changed in between.
        key=f"letter/{letter.pk}/{delivery.way}/{delivery.begun_at.isoformat()}/{given.sent_on if given else ''}",
        number=number,
        filename=f"{number.replace(' ', '-').replace('/', '-')}.pdf",
        media_type="application/pdf",
        language=letter.language,
        content=content,
        subject=("letter", letter.pk),
        issued_at=delivery.begun_at,
    )
