"""Pages before any log-in: what may be chosen, among whom, and how the sites compare."""

from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pilot.calendar import helsinki_today
from pilot.models import Area, RuleSet, Strand
from providers import queries as provider_queries
from providers.models import Site
from providers.queries import Place
from vouchers import catalogue, letters, queries, rules
from vouchers.catalogue import MOST_COMPARED, Wishes
from vouchers.views.files import pdf_answer
from vouchers.words import fees as fee_words


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what may be chosen, by whom, until when, what it costs, and what happens to those who do nothing."""
    strands = queries.public_strands()
    if not strands:
        return render(request, "public/nothing_yet.html")
    strand = _strand(request, strands)
    today = helsinki_today(timezone.now())
    on = queries.day_shown(strand, today)
    rule_set = queries.rules_on(strand, on)
    effective_on = queries.effect_of(rule_set, on)
    values = {
        "strands": strands,
        "strand": strand,
        "today": today,
        "on": on,
        "rules": rule_set,
        "effective_on": effective_on,
        "next_change_on": rules.next_change_on(effective_on, rule_set.lock_in_months) if rule_set else None,
        "choose_by": queries.last_choice_on(strand, rule_set),
        "fees": fee_words.told(strand, effective_on),
        "areas": Area.objects.filter(pilot=strand.pilot_id).order_by("pk"),
        "sites": provider_queries.open_sites(strand, on).count(),
    }
    return render(request, "public/front.html", values)


@require_safe
def choice_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the strand's form for choosing on paper, in the page's language."""
    strand = next((one for one in queries.public_strands() if one.pk == pk), None)
    if strand is None:
        raise Http404
    on, language = queries.day_shown(strand, helsinki_today(timezone.now())), get_language() or "fi"
    make = partial(letters.choice_form, strand, language=language, on=on)
    return pdf_answer(request, make, filename=f"{strand.code}-{language}.pdf")


@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """Show the sites that fit a search, in neutral order."""
    strands = queries.public_strands()
    if not strands:
        return render(request, "public/nothing_yet.html")
    strand = _strand(request, strands)
    today = helsinki_today(timezone.now())
    found = catalogue.catalogue(
        strand=strand,
        wishes=Wishes.read(request.GET),
        on=queries.day_shown(strand, today),
        page=request.GET.get("page"),
    )
    values = {
        "catalogue": found,
        "sketch": catalogue.sketch(found.facts, found.place),
        "strands": strands,
        "strand": strand,
        "today": today,
    }
    return render(request, "sites/site_list.html", values)


@require_safe
def site_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of one site."""
    strands = queries.public_strands()
    today = helsinki_today(timezone.now())
    for strand in _asked_first(request, strands):
        on = queries.day_shown(strand, today)
        site = provider_queries.open_sites(strand, on).filter(slug=slug).first()
        if site is not None:
            rule_set = queries.rules_on(strand, on)
            values = {
                "facts": _facts([site], strand, on, rule_set)[0],
                "site": site,
                "strand": strand,
                "on": on,
                "may_wait": _may_wait(rule_set),
                "fees": fee_words.told(strand, queries.effect_of(rule_set, on)),
            }
            return render(request, "sites/site_detail.html", values)
    raise Http404


@require_safe
def site_compare(request: HttpRequest) -> HttpResponse:
    """Put up to four sites side by side; which ones, the address says, so that it can be shared."""
    strands = queries.public_strands()
    if not strands:
        return render(request, "public/nothing_yet.html")
    strand = _strand(request, strands)
    on = queries.day_shown(strand, helsinki_today(timezone.now()))
    picked = list(dict.fromkeys(request.GET.getlist("site")))
    open_sites = provider_queries.open_sites(strand, on)
    text = Wishes.read(request.GET).text
    place = provider_queries.place_of(strand.pilot, text, open_sites) if text else None
    shown = _picked(open_sites, picked, place)
    rule_set = queries.rules_on(strand, on)
    facts = _facts(shown, strand, on, rule_set)
    fees = fee_words.told(strand, queries.effect_of(rule_set, on))
    only_differences = "diff" in request.GET
    values = {
        "strand": strand,
        "on": on,
        "facts": facts,
        "may_wait": _may_wait(rule_set),
        "comparison": catalogue.comparison(facts, fees=fees, place=place, only_differences=only_differences),
        "place": place,
        "text": text,
        "other_address": _other_address(request, only_differences=only_differences),
        "left_out": len(picked) - len(shown),
        "left_out_names": _left_out(strand, picked, shown),
        "most": MOST_COMPARED,
    }
    return render(request, "sites/site_compare.html", values)


def _may_wait(rule_set: RuleSet | None) -> bool:
    """Tell whether the rules keep queues for full lists."""
    return rule_set is not None and rule_set.queue_opens_at is not None


def _picked(open_sites: QuerySet[Site], picked: list[str], place: Place | None) -> list[Site]:
    """Return the first open ones of the sites picked, in that order."""
    sites = open_sites.filter(slug__in=picked)
    by_slug: dict[str, Site] = {
        site.slug: site for site in (provider_queries.with_km(sites, place) if place else sites)
    }
    return [by_slug[slug] for slug in picked if slug in by_slug][:MOST_COMPARED]


def _left_out(strand: Strand, picked: list[str], shown: list[Site]) -> list[str]:
    """Name the sites that were picked and are not shown, in the order of the address."""
    left = [slug for slug in picked if slug not in {site.slug for site in shown}]
    if not left:
        return []
    names = {site.slug: str(site.name) for site in provider_queries.ever_approved(strand).filter(slug__in=left)}
    return [names[slug] for slug in left if slug in names]


def _other_address(request: HttpRequest, *, only_differences: bool) -> str:
    """Return the query that shows all rows instead of the differing ones, or the other way round."""
    query = request.GET.copy()
    query.pop("diff", None)
    if not only_differences:
        query["diff"] = "1"
    return query.urlencode()


def _strand(request: HttpRequest, strands: list[Strand]) -> Strand:
    return _asked_first(request, strands)[0]


def _asked_first(request: HttpRequest, strands: list[Strand]) -> list[Strand]:
    asked = request.GET.get("strand", "")
    return sorted(strands, key=lambda strand: str(strand.pk) != asked)


def _facts(sites: list[Site], strand: Strand, on: date, rule_set: RuleSet | None) -> tuple[catalogue.SiteFacts, ...]:
    effective_on = queries.effect_of(rule_set, on)
    return catalogue.facts_of(sites, strand=strand, on=on, effective_on=effective_on)
