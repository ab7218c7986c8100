"""What must hold of the journal whatever happened: it balances, and says what the frozen rows say."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.models import BookingLine, Entry, Payment, PaymentRun, Statement
from pilot.calendar import Month
from tests.billing.books import accounts, balance, book, file
from tests.billing.stage import Stage, a_resident, a_stage, die, freeze

MONTHS = [Month(2017, 1), Month(2017, 2), Month(2017, 3)]
PEOPLE = st.lists(
    st.tuples(st.integers(1930, 2015), st.booleans(), st.booleans(), st.none() | st.integers(0, 80)),
    max_size=5,
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=PEOPLE, known_in=st.sampled_from([1, 2]))
def test_the_journal_balances_and_says_what_the_runs_say(db, people, known_in):
    """Born in a year, of the second area, at the private site, dead so many days into the pilot and known later."""
    with transaction.atomic():
        stage = a_stage()
        accounts(stage)
        deaths = list(arrive(stage, people))
        for place, month in enumerate(MONTHS):
            at = datetime(month.next.year, month.next.number, 2, 9, tzinfo=UTC)
            if place == known_in:
                for resident, died_on in deaths:
                    die(stage, resident, died_on.isoformat(), at)
            run = file(stage, freeze(stage, month, at), at)
            book(stage, run, at)
            assert_it_says_what_the_run_says(run)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def arrive(stage: Stage, people):
    for year, is_second, is_private, died_after in people:
        born_on, site = date(year, 5, 5), stage.site if is_private else None
        resident = a_resident(stage, born_on, stage.areas[is_second if is_private else 0], site)
        if died_after is not None:
            yield resident, date(2017, 1, 1) + timedelta(days=died_after)


def assert_it_says_what_the_run_says(run: PaymentRun) -> None:
    signed = Counter()
    for line in BookingLine.objects.filter(booking__run=run):
        signed[line.booking_id] += line.cents if line.side == "debit" else -line.cents
    assert not any(signed.values())
    statements = Statement.objects.filter(run=run, is_payable=True)
    entries = Entry.objects.filter(run=run, site__in=statements.values("site"))
    assert balance(run, "expense") == sum(entries.values_list("cents", flat=True))
    assert balance(run, "carried") == sum(row.carried_in - row.carried_out for row in statements)
    assert balance(run, "payables") == 0
    assert balance(run, "clearing") == -sum(Payment.objects.filter(run=run).values_list("cents", flat=True))
