"""At the desk it is said which guardian acts: one of the register's, or another whose papers were checked."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import AuditEvent
from pilot.periods import between, since
from registry.models import Guardianship, Protection
from tests.people import a_member, log_in
from tests.vouchers.cast import BY_ANOTHER, TODAY, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, letters
from vouchers.actions import Deputy
from vouchers.forms import AtDeskForm, new_key
from vouchers.models import Choice, EarlyChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
BORN = date(2011, 4, 1)


@pytest.fixture
def strand():
    return a_strand(minimum_age=15, queue_opens_at=1, early_change_days=10)


@pytest.fixture
def child(strand):
    return a_resident(strand, an_area(strand), born_on=BORN)


@pytest.fixture
def mother(strand, child):
    return a_guardian(strand, child, since(BORN), "Maija")


def a_guardian(strand, child, period, name):
    guardian = a_resident(strand, an_area(strand), given_names=name, family_name="Niemi")
    Guardianship.objects.create(child=child, guardian=guardian, period=period)
    return guardian


def a_form(child, **typed):
    return AtDeskForm({"identified_by": "guardian"} | typed, resident=child, on=TODAY)


def test_the_registers_guardians_of_the_day_are_offered_and_another(strand, child, mother):
    a_guardian(strand, child, between(BORN, TODAY), "Entinen")

    offered = [value for value, _label in a_form(child).fields["guardian"].choices]

    assert offered == ["", str(mother.pk), "another"]


def test_of_an_adult_nobody_asks_which_guardian(strand):
    assert list(AtDeskForm(resident=a_resident(strand, None), on=TODAY).fields) == ["identified_by"]


WRONG = [
    ({}, "guardian"),
    ({"guardian": "777"}, "guardian"),
    ({"guardian": "another", "guardian_checked": "on"}, "guardian_name"),
    ({"guardian": "another", "guardian_name": "Maija Niemi"}, "guardian_checked"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_a_guardian_is_named_and_of_another_the_papers_are_checked(child, mother, typed, field):
    assert set(a_form(child, **typed).errors) == {field}


def test_nobody_is_asked_where_the_resident_came(child, mother):
    form = a_form(child, identified_by="identity_card", guardian=str(mother.pk))

    assert form.is_valid()
    assert form.deputy is None


def test_which_guardian_it_was_stands_in_the_choice_its_event_and_the_history(client, strand, child, mother):
    log_in(client, a_member("staff", strand.pilot.lead))
    values = {"strand": strand.pk, "site": a_site(strand).slug, "key": new_key(), "identified_by": "guardian"}

    client.post(reverse("vouchers:resident-choice", args=[child.pk]), values | {"guardian": mother.pk})

    choice = Choice.objects.get()
    assert choice.deputy == mother
    assert AuditEvent.objects.get(kind="choice_made").facts["deputy"] == mother.pk
    assert "Maija Niemi" in letters.made_by(choice, on=TODAY)


def test_another_guardian_is_kept_by_name_and_told_without_it(client, strand, child):
    log_in(client, a_member("staff", strand.pilot.lead))
    values = {"strand": strand.pk, "site": a_site(strand).slug, "key": new_key()} | BY_ANOTHER

    page = client.post(reverse("vouchers:resident-choice", args=[child.pk]), values | {"guardian_checked": ""})
    assert (page.status_code, Choice.objects.count()) == (422, 0)
    client.post(reverse("vouchers:resident-choice", args=[child.pk]), values)

    choice = Choice.objects.get()
    assert (choice.deputy, choice.deputy_name) == (None, BY_ANOTHER["guardian_name"])
    assert AuditEvent.objects.get(kind="choice_made").facts["named"] == BY_ANOTHER["guardian_name"]
    assert letters.made_by(choice, on=TODAY) == "Huoltajana, tarkistettujen asiakirjojen mukaan (Palvelupisteessä)"


def test_an_early_change_keeps_who_asked_and_its_choice_too(strand, child, mother):
    by_mother = Deputy("guardian", mother)
    chosen(child, strand, a_site(strand), date(2017, 2, 1), channel="desk", deputy=by_mother)
    case = actions.ask_early_change(
        resident=child, strand=strand, site=a_site(strand), reason="moved", explanation="", by=None, at=noon(),
        channel="desk", key="early", deputy=by_mother,
    )  # fmt: skip

    clerk = a_member("staff", strand.pilot.lead)
    ruling = actions.rule_on_early_change(case=case, accepts=True, reasons="M.", by=clerk, at=noon(), channel="desk")

    assert (EarlyChange.objects.get().deputy, ruling.choice.deputy) == (mother, mother)


def test_the_childs_own_history_tells_who_took_a_place_in_a_queue_for_it(client, strand, child, mother):
    full = a_site(strand, places=0)
    actions.join_queue(
        resident=child, strand=strand, site=full, by=None, at=noon(), channel="desk", deputy=Deputy("guardian", mother)
    )
    log_in(client, a_login(child))
    history = reverse("vouchers:my-history")

    assert "Huoltajana: Maija Niemi" in client.get(history).content.decode()
    Protection.objects.create(resident=mother, period=since(TODAY))
    assert "Maija" not in client.get(history).content.decode()


@pytest.mark.parametrize("channel", ["desk", "paper"])
def test_the_action_refuses_a_guardian_whom_nobody_names(strand, child, channel):
    with pytest.raises(errors.GuardianUnnamed):
        chosen(child, strand, a_site(strand), channel=channel, deputy=Deputy("guardian"))
    assert not Choice.objects.exists()


def test_the_action_refuses_somebody_at_the_desk_who_is_no_guardian_that_day(strand, child):
    stranger = a_resident(strand, an_area(strand))

    with pytest.raises(errors.NoGuardianThen):
        chosen(child, strand, a_site(strand), channel="desk", deputy=Deputy("guardian", stranger))
    assert not Choice.objects.exists()
