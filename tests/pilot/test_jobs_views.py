import pytest
from django.urls import reverse
from django.utils import timezone

from pilot import jobs
from pilot.models import Job, OutboxMessage
from tests.people import a_member, a_pilot, an_organiser, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(jobs._kinds, "count", jobs.Kind("count", "Counting sheep", lambda job, progress: None))


@pytest.fixture
def clerk(client):
    user = a_member("staff", an_organiser())
    log_in(client, user)
    return user


def a_job(by, state="running", **fields) -> Job:
    ended = timezone.now() if state in ("done", "failed") else None
    pilot = a_pilot(lead=by.memberships.get().organiser)
    return Job.objects.create(kind="count", pilot=pilot, started_by=by, state=state, ended_at=ended, **fields)


def page(row: Job) -> str:
    return reverse("job", args=[row.pk])


def test_the_page_shows_progress_and_asks_again_while_it_runs(client, clerk):
    content = client.get(page(a_job(clerk, done=3, total=9))).content.decode()

    assert "Counting sheep" in content
    assert 'value="3" max="9"' in content
    assert "hx-get=" in content


def test_a_fragment_is_the_part_that_changes(client, clerk):
    content = client.get(page(a_job(clerk)), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in content
    assert "<progress" in content


def test_an_ended_job_is_not_asked_about_and_leads_on(client, clerk):
    row = a_job(clerk, "done", result={"href": "/staff/there/"})

    content = client.get(page(row)).content.decode()

    assert "hx-get=" not in content
    assert 'href="/staff/there/"' in content


def test_a_failed_job_is_started_again(client, clerk):
    row = a_job(clerk, "failed", error="Broken")

    response = client.post(reverse("job-restart", args=[row.pk]))

    assert response["Location"] == page(row)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert OutboxMessage.objects.get().payload == {"job": row.pk}


def test_a_running_job_is_not_started_again(client, clerk):
    row = a_job(clerk)

    assert client.post(reverse("job-restart", args=[row.pk]), follow=True).status_code == 200
    assert not OutboxMessage.objects.exists()


def test_wrong_methods(client, clerk):
    row = a_job(clerk)

    assert client.post(page(row)).status_code == 405
    assert client.get(reverse("job-restart", args=[row.pk])).status_code == 405


def test_anonymous_people_go_to_the_log_in(client):
    row = a_job(a_member("staff", an_organiser()))

    assert client.get(page(row)).status_code == 302
    assert client.post(reverse("job-restart", args=[row.pk])).status_code == 302


def test_another_organisers_job_is_not_found(client, clerk):
    foreign = a_job(a_member("staff", an_organiser()), "failed")

    assert client.get(page(foreign)).status_code == 404
    assert client.post(reverse("job-restart", args=[foreign.pk])).status_code == 404
