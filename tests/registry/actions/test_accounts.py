import threading
from datetime import date

import pytest
from django.db import OperationalError, connection

from pilot import audit
from pilot.models import AuditEvent, User
from pilot.periods import between, since
from registry.actions.accounts import recognise_resident
from registry.models import IdentityCode, Resident, ResidentAccount
from tests.people import AT, a_pilot

CODE = "010170-999R"


def a_resident(code=CODE, *, pilot=None, **fields) -> Resident:
    pilot = pilot or a_pilot()
    given = {"list_code": "R1", "given_names": "Aino", "family_name": "Virtanen", "born_on": date(1970, 1, 1)}
    resident = Resident.objects.create(pilot=pilot, **given | fields)
    IdentityCode.objects.create(pilot=pilot, resident=resident, code=code, period=since(date(1970, 1, 1)))
    return resident


def test_the_first_log_in_opens_an_account_and_records_it(db):
    resident = a_resident()

    user = recognise_resident(identity_code=CODE, at=AT)

    assert user.resident_account.resident == resident
    assert not user.has_usable_password()
    event = AuditEvent.objects.get()
    assert (event.kind, event.subject_id, event.by_id) == ("resident_account_opened", str(resident.pk), user.pk)


def test_later_log_ins_find_it(db):
    a_resident()

    first = recognise_resident(identity_code=CODE, at=AT)

    assert recognise_resident(identity_code=CODE, at=AT) == first
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("code", ["", "010170Y999R", "010170-999r", " 010170-999R", "010170-9999"])
def test_another_code_is_another_person(db, code):
    a_resident()

    assert recognise_resident(identity_code=code, at=AT) is None
    assert not User.objects.exists()


def test_a_code_out_of_use_and_the_dead_are_not_recognised(db):
    resident = a_resident()
    IdentityCode.objects.update(active=False)
    assert recognise_resident(identity_code=CODE, at=AT) is None

    IdentityCode.objects.update(active=True)
    resident.died_on, resident.died_precision = date(2017, 1, 5), "day"
    resident.save()
    assert recognise_resident(identity_code=CODE, at=AT) is None


def test_of_several_pilots_the_running_one_counts(db):
    running = a_resident(pilot=a_pilot(period=between(date(2017, 1, 1), date(2018, 1, 1))))
    a_resident(pilot=a_pilot(period=between(date(2018, 1, 1), date(2019, 1, 1))))

    assert recognise_resident(identity_code=CODE, at=AT).resident_account.resident == running


def test_nothing_is_left_when_the_record_fails(db, monkeypatch):
    a_resident()

    def fail(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OperationalError):
        recognise_resident(identity_code=CODE, at=AT)
    assert not User.objects.exists()


def test_two_first_log_ins_at_once_open_one_account(committed_db):
    a_resident()
    barrier = threading.Barrier(8)
    users = []

    def log_in():
        barrier.wait()
        users.append(recognise_resident(identity_code=CODE, at=AT).pk)
        connection.close()

    threads = [threading.Thread(target=log_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(users) == 8
    assert set(users) == {ResidentAccount.objects.get().user_id}
