"""What the bank answers is read once, line by line: applied, known before, or set aside with its reason."""

import pytest
from django.db import DatabaseError, transaction

from billing import actions, errors
from billing.models import BankMessage, BankMessageLine, FileSending, Payment, PaymentRun, ReturnedPayment
from pilot import audit
from pilot.models import AuditEvent
from tests.billing import bank_files as files
from tests.billing.stage import IN_FEBRUARY, a_second_provider, a_stage, file_of, freeze, read_file


@pytest.fixture
def stage(stage):
    stage.second = a_second_provider(stage)
    return stage


@pytest.fixture
def file(stage):
    """31.56 euros to the first provider and 21.04 to the second."""
    return file_of(stage, freeze(stage))


@pytest.fixture
def payments(stage, file):
    return {payment.provider_id: payment for payment in Payment.objects.all()}


@pytest.fixture
def first(stage, payments):
    return payments[stage.provider.pk]


@pytest.fixture
def second(stage, payments):
    return payments[stage.second.pk]


def states(*payments):
    found = []
    for payment in payments:
        payment.refresh_from_db()
        found.append(payment.state)
    return found


def run_state():
    return PaymentRun.objects.get().state


def results(message):
    return list(message.lines.order_by("ordinal").values_list("result", flat=True))


def test_an_accepted_file_is_accepted_payment_by_payment(stage, file, first, second):
    message = read_file(stage, files.pain002(file, status="ACCP"))

    assert states(first, second) == ["accepted", "accepted"]
    assert (message.line_count, message.aside_count, run_state()) == (2, 0, "answered")


def test_one_rejected_payment_goes_into_the_queue_and_the_run_waits_for_the_other(stage, file, first, second):
    said = files.transaction(second, "RJCT", reason="AC04", told="Account closed", amount="21.04")

    read_file(stage, files.pain002(file, said, status="PART"))

    assert (states(first, second), run_state()) == (["ordered", "rejected"], "sent")
    returned = ReturnedPayment.objects.get()
    assert (returned.payment, returned.reason, returned.told) == (second, "AC04", "Account closed")
    # Thursday 2 February 2017 and three bank days.
    assert f"{returned.due_on}" == "2017-02-07"


@pytest.mark.parametrize(("count", "state"), [(1, "accepted"), (2, "ordered")])
def test_partly_holds_for_the_rest_only_when_the_bank_counts_it(stage, file, first, second, count, state):
    said = files.transaction(second, "RJCT", reason="AC04")

    read_file(stage, files.pain002(file, said, status="PART", counts=files.accepted_count(count)))

    assert states(first, second) == [state, "rejected"]


def test_a_rejected_file_rejects_every_payment(stage, file, first, second):
    read_file(stage, files.pain002(file, status="RJCT"))

    assert (states(first, second), ReturnedPayment.objects.count()) == (["rejected", "rejected"], 2)


def test_an_older_version_of_the_answer_is_read_too(stage, file, first, second):
    read_file(stage, files.pain002(file, status="ACSP", space=files.PAIN002.replace(".10", ".03")))

    assert states(first, second) == ["accepted", "accepted"]


def test_one_booking_of_the_file_pays_what_was_not_rejected(stage, file, first, second):
    read_file(stage, files.pain002(file, files.transaction(second, "RJCT", reason="AC04"), status="PART"))

    message = read_file(stage, files.camt054(files.booked_together(file, 1, "31.56")))

    assert (states(first, second), results(message)) == (["paid", "rejected"], ["applied"])


def test_a_booking_of_another_sum_is_set_aside(stage, file, first, second):
    message = read_file(stage, files.camt054(files.booked_together(file, 2, "31.56")))

    assert (states(first, second), results(message)) == (["ordered", "ordered"], ["wrong_amount"])


@pytest.mark.parametrize("order", [1, -1], ids=["booked first", "returned first"])
def test_what_came_back_on_the_day_of_one_booking_was_in_its_sum(stage, file, first, second, order):
    """31.56 and 21.04 leave in one booking of 52.60; of it 21.04 comes back in the same message."""
    entries = [files.booked_together(file, 2, "52.60"), files.came_back(second, "21.04")]

    message = read_file(stage, files.camt054(*entries[::order]))

    assert (states(first, second), results(message)) == (["paid", "returned"], ["applied"] * 3)


def test_a_paid_payment_comes_back(stage, file, first, second):
    read_file(stage, files.camt054(files.booked(first, "31.56"), files.booked(second, "21.04")))
    read_file(stage, files.camt054(files.came_back(second, "21.04", told="No such account"), message_id="NOTE-2"))

    assert (states(first, second), run_state()) == (["paid", "returned"], "answered")
    assert (ReturnedPayment.objects.get().reason, AuditEvent.objects.filter(kind="payment_failed").count()) == (
        "AC04",
        1,
    )


def test_a_booking_read_after_the_return_is_set_aside_and_pays_nothing(stage, file, first, second):
    read_file(stage, files.camt054(files.came_back(second, "21.04"), message_id="NOTE-2"))

    late = read_file(stage, files.camt054(files.booked(second, "21.04"), files.booked(first, "31.56")))

    assert (states(first, second), results(late)) == (["paid", "returned"], ["came_back", "applied"])
    assert (late.aside_count, ReturnedPayment.objects.get().state) == (1, "open")


