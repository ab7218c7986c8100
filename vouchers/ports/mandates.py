"""The port to a register of mandates such as Suomi.fi e-Authorizations: what we ask of it, and which one is at work.

The person is sent there and picks for whom to act; back here we ask for whom it was, and by which mandate. It tells
only that somebody may act: who they are is found in our register by identity code, and it never makes a person.
`settings.MANDATES_PORT` names the class; without one nobody acts by mandate online.
"""

from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from registry.errors import MayNotAct
from registry.models import IdentityCode, Resident


class MandatesUnavailable(MayNotAct):
    """The register of mandates does not answer, or not as it should."""

    code = "mandates_unavailable"
    text = _("The mandate could not be checked just now. Nothing was changed. Try again a little later.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit that was announced: the register's names for the visit and for whoever comes."""

    session: str
    user: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit whose person has come back: how to ask on."""

    session: str
    token: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate in force: the register's name for it, and what it is for."""

    reference: str
    theme: str


class Mandates(Protocol):
    """A register of mandates."""

    def open(self, *, code: str) -> Opened:
        """Announce that the person with the identity code comes."""
        ...

    def address(self, opened: Opened, *, state: str, back: str, language: str) -> str:
        """Return where to send the person, who comes `back` with the state."""
        ...

    def redeem(self, opened: Opened, *, code: str, back: str) -> Visit:
        """Exchange the code that the person brought back."""
        ...

    def principal(self, visit: Visit) -> str:
        """Return the identity code of whom the person picked."""
        ...

    def mandate(self, visit: Visit, *, principal: str) -> Mandate | None:
        """Return the mandate by which the person may act for the other in our matters now, or None."""
        ...


def mandates() -> Mandates | None:
    """Return the register of mandates at work, or None where there is none."""
    return cast(Mandates, import_string(settings.MANDATES_PORT)()) if settings.MANDATES_PORT else None


def code_of(resident: Resident) -> str | None:
    """Return the identity code by which the register of mandates knows the resident."""
    return IdentityCode.objects.filter(resident=resident, active=True).values_list("code", flat=True).first()


def asked_again(visit: Visit, principal: Resident) -> Mandate:
    """Return the mandate as its register tells it now; refuses when it has ended or cannot be asked about."""
    port, code = mandates(), code_of(principal)
    found = port.mandate(visit, principal=code) if port is not None and code is not None else None
    if found is None:
        raise MayNotAct
    return found
