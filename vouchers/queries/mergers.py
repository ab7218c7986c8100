"""Two records beside each other, so that two people can tell whether they are of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilot import formats
from registry.models import Guardianship, IdentityCode, Merger, Residence, Resident, ResidentAccount
from vouchers.models import Choice, Enrolment, Voucher
from vouchers.queries.standing import is_protected


@dataclass(frozen=True)
class Compared:
    """What one record and the other tell of one thing."""

    name: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def open_mergers(mergers: QuerySet[Merger]) -> QuerySet[Merger]:
    """Return the proposals that wait for somebody else, the oldest first."""
    waiting = mergers.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("survivor", "absorbed", "proposed_by").order_by("proposed_at", "pk")


def side_by_side(one: Resident, other: Resident, *, on: date) -> list[Compared]:
    """Return what both records tell; where somebody under non-disclosure lives is left out of both."""
    hides = any(is_protected(resident=resident, on=on) for resident in (one, other))
    told = [dict(_told(resident, on, hides=hides)) for resident in (one, other)]
    return [Compared(name, told[0][name], told[1][name]) for name in told[0]]


def _told(resident: Resident, on: date, *, hides: bool) -> Iterable[tuple[str, str]]:
    code = IdentityCode.objects.filter(resident=resident, active=True).first()
    home = Residence.objects.filter(resident=resident, period__contains=on).select_related("area").first()
    lists = Enrolment.objects.on_day(on).filter(resident=resident).select_related("site", "strand").order_by("strand")
    yield _("Name"), resident.full_name
    yield _("Born"), formats.day(resident.born_on)
    yield _("Died"), formats.day(resident.died_on) if resident.died_on else "–"
    yield _("Sex"), resident.get_sex_display()
    yield _("Personal identity code"), code.code if code else "–"
    if hides:
        yield _("Home"), _("Not shown")
    else:
        yield _("Home"), _home(home)
        yield _("On the list of"), ", ".join(row.site.name for row in lists) or "–"
    yield _("Non-disclosure"), _("Yes") if is_protected(resident=resident, on=on) else _("No")
    yield _("Guardians"), _codes(Guardianship.objects.filter(child=resident, period__contains=on), "guardian")
    yield _("Guardian of"), _codes(Guardianship.objects.filter(guardian=resident, period__contains=on), "child")
    yield _("Choices made"), str(Choice.objects.filter(resident=resident).count())
    yield _("Vouchers"), str(Voucher.objects.filter(resident=resident).count())
    yield _("Has logged in"), _("Yes") if ResidentAccount.objects.filter(resident=resident).exists() else _("No")


def _home(home: Residence | None) -> str:
    if home is None:
        return "–"
    where = home.area.name if home.area else _("Outside the areas")
    address = ", ".join(part for part in (home.street, home.town) if part)
    since = _("since {day}").format(day=formats.day(home.moved_on))
    return f"{where}, {address}, {since}" if address else f"{where}, {since}"


def _codes(rows: QuerySet[Guardianship], whom: str) -> str:
    return ", ".join(rows.order_by(whom).values_list(f"{whom}__list_code", flat=True)) or "–"
