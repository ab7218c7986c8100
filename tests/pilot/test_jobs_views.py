import pytest
from django.urls import reverse
from django.utils import timezone

from pilot import jobs
from pilot.models import Job, Membership, OutboxMessage
from pilot.permissions import Permission
from tests.people import a_member, a_pilot, an_organiser, log_in

pytestmark = pytest.mark.django_db


def _nothing(job, progress):
    return None


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(jobs._kinds, "count", jobs.Kind("count", "Counting sheep", _nothing, Permission.ISSUE_VOUCHERS))


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
    row = a_job(clerk, "done", result={"href": "/staff/vouchers/"})

    content = client.get(page(row)).content.decode()

    assert "hx-get=" not in content
    assert 'class="button" href="/staff/vouchers/"' in content


def test_a_job_leads_nobody_to_a_page_that_is_closed_to_them(client, clerk):
    row = a_job(clerk, "done", result={"href": "/finance/months/runs/1/"})

    assert "/finance/months/runs/1/" not in client.get(page(row)).content.decode()

    finance = a_member("finance", clerk.memberships.get().organiser)
    log_in(client, finance)
    assert 'class="button" href="/finance/months/runs/1/"' in client.get(page(row)).content.decode()


def test_a_failed_job_is_started_again(client, clerk):
    row = a_job(clerk, "failed", error="Broken")

    response = client.post(reverse("job-restart", args=[row.pk]))

    assert response["Location"] == page(row)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert OutboxMessage.objects.get().payload == {"job": row.pk}


@pytest.mark.parametrize("role", ["auditor", "evaluator", "finance"])
def test_who_may_not_order_the_job_sees_it_but_does_not_start_it_again(client, role):
    user = a_member(role, an_organiser())
    log_in(client, user)
    row = a_job(user, "failed", error="Broken")

    assert reverse("job-restart", args=[row.pk]) not in client.get(page(row)).content.decode()
    assert client.post(reverse("job-restart", args=[row.pk])).status_code == 403
    row.refresh_from_db()
    assert row.state == "failed"


def test_the_right_to_order_counts_only_where_it_is_held(client):
    here = an_organiser()
    user = a_member("finance", here)
    a_job_of_elsewhere = a_job(a_member("staff", here), "failed", error="Broken")
    Membership.objects.create(user=user, organiser=an_organiser(), role="staff")
    log_in(client, user)

    assert client.get(page(a_job_of_elsewhere)).status_code == 200
    assert client.post(reverse("job-restart", args=[a_job_of_elsewhere.pk])).status_code == 403


def test_a_kind_that_nobody_orders_is_started_again_by_nobody(client, clerk, monkeypatch):
    monkeypatch.setitem(jobs._kinds, "count", jobs.Kind("count", "Counting sheep", _nothing))

    assert client.post(reverse("job-restart", args=[a_job(clerk, "failed").pk])).status_code == 403


def test_a_job_about_a_month_names_it(client, clerk):
    row = a_job(clerk, params={"month": "2017-05"})

    content = client.get(page(row), headers={"Accept-Language": "en"}).content.decode()

    assert "Counting sheep, May 2017" in content


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


def test_every_kind_of_work_says_who_may_start_it_again():
    kinds = {name: found for name, found in jobs._kinds.items() if name != "count" and not name.startswith("test_")}

    assert kinds
    assert [name for name, found in kinds.items() if found.permission is None] == []
