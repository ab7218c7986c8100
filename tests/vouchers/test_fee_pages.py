"""What a visit costs, as it is read: one's own sum on the first day of the choice, or that nobody knows."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from pilot.models import Strand
from tests.people import log_in
from tests.vouchers.cast import a_login, a_resident, an_area, chosen, noon
from tests.vouchers.fees import ADULT, CHILD, NURSE, fees
from tests.vouchers.test_acting_pages import Family, begin
from vouchers import queries
from vouchers.actions import FeeDraft
from vouchers.words import fees as fee_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# Today is 15.3.2017, and a choice made today takes effect 21 days later: on 5.4.2017.
EFFECT = date(2017, 4, 5)
CHOICE = reverse("vouchers:my-choice")


def page(client, address: str, language: str = "en", **asked) -> str:
    client.cookies["language"] = language
    response = client.get(address, asked)
    assert response.status_code == 200
    # Spaces inside a sum never break.
    return response.content.decode().replace("\xa0", " ")


def own_page(client, strand, site, born_on: date, language: str = "en") -> str:
    resident = a_resident(strand, an_area(strand), born_on=born_on)
    log_in(client, a_login(resident))
    return page(client, CHOICE, language, site=site.slug, strand=strand.pk)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "20,90 € käynniltä, enintään 3 kertaa kalenterivuodessa"),
        ("sv", "20,90 € per besök, högst 3 gånger per kalenderår"),
        ("en", "20.90 € a visit, at most 3 times in a calendar year"),
    ],
)
def test_an_adult_reads_the_sum_before_confirming(client, strand, site, language, words):
    fees(strand, date(2017, 1, 1), date(2017, 12, 31), CHILD, ADULT)

    shown = own_page(client, strand, site, date(1970, 1, 1), language)

    assert words in shown
    assert 'href="https://example.fi/maksut"' in shown


def test_the_day_of_effect_decides_and_not_today(client, strand, site):
    fees(strand, date(2017, 1, 1), date(2017, 4, 4), CHILD, ADULT)
    fees(strand, EFFECT, None, CHILD, FeeDraft("doctor", 2060, 18))

    shown = own_page(client, strand, site, date(1970, 1, 1))

    assert "20.60 € a visit" in shown
    assert "20.90" not in shown


@pytest.mark.parametrize(("born_on", "is_free"), [(date(1999, 4, 6), True), (date(1999, 4, 5), False)])
def test_who_is_eighteen_on_the_day_of_effect_pays(strand, born_on, is_free):
    fees(strand, date(2017, 1, 1), None, CHILD, ADULT)

    assert fee_words.told(strand, EFFECT, born_on=born_on).is_free is is_free


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Lapsesi ei maksa mitään."), ("sv", "Ditt barn betalar ingenting."), ("en", "Your child pays nothing.")],
)
def test_a_guardian_reads_what_the_child_pays_and_not_the_own_sum(client, language, words):
    family = Family()
    fees(family.strand, date(2017, 1, 1), None, CHILD, ADULT)
    log_in(client, a_login(family.mother))
    asked = {"site": family.site.slug, "strand": family.strand.pk}
    own = page(client, CHOICE, language, **asked)
    begin(client, family.child)

    shown = page(client, CHOICE, language, **asked)

    assert words in shown
    assert words not in own
    assert "20,90" not in shown.replace(".", ",")
    assert "20,90" in own.replace(".", ",")


def test_a_fee_that_nobody_knows_is_neither_nothing_nor_a_sum(strand):
    fees(strand, date(2017, 1, 1), None, CHILD, NURSE)

    told = fee_words.told(strand, EFFECT, born_on=date(2010, 1, 1))

    assert not told.is_free
    assert [line.service for line in told.lines] == ["Lääkärin vastaanotto", "Hoitajan vastaanotto"]
    assert [line.sentences for line in told.lines] == [("Ei maksua",), ("Ei tiedossa",)]


def test_after_the_last_day_no_old_sum_is_shown(client, strand, site):
    fees(strand, date(2017, 1, 1), date(2017, 4, 4), CHILD, ADULT)

    shown = own_page(client, strand, site, date(1970, 1, 1))

    assert "20.90" not in shown
    assert "is not known here yet" in shown
    assert "5 April 2017" in shown.partition("What a visit costs on")[2].partition("is not known")[0]


@pytest.mark.parametrize(
    ("on", "known_at", "cents"),
    [
        # Nobody had approved anything on 28.2.; on 1.3. fees until 4.4., on 10.3. others without an end from 5.4. on,
        # and on 20.3. others still from 1.5. on.
        (date(2017, 4, 4), date(2017, 2, 28), None),
        (date(2017, 4, 4), date(2017, 3, 1), 2090),
        (EFFECT, date(2017, 3, 9), None),
        (EFFECT, date(2017, 3, 10), 2060),
        (date(2017, 5, 1), date(2017, 3, 19), 2060),
        (date(2017, 5, 1), date(2017, 3, 20), 1640),
        (date(2017, 4, 30), date(2017, 3, 20), 2060),
        (date(2016, 12, 31), date(2017, 3, 20), None),
    ],
)
def test_what_was_known_of_a_day_stays_known(strand, on, known_at, cents):
    fees(strand, date(2017, 1, 1), date(2017, 4, 4), ADULT, at=noon(date(2017, 3, 1)))
    fees(strand, EFFECT, None, FeeDraft("doctor", 2060), at=noon(date(2017, 3, 10)))
    fees(strand, date(2017, 5, 1), None, FeeDraft("doctor", 1640), at=noon(date(2017, 3, 20)))

    found = queries.fees_on(strand, on, known_at=noon(known_at))

    assert [fee.cents for fee in found.rows] == ([] if cents is None else [cents])


def test_the_receipt_tells_the_sum_of_its_own_day(client, strand, site):
    fees(strand, date(2017, 1, 1), None, CHILD, ADULT)
    resident = a_resident(strand, an_area(strand), born_on=date(1970, 1, 1))
    log_in(client, a_login(resident))
    own = chosen(resident, strand, site)

    assert "20.90 € a visit" in page(client, reverse("vouchers:my-receipt", args=[own.pk]))


@pytest.mark.parametrize("where", ["front", "site", "compare"])
def test_everybody_reads_the_sum_of_each_age_with_its_source(client, strand, site, where):
    fees(strand, date(2017, 1, 1), None, CHILD, FeeDraft("doctor", 2090, 18, is_most=True, spares_veterans=True))
    asked = {"site": site.slug} if where == "compare" else {}
    address = {
        "front": "/",
        "site": reverse("vouchers:site-detail", args=[site.slug]),
        "compare": reverse("vouchers:site-compare"),
    }[where]

    shown = page(client, address, **asked)

    assert "under 18: no charge" in shown
    assert "18 or older: at most 20.90 € a visit; veterans pay nothing" in shown
    assert "Lautakunta 12.12.2016" in shown


@pytest.mark.parametrize("where", ["front", "site", "compare"])
def test_everybody_reads_that_nobody_knows(client, strand, site, where):
    asked = {"site": site.slug} if where == "compare" else {}
    address = {
        "front": "/",
        "site": reverse("vouchers:site-detail", args=[site.slug]),
        "compare": reverse("vouchers:site-compare"),
    }[where]

    assert "not known here" in page(client, address, **asked)


@pytest.mark.parametrize("name", ["fees/_unknown.html", "pdf/_cost.html"])
def test_where_each_visit_is_paid_by_itself_nothing_says_that_all_sites_ask_the_same(strand, name):
    told = fee_words.told(strand, EFFECT)
    strand.kind = Strand.Kind.PER_SERVICE

    others = fee_words.told(strand, EFFECT)

    same, own = (render_to_string(name, {"fees": fees, "cost": fees}) for fees in (told, others))
    assert "joka paikassa yhtä paljon" in same
    assert "joka paikassa" not in own
    assert "Kysy ennen kuin valitset." in own


def test_the_plain_page_tells_the_sum_too(client, strand, site):
    fees(strand, date(2017, 1, 1), None, CHILD, ADULT)

    words = "18 or older: 20.90 € a visit. At most 3 times in a calendar year. Veterans pay nothing."
    assert words in page(client, reverse("vouchers:plain"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Enintään 13,10\xa0€ käynniltä; toimenpiteistä peritään lisäksi maksu"),
        ({"times_a_year": 3, "counted": "together"}, "enintään 3 kertaa kalenterivuodessa kaikissa paikoissa yhteensä"),
        ({"times_a_year": 3, "counted": "each"}, "enintään 3 kertaa kalenterivuodessa kussakin paikassa"),
    ],
)
def test_a_basic_fee_and_where_visits_are_counted_are_said_with_the_sum(strand, more, words):
    fees(strand, EFFECT, None, FeeDraft("dentist", 1310, is_most=True, is_basic=True, **more))

    assert words in fee_words.told(strand, EFFECT).lines[0].sentences[0]


def test_ages_are_said_as_people_say_them(strand):
    rows = (
        FeeDraft("doctor", 0, 0, 17),
        FeeDraft("doctor", 500, 18, 64),
        FeeDraft("doctor", 0, 65),
        FeeDraft("nurse", 1),
    )
    yearly = (FeeDraft("doctor", 1000, 18, 64, unit="year"), FeeDraft("dentist", 4180, unit="year"))
    fees(strand, date(2017, 1, 1), None, *rows, *yearly)

    told = [sentence for line in fee_words.told(strand, EFFECT).lines for sentence in line.sentences]

    assert told == [
        "alle 18-vuotiaat: ei maksua",
        "18–64-vuotiaat: 5,00\xa0€ käynniltä",
        "18–64-vuotiaat: vaihtoehtoisesti 10,00\xa0€ kalenterivuodelta",
        "65 vuotta täyttäneet: ei maksua",
        "0,01\xa0€ käynniltä",
        "41,80\xa0€ kalenterivuodelta",
    ]
