"""The pages about a closing: dates, dry run, two people, letters with progress, and what the resident reads."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from pilot import outbox
from pilot.periods import since
from registry.models import Protection, Resident
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.actions.test_closing import a_customer
from tests.vouchers.cast import a_login, a_resident, a_strand, an_area, noon
from tests.vouchers.pages import page
from vouchers.models import ClosingLetter, ClosingPlan, Enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# The cast's pilot runs until the end of 2018, and today is 15.3.2017.
DATES = {
    "join_until_on": "31.5.2018",
    "join_until_time": "14.00",
    "letters_on": "1.6.2018",
    "choose_until": "16.9.2018",
    "closes_on": "1.10.2018",
    "settle_until": "31.12.2018",
}

CLOSING_DEEDS = (
    "closing-approval",
    "closing-withdrawal",
    "closing-letters",
    "closing-undo-asked",
    "closing-undoing",
    "closing-kept",
)


@pytest.fixture
def customer(strand, site) -> Resident:
    return a_customer(strand, an_area(strand), site, date(2017, 2, 1), email="aino@example.invalid")


@pytest.fixture
def staff(strand):
    return a_member("staff", strand.pilot.lead)


def proposed(client, strand, staff) -> ClosingPlan:
    log_in(client, staff)
    client.post(page("closing-page", strand.pk), DATES | {"propose": "1"})
    return ClosingPlan.objects.get()


def test_the_whole_way_from_the_dry_run_to_the_residents_letter(client, strand, site, customer, staff, monkeypatch):
    log_in(client, staff)
    assert client.get(page("closing-list"))["Location"] == page("closing-page", strand.pk)
    shown = client.post(page("closing-page", strand.pk), DATES)
    assert shown.context["effect"].residents == 1
    assert not ClosingPlan.objects.exists()
    plan = proposed(client, strand, staff)
    assert page("closing-approval", plan.pk) not in client.get(page("closing-page", strand.pk)).content.decode()
    log_in(client, a_member("staff", strand.pilot.lead))
    assert page("closing-page", strand.pk) in client.get(page("staff-home")).content.decode()
    assert page("closing-approval", plan.pk) in client.get(page("closing-page", strand.pk)).content.decode()

    client.post(page("closing-approval", plan.pk))

    assert Enrolment.objects.on_day(date(2018, 10, 1)).get(resident=customer).origin == "home"
    assert page("closing-letters", plan.pk) not in client.get(page("closing-page", strand.pk)).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2018, 6, 1)))
    log_in(client, staff)
    assert page("closing-letters", plan.pk) in client.get(page("closing-page", strand.pk)).content.decode()
    client.post(page("closing-letters", plan.pk))
    outbox.sweep(here=True)
    letter = ClosingLetter.objects.get()
    assert {message.to[0] for message in mail.outbox} == {"aino@example.invalid"}
    assert page("my-closing-letter", letter.pk) in mail.outbox[-1].body
    log_in(client, a_login(customer))
    told = client.get(page("my-home"))
    assert page("my-closing-letter", letter.pk) in told.content.decode()
    (standing,) = told.context["standings"]
    # Chosen on 1.2.2017 the six months are long over; the list ends when the pilot closes.
    assert (standing.is_bound, standing.ends_on) == (False, date(2018, 10, 1))
    told = client.get(page("my-closing-letter", letter.pk)).content.decode()
    assert site.name in told
    assert "16.\u00a0syyskuuta 2018" in told
    delivery = letter.letter.deliveries.get()
    assert page("my-letter", delivery.pk) in told
    assert client.get(page("my-letter", delivery.pk)).content == bytes(delivery.document.content)


@pytest.mark.parametrize(
    "wrong", [{"closes_on": ""}, {"join_until_time": "25.00"}, {"closes_on": "16.9.2018", "propose": "1"}]
)
def test_wrong_dates_are_told_and_kept_nowhere(client, strand, staff, wrong):
    log_in(client, staff)

    assert client.post(page("closing-page", strand.pk), DATES | wrong).status_code == 422
    assert not ClosingPlan.objects.exists()


@pytest.mark.parametrize(("why", "queue"), [("protected", "handed"), ("no address", "undeliverable")])
def test_letters_that_are_not_posted_are_listed_by_why(client, strand, customer, staff, monkeypatch, why, queue):
    if why == "protected":
        Protection.objects.create(resident=customer, period=since(date(2017, 1, 1)))
    else:
        customer.residences.update(street="")
    plan = proposed(client, strand, staff)
    log_in(client, a_member("staff", strand.pilot.lead))
    client.post(page("closing-approval", plan.pk))
    client.post(page("closing-letters", plan.pk))
    assert not ClosingLetter.objects.exists()
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2018, 6, 1)))
    log_in(client, staff)
    client.post(page("closing-letters", plan.pk))
    outbox.sweep(here=True)
    letter = ClosingLetter.objects.get().letter

    told = client.get(page("closing-page", strand.pk))
    counts = told.context["letters"]
    assert (counts.handed, counts.nowhere, counts.unmade) == ((1, 0, 0) if why == "protected" else (0, 1, 0))
    address = f"{page('letter-list')}?kind=closing&queue={queue}"
    assert address.replace("&", "&amp;") in told.content.decode()
    waiting = client.get(address).content.decode()
    assert page("letter-page", letter.pk) in waiting
    for other in ("?kind=closing&queue=post", "?kind=reminder"):
        assert page("letter-page", letter.pk) not in client.get(page("letter-list") + other).content.decode()
    assert client.get(page("letter-file", letter.deliveries.get().pk)).content.startswith(b"%PDF")


def test_a_plan_is_withdrawn(client, strand, staff):
    plan = proposed(client, strand, staff)

    client.post(page("closing-withdrawal", plan.pk))
    client.post(page("closing-withdrawal", plan.pk))

    plan.refresh_from_db()
    assert plan.withdrawn_by == staff
    assert "form" in client.get(page("closing-page", strand.pk)).context


def test_a_form_of_before_the_plan_changes_nothing(client, strand, staff):
    plan = proposed(client, strand, staff)

    told = client.post(page("closing-page", strand.pk), DATES | {"propose": "1"}, follow=True)

    assert "Mitään ei muutettu" in told.content.decode()
    assert list(ClosingPlan.objects.all()) == [plan]


def test_two_people_undo_an_approved_plan(client, strand, site, customer, staff):
    """Who asked sees no way to confirm it; the other finds it in the work queue."""
    plan = proposed(client, strand, staff)
    other = a_member("staff", strand.pilot.lead)
    log_in(client, other)
    client.post(page("closing-approval", plan.pk))
    assert page("closing-undo-asked", plan.pk) in client.get(page("closing-page", strand.pk)).content.decode()
    client.post(page("closing-undo-asked", plan.pk))
    assert page("closing-undoing", plan.pk) not in client.get(page("closing-page", strand.pk)).content.decode()
    assert client.post(page("closing-undoing", plan.pk), follow=True).status_code == 200
    assert Enrolment.objects.on_day(date(2018, 10, 1)).get(resident=customer).origin == "home"
    log_in(client, staff)
    assert page("closing-page", strand.pk) in client.get(page("staff-home")).content.decode()
    client.post(page("closing-kept", plan.pk))
    client.post(page("closing-undo-asked", plan.pk))
    log_in(client, other)

    client.post(page("closing-undoing", plan.pk))

    assert Enrolment.objects.on_day(date(2018, 10, 1)).get(resident=customer).site == site
    assert "form" in client.get(page("closing-page", strand.pk)).context
    assert "ei ole voimassa" in client.post(page("closing-undoing", plan.pk), follow=True).content.decode()


def test_several_strands_are_listed(client, strand, staff):
    other = a_strand(pilot=strand.pilot)
    proposed(client, strand, staff)

    told = client.get(page("closing-list")).content.decode()

    assert page("closing-page", strand.pk) in told
    assert page("closing-page", other.pk) in told


def test_others_see_nothing(client, strand, staff):
    plan = proposed(client, strand, staff)
    shown = page("closing-page", strand.pk)
    deeds = [page(name, plan.pk) for name in CLOSING_DEEDS]

    assert [client.get(deed).status_code for deed in deeds] == [405] * len(deeds)
    log_in(client, a_member("staff", an_organiser()))
    assert client.get(shown).status_code == 404
    assert [client.post(one).status_code for one in deeds] == [404] * len(deeds)
    log_in(client, a_member("finance", strand.pilot.lead))
    assert client.get(shown).status_code == 403
    log_in(client, a_login(a_resident(strand, an_area(strand))))
    assert client.get(page("my-closing-letter", 1)).status_code == 404
    client.logout()
    assert client.get(shown).status_code == 302
