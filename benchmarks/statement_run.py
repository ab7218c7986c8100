"""Making all documents of runs: one worker against two, each with a renderer of its own, for as many statements.

The ratio is how many times as fast two are; it says something only where two cores are free.
"""

import multiprocessing
import time
from datetime import UTC, datetime

from benchmarks import population
from benchmarks.measuring import Result, benchmark
from benchmarks.statement_worker import work
from billing import actions as billing_actions
from billing.models import PaymentRun
from billing.queries.documents import unmade
from pilot.calendar import Month
from pilot.models import Strand

RESIDENTS = 2_000
STATEMENTS_A_MONTH = 12
FIRST = Month(2017, 2)
MOST_MONTHS = 20


@benchmark("statement_run", n=48)
def statement_run(n: int) -> Result:
    """Make n statements' documents (by whole months) with one worker, and as many of the months between with two."""
    months = min(2 * -(-n // STATEMENTS_A_MONTH), MOST_MONTHS)
    runs = _frozen(population.make(RESIDENTS).strand, months)
    alone, together = runs[0::2], runs[1::2]
    one, made = _seconds(1, alone)
    two, made_together = _seconds(2, together)
    return Result(made, one / made, two / made_together)


def _frozen(strand: Strand, months: int) -> list[int]:
    runs, month = [], FIRST
    for _month in range(months):
        run = billing_actions.freeze(strand=strand, month=month, by=None, at=datetime.now(UTC), channel="benchmark")
        runs.append(run.pk)
        month = month.next
    return runs


def _seconds(workers: int, runs: list[int]) -> tuple[float, int]:
    """Return how long so many workers take for the runs' documents, each worker warm, and how many they made."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    processes = [context.Process(target=work, args=(runs, ready)) for _worker in range(workers)]
    wanted = sum(len(unmade(run)) for run in PaymentRun.objects.filter(pk__in=runs))
    for process in processes:
        process.start()
    ready.wait()
    started = time.perf_counter()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - started
    left = sum(len(unmade(run)) for run in PaymentRun.objects.filter(pk__in=runs))
    if left or any(process.exitcode for process in processes):
        raise RuntimeError("a worker failed")
    return seconds, wanted
