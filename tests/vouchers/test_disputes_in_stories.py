"""Objections and hearings on the staff's time line, and in the history of the child grown up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.identifiers import format_code
from tests.people import log_in
from tests.vouchers.actions.test_hearings import ANSWER_BY, Dispute
from tests.vouchers.actions.test_objections import CHOSEN
from tests.vouchers.cast import a_login, a_resident
from vouchers import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ASKED, ANSWERED = date(2017, 3, 16), date(2017, 3, 24)
HISTORY = reverse("vouchers:my-history")
WHAT = (
    "Huoltajan huomautus",
    "Huoltajan kuuleminen",
    "Kuultu huoltaja vastasi",
    "Huomautus ratkaistu: valinta pysyy voimassa",
)


@pytest.fixture
def dispute():
    """A dispute in which the mother was heard, and the choice stands: all told from 15.3. to 29.3."""
    dispute = Dispute()
    dispute.answered(dispute.hear(on=ASKED), on=ANSWERED)
    dispute.settle(dispute.objection, upholds=False, on=ANSWER_BY, why="")
    return dispute


def told(resident, *, for_staff=True):
    found = queries.story(resident=resident, standings=[], on=date(2017, 4, 1), for_staff=for_staff)
    return [event for event in reversed(found.past) if event.what in WHAT]


@pytest.mark.parametrize("who", ["child", "mother", "father"])
def test_staff_read_on_the_time_line_what_was_disputed_and_by_whom(dispute, who):
    events = told(getattr(dispute, who))

    assert [(event.on, event.what) for event in events] == list(
        zip((CHOSEN, ASKED, ANSWERED, ANSWER_BY), WHAT, strict=True)
    )
    assert dispute.father.list_code in events[0].more
    assert format_code(dispute.choice.receipt_number) in events[0].more
    assert "29.3.2017" in events[1].more
    assert dispute.mother.list_code in events[2].more
    assert "Liian kaukana" not in " ".join(event.more for event in events)


def test_nobody_else_reads_it_there(dispute):
    assert told(dispute.child, for_staff=False) == []
    assert told(a_resident(dispute.strand, None)) == []


def test_the_child_grown_up_reads_in_its_history_that_it_was_objected_to_and_not_by_whom(client, dispute):
    log_in(client, a_login(dispute.child))

    page = client.get(HISTORY).content.decode()

    assert "Huoltajien huomautukset" in page
    assert reverse("vouchers:my-receipt", args=[dispute.choice.pk]) in page
    for secret in ("Liian kaukana", "Matka on lyhyt", dispute.father.full_name):
        assert secret not in page


def test_without_an_objection_the_history_has_no_heading_for_them(client, dispute):
    other = a_resident(dispute.strand, None)
    log_in(client, a_login(other))

    assert "Huoltajien huomautukset" not in client.get(HISTORY).content.decode()


def test_ten_more_hearings_cost_no_more_queries(client, dispute, django_assert_num_queries):
    another = Dispute()
    another.hear()
    log_in(client, another.clerk)
    where = reverse("vouchers:objection", args=[another.objection.pk])
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
        told(another.child)
    for _number in range(10):
        another.hear()

    with django_assert_num_queries(len(few)):
        client.get(where)
        told(another.child)
