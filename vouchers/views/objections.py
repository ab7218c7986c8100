"""Guardians in dispute: a guardian objects on the child's receipt, staff enter, list and settle objections."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.tables import Column, Table, list_page
from vouchers import actions, queries
from vouchers.filters import ObjectionFilters
from vouchers.forms import AnswerForm, DeskObjectionForm, HearingForm, ObjectionForm, SettlementForm, ToldForm
from vouchers.models import Choice, Hearing, Objection
from vouchers.views.acting import acting_of, for_somebody

TABLE = Table(
    "objections",
    gettext_lazy("Objections of guardians"),
    [
        Column(
            "settle_by",
            gettext_lazy("Settle by"),
            "date",
            sort="settle_by",
            href=lambda row: reverse("vouchers:objection", args=[row.pk]),
        ),
        Column("child", gettext_lazy("Child"), value=lambda row: row.choice.resident.list_code),
        Column("strand", gettext_lazy("Strand"), value=lambda row: row.choice.strand.name),
        Column("made_at", gettext_lazy("Made"), "moment", sort="made_at"),
        Column("settled_by", gettext_lazy("Settled by"), value=lambda row: row.settled_by or ""),
        Column("state", gettext_lazy("State"), "status", status="objection"),
    ],
    order="settle_by",
    empty_title=gettext_lazy("No objection waits"),
    empty_text=gettext_lazy("When a guardian objects to what another chose for a child, it waits here."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@for_somebody
def objection_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Object, as guardian, to what another guardian chose for the child."""
    acting, choice = acting_of(request), _choice(request, pk)
    if not acting.is_guardian or not queries.may_object(choice, guardian=acting.person, on=_today()):
        messages.info(request, _("You cannot object to this choice here, or it was objected to already."))
        return redirect("vouchers:my-receipt", pk=pk)
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.object_to_choice(
                choice=choice, guardian=acting.person, text=form.cleaned_data["text"], by=request.user,
                at=timezone.now(), channel=Choice.Channel.ONLINE,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Your objection is registered. Its stage stands below, and you get the decision in writing.")
            )
            return redirect("vouchers:my-receipt", pk=pk)
    values = {"choice": choice, "form": form, "until": queries.objection_until(choice)}
    return render(request, "my/objection_draft.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def objection_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the objection of a guardian who is at the desk or has written."""
    choice = _choice(request, pk)
    access.log_access(request, what="desk_choice", resident=choice.resident)
    guardians = queries.objectors(choice, on=_today())
    form = DeskObjectionForm(request.POST or None, guardians=guardians)
    if form.is_valid():
        asked = form.cleaned_data
        guardian = next(one for one in guardians if str(one.pk) == asked["guardian"])
        try:
            made = actions.object_to_choice(
                choice=choice, guardian=guardian, text=asked["text"], by=request.user, at=timezone.now(),
                channel=asked["channel"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("vouchers:objection", pk=made.pk)
    values = {"choice": choice, "form": form, "guardians": guardians, "until": queries.objection_until(choice)}
    return render(request, "staff/objection_entry.html", values, status=422 if form.errors else 200)


@require_safe
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def objection_list(request: HttpRequest) -> HttpResponseBase:
    """Show the objections that wait, the first due first."""
    filters = ObjectionFilters(request.GET, access.scope(request.user, Objection), _today())
    access.log_access(request, what="objections", group={"list": "objections"})
    return list_page(request, table=TABLE, rows=filters.qs, filters=filters, template="staff/objection_list.html")


@require_safe
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a guardian says against a choice, who was heard, and how it was or can be settled."""
    return page_of(request, fetch_objection(request, pk))


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the objection with reasons; every guardian gets the decision."""
    found = fetch_objection(request, pk)
    form = _settlement_form(found, request.POST)
    if not form.is_valid():
        return page_of(request, found, form=form)
    asked = form.cleaned_data
    try:
        actions.settle_objection(
            objection=found, upholds=asked["outcome"] == Objection.State.UPHELD, reasons=asked["reasons"],
            why_unheard=asked.get("why_unheard", ""), say=form.say, by=request.user, at=timezone.now(), channel="desk",
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return page_of(request, found, form=form)
    messages.success(request, _("The objection is settled. Every guardian gets the decision in writing."))
    return redirect("vouchers:objection", pk=pk)


def page_of(request: HttpRequest, found: Objection, **sent: Form) -> HttpResponse:
    """Show the objection's page; a form that was `sent` and refused stands on it with its errors."""
    choice, today = found.choice, _today()
    access.log_access(request, what="objection", resident=choice.resident)
    unheard = queries.unheard(found, on=today)
    hearings = list(queries.hearings_of(found))
    values = {
        "objection": found,
        "choice": choice,
        "today": today,
        "choice_state": queries.state_of(choice, on=today),
        "is_protected": queries.is_protected(resident=choice.resident, on=today),
        "hearings": [(one, sent.get(answer_name(one)) or _form_of(one)) for one in hearings],
        "unheard": unheard,
        "form": sent.get("form") or _settlement_form(found),
        "refused": list(sent.values()),
    }
    if found.state == Objection.State.OPEN:
        parties = queries.parties_of(choice, objector=found.resident, on=today)
        values["languages"] = sorted({str(dict(settings.LANGUAGES)[party.language]) for party in parties})
        values["hearing_form"] = sent.get("hearing_form") or hearing_form(found)
    return render(request, "staff/objection.html", values, status=422 if sent else 200)


def hearing_form(found: Objection, sent: QueryDict | None = None) -> HearingForm:
    """Return the form for hearing somebody; a day that gives time enough for a letter is proposed."""
    initial = {} if sent else {"answer_by": actions.usual_answer_by(found, on=_today()), "way": "letter"}
    return HearingForm(sent, initial=initial, guardians=queries.may_be_heard(found, on=_today()))


def _settlement_form(found: Objection, sent: QueryDict | None = None) -> SettlementForm:
    is_everybody_heard = not queries.unheard(found, on=_today())
    return SettlementForm(sent, is_everybody_heard=is_everybody_heard, child=found.choice.resident, on=_today())


def _form_of(hearing: Hearing) -> Form:
    """Return the form for what comes next: the answer, or what the others read of it."""
    if hearing.state == Hearing.State.ANSWERED:
        return ToldForm(initial={"told": hearing.told or hearing.answer}, prefix=answer_name(hearing))
    return AnswerForm(prefix=answer_name(hearing))


def answer_name(hearing: Hearing) -> str:
    """Return what the hearing's own form is called among those of the page."""
    return f"hearing-{hearing.pk}"


def fetch_objection(request: HttpRequest, pk: int) -> Objection:
    """Return the objection that the person may see, else 404."""
    rows = queries.objections(Objection.objects.all(), on=_today())
    return access.fetch(request.user, Objection, among=rows, pk=pk)


def _choice(request: HttpRequest, pk: int) -> Choice:
    rows = Choice.objects.select_related("resident", "deputy", "strand__pilot__lead", "site")
    return access.fetch(request.user, Choice, among=rows, pk=pk)


def _today() -> date:
    return helsinki_today(timezone.now())
