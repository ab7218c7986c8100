"""Taking a choice back at the desk: who asks is said first, and who acts for another is told of."""

import pytest
from django.urls import reverse

from pilot import outbox
from pilot.models import AuditEvent
from pilot.periods import since
from registry.models import Guardianship
from tests.people import a_member, log_in
from tests.vouchers.cast import BY_ANOTHER, a_resident, a_site, a_strand, an_area, chosen
from vouchers import actions
from vouchers.models import Choice, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def strand():
    return a_strand(minimum_age=15)


@pytest.fixture
def choice(client, strand):
    log_in(client, a_member("staff", strand.pilot.lead))
    return chosen(a_resident(strand, an_area(strand)), strand, a_site(strand, name_fi="Hoitokulma"))


def address_of(choice):
    return reverse("vouchers:choice-regret", args=[choice.pk])


def test_the_page_tells_the_choice_and_asks_who_is_there(client, choice):
    page = client.get(address_of(choice)).content.decode()

    assert "Hoitokulma" in page
    assert 'name="identified_by"' in page
    choice.refresh_from_db()
    assert choice.regretted_at is None


def test_without_saying_who_asks_nothing_is_taken_back(client, choice):
    response = client.post(address_of(choice), {"identified_by": ""})

    assert response.status_code == 422
    choice.refresh_from_db()
    assert choice.regretted_at is None
    assert not AuditEvent.objects.filter(kind="choice_regretted").exists()


@pytest.mark.parametrize("capacity", ["mandate", "legal_guardian"])
def test_a_deputy_at_the_desk_is_recorded_and_the_resident_gets_a_letter(client, choice, capacity):
    response = client.post(address_of(choice), {"identified_by": capacity})
    outbox.sweep(here=True)

    assert response["Location"] == reverse("vouchers:resident-detail", args=[choice.resident_id])
    event = AuditEvent.objects.get(kind="choice_regretted")
    assert (event.facts["capacity"], event.on_behalf_of) == (capacity, f"resident {choice.resident_id}")
    letter = Letter.objects.get()
    assert (letter.kind, letter.resident_id) == ("taken_back", choice.resident_id)


def test_a_resident_who_came_in_person_gets_no_letter(client, choice):
    client.post(address_of(choice), {"identified_by": "identity_card"})
    outbox.sweep(here=True)

    assert AuditEvent.objects.get(kind="choice_regretted").facts["identified_by"] == "identity_card"
    assert not Letter.objects.exists()


def test_both_guardians_learn_what_one_of_them_took_back_at_the_desk(client, choice, strand):
    area = an_area(strand)
    child = a_resident(strand, area, born_on="2011-04-01")
    guardians = [a_resident(strand, area) for _one in range(2)]
    for guardian in guardians:
        Guardianship.objects.create(child=child, guardian=guardian, period=since("2011-04-01"))
    made = chosen(child, strand, a_site(strand), channel="desk", deputy=actions.Deputy("guardian", name="Maija Niemi"))

    client.post(address_of(made), BY_ANOTHER)
    outbox.sweep(here=True)

    letters = Letter.objects.filter(kind="child_taken_back").order_by("resident")
    assert [letter.resident for letter in letters] == guardians


def test_a_small_child_alone_takes_nothing_back_at_the_desk(client, choice, strand):
    child = a_resident(strand, an_area(strand), born_on="2011-04-01")
    made = chosen(child, strand, a_site(strand), channel="desk", deputy=actions.Deputy("guardian", name="Maija Niemi"))

    response = client.post(address_of(made), {"identified_by": "identity_card"})

    assert response.status_code == 422
    assert Choice.objects.get(pk=made.pk).regretted_at is None


def test_the_page_is_for_the_own_staff(client, choice):
    here = address_of(choice)
    assert client.put(here).status_code == 405
    log_in(client, a_member("staff", a_strand().pilot.lead))
    assert client.get(here).status_code == 404
    log_in(client, a_member("finance", choice.strand.pilot.lead))
    assert client.get(here).status_code == 403
    client.logout()
    assert "/account/" in client.get(here)["Location"]
