"""The rules of the books that the database holds, tried by breaking them there.

What is asked at the commit is asked here by SET CONSTRAINTS; one test really commits.
"""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from billing.models import AccountingRules, Booking, BookingLine, CostPlace, LedgerAccount, Payment
from tests.billing.books import accounts, book, file
from tests.billing.stage import IN_FEBRUARY, NEW_YEAR, Stage, a_stage, freeze
from tests.constraints import changed, copied, refused_by


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


@pytest.fixture
def rules(stage) -> AccountingRules:
    return accounts(stage)


@pytest.fixture
def run(stage, rules):
    run = file(stage, freeze(stage))
    book(stage, run)
    return run


def commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def a_booking(run, **changes) -> Booking:
    """Add another booking of the run's payment, without lines."""
    payment = Payment.objects.get(run=run)
    return copied(
        Booking.objects.get(run=run, kind="payment"),
        **{"number": 3, "cause_key": "again", "payment_id": payment.pk} | changes,
    )()


def a_line(booking: Booking, side: str, cents: int, **changes) -> BookingLine:
    given = {"ordinal": booking.lines.count() + 1, "use": "clearing", "account": "1985", "side": side, "cents": cents}
    return BookingLine.objects.create(booking=booking, provider_id=_provider(booking), **given | changes)


def _provider(booking: Booking) -> int:
    return booking.payment.provider_id if booking.payment else booking.statement.site.provider_id


def test_debits_equal_credits(run):
    """Asked by booking_is_whole, and of lines that come later by booking_of_a_line_is_whole."""
    with refused_by("debits_equal_credits"):
        booking = a_booking(run)
        a_line(booking, "debit", 3156)
        a_line(booking, "credit", 3155)
        commit()


def test_a_booking_has_lines(run):
    with refused_by("debits_equal_credits"):
        a_booking(run)
        commit()


def test_a_line_that_comes_after_the_check_is_checked_too(run):
    with refused_by("debits_equal_credits"):
        booking = a_booking(run)
        a_line(booking, "debit", 3156)
        a_line(booking, "credit", 3156)
        commit()
        a_line(booking, "debit", 1)
        commit()


def test_a_balanced_booking_is_accepted(run):
    booking = a_booking(run)
    a_line(booking, "debit", 3156)
    a_line(booking, "credit", 3156)
    commit()

    assert booking.lines.count() == 2


def test_a_booking_says_what_its_payment_says(run):
    with refused_by("booking_says_what_its_payment_says"):
        booking = a_booking(run)
        a_line(booking, "debit", 1)
        a_line(booking, "credit", 1)
        commit()


def test_a_booking_says_what_its_statement_says(run):
    owed = Booking.objects.get(run=run, kind="statement")
    with refused_by("booking_says_what_its_statement_says"):
        booking = a_booking(run, kind="statement", payment_id=None, statement_id=owed.statement_id)
        for line in owed.lines.all():
            expense = {"area_id": line.area_id, "site_id": line.site_id, "month": line.month}
            expense |= {"organiser_id": line.organiser_id, "entry_kind": line.entry_kind, "cost_place": line.cost_place}
            a_line(booking, line.side, line.cents + (1 if line.use == "payables" else 0), use=line.use, **expense)
        a_line(booking, "debit", 1)
        commit()


def test_numbers_have_no_hole_and_begin_at_one(run):
    with refused_by("booking_numbers_have_no_hole"):
        booking = a_booking(run, number=4)
        a_line(booking, "debit", 3156)
        a_line(booking, "credit", 3156)
        commit()
    with refused_by("booking_has_its_own_number"):
        a_booking(run, number=2)
    with refused_by("booking_numbers_begin_at_one"):
        a_booking(run, number=0)


def test_a_booking_is_of_its_days_year_and_has_one_cause(run):
    with refused_by("booking_is_of_its_days_year"):
        a_booking(run, year=2018, number=1)
    with refused_by("booking_has_one_cause"):
        a_booking(run, payment_id=None)
    with refused_by("cause_key"):
        a_booking(run, cause_key=Booking.objects.first().cause_key)


