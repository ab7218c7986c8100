"""What a resident reads of what they paid: where, when, the sum, how many are left, and what a change of site does."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import Guardianship
from tests.people import log_in
from tests.vouchers.cast import TODAY, a_list_keeper, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.fees import fees
from vouchers import actions, queries
from vouchers.actions import FeeDraft
from vouchers.models import CoPayment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
PAGE, CHOICE = reverse("vouchers:my-charges"), reverse("vouchers:my-choice")
# 7 to 17 pay too, so that a child can have paid.
DOCTOR = FeeDraft("doctor", 2090, 7, times_a_year=3, counted="together")
JANUARY, FEBRUARY = date(2017, 1, 20), date(2017, 2, 7)


@pytest.fixture
def strand():
    strand = a_strand(lock_in_months=0, minimum_age=15)
    said = {"ceiling": "no", "ceiling_source": "Lautakunta 1.11.2016"}
    fees(strand, date(2016, 1, 1), date(2017, 12, 31), DOCTOR, **said)
    return strand


@pytest.fixture
def site(strand):
    return a_site(strand, name_fi="Kelloniemi")


@pytest.fixture
def resident(strand, site):
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, site, date(2016, 12, 1))
    return resident


def paid(resident, site, on, **more) -> CoPayment:
    strand = resident.enrolments.first().strand
    return actions.charge_co_payment(
        resident=resident, strand=strand, site=site, service="doctor", charged_on=on, by=a_list_keeper(site.provider),
        at=noon(TODAY), channel="online", key=f"{resident.pk} {on}", **more
    )  # fmt: skip


def words_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_where_and_when_the_sum_and_what_is_left(client, resident, site):
    log_in(client, a_login(resident))
    home = resident.enrolments.get(origin="home").site
    paid(resident, home, date(2016, 12, 5))
    for on in (JANUARY, FEBRUARY):
        paid(resident, site, on)
    gone = paid(resident, site, date(2017, 3, 1))
    actions.void_co_payment(co_payment=gone, reason="paid_back", by=gone.recorded_by, at=noon(), channel="online")

    answer = client.get(PAGE)

    assert (answer.context["total"], answer.context["sums"]) == (41_80, [("Omavastuuosuus", 41_80)])
    ((line,),) = [strand["lines"] for strand in answer.context["strands"]]
    assert (line.left, line.count) == (
        1,
        "Vuodelta 2017 on maksettu 2/3 käynnistä. Viimeisen jälkeen ei sinä vuonna makseta enempää.",
    )
    text = words_of(answer)
    for told in ("Kelloniemi", "20.1.2017", "7.2.2017", "41,80", "Lautakunta 1.11.2016"):
        assert told in text
    earlier = client.get(PAGE, {"year": "2016"})
    assert [(row.site, row.kind) for row in earlier.context["rows"]] == [(home, "client_fee")]
    assert earlier.context["strands"] == []


def test_a_year_of_the_address_that_nobody_charged_in_is_this_one(client, resident):
    log_in(client, a_login(resident))

    for asked in ("1999", "x", "²"):
        assert client.get(PAGE, {"year": asked}).context["year"] == 2017


def test_before_choosing_one_reads_what_is_paid_and_that_the_count_goes_on(client, strand, resident, site):
    log_in(client, a_login(resident))
    for on in (JANUARY, FEBRUARY, date(2017, 3, 1)):
        paid(resident, site, on)

    (line,) = client.get(CHOICE, {"site": a_site(strand).slug, "strand": strand.pk}).context["paid"]

    assert (line.price, line.count) == ("Ei maksua", "Vuodelta 2017 on maksettu 3/3 käynnistä.")
    assert line.change == "Kaikkien paikkojen käynnit lasketaan yhteen: paikan vaihto ei aloita laskemista alusta."


def test_who_acts_for_a_child_sees_the_childs_and_nothing_of_their_own(client, strand, resident, site):
    child = a_resident(strand, an_area(strand), born_on=date(2008, 5, 5))
    chosen(child, strand, site, date(2016, 12, 1))
    Guardianship.objects.create(child=child, guardian=resident, period=(date(2008, 5, 5), date(2026, 5, 5)))
    of_child = paid(child, site, JANUARY)
    paid(resident, site, FEBRUARY)
    log_in(client, a_login(resident))
    client.post(reverse("vouchers:my-acting"), {"child": child.pk})

    assert client.get(PAGE).context["rows"] == [of_child]


def test_nobody_sees_anothers(client, strand, resident, site):
    paid(resident, site, JANUARY)
    log_in(client, a_login(a_resident(strand, an_area(strand))))

    assert client.get(PAGE).context["rows"] == []
    assert client.post(PAGE).status_code == 405
    client.logout()
    assert client.get(PAGE).status_code == 302
    log_in(client, a_list_keeper(site.provider))
    assert client.get(PAGE).status_code == 403


def test_staff_read_every_charge_in_the_story_and_no_home_of_whoever_is_protected(resident, site):
    home = resident.enrolments.get(origin="home").site
    paid(resident, home, date(2016, 12, 5))
    gone = paid(resident, site, JANUARY)
    actions.void_co_payment(co_payment=gone, reason="other_person", by=gone.recorded_by, at=noon(), channel="online")

    def charged(**how) -> list[tuple[date, str, str]]:
        story = queries.story(resident=resident, standings=[], on=TODAY, **how)
        return [
            (event.on, event.what, event.more.replace("\xa0", " "))
            for event in reversed(story.past)
            if "peritty" in event.what or "mitätöity" in event.what
        ]

    assert charged(for_staff=True) == [
        (date(2016, 12, 5), "Lääkärin vastaanotto: peritty", f"20,90 €, asiakasmaksu, {home.name}"),
        (JANUARY, "Lääkärin vastaanotto: peritty", "20,90 €, omavastuuosuus, Kelloniemi"),
        (TODAY, "Veloitus mitätöity", "20.1.2017: kirjattu väärälle henkilölle"),
    ]
    assert home.name not in str(charged(for_staff=True, with_homes=False))
    assert charged() == []
