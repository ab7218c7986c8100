"""Staff give a population file on a page, see how far it is, and read what was left out and why."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot import jobs
from pilot.models import AccessLogEntry, Job, Role
from registry.models import RegisterBatch, Resident
from tests.people import a_member, a_pilot, log_in
from tests.registry.population.made import CHILD, FAMILY, PARENT, csv_file
from tests.vouchers.cast import a_strand, noon
from vouchers import actions
from vouchers.views import population

pytestmark = pytest.mark.django_db
LIST = reverse("vouchers:batch-list")


@pytest.fixture
def pilot():
    return a_strand().pilot


@pytest.fixture
def clerk(client, pilot):
    user = a_member(Role.STAFF, pilot.lead, language="en")
    log_in(client, user)
    return user


def page_of(batch: RegisterBatch) -> str:
    return reverse("vouchers:batch-page", args=[batch.pk])


def review_of(batch: RegisterBatch) -> str:
    return reverse("vouchers:batch-review", args=[batch.pk])


def upload(client, pilot, *rows: dict, name: str = "people.csv", content: bytes | None = None):
    file = SimpleUploadedFile(name, csv_file(rows).read() if content is None else content)
    return client.post(LIST, {"pilot": pilot.pk, "file": file})


def a_batch(pilot, *rows: dict) -> RegisterBatch:
    return actions.import_population(
        pilot=pilot, filename="people.csv", source=csv_file(rows), by=None, at=noon(), channel="command"
    )


def test_a_given_file_is_received_and_its_page_shows_the_work(client, clerk, pilot):
    answer = upload(client, pilot, *FAMILY)

    batch = RegisterBatch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(batch))
    assert batch.received_by == clerk
    assert f'id="job-{batch.job_id}"' in client.get(page_of(batch)).content.decode()


def test_the_work_done_the_page_shows_counts_and_reasons(client, clerk, pilot):
    upload(client, pilot, PARENT, CHILD | {"postal_code": "99998"})
    batch = RegisterBatch.objects.get()
    jobs.run(batch.job_id, batch.job.version)

    page = client.get(page_of(batch)).content.decode()

    assert Resident.objects.count() == 1
    assert "99998" in page
    assert "<progress" not in page


def test_while_the_work_goes_on_only_its_part_is_answered(client, clerk, pilot):
    upload(client, pilot, PARENT)
    batch = RegisterBatch.objects.get()
    asking = {"HX-Request": "true", "HX-Target": f"job-{batch.job_id}"}

    part = client.get(page_of(batch), headers=asking)
    jobs.run(batch.job_id, batch.job.version)
    after = client.get(page_of(batch), headers=asking)

    assert part.content.decode().strip().startswith('<div class="progress')
    assert after["HX-Refresh"] == "true"


def test_a_file_that_stops_later_says_why_on_its_page(client, clerk, pilot):
    upload(client, pilot, content=csv_file([PARENT]).read() + b'110188-994N,"Turunen')
    batch = RegisterBatch.objects.get()
    jobs.run(batch.job_id, batch.job.version)

    page = client.get(page_of(batch)).content.decode()

    assert Job.objects.get().error in page
    assert reverse("job", args=[batch.job_id]) in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("people.csv", b""), ("people.pdf", b"%PDF"), ("people.csv", b"\x00"), ("people.csv", b"a;b\n1;2\n")],
)
def test_a_file_that_cannot_be_read_is_the_forms_error(client, clerk, pilot, name, content):
    answer = upload(client, pilot, name=name, content=content)

    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()
    assert not RegisterBatch.objects.exists()


def test_no_file_and_too_large_a_file_are_the_forms_error(client, clerk, pilot, monkeypatch):
    monkeypatch.setattr(population, "MOST_MEGABYTES", 0)

    assert client.post(LIST, {"pilot": pilot.pk}).status_code == 422
    assert upload(client, pilot, PARENT).status_code == 422


def test_the_reasons_are_a_file_too(client, clerk, pilot):
    batch = a_batch(pilot, PARENT, CHILD | {"born_on": "2016-07-32"})

    answer = client.get(f"{page_of(batch)}?format=csv")

    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert [row[:2] for row in rows[1:]] == [["3", "born_on"]]
    assert rows[1][3] == "2016-07-32"


def test_reading_a_batch_is_written_down(client, clerk, pilot):
    batch = a_batch(pilot, PARENT)

    client.get(page_of(batch))

    assert AccessLogEntry.objects.get().group == {"batch": batch.pk, "rows": 1}


def test_the_list_shows_own_pilots_only(client, clerk, pilot):
    own, other = a_batch(pilot, PARENT), a_batch(a_pilot(), PARENT)

    page = client.get(LIST).content.decode()

    assert page_of(own) in page
    assert page_of(other) not in page
    assert client.get(page_of(other)).status_code == 404


def test_a_file_for_anothers_pilot_is_refused(client, clerk):
    assert upload(client, a_pilot(), PARENT).status_code == 422


def test_strangers_see_nothing(client, pilot):
    batch = a_batch(pilot, PARENT)
    assert client.get(LIST).status_code == 302
    log_in(client, a_member(Role.FINANCE, pilot.lead))

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(batch)).status_code == 403
    assert upload(client, pilot, PARENT).status_code == 403


def test_a_batch_page_is_only_read(client, clerk, pilot):
    assert client.post(page_of(a_batch(pilot, PARENT))).status_code == 405
    assert client.delete(LIST).status_code == 405


def test_rows_left_out_wait_until_somebody_says_what_came_of_them(client, clerk, pilot):
    batch, queue = a_batch(pilot, PARENT, CHILD | {"born_on": "x"}), reverse("vouchers:staff-home")
    before = page_of(batch) in client.get(queue).content.decode()

    empty = client.post(review_of(batch), {"note": " "})
    done = client.post(review_of(batch), {"note": "Asked the register"}, follow=True).content.decode()

    batch.refresh_from_db()
    assert (before, empty.status_code, batch.reviewed_by) == (True, 422, clerk)
    assert "Asked the register" in done
    assert page_of(batch) not in client.get(queue).content.decode()


def test_looking_through_twice_changes_nothing(client, clerk, pilot):
    batch = a_batch(pilot, PARENT | {"born_on": "x"})

    for note in ("First", "Second"):
        answer = client.post(review_of(batch), {"note": note})

    batch.refresh_from_db()
    assert (answer.status_code, batch.review_note) == (302, "First")


def test_looking_through_is_for_the_pilots_own_staff(client, clerk, pilot):
    batch, other = a_batch(pilot, PARENT | {"born_on": "x"}), a_batch(a_pilot(), PARENT | {"born_on": "x"})

    assert client.get(review_of(batch)).status_code == 405
    assert client.post(review_of(other), {"note": "Mine?"}).status_code == 404
    log_in(client, a_member(Role.FINANCE, pilot.lead))
    assert client.post(review_of(batch), {"note": "Mine?"}).status_code == 403
    client.logout()
    assert client.post(review_of(batch), {"note": "Mine?"}).status_code == 302
    assert RegisterBatch.objects.filter(reviewed_at=None).count() == 2


def test_a_refused_file_has_to_be_chosen_again_and_the_page_says_so(client, clerk, pilot):
    client.cookies["language"] = "en"
    with_file = upload(client, pilot, name="people.pdf", content=b"%PDF").content.decode()
    without = client.post(LIST, {"pilot": pilot.pk}).content.decode()

    assert "the browser lets go of the file: choose it again" in with_file
    assert "lets go of the file" not in without


def test_ten_more_batches_and_reasons_cost_no_query(client, clerk, pilot):
    batch = a_batch(pilot, PARENT | {"born_on": "x"})
    client.get(LIST)
    with_one = queries_of(client, LIST), queries_of(client, page_of(batch))
    many = a_batch(pilot, *[PARENT | {"born_on": "x", "street": str(number)} for number in range(11)])
    for number in range(9):
        a_batch(pilot, PARENT | {"family_name": f"N{number}", "born_on": "x"})

    assert (queries_of(client, LIST), queries_of(client, page_of(many))) == with_one


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
