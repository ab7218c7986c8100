"""Who learns, by letter where there is no e-mail address, that a deputy took a choice back."""

from datetime import date, timedelta

import pytest
from django.core import mail

from pilot import outbox
from pilot.identifiers import format_code
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import since
from registry.models import Guardianship, Protection, Residence
from tests.vouchers.cast import TODAY, a_cap, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions
from vouchers.models import Choice, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
BORN = date(2011, 4, 1)


@pytest.fixture
def strand():
    return a_strand(minimum_age=15, queue_opens_at=1)


def taken_back(resident, strand, deputy, on=TODAY, channel="desk"):
    actions.regret(resident=resident, strand=strand, by=None, at=noon(on), channel=channel, deputy=deputy)
    outbox.sweep(here=True)
    return list(Letter.objects.filter(kind__in=["taken_back", "child_taken_back"]).order_by("pk"))


def an_adult_chosen_for(strand, **fields):
    """Return an adult for whom a legal guardian chose at the desk on 15.3.2017."""
    adult = a_resident(strand, an_area(strand), **fields)
    guardian = a_resident(strand, an_area(strand), given_names="Kerttu", family_name="Laakso")
    deputy = actions.Deputy("legal_guardian", guardian)
    choice = chosen(adult, strand, a_site(strand), channel="desk", deputy=deputy)
    return adult, deputy, choice


def test_an_adult_without_email_gets_a_letter_that_says_who_took_the_choice_back(strand):
    adult, deputy, choice = an_adult_chosen_for(strand, given_names="Aino", language="fi")

    (letter,) = taken_back(adult, strand, deputy, on=TODAY + timedelta(days=1))

    assert (letter.resident, letter.kind, letter.title) == (adult, "taken_back", "Valintanne on peruttu")
    number = format_code(choice.receipt_number)
    for said in ("tehtiin 15.3.2017", "peruttiin 16.3.2017", number, "(Edunvalvojana: Kerttu Laakso)"):
        assert said in letter.text
    assert choice.site.name not in letter.text
    delivery = letter.deliveries.get()
    assert (delivery.way, delivery.state, delivery.document is None) == ("post", "waiting", False)
    assert AuditEvent.objects.filter(kind="letter_written", facts__letter=letter.pk).count() == 1
    assert mail.outbox == []


@pytest.mark.parametrize(("language", "title"), [("sv", "Ert val har ångrats"), ("en", "Your choice was taken back")])
def test_the_letter_speaks_its_readers_language(strand, language, title):
    adult, deputy, _choice = an_adult_chosen_for(strand, language=language)

    assert [letter.title for letter in taken_back(adult, strand, deputy)] == [title]


def test_whoever_has_an_email_address_gets_no_letter(strand):
    adult, deputy, _choice = an_adult_chosen_for(strand, email="aino@example.invalid")
    outbox.sweep(here=True)
    mail.outbox.clear()

    assert taken_back(adult, strand, deputy) == []
    assert [message.to for message in mail.outbox] == [["aino@example.invalid"]]


def test_a_deputy_under_non_disclosure_is_not_named(strand):
    adult, deputy, _choice = an_adult_chosen_for(strand)
    Protection.objects.create(resident=deputy.person, period=since(TODAY))

    (letter,) = taken_back(adult, strand, deputy)

    assert "Kerttu" not in letter.text + letter.title
    assert "(Edunvalvojana)" in letter.text


def test_a_letter_to_one_under_non_disclosure_waits_at_a_service_point(strand):
    adult, deputy, _choice = an_adult_chosen_for(strand, given_names="Aino", family_name="Korpi")
    Residence.objects.filter(resident=adult).update(street="Salapolku 7", town="Jyväskylä")
    Protection.objects.create(resident=adult, period=since(TODAY))

    (letter,) = taken_back(adult, strand, deputy)

    assert letter.deliveries.get().way == "handed"
    assert not any(word in letter.text for word in ("Salapolku", "Korpi", "Jyväskylä"))


def test_the_same_promise_kept_twice_writes_once(strand):
    adult, deputy, choice = an_adult_chosen_for(strand)
    taken_back(adult, strand, deputy)

    actions.write_taken_back_letter(choice_id=choice.pk, capacity="legal_guardian", deputy_id=None, at=noon())

    assert Letter.objects.filter(kind="taken_back").count() == 1


