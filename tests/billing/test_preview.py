"""A preview says of every site what the freeze then writes, though it writes nothing of anybody's own month."""

from datetime import date

from django.db import connection

from billing import sql
from billing.models import Entry, Statement
from billing.month.preview import Preview, preview
from pilot.models import Area
from pilot.periods import since
from registry.models import NeedCoefficient
from tests.billing.stage import FEBRUARY, IN_MARCH, a_rate_table, a_resident, a_stage, die, freeze


def told(found: Preview) -> dict[int, tuple]:
    """Return each site's figures as a statement has them."""
    return {
        row.figures.site_id: (
            row.figures.entry_count,
            row.figures.resident_count,
            row.figures.cents,
            sum(piece.original_cents for piece in row.figures.pieces),
            row.figures.to_pay,
        )
        for row in found.sites
    }


def frozen(run) -> dict[int, tuple]:
    """Return the same of the statements, counted anew from the entries."""
    figures = {}
    for statement in Statement.objects.filter(run=run):
        entries = Entry.objects.filter(run=run, site=statement.site_id)
        own = sum(entry.cents for entry in entries if entry.kind == "ORIGINAL")
        residents = len({entry.resident_id for entry in entries})
        cents = sum(entry.cents for entry in entries)
        figures[statement.site_id] = (len(entries), residents, cents, own, statement.to_pay)
    return figures


def moved(run) -> set[tuple]:
    """Return what moved each site's sum, as asked of the entries that were written."""
    part = f"(SELECT * FROM billing_entry WHERE run_id = {run.pk:d})"
    text = sql.text("differences").format(part=part, of_shard="TRUE", cause=sql.text("difference_cause"))
    with connection.cursor() as cursor:
        cursor.execute(text, {"previous": run.previous_id})
        return {tuple(row) for row in cursor.fetchall()}


def test_every_sites_figures_and_what_moved_them_are_those_of_the_freeze(db):
    stage = a_stage()
    freeze(stage)
    # One has died in January, so that there is a correction too; one is new; one meets no rate.
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    a_resident(stage, date(1950, 3, 1), stage.areas[1], stage.site)
    nowhere = Area.objects.create(pilot=stage.strand.pilot, code="Korpilahti", name_fi="Korpilahti")
    a_resident(stage, date(1990, 1, 1), nowhere, stage.site)

    found = preview(strand=stage.strand, month=FEBRUARY)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert told(found) == frozen(run)
    differences = {
        (row.figures.site_id, part.cause, part.residents, part.cents) for row in found.sites for part in row.differences
    }
    assert differences == moved(run)
    assert {cause for _site, cause, _residents, _cents in differences} >= {"new", "left", "correction:death"}
    # January, in which the newcomer lived there already, and February.
    assert [(gap.month.month, gap.area, gap.stretches) for gap in found.gaps] == [
        (1, "Korpilahti", 1),
        (2, "Korpilahti", 1),
    ]


def test_a_rate_far_too_high_is_shown_and_not_refused(db):
    stage = a_stage()
    freeze(stage)
    # Nearly ten million euros a year for somebody who needs nearly a hundred times the average: 7.6 thousand millions
    # of cents in a month, which no integer holds.
    a_rate_table(
        stage.strand, stage.areas, stage.preparer, stage.approver, valid_from=FEBRUARY.first, cents=999_999_999
    )
    NeedCoefficient.objects.create(
        resident=stage.residents[0], strand=stage.strand, period=since(FEBRUARY.first), thousandths=99_999
    )

    found = preview(strand=stage.strand, month=FEBRUARY)

    assert told(found) == frozen(freeze(stage, FEBRUARY, IN_MARCH))
    assert found.cents > 2**31
