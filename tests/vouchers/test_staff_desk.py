from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot import jobs
from pilot.models import Job
from pilot.periods import between, since
from providers.models import Approval, ApprovalProposal, ListCap
from registry.models import RegisterBatch
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import LONG_AGO, TODAY, a_login, a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.pages import text
from vouchers.models import SiteClosing, Voucher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HOME, VOUCHERS, SITES, JOBS = (
    reverse(f"vouchers:{name}") for name in ("staff-home", "voucher-list", "site-desk-list", "job-list")
)


def test_the_front_page_counts_what_waits(client, clerk, strand, area):
    chosen(a_resident(strand, area), strand, a_site(strand))
    a_site(strand, places=0)
    failed = Job.objects.create(
        kind="issue_vouchers", pilot=strand.pilot, state="failed", ended_at=noon(), error="Broken"
    )
    running = Job.objects.create(kind="issue_vouchers", pilot=strand.pilot, state="running", done=3, total=9)
    RegisterBatch.objects.create(
        pilot=strand.pilot,
        filename="people.csv",
        sha256="",
        content=b"",
        received_at=noon(),
        rejected=4,
        rows=4,
        state="loaded",
    )

    response = client.get(HOME)

    page = text(response)
    row = response.context["strands"][0]
    assert (row["vouchers"].waiting, row["vouchers"].eligible, row["choices"], row["full"]) == (1, 1, 1, 1)
    for job in (failed, running):
        assert reverse("job", args=[job.pk]) in page
    assert "people.csv" in page


def test_staff_of_a_new_organiser_get_pages_that_say_so(client):
    from tests.people import an_organiser

    log_in(client, a_member("staff", an_organiser()))

    for address in (HOME, VOUCHERS, SITES, JOBS):
        assert (address, '<div class="empty">' in text(client.get(address))) == (address, True)


def test_vouchers_are_given_by_a_job(client, clerk, strand, area):
    resident = a_resident(strand, area)
    address = reverse("vouchers:voucher-issue", args=[strand.pk])

    response = client.post(address, {f"strand-{strand.pk}-on": "15.3.2017"})
    job = Job.objects.get()
    jobs.run(job.pk, job.version)

    assert response["Location"] == reverse("job", args=[job.pk])
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    assert job.result == {"issued": 1, "href": VOUCHERS}
    assert resident.list_code in text(client.get(VOUCHERS))


@pytest.mark.parametrize("typed", ["", "31.2.2017", "1.1.2020"])
def test_a_wrong_day_gives_no_vouchers_and_stays_in_the_form(client, clerk, strand, area, typed):
    a_resident(strand, area)

    response = client.post(reverse("vouchers:voucher-issue", args=[strand.pk]), {f"strand-{strand.pk}-on": typed})

    assert "error-summary" in text(response, status=422)
    assert f'value="{typed}"' in text(response, status=422) or not typed
    assert not Job.objects.exists()


def test_ten_more_vouchers_cost_no_more_queries(client, clerk, strand, area, django_assert_num_queries):
    def give(number):
        for place in range(number):
            resident = a_resident(strand, area)
            Voucher.objects.create(
                resident=resident,
                strand=strand,
                number=f"{number}-{place}",
                period=since(TODAY),
                issued_at=noon(),
            )

    give(1)
    client.get(VOUCHERS)
    with CaptureQueriesContext(connection) as few:
        client.get(VOUCHERS)
    give(10)

    with django_assert_num_queries(len(few)):
        client.get(VOUCHERS)


def test_sites_are_listed_with_cap_list_and_approval(client, clerk, strand, area, django_assert_num_queries):
    site = a_site(strand, places=7)
    chosen(a_resident(strand, area), strand, site, on=date(2017, 1, 10))
    client.get(SITES)
    with CaptureQueriesContext(connection) as few:
        page = text(client.get(SITES))
    for _number in range(10):
        a_site(strand)

    assert site.name_fi in page
    with django_assert_num_queries(len(few)):
        client.get(SITES)


def desk(site):
    return reverse("vouchers:site-desk", args=[site.slug])


