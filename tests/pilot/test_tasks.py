import inspect

from pilot import tasks
from pilot.celery import app


def own_tasks():
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_every_task_may_be_repeated_and_ends_in_time():
    for name, task in own_tasks().items():
        assert task.acks_late, name
        assert task.reject_on_worker_lost, name
        assert task.ignore_result, name
        limit = task.time_limit or app.conf.task_time_limit
        assert limit <= app.conf.broker_transport_options["visibility_timeout"] / 2, name


def test_messages_carry_ids_and_versions_only():
    for name, task in own_tasks().items():
        parameters = inspect.signature(task.run).parameters
        assert all(parameter == "version" or parameter.endswith("_id") for parameter in parameters), name


def test_the_schedule_names_existing_tasks_and_keeps_utc():
    assert app.conf.timezone == "UTC"
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(own_tasks())


def test_the_tasks_do_their_work(db):
    for task in (tasks.sweep_outbox, tasks.start_due_jobs, tasks.beat_heart, tasks.clear_sessions):
        task()
    tasks.run_job(0, 1)
