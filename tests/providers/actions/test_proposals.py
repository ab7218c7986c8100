"""Approving a site: one proposes, another approves, and only then can anybody choose it."""

from datetime import date

import pytest
from django.db import connection, transaction

from pilot import audit
from pilot.models import AuditEvent
from pilot.periods import between, since
from providers import actions, errors
from providers.models import Approval, ApprovalProposal
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import LONG_AGO, TODAY, a_site, a_strand, noon

pytestmark = pytest.mark.django_db
MAY = date(2017, 5, 1)


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def site(strand):
    """It was closed, and is to open again in May."""
    site = a_site(strand)
    Approval.objects.update(period=between(LONG_AGO, TODAY))
    return site


def who(by=None) -> dict:
    return {"by": by or a_person(), "at": noon(), "channel": "online"}


def proposed(strand, site, by=None, first: date = MAY) -> ApprovalProposal:
    return actions.propose_approval(site=site, strand=strand, first=first, decision_number="§ 12", **who(by))


def periods(site) -> list:
    return list(Approval.objects.filter(site=site).order_by("period").values_list("period", flat=True))


def kinds(site) -> list[str]:
    events = AuditEvent.objects.filter(subject_kind="site", subject_id=site.pk, kind__contains="appro")
    return list(events.order_by("pk").values_list("kind", flat=True))[1:]


def test_a_proposal_approves_nothing(strand, site):
    proposed(strand, site)

    assert (periods(site), kinds(site)) == ([between(LONG_AGO, TODAY)], ["approval_proposed"])


def test_another_persons_approval_opens_the_site(strand, site):
    proposal, other = proposed(strand, site), a_person()

    approval = actions.approve_site(proposal=proposal, **who(other))

    assert (periods(site)[-1], approval.decision_number) == (since(MAY), "§ 12")
    assert (approval.proposed_by, approval.decided_by) == (proposal.proposed_by, other)
    proposal.refresh_from_db()
    assert (proposal.approval, proposal.approved_by) == (approval, other)
    assert kinds(site) == ["approval_proposed", "site_approved"]


def test_who_proposed_does_not_approve(strand, site):
    proposer = a_person()

    with pytest.raises(errors.OwnApproval):
        actions.approve_site(proposal=proposed(strand, site, by=proposer), **who(proposer))
    assert len(periods(site)) == 1


def test_one_approval_of_a_site_waits_until_it_is_withdrawn(strand, site):
    first = proposed(strand, site)
    with pytest.raises(errors.ApprovalWaits):
        proposed(strand, site, first=date(2017, 6, 1))

    actions.withdraw_approval_proposal(proposal=first, **who())

    actions.approve_site(proposal=proposed(strand, site, first=date(2017, 6, 1)), **who())
    for deed in (actions.approve_site, actions.withdraw_approval_proposal):
        with pytest.raises(errors.ApprovalDecided):
            deed(proposal=first, **who())
    assert periods(site)[-1] == since(date(2017, 6, 1))
    with pytest.raises(errors.AlreadyApproved):
        proposed(strand, site, first=date(2018, 1, 1))


@pytest.mark.parametrize("deed", ["propose", "approve", "withdraw"])
def test_what_cannot_be_recorded_is_not_done(strand, site, monkeypatch, deed):
    proposal = proposed(strand, site) if deed != "propose" else None
    monkeypatch.setattr(audit, "record", lambda *_args, **_fields: 1 / 0)
    deeds = {
        "propose": lambda: proposed(strand, site),
        "approve": lambda: actions.approve_site(proposal=proposal, **who()),
        "withdraw": lambda: actions.withdraw_approval_proposal(proposal=proposal, **who()),
    }

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deeds[deed]()

    assert (len(periods(site)), ApprovalProposal.objects.waiting().count()) == (1, 0 if deed == "propose" else 1)


def test_the_database_wants_two_people_for_an_approval(strand, site):
    approval, person = Approval.objects.get(), a_person()
    period = since(MAY)

    for given in ({}, {"proposed_by_id": person.pk}):
        with refused_by("site_is_approved_by_two"):
            copied(approval, period=period, decided_by_id=person.pk, **given)()
    with refused_by("who_approved_never_changes"):
        changed(approval, decided_by=person, proposed_by=person)()


def test_the_database_wants_an_approval_to_be_what_was_proposed(strand, site):
    proposal, other = proposed(strand, site, first=MAY), a_person()
    decided = {"proposed_by_id": proposal.proposed_by_id, "decided_by_id": other.pk, "period": since(MAY)}
    decided |= {"decision_number": "§ 12"}

    def approve(*, is_tied: bool = True, **change):
        approval = copied(Approval.objects.get(), **decided | change)()
        if is_tied:
            changed(proposal, approved_at=noon(), approved_by=other, approval=approval)()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    for change in (
        {"is_tied": False},
        {"proposed_by_id": a_person().pk},
        {"decided_by_id": a_person().pk},
        {"period": since(date(2017, 5, 2))},
        {"decision_number": "§ 99"},
    ):
        with refused_by("approval_is_what_was_proposed"):
            approve(**change)
    approve()


def test_the_database_keeps_what_was_proposed_and_decided(strand, site):
    proposal, other = proposed(strand, site), a_person()
    decided = {"approved_at": noon(), "approved_by": other, "approval": Approval.objects.get()}

    for change in ({"approved_by": proposal.proposed_by}, {"approved_by": None}, {"approval": None}):
        with refused_by("proposed_site_is_approved_by_somebody_else"):
            changed(proposal, **decided | change)()
    with refused_by("one_approval_of_a_site_waits"):
        copied(proposal)()
    with refused_by("approval_is_withdrawn_before_it_is_decided"):
        changed(proposal, **decided, withdrawn_at=noon(), withdrawn_by=other)()
    with refused_by("proposed_approval_never_changes"):
        changed(proposal, first_on=TODAY)()
    with refused_by("approval_proposal_is_never_deleted"):
        ApprovalProposal.objects.filter(pk=proposal.pk)._raw_delete("default")
    changed(proposal, **decided)()
    with refused_by("decided_approval_stays_decided"):
        changed(proposal, approved_at=None, approved_by=None, approval=None)()
