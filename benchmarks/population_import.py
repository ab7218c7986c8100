"""Taking a population file in with its lists, against COPY of the rows it wrote into the same tables, bare.

Bare means the same columns and nothing else: no index, constraint, trigger or history. The floor's tables are temporary
ones, since the application's role may make no others; that they write no log makes the ratio higher, never lower.
"""

import io
import statistics
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Model

from benchmarks.measuring import Result, benchmark, timed
from pilot.models import Pilot, User
from providers.models import Provider, Site
from registry.models import Exclusion, Guardianship, IdentityCode, Protection, Residence, Resident
from scenarios import actions, templates
from scenarios.population import files, people
from vouchers import actions as voucher_actions
from vouchers.models import Enrolment

TIMES = 3
AT = datetime(2017, 2, 27, 9, tzinfo=UTC)
WRITTEN: dict[type[Model], str] = {
    Resident: "pilot_id = %s",
    IdentityCode: "pilot_id = %s",
    **dict.fromkeys(
        (Residence, Protection, Exclusion, Enrolment),
        "resident_id IN (SELECT id FROM registry_resident WHERE pilot_id = %s)",
    ),
    Guardianship: "child_id IN (SELECT id FROM registry_resident WHERE pilot_id = %s)",
}
PIECE = 1 << 20


@benchmark("population_import", n=20_000)
def population_import(n: int) -> Result:
    """Take n residents in, three times, each time for a new pilot."""
    template = templates.load("jyvaskyla-2017")
    text = io.StringIO()
    files.writer_of(Path("people.csv"))(text, people.make_people(template, residents=n, seed=1))
    source = io.BytesIO(text.getvalue().encode())
    seconds, floors = [], []
    for number in range(TIMES if n < 1_000_000 else 1):
        pilot = _pilot(template, f"import-{number}")
        seconds.append(timed(lambda pilot=pilot: _import(pilot, source, n)))
        floors.append(_floor(pilot))
    return Result(n, statistics.median(seconds), statistics.median(floors))


def _import(pilot: Pilot, source: io.BytesIO, n: int) -> None:
    source.seek(0)
    batch = voucher_actions.import_population(
        pilot=pilot, filename="people.csv", source=source, by=None, at=AT, channel="benchmark"
    )
    if batch.new != n:
        raise RuntimeError(f"{batch.new} of {n} residents were taken in")


@transaction.atomic
def _pilot(template: templates.Template, code: str) -> Pilot:
    """Set up the template's pilot with a home site in each area."""
    drafts, approves = (User.objects.create_user(name=f"{code}: {what}") for what in ("drafts", "approves"))
    pilot = actions.set_up_pilot(
        template=template, code=code, drafted_by=drafts, by=approves, at=AT, channel="benchmark"
    )
    provider = Provider.objects.create(pilot=pilot, name=code, sector="public", business_id="0174666-4")
    for area in pilot.areas.all():
        Site.objects.create(provider=provider, slug=f"{code}-{area.code}", name_fi=area.code, home_area=area)
    return pilot


def _floor(pilot: Pilot) -> float:
    """Copy everything that the import wrote into bare tables and return the seconds it took."""
    seconds = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        for model, own in WRITTEN.items():
            table = model._meta.db_table
            cursor.execute(f"CREATE TEMP TABLE same ON COMMIT DROP AS SELECT * FROM {table} WHERE {own}", [pilot.pk])
            with cursor.copy("COPY same TO STDOUT") as copy:
                rows = b"".join(bytes(piece) for piece in copy)
            cursor.execute(f"DROP TABLE same; CREATE TEMP TABLE bare (LIKE {table}) ON COMMIT DROP")
            seconds += timed(lambda rows=rows: _copy_in(cursor, rows))
            cursor.execute("DROP TABLE bare")
    return seconds


def _copy_in(cursor, rows: bytes) -> None:
    with cursor.copy("COPY bare FROM STDIN") as copy:
        for start in range(0, len(rows), PIECE):
            copy.write(rows[start : start + PIECE])
