"""A resident's own contact details: language of letters, telephone, and an e-mail address proved by a link."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilot import audit, outbox
from pilot.models import User
from registry import errors
from registry.actions.absorbed import locked
from registry.models import ContactDetails, Resident

LINK_HOLDS = timedelta(hours=24)


@transaction.atomic
def change_contact(
    *,
    resident: Resident,
    language: str,
    phone: str,
    by: User,
    at: datetime,
    channel: str,
    email: str = "",
    link: Callable[[str], str] | None = None,
) -> ContactDetails:
    """Take the resident's own word for language and telephone. Records `contact_details_changed` when one differs.

    From then on the register's files no longer tell the language. An `email` typed beside them is asked for, by
    `ask_email`, with them or not at all.
    """
    resident, details = _locked(resident)
    changed = {}
    if language != resident.language:
        resident.language, details.language_is_own = language, True
        changed["language"] = language
    if phone != details.phone:
        details.phone = phone
        changed["phone"] = "changed"
    if changed:
        resident.save(update_fields=["language"])
        details.save()
        _record("contact_details_changed", resident, by=by, at=at, channel=channel, facts=changed)
    if email and link:
        return ask_email(resident=resident, email=email, link=link, by=by, at=at, channel=channel)
    return details


@transaction.atomic
def ask_email(
    *, resident: Resident, email: str, link: Callable[[str], str], by: User, at: datetime, channel: str
) -> ContactDetails:
    """Send a link to the address; it becomes the resident's when the link comes back. Records `email_asked`.

    `link` makes an address of the site from a secret that only its digest is kept of. A later question makes the
    earlier link void.
    """
    resident, details = _locked(resident)
    secret = secrets.token_urlsafe(24)
    details.asked_email, details.asked_digest, details.asked_until = email, _digest(secret), at + LINK_HOLDS
    details.save()
    _record("email_asked", resident, by=by, at=at, channel=channel)
    with translation.override(resident.language):
        outbox.put_email(to=email, subject=_("Confirm your e-mail address"), text=_text(link(secret)))
    return details


@transaction.atomic
def verify_email(*, resident: Resident, secret: str, by: User, at: datetime, channel: str) -> ContactDetails:
    """Make the asked address the resident's. Refuses a link that is not the last one, or too old.

    Records `email_verified`.
    """
    resident, details = _locked(resident)
    is_last = secrets.compare_digest(details.asked_digest, _digest(secret))
    if not is_last or details.asked_until is None or at >= details.asked_until:
        raise errors.LinkIsVoid
    resident.email = details.verified_email = details.asked_email
    details.asked_email, details.asked_digest, details.asked_until = "", "", None
    resident.save(update_fields=["email"])
    details.save()
    _record("email_verified", resident, by=by, at=at, channel=channel)
    return details


@transaction.atomic
def remove_email(*, resident: Resident, by: User, at: datetime, channel: str) -> ContactDetails:
    """Take the resident's address out, and make a link on its way void. Records `email_removed` where there was any."""
    resident, details = _locked(resident)
    if not (resident.email or details.verified_email or details.asked_email):
        return details
    details.asked_email, details.asked_digest, details.asked_until = "", "", None
    details.verified_email = resident.email = ""
    resident.save(update_fields=["email"])
    details.save()
    _record("email_removed", resident, by=by, at=at, channel=channel)
    return details


def _locked(resident: Resident) -> tuple[Resident, ContactDetails]:
    resident = locked(resident.pk)
    return resident, ContactDetails.objects.get_or_create(resident=resident)[0]


def _text(address: str) -> str:
    return _(
        "Hello,\n\n"
        "somebody asked that messages about a choice be sent to this address. If it was you, open this page within"
        " 24 hours and confirm; you identify yourself first:\n{address}\n\n"
        "If it was not you, you need do nothing.\n"
    ).format(address=address)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(
    kind: str, resident: Resident, *, by: User, at: datetime, channel: str, facts: dict[str, str] | None = None
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        facts=facts,
    )
