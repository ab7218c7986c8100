"""A provider disputes, both sides write, and the provider withdraws: in time, once an entry, told by e-mail."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError

from billing import actions, errors
from billing.actions.disputes import Claim
from billing.models import Dispute, DisputeLine, DisputeMessage
from pilot import audit
from pilot.models import AuditEvent, OutboxMessage
from tests.billing.disputing import LATER, SOON, a_key, dispute, keys_of, statement_of
from tests.billing.stage import CHANNEL, JANUARY, a_provider_member, a_resident, a_site, freeze

pytestmark = pytest.mark.django_db
# Frozen on 2 February and disputed for 30 days: until Saturday 4 March 2017, and so until the Monday after.
LAST_MOMENT = datetime(2017, 3, 6, 21, 59, tzinfo=UTC)
TOO_LATE = datetime(2017, 3, 6, 22, 1, tzinfo=UTC)


@pytest.fixture
def statement(stage):
    return statement_of(stage, freeze(stage))


@pytest.fixture
def member(stage):
    return a_provider_member(stage.provider)


def fail(*_args, **_kwargs):
    raise DatabaseError


def write(found, side, text="What days?", by=None, at=LATER):
    return actions.write_message(dispute=found, side=side, text=text, by=by, at=at, channel=CHANNEL)


def test_a_dispute_names_its_entries_and_waits_for_an_answer(statement, member):
    found = dispute(statement, member, entries=keys_of(statement))

    assert (found.state, found.reason, found.opened_by) == ("open", "days", member)
    assert found.reply_by == date(2017, 3, 13)  # thirty days on is a Sunday
    assert found.lines.count() == 2
    assert [(row.side, row.text) for row in found.messages.all()] == [("provider", "Only ten days.")]


def test_a_dispute_records_one_event_without_the_text(statement, member):
    found = dispute(statement, member)

    event = AuditEvent.objects.get(subject_kind="dispute", subject_id=str(found.pk))
    assert (event.kind, event.by_id, event.at) == ("dispute_opened", member.pk, SOON)
    assert (event.facts["entries"], event.facts["missing"], event.reason) == (1, 0, "")


def test_finance_is_told_without_a_word_of_whom_or_what(stage, statement, member):
    found = dispute(statement, member)

    mails = OutboxMessage.objects.filter(kind="email")
    assert {mail.payload["to"] for mail in mails} == {stage.preparer.email, stage.approver.email}
    text = mails[0].payload["text"]
    assert f"/finance/disputes/{found.pk}/" in text
    assert "Only ten days" not in text
    assert stage.residents[0].list_code not in text


def test_the_last_day_is_an_office_day(statement, member):
    assert dispute(statement, member, at=LAST_MOMENT).state == "open"


def test_a_dispute_after_the_last_day_is_refused(statement, member):
    with pytest.raises(errors.DisputeTooLate) as refusal:
        dispute(statement, member, at=TOO_LATE)

    assert "6.3.2017" in refusal.value.message
    assert not Dispute.objects.exists()


def test_an_entry_in_an_open_dispute_is_refused_and_named(stage, statement, member):
    dispute(statement, member)

    with pytest.raises(errors.DisputedAlready) as refusal:
        dispute(statement, member, entries=keys_of(statement))
    assert stage.residents[0].list_code in refusal.value.message
    assert DisputeLine.objects.count() == 1


def test_an_entry_may_be_disputed_again_when_its_dispute_is_closed(statement, member):
    actions.withdraw_dispute(dispute=dispute(statement, member), by=member, at=SOON, channel=CHANNEL)

    assert dispute(statement, member).lines.count() == 1


def test_an_entry_of_another_statement_is_refused(stage, member):
    other = a_site(stage.strand, "private", stage.approver)
    a_resident(stage, date(1940, 1, 1), stage.areas[1], other)
    run = freeze(stage)
    strange = keys_of(statement_of(replace(stage, site=other), run))

    with pytest.raises(errors.NotOnTheStatement):
        dispute(statement_of(stage, run), member, entries=strange)
    assert not Dispute.objects.exists()


def test_nothing_named_is_refused(statement, member):
    with pytest.raises(errors.NothingDisputed):
        dispute(statement, member, entries=[])


@pytest.mark.parametrize("given", [{"text": "See 010190-999X."}, {"claims": [Claim(JANUARY, "010190-999X")]}])
def test_identity_codes_are_refused(statement, member, given):
    with pytest.raises(errors.IdentityCodeWritten):
        dispute(statement, member, **given)
    assert not DisputeMessage.objects.exists()


def test_the_same_form_sent_twice_is_one_dispute(statement, member):
    key = a_key()

    first, second = (dispute(statement, member, key=key) for _ in range(2))

    assert first == second
    assert AuditEvent.objects.filter(kind="dispute_opened").count() == 1


def test_nothing_stays_when_the_record_of_a_dispute_fails(statement, member, monkeypatch):
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        dispute(statement, member)
    assert (Dispute.objects.count(), DisputeLine.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)


def test_who_spoke_last_waits_for_the_other(stage, statement, member):
    found = dispute(statement, member)

    write(found, "finance", by=stage.preparer)
    answered = Dispute.objects.get().state
    write(found, "provider", by=member)

    assert (answered, Dispute.objects.get().state) == ("answered", "open")
    assert AuditEvent.objects.filter(kind="dispute_message_written").count() == 2
    assert OutboxMessage.objects.filter(payload__to=member.email).count() == 1


def test_an_owner_alone_hears_of_the_provider(stage, statement, member):
    found = dispute(statement, member)
    found = actions.take_dispute(dispute=found, by=stage.approver, at=LATER, channel=CHANNEL)
    OutboxMessage.objects.all().delete()

    write(found, "provider", by=member)

    assert [mail.payload["to"] for mail in OutboxMessage.objects.all()] == [stage.approver.email]


def test_nothing_is_written_to_a_closed_dispute(statement, member):
    found = actions.withdraw_dispute(dispute=dispute(statement, member), by=member, at=SOON, channel=CHANNEL)

    with pytest.raises(errors.DisputeMovedOn):
        write(found, "provider", by=member)
    assert DisputeMessage.objects.count() == 1


def test_an_identity_code_in_a_message_is_refused(statement, member):
    with pytest.raises(errors.IdentityCodeWritten):
        write(dispute(statement, member), "provider", text="010190-999X", by=member)
    assert DisputeMessage.objects.count() == 1


def test_nothing_stays_when_the_record_of_a_message_fails(stage, statement, member, monkeypatch):
    found = dispute(statement, member)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        write(found, "finance", by=stage.preparer)
    assert (Dispute.objects.get().state, DisputeMessage.objects.count()) == ("open", 1)


def test_withdrawing_closes_the_lines_and_records_it(statement, member):
    found = actions.withdraw_dispute(dispute=dispute(statement, member), by=member, at=LATER, channel=CHANNEL)

    assert (found.state, found.closed_by, found.closed_at) == ("withdrawn", member, LATER)
    assert not found.lines.filter(is_open=True).exists()
    assert AuditEvent.objects.filter(kind="dispute_withdrawn").count() == 1


def test_withdrawing_twice_is_refused(statement, member):
    found = actions.withdraw_dispute(dispute=dispute(statement, member), by=member, at=LATER, channel=CHANNEL)

    with pytest.raises(errors.DisputeMovedOn):
        actions.withdraw_dispute(dispute=found, by=member, at=LATER, channel=CHANNEL)
    assert AuditEvent.objects.filter(kind="dispute_withdrawn").count() == 1


def test_nothing_is_withdrawn_when_the_record_fails(statement, member, monkeypatch):
    found = dispute(statement, member)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        actions.withdraw_dispute(dispute=found, by=member, at=LATER, channel=CHANNEL)
    assert Dispute.objects.get().state == "open"
    assert DisputeLine.objects.get().is_open
