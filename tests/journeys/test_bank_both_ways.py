"""A month to the bank and back: what an accountant reconciles, from the payment file to the closed run.

January: the first provider is owed 21.04 + 10.52 = 31.56 euros, the second 252.48 / 12 = 21.04, the third 21.04. The
bank refuses the second's closed account; the third's payment is booked and comes back. Both are paid again once.
"""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum
from lxml import etree

from billing import actions
from billing.models import BankMessageLine, Payment, PaymentFile, PaymentRun, ReturnedPayment
from pilot.calendar import Month
from pilot.models import AuditEvent
from tests.billing import bank_files as files
from tests.billing.stage import CHANNEL, a_second_provider, a_stage, file_of, freeze, give_account, read_file

pytestmark = pytest.mark.django_db
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


def at(day: int) -> datetime:
    return datetime(2017, 2, day, 9, tzinfo=UTC)


def test_rejected_and_returned_payments_are_paid_again_and_the_month_is_closed():
    stage = a_stage()
    second, third = a_second_provider(stage), a_second_provider(stage, iban="FI4250001510000023")
    run = freeze(stage, Month(2017, 1), at(2))

    # 2 February: 73.64 euros in three payments go to the bank.
    file = file_of(stage, run, at(2))
    assert (file.payment_count, file.total_cents, sums(file)) == (3, 7364, ["31.56", "21.04", "21.04"])
    actions.note_sent(file=file, by=stage.preparer, at=at(3), channel=CHANNEL)
    two, three = (Payment.objects.get(provider=provider) for provider in (second, third))

    # 14 February: the bank takes two of them and rejects one.
    no = files.transaction(two, "RJCT", reason="AC04", told="Account closed", amount="21.04")
    read_file(stage, files.pain002(file, no, status="PART", counts=files.accepted_count(2)), at(14))
    assert (states(run), state(run)) == (["accepted", "rejected", "accepted"], "answered")

    # 15 February: what was accepted is booked in one sum, 31.56 + 21.04 = 52.60.
    read_file(stage, files.camt054(files.booked_together(file, 2, "52.60")), at(15))
    assert (states(run), paid_cents(run)) == (["paid", "rejected", "paid"], 5260)

    # 17 February: the third's money comes back, so 31.56 is what really left the account.
    back = files.camt054(files.came_back(three, "21.04", told="No such account"), message_id="NOTE-2")
    read_file(stage, back, at(17))
    assert (states(run), paid_cents(run)) == (["paid", "rejected", "returned"], 3156)
    assert read_again(stage, back) == 3156

    # 20 February: both have new accounts; one order, approved by another person, pays 42.08 again.
    for provider, iban in ((second, "FI4250001510000023"), (third, "FI1410093000123458")):
        give_account(provider, stage.preparer, stage.approver, iban=iban, first=date(2017, 2, 18))
    waiting = list(ReturnedPayment.objects.filter(state="open"))
    order = actions.order_repayment(run=run, returned=waiting, by=stage.preparer, at=at(20), channel=CHANNEL)
    again = actions.approve_repayment(
        repayment=order, digest=order.payment_digest, by=stage.approver, at=at(20), channel=CHANNEL
    )
    assert (again.payment_count, again.total_cents, sums(again)) == (2, 4208, ["21.04", "21.04"])
    actions.note_sent(file=again, by=stage.preparer, at=at(20), channel=CHANNEL)

    # 21 February: booked, and with it everything that was owed has been paid once: 31.56 + 42.08 = 73.64.
    read_file(stage, files.camt054(files.booked_together(again, 2, "42.08"), message_id="NOTE-3"), at(21))
    assert paid_cents(run) == 7364 == run.statements.aggregate(sum=Sum("to_pay"))["sum"]
    actions.close(run=run, by=stage.approver, at=at(21), channel=CHANNEL)

    assert state(run) == "closed"
    assert sorted(ReturnedPayment.objects.values_list("state", flat=True)) == ["repaid", "repaid"]
    assert BankMessageLine.objects.exclude(result="applied").count() == 0
    assert len(set(ids(file) + ids(again))) == 5
    told = AuditEvent.objects.filter(subject_kind="run", subject_id=str(run.pk)).values_list("kind", flat=True)
    assert {"run_answered", "payment_failed", "repayment_ordered", "repayment_approved", "run_closed"} <= set(told)


def states(run: PaymentRun) -> list[str]:
    return list(Payment.objects.filter(run=run, attempt=1).order_by("provider").values_list("state", flat=True))


def state(run: PaymentRun) -> str:
    run.refresh_from_db()
    return run.state


def paid_cents(run: PaymentRun) -> int:
    return Payment.objects.filter(run=run, state="paid").aggregate(sum=Sum("cents"))["sum"]


def read_again(stage, content: bytes) -> int:
    message = read_file(stage, content, at(18))
    return paid_cents(message.lines.get().payment.run)


def sums(file: PaymentFile) -> list[str]:
    return [amount.text for amount in tree(file).iter(f"{PAIN}InstdAmt")]


def ids(file: PaymentFile) -> list[str]:
    return [name.text for name in tree(file).iter(f"{PAIN}EndToEndId")]


def tree(file: PaymentFile):
    return etree.fromstring(bytes(file.document.content))
