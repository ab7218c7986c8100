"""A payment that did not arrive is paid again once, by two people and in a file of its own, or settled otherwise."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from lxml import etree

from billing import actions, errors
from billing.bank import pain001
from billing.models import Payment, PaymentFile, PaymentRun, ReturnedPayment
from billing.queries.payments import settling_digest
from pilot import audit
from pilot.models import AuditEvent
from tests.billing import bank_files as files
from tests.billing.stage import CHANNEL, a_second_provider, file_of, freeze, give_account, read_file
from tests.constraints import changed, copied, refused_by

AT = datetime(2017, 2, 16, 9, tzinfo=UTC)
NEW = "FI4250001510000023"
SPACE = {"p": pain001.NAMESPACE}


@pytest.fixture
def stage(stage):
    """Two providers are paid 31.56 and 21.04; the second's account is closed."""
    stage.second = a_second_provider(stage)
    file = file_of(stage, freeze(stage))
    failed = Payment.objects.get(provider=stage.second)
    said = files.transaction(failed, "RJCT", reason="AC04")
    read_file(stage, files.pain002(file, said, status="PART", counts=files.accepted_count(1)), AT)
    return stage


@pytest.fixture
def returned(stage):
    return ReturnedPayment.objects.get()


def order(stage, *returned, at=AT):
    return actions.order_repayment(
        run=PaymentRun.objects.get(), returned=returned, by=stage.preparer, at=at, channel=CHANNEL
    )


def approve(stage, repayment, **changes):
    given = {"digest": repayment.payment_digest, "by": stage.approver, "at": AT, "channel": CHANNEL} | changes
    return actions.approve_repayment(repayment=repayment, **given)


def propose(stage, returned, note="By hand"):
    return actions.propose_settling(returned=returned, note=note, by=stage.preparer, at=AT, channel=CHANNEL)


def settle(stage, returned, by=None, looked_at=None):
    returned.refresh_from_db()
    seen = looked_at or settling_digest(returned)
    return actions.settle_otherwise(returned=returned, looked_at=seen, by=by or stage.approver, at=AT, channel=CHANNEL)


def new_account(stage):
    give_account(stage.second, stage.preparer, stage.approver, iban=NEW, first=date(2017, 2, 16))


def state(row):
    row.refresh_from_db()
    return row.state


def test_a_repayment_is_a_new_payment_of_the_same_debt_to_the_new_account(stage, returned):
    new_account(stage)

    repayment = order(stage, returned)

    again = repayment.payments.get()
    failed = returned.payment
    assert (again.cents, again.reference, again.attempt, again.replaces) == (2104, failed.reference, 2, failed)
    assert (again.iban, again.end_to_end_id) == (NEW, f"{failed.end_to_end_id}-2")
    assert (repayment.pay_on, state(returned)) == (date(2017, 2, 16), "repaying")


def test_its_file_holds_only_those(stage, returned):
    new_account(stage)
    first = PaymentFile.objects.get()

    file = approve(stage, order(stage, returned))

    tree = etree.fromstring(bytes(file.document.content))
    assert tree.xpath("//p:InstdAmt/text()", namespaces=SPACE) == ["21.04"]
    assert (
        tree.xpath("//p:GrpHdr/p:MsgId/text() | //p:PmtInfId/text()", namespaces=SPACE)
        == [f"{first.message_id}-R1"] * 2
    )
    assert (state(returned), file.payment_count, PaymentFile.objects.count()) == ("repaid", 1, 2)


def test_order_refuses_the_account_that_the_bank_refused(stage, returned):
    with pytest.raises(errors.SameAccount) as refusal:
        order(stage, returned)

    assert stage.second.name in refusal.value.message
    assert (state(returned), Payment.objects.count()) == ("open", 2)


def test_order_refuses_what_is_paid_again_or_settled_already(stage, returned):
    new_account(stage)
    order(stage, returned)

    with pytest.raises(errors.ReturnNotOpen):
        order(stage, returned)
    with pytest.raises(errors.ReturnNotOpen):
        propose(stage, returned)
    with pytest.raises(errors.ReturnNotOpen):
        order(stage)


def test_approve_refuses_who_ordered_another_digest_and_a_day_that_passed(stage, returned):
    new_account(stage)
    repayment = order(stage, returned)

    for changes, error in (
        ({"by": stage.preparer}, errors.OwnRepayment),
        ({"digest": "0" * 64}, errors.DigestDiffers),
        ({"at": AT.replace(day=17)}, errors.PayDayPassed),
    ):
        with pytest.raises(error):
            approve(stage, repayment, **changes)
    assert (state(repayment), PaymentFile.objects.count()) == ("submitted", 1)


def test_an_account_confirmed_after_the_order_does_not_move_it(stage, returned):
    new_account(stage)
    repayment = order(stage, returned)
    give_account(stage.second, stage.preparer, stage.approver, iban="FI2112345600000785", first=date(2017, 2, 16))

    approve(stage, repayment)

    assert repayment.payments.get().iban == NEW


def test_a_withdrawn_order_leaves_the_returned_payment_waiting(stage, returned):
    new_account(stage)
    repayment = order(stage, returned)

    actions.withdraw_repayment(repayment=repayment, by=stage.approver, at=AT, channel=CHANNEL)

    assert (state(repayment), state(returned), Payment.objects.count()) == ("withdrawn", "open", 2)
    with pytest.raises(errors.WrongState):
        approve(stage, repayment)
    assert order(stage, returned).number == 2


