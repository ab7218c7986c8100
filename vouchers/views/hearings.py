"""Hearing guardians on the page of an objection: asking, keeping the answer, and saying that none came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.errors import Refused
from registry.models import Resident
from vouchers import actions
from vouchers.forms import AnswerForm, ToldForm
from vouchers.models import Hearing
from vouchers.views.objections import answer_name, fetch_objection, hearing_form, page_of


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a guardian what they think of the objection."""
    found = fetch_objection(request, pk)
    form = hearing_form(found, request.POST)
    if not form.is_valid():
        return page_of(request, found, hearing_form=form)
    asked = form.cleaned_data
    guardian = access.fetch(request.user, Resident, pk=asked["guardian"])
    try:
        actions.hear_guardian(
            objection=found, guardian=guardian, way=asked["way"], matter=asked["matter"], answer_by=asked["answer_by"],
            by=request.user, at=timezone.now(), channel="desk",
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return page_of(request, found, hearing_form=form)
    messages.success(request, _("The hearing is under way. Its last day for answering stands below."))
    return redirect("vouchers:objection", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def hearing_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the guardian answered."""
    heard = _hearing(request, pk)
    form = AnswerForm(request.POST, prefix=answer_name(heard))
    if form.is_valid():
        try:
            actions.record_answer(
                hearing=heard, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now(), channel="desk"
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The answer is kept. It stands in the decision."))
            return redirect("vouchers:objection", pk=heard.objection_id)
    return page_of(request, fetch_objection(request, heard.objection_id), **{answer_name(heard): form})


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def hearing_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the other guardians read of an answer that came online."""
    heard = _hearing(request, pk)
    form = ToldForm(request.POST, prefix=answer_name(heard))
    if form.is_valid():
        try:
            actions.tell_answer(
                hearing=heard, told=form.cleaned_data["told"], by=request.user, at=timezone.now(), channel="desk"
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("What the other guardians read of the answer is kept."))
            return redirect("vouchers:objection", pk=heard.objection_id)
    return page_of(request, fetch_objection(request, heard.objection_id), **{answer_name(heard): form})


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def hearing_silence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that no answer came by the last day."""
    heard = _hearing(request, pk)
    with told(request, _("It is kept that no answer came.")):
        actions.record_silence(hearing=heard, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:objection", pk=heard.objection_id)


def _hearing(request: HttpRequest, pk: int) -> Hearing:
    return access.fetch(request.user, Hearing, among=Hearing.objects.select_related("objection", "letter"), pk=pk)
