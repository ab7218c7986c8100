"""A submitted run is approved by somebody else, for exactly the digest that was looked at."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing import actions, errors
from billing.models import Payment, PaymentRun
from pilot import audit
from pilot.models import AuditEvent
from tests.billing.stage import IN_FEBRUARY, approve, freeze, submit


@pytest.fixture
def run(stage):
    return submit(stage, freeze(stage))


def approved_events(run):
    return AuditEvent.objects.filter(kind="run_approved", subject_id=str(run.pk))


def test_approve_binds_the_run_to_the_digest(stage, run):
    run = approve(stage, run)

    run.refresh_from_db()
    assert (run.state, run.approved_digest, run.approved_by) == ("approved", run.payment_digest, stage.approver)


def test_approve_records_one_event(stage, run):
    run = approve(stage, run)

    event = approved_events(run).get()
    assert (event.by_id, event.facts["payment_digest"]) == (stage.approver.pk, run.payment_digest)


def test_approve_refuses_who_submitted(stage, run):
    with pytest.raises(errors.OwnSubmission):
        actions.approve(run=run, digest=run.payment_digest, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    assert not approved_events(run).exists()


def test_approve_lets_the_same_person_who_froze_approve_what_another_submitted(stage):
    run = actions.submit(run=freeze(stage), by=stage.approver, at=IN_FEBRUARY, channel="online")

    run = actions.approve(run=run, digest=run.payment_digest, by=stage.preparer, at=IN_FEBRUARY, channel="online")

    assert run.state == "approved"


def test_approve_refuses_another_digest(stage, run):
    with pytest.raises(errors.DigestDiffers):
        actions.approve(run=run, digest=run.digest, by=stage.approver, at=IN_FEBRUARY, channel="online")
    run.refresh_from_db()
    assert run.state == "submitted"


def test_approve_refuses_when_a_payment_changed_after_the_submission(stage, run):
    payment = run.payments.get()
    Payment.objects.all().delete()
    Payment.objects.create(
        run=run,
        provider=payment.provider,
        cents=payment.cents,
        iban="FI1410093000123458",
        holder=payment.holder,
        reference=payment.reference,
        end_to_end_id=payment.end_to_end_id,
    )

    with pytest.raises(errors.DigestDiffers):
        approve(stage, run)


def test_approve_refuses_when_the_pay_day_changed_after_the_submission(stage, run):
    PaymentRun.objects.filter(pk=run.pk).update(pay_on="2017-02-16")

    with pytest.raises(errors.DigestDiffers):
        approve(stage, run)


def test_an_approval_of_an_earlier_submission_is_void(stage, run):
    seen = run.payment_digest
    run = actions.withdraw_submission(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    run = actions.submit(run=run, by=stage.preparer, at=IN_FEBRUARY.replace(month=3), channel="online")

    with pytest.raises(errors.DigestDiffers):
        actions.approve(run=run, digest=seen, by=stage.approver, at=IN_FEBRUARY, channel="online")


def test_approve_refuses_a_run_in_another_state(stage, run):
    run = approve(stage, run)

    with pytest.raises(errors.WrongState):
        approve(stage, run)
    assert approved_events(run).count() == 1


def test_approve_leaves_nothing_when_the_record_fails(stage, run, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        approve(stage, run)

    run.refresh_from_db()
    assert (run.state, run.approved_digest) == ("submitted", "")


def test_the_database_refuses_an_approval_by_the_submitter_or_of_another_digest(stage, run):
    approval = {"state": "approved", "approved_at": IN_FEBRUARY}

    for wrong in (
        {"approved_by": stage.preparer, "approved_digest": run.payment_digest},
        {"approved_by": stage.approver, "approved_digest": run.digest},
        {"approved_by": None, "approved_digest": run.payment_digest},
    ):
        with pytest.raises(IntegrityError, match="run_is_approved_by_somebody_else"), transaction.atomic():
            PaymentRun.objects.filter(pk=run.pk).update(**approval | wrong)
    assert PaymentRun.objects.filter(pk=run.pk).update(
        **approval | {"approved_by": stage.approver, "approved_digest": run.payment_digest}
    )
