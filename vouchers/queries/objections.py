"""Objections of guardians: who may object to what and until when, who is party to it, and what waits for staff."""

from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from registry.models import Guardianship, Resident
from vouchers.models import Choice, Hearing, Objection
from vouchers.queries.acting import speaks_for_oneself
from vouchers.queries.choices import rules_in_force


def is_guardian_of(person: Resident, child: Resident, *, on: date) -> bool:
    """Tell whether the person is the child's guardian by the register of the day."""
    return Guardianship.objects.filter(child=child, guardian=person, period__contains=on).exists()


def objection_until(choice: Choice) -> date:
    """Return the last day for objecting, by the rules of the day on which the choice was made."""
    return choice.made_on + timedelta(days=rules_in_force(choice.strand, choice.made_on).objection_days)


def may_be_objected(choice: Choice, *, guardian: Resident) -> bool:
    """Tell whether another guardian made the choice, and it stands; the term is another question.

    Not what was decided for a weighty reason: a decision is appealed against.
    """
    is_standing = choice.regretted_at is None and choice.replaced_by_id is None and not choice.reason
    return is_standing and choice.capacity == Choice.Capacity.GUARDIAN and choice.deputy_id != guardian.pk


def may_object(choice: Choice, *, guardian: Resident, on: date) -> bool:
    """Tell whether the guardian may object to the choice on the day: what a page asks before it offers it."""
    if not may_be_objected(choice, guardian=guardian) or on > objection_until(choice):
        return False
    is_guardian = is_guardian_of(guardian, choice.resident, on=on)
    return is_guardian and not Objection.objects.filter(choice=choice).exists()


def objectors(choice: Choice, *, on: date) -> list[Resident]:
    """Return the guardians who may object to the choice on the day."""
    rows = Guardianship.objects.filter(child=choice.resident_id, period__contains=on).select_related("guardian")
    found = [row.guardian for row in rows.order_by("pk") if row.guardian.merged_into_id is None]
    return [guardian for guardian in found if may_object(choice, guardian=guardian, on=on)]


def objection_to(choice: Choice) -> Objection | None:
    """Return the objection to the choice, for its receipt."""
    return Objection.objects.filter(choice=choice).select_related("decision").first()


def objections_about(child: Resident) -> QuerySet[Objection]:
    """Return what was objected to choices made for the child, the latest first: for whoever sees the child's page."""
    rows = Objection.objects.filter(choice__resident=child).select_related("choice__site", "choice__strand")
    return rows.order_by("-made_at", "-pk")


def parties_of(choice: Choice, *, objector: Resident, on: date) -> list[Resident]:
    """Return who gets the decision: whoever objected, whoever chose, and every other guardian of the day, living.

    From the age at which one speaks for oneself the child is a party too (434/2003, section 14).
    """
    rows = Guardianship.objects.filter(child=choice.resident_id, period__contains=on).values("guardian")
    living = Resident.objects.filter(died_on__isnull=True, merged_into__isnull=True)
    guardians = living.filter(Q(pk__in=rows) | Q(choices_for_others=choice)).exclude(pk=objector.pk)
    child = living.filter(pk=choice.resident_id) if speaks_for_oneself(choice.resident, on=on) else []
    return [objector, *guardians.order_by("pk").distinct(), *child]


def objections(rows: QuerySet[Objection], *, on: date) -> QuerySet[Objection]:
    """Return objections with all that lists and pages name, and whether they are late."""
    found = rows.select_related(
        "choice__resident", "choice__strand__pilot", "choice__site", "choice__deputy", "resident", "settled_by",
        "decision", "made_by",
    )  # fmt: skip
    return found.annotate(is_late=Case(When(state=Objection.State.OPEN, settle_by__lt=on, then=True), default=False))


def objections_due(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Return the objections that wait, the first due first, and whether an answer is to be looked over."""
    answers = Hearing.objects.to_look_over().filter(objection=OuterRef("pk"))
    rows = rows.annotate(has_answer=Exists(answers))
    return rows.filter(state=Objection.State.OPEN).select_related("choice__resident").order_by("settle_by", "pk")
