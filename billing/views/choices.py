"""From a choice to every payment made for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from billing.models import Entry
from billing.places import FINANCE, OWN, Places
from billing.queries.choices import choice_payments
from pilot import access
from pilot.access import Permission
from pilot.identifiers import format_code


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def choice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """List everything that was paid for a choice."""
    return _choice(request, pk, FINANCE)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_choice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """List what the provider was paid for a choice of its own site."""
    return _choice(request, pk, OWN)


def _choice(request: HttpRequest, pk: int, places: Places) -> HttpResponse:
    found = choice_payments(pk, access.scope(request.user, Entry))
    if found is None:
        raise Http404
    access.log_access(request, what="choice_payments", resident=found.choice.resident_id)
    rows = [
        {
            "line": row.line,
            "entry_href": places.entry(row.line.key),
            "statement": row.statement,
            "statement_href": places.statement(row.statement.pk),
            "payment_state": row.payment_state,
        }
        for row in found.rows
    ]
    parts = {
        "it": found,
        "choice": found.choice,
        "receipt": format_code(found.choice.receipt_number),
        "rows": rows,
        "list_href": places.list,
        "is_own": places is OWN,
    }
    return render(request, "billing/choice_page.html", parts)
