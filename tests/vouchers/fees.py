"""Fees for tests: as the templates have them for 2017, drafted by one person and approved by another."""

from datetime import date

from pilot.models import Strand
from tests.people import a_person
from tests.vouchers.cast import TODAY, noon
from vouchers import actions
from vouchers.actions import FeeDraft, FeeTableDraft
from vouchers.models import FeeTable

CHILD = FeeDraft("doctor", 0, 0, 17)
ADULT = FeeDraft("doctor", 2090, 18, times_a_year=3, spares_veterans=True)
NURSE = FeeDraft("nurse", None)


def a_draft(strand: Strand, first: date, last: date | None = None, *fees: FeeDraft, **more) -> FeeTable:
    ceiling = {name: more.pop(name) for name in ("ceiling", "ceiling_source") if name in more}
    rows = fees or (CHILD, ADULT)
    said = FeeTableDraft(first, last, "Lautakunta 12.12.2016", rows, "https://example.fi/maksut", **ceiling)
    return actions.draft_fees(
        strand=strand, draft=said, **{"by": a_person(), "at": noon(TODAY), "channel": "online"} | more
    )


def approve(table: FeeTable, **more) -> FeeTable:
    return actions.approve_fees(table=table, **{"by": a_person(), "at": noon(TODAY), "channel": "online"} | more)


def fees(strand: Strand, first: date, last: date | None = None, *rows: FeeDraft, **more) -> FeeTable:
    """Let the strand have had approved fees from the day on."""
    deed = {name: value for name, value in more.items() if not name.startswith("ceiling")}
    return approve(a_draft(strand, first, last, *rows, **more), **deed)
