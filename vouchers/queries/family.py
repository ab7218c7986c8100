"""Whether a child's family is on a list: then a full list takes the child too."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from pilot.models import Strand
from providers.models import Site
from registry.models import Guardianship, Protection, Resident
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
