"""A month from choice to payment and back: what an accountant would check with paper and pencil.

Two residents chose the private site: one born in 1950 at 252.48 euros a year, one born in 1980 at 126.24. The older one
dies on 15 January, which becomes known in late March, when January and February are frozen and paid.
"""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from lxml import etree
from pypdf import PdfReader

from billing import actions
from billing.models import Entry, PaymentRun, Statement
from pilot.calendar import Month
from tests.billing.stage import CHANNEL, a_stage, approve, die, freeze, submit

pytestmark = pytest.mark.django_db
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


def test_late_death_takes_back_what_was_paid_and_carries_the_rest():
    stage = a_stage()
    older = stage.residents[0]

    january = pay(stage, Month(2017, 1))
    february = pay(stage, Month(2017, 2))
    die(stage, older, "2017-01-15", datetime(2017, 3, 28, 9, tzinfo=UTC))
    march, april, may, june = (pay(stage, Month(2017, number)) for number in (3, 4, 5, 6))

    # 252.48 / 12 = 21.04 and 126.24 / 12 = 10.52 a month, together 31.56.
    assert figures(stage, january) == (3156, 0, 3156, 0)
    assert figures(stage, february) == (3156, 0, 3156, 0)
    # 252.48 x 15 / (12 x 31) = 10.1806...: both months are taken back, 15 days of January are due.
    assert corrections(march) == [
        ("2017-01", "CORRECTION", 15, 1018),
        ("2017-01", "REFUND", 31, -2104),
        ("2017-02", "REFUND", 28, -2104),
    ]
    # 10.52 - 21.04 - 21.04 + 10.18 = -21.38 is carried until it is used up.
    assert figures(stage, march) == (1052 - 2104 - 2104 + 1018, 0, 0, -2138)
    assert figures(stage, april) == (1052, -2138, 0, -1086)
    assert figures(stage, may) == (1052, -1086, 0, -34)
    assert figures(stage, june) == (1052, -34, 1018, 0)
    assert [paid(run) for run in (january, february, march, june)] == [["31.56"], ["31.56"], [], ["10.18"]]


def test_statement_document_says_what_the_run_says():
    stage = a_stage()
    run = freeze(stage, Month(2017, 1))
    statement = Statement.objects.get(run=run, site=stage.site)

    document = actions.issue_statement(
        statement=statement, by=None, at=datetime(2017, 2, 3, tzinfo=UTC), channel=CHANNEL
    )

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(bytes(document.content))).pages)
    assert "31,56" in text
    assert "Virtanen" not in text


def pay(stage, month: Month) -> PaymentRun:
    at = datetime(month.next.year, month.next.number, 2, 9, tzinfo=UTC)
    run = approve(stage, submit(stage, freeze(stage, month, at), at), at)
    if run.payments.exists():
        actions.make_payment_file(run=run, by=stage.preparer, at=at, channel=CHANNEL)
    return run


def figures(stage, run: PaymentRun) -> tuple[int, int, int, int]:
    statement = Statement.objects.get(run=run, site=stage.site)
    return statement.cents, statement.carried_in, statement.to_pay, statement.carried_out


def corrections(run: PaymentRun) -> list[tuple[str, str, int, int]]:
    rows = Entry.objects.filter(run=run).exclude(kind="ORIGINAL").values_list("month", "kind", "days", "cents")
    return sorted((f"{month:%Y-%m}", kind, days, cents) for month, kind, days, cents in rows)


def paid(run: PaymentRun) -> list[str]:
    if not run.payments.exists():
        return []
    document = etree.fromstring(bytes(run.payment_files.get().document.content))
    return [amount.text for amount in document.iter(f"{PAIN}InstdAmt")]
