from datetime import timedelta

import pytest
from django.core import mail

from pilot import outbox
from pilot.periods import since
from registry.models import Protection, Resident
from tests.vouchers.cast import TODAY, a_cap, a_resident, a_site, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Choice, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def served():
    """Let the queue give a place to a resident without e-mail and to one who has it."""
    strand = a_strand(queue_opens_at=1)
    site, area = a_site(strand, places=0, name_fi="Hoitokulma"), an_area(strand)
    for email in ("", "aino@example.invalid"):
        resident = a_resident(strand, area, email=email)
        actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(), channel="online")
    a_cap(site, strand, 2, first=TODAY + timedelta(days=1))
    actions.serve_queue(site=site, strand=strand, by=None, at=noon(TODAY + timedelta(days=1)), channel="system")
    return Choice.objects.get(origin="queue", resident__email="")


def test_who_got_a_place_from_the_queue_and_has_no_email_gets_a_letter(served):
    outbox.sweep(here=True)

    letter = Letter.objects.get()
    assert (letter.kind, letter.resident, letter.title) == ("queue", served.resident, "Teillä on paikka jonosta")
    assert "Hoitokulma" in letter.text
    day = served.effective_on
    assert f"{day.day}.{day.month}.{day.year}" in letter.text


def test_of_a_place_taken_back_meanwhile_nothing_is_written(served):
    Choice.objects.filter(pk=served.pk).update(regretted_at=noon())

    assert actions.write_queue_letter(choice_id=served.pk, at=noon()) is None
    assert not Letter.objects.exists()


def closed_queue(language="fi"):
    """Let a site close for which one without e-mail waits and one who has it."""
    strand = a_strand(queue_opens_at=1)
    site, area = a_site(strand, places=0, name_fi="Hoitokulma"), an_area(strand)
    for email in ("", "aino@example.invalid"):
        resident = a_resident(strand, area, email=email, language=language)
        actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(), channel="online")
    actions.close_site(site=site, strand=strand, closes_on=TODAY, by=None, at=noon(), channel="desk")
    return site, strand


TITLES = {
    "fi": "Jono, jossa odotitte, on päättynyt",
    "sv": "Kön som ni väntade i har upphört",
    "en": "The queue in which you waited has ended",
}


@pytest.mark.parametrize("language", TITLES)
def test_whose_queue_ended_and_who_has_no_email_gets_a_letter(language):
    site, strand = closed_queue(language)

    for _again in range(2):
        actions.serve_queue(site=site, strand=strand, by=None, at=noon(), channel="system")
        outbox.sweep(here=True)

    letter = Letter.objects.get()
    assert (letter.kind, letter.title, letter.resident.email) == ("queue_closed", TITLES[language], "")
    assert "Hoitokulma" in letter.text
    assert [message.to for message in mail.outbox] == [["aino@example.invalid"]]


def test_a_closed_queue_writes_to_nobody_under_non_disclosure_by_post():
    site, strand = closed_queue()
    Protection.objects.create(resident=Resident.objects.get(queue_places__site=site, email=""), period=since(TODAY))

    actions.serve_queue(site=site, strand=strand, by=None, at=noon(), channel="system")
    outbox.sweep(here=True)

    assert Letter.objects.get().deliveries.get().way == "handed"
