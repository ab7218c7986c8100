"""The staff's page of reminders: rules are set and taken away, and whose turn it is is told before anything is sent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import a_member, an_organiser, log_in
from tests.vouchers.actions.test_reminding import by_post, with_voucher
from tests.vouchers.cast import an_area
from vouchers.models import Reminder, ReminderRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HERE = reverse("vouchers:reminder-rules")
NONE = {"unused": "", "last_choice": "", "regret": "", "closing": ""}


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    return user


def of(strand) -> str:
    return reverse("vouchers:reminder-rules-strand", args=[strand.pk])


def shown(client, strand) -> dict[str, int]:
    """Return what the page counts when it is asked to."""
    assert {row.today for row in client.get(HERE).context["rows"][0][1]} == {None}
    ((_strand, rows, _is_counted),) = client.get(HERE, {"count": strand.pk}).context["rows"]
    return {row.kind.value: row.today for row in rows}


def test_a_rule_is_set_and_the_page_tells_whose_turn_it_is_before_anybody_is_reminded(client, strand, staff):
    area = an_area(strand)
    with_voucher(strand, area)
    by_post(strand, area)
    assert shown(client, strand) == {"unused": 0, "last_choice": 0, "regret": 0, "closing": 0}

    answer = client.post(of(strand), NONE | {"unused": "0"})

    assert answer["Location"] == HERE
    assert ReminderRule.objects.get().set_by == staff
    assert shown(client, strand)["unused"] == 2
    assert not Reminder.objects.exists()
    client.post(of(strand), NONE)
    assert shown(client, strand)["unused"] == 0


@pytest.mark.parametrize("wrong", ["-1", "many", "400"])
def test_wrong_days_are_told_and_change_nothing(client, strand, staff, wrong):
    assert client.post(of(strand), NONE | {"regret": "3", "unused": wrong}).status_code == 422
    assert not ReminderRule.objects.exists()


def test_reminders_are_staffs_of_their_own_pilots(client, strand):
    assert client.get(HERE).status_code == 302
    log_in(client, a_member("staff", an_organiser()))
    assert client.get(of(strand)).status_code == 404
    assert client.post(of(strand), NONE | {"unused": "1"}).status_code == 404
    log_in(client, a_member("finance", strand.pilot.lead))
    assert [client.get(one).status_code for one in (HERE, of(strand))] == [403, 403]
    assert not ReminderRule.objects.exists()


def test_more_residents_cost_no_more_queries(client, strand, staff):
    area = an_area(strand)
    client.post(of(strand), NONE | {"unused": "0"})
    counts = []
    for _number in range(2):
        with_voucher(strand, area)
        with CaptureQueriesContext(connection) as asked:
            client.get(HERE, {"count": strand.pk})
        counts.append(len(asked))

    assert counts[0] == counts[1]
