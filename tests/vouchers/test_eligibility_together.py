"""Everybody at once, one by one, and who is just choosing get the same answer under every kind of rule set."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot.models import Area, ExclusionReason
from pilot.periods import between, since
from registry.models import Exclusion, Residence, Resident
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, LONG_AGO, noon
from vouchers import queries, rules, sql
from vouchers.eligibility import eligibility

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CITY, COUNTRY = "109", "165"
RULES = {
    "jyvaskyla": {"excluded": ["service_housing"]},
    "tampere": {"excluded": ["home_care", "institution", "service_housing", "opioid_substitution", "other_centre"],
                "care_months": 3, "other_centre_months": 12},
    "keski-uusimaa, oral health": {"excluded": [], "eligible_from_age": 18},
    "hameenlinna": {"excluded": [], "cohort_on": date(2016, 12, 31), "kept_in": [CITY],
                    "kept_until": date(2018, 12, 31), "period": since(date(2016, 12, 31))},
    "yla-savo": {"excluded": []},
    "uusimaa, personal budget": {"excluded": ["institution"], "by_invitation": True},
}  # fmt: skip
DAYS = st.dates(date(2016, 12, 20), date(2019, 1, 12))
PERSON = {"not_alive", "not_in_area", "no_right_yet", "by_invitation", "excluded"}
STORIES = st.lists(
    st.fixed_dictionaries(
        {
            "born_on": DAYS | st.dates(date(1998, 12, 1), date(2001, 2, 1)),
            "homes": st.lists(
                st.tuples(
                    DAYS | st.just(date(2016, 1, 1)),
                    st.sampled_from(["inside", "inside", "inside", CITY, COUNTRY, ""]),
                    st.integers(1, 1200),
                ),
                max_size=3,
                unique_by=lambda home: home[0],
            ),
            "died_after": st.none() | st.integers(0, 8000),
            "excluded": st.none() | st.tuples(DAYS, st.integers(1, 1200), st.sampled_from(ExclusionReason.values)),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES, on=DAYS, rule_set=st.sampled_from(sorted(RULES)))
def test_the_answer_is_the_same_for_all_and_for_one(strand, area, site, stories, on, rule_set):
    for rows in (Exclusion, Residence, Resident):
        rows.objects.all().delete()
    defaults = {
        "period": since(LONG_AGO),
        "cohort_on": None,
        "kept_in": [],
        "kept_until": None,
        "eligible_from_age": 0,
        "by_invitation": False,
    }
    write_rules(strand, **defaults | {"care_months": 0} | RULES[rule_set])
    residents = [a_story(strand, area, number, **story) for number, story in enumerate(stories)]

    with connection.cursor() as cursor:
        cursor.execute(sql.eligible(), {"strand": strand.pk, "on": on})
        together = {row[0] for row in cursor.fetchall()}

    one_by_one = {row.pk for row in residents if eligibility(resident=row, strand=strand, on=on).is_eligible}
    assert together == one_by_one
    if FIRST <= on < strand.pilot.period.upper:
        assert {row.pk for row in residents if not is_refused(row, strand, site, on)} == one_by_one


def is_refused(resident: Resident, strand, site, on: date) -> bool:
    facts = queries.choice_facts(resident=resident, strand=strand, site=site, on=on)
    refusal = rules.refusal(facts)
    return refusal is not None and refusal.code in PERSON


def a_story(strand, area: Area, number: int, *, born_on, homes, died_after, excluded) -> Resident:
    death = {}
    if died_after is not None:
        death = {"died_on": born_on + timedelta(days=died_after), "died_precision": "day"}
    resident = Resident.objects.create(
        pilot=strand.pilot, list_code=f"L{number}", given_names="A", family_name="B", born_on=born_on, **death
    )
    homes = sorted(homes)
    for place, (moved_on, where, days) in enumerate(homes):
        until = moved_on + timedelta(days=days)
        until = min(until, homes[place + 1][0]) if place + 1 < len(homes) else until
        is_inside = where == "inside"
        Residence.objects.create(
            resident=resident, moved_on=moved_on, area=area if is_inside else None, registered_at=noon(),
            municipality_code=CITY if is_inside else where, period=between(moved_on, until),
        )  # fmt: skip
    if excluded is not None:
        first, days, reason = excluded
        period = between(first, first + timedelta(days=days))
        Exclusion.objects.create(resident=resident, strand=strand, reason=reason, period=period)
    return resident
