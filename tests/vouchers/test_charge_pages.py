"""A provider's page of charges: what the next visit costs, recording, voiding, and what it tells nobody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import Protection
from registry.rules import RegisterDay
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import TODAY, a_list_keeper, a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.fees import CHILD, fees
from vouchers import actions, queries
from vouchers.actions import FeeDraft
from vouchers.models import CoPayment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ADULT = FeeDraft("doctor", 2090, 18, times_a_year=3, counted="together", spares_veterans=True)
OLD, NEW = date(2017, 1, 20), date(2017, 3, 10)
# The switch took effect on 6.3.2017, three weeks after the choice.
SWITCHED = date(2017, 2, 13)


@pytest.fixture
def strand():
    strand = a_strand(lock_in_months=0)
    fees(strand, date(2017, 1, 1), date(2017, 12, 31), CHILD, ADULT)
    return strand


@pytest.fixture
def old(strand):
    return a_site(strand, name_fi="Vanha paikka")


@pytest.fixture
def site(strand):
    return a_site(strand)


@pytest.fixture
def resident(strand, old, site):
    resident = a_resident(strand, an_area(strand), family_name="Virtanen", given_names="Maija")
    chosen(resident, strand, old, date(2016, 12, 1))
    chosen(resident, strand, site, SWITCHED)
    return resident


@pytest.fixture
def keeper(client, site):
    user = a_list_keeper(site.provider)
    log_in(client, user)
    return user


def page(site, resident) -> str:
    strand = queries.strands_of_site(site)[0]
    return reverse("vouchers:provider-charges", args=[site.slug, strand.pk, resident.pk])


def paid(resident, site, on, key="", **more) -> CoPayment:
    strand = queries.strands_of_site(site)[0]
    return actions.charge_co_payment(
        resident=resident, strand=strand, site=site, service="doctor", charged_on=on, by=a_list_keeper(site.provider),
        at=noon(TODAY), channel="online", key=key or f"{on}", **more
    )  # fmt: skip


def form(on="10.3.2017", key="a" * 32, **more) -> dict[str, str]:
    return {"what": "doctor-visit", "charged_on": on, "cents": "", "key": key} | more


def test_it_tells_how_many_are_paid_and_never_where_or_when(client, keeper, old, site, resident):
    paid(resident, old, OLD)

    text = client.get(page(site, resident)).content.decode()

    assert "Vuodelta 2017 on maksettu 1/3 käynnistä." in text
    assert "20,90" in text.replace("\xa0", " ")
    for canary in ("Vanha paikka", "20.1.2017", "2017-01-20"):
        assert canary not in text
    look = AccessLogEntry.objects.latest("pk")
    assert (look.what, look.resident_id, look.role) == ("charges", resident.pk, "provider")


def test_after_the_third_nothing_is_paid_and_a_fourth_is_refused(client, keeper, old, site, resident):
    for number, on in enumerate((OLD, date(2017, 2, 1), date(2017, 2, 20))):
        paid(resident, old, on, key=f"old {number}")

    (line,) = client.get(page(site, resident)).context["lines"]
    answer = client.post(page(site, resident), form())

    assert (line.left, line.price) == (0, "Ei maksua")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["what"]
    assert CoPayment.objects.filter(site=site).count() == 0


def test_a_charge_is_recorded_once_however_often_it_is_sent(client, keeper, site, resident):
    for _time in range(2):
        assert client.post(page(site, resident), form()).status_code == 302

    (row,) = CoPayment.objects.all()
    assert (row.cents, row.charged_on, row.site, row.recorded_by) == (2090, NEW, site, keeper)
    assert "20,90" in client.get(page(site, resident)).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"charged_on": "16.3.2017"}, "charged_on"),
        ({"charged_on": "5.3.2017"}, "charged_on"),
        ({"cents": "20,91"}, "cents"),
        ({"what": "nurse-visit"}, "what"),
        ({"charged_on": "eilen"}, "charged_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, keeper, site, resident, change, field):
    answer = client.post(page(site, resident), form() | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not CoPayment.objects.exists()


def test_a_mistake_is_voided_with_a_reason(client, keeper, site, resident):
    row = paid(resident, site, NEW)
    address = reverse("vouchers:provider-charge-voiding", args=[row.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "other_person"}).status_code == 302

    row.refresh_from_db()
    assert (row.void_reason, row.voided_by) == ("other_person", keeper)
    assert [line.left for line in client.get(page(site, resident)).context["lines"]] == [3]
    # A colleague who presses too is told, and nothing changes.
    assert client.post(address, {"reason": "paid_back"}).status_code == 302
    row.refresh_from_db()
    assert row.void_reason == "other_person"


def test_who_came_off_the_list_by_a_late_death_is_still_paid_back(client, keeper, strand, site, resident):
    """They were on the list from 6.3.2017, paid on the 10th, and the register tells later that they died on the 1st."""
    row = paid(resident, site, NEW)
    died = RegisterDay(date(2017, 3, 1), "day")
    actions.record_death(resident=resident, died=died, by=None, at=noon(TODAY), channel="desk")
    voiding, lists = reverse("vouchers:provider-charge-voiding", args=[row.pk]), reverse("vouchers:provider-list")

    assert client.get(page(site, resident)).status_code == 404
    assert f'href="{lists}"' in client.get(voiding).content.decode()
    answer = client.post(voiding, {"reason": "paid_back"}, follow=True)

    assert (answer.redirect_chain, answer.status_code) == ([(lists, 302)], 200)
    row.refresh_from_db()
    assert row.void_reason == "paid_back"


def test_whoever_left_is_told_of_no_more_but_the_last_days_are_still_recorded(client, old, site, resident):
    log_in(client, a_list_keeper(old.provider))
    paid(resident, site, NEW)

    answer = client.get(page(old, resident))
    assert (answer.context["is_on_list"], answer.context["lines"]) == (False, [])
    assert client.post(page(old, resident), form("3.3.2017")).status_code == 302
    assert client.post(page(old, resident), form("6.3.2017", "b" * 32)).status_code == 422


def test_who_is_protected_stands_there_by_list_code_alone(client, keeper, site, resident):
    Protection.objects.create(resident=resident, period=since(TODAY))
    row = paid(resident, site, NEW)

    for address in (page(site, resident), reverse("vouchers:provider-charge-voiding", args=[row.pk])):
        text = client.get(address).content.decode()
        assert resident.list_code in text
        assert "Virtanen" not in text
        assert "Maija" not in text


def test_a_child_pays_nothing_and_nothing_is_recorded(client, keeper, strand, site):
    child = a_resident(strand, an_area(strand), born_on=date(2010, 5, 5))
    chosen(child, strand, site, date(2017, 2, 1))

    assert client.get(page(site, child)).context["lines"] == []
    answer = client.post(page(site, child), form())
    assert list(answer.context["form"].errors) == ["what"]


def test_the_list_leads_there_but_not_for_whoever_is_to_come(client, keeper, strand, site, resident):
    coming = a_resident(strand, an_area(strand))
    chosen(coming, strand, site, TODAY)

    # On a later day they stand on the list, and there is nothing to charge today all the same.
    for on in ("15.3.2017", "1.6.2017"):
        text = client.get(reverse("vouchers:provider-list"), {"on": on}).content.decode()
        assert page(site, resident) in text
        assert coming.list_code in text
        assert page(site, coming) not in text
    assert client.get(page(site, coming)).status_code == 404


def test_ten_more_charges_cost_no_more_queries(client, keeper, strand, site, resident):
    first = paid(resident, site, NEW)
    client.get(page(site, resident))
    queries_of_one = asked(client, page(site, resident))
    actions.void_co_payment(co_payment=first, reason="wrong", by=keeper, at=noon(), channel="online")
    for number in range(10):
        row = paid(resident, site, NEW, key=f"more {number}")
        actions.void_co_payment(co_payment=row, reason="wrong", by=keeper, at=noon(), channel="online")

    assert asked(client, page(site, resident)) == queries_of_one


def test_where_one_sum_is_at_hand_it_stands_in_the_form(client, keeper, strand, site, resident):
    assert client.get(page(site, resident)).context["form"].initial["cents"] == 2090
    fees(strand, date(2018, 1, 1))
    for number, on in enumerate((NEW, date(2017, 3, 6), TODAY)):
        paid(resident, site, on, key=f"own {number}")

    assert client.get(page(site, resident)).context["form"].initial["cents"] is None


def test_staff_see_all_and_void_where_a_site_no_longer_does(client, strand, old, site, resident):
    rows = [paid(resident, old, OLD), paid(resident, site, NEW)]
    address = reverse("vouchers:resident-charges", args=[resident.pk])
    voiding = reverse("vouchers:resident-charge-voiding", args=[rows[0].pk])
    log_in(client, a_member("staff", strand.pilot.lead))

    assert list(client.get(address).context["rows"]) == rows[::-1]
    assert "Vanha paikka" in client.get(address).content.decode()
    assert (client.get(voiding).status_code, client.post(voiding).status_code) == (200, 422)
    assert client.post(voiding, {"reason": "paid_back"})["Location"] == address

    rows[0].refresh_from_db()
    assert rows[0].void_reason == "paid_back"
    assert [client.put(one).status_code for one in (address, voiding)] == [405, 405]


@pytest.mark.parametrize(("role", "statuses"), [("auditor", (200, 403)), ("finance", (403, 403)), ("", (302, 302))])
def test_who_else_sees_the_staffs_pages(client, strand, site, resident, role, statuses):
    row = paid(resident, site, NEW)
    if role:
        log_in(client, a_member(role, strand.pilot.lead))
    addresses = [("resident-charges", resident.pk), ("resident-charge-voiding", row.pk)]

    assert tuple(client.get(reverse(f"vouchers:{name}", args=[pk])).status_code for name, pk in addresses) == statuses


def test_staff_of_another_organiser_find_nothing(client, strand, site, resident):
    row = paid(resident, site, NEW)
    log_in(client, a_member("staff", an_organiser()))

    for name, pk in (("resident-charges", resident.pk), ("resident-charge-voiding", row.pk)):
        assert client.get(reverse(f"vouchers:{name}", args=[pk])).status_code == 404


def test_staff_are_not_told_the_home_site_of_whoever_is_protected(client, strand, resident):
    home = a_resident(strand, an_area(strand))
    station = home.enrolments.get().site
    paid(home, station, NEW)
    Protection.objects.create(resident=home, period=since(TODAY))
    log_in(client, a_member("staff", strand.pilot.lead))

    assert station.name not in client.get(reverse("vouchers:resident-charges", args=[home.pk])).content.decode()


def asked(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address)
    return len(found)


def test_the_pages_answer_their_five_questions(client, strand, old, site, resident):
    row = paid(resident, site, NEW)
    addresses = [page(site, resident), reverse("vouchers:provider-charge-voiding", args=[row.pk])]

    assert [client.get(address).status_code for address in addresses] == [302, 302]
    log_in(client, a_member("staff", strand.pilot.lead))
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    log_in(client, a_list_keeper(old.provider))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(addresses[1], {"reason": "wrong"}).status_code == 404
    log_in(client, a_list_keeper(site.provider))
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert [client.put(address).status_code for address in addresses] == [405, 405]
