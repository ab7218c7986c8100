"""What pages read of how a resident wants to be reached."""

from dataclasses import dataclass
from typing import Any

from registry.models import ContactDetails, Resident


@dataclass(frozen=True)
class EmailStanding:
    """The address in use, whether a link has proved it, and the one that waits for its link."""

    address: str
    is_verified: bool
    asked: str


def contact_of(resident: Resident) -> dict[str, Any]:
    """Return what the form of contact details begins with."""
    details = _details(resident)
    asked = details.asked_email if details else ""
    return {
        "language": resident.language,
        "phone": details.phone if details else "",
        "email": asked or resident.email,
    }


def email_standing(resident: Resident) -> EmailStanding:
    """Return how the resident's e-mail stands: verified is only the very address that a link proved."""
    details = _details(resident)
    verified, asked = (details.verified_email, details.asked_email) if details else ("", "")
    return EmailStanding(resident.email, bool(resident.email) and resident.email == verified, asked)


def _details(resident: Resident) -> ContactDetails | None:
    return ContactDetails.objects.filter(resident=resident).first()
