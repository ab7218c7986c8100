"""The page of a guardian who is heard: theirs alone, text kept when refused, and what staff see of the answer."""

import pytest
from django.urls import reverse

from registry.models import Guardianship
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.actions.test_answering_online import WORDS, Online
from tests.vouchers.cast import a_login, a_resident
from vouchers.models import Hearing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def dispute():
    return Online()


def page(name, *args):
    return reverse(f"vouchers:{name}", args=args)


def test_the_guardian_is_led_to_the_page_answers_and_reads_what_came(client, dispute):
    where = page("my-hearing", dispute.hearing.pk)
    log_in(client, dispute.by)
    assert where in client.get(page("my-home")).content.decode()
    shown = client.get(where).content.decode()
    for words in ("Matka on pitkä.", 'datetime="2017-03-29"', dispute.child.full_name):
        assert words in shown
    for secret in ("Liian kaukana", dispute.father.full_name, "Kauppakatu", "Hoitokulma"):
        assert secret not in shown
    refused = client.post(where, {"answer": "a" * 4001})
    assert refused.status_code == 422
    assert "a" * 4001 in refused.content.decode()

    done = client.post(where, {"answer": WORDS}, follow=True)

    shown = done.content.decode()
    assert WORDS in shown
    assert "<textarea" not in shown
    assert where not in client.get(page("my-home")).content.decode()
    assert client.post(where, {"answer": "Muu"}).status_code == 422
    assert Hearing.objects.get().answer == WORDS


def test_whoever_is_no_guardian_any_more_still_answers_and_is_told_no_name(client, dispute):
    Guardianship.objects.filter(guardian=dispute.mother).delete()
    log_in(client, dispute.by)

    shown = client.get(page("my-hearing", dispute.hearing.pk)).content.decode()

    assert "Matka on pitkä." in shown
    assert dispute.child.full_name not in shown


def test_the_page_is_nobody_elses(client, dispute):
    where = page("my-hearing", dispute.hearing.pk)
    for ask in (client.get, client.post):
        assert ask(where).status_code == 302
    for somebody in (a_login(dispute.father), a_login(a_resident(dispute.strand, None)), a_login(dispute.child)):
        log_in(client, somebody)
        assert client.get(where).status_code == 404
        assert client.post(where, {"answer": "Muu"}).status_code == 404
    log_in(client, dispute.clerk)
    assert client.get(where).status_code == 403
    log_in(client, dispute.by)
    assert client.put(where).status_code == 405
    assert Hearing.objects.get().state == "open"


def test_staff_see_that_it_came_and_look_it_over_before_it_is_settled(client, dispute):
    dispute.online()
    log_in(client, dispute.clerk)
    case, told = page("objection", dispute.objection.pk), page("hearing-told", dispute.hearing.pk)
    assert "Vastaus on tullut" in client.get(page("staff-home")).content.decode()
    assert WORDS in client.get(case).content.decode()
    settled = {"outcome": "dismissed", "reasons": "Asia on selvä."}
    refused = client.post(page("objection-settlement", dispute.objection.pk), settled)
    assert refused.status_code == 422
    assert "Tarkista ensin" in refused.content.decode()
    field = f"hearing-{dispute.hearing.pk}-told"
    assert client.post(told, {field: " "}).status_code == 422

    client.post(told, {field: "Matka on lyhyt."})

    assert "Vastaus on tullut" not in client.get(page("staff-home")).content.decode()
    assert client.post(page("objection-settlement", dispute.objection.pk), settled).status_code == 302


def test_looking_over_is_for_those_who_settle(client, dispute):
    dispute.online()
    told = page("hearing-told", dispute.hearing.pk)
    assert client.post(told).status_code == 302
    log_in(client, dispute.by)
    assert client.post(told).status_code == 403
    log_in(client, a_member("staff", an_organiser()))
    assert client.post(told).status_code == 404
    log_in(client, dispute.clerk)
    assert client.get(told).status_code == 405
