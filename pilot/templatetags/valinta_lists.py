"""Tags for lists and long work: a declared table, its downloads, pagination, progress, meters, charts."""

from django.core.paginator import Page
from django.template import Library
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from pilot import jobs, table_cards

register = Library()


@register.simple_block_tag
def known_ahead(content):
    """Keep the page's body under a name, so that the head can be written for what the body holds."""
    return content


@register.filter
def swaps_parts(html: str) -> bool:
    """Tell whether something on the page fetches a part by itself: only such a page loads htmx."""
    return " hx-" in html


@register.simple_tag
def data_table(listing) -> SafeString:
    """Print a listing made by pilot.tables: table, pages, or what to do when it is empty."""
    return render_to_string("components/data_table.html", {"listing": listing})


@register.filter(is_safe=True)
def as_cards(html: str) -> str:
    """Give a table's cells what they need to be read as cards on a phone."""
    return mark_safe(table_cards.as_cards(html))  # noqa: S308 - markup of our own templates, whose values are escaped


@register.filter(is_safe=True)
def with_roles(html: str) -> str:
    """Spell out the roles of a table that is stacked when narrow: a browser may forget them with its shape."""
    return mark_safe(table_cards.with_roles(html))  # noqa: S308 - markup of our own templates, whose values are escaped


@register.simple_tag
def downloads(listing, note: str = "") -> SafeString:
    """Print the menu that downloads the list as CSV or XLSX."""
    return render_to_string("components/downloads.html", {"listing": listing, "note": note})


@register.simple_tag(takes_context=True)
def pagination(context, page: Page, parameter: str = "page") -> SafeString:
    """Print where in the list one is; every page is an address."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = number
        return f"?{query.urlencode()}"

    return _pages(page, address)


@register.simple_tag
def listing_pages(listing) -> SafeString:
    """Print the pages of a listing."""
    return _pages(listing.page, lambda number: listing.address(page=number), target=listing.region_id)


@register.simple_tag
def progress(job, href: str = "", unit: str = "") -> SafeString:
    """Print how far a job is. With `href` the part asks again every second until the job has ended."""
    values = {"job": job, "href": href, "unit": unit, "is_silent": jobs.is_silent(job, timezone.now())}
    return render_to_string("components/progress.html", values)


@register.simple_tag
def chart(chart) -> SafeString:
    """Print a chart made by pilot.charts: what is seen, the drawing, the same numbers in a table."""
    return render_to_string("components/chart.html", {"chart": chart})


@register.simple_tag
def meter(meter) -> SafeString:
    """Print how full a list is, from a pilot.charts.Meter."""
    return render_to_string("components/meter.html", {"meter": meter})


def _pages(page: Page, address, target: str = "") -> SafeString:
    if page.paginator.num_pages < 2:
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "href": address(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in numbers
    ]
    values = {
        "page": page,
        "links": links,
        "target": target,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
    return render_to_string("components/pagination.html", values)
