"""Who an identity provider's person is here. The port between log-in and the people that the apps know.

Apps register, for each identity provider, what recognises its people; nothing here makes a person. Somebody whom
nobody recognises gets a page that says so, and nothing about them is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pilot.accounts_settings import IDENTITY_CODE_CLAIM, ORGANISATION, RESIDENTS, SECOND_FACTOR, STRONG
from pilot.models import User


@dataclass(frozen=True, slots=True)
class Identified:
    """What an identity provider vouched for, already verified."""

    provider: str
    claims: dict[str, Any]

    @property
    def identity_code(self) -> str:
        return str(self.claims.get(IDENTITY_CODE_CLAIM, ""))

    @property
    def email(self) -> str:
        """Return the address, if the provider says that it is the person's."""
        return str(self.claims.get("email", "")) if self.claims.get("email_verified") is True else ""

    @property
    def is_strong(self) -> bool:
        """Tell whether the person was strongly identified or used a second factor."""
        if self.provider == RESIDENTS:
            return self.claims.get("acr") in STRONG
        methods = self.claims.get("amr")
        return isinstance(methods, list) and any(method in methods for method in SECOND_FACTOR)


Recogniser = Callable[[Identified, datetime], "User | None"]
_recognisers: dict[str, Recogniser] = {}


def register_recogniser(provider: str, recognise: Recogniser) -> None:
    """Say who recognises the people of an identity provider."""
    _recognisers[provider] = recognise


def recognise(identified: Identified, *, at: datetime) -> User | None:
    """Return the log-in of the identified person, or None."""
    recogniser = _recognisers.get(identified.provider)
    return recogniser(identified, at) if recogniser else None


def _recognise_colleague(identified: Identified, _at: datetime) -> User | None:
    """Find who works here by the organisation's e-mail address; somebody has given them a log-in before."""
    if not identified.email:
        return None
    return User.objects.filter(email__iexact=identified.email, is_active=True).first()


register_recogniser(ORGANISATION, _recognise_colleague)
