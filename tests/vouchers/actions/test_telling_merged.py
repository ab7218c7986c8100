"""Whoever loses a place in a queue, or an open case, because two records of them become one, is told of it."""

from datetime import date, timedelta

import pytest
from django.core import mail

from pilot import outbox
from pilot.models import OutboxMessage
from pilot.periods import since
from registry import actions as registry_actions
from registry.models import Guardianship, Protection
from tests.people import a_member
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import EarlyChange, Letter, QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
YESTERDAY = TODAY - timedelta(days=1)
BORN = date(2011, 4, 1)


@pytest.fixture
def strand():
    return a_strand(minimum_age=15, queue_opens_at=1)


@pytest.fixture
def two(strand):
    """Two records of one adult, each waiting in a queue: the absorbed one longer."""
    return waiting(strand, *(a_resident(strand, an_area(strand)) for _number in range(2)))


def waiting(strand, survivor, absorbed):
    for resident, on, name in ((absorbed, YESTERDAY, "Hoitokulma"), (survivor, TODAY, "Apila")):
        full = a_site(strand, places=0, name_fi=name)
        actions.join_queue(resident=resident, strand=strand, site=full, by=None, at=noon(on), channel="replay")
    return survivor, absorbed


def merged(strand, survivor, absorbed):
    known = {"at": noon(), "channel": "desk"}
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="Sama ihminen", by=a_member("staff", strand.pilot.lead), **known
    )
    actions.confirm_merger(merger=merger, by=a_member("staff", strand.pilot.lead), **known)
    mail.outbox.clear()
    OutboxMessage.objects.update(due_at=noon())
    outbox.sweep(here=True)
    return list(Letter.objects.order_by("pk"))


def test_a_letter_tells_that_the_later_place_is_gone_and_names_no_site(strand, two):
    survivor, absorbed = two

    (letter,) = merged(strand, survivor, absorbed)

    assert QueuePlace.objects.waiting().get().site.name_fi == "Hoitokulma"
    assert (letter.resident, letter.kind, letter.title) == (survivor, "own_matter", "Kahdesta jonopaikasta yksi jatkuu")
    assert "toisesta on luovuttu" in letter.text
    assert "15.3.2017" in letter.text
    assert not any(name in letter.text for name in ("Hoitokulma", "Apila"))
    assert mail.outbox == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_one_with_an_address_gets_an_email_of_it_that_names_no_deputy(strand, language):
    survivor, absorbed = (
        a_resident(strand, an_area(strand), email="aino@example.invalid", language=language) for _number in range(2)
    )

    assert merged(strand, *waiting(strand, survivor, absorbed)) == []
    (message,) = mail.outbox
    assert message.to == ["aino@example.invalid"]
    said = {"fi": "toisesta on luovuttu", "sv": "den andra har getts upp", "en": "the other was given up"}
    assert said[language] in message.body
    assert not any(word in message.body for word in ("puolesta", "för din räkning", "acts for you"))


def test_with_one_queue_nobody_is_told(strand):
    survivor, absorbed = (a_resident(strand, an_area(strand)) for _number in range(2))
    full = a_site(strand, places=0)
    actions.join_queue(resident=absorbed, strand=strand, site=full, by=None, at=noon(), channel="replay")

    assert merged(strand, survivor, absorbed) == []
    assert QueuePlace.objects.waiting().get().resident == survivor


@pytest.mark.parametrize("is_protected", [False, True])
def test_of_a_child_its_guardians_are_told_unless_that_would_reveal_anything(strand, is_protected):
    area = an_area(strand)
    survivor, absorbed = (a_resident(strand, area, born_on=BORN) for _number in range(2))
    mother, father = (a_resident(strand, area) for _number in range(2))
    for guardian in (mother, father):
        Guardianship.objects.create(child=survivor, guardian=guardian, period=since(BORN))
    if is_protected:
        Protection.objects.create(resident=father, period=since(TODAY))

    letters = merged(strand, *waiting(strand, survivor, absorbed))

    told = [] if is_protected else [mother, father]
    assert [(letter.resident, letter.kind) for letter in letters] == [(one, "child_matter") for one in told]


def test_of_two_open_cases_the_end_of_one_is_told(strand):
    survivor, absorbed = (a_resident(strand, an_area(strand)) for _number in range(2))
    for resident in (survivor, absorbed):
        EarlyChange.objects.create(
            resident=resident, strand=strand, reason="moved", channel="online", asked_at=noon(),
            decide_by=TODAY, key=f"early-{resident.pk}",
        )  # fmt: skip

    (letter,) = merged(strand, survivor, absorbed)

    assert EarlyChange.objects.open().get().key == f"early-{survivor.pk}"
    assert letter.title == "Kahdesta pyynnöstä vaihtaa ennen määräajan päättymistä yksi jatkuu"
