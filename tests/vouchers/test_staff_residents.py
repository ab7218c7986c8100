from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.identifiers import make_identity_code
from pilot.models import AccessLogEntry, AuditEvent
from pilot.periods import since
from registry.models import Guardianship, IdentityCode, Protection, Residence
from tests.people import a_member, log_in
from tests.vouchers.cast import (
    FIRST,
    LONG_AGO,
    TODAY,
    a_list_keeper,
    a_login,
    a_resident,
    a_site,
    a_strand,
    an_area,
    chosen,
)
from tests.vouchers.pages import text
from vouchers import actions
from vouchers.forms import new_key
from vouchers.models import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST = reverse("vouchers:resident-list")


@pytest.fixture
def area(strand):
    return an_area(strand, name_fi="Kuokkala")


@pytest.fixture
def resident(strand, area):
    return a_resident(strand, area, given_names="Aino", family_name="Laaksonen")


def page_of(resident):
    return reverse("vouchers:resident-detail", args=[resident.pk])


def an_identity_code(resident) -> str:
    code = make_identity_code(resident.born_on, 900 + resident.pk % 100)
    IdentityCode.objects.create(pilot=resident.pilot, resident=resident, code=code, period=since(resident.born_on))
    return code


def seen(**lookup):
    return AccessLogEntry.objects.filter(**lookup)


@pytest.mark.parametrize(
    ("query", "found"),
    [("?kind=choice", 0), ("?kind=no_voucher", 1), ("?kind=zz", 1), ("?area=zz", 1), ("?page=99", 1), ("?sort=zz", 1)],
)
def test_the_list_is_narrowed_by_its_address_and_by_nothing_bent(client, clerk, resident, query, found):
    response = client.get(LIST + query)

    assert (response.status_code, text(response).count(page_of(resident))) == (200, found)


def test_narrowing_by_area_does_not_find_who_is_protected(client, clerk, resident, strand, area):
    hidden = a_resident(strand, area, family_name="Salainen")
    Protection.objects.create(resident=hidden, period=since(LONG_AGO))

    page = text(client.get(LIST, {"area": area.pk}))

    assert "Laaksonen" in page
    assert "Salainen" not in page
    assert "Kuokkala" not in text(client.get(LIST)).split("Salainen")[1].split("</tr>")[0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_as_a_file_is_logged_as_a_file(client, clerk, resident, kind):
    assert client.get(LIST, {"format": kind}).status_code == 200
    assert seen(what="resident_file").exists()


def test_ten_more_residents_cost_no_more_queries(client, clerk, strand, area, django_assert_num_queries):
    a_resident(strand, area)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(10):
        a_resident(strand, area)

    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_a_residents_page_tells_the_whole_story_and_the_look_is_logged(client, clerk, resident, strand, area):
    site = a_site(strand)
    choice = chosen(resident, strand, site)
    code = an_identity_code(resident)
    child = a_resident(strand, area, born_on=date(2010, 1, 1))
    Guardianship.objects.create(child=child, guardian=resident, period=since(LONG_AGO))

    page = text(client.get(page_of(resident)))

    for shown in (site.name_fi, "Kuokkala", child.full_name, reverse("vouchers:resident-receipt", args=[choice.pk])):
        assert shown in page
    assert code not in page
    assert seen(what="resident", resident_id=resident.pk, by_id=clerk.pk).count() == 1


def a_protected(strand, area):
    resident = a_resident(strand, area)
    Residence.objects.filter(resident=resident).update(street="Salakatu 13")
    Protection.objects.create(resident=resident, period=since(FIRST))
    return resident


def test_a_protected_home_is_hidden_until_a_reason_is_given_and_logged(client, clerk, strand, area):
    resident = a_protected(strand, area)
    address = reverse("vouchers:resident-address", args=[resident.pk])

    hidden = text(client.get(page_of(resident)))
    refused = text(client.post(address, {"reason": ""}), status=422)
    shown = text(client.post(address, {"reason": "Kirje palautui postista"}))

    for page in (hidden, refused):
        assert "Salakatu" not in page
        assert "Kuokkala" not in page
        assert area.home_site.name_fi not in page
    assert "Salakatu 13" in shown
    assert seen(what="protected_address", why="Kirje palautui postista", resident_id=resident.pk).count() == 1
    assert "Salakatu" not in text(client.get(page_of(resident)))


def desk(client, resident, strand, site, **values):
    given = {"strand": strand.pk, "site": site, "key": new_key(), "identified_by": "identity_card"}
    return client.post(reverse("vouchers:resident-choice", args=[resident.pk]), given | values)


def test_a_choice_at_the_desk_is_recorded_with_how_the_person_was_identified(client, clerk, resident, strand):
    site = a_site(strand)
    here = reverse("vouchers:resident-choice", args=[resident.pk])
    assert site.name_fi in text(client.get(here))
    assert 'datetime="2017-04-05"' in text(client.get(here, {"site": site.slug}))

    response = desk(client, resident, strand, site.slug, identified_by="driving_licence")

    assert response["Location"] == page_of(resident)
    choice = Choice.objects.get()
    assert (choice.site, choice.channel, choice.made_by) == (site, "desk", clerk)
    assert AuditEvent.objects.get(kind="choice_made").facts["identified_by"] == "driving_licence"


def test_what_waits_is_not_chosen_anew_at_the_desk(client, clerk, resident, strand):
    site = a_site(strand)
    waits = chosen(resident, strand, site)

    answer = desk(client, resident, strand, site.slug)

    assert Choice.objects.get() == waits
    assert "Tämä on jo valittu" in text(client.get(answer["Location"]))


def test_the_desk_form_keeps_what_was_typed_and_says_what_is_missing(client, clerk, resident, strand):
    page = text(desk(client, resident, strand, a_site(strand).slug, identified_by=""), status=422)

    assert "field--error" in page
    assert not Choice.objects.exists()


def test_a_lock_in_holds_at_the_desk_too_and_leads_to_an_early_change(client, clerk, resident, strand):
    chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))

    refused = desk(client, resident, strand, a_site(strand).slug)

    assert refused.status_code == 422
    # Made on 10 January, in effect from the 31st: bound for the half-year of the rules.
    assert refused.context["form"].non_field_errors() == [
        "Ilman painavaa syytä uusi valinta on mahdollinen 31.7.2017 alkaen."
    ]
    assert Choice.objects.count() == 1
    shown = client.get(reverse("vouchers:resident-choice", args=[resident.pk]) + f"?site={a_site(strand).slug}")
    assert reverse("vouchers:early-change-draft", args=[resident.pk]) in shown.content.decode()


