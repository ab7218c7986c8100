"""Drafting terms of notice, an organiser's or those of everybody who has set none, and a second person's approval."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access, notice_words
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import NoticeDraft, NoticeTerms, Organiser, Pilot
from vouchers import actions, queries
from vouchers.forms.notice_terms import NoticeDraftForm, values_of_terms

# Where the action's refusals are told; all others stand above the form.
FIELDS = {"terms_too_early": "first", "terms_begin_then": "first"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def notice_draft_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the organiser's next terms; the page opens with those that hold."""
    return _new(request, _organiser(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def notice_draft_new_for_everybody(request: HttpRequest) -> HttpResponse:
    """Draft the next terms of everybody who has set none."""
    return _new(request, None)


@require_safe
@never_cache
@access.requires(Permission.DRAFT_RULES)
def notice_draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show drafted terms beside those that hold, what they come to, and who may approve them."""
    draft = _draft(request, pk)
    old = NoticeTerms.objects.of(draft.organiser, draft.valid_from) if draft.approved_at is None else None
    values = {
        "draft": draft,
        "whose": notice_words.whose(draft.organiser),
        "lines": notice_words.term_lines(draft),
        "examples": notice_words.examples(draft, draft.valid_from),
        "old": old,
        "old_lines": notice_words.term_lines(old) if old else [],
        "is_own": draft.drafted_by_id == request.user.pk,
        "may_approve": bool(access.roles_with(request, Permission.APPROVE_RULES)),
    }
    return render(request, "staff/notice_draft.html", values)


@require_POST
@never_cache
@access.requires(Permission.APPROVE_RULES)
def notice_draft_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve drafted terms, which never change."""
    draft = _draft(request, pk)
    try:
        actions.approve_notice_terms(draft=draft, **_who(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, _("The terms are approved. Decisions that are sent from their first day on keep them.")
        )
    return redirect("vouchers:notice-draft-page", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.DRAFT_RULES)
def notice_draft_discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = _draft(request, pk)
    try:
        actions.discard_notice_draft(draft=draft, **_who(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:notice-draft-page", pk=pk)
    messages.success(request, _("The draft is thrown away. The terms that hold have not changed."))
    return redirect("vouchers:notice-terms")


def _new(request: HttpRequest, organiser: Organiser | None) -> HttpResponse:
    holding = NoticeTerms.objects.of(organiser, helsinki_today(timezone.now()))
    form = NoticeDraftForm(request.POST or None, initial=values_of_terms(holding))
    if form.is_valid():
        first, values = form.cleaned_data["first"], form.values
        try:
            draft = actions.draft_notice_terms(organiser=organiser, first=first, values=values, **_who(request))
        except Refused as refusal:
            form.add_error(FIELDS.get(refusal.code), refusal.message)
        else:
            messages.success(request, _("The draft is saved. Somebody else has to approve it before its first day."))
            return redirect("vouchers:notice-draft-page", pk=draft.pk)
    values = {"form": form, "whose": notice_words.whose(organiser), "is_everybodys": organiser is None}
    return render(request, "staff/notice_draft_form.html", values, status=422 if form.errors else 200)


def _organiser(request: HttpRequest, pk: int) -> Organiser:
    found = queries.organisers_of(access.scope(request.user, Pilot)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _draft(request: HttpRequest, pk: int) -> NoticeDraft:
    rows = NoticeDraft.objects.select_related("organiser", "drafted_by", "approved_by")
    return access.fetch(request.user, NoticeDraft, among=rows, pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}
