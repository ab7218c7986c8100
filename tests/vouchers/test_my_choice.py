"""Confirming a choice on the resident's page: where its receipt is announced, and what is not offered twice."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from pilot.models import AuditEvent, OutboxMessage
from tests.people import log_in
from tests.vouchers.cast import a_login, a_resident, a_site, an_area, chosen
from vouchers.forms import new_key
from vouchers.models import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
CHOICE = reverse("vouchers:my-choice")


@pytest.fixture
def resident(client, strand):
    resident = a_resident(strand, an_area(strand), email="aino@example.invalid")
    log_in(client, a_login(resident))
    return resident


def confirm(client, strand, site, **more):
    return client.post(CHOICE, {"strand": strand.pk, "site": site.slug, "key": new_key()} | more)


def test_what_already_waits_is_not_offered_again(client, resident, strand, site):
    waiting = chosen(resident, strand, site)

    same = client.get(CHOICE, {"site": site.slug, "strand": strand.pk})
    other = client.get(CHOICE, {"site": a_site(strand).slug, "strand": strand.pk})

    assert same["Location"] == reverse("vouchers:my-receipt", args=[waiting.pk])
    assert other.status_code == 200


def test_the_receipt_is_announced_where_the_resident_says(client, resident, strand, site):
    confirm(client, strand, site, email="new@example.invalid")

    resident.refresh_from_db()
    assert resident.email == "new@example.invalid"
    assert OutboxMessage.objects.filter(kind="choice_receipt").count() == 1
    assert AuditEvent.objects.get(kind="choice_made").facts["email"] == "changed"


def test_an_emptied_field_takes_no_address_out(client, resident, strand, site):
    confirm(client, strand, site, email="")

    resident.refresh_from_db()
    assert resident.email == "aino@example.invalid"
    assert OutboxMessage.objects.filter(kind="choice_receipt").count() == 1
    assert "email" not in AuditEvent.objects.get(kind="choice_made").facts


def test_a_page_that_did_not_ask_for_an_e_mail_leaves_it_as_it_was(client, resident, strand, site):
    confirm(client, strand, site)

    resident.refresh_from_db()
    assert resident.email == "aino@example.invalid"
    assert "email" not in AuditEvent.objects.get(kind="choice_made").facts


def test_a_wrong_e_mail_chooses_nothing_and_keeps_what_was_written(client, resident, strand, site):
    key = new_key()

    response = confirm(client, strand, site, key=key, email="aino@")

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="aino@"' in page
    assert key in page
    assert "error-summary" in page
    assert not Choice.objects.exists()


def test_a_long_menu_opens_by_a_button_on_a_phone_and_a_short_one_stands_open(client, resident):
    own = client.get(reverse("vouchers:my-home")).content.decode()
    client.logout()
    public = client.get("/sites/").content.decode()

    assert 'popovertarget="main-menu"' in own
    assert '<nav class="tabs" id="main-menu" popover ' in own
    assert '<nav class="tabs" id="main-menu" aria-label' in public
    assert 'popovertarget="main-menu"' not in public


def test_a_refused_form_leads_back_to_the_same_offer_in_another_language_and_after_a_lapsed_log_in(
    client, resident, strand, site
):
    offer = f"{CHOICE}?site={site.slug}&strand={strand.pk}"
    shown = client.get(offer)
    given = {"strand": strand.pk, "site": site.slug, "key": new_key(), "email": "aino@"}
    where = html.unescape(re.search(r'method="post" action="(/my/choice[^"]*)"', shown.content.decode())[1])

    refused = client.post(where, given)
    in_swedish = re.search(r'href="(/language/\?to=sv[^"]*)"', refused.content.decode())[1]
    client.logout()
    lapsed = client.post(where, given)

    assert refused.status_code == 422
    assert client.get(html.unescape(in_swedish))["Location"] == offer
    assert parse_qs(urlsplit(lapsed["Location"]).query)["next"] == [offer]


def test_the_languages_of_a_refused_form_lead_to_its_page_where_its_own_address_cannot_be_opened(client, resident):
    page = {"headers": {"referer": "http://testserver/my/"}}

    missing = client.post(reverse("vouchers:my-choice-regret", args=[404]), **page)

    assert "next=%2Fmy%2F" in missing.content.decode()
