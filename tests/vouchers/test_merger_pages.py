"""The pages about two records of one person: proposed by one, confirmed by another, and waiting in the work queue."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import Merger, Protection, Resident
from tests.billing.stage import NEW_YEAR, a_resident, a_stage
from tests.people import a_member, an_organiser, log_in

pytestmark = pytest.mark.django_db
REASON = {"reason": "Sama nimi ja syntymäaika, kaksi kertaa tiedostossa"}


@pytest.fixture
def stage():
    stage = a_stage()
    stage.residents.append(a_resident(stage, date(1950, 3, 1), stage.areas[1], None))
    return stage


@pytest.fixture
def staff(stage):
    return a_member("staff", stage.organiser)


def draft(stage, other: str | None = None) -> str:
    other = stage.residents[3].list_code if other is None else other
    return reverse("vouchers:merger-draft", args=[stage.residents[0].pk]) + f"?other={other}"


def page(name: str, merger: Merger) -> str:
    return reverse(f"vouchers:merger-{name}", args=[merger.pk])


def propose(client, stage) -> Merger:
    client.post(draft(stage), REASON | {"survivor": stage.residents[0].pk})
    return Merger.objects.get()


def test_one_proposes_and_another_confirms(client, stage, staff):
    log_in(client, staff)
    assert (
        draft(stage).partition("?")[0]
        in client.get(reverse("vouchers:resident-detail", args=[stage.residents[0].pk])).content.decode()
    )
    merger = propose(client, stage)

    client.post(page("confirmation", merger))
    assert Merger.objects.open().get() == merger
    log_in(client, a_member("staff", stage.organiser))
    assert page("page", merger) in client.get(reverse("vouchers:staff-home")).content.decode()
    assert page("confirmation", merger) in client.get(page("page", merger)).content.decode()
    client.post(page("confirmation", merger))

    absorbed = Resident.objects.get(pk=stage.residents[3].pk)
    assert absorbed.merged_into == stage.residents[0]
    assert page("page", merger) not in client.get(reverse("vouchers:staff-home")).content.decode()
    told = client.get(reverse("vouchers:resident-detail", args=[absorbed.pk])).content.decode()
    assert reverse("vouchers:resident-detail", args=[stage.residents[0].pk]) in told
    assert reverse("vouchers:resident-choice", args=[absorbed.pk]) not in told


def test_the_other_record_may_be_the_one_that_goes_on(client, stage, staff):
    log_in(client, staff)

    client.post(draft(stage), REASON | {"survivor": stage.residents[3].pk})

    assert Merger.objects.get().absorbed == stage.residents[0]


def test_a_proposal_is_withdrawn(client, stage, staff):
    log_in(client, staff)
    merger = propose(client, stage)

    client.post(page("withdrawal", merger))

    merger.refresh_from_db()
    assert merger.withdrawn_by == staff
    assert page("confirmation", merger) not in client.get(page("page", merger)).content.decode()


@pytest.mark.parametrize("other", ["", "R9999999", "itself"])
def test_an_unknown_list_code_is_told(client, stage, staff, other):
    log_in(client, staff)

    answer = client.get(draft(stage, stage.residents[0].list_code if other == "itself" else other))

    assert answer.status_code == 422
    assert not answer.context["form"]


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"survivor": "1000000"}])
def test_a_wrong_proposal_is_told_and_kept_nowhere(client, stage, staff, wrong):
    log_in(client, staff)

    answer = client.post(draft(stage), REASON | {"survivor": stage.residents[0].pk} | wrong)

    assert answer.status_code == 422
    assert not Merger.objects.exists()


def test_a_refusal_is_told_on_the_form(client, stage, staff):
    log_in(client, staff)
    propose(client, stage)

    answer = client.post(draft(stage), REASON | {"survivor": stage.residents[0].pk})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_where_somebody_under_non_disclosure_lives_is_not_compared(client, stage, staff):
    Protection.objects.create(resident=stage.residents[3], period=since(NEW_YEAR))
    log_in(client, staff)

    told = client.get(draft(stage)).content.decode()

    assert "Kuokkala" not in told
    looks = AccessLogEntry.objects.filter(what="merger").values_list("resident_id", flat=True)
    assert set(looks) == {stage.residents[0].pk, stage.residents[3].pk}


def test_others_see_nothing(client, stage, staff):
    log_in(client, staff)
    merger = propose(client, stage)
    pages = [draft(stage), page("page", merger)]
    deeds = [page("confirmation", merger), page("withdrawal", merger)]

    assert [client.get(deed).status_code for deed in deeds] == [405, 405]
    log_in(client, a_member("staff", an_organiser()))
    assert [client.get(one).status_code for one in pages] == [404, 404]
    assert [client.post(one).status_code for one in deeds] == [404, 404]
    log_in(client, a_member("finance", stage.organiser))
    assert [client.get(one).status_code for one in pages] == [403, 403]
    client.logout()
    assert [client.get(one).status_code for one in pages] == [302, 302]
