"""Writing to everybody whom a closing concerns: once each, by their own way, as letters that are kept as sent."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pilot import audit, formats, jobs
from pilot.calendar import helsinki_today
from pilot.jobs_progress import Progress
from pilot.models import Job, User
from pilot.planner import count_anew
from vouchers import errors, queries, sql
from vouchers.actions.closing import locked_plan, record_closing
from vouchers.actions.issuing import chunks
from vouchers.actions.telling import tell_guardians_of_each
from vouchers.actions.writing_many import make_documents, unmade, write_many
from vouchers.models import ClosingLetter, ClosingPlan, Delivery, Letter, LetterKind
from vouchers.words.deeds import Deed

JOB = "closing_letters"
KEPT = """
    INSERT INTO vouchers_closingletter (plan_id, resident_id, site_id, letter_id, written_at, job_id)
    SELECT %(plan)s, resident_id, about_id, written.id, %(at)s, %(job)s
    FROM written JOIN addressed USING (key)
"""
# An e-mail says only that there is something to read.
TOLD = """
    INSERT INTO pilot_outboxmessage (kind, key, payload, created_at, due_at, tries, error)
    SELECT 'closing_letter', 'closing-letter-' || told.id, jsonb_build_object('letter', told.id), now(), %(at)s, 0, ''
    FROM vouchers_closingletter AS told JOIN registry_resident AS resident ON resident.id = told.resident_id
    WHERE told.letter_id = ANY(%(letters)s) AND resident.email <> ''
    ON CONFLICT DO NOTHING
"""
EACH = """
    SELECT 'resident', letter.resident_id,
        jsonb_build_object('letter', letter.id, 'plan', %(plan)s::bigint, 'way', delivery.way)
    FROM vouchers_letter AS letter JOIN vouchers_delivery AS delivery ON delivery.letter_id = letter.id
    WHERE letter.id = ANY(%(letters)s)
"""


@transaction.atomic
def start_closing_letters(*, plan: ClosingPlan, by: User, at: datetime, channel: str = "online") -> Job:
    """Start writing to all who are with a private site; while the job is at work, that one is answered.

    Refuses a plan that does not hold, and a day before the plan's. Records `job_started`.
    """
    plan = locked_plan(plan)
    holds = plan.approved_at is not None and plan.undone_at is None
    if not holds or helsinki_today(at) < plan.letters_on:
        raise errors.LettersNotYet(day=plan.letters_on)
    unfinished = Job.objects.filter(kind=JOB, params__plan=plan.pk, ended_at__isnull=True).first()
    if unfinished is not None:
        return unfinished
    return jobs.start(JOB, by=by, at=at, pilot=plan.strand.pilot, params={"plan": plan.pk}, channel=channel)


def write_closing_letters(
    *, plan: ClosingPlan, job: Job, by: User | None, at: datetime, channel: str, progress: Progress | None = None
) -> int:
    """Write to everybody who is with a private site, and to nobody twice; returns how many were written.

    Guardians who live elsewhere than the child are told too.

    Each range of residents is a unit of work of its own, and then each letter's document; the same again completes what
    was cut off. Records `closing_letter_written` for each resident and `closing_letters_written` for the run.
    """
    written = ClosingLetter.objects.filter(job=job).count()
    waiting = queries.letter_counts(plan, on=helsinki_today(at)).waiting
    for after, last in chunks(plan.strand.pilot_id):
        given = _write_chunk(plan, job, after, last, by=by, at=at, channel=channel)
        if written == 0:
            count_anew(Letter, Delivery, ClosingLetter, rows=given)
        waiting -= given
        written += given
        if progress is not None:
            progress.advance(written, total=written + waiting, message=_("Writing"))
    _make_documents(plan, at, progress)
    with transaction.atomic():
        record_closing("closing_letters_written", plan, by=by, at=at, channel=channel, job=job.pk, written=written)
    return written


@transaction.atomic
def _write_chunk(
    plan: ClosingPlan, job: Job, after: int, last: int, *, by: User | None, at: datetime, channel: str
) -> int:
    if locked_plan(plan).undone_at is not None:
        return 0
    params = {"plan": plan.pk, "strand": plan.strand_id, "after": after, "last": last, "job": job.pk}
    letters = write_many(
        kind=LetterKind.CLOSING,
        strand=plan.strand,
        whose=sql.text("closing_letters").format(is_private=sql.is_private("enrolment.site_id")),
        kept=KEPT,
        params=params | {"no_home": queries.home_unnamed()},
        values=lambda: {
            "last_day": formats.day(plan.choose_until),
            "ends_on": formats.day(plan.last_day),
            "closes_on": formats.day(plan.closes_on),
        },
        given=("site", "home"),
        by=by,
        at=at,
    )
    if letters:
        with connection.cursor() as cursor:
            cursor.execute(TOLD, {"letters": letters, "at": at})
        audit.record_each(
            "closing_letter_written",
            by=by,
            at=at,
            channel=channel,
            pilot_code=plan.strand.pilot.code,
            subjects_sql=EACH,
            params={"letters": letters, "plan": plan.pk},
        )
        abouts = dict(ClosingLetter.objects.filter(letter__in=letters).values_list("resident", "pk"))
        tell_guardians_of_each(Deed.CLOSING, abouts, strand=plan.strand, on=helsinki_today(at))
    return len(letters)


def _make_documents(plan: ClosingPlan, at: datetime, progress: Progress | None) -> None:
    rows = list(unmade().filter(letter__closing_letter__plan=plan).order_by("pk").values_list("pk", flat=True))

    def each(count: int) -> None:
        if progress is not None:
            progress.advance(count, total=len(rows), message=_("Making the letters' documents"))

    make_documents(rows, at=at, each=each)
