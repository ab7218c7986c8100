"""The staff's rules of reminding: of what, how many days before or after, and whom it is about today."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from vouchers import actions, queries
from vouchers.forms import ReminderRulesForm


@require_safe
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show of what each strand reminds and how many were reminded; whose turn it is today when somebody asks."""
    today = helsinki_today(timezone.now())
    strands = access.scope(request.user, Strand).select_related("pilot__lead").order_by("pilot", "pk")
    # Counting asks of every resident, so it is done for the strand for which somebody wants to know.
    counted = request.GET.get("count", "")
    rows = [
        (strand, queries.reminded_of(strand, on=today, counts=counted == str(strand.pk)), counted == str(strand.pk))
        for strand in strands
    ]
    return render(request, "staff/reminders.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_LETTERS)
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the days by which a strand reminds; they hold from today on."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    now = timezone.now()
    form = ReminderRulesForm(request.POST or None, initial=queries.reminder_rules_on(strand, helsinki_today(now)))
    if form.is_valid():
        try:
            with transaction.atomic():
                for kind, days in form.cleaned_data.items():
                    actions.set_reminder_rule(
                        strand=strand, kind=kind, days=days, by=request.user, at=now, channel="desk"
                    )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The rules hold from today on. Reminders go out once a day."))
            return redirect("vouchers:reminder-rules")
    return render(
        request, "staff/reminder_rules.html", {"strand": strand, "form": form}, status=422 if form.errors else 200
    )
