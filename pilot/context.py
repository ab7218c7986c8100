"""What both shells need on every page: whose pilot it is and its colours, the menus, the languages, who is here."""

from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from pilot import access, navigation
from pilot.access import roles_of
from pilot.models import Organiser, Pilot, User

# So many places stand in two rows of a phone in every language.
MOST_TABS = 4
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def shell(request: HttpRequest) -> dict:
    """Give templates `shell`; nothing is read from the database before a template asks."""
    return {"shell": Shell(request)}


def language_links(request: HttpRequest) -> list[dict]:
    """Return the three languages, each with the address that switches to it and comes back here."""
    active = (get_language() or "fi")[:2]
    # A refused form may stand at an address that nobody can open.
    back = access.page_of(request)
    return [
        {
            "code": code,
            "name": name,
            "href": f"{reverse('language')}?{urlencode({'to': code, 'next': back})}",
            "current": code == active,
        }
        for code, name in LANGUAGE_NAMES.items()
    ]


class Shell:
    """The frame around one page for one person."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO

    @cached_property
    def person(self) -> User | None:
        """Return who is logged in, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def organiser(self) -> Organiser | None:
        """Return the organiser whose name and colours the page wears."""
        if self.person is not None:
            own = Organiser.objects.filter(memberships__user=self.person).order_by("id").first()
            if own is not None:
                return own
        pilot = Pilot.objects.select_related("lead").order_by("id").first()
        return pilot.lead if pilot else None

    @property
    def theme_url(self) -> str:
        """Return the address of the organiser's colours, or nothing for the product's own."""
        organiser = self.organiser
        return reverse("theme", args=[organiser.code]) if organiser and organiser.theme else ""

    @cached_property
    def links(self) -> list[navigation.Link]:
        """Return every place this person sees."""
        return navigation.links(self.request.path, roles_of(self.person) if self.person else ())

    @property
    def service_links(self) -> list[navigation.Link]:
        return navigation.service_links(self.links)

    @property
    def is_menu_long(self) -> bool:
        """Tell whether the service menu takes more than two rows of a phone, and so opens by a button there."""
        return len(self.service_links) > MOST_TABS

    @property
    def groups(self) -> list[navigation.Group]:
        return navigation.workspace_groups(self.links)

    @property
    def desk(self) -> navigation.Link | None:
        """Return the person's first place in the workspace."""
        return next((link for group in self.groups for link in group.links), None)

    @property
    def area(self) -> str:
        return navigation.area_of(self.links)