@pytest.mark.parametrize(("count", "sum_", "said"), [
    (2, "52.60", ["applied", "came_back"]),
    (1, "31.56", ["applied"]),
    (1, "21.04", ["wrong_amount"]),
])  # fmt: skip
def test_a_booking_of_the_file_read_after_a_return_pays_the_others(stage, file, first, second, count, sum_, said):
    read_file(stage, files.camt054(files.came_back(second, "21.04"), message_id="NOTE-2"))

    late = read_file(stage, files.camt054(files.booked_together(file, count, sum_)))

    paid = "ordered" if said == ["wrong_amount"] else "paid"
    assert (states(first, second), sorted(results(late))) == ([paid, "returned"], said)


def test_the_older_notification_is_read_too(stage, file, first, second):
    space = files.CAMT054.replace(".08", ".02")

    read_file(stage, files.camt054(files.booked(first, "31.56", status="BOOK"), space=space))

    assert states(first, second) == ["paid", "ordered"]


def test_lines_that_fit_nothing_are_listed_by_line_and_reason(stage, file, first, second):
    message = read_file(
        stage,
        files.pain002(
            file,
            files.transaction("SOMEBODY-ELSES", "ACCP"),
            files.transaction(first, "ACCP", amount="31.55"),
            files.transaction(second, "HMMM"),
            files.transaction("", "ACCP"),
        ),
    )

    assert results(message) == ["unknown_id", "wrong_amount", "unknown_status", "no_reference"]
    assert list(message.lines.order_by("ordinal").values_list("line", flat=True)) == [6, 7, 8, 9]
    assert (states(first, second), message.aside_count) == (["ordered", "ordered"], 4)


def test_an_answer_to_another_file_is_set_aside(stage, file, first):
    one = read_file(stage, files.pain002("VALINTA-1", files.transaction(first, "RJCT"), status="RJCT"))
    other_account = read_file(stage, files.camt054(files.booked(first, "31.56"), account="FI1410093000123458"))

    assert results(one) == ["unknown_file", "unknown_file"]
    assert (results(other_account), states(first)) == (["other_account"], ["ordered"])


def test_another_payers_payments_are_not_known(stage, file, first):
    stranger = a_stage()

    message = read_file(stranger, files.pain002(file, files.transaction(first, "RJCT"), status="RJCT"))

    assert (set(results(message)), states(first)) == ({"unknown_file"}, ["ordered"])


def test_older_news_changes_nothing_and_a_contradiction_is_set_aside(stage, file, first):
    read_file(stage, files.camt054(files.booked(first, "31.56")))

    older = read_file(stage, files.pain002(file, files.transaction(first, "ACCP")))
    other = read_file(stage, files.pain002(file, files.transaction(first, "RJCT"), message_id="BANK-2"))

    assert (results(older), results(other), states(first)) == (["known"], ["contradicts"], ["paid"])


def test_the_same_file_again_says_so_and_changes_nothing(stage, file, first, second):
    content = files.pain002(file, status="RJCT")
    message = read_file(stage, content)

    again = actions.read_bank_message(
        payer=stage.organiser, filename="copy.xml", content=content, by=stage.approver, at=IN_FEBRUARY, channel="online"
    )

    assert (again.message, again.is_new) == (message, False)
    assert (BankMessage.objects.count(), BankMessageLine.objects.count(), ReturnedPayment.objects.count()) == (1, 2, 2)
    assert AuditEvent.objects.filter(kind="bank_message_read").count() == 1


def test_another_file_with_a_used_message_id_is_refused(stage, file, first):
    read_file(stage, files.pain002(file, files.transaction(first, "ACCP")))

    with pytest.raises(errors.MessageIdUsed) as refusal:
        read_file(stage, files.pain002(file, files.transaction(first, "RJCT")))
    assert ("BANK-1" in refusal.value.message, states(first)) == (True, ["accepted"])


def test_an_answer_shows_that_the_file_is_at_the_bank(stage, file, first, second):
    read_file(stage, files.pain002(file, files.transaction(first, "ACCP")))

    sending = FileSending.objects.get(file=file)
    assert (sending.is_shown_by_answer, sending.sent_by, run_state()) == (True, stage.preparer, "sent")


def test_read_records_the_message_and_the_run(stage, file):
    message = read_file(stage, files.pain002(file, status="ACCP"))

    event = AuditEvent.objects.get(kind="bank_message_read")
    assert (event.subject_id, event.facts["lines"], event.pilot_code) == (str(message.pk), 2, stage.strand.pilot.code)
    assert AuditEvent.objects.filter(kind="run_answered").count() == 1


def test_read_leaves_nothing_when_the_record_fails(stage, file, first, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        read_file(stage, files.pain002(file, status="RJCT"))

    assert (BankMessage.objects.count(), states(first), run_state()) == (0, ["ordered"], "filed")
