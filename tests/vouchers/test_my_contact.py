import re

import pytest
from django.urls import reverse

from pilot.models import OutboxMessage
from tests.people import a_member, log_in
from tests.vouchers.cast import a_login, a_resident, a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
PAGE, REMOVAL = "/my/contact/", "/my/contact/email-removal/"
LINK = re.compile(r"/my/contact/email/\S+")


@pytest.fixture
def resident(client):
    resident = a_resident(a_strand(), None, language="fi")
    log_in(client, a_login(resident))
    return resident


def saved(client, email="", phone="", **more):
    return client.post(PAGE, {"language": "fi", "phone": phone, "email": email} | more)


def links():
    return [LINK.search(row.payload["text"])[0] for row in OutboxMessage.objects.filter(kind="email").order_by("pk")]


def test_language_and_telephone_are_changed_on_the_page(client, resident):
    saved(client, phone="+358 40 123", language="sv")

    resident.refresh_from_db()
    assert resident.language == "sv"
    assert "+358 40 123" in client.get(PAGE).content.decode()
    assert not OutboxMessage.objects.exists()


def test_each_language_is_named_in_itself_and_read_out_so(client, resident):
    client.cookies["language"] = "en"

    page = client.get(PAGE).content.decode()

    assert '<span class="choice__text" lang="fi">Suomi</span>' in page
    assert '<span class="choice__text" lang="sv">Svenska</span>' in page


def test_a_telephone_and_an_address_typed_together_are_both_kept(client, resident):
    page = client.post(PAGE, {"language": "sv", "phone": "040 123 4567", "email": "aino@example.fi"}, follow=True)

    resident.refresh_from_db()
    assert (resident.language, len(links())) == ("sv", 1)
    assert 'value="040 123 4567"' in page.content.decode()
    assert 'value="aino@example.fi"' in page.content.decode()


def test_what_was_typed_beside_a_refused_address_stands_on_the_page(client, resident):
    page = saved(client, email="aino", phone="040 123 4567")

    assert page.status_code == 422
    assert 'value="040 123 4567"' in page.content.decode()


def test_the_same_details_saved_again_send_no_second_link_and_its_button_does(client, resident):
    saved(client, email="aino@example.fi")
    saved(client, email="aino@example.fi", phone="040 123 4567")
    assert len(links()) == 1

    saved(client, email="aino@example.fi", phone="040 123 4567", link="again")

    first, second = links()
    client.post(first)
    resident.refresh_from_db()
    assert resident.email == ""
    client.post(second)
    resident.refresh_from_db()
    assert resident.email == "aino@example.fi"


def test_an_address_is_proved_by_the_button_behind_the_link_not_by_opening_it(client, resident):
    saved(client, email="aino@example.fi")
    (link,) = links()

    client.get(link)
    resident.refresh_from_db()
    assert resident.email == ""
    client.post(link)

    resident.refresh_from_db()
    assert resident.email == "aino@example.fi"


def test_another_residents_link_proves_nothing(client, resident):
    saved(client, email="aino@example.fi")
    (link,) = links()
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

    answer = saved(client, email=" ")

    assert answer.status_code == 422
    assert "Osoitteesi aino@example.fi säilyi" in answer.content.decode()
    assert REMOVAL in answer.content.decode()
    resident.refresh_from_db()
    assert resident.email == "aino@example.fi"


def test_the_address_is_taken_out_by_its_own_button_after_what_follows_was_told(client, resident):
    with_address(resident)
    saved(client, email="aino@example.fi", phone="040 123 4567")
    assert links() == []

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


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"phone": "soita"}, {"email": "aino"}])
def test_bad_details_are_sent_back(client, resident, wrong):
    assert saved(client, **wrong).status_code == 422
    assert not OutboxMessage.objects.exists()


def test_the_pages_are_the_residents_own(client, resident):
    assert client.delete(PAGE).status_code == 405
    assert client.put(REMOVAL).status_code == 405
    log_in(client, a_member("staff", resident.pilot.lead))
    for address in (PAGE, REMOVAL, reverse("vouchers:my-email-proof", args=["x"])):
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302
