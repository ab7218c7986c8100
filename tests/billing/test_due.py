"""What is due: ages as the calendar has them, and of whose runs corrections are made."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from billing.models import Entry
from billing.month import computing as months
from billing.month.due import age
from pilot.models import RuleSet, Strand
from pilot.periods import since
from providers import actions as provider_actions
from tests.billing.stage import FEBRUARY, IN_MARCH, LONG_AGO, Stage, a_rate_table, a_stage, die, freeze
from tests.calculator.dates import completed_years
from vouchers import actions as voucher_actions

# Around 29 February, with it and without, at both ends of a year, and in a year of a century without it.
DAYS = [date(2016, 2, 28), date(2016, 2, 29), date(2016, 3, 1), date(2017, 2, 28), date(2017, 3, 1), date(2100, 2, 28)]
BORN = """
    SELECT day, resident.born_on, {age}
    FROM unnest(%(days)s::date[]) AS day,
        (SELECT generate_series(date '1896-01-01', date '2016-02-28', interval '1 day')::date) AS resident (born_on)
"""


def ages(text: str) -> list[tuple[date, date, int]]:
    with connection.cursor() as cursor:
        cursor.execute(BORN.format(age=text), {"days": DAYS})
        return cursor.fetchall()


def test_everybodys_age_is_the_calendars(db):
    told = ages(age(month="day", day="day", is_by_year="FALSE"))

    assert len(told) == len(DAYS) * 43_888
    assert [row for row in told if row[2] != completed_years(row[1], row[0])] == []


def test_around_birthdays_only_the_calendar_knows_the_age(db):
    plain = age(month="day", day="day", is_by_year="FALSE").replace(
        "BETWEEN 30000 AND 3622425", "BETWEEN 0 AND 3652425"
    )

    wrong = [row for row in ages(plain) if row[2] != completed_years(row[1], row[0])]

    assert wrong
    assert all((born.month, born.day) in {(2, 27), (2, 28), (2, 29), (3, 1), (3, 2)} for _day, born, _age in wrong)


def beside(stage: Stage) -> Stage:
    """Let the same residents choose the same site in another strand of the pilot too."""
    strand = Strand.objects.create(pilot=stage.strand.pilot, code="dental", name_fi="Suun terveys")
    RuleSet.objects.create(
        strand=strand,
        period=since(date(2016, 1, 1)),
        effect_kind="same_day",
        counting="daily",
        age_on="reference_day",
        leaves_area="ends",
        partial_date="last_day",
    )
    for site in (stage.home, stage.site):
        provider_actions.approve(
            site=site, strand=strand, first=date(2016, 1, 1), by=None, at=LONG_AGO, channel="online"
        )
    a_rate_table(strand, stage.areas, stage.preparer, stage.approver, cents=12_000)
    for resident in stage.residents[:2]:
        voucher_actions.choose(
            resident=resident, strand=strand, site=stage.site, by=None, at=LONG_AGO, channel="online"
        )
    return replace(stage, strand=strand)


@pytest.mark.parametrize("read", [None, "TRUE"])
def test_a_strands_corrections_are_of_its_own_runs(db, monkeypatch, read):
    """Whatever is read: another strand's freeze may attach its table after this one has looked which there are."""
    stage = a_stage()
    dental = beside(stage)
    if read:
        monkeypatch.setattr(months, "_of_runs", lambda *_asked: read)
    reception, teeth = freeze(stage), freeze(dental)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    for one, first in ((stage, reception), (dental, teeth)):
        run = freeze(one, FEBRUARY, IN_MARCH)
        refunds = Entry.objects.filter(run=run, kind="REFUND").values_list("resident", "refunds_run")

        assert list(refunds) == [(stage.residents[0].pk, first.pk)]
