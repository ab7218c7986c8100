"""What the staff's list of residents shows of each, in one query for any number of them."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from registry.models import Protection, Residence, Resident
from vouchers.models import Choice, Enrolment, Voucher


def residents_listed(residents: QuerySet[Resident], *, on: date) -> QuerySet[Resident]:
    """Return the residents with their area, list and protection on the day."""
    home = Residence.objects.filter(resident=OuterRef("pk"), period__contains=on)
    on_list = Enrolment.objects.filter(resident=OuterRef("pk"), period__contains=on).order_by("strand")
    return residents.annotate(
        is_protected=Exists(Protection.objects.filter(resident=OuterRef("pk"), period__contains=on)),
        area_name=Subquery(home.values(name=_name("area"))[:1]),
        site_name=Subquery(on_list.values(name=_name("site"))[:1]),
        origin=Subquery(on_list.values("origin")[:1]),
        has_voucher=Exists(Voucher.objects.filter(resident=OuterRef("pk"), period__contains=on)),
    )


def _name(of: str) -> Coalesce:
    """The name in the reader's language, else in Finnish, as pilot.translated reads it."""
    language = (get_language() or "fi")[:2]
    return Coalesce(NullIf(F(f"{of}__name_{language}"), Value("")), F(f"{of}__name_fi"))


def of_kind(residents: QuerySet[Resident], kind: str, *, on: date) -> QuerySet[Resident]:
    """Narrow listed residents to one kind; an unknown kind narrows nothing."""
    kinds = {
        "choice": Q(origin=Enrolment.Origin.CHOICE),
        "coming": Q(pk__in=Choice.objects.pending(on).values("resident")),
        "home": Q(origin=Enrolment.Origin.HOME),
        "none": Q(origin__isnull=True),
        "no_voucher": Q(has_voucher=False),
        "died": Q(died_on__isnull=False),
    }
    return residents.filter(kinds[kind]) if kind in kinds else residents
