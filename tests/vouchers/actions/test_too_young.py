"""What guardians did for a child is theirs to undo: a child alone, before the age of own choice, changes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import AuditEvent
from pilot.periods import since
from registry.models import Protection
from tests.people import log_in
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_login, a_site, chosen, noon
from tests.vouchers.test_acting_pages import Family
from vouchers import actions, errors, letters, queries
from vouchers.actions import Deputy
from vouchers.models import EarlyChange, Enrolment, QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# Chosen on 15.3.2017 by a rule of 21 days.
EFFECT = date(2017, 4, 5)


@pytest.fixture
def family():
    return Family()


@pytest.fixture
def made(family):
    mother = a_login(family.mother)
    return chosen(family.child, family.strand, family.site, by=mother, deputy=Deputy("guardian", family.mother))


@pytest.fixture
def child(client, family):
    user = a_login(family.child)
    log_in(client, user)
    return user


def regret(family, by, on=TODAY, **more):
    return actions.regret(resident=family.child, strand=family.strand, by=by, at=noon(on), channel="online", **more)


def test_a_child_alone_takes_back_no_choice_of_a_guardian(client, family, made, child):
    receipt = reverse("vouchers:my-receipt", args=[made.pk])
    events = AuditEvent.objects.count()

    with pytest.raises(errors.TooYoung):
        regret(family, child)
    answer = client.post(reverse("vouchers:my-choice-regret", args=[made.pk]), follow=True)

    made.refresh_from_db()
    assert (made.regretted_at, AuditEvent.objects.count()) == (None, events)
    assert "Valitset itse, kun täytät 15" in answer.content.decode()
    for page in (receipt, reverse("vouchers:my-home")):
        assert reverse("vouchers:my-choice-regret", args=[made.pk]) not in client.get(page).content.decode()
    assert Enrolment.objects.on_day(EFFECT).get(resident=family.child).choice == made


def test_from_the_birthday_on_the_child_takes_it_back_and_the_guardian_no_more(family, child):
    # Born 20.3.2002: fifteen on 20.3.2017, between the choice and its day.
    family.child.born_on = date(2002, 3, 20)
    family.child.save()
    mother, deputy = a_login(family.mother), Deputy("guardian", family.mother)
    made = chosen(family.child, family.strand, family.site, by=mother, deputy=deputy)
    with pytest.raises(errors.TooYoung):
        regret(family, child, date(2017, 3, 19))
    with pytest.raises(Exception, match="chooses_themselves"):
        regret(family, mother, date(2017, 3, 20), deputy=deputy)

    assert regret(family, child, date(2017, 3, 20)) == made


def test_a_child_alone_gives_up_no_place_in_a_queue(client, family, child):
    write_rules(queue_opens_at=1)
    full = a_site(family.strand, places=0)
    place = actions.join_queue(
        resident=family.child, strand=family.strand, site=full, by=a_login(family.mother), at=noon(),
        channel="online", deputy=Deputy("guardian", family.mother),
    )  # fmt: skip
    leaving = reverse("vouchers:my-queue-leaving", args=[place.pk])

    with pytest.raises(errors.TooYoung):
        actions.leave_queue(place=place, by=child, at=noon(), channel="online")
    client.post(leaving)

    assert QueuePlace.objects.get().state == "waiting"
    assert leaving not in client.get(reverse("vouchers:my-home")).content.decode()


def test_a_child_alone_withdraws_no_case(client, family, child):
    # A choice in effect on 31.1.2017 binds until 31.7.; the guardian asks at the desk.
    chosen(family.child, family.strand, family.site, date(2017, 1, 10))
    case = actions.ask_early_change(
        resident=family.child, strand=family.strand, site=a_site(family.strand), reason="moved", explanation="",
        by=None, at=noon(), channel="desk", key="k", deputy=actions.Deputy("guardian", name="Maija Niemi"),
    )  # fmt: skip

    with pytest.raises(errors.TooYoung):
        actions.withdraw_early_change(case=case, by=child, at=noon(), channel="online")

    told = client.get(reverse("vouchers:my-early-change", args=[case.pk])).content.decode()
    withdrawal = reverse("vouchers:my-early-change-withdrawal", args=[case.pk])
    assert withdrawal not in told
    assert "huoltaja voi perua sen" in told
    assert "Valitset itse, kun täytät 15" in client.post(withdrawal, follow=True).content.decode()
    assert EarlyChange.objects.get().state == "open"


def test_a_guardian_who_comes_under_non_disclosure_before_the_day_keeps_the_choice_and_is_named_nowhere(family, made):
    Protection.objects.create(resident=family.mother, period=since(date(2017, 3, 20)))
    day = date(2017, 3, 21)

    assert Enrolment.objects.on_day(EFFECT).get(resident=family.child).choice == made
    assert queries.guardians_told(family.child, on=day) == []
    for guardian in (family.mother, family.father):
        with pytest.raises(Exception, match="may_not_act"):
            regret(family, a_login(guardian) if guardian == family.father else None, day,
                   deputy=Deputy("guardian", guardian))  # fmt: skip
    assert family.mother.full_name in letters.made_by(made, on=TODAY)
    assert "Maija" not in letters.made_by(made, on=day)
