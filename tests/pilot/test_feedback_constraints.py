"""The database's rules about feedback on accessibility, tried by breaking them there."""

from datetime import UTC, datetime

import pytest

from pilot.models import Feedback
from tests.constraints import changed, refused_by
from tests.people import a_person, an_organiser

pytestmark = pytest.mark.django_db
AT = datetime(2017, 3, 1, 9, tzinfo=UTC)


def a_feedback(**fields) -> Feedback:
    given = {"organiser": an_organiser(), "number": 1, "text": "The map cannot be read.", "received_at": AT}
    return Feedback.objects.create(**given | fields)


def test_feedback_has_words():
    with refused_by("feedback_has_words"):
        a_feedback(text="")


@pytest.mark.parametrize("missing", ["answered_at", "answered_by", "answer"])
def test_an_answer_has_its_moment_its_person_and_its_words(missing):
    answer = {"answered_at": AT, "answered_by": a_person(), "answer": "It is mended."}
    del answer[missing]

    with refused_by("feedback_answer_has_moment_person_and_words"):
        a_feedback(**answer)


def test_what_was_answered_never_changes():
    answered = a_feedback(answered_at=AT, answered_by=a_person(), answer="It is mended.")

    with refused_by("answered_feedback_never_changes|Cannot update"):
        changed(answered, answer="It was never broken.")()
