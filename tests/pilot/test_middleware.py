import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from pilot import access
from pilot.log_in.adapters import SEEN, STARTED
from tests.people import a_member, a_person, an_organiser, log_in

pytestmark = pytest.mark.django_db
PAGE = "/gallery/"


@pytest.fixture
def clerk(client):
    user = a_member("staff", an_organiser())
    log_in(client, user)
    return user


def age(client, **minutes) -> None:
    session = client.session
    for name, value in minutes.items():
        session[name] = int(time.time()) - value * 60
    session.save()


def is_logged_in(client) -> bool:
    client.get(PAGE)
    return "_auth_user_id" in client.session


def test_a_session_in_use_goes_on(client, clerk):
    age(client, **{SEEN: 29, STARTED: 11 * 60})

    assert is_logged_in(client)
    assert client.session[SEEN] >= int(time.time()) - 5


@pytest.mark.parametrize("minutes", [{SEEN: 31, STARTED: 31}, {SEEN: 1, STARTED: 12 * 60 + 1}])
def test_a_session_ends_when_idle_or_old(client, clerk, minutes):
    age(client, **minutes)

    assert not is_logged_in(client)


def test_a_deactivated_person_is_out_on_the_next_request(client, clerk):
    clerk.is_active = False
    clerk.save()

    assert client.get(reverse("job", args=[1])).status_code == 302


def test_an_address_that_only_takes_a_form_shows_a_page_that_leads_on(client, clerk):
    answer = client.get("/jobs/7/restart/")

    assert (answer.status_code, answer["Allow"], answer.context["back"]) == (405, "POST", "/jobs/7/")
    assert "405.html" in [template.name for template in answer.templates]
    assert client.delete("/jobs/7/restart/").content == b""


@pytest.mark.parametrize(
    ("came_from", "next_page"),
    [
        ("http://testserver/jobs/7/?page=2", "/jobs/7/?page=2"),
        ("http://elsewhere.invalid/jobs/7/", "/jobs/7/restart/"),
        ("", "/jobs/7/restart/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, came_from, next_page):
    answer = client.post("/jobs/7/restart/", headers={"Referer": came_from, "Accept-Language": "en"})

    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [next_page]
    assert "Nothing was saved" in next(iter(get_messages(answer.wsgi_request))).message


def test_who_works_here_is_sent_to_a_second_factor(client):
    log_in(client, a_member("finance", an_organiser()), strongly=False)

    assert client.get(PAGE)["Location"].startswith(reverse("mfa_index"))
    assert client.get(PAGE, headers={"HX-Request": "true"})["HX-Redirect"].startswith(reverse("mfa_index"))
    assert client.get(reverse("accessibility")).status_code == 200


def test_somebody_without_a_role_needs_no_second_factor(client):
    log_in(client, a_person(), strongly=False)

    assert client.get(PAGE).status_code == 200


def test_a_second_factor_of_an_earlier_log_in_does_not_count(client, clerk):
    client.logout()
    log_in(client, clerk, strongly=False)

    assert access.IDENTIFICATION not in client.session
    assert client.get(PAGE).status_code == 302


def test_pages_of_somebody_logged_in_are_not_kept(client, clerk):
    assert client.get(reverse("job", args=[1]))["Cache-Control"] == "no-store"


def test_pages_for_everybody_may_be_kept(client):
    assert "Cache-Control" not in client.get(PAGE)


def test_logging_out_makes_the_browser_forget(client, clerk):
    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_logged_in(client)
