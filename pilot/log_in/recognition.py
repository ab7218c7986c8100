"""Who an identity provider's person is here. The port between log-in and the people that the apps know.

Apps register, for each identity provider, what recognises its people; nothing here makes a person. Somebody who is not
let in gets a page that says why, and nothing of what was said about them is kept: see pilot.log_in.refusals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pilot.log_in.configuration import (
    IDENTITY_CODE_CLAIM,
    NON_DISCLOSURE_CLAIM,
    ORGANISATION,
    RESIDENTS,
    SECOND_FACTOR,
)
from pilot.log_in.refusals import NotLetIn
from pilot.models import User


@dataclass(frozen=True, slots=True)
class Identified:
    """What an identity provider vouched for, already verified."""

    provider: str
    claims: dict[str, Any]

    @property
    def identity_code(self) -> str:
        """Return the code as it was written; people identified in another country may have none."""
        return str(self.claims.get(IDENTITY_CODE_CLAIM) or "")

    @property
    def is_protected(self) -> bool:
        """Tell whether the population register has the person under non-disclosure; silence says nothing."""
        return str(self.claims.get(NON_DISCLOSURE_CLAIM, "")).lower() in ("1", "true")

    @property
    def email(self) -> str:
        """Return the address, if the provider says that it is the person's."""
        return str(self.claims.get("email", "")) if self.claims.get("email_verified") is True else ""

    @property
    def is_strong(self) -> bool:
        """Tell whether the person was strongly identified or used a second factor."""
        if self.provider == RESIDENTS:
            # Whoever comes with a level that is not accepted has been refused before.
            return True
        methods = self.claims.get("amr")
        return isinstance(methods, list) and any(method in methods for method in SECOND_FACTOR)


Recogniser = Callable[[Identified, datetime], User]
_recognisers: dict[str, Recogniser] = {}


def register_recogniser(provider: str, recognise: Recogniser) -> None:
    """Say who recognises the people of an identity provider."""
    _recognisers[provider] = recognise


def recognise(identified: Identified, *, at: datetime) -> User:
    """Return the log-in of the identified person, or refuse with a reason that has a page."""
    return _recognisers[identified.provider](identified, at)


def _recognise_colleague(identified: Identified, _at: datetime) -> User:
    """Find who works here by the organisation's e-mail address; somebody has given them a log-in before."""
    known = User.objects.filter(email__iexact=identified.email, is_active=True).first() if identified.email else None
    if known is None:
        raise NotLetIn("no-role")
    return known


register_recogniser(ORGANISATION, _recognise_colleague)
