"""Closing one site: one proposes, another approves, and only then is anybody moved."""

from datetime import date

import pytest
from django.db import transaction

from pilot.models import AuditEvent
from providers import errors as provider_errors
from providers.models import Approval
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, an_area, chosen, noon
from vouchers import actions, errors
from vouchers.models import SiteClosing

pytestmark = pytest.mark.django_db
CLOSES = date(2017, 5, 1)


@pytest.fixture
def customer(strand, site):
    """Chosen on 15.3.2017, and so on the list from 5.4. on."""
    customer = a_resident(strand, an_area(strand))
    chosen(customer, strand, site)
    return customer


def who(by=None) -> dict:
    return {"by": by or a_person(), "at": noon(), "channel": "online"}


def proposed(strand, site, by=None, closes_on: date = CLOSES) -> SiteClosing:
    return actions.propose_site_closing(site=site, strand=strand, closes_on=closes_on, **who(by))


def kinds(site) -> list[str]:
    events = AuditEvent.objects.filter(subject_kind="site", subject_id=site.pk, kind__contains="clos")
    return list(events.order_by("pk").values_list("kind", flat=True))


def list_of(customer, on: date):
    return customer.enrolments.get(period__contains=on).site


def test_a_proposal_moves_nobody(strand, site, customer):
    proposed(strand, site)

    assert Approval.objects.get(site=site).period.upper is None
    assert list_of(customer, CLOSES) == site
    assert kinds(site) == ["site_closing_proposed"]


def test_another_persons_approval_closes_the_site(strand, site, customer):
    actions.approve_site_closing(closing=proposed(strand, site), **who())

    assert Approval.objects.get(site=site).period.upper == CLOSES
    assert list_of(customer, date(2017, 4, 30)) == site
    assert list_of(customer, CLOSES) != site
    assert kinds(site) == ["site_closing_proposed", "site_closed", "site_closing_approved"]


def test_who_proposed_does_not_approve(strand, site, customer):
    proposer = a_person()
    closing = proposed(strand, site, by=proposer)

    with pytest.raises(errors.OwnSiteClosing):
        actions.approve_site_closing(closing=closing, **who(proposer))
    assert list_of(customer, CLOSES) == site


def test_one_closing_of_a_site_waits_until_it_is_withdrawn(strand, site):
    first = proposed(strand, site)
    with pytest.raises(errors.SiteClosingWaits):
        proposed(strand, site, closes_on=date(2017, 6, 1))

    actions.withdraw_site_closing(closing=first, **who())

    proposed(strand, site, closes_on=date(2017, 6, 1))
    for deed in (actions.approve_site_closing, actions.withdraw_site_closing):
        with pytest.raises(errors.SiteClosingDecided):
            deed(closing=first, **who())
    assert kinds(site) == ["site_closing_proposed", "site_closing_withdrawn", "site_closing_proposed"]


def test_what_cannot_close_is_not_proposed(strand, site):
    home = an_area(strand).home_site
    with pytest.raises(provider_errors.HomeSiteStays):
        proposed(strand, home)
    Approval.objects.filter(site=site).delete()
    with pytest.raises(provider_errors.NotApproved):
        proposed(strand, site)

    assert not SiteClosing.objects.exists()


def test_an_approval_that_fails_closes_nothing(strand, site, customer, monkeypatch):
    closing = proposed(strand, site)
    monkeypatch.setattr("vouchers.actions.site_closings.audit.record", lambda *_args, **_fields: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.approve_site_closing(closing=closing, **who())

    assert list_of(customer, CLOSES) == site
    assert SiteClosing.objects.waiting().exists()


def test_the_database_wants_two_people_for_a_site_closing(strand, site):
    closing = proposed(strand, site)

    with refused_by("site_closing_is_approved_by_somebody_else"):
        changed(closing, approved_at=noon(), approved_by=closing.proposed_by)()
    with refused_by("site_closing_is_approved_by_somebody_else"):
        changed(closing, approved_at=noon())()
    with refused_by("one_closing_of_a_site_waits"):
        copied(closing)()
    with refused_by("site_closing_is_withdrawn_before_it_is_approved"):
        other = a_person()
        changed(closing, withdrawn_at=noon(), withdrawn_by=other, approved_at=noon(), approved_by=other)()


def test_what_was_proposed_and_decided_of_a_site_closing_stays(strand, site):
    closing = proposed(strand, site)
    with refused_by("proposed_site_closing_never_changes"):
        changed(closing, closes_on=TODAY)()
    with refused_by("site_closing_is_never_deleted"):
        SiteClosing.objects.filter(pk=closing.pk)._raw_delete("default")
    actions.approve_site_closing(closing=closing, **who())

    with refused_by("decided_site_closing_stays_decided"):
        changed(closing, approved_at=None, approved_by=None)()
