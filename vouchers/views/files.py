"""Handing out a document: as a PDF, or, where this computer cannot make one, as a sentence that says why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pilot.identifiers import format_code
from pilot.pdf import PdfFailed, PdfUnavailable
from registry.models import Resident
from vouchers import queries
from vouchers.models import Choice, Voucher


@dataclass(frozen=True)
class LetterRow:
    """One letter in a resident's list of letters."""

    title: str
    number: str
    on: date
    href: str
    state: str = ""
    valid: DateRange | None = None


def letter_rows(resident: Resident, on: date, *, pages: str) -> list[LetterRow]:
    """Return the resident's letters, newest first, with the addresses that `pages` (my or resident) has for them."""
    rows = [
        LetterRow(
            _title(row),
            format_code(row.receipt_number),
            row.made_on,
            reverse(f"vouchers:{pages}-receipt", args=[row.pk]),
            queries.state_of(row, on=on),
        )
        for row in queries.choices_of(resident, on=on)
    ]
    rows += [
        LetterRow(
            _("Voucher: {strand}").format(strand=row.strand.name),
            format_code(row.number),
            row.period.lower,
            reverse(f"vouchers:{pages}-voucher", args=[row.pk]),
            valid=row.period,
        )
        for row in Voucher.objects.filter(resident=resident).select_related("strand")
    ]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _title(choice: Choice) -> str:
    if not choice.is_wished:
        # It is no receipt of what they asked for.
        name = choice.site.name if choice.site else _("Home health station")
        return str(queries.WHAT_CAME[choice.origin]).format(site=name)
    if choice.site is None:
        return _("Receipt: return to the home station")
    return _("Receipt: {site}").format(site=choice.site.name)


def pdf_answer(request: HttpRequest, make: Callable[[], bytes], *, filename: str) -> HttpResponse:
    """Answer with the document; if it cannot be made, go back to where the link stood and say so."""
    try:
        content = make()
    except (PdfFailed, PdfUnavailable) as refusal:
        messages.error(request, refusal.message)
        back = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else "/")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
