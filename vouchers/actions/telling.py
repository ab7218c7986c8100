"""Who has to be told of what was done for another besides choosing: who is acted for, and a child's guardians."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilot import outbox
from pilot.models import Strand
from registry.models import Resident
from vouchers import queries
from vouchers.actions.acting import Deputy
from vouchers.ports.mailbox import mailbox
from vouchers.words.deeds import Deed, promise_key


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


def tell_of_matter(deed: Deed, about: int, *, resident: Resident, strand: Strand, on: date) -> None:
    """Promise whose matter it is an e-mail or a letter of what came about; of a child its guardians."""
    is_child = queries.is_written_to_guardian(resident, on=on, strand=strand)
    if resident.email or not is_child:
        _promise(deed, about, resident, {})
    if is_child:
        tell_guardians_of_deed(deed, about, child=resident, on=on)


def tell_guardians_of_deed(deed: Deed, about: int, *, child: Resident, on: date, by: Resident | None = None) -> None:
    """Promise the guardians of the day an e-mail, or a letter without an address; on paper not the one who did it."""
    for guardian in queries.guardians_told(child, on=on):
        if guardian.email or guardian != by:
            _promise(deed, about, guardian, {"guardian": guardian.pk})


def tell_guardians_of_each(deed: Deed, abouts: Mapping[int, int], *, strand: Strand, on: date) -> None:
    """Promise the guardians of many children, by what the deed is about for each, an e-mail or else a letter.

    Whoever lives where the child's own letter is posted to, addressed to its guardian, gets no other on paper.
    """
    promised: dict[str, dict[str, dict[str, Any]]] = {"deed_told": {}, "deed_letter": {}}
    for row in queries.guardians_of_many(abouts, strand=strand, on=on):
        reads_childs = row.shares_home and not row.child.email and mailbox() is None
        if row.guardian.email or not reads_childs:
            kind, about = "deed_told" if row.guardian.email else "deed_letter", abouts[row.child.pk]
            key = promise_key(kind, deed, about, row.guardian.pk)
            promised[kind][key] = {"deed": deed.value, "about": about, "guardian": row.guardian.pk}
    for kind, payloads in promised.items():
        outbox.put_each(kind, payloads)


def _promise(deed: Deed, about: int, reader: Resident, known: dict[str, str | int | None]) -> None:
    kind = "deed_told" if reader.email else "deed_letter"
    payload = {"deed": deed.value, "about": about} | known
    guardian = known.get("guardian")
    outbox.put(kind, payload, key=promise_key(kind, deed, about, int(guardian) if guardian else None))
