"""What the commands ask for in the same words: which pilot."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pilot.models import Pilot


def pilot_of(code: str) -> Pilot:
    """Return the pilot with the code, or the only one; else say which there are."""
    pilots = {pilot.code: pilot for pilot in Pilot.objects.order_by("code")}
    if not code and len(pilots) == 1:
        return next(iter(pilots.values()))
    if code in pilots:
        return pilots[code]
    known = ", ".join(pilots) or _("none")
    asked = _("There is no pilot called {code}.").format(code=code) if code else _("Say which pilot: --pilot CODE.")
    raise CommandError(_("{asked} The pilots are: {known}").format(asked=asked, known=known), returncode=2)
