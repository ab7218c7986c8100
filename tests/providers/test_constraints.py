"""The providers' rules that the database holds, tried by breaking them there."""

from datetime import date, time

import pytest

from pilot.periods import between, since
from providers.models import Approval, ListCap, Measure, OpeningHours, ProviderMember
from tests.billing.stage import NEW_YEAR, Stage, a_site, a_stage
from tests.constraints import changed, copied, refused_by
from tests.people import a_person


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


@pytest.fixture
def account(stage):
    return stage.provider.bank_accounts.get()


def test_a_provider_is_registered_once_in_a_pilot(stage):
    with refused_by("provider_is_registered_once_in_pilot"):
        copied(stage.provider)()


def test_a_slug_names_one_site(stage):
    with refused_by("slug"):
        copied(stage.site)()


def test_an_area_has_one_home_site(stage):
    other = a_site(stage.strand, "public", stage.approver)

    with refused_by("home_area_id"):
        changed(other, home_area=stage.areas[0])()


def test_a_home_site_is_public(stage):
    with refused_by("home_site_is_public"):
        changed(stage.site, home_area=stage.areas[1])()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(62.2, None), (None, 25.7), (90.1, 25.7), (-90.1, 25.7), (62.2, 180.1), (62.2, -180.1)]
)
def test_coordinates_come_in_pairs_on_earth(stage, latitude, longitude):
    with refused_by("coordinates_come_in_pairs_on_earth"):
        changed(stage.site, latitude=latitude, longitude=longitude)()


def test_coordinates_may_be_given(stage):
    assert changed(stage.site, latitude=62.2, longitude=25.7)() == 1


def test_a_site_is_approved_once_on_any_day(stage):
    approval = Approval.objects.get(site=stage.site)

    with refused_by("site_is_approved_once_on_any_day"):
        copied(approval, period=between(NEW_YEAR, date(2017, 1, 2)))()


def test_a_site_has_one_list_cap_on_any_day(stage):
    cap = ListCap.objects.create(site=stage.site, strand=stage.strand, places=1, period=since(NEW_YEAR))

    with refused_by("site_has_one_list_cap_on_any_day"):
        copied(cap, places=2)()
    copied(cap, period=between(date(2016, 1, 1), NEW_YEAR))()


def test_a_provider_has_one_confirmed_bank_account_on_any_day(account):
    with refused_by("provider_has_one_confirmed_bank_account_on_any_day"):
        copied(account)()
    copied(account, confirmed_at=None, confirmed_by_id=None)()


@pytest.fixture
def proposal(account):
    return copied(account, confirmed_at=None, confirmed_by_id=None)()


@pytest.mark.parametrize("field", ["confirmed_at", "confirmed_by_id"])
def test_a_bank_account_is_confirmed_by_someone_at_a_moment(account, proposal, field):
    with refused_by("bank_account_is_confirmed_by_somebody_else"):
        changed(proposal, **{field: getattr(account, field)})()


def test_a_bank_account_is_confirmed_by_somebody_else(account, proposal):
    with refused_by("bank_account_is_confirmed_by_somebody_else"):
        changed(proposal, confirmed_at=account.confirmed_at, confirmed_by=proposal.proposed_by_id)()


def test_what_was_proposed_never_changes(account, proposal):
    """The account is what two people saw: proposed_bank_account_never_changes."""
    for row in (account, proposal):
        with refused_by("proposed_bank_account_never_changes|Cannot update"):
            changed(row, iban="FI1410093000123458")()


def test_a_confirmed_bank_account_stays(account, proposal):
    with refused_by("confirmed_bank_account_stays_confirmed|Cannot update"):
        changed(account, confirmed_at=None, confirmed_by=None)()
    with refused_by("confirmed_bank_account_is_never_deleted|Cannot delete"):
        type(account).objects.filter(pk=account.pk)._raw_delete("default")
    type(account).objects.filter(pk=proposal.pk)._raw_delete("default")


@pytest.mark.parametrize("weekday", [0, 8])
def test_a_weekday_is_one_to_seven(stage, weekday):
    with refused_by("weekday_is_one_to_seven"):
        OpeningHours.objects.create(site=stage.site, weekday=weekday, opens=time(8), closes=time(16))


def test_a_site_closes_after_it_opens(stage):
    with refused_by("site_closes_after_it_opens"):
        OpeningHours.objects.create(site=stage.site, weekday=1, opens=time(8), closes=time(8))


def test_an_opening_is_given_once(stage):
    hours = OpeningHours.objects.create(site=stage.site, weekday=1, opens=time(8), closes=time(16))

    with refused_by("opening_is_given_once"):
        copied(hours, closes=time(15))()


def test_a_measure_is_given_once_a_day(stage):
    measure = Measure.objects.create(site=stage.site, indicator="t3_doctor", on=NEW_YEAR, value=3)

    with refused_by("measure_is_given_once_a_day"):
        copied(measure, value=4)()


@pytest.mark.parametrize(("value", "not_bookable"), [(None, False), (3, True)])
def test_a_measure_has_a_value_or_is_not_bookable(stage, value, not_bookable):
    with refused_by("measure_has_a_value_or_is_not_bookable"):
        Measure.objects.create(
            site=stage.site, indicator="t3_doctor", on=NEW_YEAR, value=value, not_bookable=not_bookable
        )


def test_a_provider_member_is_named_once(stage):
    member = ProviderMember.objects.create(user=a_person(), provider=stage.provider)

    with refused_by("provider_member_is_named_once"):
        copied(member)()
