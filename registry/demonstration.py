"""The made-up residents of demonstrations, as the demonstration's identity provider lists them."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pilot.calendar import helsinki_today
from pilot.identity_provider.mandates import MadeUp
from pilot.identity_provider.people import Person, Source, number_of
from pilot.log_in.configuration import IDENTITY_CODE_CLAIM, NON_DISCLOSURE_CLAIM
from registry.models import Exclusion, Guardianship, IdentityCode, MadeUpMandate, Protection, Residence, Resident

PREFIX = "resident"
# How many of each special kind lead the list, so that every kind is found without searching.
OF_EACH_KIND = 3

_AGENTS = MadeUpMandate.objects.values("agent_code")
Special = dict[str, tuple[Q, str | Promise]]

SPECIAL: Special = {
    "guardian": (Q(Exists(Guardianship.objects.filter(guardian=OuterRef("pk")))), _("Guardian of a child")),
    "mandated": (
        Q(Exists(IdentityCode.objects.filter(resident=OuterRef("pk"), active=True, code__in=_AGENTS))),
        _("Has a mandate for somebody"),
    ),
    "child": (Q(Exists(Guardianship.objects.filter(child=OuterRef("pk")))), _("Has a guardian")),
    "protected": (Q(Exists(Protection.objects.filter(resident=OuterRef("pk")))), _("Under non-disclosure")),
    "excluded": (Q(Exists(Exclusion.objects.filter(resident=OuterRef("pk")))), _("Outside the pilot for a reason")),
    "moved": (Q(Exists(Residence.objects.filter(resident=OuterRef("pk"))[1:])), _("Has moved")),
    "swedish": (Q(language="sv"), _("In Swedish")),
    "english": (Q(language="en"), _("In English")),
}
_more: list[Callable[[date], Special]] = []


def add_special(kinds: Callable[[date], Special]) -> None:
    """Let an app above say what else is special about residents on a day; its kinds lead the list."""
    _more.append(kinds)


def special(on: date) -> Special:
    """Return everything that may be special about a resident on the day."""
    return {name: kind for kinds in _more for name, kind in kinds(on).items()} | SPECIAL


def find(search: str, most: int) -> Iterable[Person]:
    """Return residents whose name has the words; without words, some of every special kind and then the first."""
    rows = _residents().filter(died_on__isnull=True)
    if search:
        for word in search.replace(",", " ").split():
            rows = rows.filter(Q(given_names__icontains=word) | Q(family_name__icontains=word))
        return [_person(row) for row in rows.order_by("family_name", "given_names", "pk")[:most]]
    chosen = {
        row.pk: row for name in special(_today()) for row in rows.filter(**{name: True}).order_by("pk")[:OF_EACH_KIND]
    }
    others = rows.exclude(pk__in=chosen).order_by("pk")[: max(0, most - len(chosen))]
    return [_person(row) for row in (*chosen.values(), *others)]


def get(key: str) -> Person | None:
    """Return the resident with the key; to find out that somebody has died is the site's business."""
    row = _residents().filter(pk=number_of(key)).first()
    return _person(row) if row else None


def mandates_of(agent_code: str) -> list[MadeUp]:
    """Return whom the person with the code may act for today, by made-up mandates, with their themes."""
    rows = MadeUpMandate.objects.filter(agent_code=agent_code, period__contains=_today()).order_by("pk")
    codes = {row.principal_code for row in rows}
    found = IdentityCode.objects.filter(code__in=codes, active=True, resident__pilot__is_demonstration=True)
    names = {row.code: row.resident.full_name for row in found.select_related("resident")}
    return [
        MadeUp(code, names[code], tuple((row.reference, row.theme) for row in rows if row.principal_code == code))
        for code in dict.fromkeys(row.principal_code for row in rows)
        if code in names
    ]


SOURCE = Source(_("Residents"), PREFIX, find, get)


def _residents() -> QuerySet[Resident]:
    code = IdentityCode.objects.filter(resident=OuterRef("pk"), active=True)
    living_there = Residence.objects.filter(resident=OuterRef("pk"), area__isnull=False).order_by("-moved_on", "-pk")
    return (
        Resident.objects.filter(pilot__is_demonstration=True)
        .filter(Exists(code))
        .select_related("pilot")
        .annotate(code=code.values("code")[:1], area_name=living_there.values("area__name_fi")[:1])
        .annotate(protected_now=Exists(Protection.objects.filter(resident=OuterRef("pk"), period__contains=_today())))
        .annotate(**{name: condition for name, (condition, _label) in special(_today()).items()})
    )


def _person(row: Resident) -> Person:
    years = _age(row)
    age = format_lazy(ngettext_lazy("{years} year", "{years} years", years), years=years)
    what = [label for name, (_condition, label) in special(_today()).items() if getattr(row, name)]
    details = (age, getattr(row, "area_name", None) or _("Outside the areas"), *what)
    claims = {IDENTITY_CODE_CLAIM: getattr(row, "code", "")}
    if getattr(row, "protected_now", False):
        claims[NON_DISCLOSURE_CLAIM] = "1"
    return Person(f"{PREFIX}-{row.pk}", row.listed_name, details, claims)


def _age(row: Resident) -> int:
    """Count the age on the last day that matters to the pilot: today, or when it ended."""
    today, until = _today(), row.pilot.period.upper
    day = min(today, until - timedelta(days=1)) if until else today
    return day.year - row.born_on.year - ((day.month, day.day) < (row.born_on.month, row.born_on.day))


def _today() -> date:
    return helsinki_today(timezone.now())
