"""Hearing the other guardians before an objection is settled (434/2003, sections 34 and 36).

Whoever is heard is told what it is about, in words that staff choose: the objection itself may tell where somebody
lives. A last day on which offices are closed goes on to the next weekday (150/1930, section 5).
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation

from pilot import audit, formats, outbox
from pilot.calendar import ONE_DAY, helsinki_today, next_office_day
from pilot.identifiers import format_code
from pilot.models import User
from pilot.notices import Way
from registry import errors as registry_errors
from registry.models import Resident, ResidentAccount
from vouchers import errors, queries
from vouchers.actions.delivering import plain_notice
from vouchers.actions.objections import end_hearings, locked_objection
from vouchers.actions.writing import write_to
from vouchers.models import Choice, Hearing, Letter, LetterKind, Objection

State = Hearing.State
# What is proposed for thinking it over once the letter has come; the law asks for enough, case by case.
USUAL_DAYS = 7


@transaction.atomic
def hear_guardian(
    *, objection: Objection, guardian: Resident, way: str, matter: str, answer_by: date, by: User, at: datetime,
    channel: str,
) -> Hearing:  # fmt: skip
    """Ask a guardian what they think of an objection; one who is being asked already is asked anew.

    Whoever objected may be heard too, of what the others answered. Refuses a settled objection, whoever is not to be
    heard, whoever objected by the letter that is for the others, a hearing about nothing, and a last day that is past
    or before the letter has come. Records `hearing_begun`, and `letter_written` for a letter; an e-mail tells the
    guardian that something waits for their answer, and not what.
    """
    found, on = locked_objection(objection), helsinki_today(at)
    if guardian not in queries.may_be_heard(found, on=on):
        raise errors.NotToBeHeard
    if guardian == found.resident and way == Hearing.Way.LETTER:
        raise errors.ObjectorByLetter
    if not matter.strip():
        raise errors.NothingTold
    answer_by = next_office_day(answer_by)
    _refuse_haste(found, way, answer_by, on)
    end_hearings(found, of=guardian, by=by, at=at)
    letter = None
    if way == Hearing.Way.LETTER:
        letter = _write(found, guardian, matter.strip(), answer_by, by=by, at=at, channel=channel)
    hearing = Hearing.objects.create(
        objection=found, resident=guardian, way=way, matter=matter.strip(), letter=letter, asked_at=at, asked_on=on,
        asked_by=by, answer_by=answer_by,
    )  # fmt: skip
    _record("hearing_begun", hearing, by=by, at=at, channel=channel, way=way, answer_by=answer_by.isoformat())
    if guardian.email:
        outbox.put("hearing_told", {"hearing": hearing.pk}, key=f"hearing-told-{hearing.pk}")
    return hearing


@transaction.atomic
def record_answer(*, hearing: Hearing, answer: str, by: User, at: datetime, channel: str) -> Hearing:
    """Keep what the guardian answered; what comes late is heard too.

    What staff write down is worded for the decision. What the guardian writes online waits for `tell_answer`: it may
    say what the others must not learn. Refuses a hearing that was answered or ended, a settled objection, silence, and
    online anybody but the guardian. Records `hearing_answered`, and confirms by e-mail what was answered online.
    """
    hearing = _locked(hearing)
    is_online = channel == Choice.Channel.ONLINE
    if is_online and not ResidentAccount.objects.filter(user=by, resident=hearing.resident_id).exists():
        raise registry_errors.MayNotAct
    if hearing.state not in (State.OPEN, State.SILENT):
        raise errors.HearingClosed
    if not answer.strip():
        raise errors.NoAnswerWritten
    hearing.answer, hearing.answer_channel = answer.strip(), channel
    hearing.told = "" if is_online else hearing.answer
    hearing = _close(hearing, State.ANSWERED, "hearing_answered", by=by, at=at, channel=channel)
    if is_online and hearing.resident.email:
        outbox.put("hearing_answered", {"hearing": hearing.pk}, key=f"hearing-answered-{hearing.pk}")
    return hearing


@transaction.atomic
def tell_answer(*, hearing: Hearing, told: str, by: User, at: datetime, channel: str) -> Hearing:
    """Keep what the other parties read of an answer, after somebody of staff has looked it over.

    The answer itself stays as it came. Refuses what was not answered, a settled objection, and to tell nothing.
    Records `hearing_answer_looked_over`.
    """
    hearing = _locked(hearing)
    if hearing.state != State.ANSWERED:
        raise errors.HearingClosed
    if not told.strip():
        raise errors.NothingLeftOfAnswer
    hearing.told = told.strip()
    hearing.save(update_fields=["told"])
    is_whole = hearing.told == hearing.answer
    _record("hearing_answer_looked_over", hearing, by=by, at=at, channel=channel, is_whole=is_whole)
    return hearing


@transaction.atomic
def record_silence(*, hearing: Hearing, by: User, at: datetime, channel: str) -> Hearing:
    """Say that no answer came.

    Refuses a hearing that has ended, a settled objection, whatever comes before the day after the last, and where the
    letter had not come: whoever was asked nothing was not heard. Records `hearing_unanswered`.
    """
    hearing = _locked(hearing)
    if hearing.state != State.OPEN:
        raise errors.HearingClosed
    if helsinki_today(at) <= hearing.answer_by:
        raise errors.StillTimeToAnswer(day=hearing.answer_by)
    if not queries.was_received(hearing):
        raise errors.LetterNotReceived
    return _close(hearing, State.SILENT, "hearing_unanswered", by=by, at=at, channel=channel)


def usual_answer_by(objection: Objection, *, on: date) -> date:
    """Return the last day that is proposed for a hearing by letter."""
    return next_office_day(_received_on(objection, on) + timedelta(days=USUAL_DAYS))


def _received_on(objection: Objection, on: date) -> date:
    pilot = objection.choice.strand.pilot
    return plain_notice(pilot, way=Way.POST, sent_on=next_office_day(on)).received_on


def _refuse_haste(objection: Objection, way: str, answer_by: date, on: date) -> None:
    if answer_by < on:
        raise errors.DayIsPast
    if way == Hearing.Way.LETTER and answer_by <= (received := _received_on(objection, on)):
        raise errors.TooLittleTime(received=received, first=next_office_day(received + ONE_DAY))


def _write(
    objection: Objection, guardian: Resident, matter: str, answer_by: date, *, by: User, at: datetime, channel: str
) -> Letter:
    with translation.override(guardian.language):
        values = {
            "objected_on": formats.day(objection.made_at),
            "number": format_code(objection.choice.receipt_number),
            "matter": matter,
            "answer_by": formats.day(answer_by),
        }
    earlier = Hearing.objects.filter(objection=objection, resident=guardian).count()
    return write_to(
        kind=LetterKind.HEARING,
        resident=guardian,
        strand=objection.choice.strand,
        values=values,
        key=f"hearing/{objection.pk}/{guardian.pk}/{earlier}",
        by=by,
        at=at,
        channel=channel,
    )


def _locked(hearing: Hearing) -> Hearing:
    """Wait for whoever settles the objection or hears about it; refuses what is about a settled one."""
    locked_objection(hearing.objection)
    rows = Hearing.objects.select_for_update(of=["self"])
    return rows.select_related("objection__choice__strand__pilot", "letter", "resident").get(pk=hearing.pk)


def _close(hearing: Hearing, state: str, kind: str, *, by: User, at: datetime, channel: str) -> Hearing:
    hearing.state = state
    hearing.closed_at, hearing.closed_on, hearing.closed_by = at, helsinki_today(at), by
    hearing.save(update_fields=["state", "answer", "answer_channel", "told", "closed_at", "closed_on", "closed_by"])
    _record(kind, hearing, by=by, at=at, channel=channel)
    return hearing


def _record(kind: str, hearing: Hearing, *, by: User, at: datetime, channel: str, **facts: object) -> None:
    choice = hearing.objection.choice
    known = {"hearing": hearing.pk, "objection": hearing.objection_id, "guardian": hearing.resident_id}
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", choice.resident_id),
        pilot_code=choice.strand.pilot.code,
        facts={**known, "choice": choice.pk, "strand": choice.strand.code, **facts},
    )
