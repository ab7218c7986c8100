"""What a run is made of, with figures worked out by hand."""

from datetime import date

import pytest

from billing.models import PaymentRun
from billing.queries import runs as queries
from pilot.calendar import Month
from tests.billing.stage import (
    FEBRUARY,
    IN_MARCH,
    JANUARY,
    MARCH,
    a_rate_table,
    a_resident,
    a_strand,
    die,
    freeze,
    submit,
)
from tests.rules import drop_rules

TODAY = date(2017, 2, 2)


@pytest.fixture
def corrected(stage):
    """February's run: the one who died on 10 January is corrected, one came new."""
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    a_resident(stage, date(1940, 1, 1), stage.areas[1], stage.site)
    return freeze(stage, FEBRUARY, IN_MARCH)


def test_the_list_of_runs_shows_what_each_pays(stage):
    submit(stage, freeze(stage))

    run = queries.runs(PaymentRun.objects.all()).get()

    assert (run.to_pay_cents, run.statement_count, run.payable_count, run.document_count) == (3156, 2, 1, 0)


def test_statement_lines_are_the_parts_of_their_sums(corrected):
    private, public = queries.statement_lines(corrected)

    # Before its choice took effect, January's correction of the newcomer is due as well.
    assert (private.statement.is_payable, public.statement.is_payable) == (True, False)
    assert private.refund == -2104
    assert private.original + private.refund + private.correction == private.statement.cents
    total = queries.sums([private, public])
    assert total.cents == corrected.total_cents
    assert total.original + total.refund + total.correction == total.cents


def test_corrections_are_summed_by_cause(corrected):
    causes = {row.cause: row for row in queries.correction_causes(corrected)}

    death = causes["death"]
    assert (death.residents, death.months, death.refund, death.correction) == (1, 1, -2104, 679)
    assert sum(row.cents for row in causes.values()) == sum(
        row.refund + row.correction for row in queries.statement_lines(corrected)
    )


def test_what_moved_the_sum_adds_up_to_the_difference(stage, corrected):
    march = freeze(stage, MARCH, IN_MARCH)

    for run in (corrected, march):
        difference = queries.payable_cents(run) - queries.payable_cents(run.previous)
        assert sum(part.cents for part in queries.moved(run)) == difference
    assert "corrections_before" in {part.cause for part in queries.moved(march)}
    assert queries.moved(corrected.previous) == []


def test_the_next_month_is_the_pilots_first_or_follows_the_last_run(stage):
    assert queries.next_of(stage.strand) == JANUARY
    freeze(stage)
    assert queries.next_of(stage.strand) == FEBRUARY


def test_what_stops_the_next_month_is_named(stage):
    bare = a_strand(stage.organiser)

    stopped, free = queries.next_months([bare, stage.strand], TODAY)

    assert (stopped.stops, free.stops) == (["no_rate"], [])
    assert free.is_over
    drop_rules(bare)
    assert queries.next_months([bare], TODAY)[0].stops == ["no_rules", "no_rate"]
    days = (date(2016, 12, 31), date(2017, 1, 1), date(2017, 1, 31), date(2017, 2, 1))
    found = [queries.next_months([stage.strand], day)[0] for day in days]
    assert [(row.has_begun, row.is_over) for row in found] == [
        (False, False),
        (True, False),
        (True, False),
        (True, True),
    ]


def test_gaps_name_the_stretch(stage):
    a_rate_table(stage.strand, stage.areas[:1], stage.preparer, stage.approver, valid_from=date(2017, 1, 1))
    run = freeze(stage)

    gap = queries.gaps(run).get()

    assert (gap.area, gap.site, gap.age, Month.of(gap.month)) == (stage.areas[1], stage.site, 36, JANUARY)
