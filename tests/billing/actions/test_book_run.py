"""A run is booked once, from frozen rows: what is owed by its statements, then what became of its payments."""

from datetime import date

import pytest
from django.db import DatabaseError

from billing import actions, errors
from billing.models import Booking, BookingLine
from billing.queries.accounting import left_to_book
from pilot import audit
from pilot.models import AuditEvent, NumberSeries
from tests.billing.books import accounts, balance, book, file, lines
from tests.billing.stage import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    MARCH,
    a_purchase,
    a_stage,
    approve,
    die,
    freeze,
    submit,
    take_off,
)
from tests.people import an_organiser


@pytest.fixture
def stage(db):
    stage = a_stage()
    accounts(stage)
    return stage


def test_a_month_is_expense_then_payable_then_on_its_way(stage):
    run = file(stage, freeze(stage))

    assert book(stage, run) == 2

    owed, paid = Booking.objects.order_by("number")
    # 252.48 / 12 = 21.04 for the older of Keskusta, 126.24 / 12 = 10.52 for the younger of Kuokkala.
    assert lines(owed) == [
        ("4340", "debit", 2104, "4110"),
        ("4340", "debit", 1052, "4120"),
        ("2450", "credit", 3156, ""),
    ]
    assert lines(paid) == [("2450", "debit", 3156, ""), ("1985", "credit", 3156, "")]
    assert (owed.booked_on, paid.booked_on) == (date(2017, 1, 31), run.pay_on)
    assert (str(owed), str(paid)) == ("2017/1", "2017/2")


def test_corrections_are_booked_in_the_present_period_with_their_service_month(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    run = file(stage, freeze(stage, FEBRUARY, IN_MARCH), IN_MARCH)

    book(stage, run, IN_MARCH)

    owed = Booking.objects.get()
    # 252.48 x 10 / (12 x 31) = 6.787: January's 21.04 back and 6.79 due; 10.52 - 21.04 + 6.79 = -3.73 is carried.
    rows = owed.lines.order_by("ordinal").values_list("account", "side", "cents", "month", "entry_kind")
    assert list(rows) == [
        ("4340", "debit", 1052, date(2017, 2, 1), "ORIGINAL"),
        ("4340", "debit", 679, date(2017, 1, 1), "CORRECTION"),
        ("4340", "credit", 2104, date(2017, 1, 1), "REFUND"),
        ("1780", "debit", 373, None, ""),
    ]
    assert owed.booked_on == date(2017, 2, 28)


def test_booked_in_two_steps_it_is_each_once(stage):
    run = approve(stage, submit(stage, freeze(stage)))

    counts = [book(stage, run), book(stage, run)]
    actions.make_payment_file(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    counts += [book(stage, run), book(stage, run)]

    assert counts == [1, 0, 1, 0]
    assert (balance(run, "payables"), balance(run, "clearing")) == (0, -3156)


def test_public_sites_are_not_booked(stage):
    run = file(stage, freeze(stage))

    book(stage, run)

    assert set(BookingLine.objects.filter(use="expense").values_list("site", flat=True)) == {stage.site.pk}


def test_it_records_one_event_and_none_when_nothing_is_left(stage):
    run = file(stage, freeze(stage))

    book(stage, run)
    book(stage, run)

    event = AuditEvent.objects.get(kind="run_booked")
    assert (event.by_id, event.facts["bookings"], event.facts["debit_cents"]) == (stage.preparer.pk, 2, 6312)


def test_a_strands_own_accounts_come_before_the_common_ones(stage):
    accounts(stage, strand=stage.strand, cost_place="7000", cost_places_by="none", places={})
    run = file(stage, freeze(stage))

    book(stage, run)

    assert set(BookingLine.objects.filter(use="expense").values_list("cost_place", flat=True)) == {"7000"}


def test_the_expense_is_that_of_the_areas_organiser(stage):
    other = an_organiser()
    stage.areas[1].organiser = other
    stage.areas[1].save()
    run = file(stage, freeze(stage))

    book(stage, run)

    found = dict(BookingLine.objects.filter(use="expense").values_list("organiser", "cents"))
    assert found == {stage.organiser.pk: 2104, other.pk: 1052}


@pytest.mark.parametrize("state", ["frozen", "submitted"])
def test_it_refuses_what_nobody_approved(stage, state):
    run = freeze(stage)
    if state == "submitted":
        submit(stage, run)

    with pytest.raises(errors.NotApproved):
        book(stage, run)
    assert not Booking.objects.exists()


def test_it_refuses_days_without_accounts_and_takes_no_number(db):
    stage = a_stage()
    accounts(stage, first=date(2017, 2, 1))
    run = file(stage, freeze(stage))

    with pytest.raises(errors.NoAccounts) as refusal:
        book(stage, run)
    assert refusal.value.params == {"day": "31.1.2017"}
    assert not Booking.objects.exists()
    assert not NumberSeries.objects.filter(code__startswith="journal/").exists()


def test_it_leaves_nothing_when_the_record_fails(stage, monkeypatch):
    run = file(stage, freeze(stage))

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        book(stage, run)

    assert (Booking.objects.count(), BookingLine.objects.count()) == (0, 0)
    monkeypatch.undo()
    book(stage, run)
    assert sorted(Booking.objects.values_list("number", flat=True)) == [1, 2]


def test_a_statement_with_deductions_alone_is_booked_and_one_that_only_carries_is_not(stage):
    freeze(stage)
    for resident in stage.residents[:2]:
        die(stage, resident, "2017-01-31", IN_MARCH)
    take_off(stage, a_purchase(stage, month=FEBRUARY, cents=1000), at=IN_MARCH)
    february = file(stage, freeze(stage, FEBRUARY, IN_MARCH), IN_MARCH)
    march = file(stage, freeze(stage, MARCH, IN_MARCH), IN_MARCH)

    left = [left_to_book(run).count for run in (february, march)]
    counts = [book(stage, run, IN_MARCH) for run in (february, march)]

    assert (left, counts, left_to_book(february).count) == ([1, 0], [1, 0], 0)
    assert lines(Booking.objects.get()) == [("1780", "debit", 1000, ""), ("3150", "credit", 1000, "")]
