"""Which terms of notice hold for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pilot.models import NoticeDraft, NoticeTerms, Organiser, Pilot
from pilot.periods import contains


@dataclass(frozen=True)
class TermsOf:
    """An organiser with the terms that hold for it on the day: its own, else those for everybody, else none."""

    organiser: Organiser
    terms: NoticeTerms | None

    @property
    def is_own(self) -> bool:
        """Whether the organiser has set terms of its own."""
        return self.terms is not None and self.terms.organiser_id is not None


def organisers_of(pilots: QuerySet[Pilot]) -> QuerySet[Organiser]:
    """Return the organisers that lead the pilots or take part in them."""
    joint = Pilot.organisers.through.objects.filter(pilot__in=pilots).values("organiser")
    return Organiser.objects.filter(Q(led_pilots__in=pilots) | Q(pk__in=joint)).distinct().order_by("pk")


def notice_drafts_waiting(drafts: QuerySet[NoticeDraft]) -> QuerySet[NoticeDraft]:
    """Return the drafted terms that wait for somebody else, the oldest first."""
    waiting = drafts.filter(approved_at__isnull=True)
    return waiting.select_related("organiser", "drafted_by").order_by("drafted_at", "pk")


def notice_terms_of_everybody(on: date) -> NoticeTerms | None:
    """Return the terms that hold for whoever has set none."""
    return NoticeTerms.objects.filter(organiser__isnull=True, period__contains=on).first()


def notice_terms_of(pilots: QuerySet[Pilot], on: date) -> list[TermsOf]:
    """Return the terms of every organiser of the pilots; asks the database twice for however many."""
    organisers = organisers_of(pilots)
    rows = NoticeTerms.objects.filter(Q(organiser__in=organisers) | Q(organiser__isnull=True))
    holding = {row.organiser_id: row for row in rows if contains(row.period, on)}
    return [TermsOf(organiser, holding.get(organiser.pk) or holding.get(None)) for organiser in organisers]