def send(client, site, deed, **values):
    return client.post(
        reverse(f"vouchers:site-{deed}", args=[site.slug]), {f"{deed}-{name}": value for name, value in values.items()}
    )


def test_a_cap_is_set_from_a_day_and_an_earlier_one_ends_there(client, clerk, strand):
    site = a_site(strand, places=7)

    for first, places in (("1.5.2017", 9), ("1.4.2017", 8)):
        assert send(client, site, "cap", places=places, first=first)["Location"].startswith(desk(site))

    assert [(cap.places, cap.period.lower, cap.period.upper) for cap in ListCap.objects.order_by("period")] == [
        (7, LONG_AGO, date(2017, 4, 1)),
        (8, date(2017, 4, 1), None),
    ]


def test_a_cap_is_lifted_by_a_tick_and_not_by_an_empty_field(client, clerk, strand):
    site = a_site(strand, places=7)
    assert send(client, site, "cap", places="", first="1.4.2017").status_code == 422
    assert send(client, site, "cap", places="9", first="1.4.2017", is_lifted="on").status_code == 422

    assert send(client, site, "cap", places="", first="1.4.2017", is_lifted="on").status_code == 302

    assert [cap.period.upper for cap in ListCap.objects.all()] == [date(2017, 4, 1)]


@pytest.mark.parametrize(
    "values",
    [{"places": "-1", "first": "1.4.2017"}, {"places": "many", "first": "1.4.2017"}, {"places": "5", "first": ""}],
)
def test_a_wrong_cap_changes_nothing_and_keeps_what_was_typed(client, clerk, strand, values):
    site = a_site(strand)

    page = text(send(client, site, "cap", **values), status=422)

    assert "error-summary" in page
    assert f'value="{values["places"]}"' in page
    assert not ListCap.objects.exists()


def test_a_closing_is_counted_proposed_and_approved_by_another(client, clerk, strand, area):
    site = a_site(strand)
    chosen(a_resident(strand, area), strand, site, on=date(2017, 1, 10))
    chosen(a_resident(strand, area), strand, site)

    counted = send(client, site, "closing", closes_on="1.4.2017")
    assert (counted.context["effect"].on_list, counted.context["effect"].coming) == (1, 1)
    assert Approval.objects.get(site=site).period.upper is None
    done = send(client, site, "closing", closes_on="1.4.2017", is_confirmed="on")

    assert done["Location"].startswith(desk(site))
    assert Approval.objects.get(site=site).period.upper is None
    approval = reverse("vouchers:site-closing-approval", args=[SiteClosing.objects.get().pk])
    assert approval not in text(client.get(desk(site)))
    log_in(client, a_member("staff", strand.pilot.lead))
    assert desk(site) in text(client.get(HOME))
    waiting = client.get(desk(site))
    assert approval in text(waiting)
    assert (waiting.context["effect"].on_list, waiting.context["effect"].coming) == (1, 1)

    client.post(approval)

    assert Approval.objects.get(site=site).period.upper == date(2017, 4, 1)
    assert not site.enrolments.filter(period__contains=date(2017, 4, 5)).exists()


def test_deeds_about_a_closing_answer_their_questions(client, clerk, strand):
    site = a_site(strand)
    send(client, site, "closing", closes_on="1.4.2017", is_confirmed="on")
    pk = SiteClosing.objects.get().pk
    deeds = [reverse(f"vouchers:site-closing-{deed}", args=[pk]) for deed in ("approval", "withdrawal")]

    assert [client.get(deed).status_code for deed in deeds] == [405, 405]
    log_in(client, a_member("staff", an_organiser()))
    assert [client.post(deed).status_code for deed in deeds] == [404, 404]
    log_in(client, a_member("finance", strand.pilot.lead))
    assert [client.post(deed).status_code for deed in deeds] == [403, 403]
    log_in(client, clerk)
    client.post(deeds[0])
    assert SiteClosing.objects.waiting().exists()
    client.post(deeds[1])
    assert not SiteClosing.objects.waiting().exists()
    client.logout()
    assert [client.post(deed).status_code for deed in deeds] == [302, 302]


@pytest.fixture
def closed_site(strand):
    site = a_site(strand)
    Approval.objects.update(period=between(LONG_AGO, TODAY))
    return site


