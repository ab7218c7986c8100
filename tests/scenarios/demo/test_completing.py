"""A demonstration completes itself after a crash, moves its dates, and is refused where it does not belong."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command

from billing.models import PaymentRun
from pilot.calendar import HELSINKI
from pilot.errors import Refused
from pilot.models import Pilot
from pilot.periods import contains
from registry.models import Resident
from scenarios.demo import building, months
from scenarios.demo.dates import moved_to, timeline
from scenarios.templates import load
from tests.scenarios.demo.small import SMALL


def test_what_was_cut_off_is_completed(db, monkeypatch):
    whole, played = months.play, []

    def cut_off(stage, span):
        if len(played) == 2:
            raise ConnectionError
        played.append(span)
        return whole(stage, span)

    monkeypatch.setattr(months, "play", cut_off)
    with pytest.raises(ConnectionError):
        building.build(**SMALL)
    assert PaymentRun.objects.count() == 2

    monkeypatch.setattr(months, "play", whole)
    assert building.build(**SMALL)
    assert PaymentRun.objects.count() == 4
    assert Resident.objects.count() == 120


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 22), date(2025, 10, 27)), (date(2020, 3, 1), date(2019, 2, 27))]
)
def test_dates_are_moved_by_whole_months(today, first):
    moved = moved_to(load("jyvaskyla-2017"), today=today, frozen=12)
    at = datetime(today.year, today.month, today.day, 0, 5, tzinfo=HELSINKI)
    days = timeline(moved.period.lower, at=at, frozen=12)

    assert moved.period.lower == first
    assert days.months[-1].until == today.replace(day=1)
    assert moved.strands[0].rates[0].valid_from == first
    early, late = moved.strands[0].fees
    assert early.period.upper == late.period.lower
    assert contains(late.period, today)
    assert late.source.endswith("(esittely keksityin päivin)")
    assert moved.names["fi"] != load("jyvaskyla-2017").names["fi"]
    assert all(span.lower <= span.upper <= at for span in days.spans())


def test_it_is_refused_outside_demonstrations(db, settings):
    settings.DEMO = False

    with pytest.raises(Refused) as refusal:
        building.build(**SMALL)
    assert refusal.value.code == "not_a_demonstration"
    assert not Pilot.objects.exists()


def test_an_unknown_template_is_answered_with_those_there_are(db):
    with pytest.raises(CommandError) as refusal:
        call_command("demo", "--template", "atlantis-2017")
    assert refusal.value.returncode == 2
    assert "jyvaskyla-2017" in str(refusal.value)
