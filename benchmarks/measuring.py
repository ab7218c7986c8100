"""What every benchmark uses: its name, its size, and how times are taken and printed."""

import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from pilot.room import with_room

Benchmark = Callable[[int], "Result"]
BENCHMARKS: dict[str, tuple[int, Benchmark]] = {}


@dataclass(frozen=True)
class Result:
    """Seconds of the work and of its floor, for n pieces of it."""

    n: int
    seconds: float
    floor: float

    def line(self, name: str) -> str:
        """Return the line that is printed; its shape is a contract."""
        ratio = self.seconds / self.floor
        return f"bench {name} n={self.n} seconds={self.seconds:.4f} floor={self.floor:.4f} ratio={ratio:.2f}"


def benchmark(name: str, *, n: int) -> Callable[[Benchmark], Benchmark]:
    """Register a benchmark under its name, with the work it does when BENCH_N does not say."""

    def register(function: Benchmark) -> Benchmark:
        BENCHMARKS[name] = (n, function)
        return function

    return register


def size(standard: int) -> int:
    """Return how much work to do."""
    return int(os.environ.get("BENCH_N", standard))


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def served(work: Callable[[], object]) -> float:
    """Return how many seconds the work took, called as the web server calls the site (pilot/wsgi.py)."""
    return timed(with_room(work))


def median_of(times: int, work: Callable[[], object]) -> float:
    """Return the median seconds of doing the work so many times."""
    return statistics.median(timed(work) for _ in range(times))


def p95(seconds: list[float]) -> float:
    """Return the time that nineteen of twenty stay under."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]


def peak_megabytes() -> float:
    """Return the most memory this program has held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
