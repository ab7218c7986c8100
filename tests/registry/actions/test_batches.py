"""Looking through what a population file left out: it does, it records, it refuses, it rolls back whole."""

from datetime import UTC, datetime

import pytest

from pilot import audit
from pilot.models import AuditEvent
from registry import actions, errors
from registry.models import RegisterBatch
from tests.people import a_person, a_pilot

pytestmark = pytest.mark.django_db
AT = datetime(2017, 3, 6, 9, 30, tzinfo=UTC)


def a_batch(**changes) -> RegisterBatch:
    values = {"state": "loaded", "rows": 5, "new": 3, "unchanged": 0, "rejected": 2, "received_at": AT}
    return RegisterBatch.objects.create(
        pilot=a_pilot(), filename="people.csv", sha256="0" * 64, content=b"", **values | changes
    )


def review(batch, *, note="Asked the register for a mended file"):
    return actions.review_batch(batch=batch, note=note, by=a_person(), at=AT, channel="online")


def test_it_is_kept_who_looked_through_when_and_what_came_of_it():
    batch = review(a_batch(), note=" Asked the register ")

    batch.refresh_from_db()
    assert (batch.reviewed_at, batch.review_note) == (AT, "Asked the register")
    assert batch.reviewed_by is not None


def test_it_records_one_event():
    batch = review(a_batch())

    event = AuditEvent.objects.get()
    assert (event.kind, event.subject_id, event.facts["rejected"]) == ("population_reviewed", str(batch.pk), 2)
    assert event.reason == "Asked the register for a mended file"


@pytest.mark.parametrize(
    ("changes", "note", "refusal"),
    [
        ({"new": 5, "rejected": 0}, "Nothing", errors.NothingLeftOut),
        ({"state": "received", "rows": 0, "new": 0, "rejected": 0}, "Early", errors.NothingLeftOut),
        ({}, "  ", errors.ReviewWithoutWords),
    ],
)
def test_it_refuses_and_leaves_no_trace(changes, note, refusal):
    batch = a_batch(**changes)

    with pytest.raises(refusal):
        review(batch, note=note)

    assert not RegisterBatch.objects.filter(reviewed_at__isnull=False).exists()
    assert not AuditEvent.objects.exists()


def test_it_refuses_a_second_time():
    batch = review(a_batch(), note="First")

    with pytest.raises(errors.ReviewedBefore):
        review(batch, note="Second")

    batch.refresh_from_db()
    assert batch.review_note == "First"


def test_it_rolls_back_whole(monkeypatch):
    batch = a_batch()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        review(batch)

    batch.refresh_from_db()
    assert batch.reviewed_at is None
