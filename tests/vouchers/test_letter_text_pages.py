"""Pages on which staff write what letters say."""

import pytest
from django.urls import reverse

from tests.people import a_member, log_in
from tests.vouchers.actions.test_letter_versions import TEXTS
from tests.vouchers.cast import a_strand
from vouchers.models import LetterKind, LetterVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def pilot():
    return a_strand().pilot


@pytest.fixture
def staff(client, pilot):
    user = a_member("staff", pilot.lead)
    log_in(client, user)
    return user


@pytest.fixture
def here(pilot):
    return reverse("vouchers:letter-text", args=[pilot.pk, "reminder"])


def deed(name: str) -> str:
    return reverse(f"vouchers:letter-text-{name}", args=[LetterVersion.objects.get().pk])


def text(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_a_text_is_drafted_looked_at_and_taken_into_use_by_another(client, staff, pilot, here):
    assert "{last_day}" in text(client.get(here))
    client.post(here, TEXTS)
    client.post(deed("preview"), {"language": "fi"})
    assert deed("use") not in text(client.get(here))
    assert "Jonkun toisen" in text(client.post(deed("use"), follow=True))

    other = a_member("staff", pilot.lead)
    log_in(client, other)
    assert deed("use") not in text(client.get(here))
    preview = client.post(deed("preview"), {"language": "fi"})
    assert preview.content.startswith(b"%PDF")
    assert deed("use") in text(client.get(here))
    client.post(deed("use"))

    assert LetterVersion.objects.get().in_use_by == other
    assert "Versio 1" in text(client.get(reverse("vouchers:letter-text-list")))


def test_a_wrong_word_is_named_and_what_was_typed_is_kept(client, staff, here):
    page = text(client.post(here, TEXTS | {"text_sv": "Ni kan välja till {last_day}, {adress}."}), 422)

    assert "{adress}" in page
    assert "Ni kan välja till" in page
    assert not LetterVersion.objects.exists()


def test_a_text_is_not_taken_into_use_by_who_did_not_look_at_it(client, staff, pilot, here):
    client.post(here, TEXTS)
    log_in(client, a_member("staff", pilot.lead))

    assert "Katso ensin esikatselu" in text(client.post(deed("use"), follow=True))


def test_texts_are_staffs_of_their_own_pilots(client, staff, pilot, here):
    client.post(here, TEXTS)
    pages, deeds = [here, reverse("vouchers:letter-text-list")], [deed("use"), deed("preview")]

    assert {client.get(one).status_code for one in deeds} == {405}
    assert client.delete(here).status_code == 405
    assert client.post(deed("preview"), {"language": "de"}).status_code == 404
    assert client.get(reverse("vouchers:letter-text", args=[pilot.pk, "other"])).status_code == 404
    client.logout()
    assert {client.get(page)["Location"].partition("?")[0] for page in pages} == {"/account/login/"}
    log_in(client, a_member("finance", pilot.lead))
    assert {client.get(page).status_code for page in pages} == {403}
    log_in(client, a_member("staff", a_strand().pilot.lead))
    assert client.get(here).status_code == 404
    assert {client.post(one, {"language": "fi"}).status_code for one in deeds} == {404}


def test_more_versions_cost_the_list_no_more_queries(client, staff, pilot, here, django_assert_max_num_queries):
    there = reverse("vouchers:letter-text-list")
    client.get(there)
    with django_assert_max_num_queries(60) as before:
        client.get(there)
    for kind in LetterKind:
        LetterVersion.objects.create(
            pilot=pilot, kind=kind, number=1, drafted_at="2017-03-15T10:00Z", drafted_by=staff, **TEXTS
        )

    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(there)
