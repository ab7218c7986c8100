"""Finance takes, rejects and upholds disputes; a ruling counts only when somebody else confirms it."""

from datetime import date

import pytest
from django.db import DatabaseError

from billing import actions, errors
from billing.models import Dispute, Ruling
from pilot import audit
from pilot.models import AuditEvent, OutboxMessage
from tests.billing.disputing import GROUNDS, LATER, a_ruling, confirm, dispute, propose, statement_of
from tests.billing.stage import CHANNEL, a_provider_member, a_stage, die, freeze

pytestmark = pytest.mark.django_db
FIRST, UNTIL = date(2017, 1, 11), date(2017, 2, 1)


@pytest.fixture
def found(stage):
    found = dispute(statement_of(stage, freeze(stage)), a_provider_member(stage.provider))
    OutboxMessage.objects.all().delete()
    return found


def fail(*_args, **_kwargs):
    raise DatabaseError


def events(kind):
    return AuditEvent.objects.filter(kind=kind)


def ruled(stage, found):
    return propose(stage, found, a_ruling(stage, stage.residents[0], FIRST, UNTIL))


def deeds(stage, deed=None):
    """Every deed of finance on a dispute."""
    given = {"by": stage.preparer, "at": LATER, "channel": CHANNEL}
    return {
        "dispute_taken": lambda found: actions.take_dispute(dispute=found, **given),
        "dispute_rejected": lambda found: actions.reject_dispute(dispute=found, grounds=GROUNDS, **given),
        "dispute_upheld": lambda found: actions.uphold_dispute(dispute=found, grounds=GROUNDS, deed=deed, **given),
        "dispute_ruling_proposed": lambda found: ruled(stage, found),
    }


def test_taking_it_makes_it_ones_own(stage, found):
    assert deeds(stage)["dispute_taken"](found).owner == stage.preparer


def test_rejecting_keeps_the_grounds_and_tells_the_provider(stage, found):
    found = deeds(stage)["dispute_rejected"](found)

    assert (found.state, found.grounds, found.closed_by) == ("rejected", GROUNDS, stage.preparer)
    assert [mail.payload["to"] for mail in OutboxMessage.objects.all()] == [found.opened_by.email]
    assert GROUNDS not in OutboxMessage.objects.get().payload["text"]


def test_upholding_names_the_deed_that_mended_it(stage, found):
    die(stage, stage.residents[0], "2017-01-10", LATER)
    deed = events("death_recorded").get()

    found = deeds(stage, deed)["dispute_upheld"](found)

    assert (found.state, found.deed, found.proposed_by) == ("upheld", deed, None)
    assert events("dispute_upheld").get().facts["deed"] == deed.pk


def test_a_deed_to_somebody_else_is_refused(stage, found):
    die(stage, stage.residents[1], "2017-01-10", LATER)

    with pytest.raises(errors.NotOfTheDispute):
        deeds(stage, events("death_recorded").get())["dispute_upheld"](found)
    assert Dispute.objects.get().state == "open"


@pytest.mark.parametrize("kind", ["dispute_taken", "dispute_rejected", "dispute_upheld", "dispute_ruling_proposed"])
def test_each_deed_records_one_event(stage, found, kind):
    deeds(stage)[kind](found)

    event = events(kind).get()
    assert (event.by_id, event.at, event.subject_id) == (stage.preparer.pk, LATER, str(found.pk))


@pytest.mark.parametrize("kind", ["dispute_taken", "dispute_rejected", "dispute_upheld", "dispute_ruling_proposed"])
def test_a_closed_dispute_refuses_each_deed(stage, found, kind):
    deeds(stage)["dispute_rejected"](found)
    before = AuditEvent.objects.count()

    with pytest.raises(errors.DisputeMovedOn):
        deeds(stage)[kind](found)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("kind", ["dispute_taken", "dispute_rejected", "dispute_upheld", "dispute_ruling_proposed"])
def test_nothing_stays_of_a_deed_whose_record_fails(stage, found, kind, monkeypatch):
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        deeds(stage)[kind](found)
    kept = Dispute.objects.get()
    assert (kept.state, kept.owner, kept.grounds, Ruling.objects.count()) == ("open", None, "", 0)


def test_a_proposal_waits_for_somebody_else(stage, found):
    found = ruled(stage, found)

    assert (found.state, found.proposed_by) == ("proposed", stage.preparer)
    assert Ruling.objects.get().confirmed_at is None
    assert not OutboxMessage.objects.exists()


def test_who_proposed_cannot_confirm(stage, found):
    found = ruled(stage, found)

    with pytest.raises(errors.OwnRuling):
        actions.confirm_rulings(dispute=found, by=stage.preparer, at=LATER, channel=CHANNEL)
    assert Ruling.objects.get().confirmed_at is None


def test_confirming_upholds_and_records_it_of_the_dispute_and_of_each_resident(stage, found):
    found = confirm(stage, ruled(stage, found))

    assert (found.state, found.closed_by, found.proposed_by) == ("upheld", stage.approver, stage.preparer)
    assert Ruling.objects.get().confirmed_by == stage.approver
    assert events("dispute_upheld").get().facts["rulings"] == 1
    event = events("ruling_confirmed").get()
    assert (event.subject_kind, event.subject_id) == ("resident", str(stage.residents[0].pk))
    assert event.facts["changes_from"] == "2017-01-11"


def test_confirming_without_a_proposal_is_refused(stage, found):
    with pytest.raises(errors.DisputeMovedOn):
        confirm(stage, found)
    assert not events("dispute_upheld").exists()


def test_nothing_is_confirmed_when_the_record_fails(stage, found, monkeypatch):
    found = ruled(stage, found)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        confirm(stage, found)
    assert Ruling.objects.get().confirmed_at is None


def give_back(stage, found):
    return actions.return_rulings(dispute=found, reason="Wrong days", by=stage.approver, at=LATER, channel=CHANNEL)


def test_a_proposal_given_back_leaves_no_ruling(stage, found):
    found = give_back(stage, ruled(stage, found))

    assert (found.state, found.grounds, found.proposed_by, Ruling.objects.count()) == ("open", "", None, 0)
    assert events("dispute_ruling_returned").get().reason == "Wrong days"


def test_giving_back_needs_a_proposal(stage, found):
    with pytest.raises(errors.DisputeMovedOn):
        give_back(stage, found)
    assert not events("dispute_ruling_returned").exists()


def test_nothing_is_given_back_when_the_record_fails(stage, found, monkeypatch):
    found = ruled(stage, found)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        give_back(stage, found)
    assert (Dispute.objects.get().state, Ruling.objects.count()) == ("proposed", 1)


def test_two_rulings_of_one_day_are_refused(stage, found):
    one, other = (a_ruling(stage, stage.residents[0], first, UNTIL) for first in (FIRST, date(2017, 1, 31)))

    with pytest.raises(errors.RulingsOverlap):
        propose(stage, found, one, other)
    assert (Dispute.objects.get().state, Ruling.objects.count()) == ("open", 0)


def test_a_resident_of_another_pilot_is_refused(stage, found):
    with pytest.raises(errors.NotOfTheDispute):
        propose(stage, found, a_ruling(stage, a_stage().residents[0], FIRST, UNTIL))
    assert not Ruling.objects.exists()
