"""A file of invitations is read while somebody invites one person: real commits on connections of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from pilot.periods import since
from tests.people import a_member
from tests.vouchers.actions.test_inviting import by_file, invite
from tests.vouchers.cast import FIRST, a_resident, a_strand, an_area
from vouchers import errors
from vouchers.actions import invitations
from vouchers.models import Invitation, Letter

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(120)]
CODES = ("010170-900J", "010170-999R", "010170-998P")


@pytest.fixture
def strand(committed_db):
    return a_strand(by_invitation=True)


@pytest.fixture
def staff(strand):
    return a_member("staff", strand.pilot.lead)


@pytest.fixture
def residents(strand):
    area = an_area(strand, home_site=False)
    found = [a_resident(strand, area) for _code in CODES]
    for resident, code in zip(found, CODES, strict=True):
        resident.identity_codes.create(pilot=strand.pilot, code=code, period=since(FIRST))
    return found


def beside(deed):
    """Do the deed on a connection of its own, and return how it ended."""

    def act():
        try:
            return deed()
        except errors.InvitedAlready:
            return "invited already"
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


def test_who_is_not_in_the_file_is_invited_without_waiting_for_it(strand, staff, residents):
    with transaction.atomic():
        by_file(strand, staff, "\n".join(CODES[:2]))
        other = beside(lambda: invite(strand, staff, residents[2]))

    assert other.resident == residents[2]
    assert Invitation.objects.count() == Letter.objects.count() == 3


def test_who_is_invited_while_the_file_is_read_is_left_out_of_it(strand, staff, residents, monkeypatch):
    monkeypatch.setattr(invitations, "STRETCH", 1)
    tell, ended = invitations._tell, []

    def tell_meanwhile(file, invited, **who):
        if not ended:
            ended.append(beside(lambda: invite(strand, staff, residents[1])).resident)
        return tell(file, invited, **who)

    monkeypatch.setattr(invitations, "_tell", tell_meanwhile)
    file = by_file(strand, staff, "\n".join(CODES))

    assert ended == [residents[1]]
    assert (file.invited, file.left_out) == (2, 1)
    assert list(file.rejections.values_list("line", "because")) == [(2, "invited")]
    assert Invitation.objects.count() == Letter.objects.count() == 3


def test_whom_a_file_has_already_invited_nobody_invites_again_when_it_commits(strand, staff, residents):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            by_file(strand, staff, CODES[0])
            waits = pool.submit(lambda: beside(lambda: invite(strand, staff, residents[0])))
            wait_until_somebody_waits()
        assert waits.result() == "invited already"

    assert Invitation.objects.count() == 1


def wait_until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _look in range(10_000):
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                " AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")
