"""What counts against a grant, and who bears the cost of which area: said by one deed each, with its event."""

import pytest
from django.db import DatabaseError

from billing import actions, errors
from pilot import audit
from pilot.models import AuditEvent, Job
from tests.billing.stage import CHANNEL, IN_MARCH
from tests.people import an_organiser


def share(stage, thousandths: int):
    return actions.set_grant_share(
        pilot=stage.strand.pilot, share_thousandths=thousandths, by=stage.preparer, at=IN_MARCH, channel=CHANNEL
    )


def give(stage, organiser):
    return actions.set_area_organisers(
        pilot=stage.strand.pilot,
        organisers={stage.areas[0].pk: organiser and organiser.pk},
        by=stage.preparer,
        at=IN_MARCH,
        channel=CHANNEL,
    )


def test_the_share_is_kept_and_recorded_with_what_it_was(stage):
    assert share(stage, 750).grant_share_thousandths == 750

    event = AuditEvent.objects.get(kind="grant_share_set")
    assert (event.by_id, event.facts) == (stage.preparer.pk, {"before": 1000, "after": 750})


def test_more_than_the_whole_is_refused_by_the_database(stage):
    with pytest.raises(DatabaseError, match="grant_share_is_at_most_all"):
        share(stage, 1001)


def test_an_area_is_given_and_taken_back(stage):
    partner = an_organiser()
    stage.strand.pilot.organisers.add(partner)

    for organiser, said in ((partner, partner.code), (None, "")):
        give(stage, organiser)
        stage.areas[0].refresh_from_db()
        assert stage.areas[0].organiser == organiser
        assert AuditEvent.objects.filter(kind="area_organisers_set").last().facts == {"Keskusta": said}


def test_an_organiser_of_elsewhere_is_refused(stage):
    with pytest.raises(errors.NotOfPilot):
        give(stage, an_organiser())
    assert not AuditEvent.objects.filter(kind="area_organisers_set").exists()


def test_nothing_is_left_when_the_record_fails(stage, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    for deed in (lambda: share(stage, 1), lambda: give(stage, stage.organiser)):
        with pytest.raises(DatabaseError):
            deed()

    stage.strand.pilot.refresh_from_db()
    stage.areas[0].refresh_from_db()
    assert (stage.strand.pilot.grant_share_thousandths, stage.areas[0].organiser) == (1000, None)


def test_a_forecast_that_is_being_made_is_not_ordered_twice(stage):
    order = {"pilot": stage.strand.pilot, "by": stage.preparer, "at": IN_MARCH, "channel": CHANNEL}

    assert actions.order_forecast(**order) == actions.order_forecast(**order)
    Job.objects.update(state="running")
    Job.objects.update(state="done", ended_at=IN_MARCH)
    assert actions.order_forecast(**order).state == "waiting"
    assert Job.objects.count() == 2
