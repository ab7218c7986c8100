from datetime import date

import pytest

from pilot import audit
from pilot.models import AuditEvent
from pilot.periods import between, since
from providers import actions, errors
from providers.models import Approval, ListCap
from tests.people import a_person
from tests.vouchers.cast import LONG_AGO, TODAY, a_site, a_strand, an_area, noon

pytestmark = pytest.mark.django_db
MAY = date(2017, 5, 1)


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def site(strand):
    return a_site(strand)


def act(deed, site, strand, **fields):
    given = {"by": None, "at": noon(), "channel": "online"}
    return deed(site=site, strand=strand, **given | fields)


def test_a_closed_site_is_approved_anew_with_one_event(strand, site):
    Approval.objects.update(period=between(LONG_AGO, TODAY))

    approval = act(actions.approve, site, strand, first=MAY, decision_number="§ 12")

    assert (approval.period, approval.decided_by, approval.decision_number) == (since(MAY), None, "§ 12")
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.subject_id, event.facts) == (
        "site_approved", str(site.pk), {"strand": strand.code, "from": "2017-05-01", "changes_from": "2017-05-01"},
    )  # fmt: skip


def test_approving_refuses_a_site_that_is_approved_then_or_later(strand, site):
    Approval.objects.update(period=since(MAY))
    before = AuditEvent.objects.count()

    for first in (TODAY, MAY, date(2018, 1, 1)):
        with pytest.raises(errors.AlreadyApproved):
            act(actions.approve, site, strand, first=first)

    assert (Approval.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_closing_ends_the_approval_and_a_later_closing_replaces_the_earlier(strand, site):
    for closes_on in (MAY, date(2017, 6, 1)):
        act(actions.close, site, strand, closes_on=closes_on)

    assert Approval.objects.get().period == between(LONG_AGO, date(2017, 6, 1))
    assert AuditEvent.objects.filter(kind="site_closed").count() == 2


def test_closing_refuses_a_home_site_and_one_without_an_approval(strand, site):
    home = an_area(strand).home_site
    Approval.objects.filter(site=site).update(period=since(MAY))
    before = AuditEvent.objects.count()

    with pytest.raises(errors.HomeSiteStays):
        act(actions.close, home, strand, closes_on=MAY)
    with pytest.raises(errors.NotApproved):
        act(actions.close, site, strand, closes_on=MAY)

    assert AuditEvent.objects.count() == before


def caps():
    return [(cap.places, cap.period.lower, cap.period.upper) for cap in ListCap.objects.order_by("period")]


def test_a_cap_holds_from_its_day_whatever_was_set_before_it(strand, site):
    for places, first in ((7, LONG_AGO), (9, MAY), (8, date(2017, 4, 1))):
        act(actions.set_list_cap, site, strand, places=places, first=first)

    assert caps() == [(7, LONG_AGO, date(2017, 4, 1)), (8, date(2017, 4, 1), None)]
    assert AuditEvent.objects.filter(kind="list_cap_set").count() == 3


def test_a_cap_of_the_same_day_replaces_the_earlier(strand, site):
    for places in (7, 8):
        act(actions.set_list_cap, site, strand, places=places, first=MAY)

    assert caps() == [(8, MAY, None)]


def test_a_cap_is_lifted_from_its_day_on(strand, site):
    act(actions.set_list_cap, site, strand, places=7, first=TODAY, by=a_person())

    assert act(actions.set_list_cap, site, strand, places=None, first=MAY, by=a_person()) is None

    assert caps() == [(7, TODAY, MAY)]
    assert AuditEvent.objects.get(kind="list_cap_lifted").facts["from"] == "2017-05-01"


def test_nobody_sets_a_cap_for_days_that_are_past(strand, site):
    act(actions.set_list_cap, site, strand, places=7, first=MAY)

    with pytest.raises(errors.CapBehind):
        act(actions.set_list_cap, site, strand, places=0, first=date(2017, 3, 14), by=a_person())

    assert caps() == [(7, MAY, None)]
    assert AuditEvent.objects.filter(kind="list_cap_set").count() == 1


@pytest.mark.parametrize("deed", ["approve", "close", "set_list_cap"])
def test_a_deed_rolls_back_whole_when_its_last_write_fails(strand, site, monkeypatch, deed):
    fields = {"approve": {"first": MAY}, "close": {"closes_on": MAY}, "set_list_cap": {"places": 1, "first": MAY}}[deed]
    if deed == "approve":
        Approval.objects.update(period=between(LONG_AGO, TODAY))
    before = list(Approval.objects.values_list("period", flat=True))

    def fails(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        act(getattr(actions, deed), site, strand, **fields)

    assert list(Approval.objects.values_list("period", flat=True)) == before
    assert not ListCap.objects.exists()
