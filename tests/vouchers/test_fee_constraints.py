"""What the database itself refuses of fees."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from pilot.periods import between, since
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import a_strand, noon
from tests.vouchers.fees import a_draft, fees
from vouchers.models import Fee

pytestmark = pytest.mark.django_db
FIRST, THEN = date(2017, 1, 1), date(2018, 1, 1)


@pytest.fixture
def approved():
    return fees(a_strand(), FIRST, date(2017, 12, 31))


@pytest.fixture
def draft():
    return a_draft(a_strand(), FIRST)


@pytest.fixture
def fee(draft):
    return draft.fees.get(cents=2090)


def test_two_approved_tables_never_hold_on_one_day(approved):
    with refused_by("strand_has_one_table_of_fees_on_any_day"):
        copied(approved, period=since(date(2017, 12, 31)), approved_period=None)()
    copied(approved, period=since(THEN), approved_period=None)()


def test_drafts_may_be_for_one_day(draft):
    copied(draft)()


@pytest.mark.parametrize("period", [DateRange(empty=True), DateRange(None, THEN)])
def test_fees_have_a_first_day(draft, period):
    with refused_by("fees_have_a_first_day"):
        changed(draft, period=period)()


def test_fees_say_where_they_stand(draft):
    with refused_by("fees_say_where_they_stand"):
        changed(draft, source="")()


@pytest.mark.parametrize("whose", ["drafter", "nobody"])
def test_fees_are_approved_by_somebody_else(draft, whose):
    by = draft.drafted_by if whose == "drafter" else None
    with refused_by("fees_are_approved_by_somebody_else"):
        changed(draft, approved_at=noon(), approved_by=by)()
    changed(draft, approved_at=noon(), approved_by=a_person())()


def test_approved_fees_only_end_earlier(approved):
    for change in (
        {"source": "Muu"},
        {"approved_at": None, "approved_by": None},
        {"period": since(FIRST)},
        {"period": between(date(2017, 2, 1), THEN)},
    ):
        with refused_by("approved_fees_only_end_earlier"):
            changed(approved, **change)()
    # Not in the ORM, which would stop at the fees first.
    with refused_by("approved_fees_only_end_earlier"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vouchers_feetable WHERE id = %s", [approved.pk])
    changed(approved, period=between(FIRST, date(2017, 7, 1)))()


def test_fees_hold_no_longer_than_they_were_approved_for(draft):
    approval = {"approved_at": noon(), "approved_by": a_person()}
    with refused_by("fees_hold_no_longer_than_approved"):
        changed(draft, approved_period=since(FIRST))()
    with refused_by("fees_hold_no_longer_than_approved"):
        changed(draft, approved_period=between(FIRST, THEN), **approval)()
    changed(draft, approved_period=since(FIRST), period=between(FIRST, THEN), **approval)()


def test_approved_fees_never_change(approved, draft):
    held, moving = approved.fees.first(), draft.fees.first()
    for deed in (
        changed(held, cents=1),
        copied(held, service="nurse"),
        held.delete,
        changed(moving, table=approved),
    ):
        with refused_by("approved_fees_never_change"):
            deed()


def test_one_fee_holds_for_a_service_and_an_age(fee):
    with refused_by("one_fee_holds_for_a_service_and_an_age"):
        copied(fee, ages=NumericRange(70, None))()
    copied(fee, service="nurse")()


@pytest.mark.parametrize("cents", [-1, 10_000_001])
def test_a_fee_is_not_negative(fee, cents):
    with refused_by("fee_is_not_negative"):
        changed(fee, cents=cents)()


@pytest.mark.parametrize("ages", [NumericRange(None, 18), NumericRange(-1, 18), NumericRange(empty=True)])
def test_ages_start_at_an_age(fee, ages):
    with refused_by("fee_ages_start_at_an_age"):
        changed(fee, ages=ages)()


@pytest.mark.parametrize("change", [{"unit": "month"}, {"service": ""}])
def test_a_fee_is_for_a_visit_or_a_year(fee, change):
    with refused_by("fee_is_for_a_visit_or_a_year"):
        changed(fee, **change)()


@pytest.mark.parametrize(
    "change",
    [
        {"times_a_year": 0},
        {"unit": "year"},
        {"cents": 0, "spares_veterans": False},
        {"cents": None, "spares_veterans": False},
    ],
)
def test_only_a_paid_visit_is_counted(fee, change):
    with refused_by("only_a_paid_visit_is_counted"):
        changed(fee, **change)()


@pytest.mark.parametrize("change", [{"counted": "nowhere"}, {"counted": "each", "times_a_year": None}])
def test_where_visits_are_counted_goes_with_how_many(fee, change):
    with refused_by("where_visits_are_counted_goes_with_how_many"):
        changed(fee, **change)()
    changed(fee, counted="together")()


@pytest.mark.parametrize("change", [{"unit": "year"}, {"cents": 0, "spares_veterans": False}])
def test_only_a_paid_visit_is_basic(fee, change):
    with refused_by("only_a_paid_visit_is_basic"):
        changed(fee, is_basic=True, times_a_year=None, **change)()
    changed(fee, is_basic=True)()


@pytest.mark.parametrize("cents", [0, None])
def test_only_a_sum_is_a_most_and_spares_anybody(fee, cents):
    with refused_by("only_a_sum_is_a_most_and_spares_anybody"):
        changed(fee, cents=cents, times_a_year=None)()
    changed(fee, cents=cents, times_a_year=None, spares_veterans=False)()
    with refused_by("only_a_sum_is_a_most_and_spares_anybody"):
        Fee.objects.filter(pk=fee.pk).update(is_most=True)
