"""Who is meant, by words, codes or a log-in, and what the register holds of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pilot.identifiers import is_identity_code, names_identity_code
from pilot.models import Organiser, Pilot, User
from pilot.spelt import Spelt
from registry.models import Exclusion, Guardianship, IdentityCode, Residence, Resident

MOST_WORDS = 5
PERSON = Spelt(
    """
    SELECT {resident}, {pilot}, {lead} FROM registry_residentaccount AS account
    JOIN registry_resident AS resident ON resident.id = account.resident_id
    JOIN pilot_pilot AS pilot ON pilot.id = resident.pilot_id
    JOIN pilot_organiser AS lead ON lead.id = pilot.lead_id
    WHERE account.user_id = %(user)s
    """,
    resident=Resident,
    pilot=Pilot,
    lead=Organiser,
)


def person_of(user: User) -> Resident | None:
    """Return the resident whose account this is, with the pilot and its lead, or None."""
    for resident, resident.pilot, resident.pilot.lead in PERSON.rows(user=user.pk):
        return resident
    return None


def found_by_words(residents: QuerySet[Resident], text: str) -> QuerySet[Resident]:
    """Return the residents of whom every word is part of a name or begins the list code."""
    # Lists print “Mäki, Johanna”, and so it is copied from them.
    for word in text.replace(",", " ").split()[:MOST_WORDS]:
        residents = residents.filter(
            Q(family_name__icontains=word) | Q(given_names__icontains=word) | Q(list_code__istartswith=word)
        )
    return residents


def as_identity_code(text: str) -> str | None:
    """Return the identity code that somebody typed, in capitals, or None when it is none; nothing in it is guessed."""
    code = text.strip().upper()
    return code if is_identity_code(code, allow_temporary=True) else None


def is_meant_as_identity_code(text: str) -> bool:
    """Tell whether somebody meant an identity code, rightly typed or not: no name begins with a birth date."""
    return names_identity_code(text) or text.strip()[:6].isdigit()


def by_identity_code(residents: QuerySet[Resident], code: str) -> Resident | None:
    """Return the one resident who has the code now, whole and exact; its separator counts."""
    return residents.filter(identity_codes__code=code, identity_codes__active=True).first()


def by_list_code(residents: QuerySet[Resident], code: str, *, beside: Resident) -> Resident | None:
    """Return another resident of the same pilot with this list code, in whichever letters it was typed."""
    return residents.filter(pilot=beside.pilot_id, list_code__iexact=code.strip()).exclude(pk=beside.pk).first()


@dataclass(frozen=True, slots=True)
class Record:
    """What the register holds of somebody besides their names: where they lived, who they act for, and who for them."""

    code: IdentityCode | None
    residences: QuerySet[Residence]
    guardians: QuerySet[Guardianship]
    wards: QuerySet[Guardianship]
    exclusions: QuerySet[Exclusion]
    absorbed: QuerySet[Resident]


def record_of(resident: Resident, *, on: date) -> Record:
    """Return the record of a resident, the latest first; guardianships are those of the day."""
    guardianships = Guardianship.objects.filter(period__contains=on)
    return Record(
        code=IdentityCode.objects.filter(resident=resident, active=True).first(),
        residences=Residence.objects.filter(resident=resident).select_related("area").order_by("-moved_on", "-pk"),
        guardians=guardianships.filter(child=resident).select_related("guardian"),
        wards=guardianships.filter(guardian=resident).select_related("child"),
        exclusions=Exclusion.objects.filter(resident=resident).select_related("strand").order_by("-period"),
        absorbed=resident.absorbed.order_by("pk"),
    )
