"""Build a demonstration pilot of made-up people, twelve months of it frozen; on a whole one it changes nothing."""

import logging
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from pilot.errors import Refused
from pilot.models import Membership, Role
from providers.models import ProviderMember
from scenarios import templates
from scenarios.demo.building import build


class Command(BaseCommand):
    """Exit status: 0, or 2 when the demonstration cannot be built."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--residents", metavar="N", type=int, default=2000)
        parser.add_argument("--template", metavar="NAME", default="jyvaskyla-2017", help=", ".join(templates.names()))
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--dates",
            choices=("now", "historical"),
            default="now",
            help="now (made-up dates, twelve months that end before today) or the template's own, historical ones",
        )

    def handle(self, *args: object, residents: int, template: str, seed: int, dates: str, **options: object) -> None:
        # Each promise to a worker would be a line of its own between those that are meant for people.
        logging.getLogger("django_structlog").setLevel(logging.WARNING)
        try:
            is_changed = build(
                name=template,
                residents=residents,
                at=timezone.now(),
                seed=seed,
                is_historical=dates == "historical",
                tell=self._tell,
            )
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        if not is_changed:
            self._tell(_("The demonstration is there already. Nothing was changed."))
        self._tell_who_logs_in()

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell_who_logs_in(self) -> None:
        self._tell(_("The log-in page lists who one may be: residents by what is special about them, and"))
        members = Membership.objects.filter(user__is_demonstration=True).select_related("user").order_by("pk")
        for member in members:
            self._tell(f"  {member.user.name} <{member.user.email}>: {Role(member.role).label}")
        rows = ProviderMember.objects.filter(user__is_demonstration=True).select_related("user", "provider")
        for row in rows.order_by("pk"):
            self._tell(f"  {row.user.name} <{row.user.email}>: {row.provider.name}")
