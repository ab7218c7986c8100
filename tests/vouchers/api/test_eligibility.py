"""The interface answers who may choose as pages and issuing do, and tells nobody where a protected person lives."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from pilot.identifiers import make_identity_code
from pilot.models import AccessLogEntry, ApiScope
from pilot.periods import between, since
from registry.models import Exclusion, IdentityCode, Protection, Resident
from tests.keys import JSON, a_key, a_system
from tests.people import a_pilot, log_in
from tests.vouchers.cast import TODAY, UNTIL, a_login, a_resident, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Voucher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ADDRESS = "/api/v1/eligibility/"


@pytest.fixture
def strand():
    return a_strand(eligible_from_age=15, excluded=["service_housing"])


@pytest.fixture
def area(strand):
    return an_area(strand, name_fi="Kuokkala")


@pytest.fixture
def key(client, strand):
    return a_key(client, a_system(strand.pilot.lead, ApiScope.ELIGIBILITY))


def with_code(resident: Resident, number: int) -> str:
    code = make_identity_code(resident.born_on, number)
    IdentityCode.objects.create(
        pilot=resident.pilot, resident=resident, code=code, period=since(resident.born_on), active=True
    )
    return code


def asked(client, key, strand, code: str, **more: Any):
    body = {"pilot": strand.pilot.code, "strand": strand.code, "identity_code": code, "purpose": "Neuvontapuhelu"}
    return client.post(ADDRESS, body | more, content_type=JSON, **key)


def test_the_answer_is_that_of_issuing_and_of_the_residents_own_page(client, key, strand, area):
    """Six people, three of whom may choose on 15 March 2017: 15 that day, died that day, and simply living there."""
    people = {
        "lives there": a_resident(strand, area),
        "turns 15 that day": a_resident(strand, area, born_on=date(2002, 3, 15)),
        "turns 15 the day after": a_resident(strand, area, born_on=date(2002, 3, 16)),
        "dies that day": a_resident(strand, area, died_on=TODAY, died_precision="day"),
        "lives elsewhere": a_resident(strand, None),
        "in service housing": a_resident(strand, area),
    }
    Exclusion.objects.create(
        resident=people["in service housing"], strand=strand, reason="service_housing", period=since(date(2016, 5, 1))
    )
    codes = {name: with_code(resident, 900 + place) for place, (name, resident) in enumerate(people.items())}

    told = {name: asked(client, key, strand, code).json() for name, code in codes.items()}
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="job")

    issued = {name for name, one in people.items() if Voucher.objects.filter(resident=one).exists()}
    assert {name for name, answer in told.items() if answer["is_eligible"]} == issued
    assert issued == {"lives there", "turns 15 that day", "dies that day"}
    assert told["turns 15 the day after"]["from_on"] == "2017-03-16"
    for name, resident in people.items():
        if resident.died_on is None:
            log_in(client, a_login(resident))
            page = client.get(reverse("vouchers:my-home")).context["standings"][0].eligibility
            assert page.is_eligible == told[name]["is_eligible"], name


def test_another_day_is_answered_by_the_rules_of_that_day(client, key, strand, area):
    code = with_code(a_resident(strand, area), 901)

    for on, is_eligible, because in (
        (date(2016, 12, 31), False, ["pilot"]),
        (UNTIL, False, ["pilot"]),
        (date(2018, 12, 31), True, []),
    ):
        answer = asked(client, key, strand, code, on=on.isoformat()).json()
        against = [reason["code"] for reason in answer["reasons"] if not reason["holds"]]
        assert (answer["on"], answer["is_eligible"], against) == (on.isoformat(), is_eligible, because)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Kuokkala"), ("sv", "Enligt befolkningsregistret"), ("en", "By the population register")],
)
def test_reasons_are_told_in_the_language_asked_for_and_to_another_than_the_resident(
    client, key, strand, area, language, words
):
    code = with_code(a_resident(strand, area), 902)
    answer = asked(client, key | {"HTTP_ACCEPT_LANGUAGE": language}, strand, code).json()

    home = next(reason["text"] for reason in answer["reasons"] if reason["code"] == "home")
    assert words in home
    assert not home.lower().startswith(("asut", "du bor", "you live"))


def test_nobody_is_told_where_a_protected_person_lives(client, key, strand, area):
    resident = a_resident(strand, area)
    code = with_code(resident, 903)
    open_answer = asked(client, key, strand, code)
    Protection.objects.create(resident=resident, period=between(TODAY, None))

    answer = asked(client, key, strand, code)

    assert "Kuokkala" in open_answer.content.decode()
    assert "Kuokkala" not in answer.content.decode()
    assert answer.json()["is_eligible"]
    assert [reason["code"] for reason in answer.json()["reasons"] if reason["text"] is None] == ["home"]


def test_every_question_is_written_down_with_its_purpose_for_the_resident_to_read(client, key, strand, area):
    resident = a_resident(strand, area)
    asked(client, key, strand, with_code(resident, 904))
    look = AccessLogEntry.objects.get(what="eligibility")

    assert (look.resident_id, look.why, look.role) == (resident.pk, "Neuvontapuhelu", "staff")
    log_in(client, a_login(resident))
    assert "Neuvontapuhelu" in client.get(reverse("vouchers:my-history")).content.decode()


def test_nobody_of_another_pilot_is_answered_about_and_the_try_is_written_down(client, key, strand, area):
    elsewhere = a_strand(pilot=a_pilot())
    code = with_code(a_resident(elsewhere, an_area(elsewhere)), 905)

    for answer in (asked(client, key, elsewhere, code), asked(client, key, strand, code)):
        assert answer.status_code == 404
    assert AccessLogEntry.objects.filter(what="eligibility", resident_id=None, group__found=0).count() == 1


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2017-02-30", "eilen", None])
def test_days_that_cannot_be_are_refused(client, key, strand, on):
    assert asked(client, key, strand, "010170-900J", on=on).status_code == 422


def test_more_reasons_and_homes_cost_no_more_queries(client, key, strand, area, django_assert_max_num_queries):
    code = with_code(a_resident(strand, area), 906)

    with django_assert_max_num_queries(24):
        asked(client, key, strand, code)
