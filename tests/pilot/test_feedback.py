"""Feedback on accessibility: its form for everybody, the law's two weeks, and the staff's answer."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from pilot import feedback as actions
from pilot.models import AuditEvent, Feedback, OutboxMessage
from tests.people import a_member, a_pilot, an_organiser, log_in

pytestmark = pytest.mark.django_db
# A quarter past midnight in Helsinki, still the day before in UTC.
RECEIVED = datetime(2017, 3, 14, 22, 15, tzinfo=UTC)


def given(organiser, **fields) -> Feedback:
    values = {"text": "Kontrasti on heikko", "page": "/sites/", "email": "", "language": "fi", "key": uuid.uuid4()}
    return actions.give_feedback(organiser=organiser, at=RECEIVED, by=None, **values | fields)


@pytest.fixture
def organiser():
    return a_pilot().lead


def test_the_two_weeks_are_counted_in_helsinki_and_end_with_their_last_day(organiser):
    row = given(organiser)

    assert row.answer_by == date(2017, 3, 29)
    assert row.standing_on(date(2017, 3, 29)) == "open"
    assert row.standing_on(date(2017, 3, 30)) == "overdue"


def test_the_same_form_sent_twice_is_one_feedback_with_one_event(organiser):
    key = uuid.uuid4()

    assert given(organiser, key=key) == given(organiser, key=key)
    assert [event.kind for event in AuditEvent.objects.all()] == ["feedback_given"]


def test_an_answer_goes_by_e_mail_in_the_language_of_the_feedback_once(organiser):
    row, staff = given(organiser, email="aino@example.fi", language="sv"), a_member("staff", organiser)

    actions.answer_feedback(feedback=row, answer="Tack, vi har rättat det.", by=staff, at=RECEIVED + timedelta(days=1))
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_feedback(feedback=row, answer="Igen", by=staff, at=RECEIVED + timedelta(days=2))

    (message,) = OutboxMessage.objects.filter(kind="email")
    assert message.payload["to"] == "aino@example.fi"
    assert "Svar" in message.payload["subject"]
    assert [event.kind for event in AuditEvent.objects.order_by("pk")] == ["feedback_given", "feedback_answered"]


def test_without_an_address_the_answer_is_kept_and_not_sent(organiser):
    row = actions.answer_feedback(
        feedback=given(organiser), answer="Korjattu", by=a_member("staff", organiser), at=RECEIVED
    )

    assert (row.answer, OutboxMessage.objects.filter(kind="email").count()) == ("Korjattu", 0)


@pytest.mark.parametrize("values", [{"answered_at": RECEIVED}, {"answer": "Korjattu"}, {"text": ""}])
def test_the_database_refuses_half_an_answer_and_empty_words(organiser, values):
    row = given(organiser)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=row.pk).update(**values)


def test_the_database_keeps_what_was_answered(organiser):
    row = given(organiser)
    actions.answer_feedback(feedback=row, answer="Korjattu", by=a_member("staff", organiser), at=RECEIVED)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Feedback.objects.filter(pk=row.pk).update(answer="Muuta")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_anybody_gives_feedback_without_logging_in_and_reads_its_number(client, organiser, language):
    client.cookies["language"] = language
    key = str(client.get("/feedback/").context["form"]["key"].value())

    page = client.post("/feedback/", {"text": "Näppäimistö jumittuu", "email": "a@example.fi", "key": key}, follow=True)

    row = Feedback.objects.get()
    assert (row.language, row.organiser, str(row.key)) == (language, organiser, key)
    assert str(row.number) in page.content.decode()


@pytest.mark.parametrize("text", ["", "Tunnukseni on 010190-999P", "x" * 4001])
def test_bad_feedback_is_sent_back_with_what_was_typed(client, organiser, text):
    page = client.post("/feedback/", {"text": text, "email": "a@example.fi", "key": str(uuid.uuid4())})

    assert (page.status_code, Feedback.objects.count()) == (422, 0)
    assert "a@example.fi" in page.content.decode()


def test_staff_answer_from_the_queue_and_see_what_is_overdue(client, organiser):
    row = given(organiser)
    log_in(client, a_member("staff", organiser))
    assert "status--attention" in client.get(reverse("feedback-list")).content.decode()
    assert reverse("feedback-page", args=[row.pk]) in client.get(reverse("vouchers:staff-home")).content.decode()

    assert client.post(reverse("feedback-page", args=[row.pk]), {"answer": ""}).status_code == 422
    client.post(reverse("feedback-page", args=[row.pk]), {"answer": "Korjattu"})

    row.refresh_from_db()
    assert row.answer == "Korjattu"
    assert "Korjattu" in client.get(reverse("feedback-page", args=[row.pk])).content.decode()


@pytest.mark.parametrize(("who", "status"), [("nobody", 302), ("finance", 403), ("stranger", 404)])
def test_the_queue_is_closed_to_others(client, organiser, who, status):
    row = given(organiser)
    if who == "finance":
        log_in(client, a_member("finance", organiser))
    if who == "stranger":
        log_in(client, a_member("staff", an_organiser()))

    assert client.get(reverse("feedback-page", args=[row.pk])).status_code == status
    assert client.delete(reverse("feedback-page", args=[row.pk])).status_code == 405
    assert client.post(reverse("feedback-list")).status_code == 405


def test_ten_more_cost_no_more_queries(client, organiser, django_assert_num_queries, django_assert_max_num_queries):
    given(organiser)
    log_in(client, a_member("staff", organiser))
    client.get(reverse("feedback-list"))
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("feedback-list"))
    for _number in range(10):
        given(organiser)

    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse("feedback-list"))
