"""The page on which a guardian who is heard reads what it is about and answers; nobody else sees it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from vouchers import actions, queries
from vouchers.forms import OwnAnswerForm
from vouchers.models import Choice, Hearing, Objection
from vouchers.views.acting import acting_of, for_somebody


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer when one is heard, until the matter is settled; afterwards read what one answered."""
    found = _hearing(request, pk)
    form = OwnAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.record_answer(
                hearing=found, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now(),
                channel=Choice.Channel.ONLINE,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("We have your answer. You get the decision in writing."))
            return redirect("vouchers:my-hearing", pk=pk)
    today, person = helsinki_today(timezone.now()), acting_of(request).person
    choice = found.objection.choice
    values = {
        "hearing": found,
        "choice": choice,
        "today": today,
        "is_open": found.objection.state == Objection.State.OPEN and found.may_be_answered,
        # Whoever is no guardian any more is told nothing new of the child.
        "is_guardian": queries.is_guardian_of(person, choice.resident, on=today),
        "form": form,
    }
    return render(request, "my/hearing.html", values, status=422 if form.errors else 200)


def _hearing(request: HttpRequest, pk: int) -> Hearing:
    rows = Hearing.objects.select_related("objection__choice__resident", "objection__choice__strand", "resident")
    return access.fetch(request.user, Hearing, among=rows.filter(resident=acting_of(request).person), pk=pk)
