"""Past months by other rates and rules, with figures worked out by hand, and without a trace."""

from datetime import date

import pytest
from django.db import connection

from billing import actions, errors
from billing.actions.rates import CellDraft
from billing.models import RateTable
from billing.month.simulation import CellLine, GapLine, Question, RuleChange, Simulation, Sums, simulate
from pilot.calendar import Month, months_between
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_MARCH,
    JANUARY,
    LONG_AGO,
    a_resident,
    die,
    freeze,
)
from vouchers import actions as voucher_actions

WINTER = (JANUARY, FEBRUARY)


def a_draft(stage, cells, valid_from=date(2018, 1, 1)) -> RateTable:
    return actions.draft_rate_table(
        strand=stage.strand,
        valid_from=valid_from,
        cells=[CellDraft(*cell) for cell in cells],
        by=stage.preparer,
        at=LONG_AGO,
        channel=CHANNEL,
        decision_number="",
    )


def a_full_draft(stage, **of_table) -> RateTable:
    centre, lake = stage.areas
    cells = [(centre, 0, 64, 15_000), (centre, 65, None, 30_000), (lake, 0, None, 12_000)]
    return a_draft(stage, cells, **of_table)


def ask(stage, months=WINTER, table=None, *, from_its_day=False, **rules) -> Simulation:
    return simulate(Question(stage.strand, tuple(months), table, from_its_day, RuleChange(**rules)))


def by_site(found: Simulation) -> dict[int, Sums]:
    return {line.site_id: line.sums for line in found.sites}


def test_a_draft_is_priced_beside_what_holds_and_what_stands(stage):
    freeze(stage)

    found = ask(stage, table=a_full_draft(stage))

    # At the private site 300.00 and 120.00 a year instead of 252.48 and 126.24, at the home site 150.00 for 126.24.
    assert by_site(found) == {
        stage.home.pk: Sums(59, held=2104, asked=2500, paid=1052, asked_where_paid=1250),
        stage.site.pk: Sums(118, held=6312, asked=7000, paid=3156, asked_where_paid=3500),
    }
    assert [(line.month, line.is_frozen, line.sums.asked, line.sums.paid) for line in found.months] == [
        (JANUARY, True, 4750, 4208), (FEBRUARY, False, 4750, 0),
    ]  # fmt: skip
    assert (found.total.effect, found.unfrozen, found.gaps) == (1084, [FEBRUARY], ())


def test_areas_and_the_drafts_own_bands_tell_whom_it_moves(stage):
    centre, lake = stage.areas

    found = ask(stage, [JANUARY], a_full_draft(stage))

    assert found.cells == (
        CellLine(centre.pk, 0, 64, Sums(31, held=1052, asked=1250)),
        CellLine(centre.pk, 65, None, Sums(31, held=2104, asked=2500)),
        CellLine(lake.pk, 0, 64, Sums(31, held=1052, asked=1000)),
    )


def test_those_for_whom_the_draft_has_no_rate_are_counted_and_what_they_cost_now(stage):
    centre, lake = stage.areas
    draft = a_draft(stage, [(centre, 0, None, 15_000), (lake, 65, None, 30_000)])

    found = ask(stage, table=draft)

    assert found.gaps == (GapLine(lake.pk, 36, stretches=2, held=2104),)
    assert (found.total.gaps, found.total.held_in_gaps, found.total.asked) == (2, 2104, 5000)


def test_a_table_may_count_from_its_own_day(stage):
    draft = a_full_draft(stage, valid_from=date(2017, 2, 1))

    whole, dated = ask(stage, table=draft), ask(stage, table=draft, from_its_day=True)

    assert [line.sums.asked for line in whole.months] == [4750, 4750]
    assert [line.sums.asked for line in dated.months] == [4208, 4750]


def test_a_draft_comes_before_the_approved_table_of_its_day(stage):
    draft = a_full_draft(stage, valid_from=date(2016, 1, 1))

    assert ask(stage, [JANUARY], draft, from_its_day=True).total.asked == 4750


def test_what_stands_is_every_runs_entries_for_the_month(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    freeze(stage, FEBRUARY, IN_MARCH)

    found = ask(stage)

    # Ten days of 2104 are 679 by January's thirty-one; the rest was taken back by February's run.
    assert [(line.sums.held, line.sums.asked, line.sums.paid) for line in found.months] == [
        (679 + 2 * 1052,) * 3, (2 * 1052,) * 3,
    ]  # fmt: skip


def test_counting_by_snapshot_pays_the_whole_month_or_nothing(stage):
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    found = ask(stage, counting="snapshot")

    assert [(line.sums.held, line.sums.asked) for line in found.months] == [(679 + 2104, 4208), (2104, 2104)]


def test_age_by_year_of_birth_moves_a_birthday_to_january(stage):
    a_resident(stage, date(1952, 6, 1), stage.areas[0], stage.site)

    found = ask(stage, [JANUARY], age_on="year_of_birth")

    assert (found.total.held, found.total.asked) == (4208 + 1052, 4208 + 2104)


def test_a_death_known_by_its_month_is_read_by_the_other_rule(stage):
    resident = stage.residents[0]
    die(stage, resident, "2017-02", IN_MARCH)

    found = ask(stage, [FEBRUARY], partial_date="first_day")

    # By the last day 28 of 28 days, by the first one of them: 2104 / 28 = 75.14.
    assert (found.total.held, found.total.asked) == (2104 + 2104, 75 + 2104)


def test_a_list_that_goes_on_outside_the_area_is_paid_by_the_last_area_inside(stage):
    voucher_actions.record_move(
        resident=stage.residents[0], moved_on=date(2017, 1, 11), area=None, by=None, at=IN_MARCH, channel=CHANNEL
    )

    found = ask(stage, leaves_area="keeps")

    assert [(line.sums.held, line.sums.asked) for line in found.months] == [(679 + 2104, 4208), (2104, 4208)]


def test_nothing_is_written_and_no_unit_of_work_is_numbered(stage):
    freeze(stage)
    draft = a_full_draft(stage)
    with connection.cursor() as cursor:
        before = counted(cursor)
        cursor.execute("SELECT pg_current_xact_id_if_assigned()::text")
        mine = cursor.fetchone()

    ask(stage, table=draft, counting="snapshot", leaves_area="keeps", partial_date="first_day")

    with connection.cursor() as cursor:
        assert counted(cursor) == before
        cursor.execute("SELECT pg_current_xact_id_if_assigned()::text, current_setting('transaction_read_only')")
        assert cursor.fetchone() == (*mine, "off")
    assert RateTable.objects.get(pk=draft.pk).state == "draft"


def counted(cursor) -> tuple:
    cursor.execute(
        "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del), count(*) FROM pg_stat_xact_all_tables"
        " WHERE schemaname IN ('public', 'pg_catalog') OR schemaname LIKE 'pg_temp%'"
    )
    return cursor.fetchone()


def test_what_cannot_be_asked_is_refused(stage):
    with pytest.raises(errors.NoRules):
        ask(stage, [Month(2015, 12), JANUARY])
    with pytest.raises(errors.TooManyMonths):
        ask(stage, [])
    with pytest.raises(errors.TooManyMonths):
        ask(stage, months_between(JANUARY, Month(2020, 1)))


def test_facts_are_read_as_they_were_written(stage):
    freeze(stage)
    found = ask(stage, table=a_draft(stage, [(stage.areas[0], 0, 64, 15_000)]))

    assert Simulation.of_facts(found.facts()) == found
    assert len(found.gaps) == 2
