"""A long text that was sent after the session had ended comes back to who wrote it, and to nobody else."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from pilot import kept_texts
from pilot.log_in.adapters import SEEN
from tests.people import a_member, an_organiser, log_in

pytestmark = pytest.mark.django_db
KEPT = reverse("kept-texts")
FORM = reverse("vouchers:early-change-ruling", args=[1])
WORDS = "Hoitosuhde katkesi, eikä asukas voi jatkaa <nykyisessä> paikassa."


@pytest.fixture
def clerk(client):
    user = a_member("staff", an_organiser())
    log_in(client, user)
    return user


def send_too_late(client, **fields):
    session = client.session
    session[SEEN] = int(time.time()) - 31 * 60
    session.save()
    return client.post(
        FORM, {"outcome": "granted", "reasons": WORDS} | fields, headers={"referer": "http://testserver/staff/"}
    )


def where_to(answer) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_what_was_written_is_given_back_after_logging_in_and_leads_to_its_form(client, clerk):
    assert where_to(send_too_late(client)) == KEPT
    assert client.get(KEPT).status_code == 302
    log_in(client, clerk)

    page = client.get(KEPT)

    assert page.context["texts"] == [WORDS]
    assert page.context["page"] == "/staff/"
    assert "&lt;nykyisessä&gt;" in page.content.decode()
    assert page["Cache-Control"].count("no-store") == 1


def test_nobody_else_gets_it_on_the_same_computer(client, clerk):
    send_too_late(client)
    log_in(client, a_member("staff", an_organiser()))

    assert client.get(KEPT)["Location"] == "/"
    assert kept_texts.KEPT not in client.session


def test_it_is_gone_after_an_hour_and_with_the_session(client, clerk):
    send_too_late(client)
    log_in(client, clerk)
    session = client.session
    session[kept_texts.KEPT] |= {"at": int(time.time()) - kept_texts.HOUR - 1}
    session.save()

    assert client.get(KEPT)["Location"] == "/"
    assert client.get(KEPT)["Location"] == "/"


def test_ticks_and_short_values_are_not_kept_and_the_form_is_opened_anew(client, clerk):
    answer = send_too_late(client, reasons="Kyllä")

    assert where_to(answer) == "/staff/"
    assert kept_texts.KEPT not in client.session


def test_who_logged_out_by_choice_leaves_nothing_behind(client, clerk):
    client.logout()

    answer = client.post(FORM, {"reasons": WORDS}, headers={"referer": "http://testserver/staff/"})

    assert where_to(answer) == "/staff/"
    assert kept_texts.KEPT not in client.session
