"""The rules of the change feed's answers that the database holds, tried by breaking them there."""

import pytest

from registry.models import FeedAnswer, RegisterChange
from tests.billing.stage import IN_FEBRUARY, NEW_YEAR
from tests.constraints import changed, copied, refused_by
from tests.people import a_person, a_pilot

WORDS = {"outcome": "settled", "payload": {}, "settled_at": IN_FEBRUARY, "note": "Asked the register"}


@pytest.fixture
def answer(db) -> FeedAnswer:
    return FeedAnswer.objects.create(
        pilot=a_pilot(),
        filename="answer.json",
        sha256="0" * 64,
        after_mark=10,
        last_mark=20,
        is_up_to_date=True,
        changes=1,
        received_at=IN_FEBRUARY,
    )


@pytest.fixture
def change(answer) -> RegisterChange:
    return RegisterChange.objects.create(
        answer=answer, pilot=answer.pilot, place=1, mark=20, matter="death", told_on=NEW_YEAR, payload={"a": 1}
    )


def test_an_answer_is_taken_once_tells_what_came_after_its_mark_and_stays_as_it_came(answer):
    with refused_by("feed_answer_is_taken_once"):
        copied(answer)()
    with refused_by("feed_answer_tells_what_came_after_its_mark"):
        copied(answer, sha256="1" * 64, after_mark=21)()
    with refused_by("Cannot update rows"):  # feed_answer_stays_as_it_came
        changed(answer, last_mark=21)()
    with refused_by("Cannot delete rows"):  # feed_answer_is_never_deleted
        answer.delete()


def test_a_change_stands_once_and_is_never_deleted(change):
    with refused_by("change_stands_once_in_its_answer"):
        copied(change)()
    with refused_by("Cannot delete rows"):  # register_change_is_never_deleted
        change.delete()


def test_a_doubt_has_its_cause_and_what_was_received_goes_when_it_has_done_its_work(change):
    with refused_by("doubt_has_its_cause"):
        changed(change, outcome="doubt")()
    with refused_by("payload_is_kept_only_while_it_is_needed"):
        changed(change, outcome="applied")()
    changed(change, outcome="applied", payload={})()
    with refused_by('Invalid transition of field "outcome" from "applied" to "waiting"'):  # change_moves_as_allowed
        changed(change, outcome="waiting")()


@pytest.mark.parametrize("missing", ["settled_at", "settled_by", "note"])
def test_settling_is_somebodys_and_says_what_was_done(change, missing):
    changed(change, outcome="doubt", because="unknown_person")()
    words = WORDS | {"settled_by": a_person()}

    with refused_by("settling_of_a_change_is_somebodys_and_says_what_was_done"):
        changed(change, **words | {missing: "" if missing == "note" else None})()
    changed(change, **words)()
