"""A decision on paper: all that the law asks, in the party's language; for one under non-disclosure without a home."""

import io
from datetime import date

import pytest
from pdfua import validate
from pypdf import PdfReader

from pilot.periods import since
from registry.models import Protection, Residence
from tests.people import a_person
from tests.vouchers.cast import a_resident, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Delivery

pytestmark = pytest.mark.django_db

DAY = date(2018, 2, 14)


@pytest.fixture
def strand():
    strand = a_strand()
    lead = strand.pilot.lead
    lead.name_fi, lead.name_sv, lead.name_en = "Koivurannan kaupunki", "Björkstrand stad", "City of Koivuranta"
    lead.contact_name_fi, lead.contact_phone = "Helmi Norrgård", "014 000 1260"
    lead.save()
    return strand


def sent(strand, language="fi", **fields) -> bytes:
    resident = a_resident(
        strand, an_area(strand), language=language, given_names="Tuomas", family_name="Kivelä-Aho",
        born_on=date(1994, 5, 4),
    )  # fmt: skip
    Residence.objects.filter(resident=resident).update(street="Saarnitie 11", postal_code="40970", town="Koivuranta")
    if fields.pop("protected", False):
        Protection.objects.create(resident=resident, period=since(DAY))
    given = {
        "kind": "early_change",
        "outcome": "rejected",
        "reasons": "Hoito jatkuu samalla asemalla.",
        "ruling": "Asemanne on edelleen Lumipihlajan terveysasema.",
        "applied": "Olette hakenut lupaa vaihtaa.",
        "opened_on": date(2018, 1, 29),
    }
    decision = actions.decide(
        resident=resident, strand=strand, by=a_person(name="Riikka Tammivuori"), at=noon(DAY), **given | fields
    )
    return bytes(Delivery.objects.get(letter__decision=decision).document.content)


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_paper_says_all_that_the_law_asks(strand):
    text = text_of(sent(strand))

    for words in (
        "Koivurannan kaupunki", "VAL 1/2018", "14.2.2018", "Tuomas Kivelä-Aho, syntynyt 4.5.1994", "29.1.2018",
        "Hakemus hylätään. Asemanne on edelleen", "Olette hakenut lupaa", "Hoito jatkuu samalla asemalla.",
        "Hallintolaki (434/2003)", "Helmi Norrgård, 014 000 1260", "Riikka Tammivuori", "Saarnitie 11",
        "viimeistään 23.3.2018", "Perjantaina 23. maaliskuuta 2018 klo 15.00", "21.2.2018, 7 päivää lähettämisestä",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Beslut", "Björkstrand stad", "Ansökan avslås.", "Fredag 23 mars 2018 kl. 15.00", "senast 23.3.2018")),
        ("en", ("Decision", "City of Koivuranta", "The application is rejected.", "Friday 23 March 2018 at 15.00")),
    ],
)
def test_the_paper_is_in_the_partys_language(strand, language, words):
    content = sent(strand, language)

    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == language
    assert [word for word in words if word not in text_of(content)] == []


def test_the_paper_passes_the_checker_of_accessible_documents(strand, tmp_path):
    path = tmp_path / "decision.pdf"
    path.write_bytes(sent(strand))

    assert validate(path).findings == ()


def test_the_paper_of_a_resident_under_non_disclosure_names_the_party_and_no_home(strand):
    content = sent(strand, protected=True)

    text = text_of(content)
    assert "Tuomas Kivelä-Aho" in text
    assert "30 päivää siitä, kun saatte tämän" in text
    for canary in ("Saarnitie", "40970", "KOIVURANTA", "4.5.1994"):
        assert canary not in text + str(PdfReader(io.BytesIO(content)).metadata)


def test_a_correction_names_the_decision_that_it_replaces(strand):
    sent(strand)
    wrong = Delivery.objects.get().letter.decision

    right = actions.decide(
        kind="early_change", resident=wrong.resident, strand=strand, outcome="granted", reasons="Muutto.",
        by=a_person(), at=noon(date(2018, 2, 16)), corrects=wrong,
    )  # fmt: skip

    text = text_of(bytes(Delivery.objects.get(letter__decision=right).document.content))
    assert "Tämä päätös korvaa 14.2.2018 tehdyn päätöksen VAL 1/2018" in text
