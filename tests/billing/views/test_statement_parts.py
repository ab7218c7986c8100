"""The statement's page, its PDF, its CSV and its XLSX say the same sums, and what each is made of."""

import csv
import io
import re
from datetime import date

import pytest
import python_calamine
from django.test import Client
from pypdf import PdfReader

from billing import actions
from billing.models import Statement
from billing.queries.documents import statement_document, statement_of
from billing.statements.document import statement_pdf
from pilot.money import cents_from_text
from pilot.periods import since
from registry.models import Protection
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    a_provider_member,
    a_purchase,
    die,
    freeze,
    give_incentive,
    measure,
    take_off,
    type_figure,
)
from tests.billing.views.pages import address
from tests.people import log_in
from tests.rules import write_rules

pytestmark = pytest.mark.django_db
SUMS = "Mistä summa muodostuu"


@pytest.fixture
def statement(stage) -> Statement:
    """February with everything: a correction, a carried balance, deductions, co-payments and an incentive."""
    write_rules(stage.strand, nets_co_payments=True)
    _doctor, survey = give_incentive(stage)
    take_off(stage, a_purchase(stage, cents=3500))
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    take_off(
        stage,
        a_purchase(stage, item="Viljelyt", cents=120, quantity=4, unit_cents=30, month=FEBRUARY),
        a_purchase(stage, kind="co_payment", item="Käynnit", cents=55, month=FEBRUARY),
        at=IN_MARCH,
    )
    measure(stage, 7, on=date(2017, 2, 1))
    type_figure(stage, survey, 17, month=FEBRUARY)
    return statement_of(Statement.objects.get(run=freeze(stage, FEBRUARY, IN_MARCH), site=stage.site).pk)


def amounts(text: str) -> list[int]:
    """Read amounts as they are printed."""
    found = re.findall(r"[-−+]?\d{1,3}(?: \d{3})*,\d\d", text.replace("\xa0", " "))
    return [cents_from_text(one.replace("+", "").replace("−", "-")) for one in found]


def of_page(client: Client, statement: Statement, prefix: str = "") -> list[int]:
    html = client.get(address(f"{prefix}statement-page", [statement.pk])).content.decode()
    table = html[html.index('id="sum"') :].split("</table>")[0]
    return amounts(re.sub(r"<[^>]+>", " ", table.split("<tbody>")[1].replace("&nbsp;", " ")))


def of_pdf(statement: Statement) -> list[int]:
    content = statement_pdf(
        statement_document(statement, issued_at=IN_MARCH), language="fi", issued_at=statement.run.frozen_at
    )
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return amounts(text[text.index(SUMS) :].split("Taulukko 1.")[0])


def of_csv(client: Client, statement: Statement, prefix: str = "") -> list[list[str]]:
    content = b"".join(client.get(address(f"{prefix}statement-table", [statement.pk, "csv"])))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]


def of_xlsx(client: Client, statement: Statement, prefix: str = "") -> list[list[object]]:
    content = b"".join(client.get(address(f"{prefix}statement-table", [statement.pk, "xlsx"])))
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


def test_page_pdf_csv_and_xlsx_say_the_same_sums(stage, statement):
    finance, provider = Client(), Client()
    log_in(finance, stage.preparer)
    log_in(provider, a_provider_member(stage.provider))
    # 10.52; 6.79 - 21.04; 1.20; 0.55; 10 % of 10.52 is 1.05, of which 40 parts are 0.42; 31.56 - 35.00 was carried on.
    expected = [1052, -1425, -120, -55, 42, -344, 0, -850]

    assert (statement.to_pay, statement.carried_out) == (0, -850)
    assert of_pdf(statement) == expected
    for client, prefix in ((finance, ""), (provider, "own-")):
        lines, cells = of_csv(client, statement, prefix), of_xlsx(client, statement, prefix)
        assert of_page(client, statement, prefix) == expected
        assert [cents_from_text(line[-1]) for line in lines if line[0] == SUMS] == expected
        assert [round(float(row[-1]) * 100) for row in cells if row[0] == SUMS] == expected


def test_the_rows_of_the_table_are_what_the_sums_are_made_of(stage, statement):
    client = Client()
    log_in(client, stage.preparer)

    lines = [(line[0], cents_from_text(line[-1])) for line in of_csv(client, statement)]

    parts = {name: sum(cents for part, cents in lines if part == name) for name, _cents in lines}
    assert parts.pop(SUMS) == 1052 - 1425 - 120 - 55 + 42 - 344 - 850
    assert sorted(parts.values()) == [-1425, -120, -55, 42, 1052]


def test_the_page_shows_what_deductions_and_targets_are_made_of(stage, statement):
    client = Client()
    log_in(client, a_provider_member(stage.provider))

    text = client.get(address("own-statement-page", [statement.pk])).content.decode()

    for words in ("Viljelyt", "Lasku 17", "Lääkärin T3", "enintään 7 pv", "1.2.2017", "17 %", "Kyselyn tulokset"):
        assert words in text.replace("\xa0", " "), words


def test_a_protected_resident_has_no_name_or_address_anywhere(stage, statement):
    resident = stage.residents[1]
    Protection.objects.create(resident=resident, period=since(date(2016, 1, 1)))
    client = Client()
    log_in(client, a_provider_member(stage.provider))
    document = actions.issue_statement(statement=statement, by=None, at=IN_FEBRUARY, channel=CHANNEL)
    pdf = PdfReader(io.BytesIO(bytes(document.content)))

    printed = [page.extract_text() for page in pdf.pages] + [
        content.decode("utf-8-sig") for found in pdf.attachments.values() for content in found
    ]
    for name, parts in (
        ("own-statement-page", []), ("own-statement-entries", []), ("own-statement-file", ["csv"]),
        ("own-statement-table", ["csv"]),
    ):  # fmt: skip
        response = client.get(address(name, [statement.pk, *parts]))
        printed.append(b"".join(response).decode())

    for text in printed:
        assert resident.family_name not in text
        assert resident.given_names not in text
    assert any(resident.list_code in text for text in printed)


def test_a_table_of_another_kind_is_not_found(stage, statement):
    client = Client()
    log_in(client, stage.preparer)

    assert client.get(address("statement-table", [statement.pk, "pdf"])).status_code == 404
