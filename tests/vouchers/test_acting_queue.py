"""A guardian waits for a child's place in a queue by the rules that hold for choosing."""

import pytest
from django.core import mail
from django.urls import reverse

from pilot import outbox
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import since
from registry.errors import MayNotAct
from registry.models import Protection, Resident
from tests.people import log_in
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, a_cap, a_login, a_site, noon
from tests.vouchers.test_acting_pages import ACTING, BLOCKED, CHOICE, Family, begin
from vouchers import actions
from vouchers.actions import Deputy
from vouchers.models import Letter, QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
QUEUE = reverse("vouchers:my-queue")


@pytest.fixture
def family(client):
    family = Family()
    log_in(client, a_login(family.mother))
    return family


@pytest.fixture
def full(family):
    write_rules(queue_opens_at=1)
    return a_site(family.strand, places=0)


def asked(family, full, **more):
    return {"strand": family.strand.pk, "site": full.slug} | more


def join(client, family, full):
    return client.post(QUEUE, asked(family, full, subject=family.child.pk))


def test_a_guardian_joins_for_the_child_and_leaves_again(client, family, full):
    begin(client, family.child)
    assert QUEUE in client.get(CHOICE, asked(family, full)).content.decode()
    assert family.child.full_name in client.get(QUEUE, asked(family, full)).content.decode()

    join(client, family, full)

    place = QueuePlace.objects.get()
    assert (place.resident, place.joined_by) == (family.child, family.mother.account.user)
    event = AuditEvent.objects.get(kind="queue_joined")
    assert (event.facts["capacity"], event.facts["deputy"]) == ("guardian", family.mother.pk)
    assert event.on_behalf_of == f"resident {family.child.pk}"
    client.post(reverse("vouchers:my-queue-leaving", args=[place.pk]))
    assert QueuePlace.objects.get().state == "left"
    assert AuditEvent.objects.get(kind="queue_left").facts["capacity"] == "guardian"


@pytest.mark.parametrize("subject", ["mother", None])
def test_a_form_of_another_subject_joins_nothing(client, family, full, subject):
    begin(client, family.child)
    more = {"subject": family.mother.pk} if subject else {}

    assert client.post(QUEUE, asked(family, full, **more))["Location"] == ACTING
    assert not QueuePlace.objects.exists()


@pytest.mark.parametrize("case", ["child protected", "uncertain", "ended today", "of age"])
def test_without_a_right_any_more_nobody_joins(client, family, full, case):
    begin(client, family.child)
    BLOCKED[case](family)

    assert join(client, family, full)["Location"] == ACTING
    assert not QueuePlace.objects.exists()


def test_a_guardian_with_no_right_is_refused_by_the_deed_itself(family, full):
    given = {"resident": family.others, "strand": family.strand, "site": full, "at": noon(), "channel": "online"}

    for deputy in (Deputy("guardian", family.mother), None):
        with pytest.raises(MayNotAct):
            actions.join_queue(by=family.mother.account.user, deputy=deputy, **given)
    assert not QueuePlace.objects.exists()


def test_ones_own_place_is_not_given_up_while_acting_for_the_child(client, family, full):
    client.post(QUEUE, asked(family, full))
    own = QueuePlace.objects.get()
    begin(client, family.child)

    assert client.post(reverse("vouchers:my-queue-leaving", args=[own.pk])).status_code == 404
    assert QueuePlace.objects.get().state == "waiting"


def test_both_guardians_are_told_of_the_place_that_came(client, family, full):
    begin(client, family.child)
    join(client, family, full)
    outbox.sweep(here=True)
    mail.outbox.clear()
    a_cap(full, family.strand, 1)

    actions.serve_queue(site=full, strand=family.strand, by=None, at=noon(), channel="system")
    outbox.sweep(here=True)

    told = sorted(message.to[0] for message in mail.outbox)
    assert told == ["maija@example.invalid", "matti@example.invalid"]
    assert "keskiviikosta 5.\u00a0huhtikuuta 2017" in mail.outbox[0].body
    assert full.name not in mail.outbox[0].body
    assert "vastustaa" not in mail.outbox[0].body


def test_a_guardian_without_email_is_told_of_the_place_by_letter(client, family, full):
    Resident.objects.filter(pk=family.father.pk).update(email="")
    begin(client, family.child)
    join(client, family, full)
    a_cap(full, family.strand, 1)

    actions.serve_queue(site=full, strand=family.strand, by=None, at=noon(), channel="system")
    outbox.sweep(here=True)

    letter = Letter.objects.get(resident=family.father, kind="child_place")
    assert (letter.kind, letter.title) == ("child_place", "Lapsi sai paikan jonosta")
    assert "5.4.2017" in letter.text
    for secret in (full.name, family.child.given_names, family.mother.full_name):
        assert secret not in letter.text
    assert "vastusta" not in letter.text
    assert not Letter.objects.filter(resident=family.mother).exists()


def test_a_protected_family_is_told_nothing_of_the_place(family, full):
    Resident.objects.filter(pk=family.mother.pk).update(email="")
    Protection.objects.create(resident=family.father, period=since(FIRST))
    given = {"resident": family.child, "strand": family.strand, "site": full, "at": noon(), "by": None}
    actions.join_queue(channel="desk", deputy=Deputy("guardian", name="Maija Niemi"), **given)
    a_cap(full, family.strand, 1)

    actions.serve_queue(site=full, strand=family.strand, by=None, at=noon(), channel="system")

    assert not OutboxMessage.objects.filter(
        kind__in=["guardian_told", "guardian_letter", "deed_told", "deed_letter"]
    ).exists()
