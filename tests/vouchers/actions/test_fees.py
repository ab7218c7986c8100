"""Fees are drafted by one, approved by another, and nobody rewrites what residents were told."""

from datetime import date

import pytest
from django.db import IntegrityError

from pilot.models import AuditEvent
from pilot.periods import between, since
from tests.people import a_person
from tests.vouchers.cast import TODAY, noon
from tests.vouchers.fees import ADULT, CHILD, NURSE, a_draft, approve, fees
from vouchers import actions, errors, queries
from vouchers.actions import FeeDraft, FeeTableDraft
from vouchers.models import Fee, FeeTable

pytestmark = pytest.mark.django_db
NEW_YEAR, SUMMER = date(2018, 1, 1), date(2017, 7, 1)


def test_a_draft_is_told_to_nobody(strand):
    table = a_draft(strand, date(2017, 1, 1))

    assert queries.fees_on(strand, TODAY).table is None
    assert [(fee.cents, fee.age_to) for fee in table.fees.order_by("pk")] == [(0, 17), (2090, None)]


def test_an_approved_table_holds_and_ends_what_held(strand):
    old = fees(strand, date(2017, 1, 1))

    new = fees(strand, NEW_YEAR, None, CHILD, FeeDraft("doctor", 2060, 18, times_a_year=3))

    old.refresh_from_db()
    assert (old.period, new.period) == (between(date(2017, 1, 1), NEW_YEAR), since(NEW_YEAR))
    sums = [
        queries.fees_on(strand, day, born_on=date(1970, 1, 1)).rows[0].cents for day in (date(2017, 12, 31), NEW_YEAR)
    ]
    assert sums == [2090, 2060]


def test_it_ends_where_an_approved_one_begins(strand):
    fees(strand, NEW_YEAR)

    assert fees(strand, SUMMER).period == between(SUMMER, NEW_YEAR)


def test_a_last_day_belongs_to_the_table_and_after_it_nothing_is_known(strand):
    fees(strand, date(2017, 1, 1), date(2017, 12, 31))

    assert queries.fees_on(strand, date(2017, 12, 31)).rows
    assert queries.fees_on(strand, NEW_YEAR).rows == ()


def test_a_past_day_without_fees_can_still_be_filled(strand):
    assert fees(strand, date(2017, 1, 1), date(2017, 2, 28)).period == between(date(2017, 1, 1), date(2017, 3, 1))


def test_each_deed_records_one_event(strand):
    table = approve(a_draft(strand, SUMMER))

    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    event = AuditEvent.objects.get(kind="fees_approved")
    assert kinds[-2:] == ["fees_drafted", "fees_approved"]
    assert (event.subject_kind, event.subject_id) == ("fee_table", str(table.pk))
    assert event.facts == {"strand": strand.code, "first": "2017-07-01", "fees": 2}


@pytest.mark.parametrize(
    ("first", "last", "rows", "refusal"),
    [
        (SUMMER, None, [], errors.NoFees),
        (SUMMER, None, [ADULT, FeeDraft("doctor", 100, 70)], errors.FeesOverlap),
        (SUMMER, None, [CHILD, FeeDraft("doctor", None, 17)], errors.FeesOverlap),
        (SUMMER, date(2017, 6, 30), [ADULT], errors.FeesEndBefore),
        (TODAY, None, [ADULT], errors.FeesHeldAlready),
        (date(2017, 3, 20), None, [ADULT], errors.FeesBeginThen),
    ],
)
def test_a_draft_is_refused_for_its_reason_and_leaves_nothing(strand, first, last, rows, refusal):
    fees(strand, date(2017, 1, 1), date(2017, 3, 19))
    fees(strand, date(2017, 3, 20))
    said = FeeTableDraft(first, last, "Lautakunta", tuple(rows))

    with pytest.raises(refusal):
        actions.draft_fees(strand=strand, draft=said, by=a_person(), at=noon(), channel="online")

    assert FeeTable.objects.count() == 2
    assert AuditEvent.objects.filter(kind="fees_drafted").count() == 2


def test_ages_and_units_that_do_not_meet_stand_beside_each_other(strand):
    table = fees(strand, SUMMER, None, CHILD, ADULT, NURSE, FeeDraft("doctor", 4180, 18, unit="year"))

    assert table.fees.count() == 4


def test_the_drafter_does_not_approve(strand):
    table = a_draft(strand, SUMMER)

    with pytest.raises(errors.OwnFees):
        approve(table, by=table.drafted_by)


def test_approval_names_what_was_looked_at(strand):
    held, table = fees(strand, date(2017, 1, 1)), a_draft(strand, SUMMER)
    seen = queries.fee_digest(table, held)
    other = FeeTableDraft(SUMMER, None, "Lautakunta", (CHILD, FeeDraft("doctor", 2000, 18)))
    actions.change_fee_draft(table=table, draft=other, by=table.drafted_by, at=noon(), channel="online")

    with pytest.raises(errors.FeesDiffer):
        approve(table, looked_at=seen)

    table.refresh_from_db()
    assert approve(table, looked_at=queries.fee_digest(table, held)).approved_at == noon()


def test_a_day_that_has_come_meanwhile_is_not_rewritten(strand):
    fees(strand, date(2017, 1, 1))
    table = a_draft(strand, SUMMER)

    with pytest.raises(errors.FeesHeldAlready):
        approve(table, at=noon(SUMMER))


def test_approved_fees_are_neither_changed_nor_thrown_away(strand):
    table = fees(strand, SUMMER)
    who = {"by": table.drafted_by, "at": noon(), "channel": "online"}
    said = FeeTableDraft(SUMMER, None, "Lautakunta", (ADULT,))

    for deed in (
        lambda: actions.change_fee_draft(table=table, draft=said, **who),
        lambda: actions.discard_fee_draft(table=table, **who),
        lambda: approve(table),
    ):
        with pytest.raises(errors.FeesDecided):
            deed()


def test_a_draft_is_its_drafters_and_goes_whole(strand):
    table = a_draft(strand, SUMMER)
    with pytest.raises(errors.OthersFees):
        actions.discard_fee_draft(table=table, by=a_person(), at=noon(), channel="online")

    actions.discard_fee_draft(table=table, by=table.drafted_by, at=noon(), channel="online")

    assert not Fee.objects.exists()
    assert AuditEvent.objects.filter(kind="fee_draft_discarded").count() == 1


def test_an_approval_leaves_nothing_when_its_last_write_fails(strand, monkeypatch):
    held, table = fees(strand, date(2017, 1, 1)), a_draft(strand, SUMMER)

    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("vouchers.actions.fees.audit.record", fail)
    with pytest.raises(IntegrityError):
        approve(table)

    held.refresh_from_db()
    assert held.period == since(date(2017, 1, 1))
    assert FeeTable.objects.waiting().get() == table
