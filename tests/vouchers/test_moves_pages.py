"""The pages of a draw: what has to be cut, the dry run, a second person, and what the resident reads afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from pilot.identifiers import format_code
from pilot.models import AccessLogEntry
from tests.people import a_member, an_organiser, log_in
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_cap, a_login, a_site, chosen, noon
from tests.vouchers.drawing import DAY, a_list, approved, drafted
from tests.vouchers.pages import page, text
from vouchers import actions, letters
from vouchers.models import Choice, Delivery, MovePlan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST = reverse("vouchers:moves-list")
DEEDS = ("moves-approval", "moves-withdrawal", "moves-redraw", "moves-undo-asked", "moves-undoing", "moves-kept")


@pytest.fixture
def residents(strand, area, site):
    return a_list(strand, area, site, 3)


def another(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    return user


def test_the_whole_way_from_the_cut_cap_to_the_residents_history(client, clerk, strand, site, residents):
    a_cap(site, strand, 2)
    listed = text(client.get(LIST))
    draft = f"{page('moves-draft', strand.pk)}?site={site.slug}&amp;effective_on=5.4.2017"
    assert draft in listed
    assert 'value="5.4.2017"' in text(client.get(draft.replace("&amp;", "&")))

    client.post(page("moves-draft", strand.pk), {"site": site.slug, "effective_on": "5.4.2017"})

    plan = MovePlan.objects.get()
    shown = client.get(page("moves-page", plan.pk))
    assert shown.context["where_to"] == [(None, 1)]
    assert page("moves-approval", plan.pk) not in text(shown)
    assert plan.seed in text(shown)
    client.post(page("moves-approval", plan.pk))
    assert not Choice.objects.filter(origin="forced").exists()

    another(client, strand)
    assert page("moves-page", plan.pk) in text(client.get(page("staff-home")))
    assert page("moves-approval", plan.pk) in text(client.get(page("moves-page", plan.pk)))
    client.post(page("moves-approval", plan.pk))

    choice = Choice.objects.get(origin="forced")
    assert "Toteutettu" in text(client.get(page("moves-page", plan.pk)))
    log_in(client, a_login(choice.resident))
    told = text(client.get(page("my-history")))
    assert f"arvalla, koska paikassa {site.name}" in told
    assert "arvottiin" in text(client.get(page("my-receipt", choice.pk)))
    home = text(client.get(page("my-home")))
    assert "Siirto päätetty: Kotiterveysasema" in home
    assert "paluu kotiterveysasemalle" not in home
    assert f"Verkossa, {format_code(choice.receipt_number)}" not in home
    looks = AccessLogEntry.objects.filter(what="move_lots")
    assert looks.first().group == {"list": "move_lots", "site": site.pk, "on": TODAY.isoformat()}


def test_why_is_told_in_the_residents_language(strand, site, residents):
    approved(drafted(strand, site, places=2))
    choice = Choice.objects.get(origin="forced")

    told = set()
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            told.add(letters.made_by(choice, on=DAY))

    assert len(told) == 3
    assert all(site.name in sentence for sentence in told)


def test_a_closing_is_told_as_a_closing(client, clerk, strand, site, residents):
    actions.close_site(site=site, strand=strand, closes_on=DAY, by=None, at=noon(), channel="desk")
    plan = drafted(strand, site)
    another(client, strand)
    client.post(page("moves-approval", plan.pk))
    choice = Choice.objects.filter(origin="forced").first()

    log_in(client, a_login(choice.resident))

    assert "sulkeutuu" in text(client.get(page("my-receipt", choice.pk)))
    assert "arvottiin" not in text(client.get(page("my-receipt", choice.pk)))


def test_a_changed_list_is_told_and_drawn_again(client, clerk, strand, site, residents):
    plan = drafted(strand, site, places=2)
    write_rules(strand, lock_in_months=0)
    chosen(plan.lots.get(moves=True).resident, strand, a_site(strand))

    shown = text(client.get(page("moves-page", plan.pk)))
    assert page("moves-redraw", plan.pk) in shown
    assert page("moves-approval", plan.pk) not in shown
    told = text(client.post(page("moves-approval", plan.pk), follow=True))
    assert "on muuttunut" in told

    # One has left by their own choice, so nobody is over the cap any more: the draw stays until it is withdrawn.
    client.post(page("moves-redraw", plan.pk))
    plan.refresh_from_db()
    assert plan.stage == "draft"
    client.post(page("moves-withdrawal", plan.pk))
    plan.refresh_from_db()
    assert (plan.stage, plan.withdrawn_by) == ("withdrawn", clerk)


@pytest.mark.parametrize("typed", ["", "31.2.2017", "4.4.2017", "1.1.2019"])
def test_a_wrong_day_is_told_and_draws_nothing(client, clerk, strand, site, residents, typed):
    a_cap(site, strand, 2)

    answer = client.post(page("moves-draft", strand.pk), {"site": site.slug, "effective_on": typed})

    assert "error-summary" in text(answer, 422)
    assert not MovePlan.objects.exists()


def test_two_people_undo_a_draw_on_its_page(client, clerk, strand, site, residents):
    plan = approved(drafted(strand, site, places=2))
    choice = Choice.objects.get(origin="forced")
    shown = text(client.get(page("moves-page", plan.pk)))
    assert page("moves-undo-asked", plan.pk) in shown

    client.post(page("moves-undo-asked", plan.pk))
    own = text(client.get(page("moves-page", plan.pk)))
    assert page("moves-undoing", plan.pk) not in own
    assert page("moves-kept", plan.pk) in own
    told = text(client.post(page("moves-undoing", plan.pk), follow=True))
    assert "Pyysit arvonnan kumoamista" in told

    another(client, strand)
    assert page("moves-page", plan.pk) in text(client.get(page("staff-home")))
    client.post(page("moves-kept", plan.pk))
    client.post(page("moves-undo-asked", plan.pk))
    another(client, strand)
    done = text(client.post(page("moves-undoing", plan.pk), follow=True))
    assert "Kumottu" in done
    assert page("moves-undo-asked", plan.pk) not in done
    log_in(client, a_login(choice.resident))
    assert "Tämä siirto on kumottu" in text(client.get(page("my-receipt", choice.pk)))
    assert "Siirto toiselle listalle kumottiin" in text(client.get(page("my-home")))


def test_a_draw_of_which_a_letter_left_offers_no_undoing(client, clerk, strand, site, residents):
    plan = approved(drafted(strand, site, places=2))
    client.post(page("moves-undo-asked", plan.pk))
    actions.write_move_letter(choice_id=Choice.objects.get(origin="forced").pk, at=noon())
    Delivery.objects.update(state="sent")
    another(client, strand)

    assert page("moves-undoing", plan.pk) not in text(client.get(page("moves-page", plan.pk)))
    assert "Kirje siirroista on lähtenyt" in text(client.post(page("moves-undoing", plan.pk), follow=True))
    assert MovePlan.objects.get().stage == "undoing"


def test_the_lots_as_a_file_hold_what_is_needed_to_draw_again(client, clerk, strand, site, residents):
    plan = drafted(strand, site, places=2)

    answer = client.get(page("moves-page", plan.pk), {"format": "csv"})

    content = b"".join(answer.streaming_content).decode()
    for lot in plan.lots.all():
        assert lot.list_code in content
        assert lot.lot in content


def test_more_people_and_more_draws_cost_no_more_queries(client, clerk, strand, area):
    def cost(number):
        site = a_site(strand)
        a_list(strand, area, site, number)
        plan = drafted(strand, site, places=0)
        with CaptureQueriesContext(connection) as listed:
            text(client.get(LIST))
        with CaptureQueriesContext(connection) as shown:
            text(client.get(page("moves-page", plan.pk)))
        return len(listed), len(shown)

    cost(1)
    few = cost(1)

    assert cost(11) == few


def test_others_see_and_do_nothing(client, clerk, strand, site, residents):
    plan = drafted(strand, site, places=2)
    pages = [page("moves-page", plan.pk), page("moves-draft", strand.pk) + f"?site={site.slug}"]
    deeds = [page(name, plan.pk) for name in DEEDS]

    assert [client.get(deed).status_code for deed in deeds] == [405] * 6
    assert client.post(LIST).status_code == 405
    assert client.get(page("moves-draft", strand.pk)).status_code == 404
    log_in(client, a_member("staff", an_organiser()))
    assert [client.get(one).status_code for one in pages] == [404] * 2
    assert [client.post(deed).status_code for deed in deeds] == [404] * 6
    assert client.get(LIST).status_code == 200
    log_in(client, a_member("finance", strand.pilot.lead))
    assert [client.get(one).status_code for one in [LIST, *pages]] == [403] * 3
    assert [client.post(deed).status_code for deed in deeds] == [403] * 6
    client.logout()
    assert [client.get(one).status_code for one in [LIST, *pages]] == [302] * 3
    assert MovePlan.objects.get().stage == "draft"
