"""How a look at a list is given to a system and read again: signed for that list, so that nothing else passes."""

from datetime import date

from django.core import signing

from pilot.models import Strand
from providers.models import Site
from vouchers.queries import ListLook


def write(look: ListLook, *, site: Site, strand: Strand) -> str:
    """Return the cursor that asks on with the look."""
    resident, day, change = look.after
    parts = [look.since, look.until, resident, day.isoformat(), change]
    return signing.dumps(parts, salt=_salt(site, strand), compress=True)


def read(cursor: str, *, site: Site, strand: Strand) -> ListLook | None:
    """Return the look that the cursor was written for, or None where it is not ours or another list's."""
    try:
        since, until, resident, day, change = signing.loads(cursor, salt=_salt(site, strand))
    except signing.BadSignature:
        return None
    return ListLook(since, until, (resident, date.fromisoformat(day), change))


def _salt(site: Site, strand: Strand) -> str:
    return f"list-changes-{site.pk}-{strand.pk}"
