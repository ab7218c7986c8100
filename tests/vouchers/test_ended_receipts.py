"""What never takes effect is not shown as if it did: its own confirmation, and word of it wherever a receipt leads."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pilot.identifiers import format_code
from pilot.periods import since
from providers.models import Site
from registry.models import Protection
from tests.people import a_member, log_in
from tests.vouchers.cast import TODAY, a_login, a_resident, a_site, an_area, chosen, noon
from vouchers import actions, letters
from vouchers.models import Choice, Delivery, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
NEXT_DAY = TODAY + timedelta(days=1)


@pytest.fixture
def resident(strand):
    return a_resident(strand, an_area(strand), given_names="Aino", family_name="Laakso")


@pytest.fixture
def choice(strand, resident):
    return chosen(resident, strand, a_site(strand, name_fi="Hoitokulma"))


def take_back(choice):
    actions.regret(resident=choice.resident, strand=choice.strand, by=None, at=noon(NEXT_DAY), channel="online")
    return Choice.objects.get(pk=choice.pk)


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def receipt_of(choice) -> str:
    return text_of(letters.receipt(choice, on=NEXT_DAY))


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "Valinta on peruttu"), ("sv", "Valet har ångrats"), ("en", "The choice was taken back")],
)
def test_a_choice_taken_back_has_its_own_confirmation(choice, language, title):
    choice.resident.language = language
    choice.resident.save()
    assert title not in receipt_of(Choice.objects.get(pk=choice.pk))

    text = receipt_of(take_back(choice))

    # Made on 15.3., taken back on the next day at noon in Helsinki; it would have held after 21 days.
    for said in (title, format_code(choice.receipt_number), "Hoitokulma", "Aino Laakso", "16.3.2017", "5.4.2017"):
        assert said in text


def test_the_confirmation_promises_nothing_of_the_choice(choice):
    assert "26.9.2017" not in receipt_of(take_back(choice))
    assert "Uusi terveysasemasi" not in receipt_of(Choice.objects.get())


def test_a_replaced_choice_names_the_later_one(strand, resident, choice):
    later = chosen(resident, strand, a_site(strand), on=NEXT_DAY)

    text = receipt_of(Choice.objects.get(pk=choice.pk))

    assert "Myöhempi valinta korvasi tämän" in text
    assert format_code(later.receipt_number) in text


def test_of_one_under_non_disclosure_it_tells_neither_name_nor_home(strand, resident):
    home = Site.objects.get(home_area=resident.residences.get().area)
    back = Choice.objects.create(
        resident=resident, strand=strand, site=None, made_at=noon(), made_on=TODAY, effective_on=NEXT_DAY,
        channel="online", receipt_number="0" * 12, regretted_at=noon(),
    )  # fmt: skip
    Protection.objects.create(resident=resident, period=since(TODAY))

    text = receipt_of(back)

    assert "kotiterveysasema" in text
    for secret in ("Laakso", "Kauppakatu", home.name):
        assert secret not in text


@pytest.fixture
def sent(choice):
    """Return the receipt as a letter that waits for post, with its document."""
    actions.write_receipt(choice, by=None, at=noon())
    return Delivery.objects.get()


def test_the_page_of_letters_says_that_the_receipts_choice_was_taken_back(client, choice, sent):
    log_in(client, a_login(choice.resident))
    here = reverse("vouchers:my-letters")
    assert "Tämä valinta peruttiin" not in client.get(here).content.decode()

    take_back(choice)

    page = client.get(here).content.decode()
    assert "Tämä valinta peruttiin" in page
    assert reverse("vouchers:my-receipt", args=[choice.pk]) in page
    assert Delivery.objects.get().document_id == sent.document_id


def test_staff_read_it_on_the_letter_and_on_the_residents_page(client, choice, sent):
    log_in(client, a_member("staff", choice.strand.pilot.lead))
    letter = reverse("vouchers:letter-page", args=[Letter.objects.get().pk])
    whose = reverse("vouchers:resident-detail", args=[choice.resident_id])
    assert "Valinta ei tule voimaan" not in client.get(letter).content.decode()

    take_back(choice)

    page = client.get(letter).content.decode()
    assert "Valinta ei tule voimaan" in page
    assert reverse("vouchers:resident-receipt", args=[choice.pk]) in page
    # Once at the receipt, once at the letter that brought it.
    assert client.get(whose).content.decode().count("status--ended") >= 2


def test_the_receipt_page_of_a_choice_taken_back_names_no_day_of_effect(client, choice):
    log_in(client, a_login(choice.resident))
    here = reverse("vouchers:my-receipt", args=[choice.pk])
    assert "Olisi tullut voimaan" not in client.get(here).content.decode()

    take_back(choice)

    page = client.get(here).content.decode()
    assert "Olisi tullut voimaan" in page
    assert "Tulee voimaan" not in page
