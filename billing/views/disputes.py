"""Finance's disputes: the queue, one dispute, what is said of it, its decision and the second pair of eyes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions
from billing.forms import MessageForm, NoteForm
from billing.forms.rulings import MENDED, REJECT, DecisionForm, who
from billing.models import Dispute, DisputeMessage, Entry
from billing.pages import disputes as pages
from billing.places import FINANCE
from billing.queries import disputes as queries
from billing.tables.disputes import DISPUTES
from billing.views.dispute_messages import not_written
from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.permissions import roles_allowed
from pilot.tables import list_page

PAGE = "billing:dispute-page"


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def dispute_list(request: HttpRequest) -> HttpResponseBase:
    """Show the queue: what is disputed, by when it is answered, and whose it is."""
    filters = pages.DisputeFilters(request.GET, access.scope(request.user, Dispute), helsinki_today(timezone.now()))
    return list_page(request, table=DISPUTES, rows=filters.qs, filters=filters, template="finance/dispute_list.html")


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def dispute_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a dispute: the rows as statements show them, what was said, and what came of it."""
    return _page(request, _fetch(request, pk))


@require_POST
@access.requires(Permission.DECIDE_DISPUTES)
def dispute_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the dispute as one's own to answer."""
    return _do(request, pk, actions.take_dispute, _("The dispute is yours to answer."))


@require_POST
@access.requires(Permission.DECIDE_DISPUTES)
def dispute_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the provider."""
    form = not_written(request, _fetch(request, pk), DisputeMessage.Side.FINANCE)
    if form is None:
        return redirect(PAGE, pk=pk)
    # Somebody may have closed the dispute meanwhile: the page tells how it stands now, and keeps what was written.
    return _page(request, _fetch(request, pk), form)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.DECIDE_DISPUTES)
def dispute_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the dispute."""
    dispute = _fetch(request, pk)
    form = pages.decision_form(dispute, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _decide(request, dispute, form)
            return redirect(PAGE, pk=pk)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    access.log_access(request, what="dispute", group={"dispute": pk, "residents": len(form.found)})
    values = {"dispute": dispute, "form": form, "rulings": [(who(line), fields) for line, fields in form.rulings]}
    return render(request, "finance/dispute_decision.html", values, status=422 if form.errors else 200)


@require_POST
@access.requires(Permission.DECIDE_DISPUTES)
def dispute_confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the ruling that somebody else proposed."""
    return _do(request, pk, actions.confirm_rulings, _("The dispute is upheld. The next run pays by the ruling."))


@require_POST
@access.requires(Permission.DECIDE_DISPUTES)
def dispute_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a proposed ruling back."""
    form = NoteForm(request.POST)
    reason = form.cleaned_data["note"] if form.is_valid() else ""
    return _do(
        request,
        pk,
        lambda **given: actions.return_rulings(reason=reason, **given),
        _("The ruling is given back. Nothing of it counts."),
    )


def _fetch(request: HttpRequest, pk: int) -> Dispute:
    return access.fetch(request.user, Dispute, among=queries.with_statement(), pk=pk)


def _page(request: HttpRequest, dispute: Dispute, form: MessageForm | None = None) -> HttpResponse:
    seen = access.scope(request.user, Entry)
    parts = pages.dispute_parts(dispute, seen, FINANCE, helsinki_today(timezone.now()), form)
    access.log_access(request, what="dispute", group={"dispute": dispute.pk, "residents": parts["resident_count"]})
    parts |= {"note_form": NoteForm(), "cannot_confirm": pages.cannot_confirm(dispute, request.user)}
    parts["may_decide"] = bool(access.roles_of(request.user) & roles_allowed(Permission.DECIDE_DISPUTES))
    return render(request, "billing/dispute_page.html", parts, status=422 if form is not None else 200)


def _do(request: HttpRequest, pk: int, deed: Callable[..., object], done: str) -> HttpResponse:
    dispute = _fetch(request, pk)
    with told(request, done):
        deed(dispute=dispute, by=request.user, at=timezone.now(), channel="online")
    return redirect(PAGE, pk=pk)


def _decide(request: HttpRequest, dispute: Dispute, form: DecisionForm) -> None:
    asked = form.cleaned_data
    given = {"dispute": dispute, "grounds": asked["grounds"], "by": request.user, "at": timezone.now()}
    given["channel"] = "online"
    if asked["outcome"] == REJECT:
        actions.reject_dispute(**given)
        messages.success(request, _("The dispute is rejected. The provider is told."))
    elif asked["outcome"] == MENDED:
        actions.uphold_dispute(deed=asked["deed"], **given)
        messages.success(request, _("The dispute is upheld. The provider is told."))
    else:
        actions.propose_rulings(rulings=form.drafts(dispute.statement.site_id), **given)
        messages.success(request, _("The ruling is proposed. Somebody else has to confirm it before it counts."))
