"""A frozen run is submitted: one payment a provider, to the account confirmed for the pay day."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing import actions, errors, rules
from billing.models import Payment, PaymentRun
from pilot import audit
from pilot.identifiers import is_rf_reference
from pilot.models import AuditEvent
from tests.billing.stage import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    a_resident,
    a_site,
    a_stage,
    approve,
    die,
    freeze,
    give_account,
    submit,
)


def events(run, kind):
    return AuditEvent.objects.filter(kind=kind, subject_kind="run", subject_id=str(run.pk))


def test_submit_fixes_one_payment_a_provider(db):
    stage = a_stage()
    other = a_site(stage.strand, "private", stage.approver, provider=stage.provider)
    a_resident(stage, date(1940, 1, 1), stage.areas[1], other)

    run = submit(stage, freeze(stage))

    payment = Payment.objects.get()
    assert run.state == "submitted"
    assert (payment.provider, payment.cents) == (stage.provider, 2104 + 1052 + 2104)
    assert (payment.iban, payment.holder) == ("FI2112345600000785", stage.provider.name)
    assert is_rf_reference(payment.reference)


def test_submit_pays_on_the_bank_day_of_the_month_after(db):
    stage = a_stage()

    run = submit(stage, freeze(stage))

    assert run.pay_on == date(2017, 2, 15)


def test_a_late_submission_is_paid_on_the_next_bank_day(db):
    stage = a_stage()

    run = submit(stage, freeze(stage), at=datetime(2017, 4, 14, 6, tzinfo=UTC))

    # Good Friday, the weekend and Easter Monday are no bank days.
    assert run.pay_on == date(2017, 4, 18)


def test_submit_takes_the_account_that_is_in_force_on_the_pay_day(db):
    stage = a_stage()
    give_account(stage.provider, stage.preparer, stage.approver, iban="FI1410093000123458", first=date(2017, 2, 15))

    submit(stage, freeze(stage))

    assert Payment.objects.get().iban == "FI1410093000123458"


def test_submit_binds_the_digest_to_every_payment(db):
    stage = a_stage()

    run = submit(stage, freeze(stage))

    payment = Payment.objects.get()
    facts = rules.PaymentFacts(stage.provider.pk, 3156, payment.iban, payment.holder, payment.reference)
    assert run.payment_digest == rules.payment_digest(run.digest, date(2017, 2, 15), [facts])


def test_submit_pays_nobody_whose_balance_is_negative(db):
    stage = a_stage()
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    die(stage, stage.residents[1], "2017-01-10", IN_MARCH)

    run = submit(stage, freeze(stage, FEBRUARY, IN_MARCH), at=IN_MARCH)

    assert run.state == "submitted"
    assert not run.payments.exists()


def test_submit_records_one_event(db):
    stage = a_stage()

    run = submit(stage, freeze(stage))

    event = events(run, "run_submitted").get()
    assert (event.by_id, event.at) == (stage.preparer.pk, IN_FEBRUARY)
    assert event.facts["payment_digest"] == run.payment_digest


def test_submit_refuses_without_a_confirmed_bank_account_and_names_the_provider(db):
    stage = a_stage(account=False)
    run = freeze(stage)

    with pytest.raises(errors.NoBankAccount) as refusal:
        submit(stage, run)

    run.refresh_from_db()
    assert stage.provider.name in refusal.value.message
    assert (run.state, run.payments.count(), events(run, "run_submitted").count()) == ("frozen", 0, 0)


@pytest.mark.parametrize("moved", ["submitted", "approved"])
def test_submit_refuses_a_run_that_has_moved_on(db, moved):
    stage = a_stage()
    run = submit(stage, freeze(stage))
    if moved == "approved":
        approve(stage, run)

    with pytest.raises(errors.WrongState):
        submit(stage, run)
    assert events(run, "run_submitted").count() == 1


def test_submit_leaves_nothing_when_the_record_fails(db, monkeypatch):
    stage = a_stage()
    run = freeze(stage)

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        submit(stage, run)

    run.refresh_from_db()
    assert (run.state, Payment.objects.count()) == ("frozen", 0)


def test_withdraw_takes_the_run_back_and_its_payments_with_it(db):
    stage = a_stage()
    run = submit(stage, freeze(stage))
    digest = run.payment_digest

    run = actions.withdraw_submission(run=run, by=stage.approver, at=IN_FEBRUARY, channel="online", reason="Recheck")

    assert (run.state, run.payment_digest, Payment.objects.count()) == ("frozen", "", 0)
    event = events(run, "run_submission_withdrawn").get()
    assert (event.reason, event.facts["payment_digest"]) == ("Recheck", digest)
    assert submit(stage, run).payment_digest == digest


def test_withdraw_refuses_an_approved_run(db):
    stage = a_stage()
    run = approve(stage, submit(stage, freeze(stage)))

    with pytest.raises(errors.WrongState):
        actions.withdraw_submission(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    assert run.payments.count() == 1


def test_withdraw_leaves_everything_when_the_record_fails(db, monkeypatch):
    stage = a_stage()
    run = submit(stage, freeze(stage))

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        actions.withdraw_submission(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    assert run.payments.count() == 1


def test_the_database_lets_a_provider_be_paid_once_a_run(db):
    stage = a_stage()
    run = submit(stage, freeze(stage))
    payment = run.payments.get()
    payment.pk, payment.end_to_end_id = None, "another"

    with (
        pytest.raises(IntegrityError, match=r"payments_of_a_debt_are_numbered|debt_has_one_live_payment"),
        transaction.atomic(),
    ):
        payment.save(force_insert=True)


def test_the_database_keeps_a_payment_as_it_was_submitted(db):
    stage = a_stage()
    run = submit(stage, freeze(stage))

    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.filter(run=run).update(iban="FI1410093000123458")
    with pytest.raises(IntegrityError, match="payment_is_above_zero"), transaction.atomic():
        Payment.objects.create(run=run, provider=stage.home.provider, cents=0, end_to_end_id="nothing")


def test_the_database_refuses_a_submission_without_digest_or_person(db):
    stage = a_stage()
    run = freeze(stage)

    with pytest.raises(IntegrityError, match="run_is_submitted_by_someone"), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(state="submitted")
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(state="filed")


def test_the_reference_is_the_runs_and_the_providers_alone():
    assert rules.payment_reference(7, 12) == rules.payment_reference(7, 12)
    assert len({rules.payment_reference(run, provider) for run in (1, 2, 11) for provider in (1, 12, 120)}) == 9
    with pytest.raises(ValueError):
        rules.payment_reference(1, 10_000_000)