def test_a_line_comes_with_its_booking(run):
    """booking_knows_its_unit_of_work: whoever writes its number by hand does not get past the database's own."""
    with transaction.atomic(), connection.cursor() as cursor:
        forged = a_booking(run, written_xid="1")
        forged.refresh_from_db()
        cursor.execute("SELECT pg_current_xact_id()::text")
        assert str(forged.written_xid) == cursor.fetchone()[0]
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", [{"cents": 0}, {"cents": -1}])
def test_a_line_is_above_zero(run, change):
    with refused_by("booking_line_is_above_zero"):
        a_line(a_booking(run), "debit", **change)


def test_a_line_is_a_debit_or_a_credit_in_its_place(run):
    with refused_by("booking_line_is_debit_or_credit"):
        a_line(a_booking(run), "both", 1)
    with refused_by("lines_of_a_booking_are_in_order"):
        booking = a_booking(run)
        a_line(booking, "debit", 1)
        a_line(booking, "credit", 1, ordinal=1)


def test_an_expense_leads_to_its_entries(run):
    with refused_by("expense_leads_to_its_entries"):
        a_line(a_booking(run), "debit", 1, use="expense", cost_place="1")


def test_the_journal_never_changes(run):
    for rows, guard in (
        (Booking.objects.filter(run=run), "booking_never_changes"),
        (BookingLine.objects.filter(booking__run=run), "booking_line_never_changes"),
    ):
        with refused_by(f"{guard}|Cannot|permission denied"):
            rows.update(id=F("id") + 99)
        with refused_by(f"{guard}|Cannot|permission denied"):
            rows._raw_delete("default")


def test_an_organiser_has_one_set_of_accounts_on_any_day(rules):
    with refused_by("organiser_and_strand_have_one_set_of_accounts_on_any_day"):
        copied(rules)()


def test_accounting_rules_are_kept_and_only_cut_short(rules):
    with refused_by("accounting_rules_never_change|Cannot update"):
        changed(rules, cost_place="1")()
    with refused_by("accounting_rules_are_never_deleted|Cannot delete"):
        AccountingRules.objects.filter(pk=rules.pk)._raw_delete("default")
    with refused_by("accounting_rules_are_only_cut_short"):
        changed(rules, period=DateRange(date(2016, 1, 1), None))()
    changed(rules, period=DateRange(NEW_YEAR, date(2018, 1, 1)))()


def test_accounts_and_cost_places_are_whole(stage, rules):
    later = {"period": DateRange(date(2010, 1, 1), NEW_YEAR)}
    with refused_by("cost_place_is_given"):
        copied(rules, cost_place="", **later)()
    with refused_by("cost_places_are_by_area_site_or_none"):
        copied(rules, cost_places_by="moon", **later)()
    with refused_by("use_has_one_account"):
        LedgerAccount.objects.create(rules=rules, use="bank", number="2")
    with refused_by("account_has_a_number"):
        LedgerAccount.objects.create(rules=rules, use="other", number="")
    for wrong, name in (
        ({"area": stage.areas[0], "code": "1"}, "area_has_one_cost_place"),
        ({"area": stage.areas[0], "site": stage.site, "code": "1"}, "cost_place_is_of_an_area_or_a_site"),
        ({"code": "1"}, "cost_place_is_of_an_area_or_a_site"),
        ({"site": stage.site, "code": ""}, "cost_place_has_a_code"),
    ):
        with refused_by(name):
            CostPlace.objects.create(rules=rules, **wrong)
    CostPlace.objects.create(rules=rules, site=stage.site, code="1")
    with refused_by("site_has_one_cost_place"):
        CostPlace.objects.create(rules=rules, site=stage.site, code="2")
    for rows, guard in (
        (LedgerAccount.objects.all(), "ledger_account_never_changes"),
        (CostPlace.objects.all(), "cost_place_never_changes"),
    ):
        with refused_by(f"{guard}|Cannot|permission denied"):
            rows._raw_delete("default")


def test_an_unbalanced_booking_is_refused_at_the_commit_and_lines_come_only_with_theirs(committed_db):
    with transaction.atomic():
        stage = a_stage()
        accounts(stage)
    run = file(stage, freeze(stage))
    book(stage, run)

    with pytest.raises(DatabaseError, match="debits_equal_credits"), transaction.atomic():
        booking = a_booking(run)
        a_line(booking, "debit", 3156)
    with pytest.raises(DatabaseError, match="line_comes_with_its_booking"), transaction.atomic():
        a_line(Booking.objects.get(kind="payment"), "debit", 1)

    assert (Booking.objects.count(), BookingLine.objects.count()) == (2, 5)
    assert book(stage, run, IN_FEBRUARY) == 0
