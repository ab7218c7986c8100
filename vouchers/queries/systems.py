"""Which programs have a key to the interface, and whose they are."""

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from pilot.models import System
from providers.models import ProviderMember


def systems(seen: QuerySet[System]) -> QuerySet[System]:
    """Return the systems with their state and the name of their provider, empty for an organiser's own."""
    member = ProviderMember.objects.filter(user=OuterRef("user")).values("provider__name")[:1]
    state = Case(When(ended_at__isnull=True, then=Value("open")), default=Value("ended"), output_field=CharField())
    rows = seen.select_related("organiser", "given_by", "ended_by")
    return rows.annotate(provider_name=Coalesce(Subquery(member), Value("")), state=state)
