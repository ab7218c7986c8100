"""What is asked of each change that the register's feed tells; spelt out, for a file holds tens of thousands."""

from django.db import connection

from pilot.models import Pilot
from pilot.spelt import Spelt
from registry.models import RegisterChange, Resident

Outcome = RegisterChange.Outcome
WAITING = Spelt(
    """
    SELECT {change}, {pilot} FROM registry_registerchange AS change
    JOIN pilot_pilot AS pilot ON pilot.id = change.pilot_id
    WHERE change.id = %(pk)s AND change.outcome = 'waiting'
    """,
    change=RegisterChange,
    pilot=Pilot,
)
RESIDENT = Spelt("SELECT {resident} FROM registry_resident AS resident WHERE resident.id = %(pk)s", resident=Resident)
# What has come of these is known, or will be: an earlier one of the same fact does not go before them.
HOLDING = [Outcome.WAITING.value, Outcome.APPLIED.value, Outcome.UNCHANGED.value, Outcome.SETTLED.value]
OVERTAKEN = """
    SELECT EXISTS (
        SELECT FROM registry_registerchange
        WHERE resident_id = %(resident)s AND matter = %(matter)s AND about = %(about)s AND outcome = ANY(%(holding)s)
            AND (mark, answer_id, place) > (%(mark)s, %(answer)s, %(place)s)
    )
"""


def waiting_change(pk: int) -> RegisterChange | None:
    """Return the change with its pilot if it still waits its turn, or None."""
    for change, change.pilot in WAITING.rows(pk=pk):
        return change
    return None


def resident_of(change: RegisterChange) -> Resident:
    """Return whom the change is about, as known now."""
    ((resident,),) = RESIDENT.rows(pk=change.resident_id)
    resident.pilot = change.pilot
    return resident


def is_overtaken(change: RegisterChange) -> bool:
    """Tell whether a later change of the same fact is known, or waits."""
    params = {
        "resident": change.resident_id,
        "matter": change.matter,
        "about": change.about,
        "holding": HOLDING,
        "mark": change.mark,
        "answer": change.answer_id,
        "place": change.place,
    }
    with connection.cursor() as cursor:
        cursor.execute(OVERTAKEN, params)
        return bool(cursor.fetchone()[0])
