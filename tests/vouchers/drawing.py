"""Lists that have to give residents up, and the draw done once more in Python, from nothing but what was published."""

import hashlib
from datetime import date

from registry.models import Resident
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_cap, a_resident, chosen, noon
from vouchers import actions
from vouchers.models import MovePlan

SEED = "00112233445566778899aabbccddeeff"
CHOSEN_ON = date(2017, 1, 10)
# The cast's rules let a choice of 15.3.2017 take effect in 21 days.
DAY = date(2017, 4, 5)


def a_list(strand, area, site, number: int, **fields) -> list[Resident]:
    """Let so many residents be on the site's list by a choice of their own, in effect since the end of January."""
    residents = [a_resident(strand, area, **fields) for _number in range(number)]
    for resident in residents:
        chosen(resident, strand, site, on=CHOSEN_ON)
    return residents


def coded(residents: list[Resident], letter: str = "K") -> list[Resident]:
    """Give the residents list codes that one can read: K1, K2 and so on."""
    for number, resident in enumerate(residents, start=1):
        Resident.objects.filter(pk=resident.pk).update(list_code=f"{letter}{number}")
        resident.refresh_from_db()
    return residents


def drafted(strand, site, *, places: int | None = None, day: date = DAY, on: date = TODAY, by=None) -> MovePlan:
    if places is not None:
        a_cap(site, strand, places)
    return actions.draft_moves(
        site=site, strand=strand, effective_on=day, by=by or a_person(), at=noon(on), channel="online"
    )


def approved(plan: MovePlan, *, on: date = TODAY, by=None) -> MovePlan:
    return actions.approve_moves(plan=plan, by=by or a_person(), at=noon(on), channel="online")


def lot(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}/{code}".encode()).hexdigest()


def drawn_in_python(plan: MovePlan) -> dict[str, int | None]:
    """Draw again by docs/adr/0017: who moves, by list code, and to which site; None is the home site."""
    rows = list(plan.lots.filter(kept="").values_list("list_code", "unit"))
    families: dict[str, list[str]] = {}
    for code, unit in rows:
        families.setdefault(unit, []).append(code)
    must = plan.on_list + plan.coming - plan.places if plan.places is not None else len(rows)
    free = [list(pair) for pair in plan.destinations]
    moved: dict[str, int | None] = {}
    for unit in sorted(families, key=lambda unit: (lot(plan.seed, unit), unit)):
        if len(moved) >= must:
            break
        there = next((pair for pair in free if pair[1] >= len(families[unit])), None)
        if there is not None:
            there[1] -= len(families[unit])
        moved |= dict.fromkeys(families[unit], there[0] if there else None)
    return moved


def drawn(plan: MovePlan) -> dict[str, int | None]:
    return dict(plan.lots.filter(moves=True).values_list("list_code", "to_site"))
