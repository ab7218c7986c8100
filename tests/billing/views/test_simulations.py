"""The simulation's page: what it shows, its files, what it refuses, and how a long one is ordered and kept."""

from datetime import date

import pytest
from django.test import Client

from billing import actions
from billing.actions.rates import CellDraft
from billing.models import RateTable
from pilot import outbox
from pilot.models import Job
from tests.billing.stage import LONG_AGO, a_rate_draft, freeze
from tests.billing.views.pages import address
from tests.people import log_in
from tests.rules import write_rules

pytestmark = pytest.mark.django_db
JANUARY_AND_ON = {"from": "2017-01", "months": "2"}


def acting(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def a_doubled_draft(stage) -> RateTable:
    return a_rate_draft(stage.strand, stage.areas, stage.preparer, cents=50_496)


def page(stage, table, **query):
    return acting(stage.approver).get(address("rate-simulation", [table.pk]), query or JANUARY_AND_ON)


def test_the_page_tells_who_gains_and_against_what_stands(stage):
    freeze(stage)

    shown = page(stage, a_doubled_draft(stage)).context

    assert (shown["total"].held, shown["total"].asked, shown["against_paid"]) == (8416, 16832, 4208)
    assert [(row.name, row.effect, row.residents) for row in shown["sites"]] == [
        (stage.site.name, 6312, 2), (stage.home.name, 2104, 1),
    ]  # fmt: skip
    assert (shown["paid_effect"], shown["same_sites"]) == (6312, [])
    assert len(shown["unfrozen"]) == 1
    assert shown["site_chart"].bars[0].value == 6312


def test_the_approved_table_moves_nobody(stage):
    shown = page(stage, stage.table).context

    assert (shown["moved_sites"], shown["moved_cells"], shown["site_chart"]) == ([], [], None)
    assert len(shown["same_sites"]) == 2


@pytest.mark.parametrize(
    ("counting", "first", "asked", "offered"),
    [
        ("daily", date(2017, 3, 1), "2017-01", "2017-03"),
        ("daily", date(2017, 2, 1), "2017-01", None),
        # Counted on 28.2. by that day's rates: what begins on 1.3. is first met in April.
        ("snapshot", date(2017, 3, 1), "2017-01", "2017-04"),
        ("snapshot", date(2017, 1, 31), "2017-01", None),
    ],
)
def test_a_table_that_begins_after_the_months_is_told_and_its_month_offered(stage, counting, first, asked, offered):
    write_rules(stage.strand, counting=counting)
    draft = a_rate_draft(stage.strand, stage.areas, stage.preparer, valid_from=first, cents=50_496)

    response = page(stage, draft, **{"from": asked, "months": "2", "counts": "day"})

    begins, text = response.context["begins"], response.content.decode()
    assert (begins and str(begins.month)) == offered
    assert ("eivät ole voimassa näissä kuukausissa" in text) == (offered is not None)
    assert "Kukaan ei saa lisää eikä menetä" not in text
    if offered:
        assert page(stage, draft, **{"from": offered, "months": "1", "counts": "day"}).context["total"].effect > 0
        assert f"?from={offered}&amp;months=1&amp;counts=day" in text
        assert page(stage, draft, **{"from": asked, "months": "2"}).context["begins"] is None


def test_a_table_that_begins_after_the_rules_end_offers_no_month(stage):
    draft = a_rate_draft(stage.strand, stage.areas, stage.preparer, valid_from=date(2030, 1, 1), cents=50_496)

    response = page(stage, draft, **{"from": "2017-01", "months": "1", "counts": "day"})

    assert not response.context["begins"].has_rules
    assert "from=2030" not in response.content.decode()


def test_those_without_a_rate_are_shown_by_area_and_age(stage):
    draft = actions.draft_rate_table(
        strand=stage.strand, valid_from=date(2018, 1, 1), cells=[CellDraft(stage.areas[0], 0, None, 12_624)],
        by=stage.preparer, at=LONG_AGO, channel="online", decision_number="",
    )  # fmt: skip

    response = page(stage, draft)

    assert [(gap.area, gap.age, gap.stretches, gap.held) for gap in response.context["gaps"]] == [
        ("Kuokkala", 36, 2, 2104)
    ]
    assert 'id="without-a-rate"' in response.content.decode()


def test_the_grant_is_divided_by_the_pilots_days(stage):
    pilot = stage.strand.pilot
    days = (pilot.period.upper - pilot.period.lower).days
    pilot.grant_cents = days * 100
    pilot.save()

    grant = page(stage, stage.table).context["grant"]

    assert (grant.share, grant.paid_sites, grant.left) == (59 * 100, 6312, 5900 - 6312)


def test_it_opens_with_the_last_frozen_months(stage):
    freeze(stage)

    shown = acting(stage.approver).get(address("rate-simulation", [stage.table.pk])).context

    assert [str(line.month) for line in shown["simulation"].months] == ["2017-01"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2017-13", "months": "1"}, "from"),
        ({"from": "2017-01", "months": "37"}, "months"),
        ({"from": "2017-01", "months": "1", "counting": "weekly"}, "counting"),
        ({"from": "1990-01", "months": "1"}, "from"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(stage, query, field):
    response = page(stage, stage.table, **query)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_every_table_is_a_file(stage):
    draft = a_doubled_draft(stage)
    for part in ("sites", "cells", "months", "gaps"):
        assert page(stage, draft, **JANUARY_AND_ON, part=part, format="xlsx").content[:2] == b"PK"
    written = b"".join(page(stage, draft, **JANUARY_AND_ON, part="sites", format="csv")).decode()

    assert f"{stage.site.name};{stage.provider.name};2;63,12;126,24;63,12;0,00;0,00;0" in written
    assert page(stage, draft, **JANUARY_AND_ON, part="people", format="csv").status_code == 404


def test_a_long_one_is_a_job_that_keeps_its_result(stage, monkeypatch):
    monkeypatch.setattr("billing.month.simulation.MOST_LIVE", 0)
    draft = a_doubled_draft(stage)
    assert page(stage, draft).context["simulation"] is None

    asked = JANUARY_AND_ON | {"counting": "snapshot"}
    ordered = acting(stage.approver).post(address("rate-simulation-order", [draft.pk]), asked)
    outbox.sweep(here=True)

    job = Job.objects.get(kind="rate_simulation")
    assert (ordered["Location"].endswith(f"/{job.pk}/"), job.state) == (True, "done")
    kept = acting(stage.approver).get(job.result["href"]).context
    assert (kept["total"].asked, kept["job"]) == (16832, job)
    assert page(stage, draft).context["simulation"] is None


def test_an_order_that_cannot_be_read_starts_no_job(stage):
    response = acting(stage.approver).post(address("rate-simulation-order", [stage.table.pk]), {"from": ""})

    assert response.status_code == 422
    assert not Job.objects.filter(kind="rate_simulation").exists()
