"""Taking in whom the change feed tells of and nobody here knows: the newborn, and people who moved in.

What the register tells of one person may come in several answers, so all that waits about them is looked at together,
as soon as any of it is new. A newborn has a name there from the first, if only a stand-in (decree 128/2010 § 1).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.identifiers import born_by_code, is_identity_code, is_made_up
from pilot.locks import lock
from pilot.models import Pilot, User
from registry import actions as registry_actions
from registry import errors
from registry.actions import Code, Custody, Fact, Home, Name, Unreadable, fact_of
from registry.models import FeedAnswer, RegisterChange, Resident
from vouchers.actions.feed_deeds import CHANNEL, Matter, Outcome, address_of, area_of, decide, first_day_of
from vouchers.actions.register import lay_out_lists

# So the register names whoever has no name yet: of twins both.
STAND_INS = ("", "etunimetön")
IN_ORDER = ("mark", "answer", "place")
# Each half has its own index.
OPEN = Q(outcome=Outcome.DOUBT) | Q(outcome=Outcome.WAITING)
Told = tuple[RegisterChange, Fact]


def take_in_newcomers(*, answer: FeedAnswer, by: User | None, at: datetime) -> None:
    """Take in whom an answer tells of and nobody knew, and carry out what waited for somebody who is known by now.

    Each person is a unit of work of its own. Records the event of each deed.
    """
    for code in _told_of(answer):
        _look_again(answer.pilot, code, by=by, at=at)
    for pk in _waiting_for_another(answer.pilot):
        _carry_out(answer.pilot, pk, by=by, at=at)


def try_stranger(*, change: RegisterChange, by: User | None, at: datetime) -> None:
    """Look again at everything that waits about the person of a change in doubt, and keep what came of it."""
    code = change.payload["henkilotunnus"]
    # A code that is none is nobody's: birth and sex cannot be read from it.
    if is_identity_code(code, allow_temporary=True):
        _look_again(change.pilot, code, by=by, at=at)
    change.refresh_from_db()


def _strangers(pilot: Pilot) -> Any:
    """Return what was told of people whom nobody knew then, whatever has come of it."""
    return RegisterChange.objects.filter(pilot=pilot, resident=None).order_by(*IN_ORDER)


def _told_of(answer: FeedAnswer) -> list[str]:
    """Return the codes about which something waits and is new, or whose people are known by now."""
    whose: dict[str, bool] = {}
    doubts = _strangers(answer.pilot).filter(outcome=Outcome.DOUBT)
    for code, told_in in doubts.values_list("payload__henkilotunnus", "answer"):
        if is_identity_code(code, allow_temporary=True):
            whose[code] = whose.get(code, False) or told_in == answer.pk
    known = registry_actions.residents_by_code(answer.pilot, whose)
    return [code for code, is_new in whose.items() if is_new or code in known]


def _waiting_for_another(pilot: Pilot) -> list[int]:
    """Return the guardianships that waited for the other person, who is known by now."""
    waiting = RegisterChange.objects.filter(
        pilot=pilot, outcome=Outcome.DOUBT, matter=Matter.GUARDIANSHIP, because=errors.OtherNotRegistered.code
    )
    others = {row.pk: fact.other for row, fact in _read(waiting.order_by(*IN_ORDER)) if isinstance(fact, Custody)}
    known = registry_actions.residents_by_code(pilot, set(others.values()))
    return [pk for pk, code in others.items() if code in known]


@transaction.atomic
def _carry_out(pilot: Pilot, pk: int, *, by: User | None, at: datetime) -> None:
    lock(("feed", pilot.pk))
    change = RegisterChange.objects.select_related("pilot").filter(pk=pk, outcome=Outcome.DOUBT).first()
    if change is not None:
        decide(change, by=by, at=at)


@transaction.atomic
def _look_again(pilot: Pilot, code: str, *, by: User | None, at: datetime) -> None:
    """Take the person in if nobody knows them and enough is told; then carry out in its order what waited."""
    lock(("feed", pilot.pk))
    # Also what another answer tells, whose job has not come so far: it may be that they are protected.
    told = _strangers(pilot).filter(OPEN, payload__henkilotunnus=code)
    rows = list(told.select_related("pilot"))
    if not registry_actions.residents_by_code(pilot, [code]):
        try:
            with transaction.atomic():
                taken = _take_in(pilot, code, rows, by=by, at=at)
        except (Refused, IntegrityError) as refusal:
            _keep_in_doubt(rows, refusal.code if isinstance(refusal, Refused) else "does_not_fit")
            return
        for row in taken:
            row.outcome, row.because, row.payload = Outcome.APPLIED, "", {}
            row.save(update_fields=["outcome", "because", "payload", "resident"])
    for row in rows:
        if row.outcome in (Outcome.DOUBT, Outcome.WAITING):
            decide(row, by=by, at=at)


def _keep_in_doubt(rows: list[RegisterChange], because: str) -> None:
    """Say of all that waits about a person why they are not taken in; what cannot be read says so itself."""
    readable = [row for row, _fact in _read(rows) if row.outcome == Outcome.DOUBT]
    RegisterChange.objects.filter(pk__in=[row.pk for row in readable]).update(because=because)


def _take_in(
    pilot: Pilot, code: str, rows: list[RegisterChange], *, by: User | None, at: datetime
) -> tuple[RegisterChange, RegisterChange]:
    """Take the person in by their latest name and first home, and return the changes that told these."""
    told = list(_read(rows))
    (name_row, name), homes = _name_and_homes(told)
    born_on = _birth(code, at)
    days = [_since(row, home, born_on) for row, home in homes]
    areas = [area_of(pilot, address_of(home)) for _row, home in homes]
    if not any(areas):
        raise errors.LivesElsewhere
    _refuse_to_show(rows)
    _refuse_code_of_resident(pilot, code)
    _refuse_namesake(pilot, name, born_on)
    first = min(range(len(homes)), key=lambda place: (days[place], not homes[place][1].has_address))
    resident = registry_actions.add_resident(
        pilot=pilot,
        born_on=born_on,
        area=areas[first],
        since=days[first],
        by=by,
        at=at,
        channel=CHANNEL,
        given_names=name.given_names,
        family_name=name.family_name,
        language=_language(pilot, told),
        identity_code=code,
        address=address_of(homes[first][1]),
    )
    lay_out_lists(resident)
    name_row.resident = homes[first][0].resident = resident
    return name_row, homes[first][0]


def _name_and_homes(told: list[Told]) -> tuple[tuple[RegisterChange, Name], list[tuple[RegisterChange, Home]]]:
    """Return the latest name and the homes that hold; refuses where either lacks, or the code is told to be changed."""
    names = [(row, fact) for row, fact in told if isinstance(fact, Name)]
    latest = {fact.about: (row, fact) for row, fact in told if isinstance(fact, Home)}
    homes = [(row, home) for row, home in latest.values() if not home.never_was]
    if any(isinstance(fact, Code) for _row, fact in told):
        raise errors.CodeToldChanged
    if not names and not homes:
        raise errors.NotRegistered
    if not names:
        raise errors.LacksName
    if not homes:
        raise errors.LacksHome
    return names[-1], homes


def _birth(code: str, at: datetime) -> date:
    if is_made_up(code) and not settings.ALLOW_ARTIFICIAL_IDENTITY_CODES:
        raise errors.ArtificialCode
    born_on = born_by_code(code)
    if born_on > helsinki_today(at):
        raise errors.BornToCome
    return born_on


def _since(row: RegisterChange, home: Home, born_on: date) -> date:
    told = first_day_of(home, row, born_on)
    if told.day < born_on:
        raise errors.BeforeBirth
    return told.day


def _refuse_to_show(rows: list[RegisterChange]) -> None:
    """Refuse while it cannot be read what is told of non-disclosure: once they are here, their home is shown."""
    told = [row for row in rows if row.matter == Matter.PROTECTION]
    if len(list(_read(told))) < len(told):
        raise errors.ProtectionUnreadable


def _refuse_code_of_resident(pilot: Pilot, code: str) -> None:
    """Refuse a code that is told to be in the place of a resident's, which could not be carried out so far."""
    told = RegisterChange.objects.filter(OPEN, pilot=pilot, matter=Matter.CODE, resident__isnull=False)
    if told.filter(payload__tietoryhmat__contains=[{"aktiivinenHenkilotunnus": code}]).exists():
        raise errors.CodeToldChanged


def _refuse_namesake(pilot: Pilot, name: Name, born_on: date) -> None:
    """Refuse somebody of the same name and birth date as a resident: the code may have changed without our knowing."""
    if name.given_names.lower() in STAND_INS:
        return
    same = {"given_names__iexact": name.given_names, "family_name__iexact": name.family_name, "born_on": born_on}
    if Resident.objects.filter(pilot=pilot, merged_into=None, **same).exists():
        raise errors.PerhapsRegistered


def _language(pilot: Pilot, told: list[Told]) -> str:
    """Return the language of the first guardian whom we know: the feed's answer does not tell a child's own."""
    codes = [fact.other for _row, fact in told if isinstance(fact, Custody) and not fact.is_guardian]
    known = registry_actions.residents_by_code(pilot, codes) if codes else {}
    guardian = next((known[code] for code in codes if code in known), None)
    return Resident.objects.get(pk=guardian).language if guardian else settings.LANGUAGE_CODE


def _read(rows: Iterable[RegisterChange]) -> Iterable[Told]:
    """Yield what is told, without what cannot be read."""
    for row in rows:
        try:
            yield row, fact_of(row.matter, row.payload["tietoryhmat"])
        except Unreadable:
            continue
