"""A change of the register in doubt stops the month before whose end it came, until it is settled or put off."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError
from django.utils import translation

from billing import errors, words
from billing.models import PaymentRun
from billing.month.preview import preview
from billing.queries.runs import next_months
from pilot import jobs
from pilot.models import AuditEvent
from registry import actions as registry_actions
from registry.models import FeedAnswer, RegisterChange
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, JANUARY, NEW_YEAR, a_stage, freeze
from tests.billing.test_run_month import run_month
from tests.billing.test_tasks import now, order, work
from tests.constraints import copied, refused_by

# Helsinki is two hours ahead: 23.59 on 31 January, and midnight.
LAST_MOMENT, TOO_LATE = datetime(2017, 1, 31, 21, 59, tzinfo=UTC), datetime(2017, 1, 31, 22, tzinfo=UTC)


def in_doubt(stage, at=LAST_MOMENT) -> RegisterChange:
    answer = FeedAnswer.objects.create(
        pilot=stage.strand.pilot,
        filename="answer.json",
        sha256=f"{FeedAnswer.objects.count():064d}",
        last_mark=20,
        is_up_to_date=True,
        changes=1,
        received_at=at,
    )
    told = {"mark": 20, "matter": "death", "told_on": NEW_YEAR, "outcome": "doubt", "because": "unknown_person"}
    return RegisterChange.objects.create(answer=answer, pilot=stage.strand.pilot, place=1, payload={"a": 1}, **told)


def put_off(stage, *changes, month=JANUARY, by=None, at=IN_FEBRUARY):
    return registry_actions.put_off_changes(
        pilot=stage.strand.pilot,
        changes=[change.pk for change in changes],
        month=month,
        reason="Asked the register, no answer yet",
        by=by or stage.approver,
        at=at,
        channel=CHANNEL,
    )


def settle(stage, change):
    registry_actions.settle_change(
        change=change, note="Unknown here", by=stage.approver, at=IN_FEBRUARY, channel="online"
    )


def test_a_doubt_from_before_the_months_end_stops_it_until_it_is_settled(stage):
    change = in_doubt(stage)
    with pytest.raises(errors.RegisterInDoubt) as refusal:
        freeze(stage)
    assert refusal.value.params == {"changes": 1}
    assert preview(strand=stage.strand, month=JANUARY).stops == ["register_doubt"]

    settle(stage, change)

    # 21,04 + 10,52 euros at the private site, 10,52 on the home list.
    assert freeze(stage).total_cents == 4208
    assert preview(strand=stage.strand, month=FEBRUARY).stops == []


def test_what_comes_after_the_end_stops_only_the_next_month_and_anothers_stops_none(stage):
    in_doubt(stage, TOO_LATE)
    in_doubt(a_stage())

    freeze(stage)

    assert preview(strand=stage.strand, month=FEBRUARY).doubts == 1
    with pytest.raises(errors.RegisterInDoubt):
        freeze(stage, FEBRUARY, at=IN_MARCH)


def test_what_is_put_off_stops_neither_this_month_nor_is_it_forgotten_by_the_next(stage):
    put_off(stage, in_doubt(stage), in_doubt(stage))
    run = freeze(stage)

    with pytest.raises(errors.RegisterInDoubt):
        freeze(stage, FEBRUARY, at=IN_MARCH)
    put_off(stage, *RegisterChange.objects.all(), month=FEBRUARY, at=IN_MARCH)

    assert freeze(stage, FEBRUARY, at=IN_MARCH).previous == run


def test_who_put_it_off_does_not_freeze(stage):
    change = in_doubt(stage)
    put_off(stage, change, by=stage.preparer)

    with pytest.raises(errors.OwnPostponement):
        freeze(stage)
    settle(stage, change)

    assert freeze(stage).frozen_by == stage.preparer


def test_a_failed_order_started_again_is_done_in_the_name_of_whoever_starts_it(stage):
    """Who put it off does not freeze by another's order, and another is not kept from it by an order of theirs."""
    job = order(stage)
    change = in_doubt(stage)
    work()
    assert now(job).result == {"code": "register_in_doubt"}
    put_off(stage, change)

    jobs.restart(job, by=stage.approver, at=IN_FEBRUARY)
    work()
    assert (now(job).result, PaymentRun.objects.exists()) == ({"code": "own_postponement"}, False)
    order(stage)
    work()

    assert (now(job).state, PaymentRun.objects.get().frozen_by) == ("done", stage.preparer)


@pytest.mark.parametrize("by", ["nobody", "preparer"])
def test_the_database_asks_for_itself(stage, by):
    """Whatever the freeze has asked: nothing put off, or by the same person."""
    run = freeze(stage)
    change = in_doubt(stage)
    february = copied(run, month=FEBRUARY.first, previous=run)
    if by == "preparer":
        put_off(stage, change, month=FEBRUARY, by=stage.preparer, at=IN_MARCH)

    with refused_by("unresolved_doubt_stops_the_month"):
        february()
    settle(stage, change)

    assert february().month == FEBRUARY.first


def test_a_program_may_freeze_what_somebody_put_off_and_says_what(stage):
    change = in_doubt(stage)
    with pytest.raises(CommandError, match="1"):
        run_month(stage, "2017-01", "--freeze")
    assert not PaymentRun.objects.exists()
    with translation.override("en"):
        assert "! 1 change in doubt" in run_month(stage)

    put_off(stage, change)
    facts = json.loads(run_month(stage, "2017-01", "--freeze", "--json"))

    assert (facts["frozen"], facts["doubts"]) == (True, 0)
    (told,) = facts["put_off"]
    assert (told["matters"], told["left"], told["by"]) == ({"death": 1}, 1, str(stage.approver))


def test_the_list_of_months_says_it_in_words(stage):
    in_doubt(stage)

    (coming,) = next_months([stage.strand], IN_FEBRUARY.date())

    assert [stop["text"] for stop in coming.told] == [str(words.STOPS["register_doubt"])]


def test_putting_off_is_one_event_with_its_month_and_changes(stage):
    first, second = in_doubt(stage), in_doubt(stage)

    put_off(stage, first, second)

    event = AuditEvent.objects.get(kind="changes_put_off")
    assert (event.reason, event.facts) == (
        "Asked the register, no answer yet",
        {"month": "2017-01", "changes": [first.pk, second.pk]},
    )
