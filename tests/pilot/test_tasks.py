from pilot import tasks


def test_the_tasks_do_their_work(db):
    for task in (tasks.sweep_outbox, tasks.start_due_jobs, tasks.beat_heart, tasks.clear_sessions):
        task()
    tasks.run_job(0, 1)