def test_a_repayment_that_comes_back_too_is_returned_anew(stage, returned):
    new_account(stage)
    file = approve(stage, order(stage, returned))
    again = Payment.objects.get(attempt=2)

    read_file(stage, files.pain002(file, files.transaction(again, "RJCT", reason="AM04"), message_id="BANK-2"), AT)

    newest = ReturnedPayment.objects.exclude(pk=returned.pk).get()
    assert (newest.payment, newest.state) == (again, "open")
    # The account was not what the bank refused, so it may be used again.
    assert order(stage, newest).payments.get().end_to_end_id.endswith("-3")


def test_settling_is_proposed_in_words_and_ends_the_debt_when_another_approves(stage, returned):
    with pytest.raises(errors.NoteMissing):
        propose(stage, returned, note=" ")

    propose(stage, returned, note="Paid by hand")

    assert (state(returned), returned.proposed_by, returned.settled_by) == ("settling", stage.preparer, None)
    new_account(stage)
    with pytest.raises(errors.ReturnNotOpen):
        order(stage, returned)
    settle(stage, returned)
    assert (state(returned), returned.settled_by, returned.note) == ("settled", stage.approver, "Paid by hand")
    with pytest.raises(errors.ReturnNotOpen):
        order(stage, returned)


def test_settling_is_refused_who_proposed_it_and_with_other_words_than_were_looked_at(stage, returned):
    with pytest.raises(errors.ReturnNotOpen):
        settle(stage, returned)
    propose(stage, returned)
    seen = settling_digest(returned)

    with pytest.raises(errors.OwnSettling):
        settle(stage, returned, by=stage.preparer)
    actions.withdraw_settling(returned=returned, by=stage.preparer, at=AT, channel=CHANNEL)
    propose(stage, returned, note="Given up")
    with pytest.raises(errors.SettlingDiffers):
        settle(stage, returned, looked_at=seen)
    assert (state(returned), returned.settled_by) == ("settling", None)


def test_a_proposal_that_was_taken_back_leaves_the_payment_waiting(stage, returned):
    propose(stage, returned)

    actions.withdraw_settling(returned=returned, by=stage.approver, at=AT, channel=CHANNEL)

    assert (state(returned), returned.proposed_by, returned.note) == ("open", None, "")
    assert AuditEvent.objects.get(kind="settling_withdrawn").reason == "By hand"
    new_account(stage)
    assert order(stage, returned).payments.count() == 1


def test_somebody_takes_it_on(stage, returned):
    actions.take_on(returned=returned, by=stage.approver, at=AT, channel=CHANNEL)

    returned.refresh_from_db()
    assert (returned.owner, returned.state) == (stage.approver, "open")


@pytest.mark.parametrize("deed", ["order", "approve", "withdraw", "propose", "settle", "unsettle", "take_on"])
def test_each_deed_leaves_one_event_and_nothing_when_the_record_fails(stage, returned, monkeypatch, deed):
    new_account(stage)
    repayment = order(stage, returned) if deed in ("approve", "withdraw") else None
    if deed in ("settle", "unsettle"):
        propose(stage, returned)
    by = {"by": stage.approver, "at": AT, "channel": CHANNEL}
    deeds = {
        "order": lambda: order(stage, returned),
        "approve": lambda: approve(stage, repayment),
        "withdraw": lambda: actions.withdraw_repayment(repayment=repayment, **by),
        "propose": lambda: propose(stage, returned),
        "settle": lambda: settle(stage, returned),
        "unsettle": lambda: actions.withdraw_settling(returned=returned, **by),
        "take_on": lambda: actions.take_on(returned=returned, **by),
    }
    before, was = AuditEvent.objects.count(), state(returned)

    def fail(*_args, **_kwargs):
        raise DatabaseError

    with monkeypatch.context() as broken, pytest.raises(DatabaseError):
        broken.setattr(audit, "record", fail)
        deeds[deed]()

    assert (AuditEvent.objects.count(), state(returned)) == (before, was)
    deeds[deed]()
    # An approval makes the file too, and records that.
    assert AuditEvent.objects.count() == before + (2 if deed == "approve" else 1)


def test_the_database_never_has_two_live_payments_for_one_debt(stage, returned):
    new_account(stage)
    repayment = order(stage, returned)
    again = repayment.payments.get()
    paid = Payment.objects.get(provider=stage.provider)

    with refused_by("debt_has_one_live_payment|payments_of_a_debt_are_numbered"):
        copied(paid, end_to_end_id="twice", file_id=None, state="ordered")()
    with refused_by("payment_again_follows_a_failed_one"):
        copied(again, end_to_end_id="twice", attempt=3, replaces_id=paid.pk)()
    with refused_by("payment_again_follows_a_failed_one"):
        copied(again, end_to_end_id="twice", cents=1)()
    with refused_by("debt_has_one_live_payment|replaces_id|payments_of_a_debt"):
        copied(again, end_to_end_id="twice")()
    with refused_by("payment_again_is_ordered_by_two"):
        copied(
            paid, end_to_end_id="twice", file_id=None, state="ordered", provider_id=stage.home.provider_id, attempt=2
        )()
    with refused_by("payment_moves_as_allowed|Invalid transition"):
        changed(returned.payment, state="accepted")()


def test_the_database_keeps_a_settled_debt_from_being_paid_again(stage, returned):
    new_account(stage)
    again = order(stage, returned).payments.get()
    facts = copied(again, end_to_end_id="late")
    actions.withdraw_repayment(repayment=again.repayment, by=stage.approver, at=AT, channel=CHANNEL)
    propose(stage, returned)
    settle(stage, returned)

    with refused_by("payment_again_follows_a_failed_one"), transaction.atomic():
        facts()
