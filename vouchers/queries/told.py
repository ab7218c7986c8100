"""What a change of the register tells, in words, for whoever settles it by hand. Addresses are not among them."""

from datetime import date

from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import Month
from registry.actions import Code, Custody, Death, Fact, Home, Name, Secrecy, Unreadable, fact_of
from registry.models import RegisterChange
from vouchers.queries.standing import is_protected


def told_words(change: RegisterChange, *, on: date) -> list[tuple[str, str]]:
    """Return names and values; nothing once it is carried out or settled, for then what was received is gone."""
    if not change.payload:
        return []
    rows = [(_("Identity code"), change.payload["henkilotunnus"])]
    try:
        fact = fact_of(change.matter, change.payload["tietoryhmat"])
    except Unreadable:
        return rows
    is_hidden = _is_stranger_protected(change)
    if change.resident is not None:
        is_hidden = is_protected(resident=change.resident, on=on)
    return [row for row in [*rows, *_rows(fact, is_hidden=is_hidden)] if row[1]]


def _is_stranger_protected(change: RegisterChange) -> bool:
    """Tell whether non-disclosure is told of somebody whom nobody here knows yet."""
    told = RegisterChange.objects.filter(pilot=change.pilot_id, resident=None, matter=RegisterChange.Matter.PROTECTION)
    return told.filter(payload__henkilotunnus=change.payload["henkilotunnus"]).exists()


def _rows(fact: Fact, *, is_hidden: bool) -> list[tuple[str, str]]:
    match fact:
        case Death():
            return [(_("Day of death"), _as_known(fact.died) if fact.died else _("The person is alive"))]
        case Home():
            name = _("Never lived there from") if fact.never_was else _("Lives there from")
            place = "" if is_hidden else " ".join(filter(None, (fact.municipality_code, fact.postal_code)))
            return [(name, _as_known(fact.first)), (_("Municipality and postal code"), place)]
        case Secrecy():
            last = formats.day(fact.last) if fact.last else ""
            return [(_("Non-disclosure"), _("Holds") if fact.holds else _("Has ended")), (_("Last day"), last)]
        case Name():
            return [(_("Name"), f"{fact.given_names} {fact.family_name}".strip())]
        case Code():
            return [(_("New identity code"), fact.code)]
        case Custody():
            days = [formats.day(day) if day else "" for day in (fact.first, fact.last)]
            who = _("Guardian of") if fact.is_guardian else _("Guardian")
            return [(who, fact.other), (_("First day"), days[0]), (_("Last day"), days[1])]


def _as_known(told: str) -> str:
    """Write a day, a month or a year, whichever the register told; what is none of them as it came."""
    try:
        match told.split("-"):
            case [_year, _month, _day]:
                return formats.day(date.fromisoformat(told))
            case [_year, _month]:
                return formats.month(Month.parse(told))
    except ValueError:
        pass
    return told
