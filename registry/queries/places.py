"""Where an address lies, and which home the register told from a day."""

import csv
from datetime import date
from functools import cache

from pilot.models import Area, AreaRule, Pilot
from pilot.spelt import Spelt
from registry.addresses import Address
from registry.models import Residence, Resident
from registry.population.staging import POSTAL_CODES

# No home municipality in Finland, unknown, and abroad.
NO_HOME_MUNICIPALITY = ("198", "199", "200")
AREA = Spelt(
    """
    SELECT {area} FROM pilot_arearule AS rule JOIN pilot_area AS area ON area.id = rule.area_id
    WHERE rule.pilot_id = %(pilot)s
        AND (rule.kind, rule.value) IN (('postal_code', %(postal_code)s), ('municipality', %(municipality)s))
    ORDER BY rule.kind = 'municipality'
    LIMIT 1
    """,
    area=Area,
)


def area_of(pilot: Pilot, *, postal_code: str, municipality_code: str) -> Area | None:
    """Return the area in which an address lies: by its postal code, else by its municipality; else outside."""
    found = AREA.rows(pilot=pilot.pk, postal_code=postal_code, municipality=municipality_code)
    return next((area for (area,) in found), None)


def is_place_unclear(pilot: Pilot, address: Address) -> bool:
    """Tell whether an address outside the areas may lie in one: only postal codes would say, and it has none."""
    if address.postal_code or address.municipality_code in NO_HOME_MUNICIPALITY:
        return False
    return AreaRule.objects.filter(pilot=pilot, kind=AreaRule.Kind.POSTAL_CODE).exists()


def home_from(resident: Resident, day: date) -> Residence | None:
    """Return the home that the register told from exactly this day, if it holds."""
    return resident.residences.filter(moved_on=day, cancelled_at__isnull=True).order_by("-pk").first()


def is_same_home(residence: Residence, address: Address) -> bool:
    """Tell whether the address says nothing new of the home; a municipality alone says less than an address."""
    if not (address.street or address.postal_code):
        return residence.municipality_code == address.municipality_code
    parts = ("street", "postal_code", "town", "municipality_code")
    return all(getattr(residence, part) == getattr(address, part) for part in parts)


def municipality_of(postal_code: str) -> str:
    """Return the municipality of a postal code, or nothing where there is no such code."""
    return _municipalities().get(postal_code, "")


@cache
def _municipalities() -> dict[str, str]:
    with POSTAL_CODES.open() as rows:
        return {row["postal_code"]: row["municipality_code"] for row in csv.DictReader(rows)}
