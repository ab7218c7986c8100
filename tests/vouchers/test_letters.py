"""Letters filled from what is stored: whose words, whose address, and nobody's who is under non-disclosure."""

import io
from datetime import date, timedelta

import pytest
from django.conf import settings
from pypdf import PdfReader

from pilot.identifiers import format_code
from pilot.periods import since
from registry.models import Protection, Residence
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, a_resident, a_site, an_area, chosen, noon
from tests.vouchers.fees import ADULT, CHILD, fees
from vouchers import actions, errors, letters
from vouchers.actions import FeeDraft
from vouchers.letters.choices import voucher_letter_document
from vouchers.models import Choice, Voucher

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(strand):
    resident = a_resident(strand, an_area(strand), given_names="Aino", family_name="Laaksonen", language="sv")
    Residence.objects.filter(resident=resident).update(street="Nevakatu 3", postal_code="40340", town="Jyväskylä")
    return resident


@pytest.fixture
def voucher(strand, resident):
    a_site(strand, name_fi="Omalääkärit Harju", languages=["fi", "ar"])
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")
    return Voucher.objects.get()


def text_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_the_voucher_letter_is_in_the_residents_language_and_names_the_sites(voucher):
    content = letters.voucher_letter(voucher, on=TODAY)

    text = text_of(content)
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "sv"
    for words in (format_code(voucher.number), "Aino Laaksonen", "Nevakatu 3", "Omalääkärit Harju", "finska, arabiska"):
        assert words in text
    assert "31.12.2018" in text


def test_the_sites_stand_in_the_alphabetical_order_of_the_language_that_they_are_read_in(strand, voucher):
    # In Finnish Keskusta comes after Harju; in Swedish it is called Centrum and comes first.
    a_site(strand, name_fi="Keskustan asema", name_sv="Centrums station")

    words = text_of(letters.voucher_letter(voucher, on=TODAY))

    assert words.index("Centrums station") < words.index("Omalääkärit Harju")


def test_the_voucher_letter_tells_the_last_day_that_the_choice_itself_accepts(voucher, resident, strand):
    words = text_of(letters.voucher_letter(voucher, on=TODAY))

    assert "10 december 2018" in words
    assert chosen(resident, strand, a_site(strand), on=date(2018, 12, 10)).effective_on == date(2018, 12, 31)
    with pytest.raises(errors.PilotEnds):
        chosen(resident, strand, a_site(strand), on=date(2018, 12, 11))


def test_the_voucher_letter_tells_the_rule_sets_age_of_own_choice(voucher):
    write_rules(minimum_age=15)

    assert "under 15 år" in text_of(letters.voucher_letter(voucher, on=TODAY))


def test_the_same_voucher_gives_the_same_letter(voucher):
    assert letters.voucher_letter(voucher, on=TODAY) == letters.voucher_letter(voucher, on=TODAY)


def test_the_receipt_tells_both_sites_and_the_dates(strand, resident, voucher):
    site = a_site(strand, name_fi="Hoitokulma", street="Nevakatu 9")

    text = text_of(letters.receipt(chosen(resident, strand, site), on=TODAY))

    for words in ("Hoitokulma", resident.residences.get().area.home_site.name_fi, "5.4.2017", "5.10.2017", "4.4.2017"):
        assert words in text
    assert format_code(voucher.number) in text


def test_a_document_keeps_the_sum_that_was_known_when_it_was_written(strand, resident):
    fees(strand, date(2017, 1, 1), None, CHILD, ADULT)
    asked = chosen(resident, strand, a_site(strand))
    # The next day others are approved for 5.4.2017, the day of effect.
    fees(strand, date(2017, 4, 5), None, FeeDraft("doctor", 1640), at=noon(TODAY + timedelta(days=1)))

    words = text_of(letters.receipt(asked, on=TODAY))

    assert "20,90 € per besök, högst 3 gånger per kalenderår" in words
    assert "16,40" not in words


def test_the_voucher_letter_tells_the_cost_at_the_residents_age(voucher, strand):
    assert "ännu inte känt vad ett besök kostar den 5.4.2017" in text_of(letters.voucher_letter(voucher, on=TODAY))
    # Of the same moment as the letter.
    fees(strand, date(2017, 1, 1), None, CHILD, ADULT)

    words = text_of(letters.voucher_letter(voucher, on=TODAY))

    assert "20,90 € per besök" in words
    assert "ingen avgift" not in words


def test_a_receipt_of_a_move_by_others_promises_no_cancelling(strand, resident):
    choice = chosen(resident, strand, a_site(strand))
    asked = text_of(letters.receipt(choice, on=TODAY))
    choice.origin = Choice.Origin.FORCED

    moved = text_of(letters.receipt(choice, on=TODAY))

    promise, rule = "annullerar vi det", "21 dagar efter valet"
    assert promise in asked
    assert rule in asked
    assert promise not in moved
    assert rule not in moved
    assert "Flyttningen" in moved


def test_a_return_home_names_the_home_site_and_no_lock_in(strand, resident):
    chosen(resident, strand, a_site(strand))

    text = text_of(letters.receipt(chosen(resident, strand, None, on=TODAY + timedelta(days=1)), on=TODAY))

    assert resident.residences.get().area.home_site.name_fi in text
    assert "6.10.2017" not in text


@pytest.mark.parametrize("begins", [FIRST, TODAY])
def test_letters_of_a_protected_resident_hold_neither_name_nor_birth_date_nor_address(
    strand, resident, voucher, begins
):
    choice = chosen(resident, strand, a_site(strand))
    Protection.objects.create(resident=resident, period=since(begins))

    for content in (letters.voucher_letter(voucher, on=TODAY), letters.receipt(choice, on=TODAY)):
        reader = PdfReader(io.BytesIO(content))
        text = text_of(content) + str(reader.metadata) + str(reader.xmp_metadata.stream.get_data())
        for canary in ("Laaksonen", "Aino", "Nevakatu", "40340", "1.1.1970"):
            assert canary not in text


def test_no_letter_of_a_protected_resident_tells_which_station_is_its_home(strand, resident, voucher):
    home = resident.residences.get().area.home_site.name_fi
    choice = chosen(resident, strand, a_site(strand))
    told = voucher_letter_document(voucher, TODAY).present_site, text_of(letters.receipt(choice, on=TODAY))
    Protection.objects.create(resident=resident, period=since(TODAY))

    letter = text_of(letters.voucher_letter(voucher, on=TODAY))

    assert told[0] == home
    assert home in told[1]
    assert home not in text_of(letters.receipt(choice, on=TODAY))
    assert "Din hälsostation är fortfarande" not in letter
    assert "du får vård där du får den nu" in letter


def test_the_list_that_a_protected_resident_chose_is_named_and_a_return_home_names_no_station(strand, resident):
    left = a_site(strand, name_fi="Hoitokulma")
    chosen(resident, strand, left)
    Protection.objects.create(resident=resident, period=since(TODAY))

    text = text_of(letters.receipt(chosen(resident, strand, None, on=date(2017, 10, 5)), on=date(2017, 10, 5)))

    assert "Hoitokulma" in text
    assert resident.residences.get().area.home_site.name_fi not in text


def test_the_qr_code_opens_nothing_by_itself_but_the_page_of_the_voucher(voucher):
    document = voucher_letter_document(voucher, TODAY)

    assert document.qr_address == f"{settings.BASE_URL}/voucher/{voucher.number}/"
    assert voucher.resident.full_name not in document.qr_address
