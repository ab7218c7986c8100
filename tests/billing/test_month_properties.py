"""What must hold of amounts and balances whatever the figures are."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.models import Entry
from billing.month.computing import Piece, SiteFigures
from billing.month.incentive import Measured, Terms, target_parts
from billing.month.other_parts import SiteParts, Taken
from billing.month.simulation import Question, simulate
from pilot.calendar import Month
from pilot.models import RuleSet
from pilot.money import round_half_up
from pilot.periods import since
from registry.models import NeedCoefficient, Residence, Resident
from tests.billing.stage import FEBRUARY, IN_MARCH, JANUARY, LONG_AGO, a_rate_table, a_stage, freeze
from tests.rules import write_rules
from vouchers import actions as voucher_actions

LONGER_AND_SHORTER = [Month(2017, 1), Month(2017, 2), Month(2017, 4), Month(2020, 2)]
A_CENT_TOO_MUCH = 10**9
PEOPLE = st.lists(
    st.tuples(st.integers(0, 99_999), st.integers(0, 30)),  # need in thousandths, days off the list first
    min_size=1,
    max_size=40,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=PEOPLE, annual=st.integers(2, A_CENT_TOO_MUCH - 1), month=st.sampled_from(LONGER_AND_SHORTER))
def test_the_database_rounds_as_money_does(db, people, annual, month):
    with transaction.atomic():
        stage = a_stage()
        a_rate_table(
            stage.strand, stage.areas, stage.preparer, stage.approver, valid_from=date(2016, 6, 1), cents=annual
        )
        due = arrive(stage, people, month)

        run = freeze(stage, month, datetime(month.next.year, month.next.number, 2, 9, tzinfo=UTC))

        entries = Entry.objects.filter(run=run, resident_id__in=due).values_list("resident_id", "days", "cents")
        assert {resident: (days, cents) for resident, days, cents in entries} == {
            resident: (days, cents)
            for resident, (need, days) in due.items()
            if (cents := round_half_up(annual * need * days, 1000 * 12 * month.days))
        }
        transaction.set_rollback(True)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=PEOPLE, annual=st.integers(2, A_CENT_TOO_MUCH - 1), counting=st.sampled_from(RuleSet.Counting.values))
def test_the_approved_rates_and_rules_simulated_are_what_stands(db, people, annual, counting):
    with transaction.atomic():
        stage = a_stage()
        write_rules(stage.strand, counting=counting)
        table = a_rate_table(
            stage.strand, stage.areas, stage.preparer, stage.approver, valid_from=date(2016, 6, 1), cents=annual
        )
        arrive(stage, people, JANUARY)
        freeze(stage, JANUARY)
        freeze(stage, FEBRUARY, IN_MARCH)

        found = simulate(Question(stage.strand, (JANUARY, FEBRUARY), table))

        stands = Entry.objects.filter(run__strand=stage.strand).aggregate(sum=Sum("cents"))["sum"]
        assert found.total.paid == (stands or 0)
        for line in (*found.months, *found.sites, *found.cells):
            assert line.sums.asked == line.sums.held == line.sums.paid == line.sums.asked_where_paid
        transaction.set_rollback(True)


def arrive(stage, people, month: Month) -> dict[int, tuple[int, int]]:
    """Let everybody come to the home site's list on a day of the month; return each one's need and days."""
    residents = Resident.objects.bulk_create(
        Resident(
            pilot=stage.strand.pilot, list_code=f"X{number}", given_names="A", family_name="B", born_on=date(1940, 1, 1)
        )
        for number in range(len(people))
    )
    first_days = [month.first + timedelta(days=min(off, month.days - 1)) for _need, off in people]
    Residence.objects.bulk_create(
        Residence(resident=resident, moved_on=day, area=stage.areas[0], period=since(day), registered_at=LONG_AGO)
        for resident, day in zip(residents, first_days, strict=True)
    )
    NeedCoefficient.objects.bulk_create(
        NeedCoefficient(resident=resident, strand=stage.strand, thousandths=need, period=since(date(2000, 1, 1)))
        for resident, (need, _off) in zip(residents, people, strict=True)
    )
    voucher_actions.lay_out(strand=stage.strand, residents=[resident.pk for resident in residents])
    return {
        resident.pk: (need, month.days - (day - month.first).days)
        for resident, day, (need, _off) in zip(residents, first_days, people, strict=True)
    }


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(-(10**11), 10**11))))
def test_what_is_paid_and_carried_is_what_was_owed(runs):
    carried, paid, owed = 0, 0, 0
    for cents, bought in runs:
        parts = some_parts(bought, cents)
        figures = SiteFigures(1, True, carried, (a_piece(cents),), parts)
        assert figures.to_pay >= 0 >= figures.carried_out
        assert 0 in (figures.to_pay, figures.carried_out)
        assert figures.to_pay + figures.carried_out == carried + cents + parts.cents
        assert parts.cents == parts.deductions + parts.co_payments + parts.incentive
        carried, paid, owed = figures.carried_out, paid + figures.to_pay, owed + cents + parts.cents

    assert paid + carried == owed


@given(st.integers(-(10**12), 10**12))
def test_a_public_site_is_neither_paid_nor_carries(cents):
    figures = SiteFigures(1, False, 0, (a_piece(cents),))

    assert (figures.to_pay, figures.carried_out) == (0, 0)


def a_piece(cents: int) -> Piece:
    return Piece(site_id=1, number=0, entry_count=1, resident_count=1, cents=cents, original_cents=cents, digest="")


def some_parts(bought: int, base: int) -> SiteParts:
    """A deduction, a co-payment, and a target that is missed."""
    taken = (
        Taken(1, 1, "laboratory", JANUARY.first, bought, "Lasku"),
        Taken(2, 1, "co_payment", JANUARY.first, bought // 3 + 1, "Luettelo"),
    )
    measured = Measured(1, 1, True, 7, 1, 8, False, None, "")
    return SiteParts(taken, target_parts(base, Terms(False, 900), [measured]))
