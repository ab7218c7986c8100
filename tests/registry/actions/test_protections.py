from datetime import date, timedelta

import pytest
from django.db import OperationalError

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.models import AuditEvent
from pilot.periods import between, since
from registry.actions import protections
from registry.models import Protection
from tests.people import AT, a_person
from tests.residents import a_resident

TODAY = helsinki_today(AT)


def protect(resident):
    return protections.protect_as_identified(resident=resident, by=a_person(), at=AT)


def test_who_is_said_to_be_protected_is_protected_from_today_and_it_is_recorded(db):
    resident = a_resident()

    protect(resident)

    assert Protection.objects.get().period == since(TODAY)
    event = AuditEvent.objects.get()
    assert (event.kind, event.subject_id, event.reason) == ("resident_protected", str(resident.pk), "identification")


def test_whom_the_register_protects_already_is_left_as_they_are(db):
    resident = a_resident()
    Protection.objects.create(resident=resident, period=between(date(2016, 1, 1), TODAY + timedelta(days=1)))

    assert protect(resident) is None
    assert Protection.objects.count() == 1
    assert not AuditEvent.objects.exists()


def test_a_protection_that_ended_protects_no_longer(db):
    resident = a_resident()
    Protection.objects.create(resident=resident, period=between(date(2016, 1, 1), TODAY))

    assert protect(resident).period == since(TODAY)


def test_one_that_begins_later_is_met(db):
    resident = a_resident()
    Protection.objects.create(resident=resident, period=since(date(2017, 3, 1)))

    assert protect(resident).period == between(TODAY, date(2017, 3, 1))


def test_nothing_is_left_when_the_record_fails(db, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError

    resident = a_resident()
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OperationalError):
        protect(resident)
    assert not Protection.objects.exists()
