"""Who has to be told of what was done for another besides choosing: who is acted for, and a child's guardians."""

from datetime import date

from pilot import outbox
from pilot.models import Strand
from registry.models import Resident
from vouchers import queries
from vouchers.actions.acting import Deputy
from vouchers.words.deeds import Deed


def tell_of_deed(
    deed: Deed, about: int, *, resident: Resident, strand: Strand, deputy: Deputy | None, on: date
) -> None:
    """Promise whoever is concerned an e-mail, or a letter without an address.

    Whom a deputy acted for is told, an adult by letter too. Of a child its guardians are told, whoever did it, and so
    nobody where the register blocks acting online; on paper not the one who did it.
    """
    is_child = queries.is_written_to_guardian(resident, on=on, strand=strand)
    if deputy is not None and (resident.email or not is_child):
        by = {"capacity": deputy.capacity, "deputy": deputy.person.pk if deputy.person else None}
        _promise(deed, about, resident, by)
    if is_child:
        tell_guardians_of_deed(deed, about, child=resident, on=on, by=deputy.person if deputy else None)


def tell_guardians_of_deed(deed: Deed, about: int, *, child: Resident, on: date, by: Resident | None = None) -> None:
    """Promise the guardians of the day an e-mail, or a letter without an address; on paper not the one who did it."""
    for guardian in queries.guardians_told(child, on=on):
        if guardian.email or guardian != by:
            _promise(deed, about, guardian, {"guardian": guardian.pk})


def _promise(deed: Deed, about: int, reader: Resident, known: dict[str, str | int | None]) -> None:
    kind = "deed_told" if reader.email else "deed_letter"
    payload = {"deed": deed.value, "about": about} | known
    outbox.put(kind, payload, key=f"{kind}-{deed.value}-{about}-{known.get('guardian', 'own')}")