def test_a_full_list_is_refused_at_the_desk_too(client, clerk, resident, strand):
    site = a_site(strand, places=0)

    assert "notice--caution" in text(
        client.get(reverse("vouchers:resident-choice", args=[resident.pk]), {"site": site.slug})
    )
    assert desk(client, resident, strand, site.slug).status_code == 422


def test_returning_home_and_taking_back_at_the_desk(client, clerk, resident, strand):
    choice = chosen(resident, strand, a_site(strand))
    here = reverse("vouchers:choice-regret", args=[choice.pk])
    client.post(here, {"identified_by": "identity_card"})
    assert Choice.objects.get().regretted_by == clerk

    again = client.post(here, {"identified_by": "identity_card"})
    desk(client, resident, strand, "home")

    assert "error-summary" in text(again, 422)
    assert Choice.objects.latest("pk").site is None


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [("11.2.2017", "2017-02-11", "day"), ("2.2017", "2017-02-28", "month"), ("2016", "2016-12-31", "year")],
)
def test_a_death_is_recorded_as_exactly_as_it_is_known(client, clerk, resident, typed, day, precision):
    response = client.post(reverse("vouchers:resident-death", args=[resident.pk]), {"died": typed})

    assert response["Location"] == page_of(resident)
    resident.refresh_from_db()
    assert (resident.died_on.isoformat(), resident.died_precision) == (day, precision)
    assert resident.enrolments.latest("period").period.upper == resident.died_on + timedelta(days=1)


@pytest.mark.parametrize("typed", ["", "31.2.2017", "soon", "1.1.1850", "2017-13"])
def test_a_day_that_cannot_be_is_refused_and_stays_in_the_form(client, clerk, resident, typed):
    page = text(client.post(reverse("vouchers:resident-death", args=[resident.pk]), {"died": typed}), status=422)

    assert "error-summary" in page
    assert f'value="{typed}"' in page or not typed
    resident.refresh_from_db()
    assert resident.died_on is None


def test_a_death_that_never_happened_is_withdrawn(client, clerk, resident):
    client.post(reverse("vouchers:resident-death", args=[resident.pk]), {"died": "11.2.2017"})

    client.post(reverse("vouchers:death-withdrawal", args=[resident.pk]))

    resident.refresh_from_db()
    assert resident.died_on is None


