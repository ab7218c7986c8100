"""Letters on paper: a day's batch as one file with its index, handed over to whoever prints and posts it."""

import io
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any

from django.db import transaction
from django.db.models import F, Max, Q

from pilot import audit, documents, exports, jobs
from pilot.calendar import helsinki_today, is_office_day
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Document, Job, Pilot, User
from pilot.notices import Way
from registry.models import Protection
from vouchers import errors, queries
from vouchers.actions.delivering import (
    begin_anew,
    locked,
    make_document,
    make_document_unless_taken,
    plain_notice,
    record,
)
from vouchers.actions.reminding import withdraw_needless
from vouchers.letters.print_files import INDEX, Printed, merge
from vouchers.models import Delivery, PrintBatch

JOB = "print_letters"
AT_ONCE = 20
State = Delivery.State
# Of these choices a receipt must not promise the day of effect any more.
ENDED = Q(letter__choice__regretted_at__isnull=False) | Q(letter__choice__replaced_by__isnull=False)
EACH_SENT = """
    SELECT 'resident', l.resident_id, jsonb_build_object('letter', l.id, 'delivery', d.id, 'way', d.way,
        'sent_on', d.sent_on, 'appeal_until', d.appeal_until)
    FROM vouchers_delivery AS d JOIN vouchers_letter AS l ON l.id = d.letter_id
    WHERE d.batch_id = %(batch)s AND d.state = 'sent'
"""


@transaction.atomic
def start_printing(*, pilot: Pilot, by: User, at: datetime, channel: str = "online") -> Job:
    """Start the job that makes today's batch; while one is at work, that one is answered.

    Refuses a day without post, while a batch is open, and when nothing waits. Records `job_started`.
    """
    lock(("print", pilot.pk))
    _refuse(pilot, helsinki_today(at))
    if not _waiting(pilot, helsinki_today(at)).exists():
        raise errors.NothingToPrint
    unfinished = Job.objects.filter(kind=JOB, params__pilot=pilot.pk, ended_at__isnull=True).first()
    if unfinished is not None:
        return unfinished
    return jobs.start(JOB, by=by, at=at, pilot=pilot, params={"pilot": pilot.pk}, channel=channel)


def print_letters(
    *,
    pilot: Pilot,
    by: User | None,
    at: datetime,
    channel: str,
    progress: Progress | None = None,
    call_helpers: Callable[[int], None] | None = None,
) -> PrintBatch | None:
    """Make today's batch of every letter that waits for post; without one, when none is left to print by then.

    Letters that were to leave earlier are dated anew first, and so are receipts of what was taken back or replaced
    meanwhile, which then say that. Documents still to be made are made, each in a unit of work of its own, together
    with whoever is called to help; letters of residents whom post no longer reaches go their other way instead. Refuses
    a day without post, and while a batch is open. Records `print_batch_made`.
    """
    on = helsinki_today(at)
    _refuse(pilot, on)
    arrives_on = plain_notice(pilot, way=Way.POST, sent_on=on).received_on
    withdraw_needless(pilot=pilot, arrives_on=arrives_on, at=at)
    stale = list(_waiting(pilot, on).exclude(pk__in=_current(pilot, on)).values_list("pk", flat=True))
    unmade = unmade_letters(pilot, on)
    if call_helpers:
        call_helpers(len(unmade))
    for done, pk in enumerate([*stale, *unmade], start=1):
        if done <= len(stale):
            _date_anew(pk, on, at)
        else:
            make_document_unless_taken(delivery_id=pk, at=at)
        if progress:
            progress.advance(done, total=len(stale) + len(unmade))
    # What is left is in a helper's hands: wait until it is made, or make it where its maker was killed.
    for pk in unmade_letters(pilot, on):
        make_document(delivery_id=pk, at=at)
    return _make(pilot, on, by=by, at=at, channel=channel)


def help_with_letters(*, pilot: Pilot, at: datetime, is_wanted: Callable[[], bool]) -> None:
    """Make documents of the day's batch from its end on, as long as that is wanted and nobody else has them in hand."""
    for pk in unmade_letters(pilot, helsinki_today(at))[::-1]:
        if not is_wanted():
            return
        make_document_unless_taken(delivery_id=pk, at=at)


