"""A template becomes a pilot: all of it, or nothing."""

from datetime import date

import pytest
from django.db import IntegrityError

from billing.errors import OwnDraft
from billing.models import RateCell, RateTable
from pilot.models import Area, AreaRule, AuditEvent, Pilot, RuleSet, Strand
from scenarios import actions, templates
from scenarios.errors import PilotExists
from tests.people import AT, a_person
from vouchers.models import FeeTable
from vouchers.queries import fees_on


@pytest.fixture
def template() -> templates.Template:
    return templates.load("jyvaskyla-2017")


def set_up(template: templates.Template, **changes) -> Pilot:
    given = {"drafted_by": a_person(), "by": a_person(), "at": AT, "channel": "command"}
    return actions.set_up_pilot(template=template, **given | changes)


def test_set_up_makes_the_pilot_with_its_areas_rules_and_rates(db, template):
    pilot = set_up(template)

    strand = Strand.objects.get(pilot=pilot)
    rules = RuleSet.objects.get(strand=strand)
    assert [area.code for area in pilot.areas.order_by("pk")] == ["keskusta", "kuokkala", "huhtasuo"]
    assert AreaRule.objects.get(pilot=pilot, value="40340").area.code == "huhtasuo"
    assert (rules.effect_kind, rules.effect_days, rules.lock_in_months) == ("days", 21, 6)
    assert "lock_in_months" in rules.demonstration_fields
    assert RateTable.objects.get(strand=strand).state == RateTable.State.APPROVED
    assert RateCell.objects.filter(table__strand=strand).count() == 15
    assert RateCell.objects.filter(table__strand=strand, is_demonstration=True).count() == 7


def test_set_up_tells_the_fees_of_each_year_and_marks_what_is_not_known(db, template):
    strand = Strand.objects.get(pilot=set_up(template))

    known = [
        [(fee.service, fee.cents) for fee in fees_on(strand, day, born_on=date(1970, 1, 1)).rows]
        for day in (date(2017, 12, 31), date(2018, 1, 1), date(2020, 1, 1))
    ]

    assert known == [[("doctor", 2090), ("nurse", None)], [("doctor", 2060), ("nurse", None)], []]
    assert FeeTable.objects.approved().filter(strand=strand).count() == 2


def test_set_up_tells_the_basic_fees_of_oral_health_and_of_budgets_that_nobody_knows(db):
    strands = Strand.objects.filter(pilot=set_up(templates.load("uusimaa-2018")))

    known = {
        strand.code: [(fee.service, fee.cents, fee.is_basic) for fee in fees_on(strand, date(2020, 12, 31)).rows]
        for strand in strands
    }

    assert [row for row in known["oral-health"] if row[1]] == [("dentist", 1310, True), ("hygienist", 1020, True)]
    assert known["personal-budget"] == known["client-voucher"] == []


def test_set_up_records_the_event(db, template):
    pilot = set_up(template)

    event = AuditEvent.objects.get(kind="pilot_set_up")
    assert (event.subject_kind, event.subject_id) == ("pilot", str(pilot.pk))
    assert event.facts == {"template": "jyvaskyla-2017"}


@pytest.mark.parametrize("is_demonstration", [False, True])
def test_set_up_keeps_the_templates_dates(db, template, is_demonstration):
    pilot = set_up(template, is_demonstration=is_demonstration)

    assert pilot.is_demonstration is is_demonstration
    assert (pilot.period.lower, pilot.period.upper) == (date(2017, 2, 27), date(2019, 11, 1))
    assert RuleSet.objects.get(strand__pilot=pilot).period == pilot.period


def test_two_pilots_share_an_organiser_on_file(db, template):
    first = set_up(template)

    assert set_up(template, code="another").lead == first.lead


def test_set_up_refuses_a_code_that_is_taken(db, template):
    set_up(template)

    with pytest.raises(PilotExists):
        set_up(template)

    assert Pilot.objects.count() == 1


def test_set_up_refuses_one_person_for_both_parts_and_leaves_nothing(db, template):
    person = a_person()

    with pytest.raises(OwnDraft):
        set_up(template, drafted_by=person, by=person)

    assert not Pilot.objects.exists()
    assert not Area.objects.exists()


def test_set_up_leaves_nothing_when_its_last_write_fails(db, template, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("scenarios.actions.set_up.audit.record", fail)
    with pytest.raises(IntegrityError):
        set_up(template)

    assert not Pilot.objects.exists()
    assert not RateTable.objects.exists()
