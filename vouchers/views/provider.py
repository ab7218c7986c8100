"""The provider's list on any day, and who came and went since a day, as page and as files; every look is logged."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access, formats
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.charts import Meter
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from providers import words
from providers.models import Site
from vouchers import queries
from vouchers.filters import ListFilterForm
from vouchers.models import Enrolment


def _name(row: Enrolment) -> str:
    return _("Non-disclosure") if row.is_protected else row.shown_name


def _charges(row: Enrolment) -> str | None:
    """Lead to the charges of whoever is on the list or was lately; nobody charges whoever is still to come."""
    if not row.is_charged:
        return None
    return reverse("vouchers:provider-charges", args=[row.site_slug, row.strand_id, row.resident_id])


TABLE = Table(
    "list",
    gettext_lazy("Residents on the list"),
    [
        Column("name", gettext_lazy("Name"), sort="shown_name", value=_name),
        Column(
            "list_code",
            gettext_lazy("List code"),
            sort="resident__list_code",
            value=lambda row: row.resident.list_code,
            href=_charges,
        ),
        Column("born_on", gettext_lazy("Born"), "date", sort="shown_born_on", value=lambda row: row.shown_born_on),
        Column("language", gettext_lazy("Language"), value=lambda row: words.language_name(row.resident.language)),
        Column("address", gettext_lazy("Address")),
        Column("period", gettext_lazy("On the list"), "period", sort="period"),
        Column("origin", gettext_lazy("How"), "status", status="origin"),
        Column("state", gettext_lazy("State"), "status", status="list", sort="state"),
    ],
    order="name",
    note=gettext_lazy("Who is under non-disclosure stands here by list code alone."),
    row_class=lambda row: "is-chosen" if row.state == "new" else "",
    empty_title=gettext_lazy("Nobody on this list"),
    empty_text=gettext_lazy("Take a filter away, or choose another day."),
)


@require_safe
@never_cache
@access.requires(Permission.READ_LIST)
def site_list(request: HttpRequest) -> HttpResponse:
    """Show a site's list on a day."""
    sites = list(access.scope(request.user, Site).select_related("provider").order_by("name_fi", "pk"))
    today = helsinki_today(timezone.now())
    form = ListFilterForm(_with_day(request, today), sites=[(site.slug, site.name) for site in sites])
    form.is_valid()
    # What is wrong is said beside it; the rest holds.
    asked = form.cleaned_data
    site = next((site for site in sites if site.slug == asked.get("site")), sites[0] if sites else None)
    strands = queries.strands_of_site(site) if site else []
    if site is None or not strands:
        return render(request, "provider/no_list.html", {"site": site})
    strand = next((row for row in strands if str(row.pk) == request.GET.get("strand")), strands[0])
    on = asked.get("on") or today
    every = queries.list_rows(site=site, strand=strand, on=on, since=asked.get("since"), today=today)
    rows = queries.in_state(every, asked.get("state", ""))
    what = "list_file" if request.GET.get("format") else "list"
    access.log_access(request, what=what, group={"site": site.pk, "on": on.isoformat(), "residents": rows.count()})
    values = _values(site, strand, strands, on, asked.get("since"), queries.list_counts(every))
    return list_page(request, table=TABLE, rows=rows, template="provider/list.html", context=values | {"filters": form})


def _with_day(request: HttpRequest, today: date) -> QueryDict:
    """Fill the day in, so that the page always says which day it shows."""
    query = request.GET.copy()
    if not query.get("on"):
        query["on"] = formats.day(today)
    return query


def _values(
    site: Site, strand: Strand, strands: list[Strand], on: date, since: date | None, counts: queries.ListCounts
) -> dict[str, Any]:
    cap = queries.cap_on(site=site, strand=strand, on=on)
    meter = Meter("cap", on=counts.on, coming=counts.coming, cap=cap.places) if cap else None
    return {
        "site": site,
        "strand": strand,
        "strands": strands,
        "on": on,
        "since": since,
        "counts": counts,
        "meter": meter,
        "cap": cap,
        "waiting": queries.queue_length(site=site, strand=strand, on=on),
    }
