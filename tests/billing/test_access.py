"""Finance sees its own pilots' money, a provider its own sites', and strangers nothing."""

import pytest
from django.http import Http404

from billing.models import Entry, Gap, Payment, PaymentFile, PaymentRun, RateTable, Statement
from pilot import access
from tests.billing.stage import a_provider_member, freeze, submit
from tests.people import a_member, a_person, an_organiser


@pytest.fixture
def stage(stage):
    submit(stage, freeze(stage))
    return stage


def seen(user, model):
    return access.scope(user, model).count()


def test_finance_sees_everything_of_its_own_pilot(stage):
    assert [seen(stage.preparer, model) for model in (RateTable, PaymentRun, Statement, Entry, Payment)] == [
        1, 1, 2, 3, 1,
    ]  # fmt: skip


def test_finance_of_another_organiser_sees_nothing(stage):
    other = a_member("finance", an_organiser())

    assert [seen(other, model) for model in (RateTable, PaymentRun, Statement, Entry, Gap, Payment, PaymentFile)] == [
        0
    ] * 7


def test_a_provider_sees_its_own_sites_statements_entries_and_payments(stage):
    member = a_provider_member(stage.provider)

    assert [seen(member, model) for model in (Statement, Entry, Payment)] == [1, 2, 1]
    assert [seen(member, model) for model in (PaymentRun, RateTable, Gap, PaymentFile)] == [0] * 4


def test_a_stranger_and_staff_get_404(stage):
    statement = Statement.objects.get(site=stage.site)

    for user in (a_person(), a_member("staff", stage.organiser), a_provider_member(stage.home.provider)):
        with pytest.raises(Http404):
            access.fetch(user, Statement, pk=statement.pk)


def test_an_entry_is_fetched_by_its_whole_key(stage):
    entry = Entry.objects.filter(site=stage.site).first()

    assert access.fetch(a_provider_member(stage.provider), Entry, pk=entry.pk) == entry
    with pytest.raises(Http404):
        access.fetch(a_provider_member(stage.home.provider), Entry, pk=entry.pk)
