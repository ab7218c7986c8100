"""Staff put several changes in doubt off at once from their list, for a month that the changes stop."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from pilot.calendar import Month
from pilot.models import Role
from registry.models import Postponement, RegisterChange
from tests.people import a_member, log_in
from tests.registry.feed.made import answer, change, died
from tests.vouchers.actions.test_feed import given
from tests.vouchers.cast import a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST, DEED = reverse("vouchers:change-list"), reverse("vouchers:change-postponement")
DOUBT = change("010170-998P", date(2017, 2, 4), died(date(2017, 2, 3)))
ENGLISH = {"accept-language": "en"}
ASKED = {"month": "2017-02", "reason": "No answer yet"}


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def clerk(client, strand):
    user = a_member(Role.STAFF, strand.pilot.lead, language="en")
    log_in(client, user)
    return user


@pytest.fixture
def doubts(strand) -> list[RegisterChange]:
    """One of February, one of 1 March; it is 15 March."""
    for mark, day in ((0, date(2017, 2, 28)), (10, date(2017, 3, 1))):
        given(strand, answer(mark, mark + 10, DOUBT), day)
    return list(RegisterChange.objects.order_by("pk"))


def text_of(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def test_the_month_before_is_offered_first_and_those_since_the_oldest_doubt(client, clerk, doubts):
    form = client.get(LIST).context["form"]

    assert [value for value, _name in form.fields["month"].choices] == ["2017-03", "2017-02"]
    assert form["month"].initial == "2017-02"
    assert client.get(f"{LIST}?month=2017-03").context["form"]["month"].initial == "2017-03"


def test_what_is_ticked_is_put_off_and_its_own_page_says_so(client, clerk, doubts):
    picked = {"change": [doubt.pk for doubt in doubts]}

    page = client.post(DEED, ASKED | picked, follow=True, headers=ENGLISH)

    # What came on 1 March does not stop February.
    assert "1 change is put off for February 2017." in text_of(page)
    assert Postponement.objects.get().change == doubts[0]
    page = client.get(reverse("vouchers:change-page", args=[doubts[0].pk]), headers=ENGLISH)
    assert "No answer yet" in text_of(page).partition("Put off for February 2017")[2]
    assert "February 2017" in text_of(client.get(LIST, headers=ENGLISH)).partition("Put off for")[2]


def test_all_that_stop_the_month_are_put_off_without_a_tick(client, clerk, doubts):
    client.post(DEED, ASKED | {"month": "2017-03", "everything": "on"})

    assert list(Postponement.objects.order_by("change").values_list("change", "month")) == [
        (doubt.pk, Month(2017, 3).first) for doubt in doubts
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"reason": " "}, "Write why the month need not wait"),
        ({"change": []}, "Tick the changes in the list"),
        ({"month": "2017-04"}, "2017-04"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_put_off(client, clerk, doubts, asked, told):
    page = client.post(DEED, ASKED | {"change": [doubts[0].pk]} | asked, headers=ENGLISH)

    assert (page.status_code, told in text_of(page)) == (422, True)
    assert ("checked" in page.content.decode()) == ("change" not in asked)
    assert not Postponement.objects.exists()


def test_what_came_after_the_months_end_is_refused_alone(client, clerk, doubts):
    page = client.post(DEED, ASKED | {"change": [doubts[1].pk]}, headers=ENGLISH)

    assert (page.status_code, "None of these stops the month" in text_of(page)) == (422, True)


def test_putting_off_answers_its_questions(client, clerk, doubts):
    asked = ASKED | {"change": [doubts[0].pk]}
    assert client.get(DEED).status_code == 405
    log_in(client, a_member(Role.STAFF, a_strand().pilot.lead))
    assert client.post(DEED, asked).status_code == 422
    log_in(client, a_member(Role.FINANCE, doubts[0].pilot.lead))
    assert client.post(DEED, asked).status_code == 403
    client.logout()
    assert client.post(DEED, asked).status_code == 302
    assert not Postponement.objects.exists()
