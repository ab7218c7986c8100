"""Reminding residents: by rules that staff set for each strand, once for one cause, by each one's own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot import audit
from pilot.calendar import HELSINKI, helsinki_today
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Job, Pilot, Strand, User
from pilot.periods import between, since
from pilot.planner import count_anew
from vouchers import errors, queries, sql
from vouchers.actions.issuing import chunks
from vouchers.actions.writing_many import make_documents, unmade, write_many
from vouchers.models import Delivery, Letter, LetterKind, Reminder, ReminderKind, ReminderRule

JOB = "reminders"
LONGEST = 365
# Nobody's telephone rings at night.
MORNING = time(8)
LETTERS = {
    ReminderKind.UNUSED: (LetterKind.REMINDER, ("last_day",)),
    ReminderKind.LAST_CHOICE: (LetterKind.REMINDER, ("last_day",)),
    ReminderKind.REGRET: (LetterKind.REGRET, ("site", "effective_on", "last_day")),
    ReminderKind.CLOSING: (LetterKind.CLOSING_AGAIN, ("site", "last_day", "closes_on")),
}
KEPT = """
    INSERT INTO vouchers_reminder (resident_id, strand_id, kind, cause, last_day, way, letter_id, written_at, job_id)
    SELECT resident_id, %(strand)s, %(reminds_of)s, about_id, last_day, 'letter', written.id, %(at)s, %(job)s
    FROM written JOIN addressed USING (key)
"""
EACH = """
    SELECT 'resident', resident_id, jsonb_build_object('reminder', id, 'of', kind, 'cause', cause, 'way', way)
    FROM vouchers_reminder WHERE id = ANY(%(reminders)s)
"""
EACH_WITHDRAWN = """
    SELECT 'resident', letter.resident_id, jsonb_build_object('letter', letter.id, 'delivery', delivery.id)
    FROM vouchers_delivery AS delivery JOIN vouchers_letter AS letter ON letter.id = delivery.letter_id
    WHERE delivery.id = ANY(%(deliveries)s)
"""


@dataclass(frozen=True)
class _Turn:
    """One kind on one day for one range of residents."""

    strand: Strand
    kind: str
    params: Mapping[str, Any]
    by: User | None
    at: datetime
    channel: str


@transaction.atomic
def set_reminder_rule(
    *, strand: Strand, kind: str, days: int | None, by: User, at: datetime, channel: str
) -> ReminderRule | None:
    """Let residents be reminded so many days before, or after, from today on; without days not at all.

    Refuses more days than a year has. The same again changes nothing; else records `reminder_rule_set`.
    """
    lock(("reminder rule", strand.pk, kind))
    if days is not None and days > LONGEST:
        raise errors.TooManyDays(most=LONGEST)
    on = helsinki_today(at)
    present = ReminderRule.objects.in_force(on).filter(strand=strand, kind=kind).first()
    if days == (present.days if present else None):
        return present
    if present is not None:
        first = present.period.lower
        present.period = between(first, on) if first < on else DateRange(empty=True)
        present.save(update_fields=["period"])
    new = None
    if days is not None:
        new = ReminderRule.objects.create(strand=strand, kind=kind, days=days, period=since(on), set_at=at, set_by=by)
    facts = {"strand": strand.code, "of": kind, "days": days, "days_before": present.days if present else None}
    _record("reminder_rule_set", strand, by=by, at=at, channel=channel, **facts)
    return new


def send_reminders(
    *, strand: Strand, job: Job, by: User | None, at: datetime, channel: str, progress: Progress | None = None
) -> int:
    """Remind whose turn it is today by the strand's rules, and return how many were reminded by this job.

    By e-mail who has an address for it, the others by letter, so early that it arrives in time. Each range of residents
    is a unit of work of its own, and then each letter's document; the same again completes what was cut off. Records
    `reminder_written` for each resident and `reminders_written` for the run.
    """
    on = helsinki_today(at)
    rules = queries.reminder_rules_on(strand, on)
    terms = {kind: queries.reminder_terms(strand, kind, days=days, on=on) for kind, days in rules.items()}
    written = Reminder.objects.filter(job=job).count()
    for after, last in chunks(strand.pilot_id):
        for kind, known in terms.items():
            if known is not None:
                params = known | {"after": after, "last": last, "job": job.pk, "at": at}
                given = _remind(_Turn(strand, kind, params, by, at, channel))
                if written == 0:
                    count_anew(Letter, Delivery, Reminder, rows=given)
                written += given
        if progress is not None:
            progress.advance(written, total=written)
    rows = list(unmade().filter(letter__reminder__strand=strand).order_by("pk").values_list("pk", flat=True))
    make_documents(
        rows, at=at, each=lambda count: progress.advance(count, total=len(rows)) if progress is not None else None
    )
    with transaction.atomic():
        _record("reminders_written", strand, by=by, at=at, channel=channel, job=job.pk, written=written)
    return written


@transaction.atomic
def withdraw_needless(*, pilot: Pilot, arrives_on: date, at: datetime, delivery: Delivery | None = None) -> list[int]:
    """Withdraw the letters that wait for post, or the one, and remind of what is done, or too late when they arrive.

    Records `letter_withdrawn`.
    """
    params: dict[str, Any] = {"pilot": pilot.pk, "on": arrives_on, "delivery": delivery.pk if delivery else None}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("needless").format(is_due=sql.reminder_is_due()), params)
        found = [row[0] for row in cursor.fetchall()]
    if found:
        audit.record_each(
            "letter_withdrawn", by=None, at=at, channel="system", pilot_code=pilot.code,
            subjects_sql=EACH_WITHDRAWN, params={"deliveries": found},
        )  # fmt: skip
    return found


@transaction.atomic
def _remind(turn: _Turn) -> int:
    reminders = _by_email(turn) + _by_letter(turn)
    if reminders:
        audit.record_each(
            "reminder_written", by=turn.by, at=turn.at, channel=turn.channel, pilot_code=turn.strand.pilot.code,
            subjects_sql=EACH, params={"reminders": reminders},
        )  # fmt: skip
    return len(reminders)


def _by_email(turn: _Turn) -> list[int]:
    whose = queries.reminded_sql(turn.kind, way="reader.email <> ''")
    due_at = max(turn.at, datetime.combine(helsinki_today(turn.at), MORNING, tzinfo=HELSINKI))
    with connection.cursor() as cursor:
        cursor.execute(sql.text("remind_by_email").format(whose=whose), {**turn.params, "early": 0, "due_at": due_at})
        return cursor.fetchone()[0]


def _by_letter(turn: _Turn) -> list[int]:
    kind, given = LETTERS[ReminderKind(turn.kind)]
    letters = write_many(
        kind=kind,
        strand=turn.strand,
        whose=queries.reminded_sql(turn.kind, way="reader.email = ''"),
        kept=KEPT,
        params={**turn.params, "early": queries.letter_days(turn.strand, on=helsinki_today(turn.at))},
        values=dict,
        given=given,
        by=turn.by,
        at=turn.at,
    )
    return list(Reminder.objects.filter(letter__in=letters).values_list("pk", flat=True))


def _record(kind: str, about: Strand, *, by: User | None, at: datetime, channel: str, **facts: Any) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("strand", about.pk),
        pilot_code=about.pilot.code,
        facts=facts,
    )
