"""A freeze whose process is killed in the middle leaves nothing, and the same command again completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from billing.models import Entry, PaymentRun
from billing.month.shards import PIECE_BITS
from pilot.calendar import Month
from tests.billing.stage import FEBRUARY, IN_FEBRUARY, IN_MARCH, Stage, a_resident, a_stage, die, freeze
from tests.databases import superuser

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# Where a freeze is held when it is killed: what it is about to do there, and the lock that makes it wait.
PLACES = {
    "computing entries": ("vouchers_enrolment", "ACCESS EXCLUSIVE"),
    "attaching its entries": ("billing_entry", "SHARE UPDATE EXCLUSIVE"),
    "recording the event": ("pilot_auditevent", "SHARE"),
}
# A hundred by command: VALINTA_KILLS=100 .venv/bin/pytest tests/billing/test_freeze_killed.py
KILLS = int(os.environ.get("VALINTA_KILLS", "10"))
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'valinta_app'"
TRACES = """
    SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'billing_entry_run%%'),
        (SELECT count(*) FROM billing_statement), (SELECT count(*) FROM billing_gap),
        (SELECT count(*) FROM pilot_auditevent)
"""


@pytest.fixture
def stage(committed_db) -> Stage:
    with transaction.atomic():
        stage = a_stage()
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY)
    return stage


class Freezer:
    """The process that freezes in children of its own, one at a time."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        assert self.hear() == "ready"

    def begin(self, stage: Stage, month: Month = FEBRUARY) -> int:
        """Let it begin to freeze the month, and return the number of the child that does."""
        print(stage.strand.pk, month, file=self.process.stdin, flush=True)
        return int(self.hear())

    def hear(self) -> str:
        return self.process.stdout.readline().strip()

    def kill(self, child: int) -> None:
        """Kill the child, which may be over already."""
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        while self.hear() != "ended":
            pass


@pytest.fixture
def freezer(stage) -> Iterator[Freezer]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.billing.freeze_once"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) as process:
        yield Freezer(process)
        process.kill()


def undisturbed_digest(stage: Stage, month: Month = FEBRUARY) -> tuple[str, float]:
    """Freeze and keep nothing of it; return the digest and how many seconds it took."""
    begun = time.monotonic()
    with transaction.atomic():
        digest = freeze(stage, month, IN_MARCH).digest
        transaction.set_rollback(True)
    return digest, time.monotonic() - begun


def wait_until(session: psycopg.Connection, query: str, count: int) -> None:
    for _moment in range(600):
        if session.execute(query).fetchone() == (count,):
            return
        time.sleep(0.05)
    pytest.fail(f"waited in vain: {query}")


def traces() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(TRACES)
        return cursor.fetchone()


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_freeze_leaves_nothing_and_is_completed_by_the_next(servers, stage, freezer, place):
    table, mode = PLACES[place]
    digest, _seconds = undisturbed_digest(stage)
    before = traces()
    with superuser(servers) as session, superuser(servers) as watch:
        connection.close()
        with session.transaction():
            session.execute(f"LOCK TABLE {table} IN {mode} MODE")
            child = freezer.begin(stage)
            wait_until(watch, WAITING, 1)
            freezer.kill(child)
        wait_until(watch, CONNECTED, 0)

    assert (PaymentRun.objects.count(), traces()) == (1, before)

    freezer.begin(stage)

    assert freezer.hear() == digest
    run = PaymentRun.objects.get(month=FEBRUARY.first)
    assert (run.digest, Entry.objects.filter(run=run).count()) == (digest, run.entry_count)


@pytest.mark.parametrize("shards", [1, 2])
def test_killed_at_random_moments_every_month_is_the_undisturbed_one(servers, stage, freezer, shards):
    """A freeze is killed at another moment each time, until it has got through; then it is the next month's turn."""
    if shards == 2:
        in_two_pieces(servers, stage)
    moments, month, kills = random.Random(shards), FEBRUARY, 0
    while kills < KILLS:
        digest, seconds = undisturbed_digest(stage, month)
        while kills < KILLS and not PaymentRun.objects.filter(month=month.first).exists():
            child = freezer.begin(stage, month)
            time.sleep(moments.uniform(0, seconds))
            freezer.kill(child)
            kills += 1
        if not PaymentRun.objects.filter(month=month.first).exists():
            freezer.begin(stage, month)
            assert freezer.hear() == digest
        run = PaymentRun.objects.get(month=month.first)
        assert (run.digest, Entry.objects.filter(run=run).count()) == (digest, run.entry_count)
        month = month.next

    assert (set(tables()), PaymentRun.objects.count()) == (tables_of_runs(shards), month.first.month - 1)


def in_two_pieces(servers, stage: Stage) -> None:
    """Let one more resident be of the next piece of the population."""
    with superuser(servers) as session:
        session.execute(f"ALTER SEQUENCE registry_resident_id_seq RESTART {1 << PIECE_BITS}")
    with transaction.atomic():
        stage.residents.append(a_resident(stage, date(1990, 1, 1), stage.areas[0], stage.site))


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT relname FROM pg_class WHERE relname ~ '^billing_entry_run_\d+(_\d+)?$'")
        return [name for (name,) in cursor.fetchall()]


def tables_of_runs(shards: int) -> set[str]:
    """January was frozen when there was one piece; the others are in as many parts as there are shards."""
    first, *others = PaymentRun.objects.order_by("month").values_list("pk", flat=True)
    parts = [""] if shards == 1 else ["", "_0", "_1"]
    return {f"billing_entry_run_{first}"} | {f"billing_entry_run_{run}{part}" for run in others for part in parts}
