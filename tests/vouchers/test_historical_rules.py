"""The rules of the pilots of 2017 as tables, their dates worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from pilot.models import RuleSet
from pilot.periods import since
from registry import actions as registry_actions
from registry.actions import Address
from registry.models import Exclusion, Residence
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, rules
from vouchers.eligibility import eligibility
from vouchers.models import Choice, Enrolment

pytestmark = pytest.mark.django_db

HAMEENLINNA = {
    "period": since(date(2016, 12, 31)),
    "excluded": [],
    "cohort_on": date(2016, 12, 31),
    "kept_in": ["109"],
    "kept_until": date(2018, 12, 31),
}
TAMPERE = {
    "excluded": ["home_care", "institution", "service_housing", "opioid_substitution", "other_centre"],
    "care_months": 3,
    "other_centre_months": 12,
    "lock_in_months": 3,
}


def a_move(resident, day: date, area, municipality: str) -> None:
    registry_actions.record_move(
        resident=resident, moved_on=day, area=area, by=None, at=noon(day), channel="desk",
        address=Address("Katu 1", "13100", "Kaupunki", municipality),
    )  # fmt: skip


def against(resident, strand, on: date) -> list[str]:
    return [reason.code for reason in eligibility(resident=resident, strand=strand, on=on).against]


@pytest.mark.parametrize(
    ("kind", "days", "made_on", "effective_on"),
    [
        ("days", 21, date(2017, 1, 31), date(2017, 2, 21)),
        ("days", 21, date(2016, 2, 9), date(2016, 3, 1)),
        ("days", 21, date(2017, 2, 9), date(2017, 3, 2)),
        ("first_of_next_month", None, date(2017, 1, 31), date(2017, 2, 1)),
        ("first_of_next_month", None, date(2016, 2, 29), date(2016, 3, 1)),
        ("same_day", None, date(2017, 1, 31), date(2017, 1, 31)),
    ],
)
def test_a_choice_takes_effect_on_the_day_that_the_rule_says(kind, days, made_on, effective_on):
    assert rules.effective_on(RuleSet(effect_kind=kind, effect_days=days), made_on) == effective_on


@pytest.mark.parametrize(
    ("moment", "made_on"),
    [
        # A second before midnight in winter and in summer; the clock goes forward on 26.3.2017 and back on 29.10.2017.
        (datetime(2017, 1, 31, 21, 59, 59, tzinfo=UTC), date(2017, 1, 31)),
        # A leap second, 23.59.60, is told by a computer as the last moment of the second before it.
        (datetime(2017, 1, 31, 21, 59, 59, 999_999, tzinfo=UTC), date(2017, 1, 31)),
        (datetime(2017, 1, 31, 22, 0, 0, tzinfo=UTC), date(2017, 2, 1)),
        (datetime(2017, 3, 26, 20, 59, 59, tzinfo=UTC), date(2017, 3, 26)),
        (datetime(2017, 3, 26, 21, 0, 0, tzinfo=UTC), date(2017, 3, 27)),
        (datetime(2017, 10, 29, 21, 59, 59, tzinfo=UTC), date(2017, 10, 29)),
        (datetime(2017, 10, 28, 21, 0, 0, tzinfo=UTC), date(2017, 10, 29)),
    ],
)
def test_a_choice_is_made_on_the_finnish_day(moment, made_on):
    strand = a_strand()
    resident = a_resident(strand, an_area(strand))

    choice = actions.choose(resident=resident, strand=strand, site=a_site(strand), by=None, at=moment, channel="online")

    assert choice.made_on == made_on


@pytest.mark.parametrize(
    ("months", "since_day", "free_on"),
    [
        (3, date(2017, 11, 30), date(2018, 2, 28)),
        (3, date(2015, 11, 30), date(2016, 2, 29)),
        (6, date(2017, 8, 31), date(2018, 2, 28)),
        (6, date(2017, 2, 21), date(2017, 8, 21)),
    ],
)
def test_the_interval_is_counted_from_the_day_of_effect(months, since_day, free_on):
    assert rules.next_change_on(since_day, months) == free_on


@pytest.mark.parametrize(
    ("municipality", "inside_again", "on", "because"),
    [
        ("109", None, date(2018, 12, 31), []),
        ("109", None, date(2019, 1, 1), ["pilot", "home"]),
        ("165", None, date(2018, 6, 1), ["home"]),
        ("165", date(2018, 7, 1), date(2018, 8, 1), ["home"]),
        ("109", date(2018, 7, 1), date(2018, 8, 1), []),
    ],
)
def test_hameenlinna_keeps_the_right_inside_the_city_alone(municipality, inside_again, on, because):
    strand = a_strand(**HAMEENLINNA)
    area = an_area(strand)
    resident = a_resident(strand, area)
    a_move(resident, date(2018, 5, 1), None, municipality)
    if inside_again:
        a_move(resident, inside_again, area, "109")

    assert against(resident, strand, on) == because


def test_hameenlinna_asks_where_one_lived_at_the_end_of_2016():
    strand = a_strand(**HAMEENLINNA)
    area = an_area(strand)
    came = a_resident(strand, None)
    a_move(came, date(2017, 1, 1), area, "109")
    born = a_resident(strand, area, born_on=date(2017, 1, 1), since=date(2017, 1, 1))
    unknown = a_resident(strand, area, since=date(2017, 1, 1))
    care = a_resident(strand, area)
    Exclusion.objects.create(resident=care, strand=strand, reason="service_housing", period=since(date(2015, 1, 1)))

    assert [against(one, strand, date(2017, 3, 1)) for one in (came, born, unknown, care)] == [
        ["cohort"], ["cohort"], ["cohort"], [],
    ]  # fmt: skip
    found = eligibility(resident=unknown, strand=strand, on=date(2017, 3, 1))
    assert [reason.code for reason in found.missing] == ["cohort"]
    assert "31.12.2016" in found.missing[0].text


def test_hameenlinna_does_not_guess_where_somebody_moved():
    strand = a_strand(**HAMEENLINNA)
    resident = a_resident(strand, an_area(strand))
    a_move(resident, date(2017, 5, 1), None, "109")
    Residence.objects.filter(resident=resident, area=None).update(municipality_code="")

    assert [row.code for row in eligibility(resident=resident, strand=strand, on=date(2017, 6, 1)).missing] == ["home"]


def test_a_move_inside_hameenlinna_leaves_the_list_as_it_is_until_the_end_of_2018():
    strand = a_strand(**HAMEENLINNA)
    area, site = an_area(strand), a_site(strand)
    resident = a_resident(strand, area)
    chosen(resident, strand, site, date(2017, 3, 15))
    actions.record_move(
        resident=resident, moved_on=date(2018, 5, 1), area=None, by=None, at=noon(date(2018, 5, 1)), channel="desk",
        address=Address("Katu 1", "13100", "Hämeenlinna", "109"),
    )  # fmt: skip

    held = Enrolment.objects.get(resident=resident, origin="choice").period
    assert (held.lower, held.upper) == (date(2017, 4, 5), date(2019, 1, 1))


def test_a_move_inside_tampere_loses_the_right_and_the_list():
    strand = a_strand(**TAMPERE)
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), date(2017, 3, 15))
    actions.record_move(
        resident=resident, moved_on=date(2018, 5, 1), area=None, by=None, at=noon(date(2018, 5, 1)), channel="desk",
        address=Address("Katu 1", "33100", "Tampere", "837"),
    )  # fmt: skip

    assert Enrolment.objects.get(resident=resident, origin="choice").period.upper == date(2018, 5, 1)
    assert against(resident, strand, date(2018, 5, 1)) == ["home"]


@pytest.mark.parametrize(
    ("reason", "on", "is_out"),
    [
        ("home_care", date(2017, 2, 1), True),
        ("opioid_substitution", date(2017, 2, 1), True),
        # More than three months from 1.2.: the first such day is 1.5.
        ("institution", date(2017, 4, 30), False),
        ("institution", date(2017, 5, 1), True),
        ("service_housing", date(2017, 4, 30), False),
        ("service_housing", date(2017, 5, 1), True),
        # Less than a year ago: the last such day is 31.1. of the next year.
        ("other_centre", date(2018, 1, 31), True),
        ("other_centre", date(2018, 2, 1), False),
        ("other", date(2017, 2, 1), False),
    ],
)
def test_tampere_leaves_out_whom_its_list_names(reason, on, is_out):
    strand = a_strand(**TAMPERE)
    resident = a_resident(strand, an_area(strand))
    Exclusion.objects.create(resident=resident, strand=strand, reason=reason, period=since(date(2017, 2, 1)))

    assert against(resident, strand, on) == (["exclusion"] if is_out else [])


@pytest.mark.parametrize(
    ("born_on", "day_before", "day"),
    [
        (date(1999, 3, 16), date(2017, 3, 15), date(2017, 3, 16)),
        (date(2000, 2, 29), date(2018, 2, 27), date(2018, 2, 28)),
    ],
)
def test_keski_uusimaa_gives_oral_health_to_adults_alone(born_on, day_before, day):
    strand = a_strand(eligible_from_age=18)
    resident = a_resident(strand, an_area(strand), born_on=born_on)

    found = eligibility(resident=resident, strand=strand, on=day_before)
    assert ([row.code for row in found.against], found.from_on) == (["age"], day)
    assert against(resident, strand, day) == []
    with pytest.raises(errors.NoRightYet):
        chosen(resident, strand, a_site(strand), day_before)


@pytest.mark.parametrize("age", [12, 15, 18])
def test_a_child_chooses_alone_from_the_rule_sets_age_on(age):
    strand = a_strand(minimum_age=age)
    resident = a_resident(strand, an_area(strand), born_on=date(2017 - age, 3, 16))
    login, site = a_login(resident), a_site(strand)

    with pytest.raises(errors.TooYoung):
        chosen(resident, strand, site, date(2017, 3, 15), by=login)
    assert chosen(resident, strand, site, date(2017, 3, 16), by=login).site == site


def test_keski_uusimaa_takes_no_choice_by_telephone():
    strand = a_strand()
    resident = a_resident(strand, an_area(strand))

    with pytest.raises(errors.ChannelClosed):
        chosen(resident, strand, a_site(strand), channel="phone")
    assert not Choice.objects.exists()


def test_a_case_manager_invites_to_a_personal_budget():
    strand = a_strand(by_invitation=True)
    resident = a_resident(strand, an_area(strand))

    assert against(resident, strand, date(2017, 3, 15)) == ["invitation"]
    with pytest.raises(errors.ByInvitation):
        chosen(resident, strand, a_site(strand))
