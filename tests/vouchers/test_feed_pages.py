"""Staff see what the change feed told, what is missing and what is in doubt, and settle it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from pilot import jobs
from pilot.models import AuditEvent, Role
from registry.models import FeedAnswer, RegisterChange
from tests.people import a_member, a_pilot, log_in
from tests.registry.feed.made import address, answer, change, died, secret
from tests.residents import CODE
from tests.vouchers.actions.test_feed import given, known
from tests.vouchers.cast import a_resident, a_strand, an_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST, DOUBTS = reverse("vouchers:feed-list"), reverse("vouchers:change-list")
DIED = change(CODE, date(2017, 2, 4), died(date(2017, 2, 3)))
DOUBT = change("010170-998P", date(2017, 2, 4), died(date(2017, 2, 3)))
ENGLISH = {"accept-language": "en"}
LAST_HEARD = date(2017, 3, 5)


@pytest.fixture
def clerk(client, strand):
    user = a_member(Role.STAFF, strand.pilot.lead, language="en")
    log_in(client, user)
    return user


def page_of(row: RegisterChange, name: str = "page") -> str:
    return reverse(f"vouchers:change-{name}", args=[row.pk])


def upload(client, strand, content: bytes, pilot=None):
    file = SimpleUploadedFile("answer.json", content)
    return client.post(LIST, {"pilot": (pilot or strand.pilot).pk, "file": file}, follow=True, headers=ENGLISH)


def shown(client, path: str) -> str:
    return client.get(path, headers=ENGLISH).content.decode()


def test_a_file_is_carried_out_by_its_job_and_given_again_says_so(client, clerk, strand):
    resident = known(a_resident(strand, an_area(strand)), CODE)
    assert "carried out in their order" in upload(client, strand, answer(0, 10, DIED, DOUBT)).content.decode()
    taken = FeedAnswer.objects.get()
    assert f'id="job-{taken.job_id}"' in shown(client, reverse("vouchers:feed-answer", args=[taken.pk]))
    jobs.run(taken.job_id, taken.job.version)

    again = upload(client, strand, answer(0, 10, DIED, DOUBT)).content.decode()

    resident.refresh_from_db()
    assert resident.died_on == date(2017, 2, 3)
    assert "This file was taken in before. Nothing was changed." in again
    assert "Nobody here has this identity code, and neither name nor home is told" in again
    assert "<progress" not in again
    assert AuditEvent.objects.filter(kind="feed_answer_received").count() == 1


def test_half_a_file_none_and_one_for_anothers_pilot_are_the_forms_error(client, clerk, strand):
    assert "cut off" in upload(client, strand, answer(0, 10, DIED)[:-9]).content.decode()
    assert client.post(LIST, {"pilot": strand.pilot.pk}).status_code == 422
    assert upload(client, strand, answer(0, 10), a_pilot()).status_code == 422
    assert not FeedAnswer.objects.exists()


def test_ten_days_of_silence_a_lost_file_and_doubts_are_told_on_the_front_page_and_here(client, clerk, strand):
    given(strand, answer(0, 10, change(CODE, date(2017, 2, 1), secret(True))), LAST_HEARD)
    given(strand, answer(20, 30, change(CODE, date(2017, 2, 12), secret(True))), LAST_HEARD)

    for page in (shown(client, LIST), shown(client, reverse("vouchers:staff-home"))):
        # It is 15 March.
        assert "The register has said nothing for 10 days." in page
        assert "between 1.2.2017 and 12.2.2017 are missing: from mark 10 to 20." in " ".join(strip_tags(page).split())
        assert DOUBTS in page


def test_an_answer_that_has_more_to_come_ends_no_silence_and_one_of_today_does(client, clerk, strand):
    given(strand, answer(0, 10), LAST_HEARD)
    given(strand, answer(10, 20, more=True), date(2017, 3, 15))
    assert "said nothing for 10 days" in shown(client, LIST)

    given(strand, answer(20, 30), date(2017, 3, 15))
    page = shown(client, LIST)
    assert "Nothing is missing." in page
    assert "said nothing" not in page + shown(client, reverse("vouchers:staff-home"))


def test_a_doubt_is_tried_again_and_leaves_the_queue(client, clerk, strand):
    given(strand, answer(0, 10, DOUBT))
    row = RegisterChange.objects.get()
    assert "010170-998P" in shown(client, page_of(row))
    assert "still cannot" in client.post(page_of(row, "trial"), follow=True, headers=ENGLISH).content.decode()

    known(a_resident(strand, an_area(strand)), "010170-998P")
    client.post(page_of(row, "trial"))

    row.refresh_from_db()
    assert row.outcome == "applied"
    assert page_of(row) not in shown(client, DOUBTS)
    assert client.post(page_of(row, "trial"), follow=True).status_code == 200


def test_a_doubt_is_settled_by_hand_with_words_and_what_was_received_goes(client, clerk, strand):
    given(strand, answer(0, 10, DOUBT))
    row = RegisterChange.objects.get()
    assert client.post(page_of(row, "settlement"), {"note": " "}).status_code == 422

    client.post(page_of(row, "settlement"), {"note": "Moved to another county long ago"})

    row.refresh_from_db()
    assert (row.outcome, row.settled_by, row.payload) == ("settled", clerk, {})
    assert AuditEvent.objects.get(kind="change_settled").reason == "Moved to another county long ago"
    assert "010170-998P" not in shown(client, page_of(row))


def test_where_somebody_protected_lives_is_not_on_the_page(client, clerk, strand):
    resident = known(a_resident(strand, an_area(strand)), CODE)
    given(strand, answer(0, 10, change(CODE, date(2017, 2, 1), secret(True))))
    first = resident.residences.get().moved_on
    given(strand, answer(10, 20, change(CODE, date(2017, 2, 4), address(first, "99870"))))
    row = RegisterChange.objects.get(outcome="doubt")

    page = shown(client, page_of(row))

    assert row.because == "before_first_residence"
    assert "99870" not in page
    assert "Uusikatu" not in page


def test_where_a_stranger_lives_who_is_told_to_be_protected_is_not_on_the_page_either(client, clerk, strand):
    for code, groups in ((CODE, [secret(True)]), ("010170-998P", [])):
        given(strand, answer(None, 10, change(code, date(2017, 2, 1), address(date(2017, 2, 1), "99870"), *groups)))
    hidden, open_one = RegisterChange.objects.filter(matter="home").order_by("pk")

    assert "99870" not in shown(client, page_of(hidden))
    assert "99870" in shown(client, page_of(open_one))


def test_anothers_files_and_changes_are_not_found(client, clerk, strand):
    other = a_strand()
    given(other, answer(0, 10, DOUBT))
    row = RegisterChange.objects.get()

    for path in (reverse("vouchers:feed-answer", args=[row.answer_id]), page_of(row)):
        assert client.get(path).status_code == 404
    for name in ("trial", "settlement"):
        assert client.post(page_of(row, name), {"note": "Mine"}).status_code == 404
        assert client.get(page_of(row, name)).status_code == 405
    assert page_of(row) not in shown(client, DOUBTS)
    assert not shown(client, LIST).count("answer.json")


@pytest.mark.parametrize("path", [LIST, DOUBTS])
def test_more_rows_cost_no_more_queries(client, clerk, strand, path):
    given(strand, answer(0, 10, DOUBT))
    shown(client, path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(client, path)
    for mark in range(1, 6):
        given(strand, answer(mark * 10, mark * 10 + 10, DOUBT))
    with CaptureQueriesContext(connection) as many:
        shown(client, path)

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("told", "precision", "said"),
    [
        ("2017-02-03", "PAIVA", "3.2.2017"),
        ("2017-02-00", "KUUKAUSI", "February 2017"),
        ("2017-00-00", "VUOSI", "2017"),
        ("2017-02-31", "PAIVA", "2017-02-31"),
    ],
)
def test_a_day_of_death_is_written_as_exactly_as_it_is_known(client, clerk, strand, told, precision, said):
    taken = given(strand, answer(0, 10, change("010170-998P", date(2017, 2, 4), died(told, precision))))

    page = shown(client, page_of(taken.told.get()))

    assert f"Day of death{said} " in " ".join(strip_tags(page).split())
