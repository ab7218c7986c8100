"""Rate tables are drafted by one person, changed by nobody else, and approved by another as they were looked at."""

from datetime import date
from unittest.mock import patch

import pytest

from billing import actions, errors
from billing.actions.rates import CellDraft
from billing.models import RateCell, RateTable
from billing.queries.rates import rate_digest
from pilot import audit
from pilot.models import AuditEvent
from tests.billing.stage import CHANNEL, IN_FEBRUARY, IN_MARCH, a_rate_draft

APRIL = date(2017, 4, 1)


@pytest.fixture
def draft(stage) -> RateTable:
    return a_rate_draft(stage.strand, stage.areas, stage.preparer, valid_from=APRIL)


def change(stage, draft, by=None, cells=None):
    cells = [CellDraft(stage.areas[0], 0, None, 100)] if cells is None else cells
    return actions.change_rate_draft(
        table=draft, valid_from=APRIL, cells=cells, by=by or stage.preparer, at=IN_MARCH, channel=CHANNEL,
        decision_number="20 §", source="Tilinpäätös 2016",
    )  # fmt: skip


def approve(draft, by, **given):
    return actions.approve_rate_table(table=draft, by=by, at=IN_MARCH, channel=CHANNEL, **given)


def events(kind: str, draft: RateTable):
    return AuditEvent.objects.filter(kind=kind, subject_id=str(draft.pk))


def amounts(table: RateTable) -> list[int]:
    return sorted(table.cells.values_list("annual_cents", flat=True))


def test_drafting_writes_a_table_that_nobody_has_approved(draft):
    assert (draft.state, draft.approved_by) == ("draft", None)
    assert amounts(draft) == [12_624, 12_624, 25_248, 25_248]


def test_drafting_records_one_event(stage, draft):
    event = events("rate_table_drafted", draft).get()

    assert (event.by_id, event.facts["valid_from"]) == (stage.preparer.pk, "2017-04-01")


def test_a_draft_that_overlaps_itself_leaves_no_trace(stage):
    cells = [CellDraft(stage.areas[0], 0, 64, 1), CellDraft(stage.areas[0], 64, None, 2)]

    with pytest.raises(Exception, match="do_not_overlap"):
        actions.draft_rate_table(
            strand=stage.strand, valid_from=APRIL, cells=cells, by=stage.preparer, at=IN_MARCH, channel=CHANNEL
        )


def test_changing_writes_the_draft_anew(stage, draft):
    change(stage, draft)

    draft.refresh_from_db()
    assert amounts(draft) == [100]
    assert (draft.decision_number, draft.source, draft.drafted_at) == ("20 §", "Tilinpäätös 2016", IN_MARCH)


def test_changing_records_one_event(stage, draft):
    change(stage, draft)

    assert events("rate_draft_changed", draft).get().by_id == stage.preparer.pk


def test_changing_refuses_anothers_draft(stage, draft):
    with pytest.raises(errors.OthersDraft):
        change(stage, draft, by=stage.approver)
    assert len(amounts(draft)) == 4
    assert not events("rate_draft_changed", draft).exists()


def test_changing_refuses_an_approved_table(stage, draft):
    approve(draft, stage.approver)

    with pytest.raises(errors.NotADraft):
        change(stage, draft)


def discard(draft, by):
    actions.discard_rate_draft(table=draft, by=by, at=IN_MARCH, channel=CHANNEL)


def test_discarding_takes_the_draft_and_its_rates_away_and_nothing_else(stage, draft):
    discard(draft, stage.preparer)

    assert list(RateTable.objects.values_list("pk", flat=True)) == [stage.table.pk]
    assert not RateCell.objects.filter(table_id=draft.pk).exists()
    assert stage.table.cells.exists()


def test_discarding_records_one_event(stage, draft):
    pk = draft.pk

    discard(draft, stage.preparer)

    event = AuditEvent.objects.get(kind="rate_draft_discarded", subject_id=str(pk))
    assert (event.by_id, event.facts["cells"], event.facts["valid_from"]) == (stage.preparer.pk, 4, "2017-04-01")


def test_discarding_refuses_anothers_draft(stage, draft):
    with pytest.raises(errors.OthersDraft):
        discard(draft, stage.approver)
    assert len(amounts(draft)) == 4


def test_discarding_refuses_an_approved_table(stage, draft):
    approve(draft, stage.approver)

    with pytest.raises(errors.NotADraft):
        discard(draft, stage.preparer)
    assert len(amounts(draft)) == 4


def test_discarding_leaves_no_trace_when_it_fails_half_way(stage, draft):
    with patch.object(RateTable, "delete", side_effect=RuntimeError), pytest.raises(RuntimeError):
        discard(draft, stage.preparer)
    assert len(amounts(draft)) == 4
    assert not events("rate_draft_discarded", draft).exists()


def test_approving_lets_the_table_hold(stage, draft):
    table = approve(draft, stage.approver, looked_at=rate_digest(draft))

    table.refresh_from_db()
    assert (table.state, table.approved_by, table.approved_at) == ("approved", stage.approver, IN_MARCH)


def test_approving_records_one_event_with_its_holes(stage, draft):
    change(stage, draft)

    approve(draft, stage.approver, accept_holes=True)

    event = events("rate_table_approved", draft).get()
    assert (event.by_id, event.facts["holes"]) == (stage.approver.pk, 1)


def test_approving_refuses_who_drafted(stage, draft):
    with pytest.raises(errors.OwnDraft):
        approve(draft, stage.preparer)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not events("rate_table_approved", draft).exists()


def test_approving_twice_is_refused(stage, draft):
    approve(draft, stage.approver)

    with pytest.raises(errors.NotADraft):
        approve(draft, stage.approver)


@pytest.mark.parametrize("changed", ["annual_cents", "source"])
def test_approving_refuses_rates_that_were_not_looked_at(stage, draft, changed):
    seen = rate_digest(draft)
    if changed == "source":
        RateTable.objects.filter(pk=draft.pk).update(source="another")
    else:
        draft.cells.filter(pk=draft.cells.first().pk).update(annual_cents=1)

    with pytest.raises(errors.RatesDiffer):
        approve(draft, stage.approver, looked_at=seen)


def test_holes_are_approved_by_an_explicit_yes_only(stage, draft):
    change(stage, draft)

    with pytest.raises(errors.HolesNotAccepted):
        approve(draft, stage.approver)
    assert approve(draft, stage.approver, accept_holes=True).state == "approved"


def test_a_deed_rolls_back_whole_when_its_event_fails(stage, draft):
    with patch.object(audit, "record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        change(stage, draft)
    with patch.object(audit, "record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        approve(draft, stage.approver)

    draft.refresh_from_db()
    assert (draft.state, len(amounts(draft))) == ("draft", 4)
    assert draft.drafted_at < IN_FEBRUARY
