"""The books of two months around a late death: what an accountant would write on paper.

Two residents chose the private site: the older of Keskusta at 252.48 euros a year (21.04 a month), the younger of
Kuokkala at 126.24 (10.52). The older died on 15 January, which becomes known when January is paid.
"""

from datetime import UTC, date, datetime

import pytest

from billing.models import Booking, Payment, PaymentRun
from tests.billing import bank_files
from tests.billing.books import accounts, balance, book, file, lines
from tests.billing.stage import FEBRUARY, JANUARY, a_stage, die, freeze, read_file

pytestmark = pytest.mark.django_db


def at(month: int, day: int) -> datetime:
    return datetime(2017, month, day, 9, tzinfo=UTC)


def test_a_late_death_is_taken_back_and_carried_in_the_books_of_the_present_month():
    stage = a_stage()
    accounts(stage)

    # January: 21.04 + 10.52 = 31.56 owed on the last of the month, ordered for 15 February, then booked by the bank.
    january = file(stage, freeze(stage, JANUARY, at(2, 2)), at(2, 2))
    assert book(stage, january, at(2, 2)) == 2
    payment = Payment.objects.get(run=january)
    read_file(stage, bank_files.camt054(bank_files.booked(payment, "31.56")), at(2, 15))
    assert book(stage, january, at(2, 15)) == 1

    assert journal(january) == [
        ("2017/1", date(2017, 1, 31), [
            ("4340", "debit", 2104, "4110"), ("4340", "debit", 1052, "4120"), ("2450", "credit", 3156, ""),
        ]),
        ("2017/2", date(2017, 2, 15), [("2450", "debit", 3156, ""), ("1985", "credit", 3156, "")]),
        ("2017/3", date(2017, 2, 15), [("1985", "debit", 3156, ""), ("1910", "credit", 3156, "")]),
    ]  # fmt: skip
    assert [balance(january, use) for use in ("clearing", "payables", "bank")] == [0, 0, -3156]

    # February: 252.48 x 15 / (12 x 31) = 10.18 of January stays. 10.52 + 10.18 - 21.04 = -0.34 is carried.
    die(stage, stage.residents[0], "2017-01-15", at(3, 1))
    february = file(stage, freeze(stage, FEBRUARY, at(3, 2)), at(3, 2))
    assert book(stage, february, at(3, 2)) == 1

    # January's correction is in February's books, at its own cost place, with its service month.
    assert journal(february) == [
        ("2017/4", date(2017, 2, 28), [
            ("4340", "debit", 1052, "4120"), ("4340", "debit", 1018, "4110"), ("4340", "credit", 2104, "4110"),
            ("1780", "debit", 34, ""),
        ]),
    ]  # fmt: skip
    months = Booking.objects.get(run=february).lines.filter(use="expense").values_list("month", flat=True)
    assert list(months.order_by("ordinal")) == [date(2017, 2, 1), date(2017, 1, 1), date(2017, 1, 1)]
    # Both months together: 31.56 - 0.34 = 31.22 of expense; 31.56 left the bank, and 0.34 of it is to come back.
    runs = (january, february)
    assert [sum(balance(run, use) for run in runs) for use in ("expense", "carried", "bank")] == [3122, 34, -3156]


def test_what_the_bank_sends_back_is_owed_again():
    stage = a_stage()
    accounts(stage)
    run = file(stage, freeze(stage, JANUARY, at(2, 2)), at(2, 2))
    payment = Payment.objects.get(run=run)
    read_file(stage, bank_files.camt054(bank_files.booked(payment, "31.56")), at(2, 15))
    back = bank_files.camt054(bank_files.came_back(payment, "31.56", told="No such account"), message_id="NOTE-2")
    read_file(stage, back, at(2, 17))

    # Booked only now: paid on the 15th, back on the 17th, each on its day.
    assert book(stage, run, at(2, 20)) == 4

    last = journal(run)[-1]
    assert last[1:] == (date(2017, 2, 17), [("1910", "debit", 3156, ""), ("2450", "credit", 3156, "")])
    assert [balance(run, use) for use in ("bank", "clearing", "payables")] == [0, 0, -3156]


def test_what_the_bank_rejects_never_left_it():
    stage = a_stage()
    accounts(stage)
    run = file(stage, freeze(stage, JANUARY, at(2, 2)), at(2, 2))
    read_file(stage, bank_files.pain002(run.payment_files.get(), status="RJCT"), at(2, 14))

    book(stage, run, at(2, 14))

    # Answered on the 14th, but ordered for the 15th: in the books it is not taken back before it was ordered.
    back = (date(2017, 2, 15), [("1985", "debit", 3156, ""), ("2450", "credit", 3156, "")])
    assert journal(run)[-1][1:] == back
    assert [balance(run, use) for use in ("bank", "clearing", "payables")] == [0, 0, -3156]


def journal(run: PaymentRun) -> list[tuple[str, date, list[tuple[str, str, int, str]]]]:
    rows = Booking.objects.filter(run=run).order_by("year", "number")
    return [(str(booking), booking.booked_on, lines(booking)) for booking in rows]
