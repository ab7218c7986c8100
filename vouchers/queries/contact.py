"""What pages read of how a resident wants to be reached."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.models import AuditEvent
from registry.models import ContactDetails, Resident

# What became of somebody's own details, without the details themselves: those stand on their page.
CHANGES: dict[str, str | Promise] = {
    "contact_details_changed": _("The language of contact or the telephone number was changed"),
    "email_asked": _("An e-mail address was given, and a link was sent to confirm it"),
    "email_removed": _("The e-mail address was removed"),
    "email_verified": _("The e-mail address was confirmed"),
}


@dataclass(frozen=True)
class ContactChange:
    """One change of somebody's own contact details."""

    at: datetime
    text: str


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


def contact_changes(resident: Resident) -> list[ContactChange]:
    """Return how the resident's own contact details were changed, newest first."""
    rows = AuditEvent.objects.filter(subject_kind="resident", subject_id=str(resident.pk), kind__in=CHANGES)
    return [ContactChange(row.at, str(CHANGES[row.kind])) for row in rows.order_by("-at", "-pk")]


def _details(resident: Resident) -> ContactDetails | None:
    return ContactDetails.objects.filter(resident=resident).first()
