"""Confirming a choice on the resident's page: where its receipt is announced, and what is not offered twice."""

import pytest
from django.urls import reverse

from pilot.models import AuditEvent, OutboxMessage
from tests.people import log_in
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen
from vouchers.forms import new_key
from vouchers.models import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
CHOICE = reverse("vouchers:my-choice")


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def site(strand):
    return a_site(strand)


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