def unmade_letters(pilot: Pilot, on: date) -> list[int]:
    """Return the letters of the day's batch whose documents are still to be made, in their order."""
    current = _current(pilot, on).filter(document__isnull=True)
    return list(current.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def hand_over_batch(*, batch: PrintBatch, by: User, at: datetime, channel: str) -> PrintBatch:
    """Say that the batch went to the printer: its letters are sent.

    Refuses a batch that is no longer open, one of another day, whose letters would say a wrong one, and one with the
    home of somebody who came under non-disclosure meanwhile. Records `letter_sent` for each letter, and
    `print_batch_handed_over`.
    """
    batch = _open(batch)
    on = helsinki_today(at)
    if batch.day != on:
        raise errors.BatchOfAnotherDay(day=batch.day)
    if Delivery.objects.filter(batch=batch, letter__resident__in=_protected(on)).exists():
        raise errors.BatchShowsProtected
    batch.handed_at, batch.handed_by = at, by
    batch.save(update_fields=["handed_at", "handed_by"])
    Delivery.objects.filter(batch=batch, state=State.WAITING).update(state=State.SENT)
    code = batch.pilot.code
    audit.record_each(
        "letter_sent",
        by=by,
        at=at,
        channel=channel,
        pilot_code=code,
        subjects_sql=EACH_SENT,
        params={"batch": batch.pk},
    )
    _record("print_batch_handed_over", batch, by=by, at=at, channel=channel)
    return batch


@transaction.atomic
def void_batch(*, batch: PrintBatch, by: User, at: datetime, channel: str) -> PrintBatch:
    """Void a batch that was not handed over; its letters wait for the next one. Records `print_batch_voided`."""
    batch = _open(batch)
    batch.voided_at, batch.voided_by = at, by
    batch.save(update_fields=["voided_at", "voided_by"])
    Delivery.objects.filter(batch=batch, state=State.WAITING).update(batch=None)
    _record("print_batch_voided", batch, by=by, at=at, channel=channel)
    return batch


def _refuse(pilot: Pilot, on: date) -> None:
    if not is_office_day(on):
        raise errors.NoPostToday
    if PrintBatch.objects.open().filter(pilot=pilot).exists():
        raise errors.BatchIsOpen


def _waiting(pilot: Pilot, on: date) -> Any:
    waiting = Delivery.objects.filter(way=Way.POST, state=State.WAITING, batch__isnull=True, sent_on__lte=on)
    return waiting.filter(letter__resident__pilot=pilot).order_by("pk")


def _current(pilot: Pilot, on: date) -> Any:
    return _printable(pilot, on).exclude(ENDED)


def _printable(pilot: Pilot, on: date) -> Any:
    """Return the letters that say today and whose reader is still reached by post."""
    return queries.reached_by_post(_waiting(pilot, on).filter(sent_on=on), on=on)


def _protected(on: date) -> Any:
    return Protection.objects.filter(period__contains=on).values("resident")


@transaction.atomic
def _date_anew(pk: int, on: date, at: datetime) -> None:
    delivery = locked(Delivery(pk=pk))
    # Somebody else may have dated or sent it meanwhile.
    if delivery.state == State.WAITING and delivery.batch_id is None:
        new = begin_anew(delivery, way=queries.paper_way(delivery.letter.resident, on), at=at)
        record("letter_sent_anew", new, by=None, at=at, channel="system")


@transaction.atomic
def _make(pilot: Pilot, on: date, *, by: User | None, at: datetime, channel: str) -> PrintBatch | None:
    lock(("print", pilot.pk))
    _refuse(pilot, on)
    # A letter that was written while the documents were made waits for the next batch.
    printable = _printable(pilot, on).filter(document__isnull=False)
    found = list(printable.select_for_update(of=["self"]).values_list("pk", flat=True))
    if not found:
        return None
    last = PrintBatch.objects.filter(pilot=pilot, day=on).aggregate(last=Max("serial"))["last"] or 0
    batch = PrintBatch(pilot=pilot, day=on, serial=last + 1, made_at=at, made_by=by)
    with tempfile.TemporaryFile() as file:
        # A few letters at a time: all of them may be more than a worker holds.
        letters = _with_documents(Delivery.objects.filter(pk__in=found)).iterator(chunk_size=AT_ONCE)
        printed = merge(letters, file)
        batch.letters, batch.pages = len(printed.rows), printed.pages
        batch.document = _kept(batch, "pdf", "application/pdf", file)
        batch.index = _kept(batch, "csv", "text/csv; charset=utf-8", io.BytesIO(_index(printed)))
    batch.save()
    Delivery.objects.filter(pk__in=found).update(batch=batch)
    _record("print_batch_made", batch, by=by, at=at, channel=channel)
    return batch


def _with_documents(rows: Any) -> Any:
    return rows.order_by("pk").values(
        content=F("document__content"),
        number=F("document__number"),
        digest=F("document__sha256"),
        kind=F("letter__kind"),
        language=F("letter__language"),
        list_code=F("letter__resident__list_code"),
    )


def _index(printed: Printed) -> bytes:
    return b"".join(exports.csv_chunks(INDEX, printed.rows))


def _kept(batch: PrintBatch, ending: str, media_type: str, file: IO[bytes]) -> Document:
    file.seek(0)
    return documents.store_file(
        kind="print_batch",
        key=f"print/{batch.pilot_id}/{batch.name}/{ending}",
        number=batch.name,
        filename=f"{batch.pilot.code}-{batch.day.isoformat()}-{batch.serial}.{ending}",
        media_type=media_type,
        file=file,
        subject=("pilot", batch.pilot_id),
        issued_at=batch.made_at,
    )


def _open(batch: PrintBatch) -> PrintBatch:
    rows = PrintBatch.objects.select_for_update(of=["self"]).select_related("pilot", "document", "index")
    found = rows.defer("document__content", "index__content").get(pk=batch.pk)
    if found.handed_at or found.voided_at:
        raise errors.BatchIsClosed
    return found


def _record(kind: str, batch: PrintBatch, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("print_batch", batch.pk),
        pilot_code=batch.pilot.code,
        facts={
            "batch": batch.name,
            "letters": batch.letters,
            "pages": batch.pages,
            "sha256": batch.document.sha256,
            "index_sha256": batch.index.sha256,
        },
    )
