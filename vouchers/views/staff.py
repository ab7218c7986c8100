"""The staff's front page, which counts what waits, and the list of long work."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access, jobs
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import Feedback, Job, NoticeDraft, Pilot, RuleDraft, Strand
from pilot.tables import Column, Table, list_page
from providers import queries as provider_queries
from providers.models import ApprovalProposal, BankAccount
from registry import queries as registry_queries
from registry.models import Merger, RegisterBatch
from vouchers import queries
from vouchers.models import ClosingPlan, EarlyChange, FeeTable, MovePlan, Objection, PaperForm, SiteClosing

MOST_SHOWN = 5

JOBS = Table(
    "jobs",
    _("Long work"),
    [
        Column("kind", _("What"), value=jobs.name_of, href=lambda row: reverse("job", args=[row.pk])),
        Column("state", _("State"), "status", status="job", sort="state"),
        Column("done", _("Done"), "number"),
        Column("total", _("Of"), "number"),
        Column("started_by", _("Started by")),
        Column("created_at", _("Started"), "moment", sort="created_at"),
        Column("ended_at", _("Ended"), "moment", sort="ended_at"),
        Column("error", _("Why it stopped")),
    ],
    order="-created_at",
    empty_title=_("No long work yet"),
    empty_text=_("Importing residents, giving vouchers and making statements show up here with their progress."),
)


@require_safe
@never_cache
@access.requires(Permission.READ_RESIDENTS)
def home(request: HttpRequest) -> HttpResponse:
    """Count what waits: each count leads to the list that it counts."""
    today = helsinki_today(timezone.now())
    own_jobs = access.scope(request.user, Job).select_related("started_by")
    strands = []
    for strand in access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk"):
        on = queries.day_shown(strand, today)
        strands.append(
            {
                "strand": strand,
                "vouchers": queries.voucher_counts(strand, on=on),
                "choices": queries.waiting_choices(strand, on=on),
                "full": queries.full_lists(strand, on=on),
            }
        )
    values = {
        "today": today,
        "running": [(job, jobs.name_of(job)) for job in queries.unfinished_jobs(own_jobs)[:MOST_SHOWN]],
        "failed": [(job, jobs.name_of(job)) for job in queries.failed_jobs(own_jobs)[:MOST_SHOWN]],
        "feeds": [row for row in _feeds(request, today) if row.needs_somebody],
        "batches": queries.batches_to_review(access.scope(request.user, RegisterBatch))[:MOST_SHOWN],
        "closings": queries.closings_waiting(access.scope(request.user, ClosingPlan))[:MOST_SHOWN],
        "site_closings": queries.site_closings_waiting(access.scope(request.user, SiteClosing))[:MOST_SHOWN],
        "approvals": provider_queries.approvals_waiting(access.scope(request.user, ApprovalProposal))[:MOST_SHOWN],
        "moves": queries.moves_waiting(access.scope(request.user, MovePlan))[:MOST_SHOWN],
        "rules": queries.rule_drafts(access.scope(request.user, RuleDraft).waiting())[:MOST_SHOWN],
        "terms": queries.notice_drafts_waiting(access.scope(request.user, NoticeDraft))[:MOST_SHOWN],
        "fees": queries.fee_tables(access.scope(request.user, FeeTable).waiting())[:MOST_SHOWN],
        "early": queries.early_changes_due(access.scope(request.user, EarlyChange))[:MOST_SHOWN],
        "objections": queries.objections_due(access.scope(request.user, Objection))[:MOST_SHOWN],
        "paper": queries.paper_forms_due(access.scope(request.user, PaperForm))[:MOST_SHOWN],
        "letters_waiting": [row for row in _letters(request, today) if row.is_any],
        "feedback": access.scope(request.user, Feedback).unanswered().order_by("received_at")[:MOST_SHOWN],
        "mergers": queries.open_mergers(access.scope(request.user, Merger))[:MOST_SHOWN],
        "accounts": provider_queries.accounts_awaiting(access.scope(request.user, BankAccount))[:MOST_SHOWN],
        "strands": strands,
    }
    return render(request, "staff/home.html", values)


def _feeds(request: HttpRequest, today: date) -> list[registry_queries.FeedState]:
    return registry_queries.feed_states(access.pilots_of(request.user, access.Role.STAFF), today)


def _letters(request: HttpRequest, today: date) -> list[queries.LettersWaiting]:
    return queries.letters_waiting(access.scope(request.user, Pilot).order_by("pk"), on=today)


@require_safe
@never_cache
@access.requires(Permission.READ_JOBS)
def job_list(request: HttpRequest) -> HttpResponse:
    """List long work, newest first."""
    rows = access.scope(request.user, Job).select_related("started_by")
    return list_page(request, table=JOBS, rows=rows, template="staff/job_list.html")
