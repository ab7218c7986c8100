"""Takes a population file in: all good rows, or on any failure none. Lists are laid out by the caller in `vouchers`.

A row is new, tells what is registered already, or is left out with its reason; the three add up to the file, which the
database checks. People who are registered already are only compared.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from pilot import numbers
from pilot.calendar import add_months, helsinki_today
from pilot.locks import lock
from pilot.models import Pilot, User
from registry import errors, sql
from registry.models import Exclusion, RegisterBatch
from registry.population.reading import Scan, records, scan
from registry.population.staging import Phases, stage

COMING_OF_AGE = 18 * 12
# Each text field with the length of its column; a day is read only as it should be written.
TEXTS = {"family_name": 120, "given_names": 120, "street": 120, "town": 60}
TOO_LONG = "CASE WHEN length({name}) > {most} THEN 'too_long' WHEN {name} ~ '[[:cntrl:]]' THEN 'bad_text' END"
DAYS = ("born_on", "lives_there_since", "protected_since", "excluded_since")
DAY = (
    "CASE WHEN {name} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' AND pg_input_is_valid({name}, 'date')"
    " THEN {name}::date END"
)
WRITTEN = ("residents", "identity_codes", "residences", "protections", "exclusions", "guardianships")


@dataclass(frozen=True)
class Counts:
    """How a file's rows fared; remarks leave nobody out."""

    rows: int
    new: int
    unchanged: int
    rejected: int


def receive_population(
    *, pilot: Pilot, filename: str, seen: Scan, content: bytes, by: User | None, at: datetime
) -> RegisterBatch:
    """Keep a file as it was received; content is empty when it is taken in at once."""
    return RegisterBatch.objects.create(
        pilot=pilot,
        filename=filename[-200:],
        sha256=seen.sha256,
        content=content,
        received_at=at,
        received_by=by,
    )


def load_population(*, batch: RegisterBatch, source: BinaryIO, at: datetime, phases: Phases | None = None) -> Counts:
    """Take the file's good rows in and list the others; inside the caller's unit of work.

    Refuses a file that cannot be read, one taken in before, and a second one of the same pilot at the same time.
    """
    seen = scan(source, batch.filename)
    phases = phases or Phases()
    phases.rows = seen.rows
    _lock(batch)
    # An ordinary statement before the first COPY, else the rows' history would not know its context (pghistory).
    if not RegisterBatch.objects.filter(pk=batch.pk, state=RegisterBatch.State.RECEIVED).update(sha256=seen.sha256):
        raise errors.AlreadyLoaded
    params = _params(batch, at)
    # The tables may have grown a thousandfold since anybody counted them: joins row by row would never end.
    _execute_plain("SET LOCAL enable_nestloop = off")
    rows = stage(records(source, seen.form), phases=phases)
    _check(params, phases)
    new = _write(params, batch, phases)
    counts = _count(rows, new)
    _execute("rejections", params)
    _end(batch, counts)
    _execute_plain("RESET enable_nestloop")
    return counts


def _lock(batch: RegisterBatch) -> None:
    try:
        lock(("population", batch.pilot_id))
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise errors.AnotherLoad from error
        raise


def _params(batch: RegisterBatch, at: datetime) -> dict[str, Any]:
    on = helsinki_today(at)
    return {
        "adult_if_born_by": add_months(on, -COMING_OF_AGE),
        "allow_artificial": settings.ALLOW_ARTIFICIAL_IDENTITY_CODES,
        "at": at,
        "batch": batch.pk,
        "exclusions": list(Exclusion.Reason.values),
        "on": on,
        "pilot": batch.pilot_id,
    }


def _check(params: dict[str, Any], phases: Phases) -> None:
    _execute("checked", params, **{name: DAY.format(name=name) for name in DAYS})
    _execute_plain("ANALYZE population_checked")
    phases.done("checking", 1, of=3)
    _execute("faults", params, **{name: TOO_LONG.format(name=name, most=most) for name, most in TEXTS.items()})
    _execute("duplicates", params)
    _execute_plain("ANALYZE population_fault")
    phases.done("checking", 2, of=3)
    _execute("known", params)
    _execute("differing", params)
    _execute_plain("ANALYZE population_known")
    phases.done("checking")


def _write(params: dict[str, Any], batch: RegisterBatch, phases: Phases) -> int:
    """Write the new residents with all that is told of them, and return how many they are."""
    new = _execute("new", params)
    given = numbers.next_numbers(f"list-code-{batch.pilot_id}", new)
    for place, name in enumerate(WRITTEN, start=1):
        _execute(name, params | {"last_number": given.start - 1})
        phases.done("residents", place, of=len(WRITTEN))
    return new


def _count(rows: int, new: int) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT line) FILTER (WHERE leaves_out),"
            " (SELECT count(*) FROM population_known WHERE differs IS NULL) FROM population_fault"
        )
        rejected, unchanged = cursor.fetchone()
    return Counts(rows=rows, new=new, unchanged=unchanged, rejected=rejected)


def _end(batch: RegisterBatch, counts: Counts) -> None:
    # The file has done its work: personal data is not kept twice.
    batch.state, batch.content = RegisterBatch.State.LOADED, b""
    batch.rows, batch.new = counts.rows, counts.new
    batch.unchanged, batch.rejected = counts.unchanged, counts.rejected
    batch.save(update_fields=["state", "content", "rows", "new", "unchanged", "rejected"])


def _execute(name: str, params: dict[str, Any], **parts: str) -> int:
    statement = sql.text(f"population/{name}")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**parts) if parts else statement, params)
        return cursor.rowcount


def _execute_plain(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
