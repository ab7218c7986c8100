"""A month computed in shards, on connections of their own, is the month computed in one."""

from datetime import date

import pytest
from django.db import connection, transaction

from billing.models import Entry, Gap, PaymentRun
from billing.month import computing as months
from billing.month import filling
from billing.month.preview import SitePreview, preview
from billing.month.shards import PIECE_BITS, WHOLE, Shard, cut
from billing.month.simulation import Question, RuleChange, simulate
from pilot.models import Area
from tests.billing.stage import FEBRUARY, IN_MARCH, JANUARY, Stage, a_resident, a_stage, die, freeze
from tests.databases import superuser

PIECE = 1 << PIECE_BITS
TABLES = r"SELECT relname FROM pg_class WHERE relname ~ '^billing_entry_run_\d+(_\d+)?$' ORDER BY relname"


@pytest.fixture
def stage(servers, committed_db) -> Stage:
    """Two residents at the end of one piece of the population and two in the next, of whom one meets no rate."""
    with superuser(servers) as session:
        session.execute(f"ALTER SEQUENCE registry_resident_id_seq RESTART {PIECE - 2}")
    with transaction.atomic():
        return a_stage_with_gaps()


def a_stage_with_gaps() -> Stage:
    stage = a_stage()
    nowhere = Area.objects.create(pilot=stage.strand.pilot, code="Korpilahti", name_fi="Korpilahti")
    stage.residents.append(a_resident(stage, date(1990, 1, 1), nowhere, stage.site))
    return stage


def undisturbed(stage: Stage, **of_month) -> tuple[str, list, list]:
    """Freeze in one shard, and keep nothing of it: inside a unit of work there is only one connection."""
    with transaction.atomic():
        told = told_by(freeze(stage, **of_month))
        transaction.set_rollback(True)
    return told


def told_by(run: PaymentRun) -> tuple[str, list, list]:
    entries = Entry.objects.filter(run=run).order_by("resident", "month", "kind")
    columns = ("resident", "month", "kind", "site", "days", "cents", "cause")
    gaps = Gap.objects.filter(run=run).order_by("resident", "month")
    return run.digest, list(entries.values_list(*columns)), list(gaps.values_list("resident", "month"))


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def test_two_shards_give_the_digest_entries_and_gaps_of_one(stage):
    alone = undisturbed(stage)

    run = freeze(stage)

    assert told_by(run) == alone
    assert tables() == [f"billing_entry_run_{run.pk}{shard}" for shard in ("", "_0", "_1")]
    assert [len(part) for part in alone[1:]] == [3, 1]


def test_two_shards_correct_what_one_corrects(stage):
    freeze(stage)
    for resident in (stage.residents[0], stage.residents[2]):
        die(stage, resident, "2017-01-10", IN_MARCH)
    alone = undisturbed(stage, month=FEBRUARY, at=IN_MARCH)

    told = told_by(freeze(stage, FEBRUARY, IN_MARCH))

    assert told == alone
    assert [row[2] for row in told[1]].count("REFUND") == 2


def figures_of(seen: SitePreview) -> tuple[int, int, int, int, int]:
    figures = seen.figures
    return figures.site_id, figures.entry_count, figures.resident_count, figures.cents, figures.to_pay


def test_two_shards_preview_what_one_previews(stage):
    freeze(stage)
    die(stage, stage.residents[2], "2017-01-10", IN_MARCH)
    with transaction.atomic():
        alone = preview(strand=stage.strand, month=FEBRUARY)

    found = preview(strand=stage.strand, month=FEBRUARY)

    assert [figures_of(site) for site in found.sites] == [figures_of(site) for site in alone.sites]
    assert [site.differences for site in found.sites] == [site.differences for site in alone.sites]
    assert found.gaps == alone.gaps
    assert {row.cause for site in found.sites for row in site.differences} >= {"correction:death", "left"}


def test_a_small_population_is_one_shard_and_one_table(committed_db):
    with transaction.atomic():
        stage = a_stage()

    run = freeze(stage)

    assert tables() == [f"billing_entry_run_{run.pk}"]


def test_what_a_failed_freeze_leaves_is_no_run_and_is_dropped_by_the_next(stage, monkeypatch):
    alone = undisturbed(stage)

    def fail(**_asked):
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as failing, pytest.raises(RuntimeError):
        failing.setattr(months, "site_figures", fail)
        freeze(stage)

    assert (PaymentRun.objects.count(), len(tables()), Entry.objects.count()) == (0, 1, 0)
    assert told_by(freeze(stage)) == alone
    assert len(tables()) == 3


def test_a_shard_that_fails_fails_the_freeze(stage, monkeypatch):
    compute = months.compute

    def fail_in_the_second(*, shard, **asked):
        if shard.number == 1:
            raise RuntimeError("this connection ends here")
        compute(shard=shard, **asked)

    monkeypatch.setattr(filling.months, "compute", fail_in_the_second)

    with pytest.raises(RuntimeError):
        freeze(stage)

    assert (PaymentRun.objects.count(), tables()) == (0, [])


def test_shards_are_whole_pieces_and_leave_nobody_out(stage):
    shards = cut(stage.strand, most=5)

    assert shards == [Shard(0, None, PIECE), Shard(1, PIECE, None)]
    assert cut(stage.strand, most=1) == [WHOLE]
    assert [shard.condition("id") for shard in shards] == [f"(id < {PIECE})", f"(id >= {PIECE})"]


def test_months_of_shards_are_read_like_any_other(stage):
    freeze(stage)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert run.entry_count == Entry.objects.filter(run=run).count() == 3
    assert set(Entry.objects.values_list("month", flat=True)) == {JANUARY.first, FEBRUARY.first}


def test_a_simulation_in_two_shards_is_that_of_one(stage):
    freeze(stage)
    question = Question(stage.strand, (JANUARY, FEBRUARY), None, change=RuleChange(leaves_area="keeps"))
    with transaction.atomic():
        alone = simulate(question)

    found = simulate(question)

    assert found == alone
    assert len(cut(stage.strand, most=2)) == 2
    assert (sum(gap.stretches for gap in found.gaps), found.total.held) == (2, 2 * 4208)
