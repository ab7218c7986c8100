"""Lists as the database lays them out, held against walking every resident's days one by one."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot.errors import Refused
from scenarios.replay.playing import Stage
from tests.calculator.story import told
from tests.scenarios.generator import scenario
from vouchers.models import Enrolment

ONE_DAY = timedelta(days=1)
BEYOND_THE_STORY = timedelta(days=200)
# What must hold on any day of any list, asked of the rows alone.
NEVER = {
    "on two lists on one day": """
        SELECT FROM vouchers_enrolment AS one JOIN vouchers_enrolment AS other USING (resident_id, strand_id)
        WHERE one.id < other.id AND one.period && other.period
    """,
    "on no day": "SELECT FROM vouchers_enrolment WHERE isempty(period)",
    "at a site that is closed": """
        SELECT FROM vouchers_enrolment AS enrolment
        WHERE NOT EXISTS (
            SELECT FROM providers_approval AS approval
            WHERE approval.site_id = enrolment.site_id AND approval.period @> enrolment.period
        )
    """,
    "on a list when not alive": """
        SELECT FROM vouchers_enrolment JOIN registry_resident AS resident ON resident.id = resident_id
        WHERE lower(period) < born_on OR (died_on IS NOT NULL AND coalesce(upper(period), 'infinity') > died_on + 1)
    """,
    "on a home list outside its area": """
        SELECT FROM vouchers_enrolment AS enrolment JOIN providers_site AS site ON site.id = site_id
        WHERE origin = 'home' AND NOT EXISTS (
            SELECT FROM registry_residence AS residence
            WHERE residence.resident_id = enrolment.resident_id AND residence.area_id = site.home_area_id
            HAVING range_agg(residence.period) @> enrolment.period
        )
    """,
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_lists_are_those_of_walking_day_by_day(db, seed):
    story = without_freezes(scenario(seed))
    with transaction.atomic():
        stage = played(story)
        assert laid_out(stage, last_day(story)) == walked(story)
        assert [what for what, query in NEVER.items() if there_is(query)] == []
        transaction.set_rollback(True)


def without_freezes(story: dict[str, Any]) -> dict[str, Any]:
    # Left in place as something that changes nothing: events are cancelled by their number.
    idle = {"do": "rate", "valid_from": "1900-01-01", "cells": []}
    events = [{"on": event["on"]} | idle if event["do"] == "freeze" else event for event in story["events"]]
    return story | {"events": events}


def played(story: dict[str, Any]) -> Stage:
    stage = Stage(story)
    for index, event in enumerate(story["events"]):
        try:
            stage.play(index, event)
        except Refused:
            continue
    return stage


def last_day(story: dict[str, Any]) -> date:
    return date.fromisoformat(story["events"][-1]["on"]) + BEYOND_THE_STORY


def walked(story: dict[str, Any]) -> dict[tuple[str, date], tuple[str, date | None]]:
    known = told(story).known
    end = last_day(story)
    return {
        (person.key, day): (place.site, place.chosen_from)
        for person in known.people.values()
        for day, place in known.places(person, end).items()
    }


def laid_out(stage: Stage, end: date) -> dict[tuple[str, date], tuple[str, date | None]]:
    residents = {resident.pk: key for key, resident in stage.residents.items()}
    sites = {site.pk: key for key, site in stage.sites.items()}
    days = {}
    for row in Enrolment.objects.filter(strand=stage.strand).select_related("choice"):
        day, until = row.period.lower, min(row.period.upper or date.max, end + ONE_DAY)
        while day < until:
            chosen_from = row.choice.effective_on if row.choice else None
            days[residents[row.resident_id], day] = (sites[row.site_id], chosen_from)
            day += ONE_DAY
    return days


def there_is(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({query})")
        return cursor.fetchone()[0]
