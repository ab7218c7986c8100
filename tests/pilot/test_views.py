"""The pages that belong to no app, and the frame around every page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import a_member, a_pilot, an_organiser, log_in

THEME = {
    "accent": "#17604f",
    "accent_strong": "#0b3d33",
    "accent_soft": "#e6f2ee",
    "accent_line": "#8fc2b1",
    "on_accent": "#ffffff",
    "signal": "#ffd166",
}
pytestmark = pytest.mark.django_db


def test_the_language_switch_keeps_the_page(client):
    response = client.get("/language/", {"to": "sv", "next": "/accessibility/?a=1"})

    assert response.url == "/accessibility/?a=1"
    assert 'lang="sv"' in client.get("/accessibility/").content.decode()


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""])
def test_the_language_switch_leads_nowhere_else(client, elsewhere):
    assert client.get("/language/", {"to": "sv", "next": elsewhere}).url == "/"


def test_a_language_that_we_do_not_speak_is_not_remembered(client):
    assert not client.get("/language/", {"to": "de"}).cookies


def test_the_organisers_colours_are_a_style_sheet(client):
    organiser = an_organiser(theme=THEME)
    a_pilot(lead=organiser)

    css = client.get(reverse("theme", args=[organiser.code]))

    assert css["Content-Type"] == "text/css; charset=utf-8"
    assert "--organiser-accent-strong: #0b3d33;" in css.content.decode()
    assert reverse("theme", args=[organiser.code]) in client.get("/feedback/").content.decode()


@pytest.mark.parametrize("bad", ["red;} body{display:none", "url(//x)", "", "#12345"])
def test_a_theme_with_anything_but_colours_counts_for_nothing(client, bad):
    organiser = an_organiser(theme=THEME | {"signal": bad})

    assert client.get(reverse("theme", args=[organiser.code])).content == b""


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_gallery_shows_itself_in_each_language(client, language):
    client.cookies["language"] = language

    html = client.get("/gallery/").content.decode()

    assert f'<html lang="{language}">' in html
    assert "style=" not in html
    assert "<script>" not in html


def test_every_page_offers_three_languages_and_a_way_past_the_header(client):
    html = client.get("/feedback/").content.decode()

    assert all(f'hreflang="{code}"' in html for code in ("fi", "sv", "en"))
    assert 'href="#content"' in html
    assert 'id="content"' in html


@pytest.mark.parametrize(("address", "swaps"), [("/gallery/", True), ("/accessibility/", False)])
def test_htmx_is_loaded_by_a_page_that_has_a_part_to_swap_alone(client, address, swaps):
    page = client.get(address).content.decode()

    assert [" hx-get=" in page, "htmx" in page, 'name="htmx-config"' in page] == [swaps] * 3
    assert "js/page.js" in page


def test_a_missing_page_keeps_the_frame(client):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert 'id="content"' in response.content.decode()


def test_a_form_without_its_token_is_told_kindly():
    response = Client(enforce_csrf_checks=True).post(reverse("account_logout"))

    assert response.status_code == 403
    assert 'id="content"' in response.content.decode()


def test_whoever_is_logged_in_is_named_and_can_leave(client):
    log_in(client, a_member("finance", an_organiser(), name="Päivi Mäkelä"))

    html = client.get("/feedback/").content.decode()

    assert "Päivi Mäkelä" in html
    assert f'action="{reverse("account_logout")}"' in html


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "mfa_index", "usersessions_list"])
def test_the_log_in_pages_wear_our_shell(client, name):
    if name in ("mfa_index", "usersessions_list"):
        log_in(client, a_member("finance", an_organiser()))

    html = client.get(reverse(name)).content.decode()

    assert 'class="masthead"' in html
    assert html.count("<h1>") == 1
