"""What must never be true of invitations and their files, tried in the database itself."""

import pytest
from django.db import DatabaseError, transaction

from pilot.periods import since
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_strand, an_area, noon
from vouchers.models import Invitation, InvitationFile, InvitationRejection


@pytest.fixture
def strand(db):
    return a_strand(by_invitation=True)


@pytest.fixture
def file(strand) -> InvitationFile:
    return InvitationFile.objects.create(
        strand=strand, filename="kutsut.csv", sha256="0" * 64, invited_on=TODAY, received_at=noon(),
        received_by=a_person(), rows=3, invited=2, left_out=1, state="read",
    )  # fmt: skip


@pytest.fixture
def rejection(file) -> InvitationRejection:
    return InvitationRejection.objects.create(file=file, line=2, because="no_code", shown="010170-")


@pytest.fixture
def invitation(strand, file) -> Invitation:
    return Invitation.objects.create(
        resident=a_resident(strand, an_area(strand)), strand=strand, invited_on=TODAY, period=since(TODAY),
        recorded_at=noon(), recorded_by=a_person(), file=file,
    )  # fmt: skip


def test_every_row_of_a_file_invited_somebody_or_was_left_out(file):
    with refused_by("every_row_of_an_invitation_file_is_accounted_for"):
        changed(file, left_out=0)()


def test_a_file_is_read_once_and_its_codes_go_then(file):
    with refused_by('Invalid transition of field "state" from "read" to "received"'):  # invitation_file_is_read_once
        changed(file, state="received", invited=0, left_out=0)()
    with refused_by("codes_of_an_invitation_file_go_when_it_is_read"):
        changed(file, content=b"010170-900J")()


def test_a_row_is_left_out_once(rejection):
    with refused_by("invitation_row_is_left_out_once"):
        copied(rejection)()


def guarded(row, guard: str, verb: str, deed) -> None:
    assert guard in {trigger.name for trigger in row._meta.triggers}
    with pytest.raises(DatabaseError, match=f"Cannot {verb} rows from {row._meta.db_table}"), transaction.atomic():
        deed()


def test_a_file_is_never_deleted(file):
    guarded(file, "invitation_file_is_never_deleted", "delete", file.delete)


def test_an_invitation_is_withdrawn_and_never_deleted(invitation):
    guarded(invitation, "invitation_is_never_deleted", "delete", invitation.delete)


def test_what_was_left_out_stays_with_its_reason(rejection):
    guarded(rejection, "invitation_rejection_is_kept", "update or delete", changed(rejection, because="unknown"))
    guarded(rejection, "invitation_rejection_is_kept", "update or delete", rejection.delete)
