"""Bringing letters to their readers: which way, on which day, and the document kept as it is sent."""

from datetime import date, datetime

from pilot import documents
from pilot.calendar import helsinki_today, next_office_day
from pilot.models import Document, NoticeTerms, User
from pilot.notices import Notice, Way, notice
from registry.models import Resident
from vouchers import errors, queries
from vouchers.decision_letters import decision_letter
from vouchers.models import Decision, Delivery, Letter


def write_letter(
    *, kind: str, resident: Resident, title: str, key: str, decision: Decision, by: User | None, at: datetime
) -> Letter:
    """Write a letter and begin to deliver it, in the unit of work of its cause; the key's letter is written once."""
    letter = Letter.objects.create(
        resident=resident,
        kind=kind,
        language=resident.language,
        title=title,
        key=key,
        decision=decision,
        written_at=at,
        written_by=by,
    )
    begin_delivery(letter, way=way_to(resident, helsinki_today(at)), at=at)
    return letter


def way_to(resident: Resident, on: date) -> Way:
    """Return how a resident is reached: nothing is posted to one under non-disclosure."""
    return Way.HANDED if queries.is_protected(resident=resident, on=on) else Way.POST


def begin_delivery(letter: Letter, *, way: Way, at: datetime) -> Delivery:
    """Promise to bring the letter that way; what is posted goes out on the next office day at the latest."""
    on = helsinki_today(at)
    # What waits at a service point gets its dates when somebody fetches it.
    given = None if way == Way.HANDED else notice_of(letter, way=way, sent_on=_sending_day(way, on))
    delivery = Delivery(letter=letter, way=way, begun_at=at)
    return dated(delivery, given, on=on)


def dated(delivery: Delivery, given: Notice | None, *, on: date) -> Delivery:
    """Keep the delivery with the dates of the notice and the document that says them."""
    if given is not None:
        delivery.sent_on, delivery.received_on = given.sent_on, given.received_on
        delivery.appeal_until = given.appeal_until if delivery.letter.decision else None
    delivery.document = _document(delivery, given, on)
    delivery.save()
    return delivery


def notice_of(letter: Letter, *, way: Way, sent_on: date) -> Notice:
    """Return the notice that the letter gives when it is sent that way on the day."""
    terms = NoticeTerms.objects.of(letter.resident.pilot.lead, sent_on)
    if terms is None:
        raise errors.NoNoticeTerms
    appeal_days = letter.decision.appeal_days if letter.decision else None
    return notice(way=way, sent_on=sent_on, terms=terms, appeal_days=appeal_days)


def _sending_day(way: Way, on: date) -> date:
    return next_office_day(on) if way == Way.POST else on


def _document(delivery: Delivery, given: Notice | None, on: date) -> Document:
    letter, decision = delivery.letter, delivery.letter.decision
    if decision is None:
        raise ValueError("a letter of no kind has no document")
    content = decision_letter(decision, notice=given, on=on)
    number = decision.number
    return documents.store(
        kind="letter",
        # The same letter sent the same way on the same day is the same document.
        key=f"letter/{letter.pk}/{delivery.way}/{given.sent_on.isoformat() if given else 'waiting'}",
        number=number,
        filename=f"{number.replace(' ', '-').replace('/', '-')}.pdf",
        media_type="application/pdf",
        language=letter.language,
        content=content,
        subject=("letter", letter.pk),
        issued_at=delivery.begun_at,
    )
