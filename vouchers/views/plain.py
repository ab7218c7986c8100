"""The front page and the way to choose in plain language: the same facts and rules, in short sentences."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pilot.calendar import helsinki_today
from pilot.models import Area
from vouchers import queries
from vouchers.words import fees as fee_words


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what may be chosen, by whom and what happens to those who do nothing."""
    asked = request.GET.get("strand", "")
    strand = next(iter(sorted(queries.public_strands(), key=lambda strand: str(strand.pk) != asked)), None)
    if strand is None:
        return render(request, "public/plain.html")
    on = queries.day_shown(strand, helsinki_today(timezone.now()))
    rule_set = queries.rules_on(strand, on)
    values = {
        "strand": strand,
        "rules": rule_set,
        "fees": fee_words.told(strand, queries.effect_of(rule_set, on)),
        "areas": Area.objects.filter(pilot=strand.pilot_id).order_by("pk"),
    }
    return render(request, "public/plain.html", values)


@require_safe
def choice(request: HttpRequest) -> HttpResponse:
    """Say step by step how one chooses, and where help is."""
    return render(request, "public/plain_choice.html")
