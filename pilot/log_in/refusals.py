"""Log-ins that did not come about: why, what the person reads, and what is kept of it.

Each reason has a page of its own that says what happened and what to do. Kept is one event, with the reason alone:
nothing of what an identity provider said of a person.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from pilot import audit

# Whoever calls the way back with made-up answers could fill the log: of one address no more than this is kept.
KEPT_OF_ONE_ADDRESS = 30
WITHIN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Reason:
    """What a person reads: what happened, and what to do. Without `again` another try would end the same; `told`
    means that the identification had told us who they are.
    """

    title: str | Promise
    happened: str | Promise
    advice: str | Promise
    again: bool = True
    told: bool = False
    is_cancelled: bool = False


NOT_LOGGED_IN = _("You are not logged in. Nothing has been changed.")

REASONS: dict[str, Reason] = {
    "cancelled": Reason(
        _("You cancelled the log-in"),
        NOT_LOGGED_IN,
        _("You can log in again, also with another way of identifying yourself."),
        is_cancelled=True,
    ),
    "closed": Reason(
        _("This log-in is closed"),
        _("You identified yourself, but the log-in that belongs to your record has been closed."),
        _("Call the organiser, or go to a service desk with an identity card: there you can choose as you would here."),
        again=False,
        told=True,
    ),
    "code-not-in-use": Reason(
        _("Your identity code is out of use"),
        _("You identified yourself with an identity code that, by the register, has been replaced by another."),
        _("Log in with a means of identification that has your present code. If it is this one, call the organiser."),
        told=True,
    ),
    "died": Reason(
        _("By the register this record has ended"),
        _("The register that we were given says that the person with this identity code has died."),
        _(
            "If that is a mistake, call the organiser or the Digital and Population Data Services Agency. When the "
            "register has been put right, your choices hold again as if nothing had happened."
        ),
        again=False,
        told=True,
    ),
    "expired": Reason(
        _("This log-in no longer holds"),
        _("It was begun too long ago, in another window, or has already been used. You are not logged in here."),
        _("Log in again, and stay in the same window until you are back."),
    ),
    "misconfigured": Reason(
        _("The identification did not accept our request"),
        _("The fault is ours, not yours. You are not logged in. Nothing has been changed."),
        _("We have made a note of it. Try again later; if something cannot wait, call the organiser."),
    ),
    "no-identity-code": Reason(
        _("You have no Finnish identity code"),
        _(
            "You identified yourself, but the identification gave us no Finnish identity code. The register finds "
            "people by it alone, never by name or birthday: or we could take you for somebody else."
        ),
        _("Call the organiser, or go to a service desk with an identity card: there you can choose as you would here."),
        again=False,
        told=True,
    ),
    "no-role": Reason(
        _("You have no log-in here"),
        _("Your organisation knows you, but nobody has given you a role here."),
        _("Ask the organiser of the pilot for one."),
        again=False,
        told=True,
    ),
    "not-identified": Reason(
        _("The identification was not finished"),
        _("The identification wants you to identify yourself anew. You are not logged in. Nothing has been changed."),
        _("Log in again, and go through all the steps of the identification."),
    ),
    "not-in-register": Reason(
        _("You are not in the register of this pilot"),
        _(
            "You identified yourself, but the pilot's register does not have you. Either you do not live in the "
            "pilot's area, or the register does not yet know that you have moved here."
        ),
        _("If you have moved here, try again in a few days. If you think that this is a mistake, call the organiser."),
        again=False,
        told=True,
    ),
    "not-trusted": Reason(
        _("We could not trust the answer of the identification"),
        _("It was not clearly meant for this log-in, so we did not let anybody in. Nothing has been changed."),
        _("Log in again. If it happens again, call the organiser, and do not give your bank codes to anybody."),
    ),
    "too-weak": Reason(
        _("This way of identifying yourself is not strong enough"),
        _("Your own matters in health care need strong identification. You are not logged in."),
        _("Log in again with bank codes, a mobile certificate or a certificate card."),
    ),
    "unavailable": Reason(
        _("The identification does not work just now"),
        _("The identification service failed or does not answer. You are not logged in. Nothing has been changed."),
        _("Try again in a few minutes. You can choose at a service point or on paper too: call the organiser."),
    ),
}
# What an identity provider may answer instead (RFC 6749, OpenID Connect Core 3.1.2.6); anything else is misconfigured.
ANSWERS = {
    "access_denied": "cancelled",
    "account_selection_required": "not-identified",
    "consent_required": "not-identified",
    "interaction_required": "not-identified",
    "invalid_grant": "expired",
    "login_required": "not-identified",
    "server_error": "unavailable",
    "temporarily_unavailable": "unavailable",
    "unmet_authentication_requirements": "too-weak",
}
OTHER_ANSWERS = (
    "invalid_client", "invalid_request", "invalid_request_object", "invalid_scope", "registration_not_supported",
    "request_not_supported", "unauthorized_client", "unsupported_grant_type", "unsupported_response_type",
)  # fmt: skip


class NotLetIn(OAuth2Error):
    """The log-in is refused: a reason of REASONS, and for the event alone in which way, and about which record."""

    def __init__(self, reason: str, detail: str = "", *, resident: Any = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail, self.resident = reason, detail, resident


def refusal_of(request: HttpRequest, error: Any, exception: Exception | None, context: dict[str, Any]) -> NotLetIn:
    """Return why the log-in library has stopped."""
    if isinstance(exception, NotLetIn):
        return exception
    if isinstance(exception, RequestException):
        return NotLetIn("unavailable", "does not answer")
    if exception is not None:
        return NotLetIn("not-trusted", type(exception).__name__)
    if "state" not in context:
        return NotLetIn("expired", "unknown state")
    if error == AuthError.CANCELLED:
        return NotLetIn("cancelled", "access_denied")
    return answered(request.GET.get("error", ""))


def answered(code: str) -> NotLetIn:
    """Return what an identity provider's error code means; a code that nobody defined is not repeated."""
    known = code if code in ANSWERS or code in OTHER_ANSWERS else "unknown error"
    return NotLetIn(ANSWERS.get(code, "misconfigured"), known)


@transaction.atomic
def record(request: HttpRequest, refusal: NotLetIn, *, provider: str, at: datetime) -> None:
    """Record `log_in_refused`, about the record that it concerns if there is one; of one address only so many."""
    counter = f"log-in-refused/{get_client_ip(request)}"
    cache.add(counter, 0, WITHIN_SECONDS)
    if cache.incr(counter) > KEPT_OF_ONE_ADDRESS:
        return
    resident = refusal.resident
    audit.record(
        "log_in_refused",
        by=None,
        at=at,
        channel="online",
        subject=("resident", resident.pk) if resident else ("log-in", provider),
        pilot_code=resident.pilot.code if resident else "",
        reason=refusal.reason,
        facts={"provider": provider} | ({"detail": refusal.detail} if refusal.detail else {}),
    )