def test_of_a_choice_that_stands_nothing_is_written(strand):
    _adult, deputy, choice = an_adult_chosen_for(strand)
    known = {"choice_id": choice.pk, "at": noon()}

    assert actions.write_taken_back_letter(capacity="legal_guardian", deputy_id=deputy.person.pk, **known) is None
    assert actions.write_child_taken_back_letter(guardian_id=deputy.person.pk, **known) is None


class Family:
    """A child of five, its mother and father, neither with an e-mail address."""

    def __init__(self, strand):
        area = an_area(strand)
        self.child = a_resident(strand, area, born_on=BORN, given_names="Eino", family_name="Niemi")
        self.mother, self.father = (a_resident(strand, area, given_names=name) for name in ("Maija", "Matti"))
        for guardian in (self.mother, self.father):
            Guardianship.objects.create(child=self.child, guardian=guardian, period=since(BORN))
        self.by_mother = actions.Deputy("guardian", self.mother)


@pytest.fixture
def family(strand):
    return Family(strand)


def test_the_other_guardian_gets_a_letter_that_names_neither_child_nor_site(strand, family):
    site = a_site(strand, name_fi="Hoitokulma")
    chosen(family.child, strand, site, channel="desk", deputy=family.by_mother)

    (letter,) = taken_back(family.child, strand, family.by_mother)

    assert (letter.resident, letter.kind) == (family.father, "child_taken_back")
    assert letter.title == "Lapselle tehty valinta on peruttu"
    assert "15.3.2017" in letter.text
    assert not any(word in letter.text for word in ("Eino", "Niemi", "Hoitokulma", "Maija"))


def test_a_childs_place_from_the_queue_that_one_guardian_refuses_is_told_to_the_other(strand, family):
    site = a_site(strand, places=0)
    actions.join_queue(
        resident=family.child, strand=strand, site=site, by=None, at=noon(), channel="desk", deputy=family.by_mother
    )
    a_cap(site, strand, 1, first=TODAY + timedelta(days=1))
    actions.serve_queue(site=site, strand=strand, by=None, at=noon(TODAY + timedelta(days=1)), channel="system")
    assert Choice.objects.get().origin == "queue"

    letters = taken_back(family.child, strand, family.by_mother, on=TODAY + timedelta(days=2))

    assert [(letter.resident, letter.kind) for letter in letters] == [(family.father, "child_taken_back")]


def test_of_a_child_under_non_disclosure_nobody_is_told(strand, family):
    Protection.objects.create(resident=family.child, period=since(TODAY))
    chosen(family.child, strand, a_site(strand), channel="desk", deputy=family.by_mother)

    assert taken_back(family.child, strand, family.by_mother) == []


def test_protection_that_begins_before_the_letter_stops_it(strand, family):
    chosen(family.child, strand, a_site(strand), channel="desk", deputy=family.by_mother)
    actions.regret(resident=family.child, strand=strand, by=None, at=noon(), channel="desk", deputy=family.by_mother)
    Protection.objects.create(resident=family.father, period=since(TODAY))

    outbox.sweep(here=True)

    assert not Letter.objects.filter(kind="child_taken_back").exists()


def test_one_who_takes_back_the_own_choice_gets_no_letter(strand):
    adult = a_resident(strand, an_area(strand))
    chosen(adult, strand, a_site(strand))

    assert taken_back(adult, strand, None, channel="online") == []


@pytest.mark.parametrize("capacity", ["mandate", "legal_guardian"])
def test_an_adult_chosen_for_at_the_desk_gets_the_receipt_by_letter(strand, capacity):
    adult = a_resident(strand, an_area(strand))
    choice = chosen(adult, strand, a_site(strand), channel="desk", deputy=actions.Deputy(capacity))

    outbox.sweep(here=True)

    letter = Letter.objects.get()
    assert (letter.kind, letter.resident, letter.choice) == ("receipt", adult, choice)


def test_an_own_choice_at_the_desk_sends_no_letter(strand):
    chosen(a_resident(strand, an_area(strand)), strand, a_site(strand), channel="desk")

    assert not OutboxMessage.objects.filter(kind="receipt_letter").exists()
