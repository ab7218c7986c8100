"""The staff's page of the terms of notice: when a decision counts as received, and until when one appeals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pilot import access, notice_words
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import NoticeDraft, Pilot
from vouchers import queries


@require_safe
@access.requires(Permission.READ_RULES)
def notice_terms(request: HttpRequest) -> HttpResponse:
    """Say the terms of each organiser in words, what nobody has checked, and what they come to from today."""
    today = helsinki_today(timezone.now())
    pilots = access.scope(request.user, Pilot)
    drafts = {row.organiser_id: row for row in queries.notice_drafts_waiting(access.scope(request.user, NoticeDraft))}
    rows = [
        {
            "of": row,
            "draft": drafts.get(row.organiser.pk),
            "lines": notice_words.term_lines(row.terms) if row.terms else [],
            "examples": notice_words.examples(row.terms, today) if row.terms else [],
        }
        for row in queries.notice_terms_of(pilots, today)
    ]
    may_draft = bool(access.roles_with(request, Permission.DRAFT_RULES))
    everybody = {"terms": queries.notice_terms_of_everybody(today), "draft": drafts.get(None)}
    values = {"rows": rows, "everybody": everybody, "today": today, "may_draft": may_draft}
    return render(request, "staff/notice_terms.html", values)
