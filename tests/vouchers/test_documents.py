"""The receipt of a choice and the voucher letter, as they come out on paper."""

import io
import random
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from pdfua import validate
from pypdf import PdfReader

from pilot.calendar import HELSINKI
from pilot.identifiers import format_code, random_code
from pilot.pdf import Recipient, Sender
from vouchers.letters.documents import (
    ChoiceRules,
    CostPrinted,
    PaperForm,
    ReceiptDocument,
    ResidentPrinted,
    SiteOffered,
    SitePrinted,
    VoucherLetterDocument,
    receipt_pdf,
    voucher_letter_pdf,
)
from vouchers.words.fees import FeeLine

AT = datetime(2018, 2, 5, 19, 42, tzinfo=HELSINKI)
CODE = random_code(source=random.Random(1))
NAME = "Aino Vaahteramäki"
SENDER = Sender("Koivuranta", ("Terveyspalvelut",), "0187423-6", ("Torikatu 1", "40970 Koivuranta"), ("014 000 1200",))
RECIPIENT = Recipient(NAME, ("Lehtokuja 3 A 5", "40970 KOIVURANTA"))
RULES = ChoiceRules("days", 21, 6)
DOCTOR = FeeLine(
    "Lääkärin vastaanotto", ("Enintään 20,60 € käynniltä, enintään 3 kertaa kalenterivuodessa; veteraanit eivät maksa",)
)
NURSE = FeeLine("Hoitajan vastaanotto", ("Ei tiedossa",))
COST = CostPrinted(
    date(2018, 2, 26), (DOCTOR, NURSE), False, "Asetus 912/1992 § 7, vuosien 2018–2019 taso (a.fi 1.1.2018)"
)
RECEIPT = ReceiptDocument(
    sender=SENDER,
    recipient=RECIPIENT,
    resident=ResidentPrinted(NAME, date(1994, 5, 2)),
    number=CODE,
    issued_on=date(2018, 2, 5),
    strand="Vastaanotto",
    new_site=SitePrinted("Lumipihlaja", "Rantakatu 14, 014 000 2410"),
    present_site="Keskusta",
    returns_home=False,
    made_at=AT,
    made_by="asukas itse palvelupisteessä",
    effective_on=date(2018, 2, 26),
    next_change_on=date(2018, 8, 26),
    rules=RULES,
    cost=COST,
    voucher_number=CODE,
    advice="Valinnanvapauskokeilun neuvonta, 014 000 1200, neuvonta@koivuranta.example",
)
LETTER = VoucherLetterDocument(
    sender=SENDER,
    recipient=RECIPIENT,
    number=CODE,
    issued_on=date(2018, 1, 22),
    strand="Vastaanotto",
    valid_from=date(2018, 2, 1),
    valid_to=date(2018, 12, 31),
    choose_by=date(2018, 12, 10),
    present_site="Keskusta",
    rules=RULES,
    cost=COST,
    sites=tuple(SiteOffered(f"Asema {place}", f"Katu {place}", "014 000", "suomi", "kunta") for place in range(5)),
    web_address="valinta.koivuranta.example",
    qr_address=f"https://valinta.koivuranta.example/v/{CODE}",
    advice="014 000 1200",
    service_point="Torikatu 1",
    covers="Lääkäri ja hoitaja.",
    paper_form=PaperForm(("Koivuranta", "00003 VASTAUSLÄHETYS"), date(2018, 12, 31)),
)
MAKERS = {ReceiptDocument: receipt_pdf, VoucherLetterDocument: voucher_letter_pdf}


def make(document, language="fi"):
    return MAKERS[type(document)](document, language=language, issued_at=AT)


def text_of(content):
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("document", [RECEIPT, LETTER], ids=["receipt", "letter"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_document_is_accessible_in_every_language(document, language, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(make(document, language))

    assert validate(path).findings == ()
    assert PdfReader(path).trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("document", [RECEIPT, LETTER], ids=["receipt", "letter"])
def test_the_same_document_gives_the_same_bytes(document):
    assert make(document) == make(document)


def test_the_receipt_holds_the_dates_and_both_sites():
    text = text_of(make(RECEIPT))

    for words in (
        format_code(CODE),
        NAME,
        "2.5.1994",
        "Lumipihlaja",
        "Keskusta",
        "25.2.2018",
        "26.2.2018",
        "26.8.2018",
    ):
        assert words in text


def test_a_receipt_fits_on_a_page():
    assert len(PdfReader(io.BytesIO(make(RECEIPT))).pages) == 1


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (COST, "20,60 € käynniltä, enintään 3 kertaa kalenterivuodessa"),
        (COST, "Lähde: Asetus 912/1992 § 7"),
        (replace(COST, is_free=True), "Et maksa mitään."),
        (replace(COST, lines=()), "ei vielä tiedetä, mitä käynti maksaa 26.2.2018"),
    ],
    ids=["sum", "source", "free", "unknown"],
)
def test_a_document_tells_the_cost_or_that_nobody_knows(cost, words):
    with translation.override("fi"):
        text = render_to_string("pdf/_cost.html", {"cost": cost})

    assert words in text
    assert ("20,60" in text) is (cost == COST)


def test_a_choice_that_holds_at_once_cannot_be_cancelled():
    at_once = replace(
        RECEIPT, effective_on=RECEIPT.issued_on, next_change_on=None, rules=ChoiceRules("same_day", None, 0)
    )

    assert not at_once.is_ahead
    assert "4.2.2018" not in text_of(make(at_once))


@pytest.mark.parametrize("document", [replace(RECEIPT, resident=None), LETTER], ids=["receipt", "letter"])
def test_a_protected_resident_has_no_name_and_no_address_on_paper(document):
    content = make(replace(document, recipient=None))
    text = text_of(content)

    for word in ("Aino", "Vaahteramäki", "Lehtokuja", "KOIVURANTA", "2.5.1994"):
        assert word not in text
        assert word.encode() not in content
    assert format_code(CODE) in text


def test_the_letter_holds_every_site_twice_when_it_has_a_form():
    text = text_of(make(LETTER))

    assert all(text.count(site.name) == 2 for site in LETTER.sites)
    assert len(PdfReader(io.BytesIO(make(LETTER))).pages) == 3


def test_a_letter_without_a_form_has_two_pages():
    assert len(PdfReader(io.BytesIO(make(replace(LETTER, paper_form=None)))).pages) == 2


@pytest.mark.parametrize("count", [0, 1, 6, 7, 12, 18])
def test_the_form_stays_on_one_page_however_many_sites_there_are(count):
    sites = tuple(replace(LETTER.sites[0], name=f"Pitkänimisen aseman nimi {place}") for place in range(count))

    pages = PdfReader(io.BytesIO(make(replace(LETTER, sites=sites)))).pages

    assert len(pages) == 3


def test_names_are_printed_as_they_are_and_never_as_markup():
    hostile = "<b>Åsa</b> & {{ x }} <img src='file:///etc/hostname'>"

    text = text_of(make(replace(RECEIPT, recipient=Recipient(hostile, ()))))

    assert "<b>Åsa</b> & {{ x }}" in text
