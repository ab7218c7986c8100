"""A worker of the benchmark statement_run, in a process of its own; nothing of Django is loaded before it starts."""

from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier

EMPTY = "<!doctype html><html lang=fi><title>–</title><body></body>"


def work(runs: list[int], ready: Barrier) -> None:
    """Start a renderer, wait for the others, then make the documents that nobody else is making."""
    import django

    django.setup()
    from billing import actions
    from billing.models import PaymentRun
    from billing.queries.documents import unmade
    from pilot.pdf import render_html

    render_html(EMPTY, issued_at=datetime.now(UTC))
    ready.wait()
    for run in PaymentRun.objects.filter(pk__in=runs).order_by("month"):
        for pk in unmade(run):
            actions.issue_statement_unless_taken(pk=pk, by=None, at=datetime.now(UTC), channel="benchmark")
