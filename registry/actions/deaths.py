"""A death as the register tells it, later corrections included."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.models import User
from registry import errors
from registry.actions.absorbed import locked
from registry.models import Resident
from registry.rules import RegisterDay


@transaction.atomic
def record_death(
    *, resident: Resident, died: RegisterDay | None, by: User | None, at: datetime, channel: str
) -> Resident:
    """Record the last day alive, or that the death never happened; a later record replaces the earlier.

    Refuses an exact day before birth; a month or year may be read as one, and then the resident was never alive.
    Refuses what is still to come as a slip where a person typed it; the register's own word stands.
    Records `death_recorded` or `death_withdrawn`. The lists are laid out by the caller in `vouchers`.
    """
    resident = locked(resident.pk)
    if died is not None and died.precision == Resident.Precision.DAY and died.day < resident.born_on:
        raise errors.BeforeBirth
    if died is not None and by is not None and _first_day(died) > helsinki_today(at):
        raise errors.DeathToCome
    days = [day for day in (resident.died_on, died and died.day) if day]
    resident.died_on = died.day if died else None
    resident.died_precision = died.precision if died else ""
    resident.save(update_fields=["died_on", "died_precision"])
    audit.record(
        "death_recorded" if died else "death_withdrawn",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        facts=({"died_on": died.day.isoformat(), "precision": died.precision} if died else {})
        | ({"changes_from": min(days).isoformat()} if days else {}),
    )
    return resident


def _first_day(died: RegisterDay) -> date:
    """Return the earliest day that is meant: a month or a year that runs is no slip."""
    match died.precision:
        case Resident.Precision.YEAR:
            return died.day.replace(month=1, day=1)
        case Resident.Precision.MONTH:
            return died.day.replace(day=1)
    return died.day
