"""Whom a full list takes all the same, where the rules say so: a child whose family is there, and who moved back."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from pilot.calendar import add_months
from pilot.models import Strand
from providers.models import Site
from registry.models import Guardianship, Protection, Residence, Resident
from vouchers.models import Enrolment


def has_family(*, resident: Resident, site: Site, strand: Strand, on: date) -> bool:
    """Tell whether a guardian of the child, or another child of that guardian, is on the list on the day.

    Nobody under non-disclosure counts: that a full list takes the child would tell whoever chooses for it who is there.
    """
    guardians = Guardianship.objects.filter(child=resident, period__contains=on).values("guardian")
    siblings = Guardianship.objects.filter(guardian__in=guardians, period__contains=on).values("child")
    hidden = Protection.objects.filter(resident=OuterRef("resident"), period__contains=on)
    there = Enrolment.objects.on_day(on).filter(site=site, strand=strand).exclude(resident=resident)
    return there.filter(Q(resident__in=guardians) | Q(resident__in=siblings), ~Exists(hidden)).exists()


def was_there(*, resident: Resident, site: Site, strand: Strand, on: date, months: int) -> bool:
    """Tell whether the resident's place on the list ended by a move out of the areas, no longer ago than the months."""
    ended = Enrolment.objects.filter(
        resident=resident,
        site=site,
        strand=strand,
        period__endswith__gt=add_months(on, -months),
        period__endswith__lte=on,
    )
    lived_here = Residence.objects.filter(
        resident=resident, area__isnull=False, period__contains=OuterRef("period__endswith")
    )
    return ended.filter(~Exists(lived_here)).exists()
