"""Booking a run: what became owed, and what became of its payments, written into the journal once."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from billing import errors, sql
from billing.models import PaymentRun, Use
from pilot import audit, formats
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import User
from pilot.numbers import next_numbers

# Each way that money goes is one query of frozen rows. A further one is a further file, a use of an account and a kind
# of booking; the database refuses a statement's booking that leaves a part of it out.
SOURCES = ("bookings_of_statements", "bookings_of_payments", "bookings_of_answers")


@transaction.atomic
def book_run(*, run: PaymentRun, by: User | None, at: datetime, channel: str) -> int:
    """Book what of the run is not booked yet, and return how many bookings that were; asked again, none.

    Refuses a run that is not approved, and days or uses for which the organiser has set no account. Records
    `run_booked` when something was booked.
    """
    run = PaymentRun.objects.select_related("strand__pilot__lead").get(pk=run.pk)
    if run.state in (PaymentRun.State.FROZEN, PaymentRun.State.SUBMITTED):
        raise errors.NotApproved
    payer = run.strand.pilot.lead
    lock(("accounting", payer.pk))
    params: dict[str, Any] = {
        "run": run.pk,
        "strand": run.strand_id,
        "organiser": payer.pk,
        "at": at,
        "by": by and by.pk,
    }
    params["today"] = helsinki_today(at)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS found_bookings, numbered_bookings")
        cursor.execute(sql.text("found_bookings").format(sources=" UNION ALL ".join(map(sql.text, SOURCES))), params)
        _refuse_without_accounts(cursor)
        cursor.execute(sql.text("number_bookings"))
        params |= _take_numbers(cursor, payer.pk)
        cursor.execute(sql.text("write_bookings"), params)
        booked = cursor.rowcount
        cursor.execute(sql.text("write_booking_lines"), params)
        cursor.execute("SELECT coalesce(sum(cents) FILTER (WHERE side = 'debit'), 0)::bigint FROM found_bookings")
        cents = cursor.fetchone()[0]
        cursor.execute("DROP TABLE found_bookings, numbered_bookings")
    if booked:
        _record(run, booked, cents, by=by, at=at, channel=channel)
    return booked


def _refuse_without_accounts(cursor: Any) -> None:
    cursor.execute("SELECT min(booked_on) FROM found_bookings WHERE rules_id IS NULL")
    if (day := cursor.fetchone()[0]) is not None:
        raise errors.NoAccounts(day=formats.day(day))
    cursor.execute(
        "SELECT DISTINCT found.use FROM found_bookings AS found WHERE NOT EXISTS (SELECT FROM billing_ledgeraccount"
        " AS account WHERE account.rules_id = found.rules_id AND account.use = found.use)"
    )
    if missing := [str(Use(use).label) for (use,) in cursor.fetchall()]:
        raise errors.AccountMissing(uses=", ".join(missing))


def _take_numbers(cursor: Any, organiser_id: int) -> dict[str, list[int]]:
    """Take as many numbers of each year as there are bookings, from the row that everybody takes them from."""
    cursor.execute("SELECT year, count(*) FROM numbered_bookings GROUP BY year ORDER BY year")
    taken = {year: next_numbers(f"journal/{organiser_id}/{year}", count) for year, count in cursor.fetchall()}
    return {"years": list(taken), "befores": [numbers.start - 1 for numbers in taken.values()]}


def _record(run: PaymentRun, booked: int, cents: int, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        "run_booked",
        by=by,
        at=at,
        channel=channel,
        subject=("run", run.pk),
        pilot_code=run.strand.pilot.code,
        facts={"strand": run.strand.code, "month": f"{run.month:%Y-%m}", "bookings": booked, "debit_cents": cents},
    )
