"""Residents who are logged in, for the benchmarks of choosing."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from pilot import access
from pilot.log_in.adapters import SEEN, STARTED
from pilot.log_in.configuration import RESIDENTS
from pilot.models import Strand, User
from registry.models import Resident, ResidentAccount
from vouchers.forms import new_key

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Chooser:
    """A resident who has not chosen, and the session that says so to the site."""

    resident: Resident
    session_key: str

    @property
    def cookies(self) -> dict[str, str]:
        return {settings.SESSION_COOKIE_NAME: self.session_key}


def choosers(strand: Strand, number: int) -> list[Chooser]:
    """Log in so many of the pilot's residents who have not chosen."""
    own = Resident.objects.filter(pilot=strand.pilot_id, choices__isnull=True).order_by("pk")[:number]
    return [Chooser(resident, _session_of(resident)) for resident in own]


def choice_of(strand: Strand, site_slug: str) -> dict[str, object]:
    """Return what the form that confirms a choice sends."""
    return {"strand": strand.pk, "site": site_slug, "key": new_key()}


def headers_of(session_key: str) -> dict[str, str]:
    """Return what a browser of the session sends with a form."""
    token = _get_new_csrf_string()
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session_key}; {settings.CSRF_COOKIE_NAME}={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token,
        "Accept-Language": "fi",
    }


def _session_of(resident: Resident) -> str:
    with transaction.atomic():
        user = User.objects.create_user(name=resident.full_name, is_demonstration=True)
        ResidentAccount.objects.create(user=user, resident=resident, created_at=datetime.now(UTC))
    client = Client(SERVER_NAME=HOST)
    client.force_login(user)
    session = client.session
    # As the log-in leaves it: without its clocks the first request of each session would write them.
    session[access.IDENTIFICATION] = {"provider": RESIDENTS, "strong": True}
    session[STARTED] = session[SEEN] = int(time.time())
    session.save()
    return session.session_key
