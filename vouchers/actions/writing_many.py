"""Writing to many at once: rows for everybody in one statement, documents afterwards, each by itself."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import translation

from pilot.calendar import helsinki_today, next_office_day
from pilot.models import Pilot, Strand, User
from pilot.notices import Way
from vouchers import letters, sql
from vouchers.actions.delivering import make_document, plain_notice
from vouchers.letters import texts as letter_texts
from vouchers.models import AWAITS_DOCUMENT, NO_ADDRESS, Delivery
from vouchers.ports.mailbox import mailbox

READERS = "CREATE TEMPORARY TABLE letter_reader ON COMMIT DROP AS {whose}"


def write_many(
    *,
    kind: str,
    strand: Strand,
    whose: str,
    kept: str,
    params: Mapping[str, Any],
    values: Callable[[], Mapping[str, str]],
    given: Iterable[str],
    by: User | None,
    at: datetime,
) -> list[int]:
    """Write the kind's letter to everybody whom the query `whose` tells, in the caller's unit of work.

    `values` says in the active language what is the same for all; `given` are the placeholders that the query fills.
    Each begins to be delivered, its document is still to be made. Returns the letters' ids.
    """
    on = helsinki_today(at)
    version, said = letter_texts.in_use(strand.pilot, kind)
    own = {name: f"filling ->> '{name}'" for name in given} | {"name": "full_name"}

    def known() -> dict[str, str]:
        return letters.values_of(strand.pilot, strand, kind=kind, on=on) | dict(values())

    asked = {
        "kind": kind,
        "version": version.pk if version else None,
        "texts": json.dumps([_said(language, said, known) for language in letter_texts.LANGUAGES]),
        "notices": json.dumps(_notices(strand.pilot, on)),
        "by_message": mailbox() is not None,
        "today": on,
        "no_address": NO_ADDRESS,
        "at": at,
        "by": by.pk if by else None,
    }
    statement = sql.text("write_letters").format(
        kept=kept,
        paper_way=sql.paper_way("resident.id, %(today)s::date"),
        title=_filled("said.title", own),
        text=_filled("said.text", own),
    )
    with connection.cursor() as cursor:
        cursor.execute(READERS.format(whose=whose), {**params, **asked})
        # Else the planner takes them for one, and joins thousands to thousands row by row.
        cursor.execute("ANALYZE letter_reader")
        cursor.execute(statement, {**params, **asked})
        written = cursor.fetchone()[0]
        cursor.execute("DROP TABLE letter_reader")
    return written


def make_documents(deliveries: Iterable[int], *, at: datetime, each: Callable[[int], None]) -> None:
    """Make the documents of deliveries, each in a unit of work of its own; what was cut off goes on where it was."""
    for count, pk in enumerate(deliveries, start=1):
        make_document(delivery_id=pk, at=at)
        each(count)


def unmade() -> Any:
    """Return the deliveries whose document is still to be made."""
    return Delivery.objects.filter(AWAITS_DOCUMENT)


def _said(language: str, said: Mapping[str, str], known: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    with translation.override(language):
        values = known()
    filled = {part: letter_texts.partly_filled(said[f"{part}_{language}"], values) for part in ("title", "text")}
    return {"language": language} | filled


def _filled(expression: str, own: Mapping[str, str]) -> str:
    # The name comes last: whatever stands in braces in it is the reader's own.
    for name, value in own.items():
        expression = f"replace({expression}, '{{{name}}}', {value})"
    return expression


def _notices(pilot: Pilot, on: date) -> list[dict[str, str | None]]:
    """Return the days that what is sent from this day on says, by its way; at a service point there are none yet."""
    found: list[dict[str, str | None]] = [{"way": Way.HANDED.value, "sent_on": None, "received_on": None}]
    for way, sent_on in ((Way.MESSAGE, on), (Way.POST, next_office_day(on))):
        received_on = plain_notice(pilot, way=way, sent_on=sent_on).received_on
        found.append({"way": way.value, "sent_on": sent_on.isoformat(), "received_on": received_on.isoformat()})
    return found
