"""The statement as it comes out on paper, with the file inside it."""

import csv
import io
from dataclasses import fields, replace
from datetime import date, datetime

import pytest
from pdfua import validate
from pypdf import PdfReader

from billing.statements.document import (
    MOST_CORRECTIONS,
    EntryLine,
    MonthFigure,
    Payment,
    StatementDocument,
    statement_pdf,
)
from billing.statements.figures import (
    CellRow,
    CorrectionRow,
    CorrectionSum,
    DeductionRow,
    IncentiveTable,
    StatementFigures,
    TargetRow,
)
from pilot.calendar import HELSINKI, Month
from pilot.pdf import Recipient, Sender

FIGURES = {field.name for field in fields(StatementFigures)}
AT = datetime(2018, 2, 8, 9, 0, tzinfo=HELSINKI)
JANUARY = Month(2018, 1)
CELLS = (
    CellRow("Keskusta", 7, 64, 2, 62, 9287, 1548),
    CellRow("Keskusta", 65, 74, 1, 31, 25248, 2104),
    CellRow("Kuokkala", 85, None, 1, 10, 46043, 1238),
)
CORRECTIONS = (
    CorrectionRow(Month(2017, 11), "A-1093", "Kuolema", 30, 2104, 14, 982),
    CorrectionRow(Month(2017, 12), "A-0417", "Palautus", None, 0, 31, 2818),
    CorrectionRow(Month(2017, 12), "A-1093", "Kuolema", 31, 2104, None, 0),
)
CENTS = 1548 + 2104 + 1238 - 1122 + 2818 - 2104


def entry(cents, code="A-0001"):
    return EntryLine(code, JANUARY, "ORIGINAL", "Keskusta", 40, 1000, date(2018, 1, 1), 31, 9287, cents, "")


def figures(**changes):
    facts = {
        "month": JANUARY,
        "is_payable": True,
        "cells": CELLS,
        "correction_months": months_of(CORRECTIONS),
        "deductions": (),
        "incentive": None,
        "cents": CENTS,
        "carried_in": 0,
        "to_pay": CENTS,
        "carried_out": 0,
        "previous_number": "2017-12/0007",
    }
    return StatementFigures(**{**facts, **changes})


def months_of(rows):
    """Sum corrections by month, as the query does."""
    return tuple(
        CorrectionSum(month, len(group), sum(row.old_cents for row in group), sum(row.new_cents for row in group))
        for month in sorted({row.month for row in rows})
        for group in [[row for row in rows if row.month == month]]
    )


def statement(**changes):
    """Make a statement; whatever its figures hold may be given beside the rest."""
    own = {name: changes.pop(name) for name in [*changes] if name in FIGURES}
    if "corrections" in changes:
        own["correction_months"] = months_of(changes["corrections"])
    facts = {
        "sender": Sender("Koivuranta", ("Talous",), "0187423-6", ("Torikatu 1",), ("014 000 1240",)),
        "recipient": Recipient("Lumipihlaja Terveys Oy", ("Rantakatu 14 B", "40970 KOIVURANTA")),
        "number": "2018-01/0007",
        "issued_on": date(2018, 2, 8),
        "site": "Lumipihlajan terveysasema",
        "counting": "daily",
        "figures": figures(**own),
        "corrections": CORRECTIONS,
        "residents": 4,
        "person_days": 103,
        "arrived": 1,
        "left": 0,
        "payment": Payment(date(2018, 2, 15), "RF0520180100075", "FI2112345600000785", "Lumipihlaja Oy", "2899017-3"),
        "history": (MonthFigure(Month(2017, 12), 3000, 3), MonthFigure(JANUARY, CENTS, 4)),
        "entries": (entry(1548), entry(2104, "A-0002"), entry(CENTS - 1548 - 2104, "=A-0003")),
        "known_at": datetime(2018, 2, 1, 6, 0, tzinfo=HELSINKI),
        "rates": "Kaupunginhallitus 18.12.2017 § 391",
        "run": "2018-01",
        "digest": "486a330f" * 8,
        "dispute_until": date(2018, 2, 28),
        "reply_days": 14,
        "dispute_address": "tilitykset@koivuranta.example",
        "contact": "014 000 1240",
    }
    return StatementDocument(**{**facts, **changes})


def make(document, language="fi"):
    return statement_pdf(document, language=language, issued_at=AT)


def text_of(content):
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


# The printed example of the prototype: 3.0 % of the capitation, of which 70 % was met.
BOUGHT = (
    DeductionRow(False, "Laboratorio", "hintaryhmä 1", JANUARY, "Lasku 17", 4, 280, -1120),
    DeductionRow(
        False, "Kuvantaminen", "natiiviröntgen", Month(2017, 12), "Lasku 9", None, None, 3850, "Väärä potilas"
    ),
    DeductionRow(True, "Omavastuuosuudet", "käynnit", JANUARY, "Luettelo 1", None, None, -500),
)
TARGETS = IncentiveTable(True, 970, 4890, (
    TargetRow("T3, lääkäri", "enintään 7 pv", "5 pv", "1.1.2018", True, 40, 59, 59),
    TargetRow("Kyselyyn vastanneet", "vähintään 20 %", "17 %", "Kyselyn tulokset", False, 60, 88, 0),
))  # fmt: skip
WITH_PARTS = {"deductions": BOUGHT, "incentive": TARGETS, "to_pay": CENTS - 1120 + 3850 - 500 + 59}


