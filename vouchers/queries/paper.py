"""Forms on paper: what waits in the staff's queue, and what one would become."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation

from pilot.calendar import helsinki_today
from pilot.errors import Refused
from registry.models import Guardianship, Protection, Resident
from vouchers.models import PaperForm
from vouchers.queries.choices import ChoiceOffer, choice_offer


@dataclass(frozen=True)
class PaperOutlook:
    """What a form would become: the dates of its choice, and what stands in the way in the resident's language."""

    offer: ChoiceOffer
    refusal: Refused | None
    in_their_language: str


def paper_forms(rows: QuerySet[PaperForm], *, on: date) -> QuerySet[PaperForm]:
    """Return forms with all that lists and pages name, and whether a non-disclosure holds."""
    protected = Protection.objects.filter(resident=OuterRef("resident"), period__contains=on)
    found = rows.select_related(
        "resident__pilot__lead", "strand__pilot", "site", "signatory", "entered_by", "settled_by", "choice", "decision"
    )
    return found.annotate(is_protected=Exists(protected))


def paper_forms_due(rows: QuerySet[PaperForm]) -> QuerySet[PaperForm]:
    """Return the forms that wait, the longest waiting first."""
    return rows.filter(state=PaperForm.State.ARRIVED).select_related("resident").order_by("arrived_on", "pk")


def paper_outlook(form: PaperForm, *, at: datetime, refusal: Refused | None) -> PaperOutlook:
    """Return what the form would become, counted from `at`; a refusal known before goes first."""
    with translation.override(form.resident.language):
        offer = choice_offer(
            resident=form.resident,
            strand=form.strand,
            site=form.site,
            on=helsinki_today(at),
            at=at,
            is_own=form.capacity == "own",
        )
        known = refusal or offer.refusal
        words = known.message if known else ""
    return PaperOutlook(offer, known, words)


def guardians_of(child: Resident, *, on: date) -> QuerySet[Resident]:
    """Return the guardians of the day, whom the register names."""
    rows = Guardianship.objects.filter(child=child, period__contains=on).values("guardian")
    return Resident.objects.filter(pk__in=rows, merged_into__isnull=True).order_by("pk")
