"""A demonstration is built of whole months, completes itself after a crash, and is refused where it does not belong."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from billing.models import Entry, Payment, PaymentRun
from pilot.calendar import HELSINKI
from pilot.errors import Refused
from pilot.models import AuditEvent, Job, Membership, Pilot
from providers.models import ListCap, Measure, ProviderMember, Site
from registry.models import Resident
from scenarios.demo import building, months
from scenarios.demo.dates import moved_to, timeline
from scenarios.templates import load
from vouchers.models import Choice

AT = datetime(2018, 7, 20, 9, tzinfo=UTC)
SMALL = {"name": "jyvaskyla-2017", "residents": 120, "at": AT, "frozen": 4}


@pytest.fixture
def demonstration(db) -> SimpleNamespace:
    assert building.build(**SMALL)
    return SimpleNamespace(pilot=Pilot.objects.get(), runs=list(PaymentRun.objects.order_by("month")))


def counts() -> tuple[int, ...]:
    return tuple(rows.objects.count() for rows in (AuditEvent, Resident, Choice, PaymentRun, Entry, Job))


def test_the_months_before_today_are_frozen_and_the_last_waits_for_an_approver(demonstration):
    assert [f"{run.month:%Y-%m}" for run in demonstration.runs] == ["2018-03", "2018-04", "2018-05", "2018-06"]
    assert demonstration.runs[-1].state == "submitted"
    assert {run.state for run in demonstration.runs[:-1]} <= {"filed", "approved"}
    assert all(run.total_cents > 0 for run in demonstration.runs)
    assert all(run.submitted_by != run.approved_by for run in demonstration.runs)
    assert (demonstration.runs[-1].pay_on or AT.date()) >= AT.date()


def test_there_is_something_of_everything(demonstration):
    assert Payment.objects.aggregate(sum=Sum("cents"))["sum"] > 0
    assert Entry.objects.filter(kind="CORRECTION").values("run").distinct().count() >= 1
    assert Site.objects.count() == 12
    assert Site.objects.filter(home_area__isnull=False).count() == 3
    assert Measure.objects.filter(not_bookable=True).exists()
    assert ListCap.objects.count() == 3
    assert Choice.objects.pending(AT.date()).exists()
    assert Resident.objects.filter(died_on__isnull=False).exists()
    assert {row.role for row in Membership.objects.all()} == {"staff", "finance", "evaluator", "auditor"}
    assert ProviderMember.objects.count() >= 2
    assert Job.objects.filter(kind="statement_documents").exists()


def test_nothing_happens_after_now(demonstration):
    assert not AuditEvent.objects.filter(at__gt=AT).exists()


def test_again_it_changes_nothing(demonstration):
    before = counts()

    assert not building.build(**SMALL)
    assert counts() == before


def test_what_was_cut_off_is_completed(db, monkeypatch):
    whole, played = months.play, []

    def cut_off(stage, span):
        if len(played) == 2:
            raise ConnectionError
        played.append(span)
        return whole(stage, span)

    monkeypatch.setattr(months, "play", cut_off)
    with pytest.raises(ConnectionError):
        building.build(**SMALL)
    assert PaymentRun.objects.count() == 2

    monkeypatch.setattr(months, "play", whole)
    assert building.build(**SMALL)
    assert PaymentRun.objects.count() == 4
    assert Resident.objects.count() == 120


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 22), date(2025, 10, 27)), (date(2020, 3, 1), date(2019, 2, 27))]
)
def test_dates_are_moved_by_whole_months(today, first):
    moved = moved_to(load("jyvaskyla-2017"), today=today, frozen=12)
    at = datetime(today.year, today.month, today.day, 0, 5, tzinfo=HELSINKI)
    days = timeline(moved.period.lower, at=at, frozen=12)

    assert moved.period.lower == first
    assert days.months[-1].until == today.replace(day=1)
    assert moved.strands[0].rates[0].valid_from == first
    assert moved.names["fi"] != load("jyvaskyla-2017").names["fi"]
    assert all(span.lower <= span.upper <= at for span in days.spans())


def test_it_is_refused_outside_demonstrations(db, settings):
    settings.DEMO = False

    with pytest.raises(Refused) as refusal:
        building.build(**SMALL)
    assert refusal.value.code == "not_a_demonstration"
    assert not Pilot.objects.exists()


def test_a_real_pilot_of_the_same_code_is_left_alone(demonstration):
    Pilot.objects.update(is_demonstration=False)

    with pytest.raises(CommandError) as refusal:
        call_command("demo")
    assert refusal.value.returncode == 2


def test_an_unknown_template_is_answered_with_those_there_are(db):
    with pytest.raises(CommandError) as refusal:
        call_command("demo", "--template", "atlantis-2017")
    assert refusal.value.returncode == 2
    assert "jyvaskyla-2017" in str(refusal.value)