def test_a_closed_site_is_approved_anew_by_another_and_not_twice(client, clerk, strand, closed_site):
    done = send(client, closed_site, "approval", first="1.5.2017", decision_number="§ 12")
    again = send(client, closed_site, "approval", first="1.6.2017", decision_number="§ 13")

    assert done["Location"].startswith(desk(closed_site))
    assert "error-summary" in text(again, status=422)
    approval = reverse("vouchers:site-approval-approval", args=[ApprovalProposal.objects.get().pk])
    assert approval not in text(client.get(desk(closed_site)))
    log_in(client, a_member("staff", strand.pilot.lead))
    assert desk(closed_site) in text(client.get(HOME))
    waiting = text(client.get(desk(closed_site)))
    assert (approval in waiting, "§ 12" in waiting, "§ 13" in waiting) == (True, True, False)
    assert Approval.objects.filter(site=closed_site).count() == 1

    client.post(approval)

    assert Approval.objects.filter(site=closed_site).latest("pk").period == since(date(2017, 5, 1))


def test_deeds_about_an_approval_answer_their_questions(client, clerk, strand, closed_site):
    send(client, closed_site, "approval", first="1.5.2017")
    pk = ApprovalProposal.objects.get().pk
    deeds = [reverse(f"vouchers:site-approval-{deed}", args=[pk]) for deed in ("approval", "withdrawal")]

    assert [client.get(deed).status_code for deed in deeds] == [405, 405]
    log_in(client, a_member("staff", an_organiser()))
    assert [client.post(deed).status_code for deed in deeds] == [404, 404]
    log_in(client, a_member("finance", strand.pilot.lead))
    assert [client.post(deed).status_code for deed in deeds] == [403, 403]
    log_in(client, clerk)
    client.post(deeds[0])
    assert ApprovalProposal.objects.waiting().exists()
    client.post(deeds[1])
    assert not ApprovalProposal.objects.waiting().exists()
    client.logout()
    assert [client.post(deed).status_code for deed in deeds] == [302, 302]


def test_a_home_site_does_not_close(client, clerk, strand, area):
    page = text(send(client, area.home_site, "closing", closes_on="1.4.2017", is_confirmed="on"), status=422)

    assert "error-summary" in page


def test_a_site_that_was_never_approved_has_its_page(client, clerk, strand):
    site = a_site(strand)
    Approval.objects.all().delete()

    assert site.name_fi in text(client.get(desk(site)))


def every_page(strand, site):
    return [
        ("get", HOME),
        ("get", VOUCHERS),
        ("get", SITES),
        ("post", reverse("vouchers:voucher-issue", args=[strand.pk])),
        ("get", desk(site)),
        *(("post", reverse(f"vouchers:site-{deed}", args=[site.slug])) for deed in ("approval", "cap", "closing")),
    ]


def test_staff_pages_are_for_their_own_staff(client, strand, area):
    pages = every_page(strand, a_site(strand))

    for method, address in [*pages, ("get", JOBS)]:
        assert "/account/" in getattr(client, method)(address)["Location"]
    log_in(client, a_login(a_resident(strand, area)))
    for method, address in [*pages, ("get", JOBS)]:
        assert getattr(client, method)(address).status_code == 403
    log_in(client, a_member("staff", a_strand().pilot.lead))
    for method, address in pages[3:]:
        assert getattr(client, method)(address).status_code == 404


def test_wrong_methods(client, clerk, strand):
    for method, address in [*every_page(strand, a_site(strand)), ("get", JOBS)]:
        wrong = "post" if method == "get" else "get"
        assert getattr(client, wrong)(address).status_code == 405


def test_ten_more_jobs_cost_no_more_queries(client, clerk, strand, django_assert_num_queries):
    def start(number):
        for _place in range(number):
            Job.objects.create(kind="issue_vouchers", pilot=strand.pilot, started_by=clerk)

    start(1)
    client.get(JOBS)
    with CaptureQueriesContext(connection) as few:
        client.get(JOBS)
    start(10)

    with django_assert_num_queries(len(few)):
        client.get(JOBS)
