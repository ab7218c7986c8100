"""A queue joined at the desk: by the same rules as online, with how the resident was known; and left again."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import AuditEvent
from tests.people import a_member, an_organiser, log_in
from tests.rules import write_rules
from tests.vouchers.cast import BY_ANOTHER, a_cap, a_login, a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.pages import text
from vouchers import actions
from vouchers.models import QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def strand():
    return a_strand(queue_opens_at=10, queue_takes=10)


@pytest.fixture
def full(strand):
    return a_site(strand, places=0)


@pytest.fixture
def resident(strand, area):
    return a_resident(strand, area)


def queue_of(resident):
    return reverse("vouchers:resident-queue", args=[resident.pk])


def asked(strand, site, **fields):
    return {"strand": strand.pk, "site": site.slug, "identified_by": "identity_card"} | fields


def test_a_full_list_leads_the_clerk_to_its_queue(client, clerk, strand, resident, full):
    choice = reverse("vouchers:resident-choice", args=[resident.pk])

    page = text(client.get(choice, {"strand": strand.pk, "site": full.slug}))

    link = f"{queue_of(resident)}?strand={strand.pk}&amp;site={full.slug}"
    assert link in page
    assert "10" in text(client.get(link.replace("&amp;", "&")))
    write_rules(queue_opens_at=None, queue_takes=None)
    assert link not in text(client.get(choice, {"strand": strand.pk, "site": full.slug}))


def test_the_clerk_is_told_what_a_choice_costs_and_what_is_lost_by_it(client, clerk, strand, resident, full):
    other = a_site(strand)
    choice = reverse("vouchers:resident-choice", args=[resident.pk])
    lost = f"<dt>Luopuu jonopaikasta</dt><dd>{full.name}"
    before = text(client.get(choice, {"strand": strand.pk, "site": other.slug}))
    client.post(queue_of(resident), asked(strand, full))

    page = text(client.get(choice, {"strand": strand.pk, "site": other.slug}))

    assert (lost in before, lost in page) == (False, True)
    assert "Mitä se maksaa" in page
    assert "Aiemmat potilastiedot pysyvät siellä, missä ne ovat" in page


def test_what_waits_already_is_not_offered_again_at_the_desk(client, clerk, strand, resident, full):
    """Chosen again it would neither begin on the day that the page told nor give the place in the queue up."""
    other, choice = a_site(strand), reverse("vouchers:resident-choice", args=[resident.pk])
    chosen(resident, strand, other)
    client.post(queue_of(resident), asked(strand, full))

    answer = client.get(choice, {"strand": strand.pk, "site": other.slug}, follow=True)

    assert answer.redirect_chain[0][0] == reverse("vouchers:resident-detail", args=[resident.pk])
    assert "Tämä on jo valittu" in text(answer)
    assert client.get(choice, {"strand": strand.pk, "site": "home"}).status_code == 200


def test_the_clerk_sees_a_lock_in_before_picking_a_site(client, clerk, strand, resident, full):
    sites = reverse("vouchers:resident-choice", args=[resident.pk])
    early = reverse("vouchers:early-change-draft", args=[resident.pk])
    free = text(client.get(sites, {"strand": strand.pk}))
    chosen(resident, strand, a_site(strand), date(2017, 2, 1))

    bound = text(client.get(sites, {"strand": strand.pk}))

    assert (early in free, early in bound) == (False, True)


def test_joining_keeps_who_how_and_by_what_and_shows_the_place(client, clerk, strand, area, resident, full):
    who = {"by": None, "at": noon(), "channel": "online"}
    actions.join_queue(resident=a_resident(strand, area), strand=strand, site=full, **who)

    answer = client.post(queue_of(resident), asked(strand, full), follow=True)

    place = QueuePlace.objects.get(resident=resident)
    assert (place.joined_by, place.channel) == (clerk, "desk")
    assert AuditEvent.objects.filter(kind="queue_joined").latest("pk").facts["identified_by"] == "identity_card"
    assert f"Jonossa: {full.name}" in text(answer)
    (waiting,) = answer.context["places"]
    assert (waiting.position, waiting.length) == (2, 2)
    log_in(client, a_login(resident))
    assert client.get(reverse("vouchers:my-home")).context["places"][0].place == place


@pytest.mark.parametrize("case", ["unrecognised", "room", "bound", "channel"])
def test_joining_is_refused_as_online_and_keeps_what_was_typed(client, clerk, strand, resident, full, case):
    typed = asked(strand, full)
    match case:
        case "unrecognised":
            typed["identified_by"] = ""
        case "room":
            a_cap(full, strand, 1)
        case "bound":
            chosen(resident, strand, a_site(strand))
            write_rules(effect_kind="same_day", effect_days=None)
            chosen(resident, strand, a_site(strand))
        case "channel":
            write_rules(channels=["online"])

    answer = client.post(queue_of(resident), typed)

    assert "error-summary" in text(answer, 422)
    assert not QueuePlace.objects.exists()


def test_the_clerk_gives_a_place_up_once(client, clerk, strand, resident, full):
    place = actions.join_queue(resident=resident, strand=strand, site=full, by=None, at=noon(), channel="online")
    leaving = reverse("vouchers:resident-queue-leaving", args=[place.pk])
    assert leaving in text(client.get(reverse("vouchers:resident-detail", args=[resident.pk])))

    assert full.name in text(client.get(leaving))
    assert "error-summary" in text(client.post(leaving, {"identified_by": ""}), 422)
    known = {"identified_by": "identity_card"}
    assert [client.post(leaving, known).status_code for _time in range(2)] == [302, 422]

    place.refresh_from_db()
    assert (place.state, place.left_by) == ("left", clerk)
    event = AuditEvent.objects.get(kind="queue_left")
    assert (event.facts["identified_by"], event.on_behalf_of) == ("identity_card", "")


@pytest.mark.parametrize("capacity", ["guardian", "mandate", "legal_guardian"])
def test_who_acts_for_another_at_the_desk_is_recorded_as_for_a_choice(client, clerk, strand, area, full, capacity):
    write_rules(minimum_age=15)
    whose = a_resident(strand, area, born_on="2011-04-01" if capacity == "guardian" else "1941-04-01")

    papers = BY_ANOTHER if capacity == "guardian" else {"identified_by": capacity}
    client.post(queue_of(whose), asked(strand, full, **papers))

    place = QueuePlace.objects.get()
    assert (place.capacity, place.deputy_name) == (capacity, papers.get("guardian_name", ""))
    client.post(reverse("vouchers:resident-queue-leaving", args=[place.pk]), papers)
    events = AuditEvent.objects.filter(kind__in=["queue_joined", "queue_left"])
    assert {event.facts["capacity"] for event in events} == {capacity}
    assert {event.on_behalf_of for event in events} == {f"resident {whose.pk}"}
    assert QueuePlace.objects.get().state == "left"


def test_a_small_child_alone_neither_joins_nor_leaves_at_the_desk(client, clerk, strand, area, full):
    write_rules(minimum_age=15)
    child = a_resident(strand, area, born_on="2011-04-01")

    assert "error-summary" in text(client.post(queue_of(child), asked(strand, full)), 422)
    assert not QueuePlace.objects.exists()
    client.post(queue_of(child), asked(strand, full, **BY_ANOTHER))
    leaving = reverse("vouchers:resident-queue-leaving", args=[QueuePlace.objects.get().pk])
    assert "error-summary" in text(client.post(leaving, {"identified_by": "identity_card"}), 422)
    assert QueuePlace.objects.get().state == "waiting"


def test_nobody_is_a_guardian_at_the_desk_of_one_who_chooses_alone(client, clerk, strand, resident, full):
    write_rules(minimum_age=15)

    assert "error-summary" in text(client.post(queue_of(resident), asked(strand, full, identified_by="guardian")), 422)
    assert not QueuePlace.objects.exists()


def test_others_do_nothing_here(client, clerk, strand, area, resident, full):
    place = actions.join_queue(resident=resident, strand=strand, site=full, by=None, at=noon(), channel="online")
    leaving = reverse("vouchers:resident-queue-leaving", args=[place.pk])
    address = f"{queue_of(resident)}?strand={strand.pk}&site={full.slug}"

    assert client.put(leaving).status_code == 405
    assert client.get(f"{queue_of(resident)}?strand={strand.pk}&site=nowhere").status_code == 404
    assert client.get(f"{queue_of(resident)}?strand={strand.pk}&site=home").status_code == 404
    log_in(client, a_member("staff", an_organiser()))
    assert (client.get(address).status_code, client.post(leaving).status_code) == (404, 404)
    log_in(client, a_login(a_resident(strand, area)))
    assert (client.get(address).status_code, client.post(leaving).status_code) == (403, 403)
    client.logout()
    assert (client.get(address).status_code, client.post(leaving).status_code) == (302, 302)
    assert QueuePlace.objects.waiting().get() == place
