"""Residents for tests of logging in: with a code of a made-up person, in a pilot that may be logged in to."""

from datetime import date
from itertools import count

from pilot.models import User
from pilot.periods import since
from registry.models import IdentityCode, Resident
from tests.people import a_pilot

BORN = date(1970, 1, 1)
CODE = "010170-999R"
_numbers = count(1)


def a_resident(code: str = CODE, *, pilot=None, **fields) -> Resident:
    pilot = pilot or a_pilot(is_demonstration=True)
    given = {"given_names": "Aino", "family_name": "Virtanen", "born_on": BORN, "list_code": f"R{next(_numbers)}"}
    resident = Resident.objects.create(pilot=pilot, **given | fields)
    IdentityCode.objects.create(pilot=pilot, resident=resident, code=code, period=since(resident.born_on))
    return resident


def who(browser) -> User | None:
    """Return who is logged in with the browser."""
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None
