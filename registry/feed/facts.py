"""What the feed's groups (tietoryhmät) tell, in our words: one fact a matter, or why it cannot be read.

Names and values are those of the population register's change interface; groups that decide nothing here are not kept.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from pilot.identifiers import is_identity_code
from pilot.models import RuleSet
from registry.errors import NotARegisterDay
from registry.models import RegisterChange
from registry.rules import register_day

Matter = RegisterChange.Matter
Group = dict[str, Any]

CHANGED, REMOVED = "MUUTETTU", "POISTETTU"
# A group that only accompanies a change of another one.
BESIDE = "LISATIETO"
ADDRESS, MUNICIPALITY = "VAKINAINEN_KOTIMAINEN_OSOITE", "KOTIKUNTA"
MATTERS = {
    "KUOLINPAIVA": Matter.DEATH,
    ADDRESS: Matter.HOME,
    MUNICIPALITY: Matter.HOME,
    "TURVAKIELTO": Matter.PROTECTION,
    "HENKILON_NIMI": Matter.NAME,
    "HENKILOTUNNUS_KORJAUS": Matter.CODE,
    "HUOLTAJA_SUPPEA": Matter.GUARDIANSHIP,
    "HUOLLETTAVA_SUPPEA": Matter.GUARDIANSHIP,
}
LENGTHS = {"PAIVA": 10, "KUUKAUSI": 7, "VUOSI": 4}
OPEN_END = "2999"


class Unreadable(Exception):
    """A group lacks what it should tell; the code says what."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True)
class Death:
    """A day of death as exactly as it is known, or that the person is alive."""

    died: str | None
    about = ""


@dataclass(frozen=True)
class Home:
    """Where somebody lives from a day on, as exactly as it is known, or that the home of that day never was one."""

    first: str
    street: str
    postal_code: str
    town: str
    municipality_code: str
    never_was: bool

    @property
    def about(self) -> str:
        # A municipality told without its address never takes the place of the address told of the same day.
        return self.first + ("" if self.has_address or self.never_was else " place")

    @property
    def has_address(self) -> bool:
        return bool(self.street or self.postal_code)


@dataclass(frozen=True)
class Secrecy:
    """Non-disclosure: that it holds, or until which day it held."""

    holds: bool
    last: date | None
    about = ""


@dataclass(frozen=True)
class Name:
    """A name."""

    given_names: str
    family_name: str
    about = ""


@dataclass(frozen=True)
class Code:
    """The identity code that is in use now."""

    code: str
    about = ""


@dataclass(frozen=True)
class Custody:
    """That one is the guardian of another, from and until a day."""

    other: str
    is_guardian: bool
    first: date | None
    last: date | None
    never_was: bool

    @property
    def about(self) -> str:
        # Which pair it is, without the code itself: the row outlives what was received.
        return f"{'of' if self.is_guardian else 'by'} {hashlib.sha256(self.other.encode()).hexdigest()[:16]}"


Fact = Death | Home | Secrecy | Name | Code | Custody


def fact_of(matter: str, groups: list[Group]) -> Fact:
    """Return the one fact that the groups tell; raises Unreadable."""
    try:
        return READERS[matter](groups)
    except (AttributeError, KeyError, TypeError) as error:
        raise Unreadable("lacks_field") from error


def _death(groups: list[Group]) -> Death:
    group = groups[-1]
    if _gone(group) or group["kuollut"] is False:
        return Death(None)
    return Death(_as_told(group["kuolinpv"]))


def _home(groups: list[Group]) -> Home:
    """Read an address with the municipality beside it; of an address that is kept from us only the latter is told."""
    address = next((one for one in groups if one["tietoryhma"] == ADDRESS), None)
    municipality = next((one for one in groups if one["tietoryhma"] == MUNICIPALITY), {})
    if address is None:
        first = _known_day(municipality["kuntaanMuuttopv"])
        return Home(first, "", "", "", _municipality(municipality), _gone(municipality))
    return Home(
        first=_known_day(address["alkupv"]),
        street=_street(address),
        postal_code=(address.get("postinumero") or "")[:5],
        town=_in_a_language(address.get("postitoimipaikka")),
        municipality_code=_municipality(municipality),
        never_was=_gone(address),
    )


