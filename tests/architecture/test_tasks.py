"""Celery tasks: every one may come twice or late, and carries ids, never people's data (reliability rule T11)."""

import ast
import inspect

import pytest

from pilot.celery import HARD_LIMIT, app
from tests.architecture.sources import APPS, modules, parse

app.loader.import_default_modules()
TASKS = {name: task for name, task in app.tasks.items() if task.__module__.split(".")[0] in APPS}


def test_tasks_are_found():
    assert {"run_job", "sweep_outbox"} <= set(TASKS)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_task_is_acknowledged_late_and_ends_before_it_is_delivered_again(name):
    task = TASKS[name]
    limit = task.time_limit or app.conf.task_time_limit

    assert task.acks_late
    assert task.reject_on_worker_lost
    assert task.ignore_result
    assert limit <= app.conf.broker_transport_options["visibility_timeout"] / 2


@pytest.mark.parametrize("name", sorted(TASKS))
def test_task_takes_only_ids_and_versions(name):
    parameters = inspect.signature(TASKS[name].run).parameters.values()

    assert all(parameter.name.endswith(("id", "version")) for parameter in parameters)
    assert all(parameter.annotation is int for parameter in parameters)


def test_visibility_timeout_stands_in_all_three_places():
    expected = 2 * HARD_LIMIT

    assert app.conf.broker_transport_options["visibility_timeout"] == expected
    assert app.conf.result_backend_transport_options["visibility_timeout"] == expected
    assert app.conf.visibility_timeout == expected


def test_beat_wakes_only_tasks_that_exist_and_keeps_utc():
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert scheduled <= set(TASKS)
    assert app.conf.timezone == "UTC"
    assert app.conf.enable_utc


def test_workers_are_woken_only_for_tasks_that_exist():
    calls = [node for path in modules() for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]
    woken = {ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "wake"}

    assert woken == {"beat_heart", "run_job", "sweep_outbox"}
    assert woken <= set(TASKS)


def test_ticks_that_nobody_took_expire():
    assert all(entry["options"]["expires"] for entry in app.conf.beat_schedule.values())
