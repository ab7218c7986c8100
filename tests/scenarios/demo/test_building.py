"""A demonstration is built of whole months with something of everything; building it again changes nothing."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum

from billing.models import BankMessage, Dispute, Entry, Payment, PaymentRun, ReturnedPayment
from pilot.models import AuditEvent, Job, Membership, Pilot
from providers.models import ListCap, Measure, ProviderMember, Site
from registry.models import Resident
from scenarios.demo import building
from tests.scenarios.demo.small import AT, SMALL
from vouchers.models import Choice


@pytest.fixture(scope="module")
def demonstration(kept_db) -> SimpleNamespace:
    assert building.build(**SMALL)
    return SimpleNamespace(pilot=Pilot.objects.get(), runs=list(PaymentRun.objects.order_by("month")))


def counts() -> tuple[int, ...]:
    return tuple(rows.objects.count() for rows in (AuditEvent, Resident, Choice, PaymentRun, Entry, Job))


def test_the_months_before_today_are_frozen_and_the_last_waits_for_an_approver(demonstration):
    assert [f"{run.month:%Y-%m}" for run in demonstration.runs] == ["2018-03", "2018-04", "2018-05", "2018-06"]
    assert demonstration.runs[-1].state == "submitted"
    # One payment has come back at last, so that its month is open again.
    assert sorted(run.state for run in demonstration.runs[:-1]) == ["answered", "closed", "closed"]
    assert ReturnedPayment.objects.get().payment.run.state == "answered"
    assert BankMessage.objects.filter(aside_count=0).count() == BankMessage.objects.count() >= 2
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


def test_one_dispute_waits_and_one_was_ruled_by_two_and_corrected(demonstration):
    decided, waiting = Dispute.objects.order_by("opened_at")
    ruled = Entry.objects.filter(run=demonstration.runs[-1], cause="dispute").order_by("kind")

    assert (decided.state, waiting.state, waiting.statement.run) == ("upheld", "open", demonstration.runs[-1])
    assert decided.proposed_by != decided.closed_by
    # Ten days fewer of the month before.
    assert [(row.kind, row.days) for row in ruled] == [("CORRECTION", 21), ("REFUND", 31)]


def test_nothing_happens_after_now(demonstration):
    assert not AuditEvent.objects.filter(at__gt=AT).exists()


def test_again_it_changes_nothing(demonstration):
    before = counts()

    assert not building.build(**SMALL)
    assert counts() == before


def test_a_real_pilot_of_the_same_code_is_left_alone(demonstration):
    with transaction.atomic():
        Pilot.objects.update(is_demonstration=False)
        with pytest.raises(CommandError) as refusal:
            call_command("demo")
        transaction.set_rollback(True)

    assert refusal.value.returncode == 2
