import re

import pytest
from django.urls import reverse

from pilot.models import OutboxMessage
from tests.people import a_member, log_in
from tests.vouchers.cast import a_login, a_resident, a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
PAGE, EMAIL, REMOVAL = "/my/contact/", "/my/contact/email/", "/my/contact/email-removal/"


@pytest.fixture
def resident(client):
    resident = a_resident(a_strand(), None, language="fi")
    log_in(client, a_login(resident))
    return resident


def test_language_and_telephone_are_changed_on_the_page(client, resident):
    client.post(PAGE, {"language": "sv", "phone": "+358 40 123"})

    resident.refresh_from_db()
    assert resident.language == "sv"
    assert "+358 40 123" in client.get(PAGE).content.decode()


def test_an_address_is_proved_by_the_button_behind_the_link_not_by_opening_it(client, resident):
    client.post(EMAIL, {"email": "aino@example.fi"})
    link = re.search(r"/my/contact/email/\S+", OutboxMessage.objects.get(kind="email").payload["text"])[0]

    client.get(link)
    resident.refresh_from_db()
    assert resident.email == ""
    client.post(link)

    resident.refresh_from_db()
    assert resident.email == "aino@example.fi"


def test_another_residents_link_proves_nothing(client, resident):
    client.post(EMAIL, {"email": "aino@example.fi"})
    link = re.search(r"/my/contact/email/\S+", OutboxMessage.objects.get(kind="email").payload["text"])[0]
    other = a_resident(a_strand(), None)
    log_in(client, a_login(other))

    assert client.post(link, follow=True).status_code == 200

    for row in (resident, other):
        row.refresh_from_db()
        assert row.email == ""


def with_address(resident):
    resident.email = "aino@example.fi"
    resident.save()


def test_an_emptied_field_keeps_the_address_and_says_so(client, resident):
    with_address(resident)

    answer = client.post(EMAIL, {"email": " "})

    assert answer.status_code == 422
    assert "Osoitteesi aino@example.fi säilyi" in answer.content.decode()
    assert REMOVAL in answer.content.decode()
    resident.refresh_from_db()
    assert resident.email == "aino@example.fi"


def test_the_address_is_taken_out_by_its_own_button_after_what_follows_was_told(client, resident):
    with_address(resident)
    client.post(PAGE, {"language": "fi", "phone": "040 123 4567"})

    told = client.get(REMOVAL).content.decode()
    resident.refresh_from_db()
    assert "kirjeenä" in told
    assert resident.email == "aino@example.fi"
    page = client.post(REMOVAL, follow=True).content.decode()

    resident.refresh_from_db()
    assert resident.email == ""
    assert "040 123 4567" in page
    assert REMOVAL not in page
    assert client.get(REMOVAL)["Location"] == PAGE


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (PAGE, {"language": "xx"}),
        (PAGE, {"language": "fi", "phone": "soita"}),
        (EMAIL, {"email": "aino"}),
        (EMAIL, {"email": ""}),
    ],
)
def test_bad_details_are_sent_back(client, resident, address, data):
    assert client.post(address, data).status_code == 422
    assert not OutboxMessage.objects.exists()


def test_the_pages_are_the_residents_own(client, resident):
    assert client.get(EMAIL).status_code == 405
    assert client.put(REMOVAL).status_code == 405
    log_in(client, a_member("staff", resident.pilot.lead))
    for address in (PAGE, REMOVAL, reverse("vouchers:my-email-proof", args=["x"])):
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302