def parts_of(matter: str, groups: list[Group]) -> list[list[Group]]:
    """Divide the groups that one change tells in a matter into facts: each home and each guardian is one of its own."""
    if matter == Matter.GUARDIANSHIP:
        return [[group] for group in groups]
    if matter != Matter.HOME:
        return [groups]
    # An address that is kept from us has no day; one that only ended is told of by the one that took its place.
    told = [one for one in groups if one["tietoryhma"] == ADDRESS and one.get("alkupv") and _is_news(one)]
    beside = [one for one in groups if one["tietoryhma"] == MUNICIPALITY and not _gone(one)]
    homes = [[one] if _gone(one) or _is_past(one) else [one, *beside] for one in told]
    if homes:
        return homes
    return [[one] for one in groups if one["tietoryhma"] == MUNICIPALITY and _is_news(one)]


def _secrecy(groups: list[Group]) -> Secrecy:
    group = groups[-1]
    last = group.get("turvaLoppuPv")
    holds = bool(group["turvakieltoAktiivinen"]) and not _gone(group)
    return Secrecy(holds, _day(last) if last and not str(last.get("arvo")).startswith(OPEN_END) else None)


def _name(groups: list[Group]) -> Name:
    group = groups[-1]
    name = Name(group.get("etunimi") or "", group.get("sukunimi") or "")
    if not (name.given_names or name.family_name) or max(map(len, (name.given_names, name.family_name))) > 120:
        raise Unreadable("lacks_field")
    return name


def _code(groups: list[Group]) -> Code:
    code = groups[-1]["aktiivinenHenkilotunnus"]
    if not is_identity_code(code, allow_temporary=True):
        raise Unreadable("bad_identity_code")
    return Code(code)


def _custody(groups: list[Group]) -> Custody:
    group = groups[-1]
    is_guardian = group["tietoryhma"] == "HUOLLETTAVA_SUPPEA"
    code = group["huollettava" if is_guardian else "huoltaja"].get("henkilotunnus")
    if not code or not is_identity_code(code, allow_temporary=True):
        raise Unreadable("bad_identity_code")
    first, last = group.get("huoltosuhteenAlkupv"), group.get("huoltosuhteenLoppupv")
    return Custody(
        other=code,
        is_guardian=is_guardian,
        first=_day(first) if first else None,
        last=_day(last) if last and not str(last.get("arvo")).startswith(OPEN_END) else None,
        never_was=_gone(group),
    )


READERS = {
    Matter.DEATH: _death,
    Matter.HOME: _home,
    Matter.PROTECTION: _secrecy,
    Matter.NAME: _name,
    Matter.CODE: _code,
    Matter.GUARDIANSHIP: _custody,
}


def _attribute(group: Group) -> str:
    return group.get("muutosattribuutti") or CHANGED


def _gone(group: Group) -> bool:
    return _attribute(group) == REMOVED


def _is_news(group: Group) -> bool:
    return _attribute(group) != BESIDE and not (_attribute(group) == CHANGED and _is_past(group))


def _is_past(group: Group) -> bool:
    last = group.get("loppupv")
    return bool(last) and not str(last.get("arvo", "")).startswith(OPEN_END)


def _municipality(group: Group) -> str:
    return (group.get("kuntakoodi") or "")[:3]


def _as_told(value: Group) -> str:
    """Return a day, month or year, as exactly as the register says that it knows it."""
    text = str(value["arvo"])[: LENGTHS.get(value.get("tarkkuus", "PAIVA"), 10)]
    if not text:
        raise Unreadable("bad_day")
    return text


def _known_day(value: Group) -> str:
    """Return a day, month or year that there is; which day is meant by it the rules of the pilot say."""
    text = _as_told(value)
    try:
        register_day(text, RuleSet.PartialDate.LAST_DAY)
    except NotARegisterDay as error:
        raise Unreadable("bad_day") from error
    return text


def _day(value: Group) -> date:
    try:
        return date.fromisoformat(_as_told(value))
    except ValueError as error:
        raise Unreadable("bad_day") from error


def _street(group: Group) -> str:
    return " ".join(filter(None, (_in_a_language(group.get("katunimi")), group.get("katunumero"))))[:120]


def _in_a_language(value: Group | None) -> str:
    return ((value or {}).get("fi") or (value or {}).get("sv") or "")[:60]
