"""A freeze whose process is killed in the middle leaves nothing, and the same command again completes it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from billing.models import Entry, PaymentRun
from tests.billing.stage import FEBRUARY, IN_FEBRUARY, IN_MARCH, Stage, a_stage, die, freeze
from tests.databases import superuser

ROOT = Path(__file__).resolve().parents[2]
# Where a freeze is held when it is killed: what it is about to do there, and the lock that makes it wait.
PLACES = {
    "computing entries": ("vouchers_enrolment", "ACCESS EXCLUSIVE"),
    "attaching its entries": ("billing_entry", "SHARE UPDATE EXCLUSIVE"),
    "recording the event": ("pilot_auditevent", "SHARE"),
}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> %s AND backend_type = 'client backend'
"""
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


@contextmanager
def freezing(stage: Stage) -> Iterator[subprocess.Popen]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.billing.freeze_once", str(stage.strand.pk), str(FEBRUARY)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def undisturbed_digest(stage: Stage) -> str:
    with transaction.atomic():
        digest = freeze(stage, FEBRUARY, IN_MARCH).digest
        transaction.set_rollback(True)
    return digest


def wait_until(session: psycopg.Connection, query: str, count: int, *params: object) -> None:
    for _moment in range(600):
        if session.execute(query, params or None).fetchone() == (count,):
            return
        time.sleep(0.05)
    pytest.fail(f"waited in vain: {query}")


def traces() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(TRACES)
        return cursor.fetchone()


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_freeze_leaves_nothing_and_is_completed_by_the_next(servers, stage, place):
    table, mode = PLACES[place]
    digest, before = undisturbed_digest(stage), traces()
    with superuser(servers) as session, superuser(servers) as watch:
        connection.close()
        with session.transaction(), freezing(stage) as child:
            session.execute(f"LOCK TABLE {table} IN {mode} MODE")
            wait_until(watch, WAITING, 1)
            child.send_signal(signal.SIGKILL)
        wait_until(watch, OTHERS, 0, session.info.backend_pid)

    assert (PaymentRun.objects.count(), traces()) == (1, before)

    with freezing(stage) as again:
        answer, _errors = again.communicate(timeout=60)

    assert answer.strip() == digest
    run = PaymentRun.objects.get(month=FEBRUARY.first)
    assert (run.digest, Entry.objects.filter(run=run).count()) == (digest, run.entry_count)
