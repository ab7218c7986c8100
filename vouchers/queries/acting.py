"""Whom somebody may choose for online, by what the register tells on the day.

A right is refused in one way, whatever the reason: whoever asks must not learn from the answer that somebody is under
non-disclosure. So a child for whom a right is missing is left out, as if there were none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from pilot.models import RuleSet, Strand
from pilot.models.rules import RuleSetQuerySet
from registry.models import Guardianship, Protection, Residence, Resident
from vouchers.models import Choice
from vouchers.queries.choices import is_under, rules_in_force

# Whoever is younger is under age (442/1999, section 2), and guardians act for them.
ADULT = 18
# From this age a minor is heard in matters of their own, beside the guardians (434/2003, section 14).
SPEAKS_FOR_ONESELF = 15
# From this age a decision tells what the child thinks of it, or why it was not asked (docs/adr/0023).
HAS_A_SAY = 12


@dataclass(frozen=True)
class GuardianTold:
    """A guardian who may be told of a child's matter, and whether the child lives in the same home."""

    child: Resident
    guardian: Resident
    shares_home: bool


def children_of(person: Resident, *, on: date) -> list[Resident]:
    """Return the children for whom the person may choose on the day in some strand, the eldest first."""
    rules = RuleSet.objects.in_force(on).filter(strand__pilot=person.pilot_id)
    oldest = rules.aggregate(years=Max("minimum_age"))["years"] or 0
    children = _with_right(person, on).select_related("pilot__lead").order_by("born_on", "pk")
    return [child for child in children if is_under(oldest, child, on)]


def child_of(person: Resident, pk: int, *, on: date) -> Resident | None:
    """Return the child, if the person may choose for it on the day."""
    return next((child for child in children_of(person, on=on) if child.pk == pk), None)


def has_right(*, person: Resident, child: Resident, on: date) -> bool:
    """Tell whether the register gives the person a right to act for the child, and nothing blocks it."""
    return _with_right(person, on).filter(pk=child.pk).exists()


def chooses_alone(*, child: Resident, strand: Strand, on: date) -> bool:
    """Tell whether the child has reached the age of own choice in the strand."""
    return not is_under(rules_in_force(strand, on).minimum_age, child, on)


def is_written_to_guardian(resident: Resident, *, on: date, strand: Strand | None = None) -> bool:
    """Tell whether what is written to the resident is for the guardians to read.

    So it is below the age of own choice that the rules of the strand name, or, for what belongs to none in particular,
    of any strand; where they name none, below the age from which one speaks for oneself.
    """
    if not is_under(ADULT, resident, on):
        return False
    rules = RuleSet.objects.filter(strand__pilot=resident.pilot_id)
    return is_under(_age_of_own_choice(rules if strand is None else rules.filter(strand=strand), on), resident, on)


def must_be_asked(person: Resident, *, on: date) -> bool:
    """Tell whether what is decided about the person has to tell what they think of it, or why they were not heard."""
    return not is_under(HAS_A_SAY, person, on) and is_under(ADULT, person, on)


def is_grown_up(person: Resident, *, on: date) -> bool:
    """Tell whether the person is of age on the day."""
    return not is_under(ADULT, person, on)


def speaks_for_oneself(person: Resident, *, on: date) -> bool:
    """Tell whether the person is a party in matters of their own, of age or beside the guardians."""
    return not is_under(SPEAKS_FOR_ONESELF, person, on)


def principal_of(person: Resident, pk: int, *, on: date) -> Resident | None:
    """Return the adult whom the register lets be acted for by mandate, unless either is under non-disclosure."""
    protected = Protection.objects.filter(period__contains=on)
    if protected.filter(resident=person).exists():
        return None
    found = Resident.objects.select_related("pilot__lead").filter(
        Q(died_on__isnull=True) | Q(died_on__gte=on),
        ~Exists(protected.filter(resident=OuterRef("pk"))),
        pk=pk,
        pilot=person.pilot_id,
        merged_into__isnull=True,
    )
    principal = found.exclude(pk=person.pk).first()
    return None if principal is None or is_under(ADULT, principal, on) else principal


def guardians_told(child: Resident, *, on: date) -> list[Resident]:
    """Return the living guardians of the day who may be told of a choice: those who may act, and so none if blocked."""
    guardians = Resident.objects.filter(
        wards__child=child, wards__period__contains=on, died_on__isnull=True, merged_into__isnull=True
    ).order_by("pk")
    return [guardian for guardian in guardians if has_right(person=guardian, child=child, on=on)]


def guardians_of_many(children: Iterable[int], *, strand: Strand, on: date) -> list[GuardianTold]:
    """Return, of those who are written to through their guardians, the guardians of the day who may be told.

    However many they are, two questions: whom `is_written_to_guardian` and `guardians_told` name one by one.
    """
    years = min(ADULT, _age_of_own_choice(RuleSet.objects.filter(strand=strand), on))
    home = Residence.objects.filter(period__contains=on).exclude(street="")
    childs = home.filter(resident=OuterRef(OuterRef("child")))
    shared = childs.filter(street=OuterRef("street"), postal_code=OuterRef("postal_code"))
    rows = Guardianship.objects.filter(
        child__in=_not_blocked(on).filter(pk__in=list(children)), period__contains=on,
        guardian__pilot=F("child__pilot"), guardian__died_on__isnull=True, guardian__merged_into__isnull=True,
    )  # fmt: skip
    rows = rows.annotate(shares_home=Exists(home.filter(Exists(shared), resident=OuterRef("guardian"))))
    told = [
        GuardianTold(row.child, row.guardian, row.shares_home)
        for row in rows.select_related("child", "guardian").order_by("child", "guardian")
    ]
    return [row for row in told if is_under(years, row.child, on)]


def child_matter_key(deed: str, about: int, guardian_id: int) -> str:
    """Return the key of the letter by which a guardian is told of a deed in a child's matter."""
    return f"child-matter/{deed}/{about}/{guardian_id}"


def same_day_choice_of_another(choice: Choice) -> Choice | None:
    """Return the choice of the same day that this one replaced, where another guardian had made it otherwise."""
    replaced = Choice.objects.filter(replaced_by=choice, made_on=choice.made_on, capacity=Choice.Capacity.GUARDIAN)
    return replaced.exclude(deputy=choice.deputy_id).exclude(Q(site=choice.site_id)).order_by("-pk").first()


def _age_of_own_choice(rules: RuleSetQuerySet, on: date) -> int:
    return rules.in_force(on).aggregate(years=Max("minimum_age"))["years"] or SPEAKS_FOR_ONESELF


def _with_right(person: Resident, on: date) -> QuerySet[Resident]:
    of_child = Guardianship.objects.filter(child=OuterRef("pk"), period__contains=on, guardian=person)
    return _not_blocked(on).filter(Exists(of_child), pilot=person.pilot_id)


def _not_blocked(on: date) -> QuerySet[Resident]:
    """Return the living children for whom the register lets guardians act on the day."""
    of_child = Guardianship.objects.filter(child=OuterRef("pk"), period__contains=on)
    protected = Protection.objects.filter(period__contains=on)
    protected_guardian = protected.filter(resident=OuterRef("guardian"))
    return Resident.objects.filter(
        ~Exists(of_child.filter(is_certain=False)),
        ~Exists(of_child.filter(Exists(protected_guardian))),
        ~Exists(protected.filter(resident=OuterRef("pk"))),
        Q(died_on__isnull=True) | Q(died_on__gte=on),
        born_on__lte=on,
        merged_into__isnull=True,
    )
