"""Which programs have a key to the interface, and whose they are."""

from collections.abc import Sequence

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from pilot.models import ApiScope, System
from providers.models import ProviderMember


def systems(seen: QuerySet[System], *, held: Sequence[ApiScope]) -> QuerySet[System]:
    """Return the systems with their state, the name of their provider, and whether they may ask for what is held alone.

    The provider's name is empty for an organiser's own.
    """
    member = ProviderMember.objects.filter(user=OuterRef("user")).values("provider__name")[:1]
    state = Case(When(ended_at__isnull=True, then=Value("open")), default=Value("ended"), output_field=CharField())
    rows = seen.select_related("organiser", "given_by", "ended_by")
    is_own_side = Case(When(scopes__contained_by=list(held), then=True), default=False)
    return rows.annotate(provider_name=Coalesce(Subquery(member), Value("")), state=state, is_own_side=is_own_side)
