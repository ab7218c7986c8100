"""Whom one may log in as in a demonstration. Apps register where their made-up people come from (their access.py)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.log_in.configuration import IDENTITY_CODE_CLAIM, ORGANISATION, RESIDENTS
from pilot.models import Membership, Role

MOST_SHOWN = 40

# A valid made-up identity code that no demonstration gives to a resident.
STRANGERS_CODE = "240636-999U"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to log in as: how the list shows them, and what is vouched for."""

    key: str
    name: str
    details: tuple[str | Promise, ...] = ()
    claims: dict[str, Any] = field(default_factory=dict)
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A group of people under one heading. `find` takes a search text and the most to show, `get` a person's key."""

    title: str | Promise
    prefix: str
    find: Callable[[str, int], Iterable[Person]]
    get: Callable[[str], Person | None]
    order: int = 0


_sources: dict[str, list[Source]] = {RESIDENTS: [], ORGANISATION: []}


def register(provider: str, source: Source) -> None:
    """Add a group of people to those whom an identity provider knows."""
    _sources[provider].append(source)


def groups(provider: str, search: str) -> list[tuple[str, list[Person]]]:
    """Return the people that match the search, in their groups."""
    sources = sorted(_sources[provider], key=_order)
    found = [(str(source.title), list(source.find(search, MOST_SHOWN))) for source in sources]
    return [(title, people) for title, people in found if people]


def person(provider: str, key: str) -> Person | None:
    """Return the person with this key."""
    prefix = key.partition("-")[0]
    return next((source.get(key) for source in _sources[provider] if source.prefix == prefix), None)


def colleague(key: str, user: Any, *details: str | Promise) -> Person:
    """Return somebody who works here, as the organisation's identity provider vouches for them."""
    claims = {"email": user.email, "email_verified": True, "name": user.name, "amr": ["pwd", "otp", "mfa"]}
    return Person(key, user.name or user.email, details, claims)


def _members() -> Any:
    rows = Membership.objects.filter(user__is_demonstration=True)
    return rows.select_related("user", "organiser").order_by("organiser", "role", "pk")


def _member(row: Membership) -> Person:
    return colleague(f"member-{row.pk}", row.user, Role(row.role).label, row.organiser.name)


def _find_members(search: str, most: int) -> Iterable[Person]:
    matching = Q(user__name__icontains=search) | Q(user__email__icontains=search)
    return [_member(row) for row in _members().filter(matching, user__is_active=True)[:most]]


def _get_member(key: str) -> Person | None:
    row = _members().filter(pk=number_of(key)).first()
    return _member(row) if row else None


def _strangers(search: str = "") -> list[Person]:
    """Return people who are let in nowhere: one whom the register does not have, one without a Finnish code (eIDAS)."""
    foreign = {"personIdentifier": "SE/FI/199001019802", "family_name": "Svensson", "given_name": "Sven"}
    strangers = (
        Person(
            "stranger-1", "Tuntematon, Taavi", (_("Is not in the register"),), {IDENTITY_CODE_CLAIM: STRANGERS_CODE}
        ),
        Person(
            "stranger-2", "Svensson, Sven", (_("Identified in another country, without a Finnish code"),), foreign, True
        ),
    )
    return [person for person in strangers if search.lower() in person.name.lower()]


def _order(source: Source) -> int:
    return source.order


def number_of(key: str) -> int:
    """Return the number at the end of a key, or 0."""
    digits = key.rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else 0


register(ORGANISATION, Source(_("The organiser's people"), "member", _find_members, _get_member))
register(
    RESIDENTS,
    Source(
        _("Strangers"),
        "stranger",
        lambda search, _most: _strangers(search),
        lambda key: next((person for person in _strangers() if person.key == key), None),
        order=1,
    ),
)
