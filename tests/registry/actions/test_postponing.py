"""Putting a change in doubt off leaves out what does not stop the month, and refuses what nobody could stand by."""

from datetime import timedelta

import pytest

from pilot.calendar import Month
from pilot.models import AuditEvent
from registry import actions, errors
from registry.models import FeedAnswer, Postponement, RegisterChange
from tests.billing.stage import IN_FEBRUARY, IN_MARCH, NEW_YEAR
from tests.constraints import changed, copied, refused_by
from tests.people import a_person, a_pilot

pytestmark = pytest.mark.django_db
FEBRUARY = Month(2017, 2)


@pytest.fixture
def doubt() -> RegisterChange:
    return a_doubt(a_pilot(), IN_FEBRUARY)


def a_doubt(pilot, at) -> RegisterChange:
    answer = FeedAnswer.objects.create(
        pilot=pilot,
        filename="answer.json",
        sha256=f"{FeedAnswer.objects.count():064d}",
        last_mark=20,
        is_up_to_date=True,
        changes=1,
        received_at=at,
    )
    told = {"mark": 20, "matter": "death", "told_on": NEW_YEAR, "outcome": "doubt", "because": "unknown_person"}
    return RegisterChange.objects.create(answer=answer, pilot=pilot, place=1, payload={"a": 1}, **told)


def put_off(*changes, **asked) -> list[Postponement]:
    given = {"month": FEBRUARY, "reason": " Asked the register ", "at": IN_MARCH, "channel": "online"} | asked
    pks = [change.pk for change in changes]
    return actions.put_off_changes(pilot=changes[0].pilot, changes=pks, by=a_person(), **given)


def test_what_does_not_stop_the_month_is_left_out_and_again_nothing_is_left(doubt):
    late = a_doubt(doubt.pilot, IN_MARCH)

    (row,) = put_off(doubt, late)

    assert (row.change, row.month, row.reason) == (doubt, FEBRUARY.first, "Asked the register")
    with pytest.raises(errors.NothingToPutOff):
        put_off(doubt, late)
    assert AuditEvent.objects.filter(kind="changes_put_off").count() == 1


def test_no_words_a_month_to_come_and_what_is_not_in_doubt_here_are_refused(doubt):
    for wrong, asked in (
        (errors.PutOffWithoutWords, {"reason": " "}),
        (errors.PutOffTooEarly, {"month": Month(2017, 4)}),
    ):
        with pytest.raises(wrong):
            put_off(doubt, **asked)
    with pytest.raises(errors.ChangeNotInDoubt):
        put_off(doubt, a_doubt(a_pilot(), IN_FEBRUARY))
    changed(doubt, outcome="applied", payload={})()
    with pytest.raises(errors.ChangeNotInDoubt):
        put_off(doubt)
    assert not Postponement.objects.exists()


def test_the_database_keeps_a_postponement_as_it_was_said(doubt):
    (row,) = put_off(doubt)

    with refused_by("change_is_put_off_once_a_month"):
        copied(row)()
    with refused_by("month_of_a_postponement_starts_on_the_first"):
        copied(row, month=NEW_YEAR + timedelta(days=1))()
    with refused_by("putting_off_says_why"):
        copied(row, month=NEW_YEAR, reason="")()
    with refused_by("nothing_is_put_off_for_a_month_to_come"):
        copied(row, month=Month(2017, 4).first)()
    with refused_by("Cannot update rows"):  # postponement_stays_as_it_was_said
        changed(row, reason="Another")()
    with refused_by("Cannot delete rows"):  # postponement_is_never_deleted
        row.delete()
    changed(doubt, outcome="applied", payload={})()
    with refused_by("only_a_doubt_is_put_off"):
        copied(row, month=NEW_YEAR)()
