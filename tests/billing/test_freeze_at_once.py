"""Freezes beside each other and beside changes that are still being written, on connections of their own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from billing import errors, sql
from billing.models import Entry, PaymentRun
from registry.models import Resident
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, JANUARY, Stage, a_stage, die, freeze
from vouchers import actions as voucher_actions

CROWD = 50
IN_JANUARY = datetime(2017, 1, 11, 9, tzinfo=UTC)
BY_THE_CLOCK = (
    "(coalesce(to_jsonb(event) ->> 'pgh_created_at', to_jsonb(event) ->> 'at'))::timestamptz"
    " > (SELECT marked_at FROM billing_paymentrun WHERE id = %(previous)s)"
)
NOT_AT_ALL = "FALSE"


@pytest.fixture
def stage(committed_db) -> Stage:
    with transaction.atomic():
        return a_stage()


def in_thread(deed: Callable[[], None]) -> threading.Thread:
    def act() -> None:
        try:
            deed()
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    return thread


@contextmanager
def uncommitted(deed: Callable[[], object]) -> Iterator[None]:
    """Do it on a connection of its own, and commit only after what is inside is over."""
    done, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            deed()
            done.set()
            go_on.wait(timeout=60)

    thread = in_thread(hold)
    assert done.wait(timeout=30)
    try:
        yield
    finally:
        go_on.set()
        thread.join(timeout=30)


def choose_in_january(stage: Stage) -> None:
    voucher_actions.choose(
        resident=stage.residents[2], strand=stage.strand, site=stage.site, by=None, at=IN_JANUARY, channel=CHANNEL
    )


def corrections_of_january(run: PaymentRun) -> list[tuple]:
    entries = Entry.objects.filter(run=run, month=JANUARY.first).order_by("kind", "cents")
    return list(entries.values_list("kind", "site_id", "days"))


def test_fifty_freezes_at_once_make_one_run(stage):
    ready, answers = threading.Barrier(CROWD), []

    def act() -> None:
        ready.wait(timeout=60)
        try:
            answers.append(freeze(stage).digest)
        except errors.AlreadyFrozen as refusal:
            answers.append(refusal.code)

    threads = [in_thread(act) for _person in range(CROWD)]
    for thread in threads:
        thread.join(timeout=120)

    run = PaymentRun.objects.get()
    assert sorted(answers) == sorted(["already_frozen"] * (CROWD - 1) + [run.digest])
    assert Entry.objects.count() == 3


def test_a_change_that_commits_during_a_freeze_is_corrected_by_the_next(stage):
    with uncommitted(lambda: choose_in_january(stage)):
        freeze(stage)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    home, site = stage.home.pk, stage.site.pk
    assert corrections_of_january(run) == [("CORRECTION", home, 10), ("CORRECTION", site, 21), ("REFUND", home, 31)]


@pytest.mark.parametrize("rule", [BY_THE_CLOCK, NOT_AT_ALL])
def test_by_the_clock_or_not_asked_at_all_it_would_be_lost(stage, monkeypatch, rule):
    """The negative control: the test above stands on units of work being asked, not times."""
    text = sql.text
    monkeypatch.setattr("billing.sql.text", lambda name: rule if name == "missed" else text(name))
    with uncommitted(lambda: choose_in_january(stage)):
        freeze(stage)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert corrections_of_january(run) == []


def test_a_death_being_recorded_does_not_hold_a_freeze_up(stage):
    with uncommitted(lambda: die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY)):
        freeze(stage)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert corrections_of_january(run) == [("CORRECTION", stage.site.pk, 10), ("REFUND", stage.site.pk, 31)]


def test_a_freeze_does_not_hold_a_death_up(stage):
    with transaction.atomic():
        freeze(stage)
        thread = in_thread(lambda: die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY))
        thread.join(timeout=30)
        assert Resident.objects.get(pk=stage.residents[0].pk).died_on is not None

    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert len(corrections_of_january(run)) == 2


def test_what_is_written_after_the_freeze_looked_but_before_it_commits_is_corrected_by_the_next(stage):
    with transaction.atomic():
        freeze(stage)
        thread = in_thread(lambda: choose_in_january(stage))
        thread.join(timeout=30)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert len(corrections_of_january(run)) == 3