@pytest.mark.parametrize("parts", [{}, WITH_PARTS])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_statement_is_accessible_in_every_language(language, parts, tmp_path):
    path = tmp_path / "statement.pdf"
    path.write_bytes(make(statement(**parts), language))

    assert validate(path).findings == ()


def test_the_same_statement_gives_the_same_bytes():
    assert make(statement()) == make(statement())


def test_the_sums_are_printed():
    text = text_of(make(statement()))

    for words in ("44,82 €", "48,90", "−4,08", "15,48", "21,04", "12,38", "460,43", "+28,18", "−11,22", "−21,04"):
        assert words in text
    for words in ("RF05 2018 0100 075", "FI21 1234 5600 0007 85", "28.2.2018", "2018-01/0007", "7,74 €", "A-1093"):
        assert words in text


def test_deductions_and_the_incentive_are_printed_with_what_they_are_made_of():
    text = text_of(make(statement(**WITH_PARTS)))

    for words in ("Laboratorio: hintaryhmä 1", "Lasku 17", "2,80", "−11,20", "38,50", "Väärä potilas", "−5,00"):
        assert words in text
    for words in ("enintään 7 pv", "17 %", "Kyselyn tulokset", "48,90 € × 3,0 % = 1,47 €", "0,59", "0,88"):
        assert words in text.replace("\u00a0", " ")
    assert "67,71 €" in text.replace("\u00a0", " ")


def test_the_entries_travel_inside_the_statement():
    reader = PdfReader(io.BytesIO(make(statement())))
    rows = list(
        csv.reader(io.StringIO(reader.attachments["statement-2018-01-0007.csv"][0].decode("utf-8-sig")), delimiter=";")
    )

    assert [row[0] for row in rows[1:]] == ["A-0001", "A-0002", "'=A-0003"]
    assert rows[1][1:] == ["2018-01", "ORIGINAL", "Keskusta", "40", "1000", "2018-01-01", "31", "92,87", "15,48", ""]


def test_a_negative_balance_pays_nothing_and_is_carried_on():
    text = text_of(make(statement(carried_in=-10000, to_pay=0, carried_out=CENTS - 10000)))

    assert "0,00 €" in text
    assert "−100,00" in text
    assert "−55,18" in text
    assert "RF05" not in text


def test_a_public_site_gets_a_calculation_and_no_payment():
    text = text_of(make(statement(is_payable=False, to_pay=0, payment=None)))

    assert "44,82 €" in text
    assert "FI21" not in text


def test_a_month_without_anything_is_a_statement_too():
    empty = statement(
        cells=(), corrections=(), cents=0, to_pay=0, entries=(), history=(), residents=0, person_days=0, payment=None
    )

    assert "0,00" in text_of(make(empty))


@pytest.mark.parametrize(
    "change",
    [
        {"cents": CENTS + 1},
        {"to_pay": CENTS + 1},
        {"carried_in": 1},
        {"carried_out": -1},
        {"entries": (entry(1),)},
        {"cells": CELLS[:2]},
        {"is_payable": False},
        {**WITH_PARTS, "deductions": BOUGHT[:1]},
        {**WITH_PARTS, "incentive": replace(TARGETS, base_cents=1)},
        {"is_payable": False, "to_pay": 0, "deductions": BOUGHT},
        {"correction_months": ()},
    ],
)
def test_a_statement_that_does_not_add_up_is_refused(change):
    with pytest.raises(ValueError):
        statement(**change)


def test_many_corrections_are_cut_into_tables_that_keep_their_headings(tmp_path):
    rows = tuple(replace(CORRECTIONS[0], list_code=f"A-{place:04}") for place in range(100))
    cents = 4890 - 100 * 1122
    many = statement(corrections=rows, cents=cents, to_pay=0, carried_out=cents, entries=(entry(cents),), payment=None)
    path = tmp_path / "statement.pdf"
    path.write_bytes(make(many))

    text = text_of(path.read_bytes())

    assert validate(path).findings == ()
    assert [len(table) for table in many.correction_tables] == [40, 40, 21]
    assert all(row.list_code in text for row in rows)
    assert "−1 122,00" in text.replace("\u00a0", " ")


def test_very_many_corrections_are_printed_by_months():
    rows = tuple(replace(CORRECTIONS[1], list_code=f"A-{place:04}") for place in range(MOST_CORRECTIONS + 1))
    cents = 4890 + len(rows) * 2818
    many = statement(corrections=rows, cents=cents, to_pay=cents, entries=(entry(cents),))

    text = text_of(make(many))

    assert "A-0001" not in text
    assert "+8 482,18" in text.replace("\u00a0", " ")
    assert [[line.residents for line in table] for table in many.correction_tables] == [[MOST_CORRECTIONS + 1]]


@pytest.mark.parametrize(("first", "second"), [(0, 0), (-500, -100), (-500, 100), (1, 10**10), (10**6, 10**6)])
def test_the_chart_is_drawn_from_whatever_was_paid(first, second):
    history = (MonthFigure(Month(2017, 12), first, 3), MonthFigure(JANUARY, second, 4))

    assert make(statement(history=history)).startswith(b"%PDF")
