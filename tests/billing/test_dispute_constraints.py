"""The rules of disputes and rulings that the database holds, tried by breaking them there."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from billing.models import Dispute, DisputeLine, DisputeMessage, Ruling
from pilot.models import AuditEvent
from tests.billing.disputing import LATER, a_ruling, confirm, dispute, keys_of, propose, statement_of
from tests.billing.stage import a_provider_member, a_resident, a_site, freeze
from tests.constraints import changed, copied, refused_by

FIRST, UNTIL = date(2017, 1, 11), date(2017, 2, 1)


@pytest.fixture
def opened(stage) -> Dispute:
    return dispute(statement_of(stage, freeze(stage)), a_provider_member(stage.provider))


@pytest.fixture
def proposed(stage, opened) -> Dispute:
    return propose(stage, opened, a_ruling(stage, stage.residents[0], FIRST, UNTIL))


@pytest.fixture
def upheld(stage, proposed) -> Dispute:
    return confirm(stage, proposed)


def closing(stage, state, **changes):
    return {"state": state, "closed_at": LATER, "closed_by": stage.preparer, "grounds": "So."} | changes


@pytest.mark.parametrize("change", [{"grounds": ""}, {"closed_at": None}, {"closed_by": None}])
@pytest.mark.parametrize("state", ["upheld", "rejected"])
def test_a_dispute_is_closed_by_someone_with_grounds(stage, opened, state, change):
    with refused_by("dispute_is_closed_by_someone_with_grounds"):
        changed(opened, **closing(stage, state, **change))()


def test_an_open_dispute_is_closed_by_nobody(stage, opened):
    with refused_by("dispute_is_closed_by_someone_with_grounds"):
        changed(opened, closed_at=LATER, closed_by=stage.preparer)()


def test_a_ruling_of_a_dispute_is_confirmed_by_somebody_else(stage, proposed):
    with refused_by("ruling_is_confirmed_by_somebody_else"):
        changed(proposed, **closing(stage, "upheld", closed_by=proposed.proposed_by))()


@pytest.mark.parametrize("change", [{"proposed_by": None}, {"proposed_at": None}, {"grounds": ""}])
def test_a_proposal_has_its_proposer_and_grounds(proposed, change):
    with refused_by("ruling_is_confirmed_by_somebody_else"):
        changed(proposed, **change)()


def test_only_an_upheld_dispute_names_a_deed(opened):
    with refused_by("only_an_upheld_dispute_names_a_deed"):
        changed(opened, deed=AuditEvent.objects.first())()


def test_a_dispute_is_never_deleted_and_what_it_disputes_never_changes(opened):
    with refused_by("dispute_is_never_deleted|Cannot delete"):
        Dispute.objects.filter(pk=opened.pk)._raw_delete("default")
    with refused_by("what_is_disputed_never_changes|Cannot update"):
        changed(opened, reply_by=date(2018, 1, 1))()


def test_a_closed_dispute_never_changes(upheld):
    with refused_by("closed_dispute_never_changes|Cannot update"):
        changed(upheld, grounds="Otherwise.")()


@pytest.mark.parametrize("state", ["withdrawn", "rejected", "answered"])
def test_a_dispute_moves_as_allowed(stage, proposed, state):
    with refused_by("dispute_moves_as_allowed|Invalid transition"):
        changed(proposed, **closing(stage, state))()


def test_a_form_is_one_dispute(opened):
    with refused_by("key"):
        copied(opened)()
    copied(opened, key=uuid4())()


def test_an_entry_is_in_one_open_dispute(opened):
    other = copied(opened, key=uuid4())()

    with refused_by("entry_is_in_one_open_dispute"):
        copied(opened.lines.get(), dispute_id=other.pk)()


@pytest.mark.parametrize("change", [
    {"claimed": "Somebody"}, {"kind": ""}, {"starts_on": None}, {"resident_id": None, "run_id": None},
])  # fmt: skip
def test_a_line_names_an_entry_or_who_is_missing(opened, change):
    with refused_by("line_names_an_entry_or_who_is_missing|line_is_of_its_disputes_statement"):
        copied(opened.lines.get(), **change)()


def test_a_line_is_of_its_disputes_statement(stage):
    other = a_site(stage.strand, "private", stage.approver)
    a_resident(stage, date(1940, 1, 1), stage.areas[1], other)
    run = freeze(stage)
    found = dispute(statement_of(stage, run), a_provider_member(stage.provider))
    (strange,) = keys_of(statement_of(replace(stage, site=other), run))

    with refused_by("line_is_of_its_disputes_statement"):
        DisputeLine.objects.create(dispute=found, **strange._asdict())


def test_lines_close_with_their_dispute(upheld):
    """What `lines_close_with_their_dispute` did: nobody else can (line_is_open_while_its_dispute_is)."""
    line = upheld.lines.get()

    assert not line.is_open
    with refused_by("line_is_open_while_its_dispute_is"):
        changed(line, is_open=True)()


def test_a_line_is_never_closed_before_its_dispute(opened):
    with refused_by("line_is_open_while_its_dispute_is"):
        changed(opened.lines.get(), is_open=False)()


def test_a_line_is_never_deleted_and_never_changes(opened):
    with refused_by("line_is_never_deleted|Cannot delete"):
        DisputeLine.objects.filter(dispute=opened)._raw_delete("default")
    with refused_by("disputed_line_never_changes|Cannot update"):
        changed(opened.lines.get(), month=date(2017, 2, 1))()


def test_a_message_says_something_and_never_changes(opened):
    message = opened.messages.get()

    with refused_by("message_says_something"):
        copied(message, text="")()
    with refused_by("message_never_changes|permission denied|Cannot update"):
        changed(message, text="Otherwise.")()
    with refused_by("message_never_changes|permission denied|Cannot delete"):
        DisputeMessage.objects.filter(pk=message.pk)._raw_delete("default")


def test_one_ruling_says_who_is_paid_for_a_day(stage, proposed):
    ruling = Ruling.objects.get()

    with refused_by("one_ruling_says_who_is_paid_for_a_day"):
        copied(ruling, period=DateRange(date(2017, 1, 31), date(2017, 2, 5)), site_id=stage.site.pk)()
    copied(ruling, period=DateRange(UNTIL, date(2017, 2, 5)))()


@pytest.mark.parametrize("period", [DateRange(FIRST, None), DateRange(None, UNTIL), DateRange(empty=True)])
def test_a_ruling_is_of_days_with_an_end(proposed, period):
    with refused_by("ruling_is_of_days_with_an_end|one_ruling_says_who_is_paid_for_a_day"):
        copied(Ruling.objects.get(), period=period, resident_id=Ruling.objects.get().resident_id + 1)()


@pytest.mark.parametrize("change", [{"confirmed_by": None}, {"confirmed_at": None}])
def test_a_ruling_counts_when_somebody_else_confirmed_it(stage, proposed, change):
    ruling = Ruling.objects.get()

    with refused_by("ruling_counts_when_somebody_else_confirmed_it"):
        changed(ruling, **{"confirmed_at": LATER, "confirmed_by": stage.approver} | change)()
    with refused_by("ruling_counts_when_somebody_else_confirmed_it"):
        changed(ruling, confirmed_at=LATER, confirmed_by=ruling.proposed_by_id)()


def test_a_ruling_never_changes_and_stays_when_it_is_confirmed(proposed, stage):
    ruling = Ruling.objects.get()
    with refused_by("ruling_never_changes|Cannot update"):
        changed(ruling, period=DateRange(FIRST, date(2017, 1, 12)))()

    confirm(stage, proposed)

    for deed in (changed(ruling, confirmed_at=None, confirmed_by=None), Ruling.objects.all().delete):
        with refused_by("confirmed_ruling_stays|Cannot"):
            deed()
