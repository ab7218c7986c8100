"""What is special about how a resident has chosen, so that a visitor finds whom to log in as."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pilot.calendar import add_months
from pilot.models import RuleSet
from registry import demonstration
from registry.models import Residence
from vouchers.models import Choice, Enrolment


def of_choosing(on: date) -> demonstration.Special:
    """Return the kinds of choosers there are on the day, by the rules of demonstrations on that day."""
    rules = RuleSet.objects.in_force(on).filter(strand__pilot__is_demonstration=True).order_by("-pk").first()
    free_since = add_months(on, -(rules.lock_in_months if rules else 0))
    chosen = Enrolment.objects.on_day(on).filter(resident=OuterRef("pk"), origin=Enrolment.Origin.CHOICE)
    pending = Exists(Choice.objects.pending(on).filter(resident=OuterRef("pk")))
    living_here = Exists(Residence.objects.filter(resident=OuterRef("pk"), period__contains=on, area__isnull=False))
    bound = Exists(chosen.filter(choice__effective_on__gt=free_since))
    free = Exists(chosen.filter(choice__effective_on__lte=free_since))
    moved_out = Residence.objects.filter(resident=OuterRef("pk"), period__contains=on, area__isnull=True)
    came_from = Residence.objects.filter(resident=OuterRef("pk"), area__isnull=False)
    return {
        "bound": (Q(bound) & ~Q(pending), _("Bound by an own choice")),
        "free": (Q(free) & ~Q(pending), _("Has chosen, may change")),
        "pending": (Q(pending), _("Choice waits to take effect")),
        "unchosen": (~Q(Exists(Choice.objects.filter(resident=OuterRef("pk")))) & Q(living_here), _("Has not chosen")),
        "left": (Q(Exists(moved_out)) & Q(Exists(came_from)), _("Has moved out of the areas")),
    }
