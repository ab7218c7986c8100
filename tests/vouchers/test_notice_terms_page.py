"""The page of the terms of notice: whose hold, what nobody has checked, and what they come to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.models import NoticeTerms
from pilot.periods import since
from tests.people import a_member, a_pilot, an_organiser, log_in
from tests.vouchers.cast import TODAY, a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ADDRESS = reverse("vouchers:notice-terms")


@pytest.fixture
def organiser(client):
    lead = a_strand().pilot.lead
    log_in(client, a_member("staff", lead))
    client.cookies["language"] = "en"
    return lead


def own_terms(organiser, **fields) -> NoticeTerms:
    given = {"appeal_days": 14, "letter_days": 5, "message_days": 1, "source": "Hallintosääntö 12 §"}
    return NoticeTerms.objects.create(organiser=organiser, period=since(date(2017, 1, 1)), **given | fields)


def test_the_terms_for_everybody_are_marked_where_nobody_checked_them(client, organiser):
    page = client.get(ADDRESS).content.decode()

    assert "The terms for everybody who has set none" in page
    assert "Source: 434/2003" in page
    # Four numbers, the sections and the mark of secrecy.
    assert page.count("Nobody has checked this value") == 6


def test_what_is_sent_today_is_counted_by_each_way(client, organiser):
    (row,) = client.get(ADDRESS).context["rows"]

    # 15.3.2017 + 7 days = 22.3., + 30 = 21.4. By message 18.3. + 30 = 17.4., Easter Monday, so 18.4. Handed over:
    # 14.4. is Good Friday, and the next day on which offices are open is 18.4.
    found = {example.notice.way.value: example.notice for example in row["examples"]}
    assert {way: (told.received_on, told.appeal_until) for way, told in found.items()} == {
        "post": (date(2017, 3, 22), date(2017, 4, 21)),
        "message": (date(2017, 3, 18), date(2017, 4, 18)),
        "handed": (TODAY, date(2017, 4, 18)),
    }


def test_own_terms_go_before_those_for_everybody(client, organiser):
    own_terms(organiser)

    page = client.get(ADDRESS).content.decode()

    assert "Hallintosääntö 12 §" in page
    assert "5 days" in page
    assert "Nobody has checked" not in page


def test_anothers_terms_are_not_shown(client, organiser):
    own_terms(an_organiser(), source="Toisen hallintosääntö")

    assert "Toisen hallintosääntö" not in client.get(ADDRESS).content.decode()


def test_ten_more_organisers_cost_no_more_questions(client, organiser):
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    pilot = a_pilot(lead=organiser)
    pilot.organisers.set([an_organiser() for _number in range(10)])

    with CaptureQueriesContext(connection) as many:
        assert len(client.get(ADDRESS).context["rows"]) == 11

    assert len(many) == len(few)


def test_the_page_is_read_by_those_who_read_rules_alone(client, organiser):
    assert client.post(ADDRESS).status_code == 405
    for role, status in {"finance": 200, "evaluator": 200, "auditor": 200, "provider": 403}.items():
        log_in(client, a_member(role, organiser))
        assert client.get(ADDRESS).status_code == status
    client.logout()
    assert client.get(ADDRESS).status_code == 302
