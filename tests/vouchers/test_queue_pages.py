"""The resident's queue: joining after being told, the position, leaving; nobody learns of others but their number."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.periods import since
from registry.models import Protection
from tests.people import a_member, log_in
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_list_keeper, a_login, a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.pages import text
from vouchers import actions
from vouchers.models import QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
QUEUE, HOME, CHOICE = (reverse(f"vouchers:{name}") for name in ("my-queue", "my-home", "my-choice"))


@pytest.fixture
def strand():
    return a_strand(queue_opens_at=10, queue_takes=10)


@pytest.fixture
def full(strand):
    return a_site(strand, places=0)


@pytest.fixture
def resident(client, strand, area):
    resident = a_resident(strand, area)
    log_in(client, a_login(resident))
    return resident


def joined(resident, strand, site):
    return actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(), channel="online")


def test_a_full_list_leads_to_its_queue_and_the_page_tells_the_rule(client, resident, strand, full):
    refused = text(client.get(CHOICE, {"strand": strand.pk, "site": full.slug}))
    page = text(client.get(QUEUE, {"strand": strand.pk, "site": full.slug}))

    assert f"{QUEUE}?strand={strand.pk}&amp;site={full.slug}" in refused
    assert "paikkaa on vapaana: silloin" in page, page[page.find("Miten jono") :][:700]


@pytest.mark.parametrize(("opens_at", "leads"), [(10, True), (None, False)])
def test_the_page_of_a_full_site_leads_to_its_queue_where_the_rules_have_one(client, strand, full, opens_at, leads):
    write_rules(queue_opens_at=opens_at, queue_takes=opens_at)

    page = text(client.get(reverse("vouchers:site-detail", args=[full.slug]), {"strand": strand.pk}))

    assert (f"{QUEUE}?site={full.slug}&amp;strand={strand.pk}" in page) is leads


@pytest.mark.parametrize(("opens_at", "leads"), [(10, True), (None, False)])
def test_the_comparison_leads_from_a_full_site_to_its_queue_where_the_rules_have_one(
    client, strand, full, opens_at, leads
):
    write_rules(queue_opens_at=opens_at, queue_takes=opens_at)
    room = a_site(strand)

    asked = {"strand": strand.pk, "site": [full.slug, room.slug]}
    page = text(client.get(reverse("vouchers:site-compare"), asked))

    assert (f"{QUEUE}?site={full.slug}&amp;strand={strand.pk}" in page) is leads
    assert f"{QUEUE}?site={room.slug}" not in page
    assert f"{CHOICE}?site={room.slug}&amp;strand={strand.pk}" in page


def test_a_full_list_tells_of_its_queue_and_of_other_sites_in_one_voice(client, resident, strand, full):
    asked = {"strand": strand.pk, "site": full.slug}
    waits = text(client.get(CHOICE, asked))
    write_rules(queue_opens_at=None, queue_takes=None)

    without = text(client.get(CHOICE, asked))

    assert "Lista on täynnä: siinä ei ole nyt vapaata paikkaa." in waits
    assert "Voit liittyä tämän listan jonoon tai valita toisen paikan." in waits
    assert "Valitse toinen paikka tai katso myöhemmin uudelleen" in without
    assert QUEUE not in without


def test_whoever_waits_is_not_told_that_nothing_changes(client, resident, strand, full):
    nothing, automatic = "Jos et tee mitään, mikään ei muutu", "Jos et tee mitään, saat paikan jonosta"
    before = text(client.get(HOME))
    joined(resident, strand, full)

    after = text(client.get(HOME))

    assert (nothing in before, automatic in before) == (True, False)
    assert (nothing in after, automatic in after) == (False, True)
    assert "jatkuu ennallaan, jos et tee mitään" not in after
    assert nothing not in text(client.get(reverse("vouchers:my-history")))


def test_joining_shows_the_position_and_tells_nothing_of_others(client, resident, strand, area, full):
    other = a_resident(strand, area, family_name="Salainen")
    Protection.objects.create(resident=other, period=since(TODAY))
    joined(other, strand, full)

    answer = client.post(QUEUE, {"strand": strand.pk, "site": full.slug}, follow=True)

    page = text(answer)
    waiting = answer.context["places"][0]
    assert (waiting.position, waiting.length) == (2, 2)
    assert "Olet jonossa numero" in page, page[page.find("Jonotat") :][:600]
    assert "Salainen" not in page
    assert other.list_code not in page
    assert QueuePlace.objects.get(resident=resident).joined_by == resident.account.user


def test_choosing_says_that_the_place_will_be_lost(client, resident, strand, full):
    joined(resident, strand, full)

    page = text(client.get(CHOICE, {"strand": strand.pk, "site": a_site(strand).slug}))

    assert "menetät jonopaikkasi" in page


def test_joining_another_queue_says_that_the_place_will_be_lost(client, resident, strand, full):
    joined(resident, strand, full)

    page = text(client.get(QUEUE, {"strand": strand.pk, "site": a_site(strand, places=0).slug}))

    assert "menetät sen jonopaikan" in page


def test_who_may_not_join_is_told_why_and_what_else(client, resident, strand):
    free = a_site(strand, places=1)

    page = text(client.post(QUEUE, {"strand": strand.pk, "site": free.slug}), 409)

    assert f"{CHOICE}?strand={strand.pk}&amp;site={free.slug}" in page
    assert not QueuePlace.objects.exists()


def test_who_is_bound_is_told_until_when(client, resident, strand, full):
    chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))

    page = text(client.get(QUEUE, {"strand": strand.pk, "site": full.slug}))

    assert "31.\u00a0heinäkuuta 2017" in page


def test_leaving(client, resident, strand, full):
    place = joined(resident, strand, full)

    client.post(reverse("vouchers:my-queue-leaving", args=[place.pk]))

    place.refresh_from_db()
    assert place.state == "left"
    assert client.post(reverse("vouchers:my-queue-leaving", args=[place.pk])).status_code == 302


@pytest.mark.parametrize("case", ["anonymous", "clerk", "another"])
def test_nobody_else_joins_or_leaves(client, strand, area, full, case):
    place = joined(a_resident(strand, area), strand, full)
    if case == "clerk":
        log_in(client, a_member("staff", strand.pilot.lead))
    if case == "another":
        log_in(client, a_login(a_resident(strand, area)))

    answer = client.post(reverse("vouchers:my-queue-leaving", args=[place.pk]))

    assert answer.status_code == {"anonymous": 302, "clerk": 403, "another": 404}[case]
    assert QueuePlace.objects.waiting().get() == place


def test_wrong_method_and_bent_addresses(client, resident, strand, full):
    place = joined(resident, strand, full)

    assert client.get(reverse("vouchers:my-queue-leaving", args=[place.pk])).status_code == 405
    assert client.get(QUEUE).status_code == 404
    assert client.get(QUEUE, {"strand": strand.pk, "site": "nowhere"}).status_code == 404
    assert client.get(QUEUE, {"strand": 0, "site": full.slug}).status_code == 404


def test_staff_and_provider_see_how_many_wait_and_not_who(client, strand, area, full):
    waiting = a_resident(strand, area, family_name="Salainen")
    joined(waiting, strand, full)

    log_in(client, a_list_keeper(full.provider))
    listed = client.get(reverse("vouchers:provider-list"))
    assert listed.context["waiting"] == 1
    assert "Salainen" not in text(listed)
    log_in(client, a_member("staff", strand.pilot.lead))
    desk = client.get(reverse("vouchers:site-desk", args=[full.slug]))
    assert desk.context["waiting"] == 1
    page = text(client.get(reverse("vouchers:site-desk-list")))
    assert "Jonossa" in page
