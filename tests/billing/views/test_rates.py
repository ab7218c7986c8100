"""A rate table is made on the page, from what is pasted or from a file; nothing typed is lost on the way."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from billing.models import RateTable
from billing.queries.rates import rate_digest
from tests.billing.stage import a_rate_draft, a_stage
from tests.billing.views.pages import address
from tests.people import log_in

pytestmark = pytest.mark.django_db
SHEET = [["Kotialue", "0–64", "65–"], ["Keskusta", "126,24", "252,48"], ["kuokkala", "1 300,00 €", ""]]


@pytest.fixture
def draft(stage):
    return a_rate_draft(stage.strand, stage.areas, stage.preparer, valid_from=date(2017, 4, 1))


def acting(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def boxes(sheet) -> dict[str, str]:
    found = {f"cell-{row}-{column}": text for row, texts in enumerate(sheet) for column, text in enumerate(texts)}
    return found | {"rows": str(len(sheet)), "columns": str(len(sheet[0]))}


def send(stage, sheet=SHEET, deed="save", to=None, **given):
    fields = {"valid_from": "1.4.2017", "decision_number": "20 §", "source": "Tilinpäätös 2016", "deed": deed}
    url = address("rate-change", [to.pk]) if to else address("rate-draft", [stage.strand.pk])
    return acting(stage.preparer).post(url, fields | boxes(sheet) | given)


def shown(response) -> list[list[str]]:
    return response.context["editor"].grid.sheet


def test_a_draft_is_made_from_the_boxes(stage):
    response = send(stage)

    table = RateTable.objects.get(valid_from=date(2017, 4, 1))
    assert response["Location"] == address("rate-page", [table.pk])
    assert (table.state, table.decision_number, table.source) == ("draft", "20 §", "Tilinpäätös 2016")
    cells = {(cell.area.code, cell.ages.lower, cell.ages.upper, cell.annual_cents) for cell in table.cells.all()}
    assert cells == {
        ("Keskusta", 0, 65, 12_624), ("Keskusta", 65, None, 25_248), ("Kuokkala", 0, 65, 130_000),
    }  # fmt: skip


def test_the_page_opens_with_the_rates_that_hold_or_those_named(stage, draft):
    draft.cells.filter(ages__startswith=0).delete()
    client, url = acting(stage.preparer), address("rate-draft", [stage.strand.pk])

    assert shown(client.get(url))[1] == ["Keskusta", "126,24", "252,48"]
    assert shown(client.get(f"{url}?from={draft.pk}"))[1] == ["Keskusta", "252,48"]
    assert client.get(f"{url}?from={a_stage().table.pk}").status_code == 404


@pytest.mark.parametrize(("deed", "sheet"), [
    ("row", [["Kotialue", "0–64"], ["Keskusta", "x"], ["", ""]]),
    ("column", [["Kotialue", "0–64", ""], ["Keskusta", "x", ""]]),
    ("sex", [["Kotialue", "Sukupuoli", "0–64"], ["Keskusta", "", "x"]]),
    ("need", [["Kotialue", "Tarveluokka", "0–64"], ["Keskusta", "", "x"]]),
])  # fmt: skip
def test_the_table_grows_by_buttons_and_keeps_what_is_typed(stage, deed, sheet):
    response = send(stage, [["Kotialue", "0–64"], ["Keskusta", "x"]], deed, valid_from="", source="kesken")

    assert response.status_code == 200
    assert shown(response) == sheet
    assert 'value="kesken"' in response.content.decode()
    assert RateTable.objects.count() == 1


def test_wrong_boxes_are_named_where_they_are_and_everything_is_kept(stage):
    response = send(stage, [["Kotialue", "0–64"], ["Palokka", "sata"]], valid_from="31.2.2017")

    page = response.content.decode()
    assert response.status_code == 422
    for part in ("cell-1-0", "cell-1-1", "id_valid_from"):
        assert f'href="#{part}"' in page
    for typed in ("Palokka", "sata", "31.2.2017"):
        assert f'value="{typed}"' in page
    assert page.count('aria-invalid="true"') == 3
    assert RateTable.objects.count() == 1


def test_overlaps_are_refused_at_both_places(stage):
    response = send(stage, [["Kotialue", "0–64", "60–"], ["Keskusta", "1", "2"]])

    assert response.status_code == 422
    assert [box.name for box in response.context["editor"].grid] == ["cell-1-1", "cell-1-2"]


def test_a_table_without_rates_is_refused(stage):
    assert send(stage, [["Kotialue", "0–"], ["Keskusta", ""]]).status_code == 422
    assert acting(stage.preparer).post(address("rate-draft", [stage.strand.pk]), {}).status_code == 422


PASTED = "Kotialue\t0–64\nKeskusta\t1 234,56"
FILE = {"upload": SimpleUploadedFile("rates.csv", PASTED.replace("\t", ";").encode())}


@pytest.mark.parametrize("deed", ["read", "save"])
@pytest.mark.parametrize("given", [{"pasted": PASTED}, FILE])
def test_a_paste_or_a_file_fills_the_table_and_saves_nothing(stage, deed, given):
    for upload in FILE.values():
        upload.seek(0)

    response = send(stage, deed=deed, **given)

    assert response.status_code == 200
    assert shown(response) == [["Kotialue", "0–64"], ["Keskusta", "1 234,56"]]
    assert RateTable.objects.count() == 1


@pytest.mark.parametrize(("given", "field"), [
    ({"upload": SimpleUploadedFile("rates.xlsx", b"PK\x03\x04")}, "upload"),
    ({"upload": SimpleUploadedFile("rates.csv", b";;\n")}, "upload"),
    ({"pasted": "a;" * 200 + "a"}, "pasted"),
    ({}, "pasted"),
])  # fmt: skip
def test_what_cannot_be_read_leaves_the_table_as_it_was(stage, given, field):
    response = send(stage, deed="read", **given)

    assert response.status_code == 422
    assert response.context["editor"].form.errors[field]
    assert shown(response) == SHEET


def test_a_pasted_mistake_is_shown_in_its_box(stage):
    response = send(stage, deed="read", pasted="Kotialue\t0–64\nPalokka\t1,00")

    assert response.status_code == 422
    assert [box.name for box in response.context["editor"].grid] == ["cell-1-0"]


def test_a_table_too_large_for_boxes_is_saved_from_what_is_pasted(stage):
    heads = "\t".join(f"{age}" for age in range(100))
    pasted = f"Kotialue\t{heads}\nKeskusta" + "\t1,00" * 100 + "\nKuokkala" * 19

    asked = send(stage, deed="read", pasted=pasted)
    saved = send(stage, deed="save", pasted=asked.context["editor"].form.data["pasted"])

    assert b"cell-0-0" not in asked.content
    assert (asked.status_code, saved.status_code) == (200, 302)
    assert RateTable.objects.get(state="draft").cells.count() == 100


def test_ones_own_draft_is_changed(stage, draft):
    opened = acting(stage.preparer).get(address("rate-change", [draft.pk]))
    response = send(stage, to=draft)

    assert shown(opened)[1] == ["Keskusta", "126,24", "252,48"]
    assert (opened.context["editor"].form.initial["decision_number"], response.status_code) == ("14 §", 302)
    assert sorted(draft.cells.values_list("annual_cents", flat=True)) == [12_624, 25_248, 130_000]


@pytest.mark.parametrize("which", ["others", "approved"])
def test_no_other_table_is_changed(stage, draft, which):
    table = draft if which == "others" else stage.table
    person = stage.approver if which == "others" else stage.preparer

    response = acting(person).get(address("rate-change", [table.pk]), follow=True)

    assert response.redirect_chain == [(address("rate-page", [table.pk]), 302)]
    assert response.context["messages"]


def approve(stage, draft, by, **given):
    return acting(by).post(address("rate-approval", [draft.pk]), {"looked_at": rate_digest(draft)} | given)


def test_somebody_else_approves_what_they_looked_at(stage, draft):
    answers = [
        approve(stage, draft, stage.preparer),
        approve(stage, draft, stage.approver, looked_at="0" * 64),
        approve(stage, draft, stage.approver, looked_at=""),
    ]
    draft.refresh_from_db()
    assert ([answer.status_code for answer in answers], draft.state) == ([422, 422, 422], "draft")

    assert approve(stage, draft, stage.approver).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == ("approved", stage.approver)


def test_holes_ask_for_a_yes_and_say_how_many_residents_they_hold(stage, draft):
    draft.cells.filter(area=stage.areas[0], ages__startswith=0).delete()
    page = acting(stage.approver).get(address("rate-page", [draft.pk]))

    assert [cell.residents for cell in page.context["matrix"].holes] == [1]
    for part in (b"rate-hole", b'name="accept_holes"'):
        assert part in page.content
    assert approve(stage, draft, stage.approver).status_code == 422
    assert approve(stage, draft, stage.approver, accept_holes="on").status_code == 302


def test_a_source_that_is_an_address_is_a_link(stage, draft):
    RateTable.objects.filter(pk=draft.pk).update(source="https://jyvaskyla.fi/paatos/14")
    page = acting(stage.approver).get(address("rate-page", [draft.pk])).content.decode()
    RateTable.objects.filter(pk=draft.pk).update(source="javascript:alert(1)")
    other = acting(stage.approver).get(address("rate-page", [draft.pk])).content.decode()

    assert '<a href="https://jyvaskyla.fi/paatos/14"' in page
    assert 'href="javascript' not in other


def test_two_tables_are_compared(stage, draft):
    draft.cells.filter(area=stage.areas[0], ages__startswith=0).update(annual_cents=13_886)
    client, url = acting(stage.preparer), address("rate-comparison", [draft.pk])

    for page in (client.get(url), client.get(url, {"old": stage.table.pk}), client.get(url, {"old": "x"})):
        changed = [row for row in page.context["rows"] if row.is_changed]
        assert [(row.area.code, row.cents) for row in changed] == [("Keskusta", 1_262)]
        assert "+10,0" in page.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_downloaded_table_is_uploaded_again(stage, kind):
    client = acting(stage.preparer)
    content = client.get(address("rate-file", [stage.table.pk, kind])).content

    response = send(stage, deed="read", upload=SimpleUploadedFile(f"rates.{kind}", content))

    assert shown(response)[1:] == [["Keskusta", "126,24", "252,48"], ["Kuokkala", "126,24", "252,48"]]
    assert response.status_code == 200
    assert client.get(address("rate-file", [stage.table.pk, "pdf"])).status_code == 404


def test_a_draft_is_thrown_away_on_its_page_by_its_drafter_alone(stage, draft):
    url = address("rate-discarding", [draft.pk])

    assert url not in acting(stage.approver).get(address("rate-page", [draft.pk])).content.decode()
    refused = acting(stage.approver).post(url)
    assert refused["Location"] == address("rate-page", [draft.pk])
    assert RateTable.objects.filter(pk=draft.pk).exists()

    client = acting(stage.preparer)
    assert url in client.get(address("rate-page", [draft.pk])).content.decode()
    assert client.post(url)["Location"] == address("rate-list", [])
    assert not RateTable.objects.filter(pk=draft.pk).exists()
    again = client.post(url, follow=True)
    assert (again.status_code, again.redirect_chain[0][0]) == (200, address("rate-list", []))
    assert "on jo hylätty" in again.content.decode()
    assert client.get(address("rate-page", [draft.pk]))["Location"] == address("rate-list", [])
    assert acting(stage.approver).get(address("rate-page", [draft.pk])).status_code == 404


def test_the_comparison_is_downloaded_with_the_rates_of_both(stage, draft):
    draft.cells.filter(area=stage.areas[0], ages__startswith=0).update(annual_cents=12_700)
    url = address("rate-comparison-file", [draft.pk, "csv"])

    lines = acting(stage.approver).get(f"{url}?old={stage.table.pk}").getvalue().decode().splitlines()

    assert len(lines) == 5
    assert any(line.endswith(";126,24;127,00;0,76") for line in lines)
    assert sum(line.endswith(";0,00") for line in lines) == 3


def test_a_comparison_with_nothing_is_no_file(stage):
    response = acting(stage.approver).get(address("rate-comparison-file", [stage.table.pk, "csv"]))

    assert response.status_code == 404
