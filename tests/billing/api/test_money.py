"""A provider's systems fetch its statements, an organiser's its runs: the pages' own figures and files, no other's."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.api import fields
from billing.models import Statement
from pilot import documents
from pilot.models import AccessLogEntry, ApiScope
from tests.billing.stage import (
    FEBRUARY,
    IN_MARCH,
    a_provider_member,
    a_second_provider,
    die,
    freeze,
    take_off,
)
from tests.keys import a_key, a_providers_system, a_system
from tests.people import a_member, a_pilot, an_organiser, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


@pytest.fixture
def run(stage):
    """Freeze January, and February in which a death of 10 January is learned."""
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    take_off(stage, at=IN_MARCH)
    return freeze(stage, FEBRUARY, IN_MARCH)


@pytest.fixture
def theirs(client, stage):
    return a_key(client, a_providers_system(stage.provider, ApiScope.STATEMENTS))


@pytest.fixture
def finance(client, stage):
    return a_key(client, a_system(stage.organiser, ApiScope.ENTRIES, by=stage.preparer))


def told(client, path: str, key, **query):
    answer = client.get(f"/api/v1/{path}", query, **key)
    assert answer.status_code == 200, answer.content
    return answer.json()


def body(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer)


def test_a_statement_is_told_to_the_cent_with_its_rows(client, stage, run, theirs):
    """21.04 and 10.52 a month; January's 21.04 taken back and 6.79 paid for ten days; an invoice of 10 euros."""
    (listed,) = told(client, "statements/", theirs, month="2017-02")
    figures = told(client, listed["figures"].partition("/api/v1/")[2], theirs)

    assert figures["statement"] == listed
    assert [row["cents"] for row in figures["cells"]] == [1052]
    (correction,) = figures["corrections"]
    assert (correction["month"], correction["before_cents"], correction["now_cents"]) == ("2017-01", 2104, 679)
    assert [(row["document"], row["cents"]) for row in figures["deductions"]] == [("Lasku 17", -1000)]
    assert {row["code"]: row["cents"] for row in figures["parts"]} == {
        "capitation": 1052, "corrections": -1425, "deductions": -1000, "carried_in": 0,
    }  # fmt: skip
    assert (listed["cents"], listed["to_pay"], listed["carried_out"], listed["document"]) == (-373, 0, -1373, None)
    kept = documents.store(
        kind="statement",
        key="tilitys",
        filename="tilitys.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7",
        subject=("statement", listed["number"]),
        issued_at=IN_MARCH,
    )
    Statement.objects.filter(number=listed["number"]).update(document=kept)
    link = told(client, "statements/", theirs, month="2017-02")[0]["document"]
    assert client.get(link, HTTP_ACCEPT="application/pdf", **theirs).content == b"%PDF-1.7"
    assert AccessLogEntry.objects.filter(what="statement", group__statement=listed["number"]).count() == 1


def test_entries_are_told_page_by_page_and_as_the_pages_own_file(client, stage, run, theirs, monkeypatch):
    monkeypatch.setattr(fields, "PAGE", 2)
    statement = Statement.objects.get(run=run, site=stage.site)
    path, entries = f"statements/{statement.pk}/entries/", []
    page = {"next": f"/api/v1/{path}"}
    while page["next"]:
        page = client.get(page["next"], **theirs).json()
        entries += page["entries"]

    assert [(row["month"], row["kind"], row["days"], row["cents"]) for row in entries] == [
        ("2017-01", "CORRECTION", 10, 679),
        ("2017-01", "REFUND", 31, -2104),
        ("2017-02", "ORIGINAL", 28, 1052),
    ]
    assert {(row["cause"], row["refunds_run"]) for row in entries[:2]} == {("death", None), ("death", "2017-01")}
    assert sum(row["cents"] for row in entries) == statement.cents
    log_in(client, a_provider_member(stage.provider))
    of_page = client.get(reverse("billing:own-statement-file", args=[statement.pk, "csv"]))
    of_system = client.get(f"/api/v1/{path}csv/", HTTP_ACCEPT="text/csv", **theirs)
    assert body(of_system) == body(of_page)
    assert of_system["Cache-Control"] == "no-store"


def test_runs_are_told_with_state_and_sums_and_their_entries_as_the_pages_own_file(client, stage, run, finance):
    february, january = told(client, "runs/", finance)

    assert [row["month"] for row in (february, january)] == ["2017-02", "2017-01"]
    assert (february["state"], february["digest"], february["to_pay"]) == ("frozen", run.digest, 0)
    assert told(client, f"runs/{run.pk}/", finance) == february
    assert [row["month"] for row in told(client, "runs/", finance, month="2017-01")] == ["2017-01"]
    entries = told(client, f"runs/{run.pk}/entries/", finance)["entries"]
    assert (len(entries), sum(row["cents"] for row in entries)) == (february["entry_count"], february["cents"])
    assert {row["site"] for row in entries} == {stage.site.name, stage.home.name}
    log_in(client, stage.preparer)
    of_page = client.get(reverse("billing:run-file", args=[run.pk, "csv"]))
    assert body(client.get(f"/api/v1/runs/{run.pk}/entries/csv/", **finance)) == body(of_page)
    assert AccessLogEntry.objects.filter(what="entries_file", group__run=run.pk).count() == 2


def test_nobody_fetches_anothers_and_what_is_no_month_or_key_is_refused_by_field(client, stage, run, theirs, finance):
    statement = Statement.objects.get(run=run, site=stage.site)
    stranger = a_key(client, a_providers_system(a_second_provider(stage), ApiScope.STATEMENTS, name="Toinen"))
    elsewhere = an_organiser()
    a_pilot(lead=elsewhere)
    foreign = a_key(client, a_system(elsewhere, ApiScope.ENTRIES, by=a_member("finance", elsewhere)))

    for part in ("", "entries/", "entries/csv/", "document/"):
        assert client.get(f"/api/v1/statements/{statement.pk}/{part}", **stranger).status_code == 404
        assert client.get(f"/api/v1/statements/{statement.pk}/{part}", **finance).status_code == 403
    for part in ("", "entries/", "entries/csv/"):
        assert client.get(f"/api/v1/runs/{run.pk}/{part}", **foreign).status_code == 404
        assert client.get(f"/api/v1/runs/{run.pk}/{part}", **theirs).status_code == 403
    assert told(client, "statements/", stranger) == told(client, "runs/", foreign) == []
    assert client.get(f"/api/v1/statements/{statement.pk}/document/", **theirs).status_code == 404
    for path, key, field in (
        ("statements/?month=2017-13", theirs, "month"),
        (f"statements/{statement.pk}/entries/?after=x", theirs, "after"),
        (f"runs/{run.pk}/entries/?after=1.2.3.4.5", finance, "after"),
    ):
        answer = client.get(f"/api/v1/{path}", **key)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_more_months_and_entries_cost_no_more_queries(client, stage, theirs, finance):
    first = freeze(stage)
    paths = [("statements/", theirs), ("runs/", finance), (f"runs/{first.pk}/entries/", finance)]

    def asked() -> list[int]:
        found = []
        for path, key in paths:
            with CaptureQueriesContext(connection) as captured:
                told(Client(), path, key)
            found.append(len(captured))
        return found

    before = asked()
    a_second_provider(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    run = freeze(stage, FEBRUARY, IN_MARCH)
    paths[2] = (f"runs/{run.pk}/entries/", finance)

    assert asked() == before
