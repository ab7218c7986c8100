"""Giving feedback on accessibility, for everybody; and the staff's queue with the law's clock."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pilot import access, formats
from pilot import feedback as actions
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.context import Shell
from pilot.errors import Refused
from pilot.feedback_forms import AnswerForm, FeedbackForm
from pilot.models import Feedback, User
from pilot.tables import Column, Table, list_page

EXCERPT = 80


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def feedback(request: HttpRequest) -> HttpResponse:
    """Take feedback, and say until when it is answered."""
    organiser = Shell(request).organiser
    form = FeedbackForm(request.POST or None)
    if request.method != "POST" or organiser is None or not form.is_valid():
        values = {"form": form, "organiser": organiser}
        return render(request, "pilot/feedback.html", values, status=422 if request.method == "POST" else 200)
    by = request.user if isinstance(request.user, User) else None
    language = (get_language() or "fi")[:2]
    given = actions.give_feedback(organiser=organiser, language=language, at=timezone.now(), by=by, **form.cleaned_data)
    thanks = _("Thank you. Your feedback has the number {number}. We answer by {day}.")
    if not given.email:
        thanks = _("Thank you. Your feedback has the number {number}. You left no address, so we cannot answer you.")
    messages.success(request, thanks.format(number=given.number, day=formats.day(given.answer_by)))
    return redirect("feedback")


@require_safe
@never_cache
@access.requires(Permission.ANSWER_FEEDBACK)
def feedback_list(request: HttpRequest) -> HttpResponse:
    """List the feedback, what waits longest first."""
    rows = access.scope(request.user, Feedback).select_related("answered_by")
    table = _table(helsinki_today(timezone.now()))
    return list_page(request, table=table, rows=rows, template="staff/feedback_list.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.ANSWER_FEEDBACK)
def feedback_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one feedback; answer it once."""
    row = access.fetch(request.user, Feedback, among=Feedback.objects.select_related("answered_by"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_feedback(
                feedback=row, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The answer is kept, and sent where an address was left."))
        return redirect("feedback-page", pk=row.pk)
    today = helsinki_today(timezone.now())
    values = {"row": row, "form": form, "today": today, "standing": row.standing_on(today)}
    return render(request, "staff/feedback_page.html", values, status=422 if request.method == "POST" else 200)


def _table(today: date) -> Table:
    return Table(
        "feedback",
        gettext_lazy("Feedback"),
        [
            Column(
                "number",
                gettext_lazy("Number"),
                sort="number",
                href=lambda row: reverse("feedback-page", args=[row.pk]),
                sub=lambda row: row.text[:EXCERPT],
            ),
            Column("received_at", gettext_lazy("Received"), "moment", sort="received_at"),
            Column("answer_by", gettext_lazy("Answer by"), "date"),
            Column(
                "standing",
                gettext_lazy("State"),
                "status",
                status="feedback",
                value=lambda row: row.standing_on(today),
            ),
            Column("answered_at", gettext_lazy("Answered"), "moment", sort="answered_at"),
            Column("answered_by", gettext_lazy("Answered by")),
        ],
        order="received_at",
        empty_title=gettext_lazy("No feedback yet"),
        empty_text=gettext_lazy("What people tell of the site's accessibility comes here, with its two weeks."),
    )
