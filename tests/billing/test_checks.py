"""What stands is what is due, and the digests are those of the rows: recomputed from the database."""

from dataclasses import replace

from django.db import connection

from billing.models import Entry, RunCheck
from billing.month import checks
from tests.billing.stage import FEBRUARY, IN_MARCH, MARCH, die, freeze

PAST = ("2017-01", "2017-02")


def check(stage):
    return checks.identity(stage.strand, at=IN_MARCH)


def test_after_a_freeze_everything_that_stands_is_due(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    freeze(stage, FEBRUARY, IN_MARCH)

    found = check(stage)

    assert (str(found.first), str(found.last), found.state) == (*PAST, "ok")
    # Two residents for two months, and ten days of the one who died.
    assert (found.residents, found.resident_months) == (3, 5)
    assert found.standing_cents == found.due_cents == 679 + 4 * 1052


def test_what_was_learned_since_belongs_to_the_next_run(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    found = check(stage)

    assert (found.state, found.learned_since, found.unexplained) == ("warns", 1, 0)
    assert found.cents == 679 - 2104


def test_a_difference_that_nothing_explains_fails(stage, monkeypatch):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    monkeypatch.setattr(checks.months, "find_touched", lambda cursor, params: cursor.execute(
        "CREATE TEMP TABLE touched (resident_id bigint, cause text) ON COMMIT DROP"
    ))  # fmt: skip

    found = check(stage)

    assert (found.state, found.learned_since, found.unexplained) == ("fails", 0, 1)


def test_an_entry_that_was_taken_back_and_written_anew_stands_once(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    freeze(stage, FEBRUARY, IN_MARCH)
    die(stage, stage.residents[0], "2017-01-31", IN_MARCH)
    freeze(stage, MARCH, IN_MARCH)

    found = check(stage)

    assert Entry.objects.filter(resident=stage.residents[0]).count() == 5
    assert (found.state, found.standing_cents) == ("ok", 2104 + 6 * 1052)


def test_the_digest_is_computed_from_the_rows_anew(stage, monkeypatch):
    run = freeze(stage)
    figures = checks.months.site_figures

    def changed(**asked):
        first, *others = figures(**asked)
        return [replace(first, carried_in=first.carried_in - 1), *others]

    assert checks._digest_agrees(run)
    monkeypatch.setattr(checks.months, "site_figures", changed)
    assert not checks._digest_agrees(run)
    assert check(stage).state == "fails"


def test_the_check_leaves_nothing_behind(stage):
    freeze(stage)

    found = check(stage)

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('touched')")
        assert cursor.fetchone() == (None,)
    assert (found.checked_at, str(found.last)) == (IN_MARCH, "2017-01")
    assert not RunCheck.objects.exists()
    assert checks.is_small(stage.strand)
