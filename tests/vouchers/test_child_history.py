"""A guardian who acts for a child reads its history: never what the child alone was told, nor who else acts for it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.models import AccessLogEntry
from pilot.periods import between, since
from registry.models import Guardianship, Protection
from tests.people import log_in
from tests.vouchers.cast import TODAY, a_login, a_resident, a_site, a_strand, chosen, decided, noon
from tests.vouchers.test_acting_pages import ACTING, Family, begin
from vouchers import queries
from vouchers.actions.delivering import write_letter
from vouchers.models import Decision, LetterKind, QueuePlace
from vouchers.views.acting import SESSION
from vouchers.words.child_say import ChildSay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HISTORY, LOOKS, HOME = (reverse(f"vouchers:my-{name}") for name in ("history", "looks", "home"))
YOUNG = date(2001, 6, 1)


@pytest.fixture
def family(client):
    family = Family()
    log_in(client, a_login(family.mother))
    begin(client, family.child)
    return family


@pytest.fixture
def young(client):
    """A child of fifteen, for whom guardians choose until eighteen; in another strand it chooses alone."""
    family = Family()
    a_strand(pilot=family.strand.pilot, minimum_age=18)
    child = a_resident(family.strand, family.area, born_on=YOUNG)
    Guardianship.objects.create(child=child, guardian=family.mother, period=since(YOUNG))
    log_in(client, a_login(family.mother))
    begin(client, child)
    return child


def looked(resident, what="resident", why="", at=None):
    AccessLogEntry.objects.create(at=at or noon(), role="staff", what=what, why=why, resident_id=resident.pk, group={})


def written(resident, kind, title, text="Teksti.", at=None):
    return write_letter(kind=kind, resident=resident, title=title, text=text, key=title, by=None, at=at or noon())


def read(client, page=HISTORY):
    return client.get(page, headers={"accept-language": "en"}).content.decode().replace("\n</", "</")


def test_choices_decisions_letters_and_looks_stand_in_words_about_the_child(client, family):
    choice = chosen(family.child, family.strand, family.site)
    made = decided(family.child)
    written(family.child, LetterKind.QUEUE, "Paikka jonosta", "Saitte paikan Harjusta.")
    looked(family.child, why="Huoltaja soitti neuvontaan")
    looked(family.mother, why="Huoltajan oma asia")

    page = read(client)

    assert f"The history of {family.child.full_name}" in page
    assert reverse("vouchers:my-receipt", args=[choice.pk]) in page
    assert reverse("vouchers:my-decision-file", args=[made.pk]) in page
    assert "Saitte paikan Harjusta." in page
    assert "The child&#x27;s details, choices and lists. Why: Huoltaja soitti neuvontaan" in page
    assert "Huoltajan oma asia" not in page
    assert "my data" not in page
    assert "Your details" not in page
    assert "Huoltaja soitti neuvontaan" in read(client, LOOKS)


@pytest.mark.parametrize("page", [HISTORY, LOOKS])
def test_the_look_is_written_down_for_the_child(client, family, page):
    client.get(page)

    entry = AccessLogEntry.objects.get(what="acting_history")
    assert (entry.resident_id, entry.why, entry.by_id) == (family.child.pk, "guardian", family.mother.account.user.pk)
    assert queries.looks_at(family.child)[0].seen != "acting_history"


def test_when_another_guardian_looked_and_a_past_protection_are_not_told(client, family):
    for what in ("acting", "acting_history", "protected_address"):
        looked(family.child, what, why="guardian")
    looked(family.child, "letter", why="Kirje palautui")

    assert [look.what for look in queries.looks_told_to_guardian(family.child)] == ["letter"]
    assert len(queries.looks_at(family.child)) == 4


def test_what_told_the_child_who_acted_for_it_and_an_objection_to_it_as_a_party_are_the_childs(client, family):
    written(family.child, LetterKind.ACTED, "Isä teki jotakin")
    written(family.child, LetterKind.TAKEN_BACK, "Isä perui")
    decided(family.child, kind=Decision.Kind.OBJECTION)
    own = written(family.child, LetterKind.MOVED, "Siirto")

    assert [one.letter for one in queries.letters_read_for(family.child, on=TODAY)] == [own]
    assert len(queries.letters_of(family.child)) == 4


@pytest.mark.parametrize(("born", "read"), [(date(2002, 3, 16), 2), (date(2002, 3, 15), 0)])
def test_of_a_strand_where_the_child_chooses_alone_by_now_nothing_is_read(family, born, read):
    """Fifteen on 15.3.2017, the day of the test, or the day after."""
    child = a_resident(family.strand, family.area, born_on=born)
    written(child, LetterKind.QUEUE, "Jonosta", at=noon(date(2017, 3, 1)))
    decided(child, say=ChildSay(why_unheard="Ei halunnut."))

    assert len(queries.letters_read_for(child, on=TODAY)) == read
    assert len(queries.letters_of(child)) == 2


def test_why_staff_looked_is_the_childs_from_fifteen_on(client, young):
    looked(young, why="Nuori kertoi puhelimessa", at=noon(date(2016, 6, 1)))
    looked(young, why="Äiti kysyi neuvoa", at=noon(date(2016, 5, 31)))

    assert [look.why for look in queries.looks_told_to_guardian(young)] == ["", "Äiti kysyi neuvoa"]
    assert "Nuori kertoi" not in read(client) + read(client, LOOKS)


def test_who_took_a_place_in_a_queue_is_told_by_capacity_alone(client, family):
    full = a_site(family.strand, places=0)
    QueuePlace.objects.create(
        resident=family.child, strand=family.strand, site=full, joined_at=noon(), channel="desk", capacity="guardian",
        deputy=family.father,
    )  # fmt: skip

    ((place, who),) = client.get(HISTORY).context["queue"]

    assert (place.deputy, "Matti" in str(who)) == (family.father, False)
    assert "contact" not in client.get(HISTORY).context


@pytest.mark.parametrize("page", [HISTORY, LOOKS])
@pytest.mark.parametrize("end", ["child", "father", "unclear", "custody"])
def test_where_the_register_blocks_acting_nothing_is_read(client, family, end, page):
    looked(family.child, why="Salainen syy")
    assert "Salainen syy" in read(client, page)
    custody = Guardianship.objects.filter(child=family.child)
    if end == "unclear":
        custody.filter(guardian=family.father).update(is_certain=False)
    elif end == "custody":
        custody.filter(guardian=family.mother).update(period=between(date(2010, 5, 1), TODAY))
    else:
        Protection.objects.create(resident=getattr(family, end), period=since(TODAY))

    assert client.get(page)["Location"] == ACTING
    assert "Salainen syy" not in read(client, page)


def test_more_of_everything_costs_no_more_queries(client, family, django_assert_num_queries):
    def more(number):
        decided(family.child)
        written(family.child, LetterKind.QUEUE, f"Kirje {number}")
        looked(family.child)
        chosen(family.child, family.strand, a_site(family.strand))

    for number in range(2):
        more(number)
    client.get(HISTORY)
    with CaptureQueriesContext(connection) as few:
        client.get(HISTORY)
    for number in range(2, 6):
        more(number)

    with django_assert_num_queries(len(few)):
        client.get(HISTORY)


def test_the_way_back_says_whose_choice_it_is(client, family):
    choice = chosen(family.child, family.strand, family.site)
    receipt = reverse("vouchers:my-receipt", args=[choice.pk])

    pages = [read(client, page) for page in (receipt, HISTORY, LOOKS)]

    back = f'<a class="page__back" href="{HOME}">The choice of {family.child.full_name}</a>'
    assert all(back in page for page in pages)
    session = client.session
    del session[SESSION]
    session.save()
    assert f'<a class="page__back" href="{HOME}">My choice</a>' in read(client)
