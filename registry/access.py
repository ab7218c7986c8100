"""Whose residents a role sees. A provider's way to a resident leads over the enrolments of its sites (vouchers)."""

from datetime import datetime

from django.db.models import Q

from pilot import access
from pilot.access import Role
from pilot.identity_provider import mandates, people
from pilot.log_in import recognition
from pilot.log_in.configuration import RESIDENTS
from pilot.models import User
from registry import demonstration
from registry.actions.accounts import recognise_resident
from registry.actions.protections import protect_as_identified
from registry.models import (
    FeedAnswer,
    Guardianship,
    Merger,
    RegisterBatch,
    RegisterChange,
    Resident,
    ResidentAccount,
)


def _recognise(identified: recognition.Identified, at: datetime) -> User:
    user = recognise_resident(identity_code=identified.identity_code, at=at)
    if identified.is_protected:
        protect_as_identified(resident=user.resident_account.resident, by=user, at=at)
    return user


access.register_holder(Role.RESIDENT, ResidentAccount)
recognition.register_recogniser(RESIDENTS, _recognise)
people.register(RESIDENTS, demonstration.SOURCE)
mandates.register(demonstration.mandates_of)


def _of_own_pilots(role: Role) -> access.Scope:
    return lambda user: Q(pilot__in=access.pilots_of(user, role))


def _own(user: User) -> Q:
    return Q(account__user=user)


access.register(Resident, Role.STAFF, _of_own_pilots(Role.STAFF))
access.register(Resident, Role.AUDITOR, _of_own_pilots(Role.AUDITOR))
access.register(Resident, Role.RESIDENT, _own)
access.register(Merger, Role.STAFF, lambda user: Q(survivor__pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(Guardianship, Role.STAFF, lambda user: Q(child__pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(RegisterBatch, Role.STAFF, _of_own_pilots(Role.STAFF))
access.register(FeedAnswer, Role.STAFF, _of_own_pilots(Role.STAFF))
access.register(RegisterChange, Role.STAFF, _of_own_pilots(Role.STAFF))
