"""The page of the terms of notice: whose hold, what nobody has checked, and what they come to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.models import NoticeDraft, NoticeTerms
from pilot.periods import since
from tests.people import a_member, a_pilot, an_organiser, log_in
from tests.terms import terms_that_hold
from tests.vouchers.cast import TODAY, a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ADDRESS = reverse("vouchers:notice-terms")


@pytest.fixture
def organiser(client):
    lead = a_strand().pilot.lead
    log_in(client, a_member("staff", lead))
    client.cookies["language"] = "en"
    return lead


def own_terms(organiser, **fields) -> NoticeTerms:
    given = {"appeal_days": 14, "letter_days": 5, "message_days": 1}
    return terms_that_hold(organiser, date(2017, 1, 1), **given | fields)


def test_the_terms_for_everybody_are_marked_where_nobody_checked_them(client, organiser):
    page = client.get(ADDRESS).content.decode()

    assert "The terms for everybody who has set none" in page
    assert "Source: 434/2003" in page
    # Four numbers, the sections and the mark of secrecy.
    assert page.count("Nobody has checked this value") == 6


def test_what_is_sent_today_is_counted_by_each_way(client, organiser):
    (row,) = client.get(ADDRESS).context["rows"]

    # 15.3.2017 + 7 days = 22.3., + 30 = 21.4. By message 18.3. + 30 = 17.4., Easter Monday, so 18.4. Handed over:
    # 14.4. is Good Friday, and the next day on which offices are open is 18.4.
    found = {example.notice.way.value: example.notice for example in row["examples"]}
    assert {way: (told.received_on, told.appeal_until) for way, told in found.items()} == {
        "post": (date(2017, 3, 22), date(2017, 4, 21)),
        "message": (date(2017, 3, 18), date(2017, 4, 18)),
        "handed": (TODAY, date(2017, 4, 18)),
    }


def test_own_terms_go_before_those_for_everybody(client, organiser):
    own_terms(organiser)

    page = client.get(ADDRESS).content.decode()

    assert "Hallintosääntö 12 §" in page
    assert "5 days" in page
    assert "Nobody has checked" not in page


def test_anothers_terms_are_not_shown(client, organiser):
    own_terms(an_organiser(), source="Toisen hallintosääntö")

    assert "Toisen hallintosääntö" not in client.get(ADDRESS).content.decode()


def test_ten_more_organisers_cost_no_more_questions(client, organiser):
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    pilot = a_pilot(lead=organiser)
    pilot.organisers.set([an_organiser() for _number in range(10)])

    with CaptureQueriesContext(connection) as many:
        assert len(client.get(ADDRESS).context["rows"]) == 11

    assert len(many) == len(few)


def test_the_page_is_read_by_those_who_read_rules_alone(client, organiser):
    assert client.post(ADDRESS).status_code == 405
    for role, status in {"finance": 200, "evaluator": 200, "auditor": 200, "provider": 403}.items():
        log_in(client, a_member(role, organiser))
        assert client.get(ADDRESS).status_code == status
    client.logout()
    assert client.get(ADDRESS).status_code == 302


FORM = {
    "first": "1.5.2017", "appeal_days": "21", "letter_days": "7", "message_days": "3", "closing_hour": "15",
    "source": "Hallintosääntö 12 §", "laws_fi": "Hallintolaki (434/2003) 49 b §",
}  # fmt: skip


def draft_of(client, organiser) -> NoticeDraft:
    client.post(reverse("vouchers:notice-draft-new", args=[organiser.pk]), FORM)
    return NoticeDraft.objects.get()


def test_terms_are_drafted_from_those_that_hold_and_approved_by_another(client, organiser):
    new = reverse("vouchers:notice-draft-new", args=[organiser.pk])
    assert client.get(new).context["form"].initial["appeal_days"] == 30
    assert client.post(new, FORM | {"first": "15.3.2017"}).status_code == 422
    assert client.post(new, FORM | {"source": ""}).status_code == 422
    draft = draft_of(client, organiser)
    here = reverse("vouchers:notice-draft-page", args=[draft.pk])
    approval = reverse("vouchers:notice-draft-approval", args=[draft.pk])
    assert here in client.get(ADDRESS).content.decode()
    assert approval not in client.get(here).content.decode()
    client.post(approval)

    log_in(client, a_member("staff", organiser))
    assert here in client.get(reverse("vouchers:staff-home")).content.decode()
    page = client.get(here)
    # 1.5.2017 + 7 days = 8.5., + 21 = 29.5.
    assert page.context["examples"][0].notice.appeal_until == date(2017, 5, 29)
    assert (approval in page.content.decode(), NoticeTerms.objects.count()) == (True, 1)
    client.post(approval)

    terms = NoticeTerms.objects.get(organiser=organiser)
    assert (terms.period, terms.appeal_days, terms.laws_fi) == (since(date(2017, 5, 1)), 21, FORM["laws_fi"])
    assert client.get(here).status_code == 200


def test_the_terms_of_everybody_are_drafted_by_one_and_approved_by_another_organisers_staff(client, organiser):
    new = reverse("vouchers:notice-draft-new-for-everybody")
    assert new in client.get(ADDRESS).content.decode()
    assert "for every organiser that has none of its own" in client.get(new).content.decode()
    client.post(new, FORM)
    draft = NoticeDraft.objects.get()
    here = reverse("vouchers:notice-draft-page", args=[draft.pk])

    log_in(client, a_member("staff", a_strand().pilot.lead))
    assert here in client.get(ADDRESS).content.decode()
    assert here in client.get(reverse("vouchers:staff-home")).content.decode()
    assert "Everybody who has set none" in client.get(here).content.decode()
    client.post(reverse("vouchers:notice-draft-approval", args=[draft.pk]))

    assert NoticeTerms.objects.of(organiser, date(2017, 4, 30)).appeal_days == 30
    assert NoticeTerms.objects.of(organiser, date(2017, 5, 1)).appeal_days == 21


def test_deeds_about_a_draft_answer_their_questions(client, organiser):
    draft = draft_of(client, organiser)
    pages = [
        reverse("vouchers:notice-draft-new", args=[organiser.pk]),
        reverse("vouchers:notice-draft-page", args=[draft.pk]),
    ]
    for_everybody = reverse("vouchers:notice-draft-new-for-everybody")
    deeds = [reverse(f"vouchers:notice-draft-{deed}", args=[draft.pk]) for deed in ("approval", "discarding")]

    assert [client.get(deed).status_code for deed in deeds] == [405, 405]
    for role, status in (("finance", 403), ("auditor", 403)):
        log_in(client, a_member(role, organiser))
        assert {client.get(page).status_code for page in [*pages, for_everybody]} == {status}
        assert {client.post(deed).status_code for deed in deeds} == {status}
    log_in(client, a_member("staff", a_strand().pilot.lead))
    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(deed).status_code for deed in deeds} == {404}
    log_in(client, a_member("staff", organiser))
    client.post(deeds[1])
    assert not NoticeDraft.objects.exists()
    client.logout()
    assert {client.get(page).status_code for page in pages} == {302}
