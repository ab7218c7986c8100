"""Lines of the bank that fit no payment are looked at; a payment that came back smaller may count as come back."""

import pytest

from billing import actions, errors
from billing.forms.bank import LineReviewForm
from billing.models import BankLineReview, BankMessageLine, Payment, PaymentRun, ReturnedPayment
from billing.tables.bank import LINES
from pilot import audit
from pilot.models import AuditEvent
from tests.billing import bank_files as files
from tests.billing.stage import CHANNEL, IN_MARCH, a_second_provider, file_of, freeze, read_file, settle

KEPT = "The bank kept 5.00 as its charge"


@pytest.fixture
def stage(stage):
    stage.second = a_second_provider(stage)
    stage.file = file_of(stage, freeze(stage))
    return stage


@pytest.fixture
def first(stage):
    return Payment.objects.get(provider=stage.provider)


@pytest.fixture
def second(stage):
    return Payment.objects.get(provider=stage.second)


@pytest.fixture
def message(stage, first, second):
    """31.56 and 21.04 are paid; a stranger's 7.00 is booked, and of the 31.56 only 26.56 come back."""
    read_file(stage, files.camt054(files.booked(first, "31.56"), files.booked(second, "21.04")))
    lines = (files.booked("SOMEBODY", "7.00"), files.came_back(first, "26.56"), files.came_back(second, "21.04"))
    return read_file(stage, files.camt054(*lines, message_id="NOTE-2"))


def aside(message) -> list[BankMessageLine]:
    return list(message.lines.filter(result__in=["unknown_id", "wrong_amount"]).order_by("ordinal"))


def review(message, *lines, note="Our own cheque", by):
    numbers = [line.pk for line in lines]
    return actions.review_bank_lines(message=message, lines=numbers, note=note, by=by, at=IN_MARCH, channel=CHANNEL)


def take(line, *, note=KEPT, by):
    return actions.take_as_returned(line=line, note=note, by=by, at=IN_MARCH, channel=CHANNEL)


def trace() -> tuple[int, int, int]:
    return BankLineReview.objects.count(), AuditEvent.objects.count(), ReturnedPayment.objects.count()


def test_it_is_kept_who_looked_when_and_what_came_of_it(stage, message):
    stranger, _smaller = aside(message)

    review(message, stranger, note=" Our own cheque ", by=stage.preparer)

    kept = BankLineReview.objects.get()
    assert (kept.line, kept.reviewed_by, kept.reviewed_at) == (stranger, stage.preparer, IN_MARCH)
    assert (kept.note, kept.is_return) == ("Our own cheque", False)


def test_fewer_dollars_are_no_smaller_return_and_are_not_called_euros(stage, message, first):
    dollars = files.came_back(first, "26.56").replace('Ccy="EUR"', 'Ccy="USD"')
    (line,) = read_file(stage, files.camt054(dollars, message_id="NOTE-3")).lines.all()

    assert (line.result, line.cents, line.currency) == ("wrong_amount", 2656, "USD")
    with pytest.raises(errors.NotASmallerReturn):
        take(line, by=stage.preparer)
    ((_pk, label),) = LineReviewForm(rows=[line]).fields["lines"].choices
    assert ("26,56 USD" in label, "€" in label) == (True, False)
    shown = {column.key: column.cell(line) for column in LINES.columns if column.only != "file"}
    assert (shown["cents"], shown["other"]) == ("", "26,56 USD")


def test_several_lines_are_one_event(stage, message):
    review(message, *aside(message), by=stage.preparer)

    event = AuditEvent.objects.get(kind="bank_lines_reviewed")
    assert (event.subject_id, event.reason, event.facts["lines"]) == (str(message.pk), "Our own cheque", 2)
    assert Payment.objects.filter(state="returned").count() == 1


def test_it_refuses_what_fitted_what_is_anothers_and_no_line(stage, message, first):
    other = read_file(stage, files.camt054(files.booked("ANOTHER", "1.00"), message_id="NOTE-3"))
    (fitting,) = message.lines.filter(result="applied")
    before = trace()

    for lines in ([fitting], [*aside(message), fitting], aside(other), []):
        with pytest.raises(errors.LinesReviewed):
            review(message, *lines, by=stage.preparer)

    assert trace() == before


def test_it_refuses_a_second_time_and_without_words(stage, message):
    stranger, smaller = aside(message)
    review(message, stranger, by=stage.preparer)
    before = trace()

    with pytest.raises(errors.LinesReviewed):
        review(message, stranger, smaller, by=stage.approver)
    with pytest.raises(errors.LineNoteMissing):
        review(message, smaller, note=" ", by=stage.approver)

    assert trace() == before


def test_what_came_back_smaller_waits_to_be_paid_again_in_full(stage, message, first):
    _stranger, smaller = aside(message)

    returned = take(smaller, by=stage.preparer)

    first.refresh_from_db()
    assert (first.state, returned.payment.cents, returned.reason, returned.state) == ("returned", 3156, "AC04", "open")
    assert BankLineReview.objects.get().is_return
    failed = AuditEvent.objects.filter(kind="payment_failed").order_by("-pk")[0]
    assert (failed.by_id, failed.facts["cents"]) == (stage.preparer.pk, 3156)


def test_a_closed_run_is_open_again_when_a_payment_counts_as_come_back(stage, message):
    _stranger, smaller = aside(message)
    other = ReturnedPayment.objects.get()
    settle(stage, other, IN_MARCH)
    actions.close(run=PaymentRun.objects.get(), by=stage.preparer, at=IN_MARCH, channel=CHANNEL)

    take(smaller, by=stage.preparer)

    assert PaymentRun.objects.get().state == "answered"


def test_it_takes_back_nothing_else(stage, message, second):
    stranger, smaller = aside(message)
    larger = read_file(stage, files.camt054(files.came_back(second, "99.00"), message_id="NOTE-3")).lines.get()
    before = trace()

    for line in (stranger, larger):
        with pytest.raises(errors.NotASmallerReturn):
            take(line, by=stage.preparer)
    with pytest.raises(errors.LineNoteMissing):
        take(smaller, note="", by=stage.preparer)
    with pytest.raises(errors.LinesReviewed):
        take(message.lines.get(result="applied"), by=stage.preparer)

    assert trace() == before


def test_it_counts_as_come_back_once(stage, message, first):
    again = files.camt054(files.came_back(first, "20.00"), message_id="NOTE-3")
    second_line = read_file(stage, again).lines.get()
    _stranger, smaller = aside(message)
    take(smaller, by=stage.preparer)
    before = trace()

    with pytest.raises(errors.LinesReviewed):
        take(smaller, by=stage.approver)
    with pytest.raises(errors.NotASmallerReturn):
        take(second_line, by=stage.approver)

    assert trace() == before


def test_both_roll_back_whole(stage, message, monkeypatch):
    stranger, smaller = aside(message)
    before = trace()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        review(message, stranger, by=stage.preparer)
    with pytest.raises(ZeroDivisionError):
        take(smaller, by=stage.preparer)

    assert (trace(), Payment.objects.filter(state="returned").count()) == (before, 1)
