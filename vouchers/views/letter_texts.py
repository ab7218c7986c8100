"""The staff's texts of letters: what holds, the draft, its preview, and taking it into use."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.errors import Refused
from pilot.models import Pilot, User
from vouchers import actions, queries
from vouchers.forms import LetterTextForm
from vouchers.letters import texts as letter_texts
from vouchers.models import LetterKind, LetterVersion
from vouchers.views.files import pdf_answer


@require_safe
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def text_list(request: HttpRequest) -> HttpResponse:
    """List the kinds of letters with the version that holds and its draft."""
    pilots = access.scope(request.user, Pilot).order_by("pk")
    return render(request, "staff/letter_texts.html", {"rows": queries.letter_texts_of(pilots)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def text_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show what a kind of letter says, and keep a new draft of it."""
    pilot = access.fetch(request.user, Pilot, among=Pilot.objects.select_related("lead"), pk=pk)
    if kind not in LetterKind.values:
        raise Http404
    versions = list(queries.letter_versions(pilot, kind))
    form = LetterTextForm(request.POST or None, initial=_first_values(kind, versions))
    if form.is_valid():
        given = {"texts": form.cleaned_data, "by": request.user, "at": timezone.now(), "channel": "desk"}
        try:
            actions.draft_letter(pilot=pilot, kind=kind, **given)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The draft is kept. Somebody else looks at its preview and takes it into use."))
            return redirect("vouchers:letter-text", pk=pilot.pk, kind=kind)
    values = _values(pilot, kind, versions, form, request.user)
    return render(request, "staff/letter_text.html", values, status=_status(form))


@require_POST
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def text_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the version as PDF with made-up data; who fetches it has looked at it."""
    version = access.fetch(request.user, LetterVersion, pk=pk)
    language = request.POST.get("language", "")
    if language not in letter_texts.LANGUAGES:
        raise Http404
    given = {"by": request.user, "at": timezone.now(), "channel": "desk"}
    filename = f"{version.kind}-{version.number}-{language}.pdf"
    return pdf_answer(
        request, lambda: actions.preview_letter(version=version, language=language, **given), filename=filename
    )


@require_POST
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def text_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version into use."""
    version = access.fetch(request.user, LetterVersion, pk=pk)
    with told(request, _("Letters of this kind say this from now on.")):
        actions.use_letter(version=version, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:letter-text", pk=version.pilot_id, kind=version.kind)


def _first_values(kind: str, versions: list[LetterVersion]) -> dict[str, str]:
    first = letter_texts.first_texts(kind)
    return {name: getattr(versions[0], name) for name in first} if versions else first


def _values(pilot: Pilot, kind: str, versions: list[LetterVersion], form: LetterTextForm, user: User) -> dict[str, Any]:
    draft = next((version for version in versions if version.in_use_at is None), None)
    return {
        "pilot": pilot,
        "kind": LetterKind(kind),
        "versions": versions,
        "draft": draft,
        "is_own": draft is not None and draft.drafted_by_id == user.pk,
        "has_looked": draft is not None and draft.previewed_by_id == user.pk,
        "placeholders": letter_texts.placeholders(kind).items(),
        "form": form,
    }


def _status(form: LetterTextForm) -> int:
    return 422 if form.errors else 200
