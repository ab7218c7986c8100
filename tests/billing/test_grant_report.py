"""A pilot's cost against its grant: worked figures, shares that add up, a forecast that says what a freeze would."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing import tasks
from billing.models import Statement
from billing.month.forecast import forecast
from billing.queries import grants
from pilot.calendar import Month
from pilot.jobs_progress import Progress
from pilot.models import AccessLogEntry, Job, Pilot
from pilot.money import round_half_up
from pilot.periods import between
from tests.billing.stage import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    JANUARY,
    MARCH,
    a_purchase,
    a_resident,
    a_stage,
    die,
    freeze,
    give_incentive,
    measure,
    take_off,
)
from tests.billing.views.pages import address
from tests.people import log_in
from tests.rules import write_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    stage = a_stage()
    pilot = stage.strand.pilot
    pilot.period, pilot.grant_cents = between(date(2017, 1, 1), date(2017, 4, 1)), 10_000
    pilot.save()
    return stage


def test_the_months_are_the_cost_of_paid_sites_with_corrections_in_their_run(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    freeze(stage, FEBRUARY, IN_MARCH)

    report = grants.report(stage.strand.pilot, {})

    # January 21.04 + 10.52; February 10.52 - 21.04 + 6.79.
    assert [(str(month.month), month.cents, month.left) for month in report.months] == [
        ("2017-01", 3156, 6844),
        ("2017-02", -373, 7217),
    ]
    assert (report.spent, report.counted, report.left, report.runs_out) == (2783, 2783, 7217, None)


def test_what_is_taken_off_is_no_less_a_cost_and_an_incentive_is_more(stage):
    take_off(stage, a_purchase(stage, cents=7000))
    give_incentive(stage)
    measure(stage, 5)
    forecasted = forecast(stage.strand, JANUARY)
    run = freeze(stage)

    # A tenth of 31.56, of which 40 parts of 100 are met: 1.26.
    statement = Statement.objects.get(run=run, site=stage.site)
    assert (statement.deductions, statement.incentive) == (-7000, 126)
    assert (grants.report(stage.strand.pilot, {}).spent, forecasted) == (3282, 3282)


def test_a_share_of_the_cost_counts(stage):
    stage.strand.pilot.grant_share_thousandths = 333
    freeze(stage)

    report = grants.report(stage.strand.pilot, {"2017-02": 3156})

    # 31.56 x 0.333 = 10.509...; 63.12 x 0.333 = 21.018...: 10.51 and 21.02 - 10.51.
    assert [month.counted for month in report.months] == [1051, 1051]
    assert (report.left, report.left_at_end) == (10_000 - 1051, 10_000 - 2102)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(costs=st.lists(st.integers(-(10**7), 10**9), max_size=12), share=st.integers(0, 1000))
def test_the_months_shares_add_up_to_the_share_of_the_whole(db, costs, share):
    pilot = Pilot(pk=0, grant_cents=10**9, grant_share_thousandths=share)
    months = {str(Month(2017, number)): cents for number, cents in enumerate(costs, start=1)}

    report = grants.report(pilot, months)

    assert report.forecast == round_half_up(sum(costs) * share, 1000)
    assert report.left_at_end == pilot.grant_cents - report.forecast


def test_it_says_in_which_month_the_grant_runs_out(stage):
    freeze(stage)

    report = grants.report(stage.strand.pilot, {"2017-02": 3156, "2017-03": 4000})

    assert (report.runs_out, report.left_at_end) == (MARCH, 10_000 - 3156 - 3156 - 4000)


def test_a_forecast_is_what_the_freezes_then_cost_and_corrects_the_past_once(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    found = {month: forecast(stage.strand, month) for month in grants.coming_months(stage.strand)}
    runs = [freeze(stage, FEBRUARY, IN_MARCH), freeze(stage, MARCH, IN_MARCH)]

    # February 10.52 - 21.04 + 6.79, March 10.52; each preview by itself would take back January.
    assert found == {FEBRUARY: -373, MARCH: 1052}
    assert [Statement.objects.get(run=run, site=stage.site).cents for run in runs] == [-373, 1052]


def test_the_job_keeps_every_month_to_the_end_of_the_pilot(stage):
    freeze(stage)
    job = Job.objects.create(kind=grants.FORECAST, pilot=stage.strand.pilot, params={"pilot": stage.strand.pilot_id})

    result = tasks.grant_forecast(job, NoProgress())

    assert result["months"] == {"2017-02": 3156, "2017-03": 3156}
    assert result["href"] == address("grant-page", [stage.strand.pilot_id])


class NoProgress(Progress):
    def __init__(self) -> None:
        pass

    def advance(self, *_given, **_named) -> None:
        pass


def test_a_month_without_rules_is_not_guessed(stage):
    write_rules(stage.strand, period=between(date(2016, 1, 1), date(2017, 3, 1)))

    assert [forecast(stage.strand, month) for month in (JANUARY, FEBRUARY, MARCH)] == [3156, 3156, 0]


@pytest.fixture
def finance(stage) -> Client:
    client = Client()
    log_in(client, stage.preparer)
    client.cookies["language"] = "en"
    return client


def a_forecast(stage, **months: int) -> Job:
    result = {"months": {"2017-02": 3156, "2017-03": 4000}}
    fields = {"kind": grants.FORECAST, "pilot": stage.strand.pilot, "ended_at": IN_MARCH, "state": "done"}
    return Job.objects.create(result=result, **fields)


def test_the_page_says_how_the_grant_holds_and_how_that_is_forecast(finance, stage):
    freeze(stage)
    url = address("grant-page", [stage.strand.pilot_id])

    assert "68.44\xa0€ of the grant is left" in finance.get(url).content.decode()
    a_forecast(stage)
    page = finance.get(url).content.decode()

    assert "The grant runs out: March 2017" in page
    assert "March 2017, forecast" in page
    assert "Nobody who is still to arrive is counted." in page


def test_a_share_that_is_none_is_told_and_the_right_one_saved(finance, stage):
    url = address("grant-share", [stage.strand.pilot_id])

    assert finance.post(url, {"percent": "101"}).status_code == 422
    assert finance.post(url, {"percent": "62.5"}).status_code == 302
    stage.strand.pilot.refresh_from_db()
    assert stage.strand.pilot.grant_share_thousandths == 625


def test_a_forecast_is_ordered_by_its_button(finance, stage):
    answer = finance.post(address("grant-forecast", [stage.strand.pilot_id]))

    assert answer["Location"].endswith(f"/{Job.objects.get(kind=grants.FORECAST).pk}/")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_the_same_a_second_time_and_logged(finance, stage, kind):
    freeze(stage, JANUARY, IN_FEBRUARY)
    a_forecast(stage)

    assert len({finance.get(address("grant-file", [stage.strand.pilot_id, kind])).content for _ in range(2)}) == 1
    assert AccessLogEntry.objects.filter(what="grant_file").count() == 2


def test_the_report_costs_the_same_with_more_residents(finance, stage, django_assert_max_num_queries):
    for _ in range(10):
        a_resident(stage, date(1980, 1, 1), stage.areas[0], stage.site)
    freeze(stage)
    a_forecast(stage)

    with django_assert_max_num_queries(24):
        finance.get(address("grant-page", [stage.strand.pilot_id]))
