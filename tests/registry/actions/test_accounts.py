import threading
from datetime import date

import pytest
from django.db import OperationalError, connection

from pilot import audit
from pilot.identifiers import CHECK_CHARACTERS, is_identity_code
from pilot.log_in.refusals import NotLetIn
from pilot.models import AuditEvent, User
from pilot.periods import between, since
from registry.actions import confirm_merger, propose_merger
from registry.actions.accounts import recognise_resident
from registry.models import IdentityCode, Resident, ResidentAccount
from tests.people import AT, a_pilot
from tests.residents import CODE, a_resident


def refusal(**asked) -> NotLetIn:
    with pytest.raises(NotLetIn) as refused:
        recognise_resident(**asked)
    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()
    return refused.value


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


@pytest.mark.parametrize("code", ["010170Y999R", "010170-999r", " 010170-999R", "010170-9999", "010170999R"])
def test_another_code_is_another_person(db, code):
    a_resident()

    assert refusal(identity_code=code, at=AT).reason == "not-in-register"


@pytest.mark.parametrize("signs", ["-YXWVU", "ABCDEF"])
def test_people_whose_codes_differ_by_the_sign_of_the_century_alone_are_each_themselves(db, signs):
    born = date(1970, 1, 1) if "-" in signs else date(2001, 1, 1)
    middle = "010170" if "-" in signs else "010101"
    check = "R" if "-" in signs else CHECK_CHARACTERS[int(f"{middle}999") % 31]
    pilot = a_pilot()
    codes = [f"{middle}{sign}999{check}" for sign in signs]
    people = {code: a_resident(code, pilot=pilot, born_on=born) for code in codes}

    assert all(is_identity_code(code, allow_temporary=True) for code in codes)
    found = {code: recognise_resident(identity_code=code, at=AT).resident_account.resident for code in codes}
    assert found == people


def test_who_has_no_finnish_code_is_never_found_by_something_else(db):
    a_resident()

    assert refusal(identity_code="", at=AT).reason == "no-identity-code"


def test_of_a_changed_code_the_present_one_opens(db):
    resident = a_resident()
    resident.identity_codes.update(active=False, period=between(date(1970, 1, 1), date(2017, 1, 1)))
    IdentityCode.objects.create(
        pilot=resident.pilot, resident=resident, code="010170-998P", period=since(date(2017, 1, 1))
    )

    refused = refusal(identity_code=CODE, at=AT)
    assert (refused.reason, refused.resident) == ("code-not-in-use", resident)
    assert recognise_resident(identity_code="010170-998P", at=AT).resident_account.resident == resident


def test_the_dead_are_refused_and_let_in_again_when_the_register_is_put_right(db):
    resident = a_resident()
    Resident.objects.update(died_on=date(2017, 1, 5), died_precision="day")
    refused = refusal(identity_code=CODE, at=AT)
    assert (refused.reason, refused.resident) == ("died", resident)

    Resident.objects.update(died_on=None, died_precision="")
    assert recognise_resident(identity_code=CODE, at=AT).resident_account.resident == resident


def test_the_code_of_an_absorbed_record_opens_nothing(db):
    survivor = a_resident()
    absorbed = a_resident("010170-998P", pilot=survivor.pilot)
    clerk, other = (User.objects.create_user(email=f"{name}@example.invalid") for name in ("one", "two"))
    merger = propose_merger(survivor=survivor, absorbed=absorbed, reason="One person", by=clerk, at=AT, channel="desk")
    confirm_merger(merger=merger, by=other, at=AT, channel="desk")

    with pytest.raises(NotLetIn, match="code-not-in-use"):
        recognise_resident(identity_code="010170-998P", at=AT)
    assert recognise_resident(identity_code=CODE, at=AT).resident_account.resident == survivor


def test_a_closed_log_in_stays_closed(db):
    user = recognise_resident(identity_code=a_resident().identity_codes.get().code, at=AT)
    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(NotLetIn, match="closed"):
        recognise_resident(identity_code=CODE, at=AT)


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
