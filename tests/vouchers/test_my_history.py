import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilot.models import AccessLogEntry
from tests.people import a_member, log_in
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen, noon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
PAGE = "/my/history/"


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def resident(client, strand):
    resident = a_resident(strand, an_area(strand))
    log_in(client, a_login(resident))
    return resident


def test_choices_stand_with_who_made_them_and_what_became_of_them(client, strand, resident):
    replaced = chosen(resident, strand, a_site(strand, name_fi="Harju"), channel="desk")
    chosen(resident, strand, a_site(strand, name_fi="Lehto"))

    page = client.get(PAGE, headers={"accept-language": "en"})

    states = [(choice.site.name_fi, state) for choice, state, _by in page.context["choices"]]
    assert states == [("Lehto", "pending"), ("Harju", "replaced")]
    assert "service point" in page.content.decode()
    assert f"/my/choices/{replaced.pk}/" in page.content.decode()


def test_looks_stand_with_their_reason(client, resident):
    AccessLogEntry.objects.create(
        at=noon(), role="staff", what="resident", why="Soitit neuvontaan", resident_id=resident.pk, group={}
    )

    assert "Soitit neuvontaan" in client.get(PAGE).content.decode()


def test_ten_more_choices_cost_no_more_queries(client, strand, resident, django_assert_num_queries):
    for _number in range(2):
        chosen(resident, strand, a_site(strand))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for _number in range(10):
        chosen(resident, strand, a_site(strand))

    with django_assert_num_queries(len(few)):
        client.get(PAGE)


def test_the_page_is_ones_own(client, resident):
    assert client.post(PAGE).status_code == 405
    log_in(client, a_member("staff", resident.pilot.lead))
    assert client.get(PAGE).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302
