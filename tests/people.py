"""People and pilots for tests: made in the states of the domain, and logged in the way the pages demand."""

from datetime import UTC, date, datetime
from itertools import count

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from pilot import access
from pilot.models import Membership, Organiser, Pilot, Role, User
from pilot.periods import between

AT = datetime(2017, 2, 1, 9, tzinfo=UTC)
_numbers = count(1)


def an_organiser(**fields) -> Organiser:
    number = next(_numbers)
    given = {
        "code": f"organiser-{number}",
        "name_fi": f"Järjestäjä {number}",
        "business_id": "0174666-4",
        "iban": "FI2112345600000785",
    }
    return Organiser.objects.create(**given | fields)


def a_pilot(*, lead: Organiser | None = None, **fields) -> Pilot:
    given = {
        "code": f"pilot-{next(_numbers)}",
        "name_fi": "Kokeilu",
        "lead": lead or an_organiser(),
        "period": between(date(2017, 1, 1), date(2019, 1, 1)),
    }
    return Pilot.objects.create(**given | fields)


def a_person(**fields) -> User:
    number = next(_numbers)
    return User.objects.create_user(**{"email": f"person{number}@example.invalid", "name": f"Person {number}"} | fields)


def a_member(role: Role | str, organiser: Organiser, **fields) -> User:
    user = a_person(**fields)
    Membership.objects.create(user=user, organiser=organiser, role=role)
    return user


def log_in(client, user: User, *, strongly: bool = True) -> None:
    """Open a session as the log-in would leave it; `strongly` means with a second factor."""
    client.force_login(user)
    if strongly:
        session = client.session
        session[access.IDENTIFICATION] = {"strong": True}
        session.save()


def session_of(user: User) -> SessionStore:
    """Make a strong session that somebody else, such as a browser, goes on with."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[access.IDENTIFICATION] = {"strong": True}
    session.create()
    return session
