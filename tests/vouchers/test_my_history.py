from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilot.models import AccessLogEntry
from registry import actions as registry_actions
from tests.people import a_member, log_in
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen, decided, noon
from vouchers import actions
from vouchers.models import QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
PAGE = "/my/history/"


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


def test_all_that_was_done_stands_once_newest_first_and_nothing_of_anybody_else(client):
    strand = a_strand(early_change_days=10, queue_opens_at=1)
    area, site, full = an_area(strand), a_site(strand), a_site(strand, places=0)
    own, other = (_with_everything(a_resident(strand, area), strand, site, full) for _who in range(2))
    log_in(client, a_login(own))

    page = client.get(PAGE, headers={"accept-language": "en"})

    told = page.context
    assert [choice.made_at for choice, _state, _by in told["choices"]] == [noon(date(2017, 1, 20))]
    assert [case.asked_at for case, _who in told["cases"]] == [noon(date(2017, 3, 10))]
    assert [row.letter.written_at for row in told["letters"]] == [noon(date(2017, 3, 14)), noon(date(2017, 3, 13))]
    assert [place.state for place, _who in told["queue"]] == ["waiting", "left"]
    assert [change.at for change in told["contact"]] == [noon(date(2017, 3, 9)), noon(date(2017, 3, 8))]
    rows = (
        [choice for choice, _state, _by in told["choices"]],
        *([row for row, _who in told[name]] for name in ("cases", "queue")),
    )
    assert {row.resident for found in rows for row in found} == {own}
    assert {row.letter.resident for row in told["letters"]} == {own} != {other}
    text = page.content.decode()
    assert text.count("The language of contact or the telephone number was changed") == 2
    # Whoever reads over the shoulder learns no number from it.
    assert "040 123" not in text


def _with_everything(resident, strand, site, full):
    """Let a choice, a case, two decisions, two queue places and two changes of contact details be of the resident."""
    chosen(resident, strand, site, date(2017, 1, 20))
    actions.ask_early_change(
        resident=resident, strand=strand, site=None, reason="care_broken", explanation="", key=f"key-{resident.pk}",
        by=None, at=noon(date(2017, 3, 10)), channel="online",
    )  # fmt: skip
    decided(resident, date(2017, 3, 13))
    decided(resident, date(2017, 3, 14))
    for first, day in ((date(2017, 3, 2), 8), (date(2017, 3, 7), 9)):
        for places in QueuePlace.objects.waiting().filter(resident=resident):
            QueuePlace.objects.filter(pk=places.pk).update(state="left", left_at=noon(first))
        QueuePlace.objects.create(resident=resident, strand=strand, site=full, joined_at=noon(first), channel="online")
        registry_actions.change_contact(
            resident=resident, language="fi", phone=f"040 1234{day}", by=None,
            at=noon(date(2017, 3, day)), channel="online",
        )  # fmt: skip
    return resident


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
