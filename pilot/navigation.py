"""The places of the product, and who sees which in the menu. Apps register theirs in their menu.py, by string.

A menu is not a permission: the view behind each place still asks `pilot.access`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# The areas of the product, in menu order. The first two wear the service shell, the others the workspace shell.
AREAS = {
    "public": _("Choosing"),
    "resident": _("My choice"),
    "provider": _("Provider"),
    "staff": _("Staff"),
    "finance": _("Finance"),
}
SERVICE_AREAS = ("public", "resident")


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a menu."""

    area: str
    url_name: str
    label: Text
    group: Text
    roles: frozenset[str]
    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place as one person sees it now: `current` is "page", "true" (somewhere below it) or empty."""

    label: str
    href: str
    icon: str
    area: str
    group: str
    current: str


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading."""

    title: str
    links: list[Link]


_places: dict[str, Place] = {}


def register(
    area: str,
    url_name: str,
    label: Text,
    *,
    roles: Iterable[str] = (),
    group: Text = "",
    icon: str = "",
    order: int = 100,
) -> None:
    """Put a place into the menu of an area, for the roles; without roles everybody sees it."""
    if area not in AREAS:
        raise ValueError(f"{area!r} is not an area")
    roles = frozenset(str(role) for role in roles)
    _places[url_name] = Place(area, url_name, label, group or AREAS[area], roles, icon, order)


def links(path: str, roles: Iterable[str]) -> list[Link]:
    """Return every place that a person with the roles sees, in order, the current one marked."""
    held = {str(role) for role in roles}
    seen = [place for place in _places.values() if not place.roles or place.roles & held]
    seen.sort(key=lambda place: (list(AREAS).index(place.area), place.order))
    hrefs = {place.url_name: reverse(place.url_name) for place in seen}
    current = max((href for href in hrefs.values() if _is_under(path, href)), key=len, default=None)
    return [_link(place, hrefs[place.url_name], path, current) for place in seen]


def service_links(links: list[Link]) -> list[Link]:
    """Return the links that stand in the header of the service shell."""
    return [link for link in links if link.area in SERVICE_AREAS]


def workspace_groups(links: list[Link]) -> list[Group]:
    """Return the links of the workspace's side, in groups."""
    desk = [link for link in links if link.area not in SERVICE_AREAS]
    return [Group(title, list(members)) for title, members in groupby(desk, key=lambda link: link.group)]


def area_of(links: list[Link]) -> str:
    """Return the name of the area that one is in, or nothing."""
    return next((str(AREAS[link.area]) for link in links if link.current), "")


def _is_under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))


def _link(place: Place, href: str, path: str, current: str | None) -> Link:
    mark = "" if href != current else "page" if href == path else "true"
    return Link(str(place.label), href, place.icon, place.area, str(place.group), mark)
