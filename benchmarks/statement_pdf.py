"""Making a statement's document, a page of it, against WeasyPrint's own least: an empty page of the same size.

A comment line says what a shared computer's clock hides: the processor's time for a page, and the renderers' memory.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import pypdf

from benchmarks import population
from benchmarks.measuring import Result, benchmark, timed
from billing import actions as billing_actions
from billing.models import Statement
from billing.queries.documents import statement_document, statement_of
from billing.statements.document import statement_pdf as typeset
from pilot.calendar import Month
from pilot.pdf import renderer_pid

RESIDENTS = 2_000
# More tell nothing new: the memory that a thousand need is what a month needs.
MOST = 1_000
EARLY = 100
EMPTY = "<!doctype html><html lang=fi><title>–</title><style>@page { size: A4 }</style><body></body>"


@benchmark("statement_pdf", n=60)
def statement_pdf(n: int) -> Result:
    """Make n statements, with their entries inside; the seconds and the floor are for one page."""
    n = min(n, MOST)
    statements = _statements()
    pages = {pk: len(pypdf.PdfReader(BytesIO(_make(pk))).pages) for pk in statements}
    seconds, memory, before = [], [], _processor_seconds()
    for pk in islice(cycle(statements), n):
        seconds.append(timed(lambda pk=pk: _make(pk)) / pages[pk])
        memory.append(_renderer_megabytes())
    spent = (_processor_seconds() - before) / sum(islice(cycle(pages.values()), n))
    after = f", {max(memory[EARLY:]):.0f} MB after them" if n > EARLY else ""
    print(f"# statement_pdf: {spent:.4f} s of processor time a page; largest renderer")
    print(f"# {max(memory[:EARLY]):.0f} MB within the first {EARLY} documents{after}")
    empty = _empty_page()
    return Result(n, statistics.median(seconds), statistics.median(timed(empty) for _ in range(n)))


def _statements() -> list[int]:
    """Freeze two months, so that there is a history and somebody new; return the later one's statements."""
    strand = population.make(RESIDENTS).strand
    at = datetime.now(UTC)
    for month in ("2017-02", "2017-03"):
        run = billing_actions.freeze(strand=strand, month=Month.parse(month), by=None, at=at, channel="benchmark")
    return list(Statement.objects.filter(run=run).order_by("pk").values_list("pk", flat=True))


def _make(pk: int) -> bytes:
    """Read everything and typeset it: all that a worker does for one document except keeping it."""
    statement = statement_of(pk)
    at = statement.run.frozen_at
    return typeset(statement_document(statement, issued_at=at), language="fi", issued_at=at)


def _processor_seconds() -> float:
    """Return what this program and its renderers, the ended ones too, have spent; not what the database has."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = _renderer_file("stat").rsplit(") ", 1)[-1].split()
    running = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + ended.ru_utime + ended.ru_stime + running


def _renderer_megabytes() -> float:
    return int(_renderer_file("statm").split()[1]) * resource.getpagesize() / 1024**2


def _renderer_file(name: str) -> str:
    return Path(f"/proc/{renderer_pid()}/{name}").read_text()


def _empty_page() -> Callable[[], object]:
    """Return what makes an empty page in this process, once warm and with fonts loaded."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()

    def make() -> object:
        return weasyprint.HTML(string=EMPTY).write_pdf(font_config=fonts)

    make()
    return make
