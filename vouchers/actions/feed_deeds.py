"""What is done by each matter that the change feed tells, once: a deed each, or why it is in doubt."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from pilot.errors import Refused
from pilot.models import Area, Pilot, RuleSet, User
from registry import actions as registry_actions
from registry import errors, queries
from registry.actions import Address, Custody, Death, Fact, Home, RegisterDay, Unreadable, fact_of
from registry.models import RegisterChange, Resident
from vouchers.actions.register import cancel_move, record_death, record_move
from vouchers.queries.feed_changes import is_overtaken, resident_of
from vouchers.queries.strands import partial_date_on

CHANNEL = "register"
Outcome, Matter = RegisterChange.Outcome, RegisterChange.Matter


def decide(change: RegisterChange, *, by: User | None, at: datetime) -> str:
    """Carry the change out, or find why not, and keep what came of it."""
    change.because = ""
    try:
        with transaction.atomic():
            change.outcome = _outcome(change, by=by, at=at)
    except (Refused, Unreadable) as refusal:
        change.outcome = Outcome.DOUBT
        change.because = refusal.because if isinstance(refusal, Unreadable) else refusal.code
    except IntegrityError:
        change.outcome, change.because = Outcome.DOUBT, "does_not_fit"
    if change.outcome != Outcome.DOUBT:
        change.payload = {}
    change.save(update_fields=["outcome", "because", "payload", "resident"])
    return change.outcome


def _outcome(change: RegisterChange, *, by: User | None, at: datetime) -> str:
    if change.resident_id is None:
        change.resident_id = _by_code(change.pilot, change.payload["henkilotunnus"], errors.NotRegistered)
    resident = resident_of(change)
    if resident.merged_into_id is not None:
        # While it waited the record was merged into another one, and what is told is told of that one now.
        change.resident_id = resident.merged_into_id
        resident = resident_of(change)
    if is_overtaken(change):
        return Outcome.OVERTAKEN
    fact = fact_of(change.matter, change.payload["tietoryhmat"])
    is_news = DEEDS[change.matter](resident, fact, change, {"by": by, "at": at, "channel": CHANNEL})
    return Outcome.APPLIED if is_news else Outcome.UNCHANGED


def _death(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    assert isinstance(fact, Death)
    died = day_of(fact.died, change) if fact.died else None
    told = (died.day, died.precision) if died else (None, "")
    if (resident.died_on, resident.died_precision) == told:
        return False
    record_death(resident=resident, died=died, **who)
    return True


def _home(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    """Record a move, or that it never happened; an address kept from us is placed by its municipality alone."""
    assert isinstance(fact, Home)
    first = first_day_of(fact, change, resident.born_on)
    standing = queries.home_from(resident, first.day)
    if fact.never_was:
        if standing is not None:
            cancel_move(residence=standing, **who)
        return standing is not None
    address = address_of(fact)
    if standing is not None and queries.is_same_home(standing, address):
        return False
    record_move(
        resident=resident,
        moved_on=first.day,
        precision=first.precision,
        area=area_of(resident.pilot, address),
        address=address,
        **who,
    )
    return True


def day_of(told: str, change: RegisterChange) -> RegisterDay:
    """Read a day as the rules say on the day of the change; only one that is partly known needs them."""
    if len(told) == len("2017-02-11"):
        return registry_actions.register_day(told, RuleSet.PartialDate.LAST_DAY)
    return registry_actions.register_day(told, partial_date_on(change.pilot, change.told_on))


def first_day_of(home: Home, change: RegisterChange, born_on: date) -> RegisterDay:
    """Read the first day in a home; in the month or year of birth it is the birth, which is known to the day."""
    told = day_of(home.first, change)
    if told.precision == Resident.Precision.DAY:
        return told
    earliest, latest = (registry_actions.register_day(home.first, rule).day for rule in RuleSet.PartialDate.values)
    return RegisterDay(born_on, told.precision) if min(earliest, latest) <= born_on <= max(earliest, latest) else told


def address_of(home: Home) -> Address:
    """Return the address that is told, with the municipality of its postal code where none is."""
    return Address(
        street=home.street,
        postal_code=home.postal_code,
        town=home.town,
        municipality_code=home.municipality_code or queries.municipality_of(home.postal_code),
    )


def area_of(pilot: Pilot, address: Address) -> Area | None:
    """Return the area in which the address lies, or None outside of all; refuses to guess where it may lie in one."""
    area = queries.area_of(pilot, postal_code=address.postal_code, municipality_code=address.municipality_code)
    if area is None and queries.is_place_unclear(pilot, address):
        raise errors.PlaceUnclear
    return area


def _guardianship(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    assert isinstance(fact, Custody)
    other_id = _by_code(change.pilot, fact.other, errors.OtherNotRegistered)
    other = Resident.objects.select_related("pilot").get(pk=other_id)
    guardian, child = (resident, other) if fact.is_guardian else (other, resident)
    return registry_actions.tell_guardianship(child=child, guardian=guardian, fact=fact, told_on=change.told_on, **who)


def _by_code(pilot: Pilot, code: str, refusal: type[Refused]) -> int:
    found = registry_actions.residents_by_code(pilot, [code])
    if code not in found:
        raise refusal
    return found[code]


def _told(deed: Callable[..., bool]) -> Callable[..., bool]:
    return lambda resident, fact, change, who: deed(resident=resident, fact=fact, told_on=change.told_on, **who)


DEEDS: dict[str, Callable[..., bool]] = {
    Matter.DEATH: _death,
    Matter.HOME: _home,
    Matter.PROTECTION: _told(registry_actions.tell_protection),
    Matter.NAME: _told(registry_actions.tell_name),
    Matter.CODE: _told(registry_actions.tell_code),
    Matter.GUARDIANSHIP: _guardianship,
}