def test_a_move_finds_its_area_by_the_postal_code(client, clerk, resident, strand, area):
    from pilot.models import AreaRule

    other = an_area(strand)
    AreaRule.objects.create(pilot=strand.pilot, area=other, kind="postal_code", value="40340")
    moved = {"moved": "1.4.2017", "street": "Nevakatu 3", "postal_code": "40340", "town": "Jyväskylä"}

    response = client.post(reverse("vouchers:resident-move", args=[resident.pk]), moved)

    assert response["Location"] == page_of(resident)
    assert resident.residences.get(period__contains=date(2017, 4, 1)).area == other
    assert resident.enrolments.get(period__contains=date(2017, 4, 1)).site == other.home_site


@pytest.mark.parametrize(
    "wrong", [{"postal_code": "4034"}, {"postal_code": ""}, {"moved": "1.1.1900"}, {"municipality_code": "x"}]
)
def test_a_wrong_move_changes_nothing_and_keeps_what_was_typed(client, clerk, resident, wrong):
    moved = {"moved": "1.4.2017", "street": "Nevakatu 3", "postal_code": "40340"} | wrong

    page = text(client.post(reverse("vouchers:resident-move", args=[resident.pk]), moved), status=422)

    assert "Nevakatu 3" in page
    assert resident.residences.count() == 1


def test_a_move_that_never_happened_is_cancelled_once(client, clerk, resident, strand):
    client.post(reverse("vouchers:resident-move", args=[resident.pk]), {"moved": "1.4.2017", "postal_code": "99999"})
    residence = resident.residences.latest("pk")
    address = reverse("vouchers:move-cancellation", args=[resident.pk, residence.pk])
    assert address in text(client.get(page_of(resident)))

    done = client.post(address, follow=True)
    again = client.post(address, follow=True)

    assert "notice--positive" in text(done)
    assert "notice--negative" in text(again)
    residence.refresh_from_db()
    assert residence.cancelled_by == clerk


def test_letters_of_a_resident_are_handed_out_and_logged(client, clerk, resident, strand):
    choice = chosen(resident, strand, a_site(strand))
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=choice.made_at, channel="desk")

    for name, pk, what in (
        ("resident-receipt", choice.pk, "receipt"),
        ("resident-voucher", resident.vouchers.get().pk, "voucher_letter"),
    ):
        assert client.get(reverse(f"vouchers:{name}", args=[pk])).content.startswith(b"%PDF")
        assert seen(what=what, resident_id=resident.pk).count() == 1


def every_page(resident, choice, voucher):
    one, residence = [resident.pk], resident.residences.get().pk
    return [
        ("get", page_of(resident)),
        ("get", reverse("vouchers:resident-choice", args=one)),
        ("get", reverse("vouchers:resident-death", args=one)),
        ("get", reverse("vouchers:resident-move", args=one)),
        ("post", reverse("vouchers:resident-address", args=one)),
        ("post", reverse("vouchers:death-withdrawal", args=one)),
        ("post", reverse("vouchers:move-cancellation", args=[resident.pk, residence])),
        ("get", reverse("vouchers:choice-regret", args=[choice.pk])),
        ("get", reverse("vouchers:resident-receipt", args=[choice.pk])),
        ("get", reverse("vouchers:resident-voucher", args=[voucher.pk])),
    ]


def test_pages_about_residents_are_for_their_own_staff_only(client, strand, area, resident):
    choice = chosen(resident, strand, a_site(strand))
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=choice.made_at, channel="desk")
    pages = every_page(resident, choice, resident.vouchers.get())
    site = a_site(strand)

    for method, address in [("get", LIST), *pages]:
        assert "/account/" in getattr(client, method)(address)["Location"]
    for stranger in (a_list_keeper(site.provider), a_login(resident), a_member("finance", strand.pilot.lead)):
        log_in(client, stranger)
        for method, address in [("get", LIST), *pages]:
            assert getattr(client, method)(address).status_code == 403
    log_in(client, a_member("staff", a_strand().pilot.lead))
    for method, address in pages:
        assert getattr(client, method)(address).status_code == 404
    assert not seen().exclude(resident_id=None).exists()


def test_wrong_methods(client, clerk, resident, strand):
    choice = chosen(resident, strand, a_site(strand))
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=choice.made_at, channel="desk")

    for method, address in every_page(resident, choice, resident.vouchers.get()):
        wrong = "put" if method == "get" else "get"
        assert getattr(client, wrong)(address).status_code == 405


def test_the_data_protection_officer_reads_but_changes_nothing(client, strand, resident):
    log_in(client, a_member("auditor", strand.pilot.lead))

    page = text(client.get(page_of(resident)))

    assert reverse("vouchers:resident-move", args=[resident.pk]) not in page
    assert client.post(reverse("vouchers:death-withdrawal", args=[resident.pk])).status_code == 403
