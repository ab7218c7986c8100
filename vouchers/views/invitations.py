"""The staff's pages of invitations: to which strands, who is invited, one more or a whole file, what was left out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from registry import queries as registry_queries
from registry.models import Resident
from vouchers import actions, errors, queries
from vouchers.forms import InvitationFileForm, InvitationForm
from vouchers.models import Invitation, InvitationFile

MOST_BYTES = 5_000_000
INVITED = Table(
    "invitations",
    gettext_lazy("Invited"),
    [
        Column(
            "list_code",
            gettext_lazy("Resident"),
            sort="resident__list_code",
            value=lambda row: row.resident.list_code,
            href=lambda row: reverse("vouchers:resident-detail", args=[row.resident_id]),
            sub=lambda row: row.resident.listed_name,
        ),
        Column("invited_on", gettext_lazy("Invited on"), "date", sort="invited_on"),
        Column("recorded_at", gettext_lazy("Recorded"), "moment", sort="recorded_at", sub=lambda row: row.recorded_by),
        Column("state", gettext_lazy("State"), "status", status="invitation", value=lambda row: row.state),
        Column(
            "withdrawal",
            gettext_lazy("Withdraw the invitation"),
            value=lambda row: "" if row.withdrawn_at else _("Withdraw the invitation"),
            href=lambda row: reverse("vouchers:invitation-withdrawal", args=[row.pk]),
            only="page",
        ),
    ],
    order="-recorded_at",
    empty_title=gettext_lazy("Nobody is invited yet"),
    empty_text=gettext_lazy("Record the first invitation above, or give a file."),
)
LEFT_OUT = Table(
    "invitations-left-out",
    gettext_lazy("Rows that invited nobody"),
    [
        Column("line", gettext_lazy("Line"), "number", sort="line"),
        Column("because", gettext_lazy("Reason"), sort="because", value=lambda row: row.get_because_display()),
        Column("shown", gettext_lazy("Value")),
    ],
    order="line",
    empty_title=gettext_lazy("Nothing was left out"),
    empty_text=gettext_lazy("Everybody in the file is invited."),
)


@require_safe
@never_cache
@access.requires(Permission.INVITE_RESIDENTS)
def strand_list(request: HttpRequest) -> HttpResponse:
    """Show the strands that one is invited to; with one, go straight to it."""
    strands = list(queries.strands_by_invitation(access.scope(request.user, Strand), helsinki_today(timezone.now())))
    if len(strands) == 1:
        return redirect("vouchers:invitations", pk=strands[0].pk)
    return render(request, "staff/invitation_strands.html", {"strands": strands})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.INVITE_RESIDENTS)
def invitations(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List who is invited to the strand, and take one more."""
    strand = _strand(request, pk)
    form = InvitationForm(request.POST or None)
    if form.is_valid() and _invite(request, strand, form):
        return redirect("vouchers:invitations", pk=pk)
    return _page(request, strand, form, InvitationFileForm())


@require_POST
@never_cache
@access.requires(Permission.INVITE_RESIDENTS)
def invitation_upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Invite everybody whose code stands in a file."""
    strand = _strand(request, pk)
    form = InvitationFileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            if given.size > MOST_BYTES:
                raise errors.UnreadableFile(most=actions.MOST_INVITED)
            file = actions.receive_invitation_file(
                strand=strand,
                invited_on=form.cleaned_data["invited_on"],
                filename=given.name,
                content=given.read(),
                **_who(request),
            )
        except Refused as refusal:
            form.add_error(_field(refusal, "file"), refusal.message)
        else:
            return redirect("vouchers:invitation-file", pk=file.pk)
    return _page(request, strand, InvitationForm(), form)


@require_safe
@never_cache
@access.requires(Permission.INVITE_RESIDENTS)
def invitation_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show how far a file is, how many it invited, and its rows that invited nobody."""
    among = InvitationFile.objects.defer("content").select_related("strand__pilot", "received_by", "job")
    file = access.fetch(request.user, InvitationFile, among=among, pk=pk)
    if request.htmx and file.job and request.htmx.target == f"job-{file.job.pk}":
        # When the work has ended, counts and reasons have to appear too.
        if file.job.ended_at:
            return HttpResponseClientRefresh()
        return render(request, "staff/invitation_file.html#state", {"file": file})
    access.log_access(request, what="invitation_file", group={"file": file.pk, "rows": file.rows})
    rows = queries.invitation_rejections(file)
    return list_page(request, table=LEFT_OUT, rows=rows, template="staff/invitation_file.html", context={"file": file})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.INVITE_RESIDENTS)
def invitation_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether an invitation is to be withdrawn, and withdraw it."""
    among = Invitation.objects.select_related("resident", "strand__pilot")
    invitation = access.fetch(request.user, Invitation, among=among, pk=pk)
    if request.method != "POST":
        access.log_access(request, what="invitation", resident=invitation.resident)
        return render(request, "staff/invitation_withdrawal.html", {"invitation": invitation})
    with told(request, _("The invitation is withdrawn. A choice made by it stays.")):
        actions.withdraw_invitation(invitation=invitation, **_who(request))
    return redirect("vouchers:invitations", pk=invitation.strand_id)


def _invite(request: HttpRequest, strand: Strand, form: InvitationForm) -> bool:
    residents = access.scope(request.user, Resident).filter(pilot=strand.pilot)
    resident = registry_queries.by_identity_code(residents, form.cleaned_data["identity_code"])
    try:
        if resident is None:
            raise errors.NobodyHasTheCode
        access.log_access(request, what="identity_code_search", resident=resident)
        actions.invite(resident=resident, strand=strand, invited_on=form.cleaned_data["invited_on"], **_who(request))
    except Refused as refusal:
        form.add_error(_field(refusal, "identity_code"), refusal.message)
        return False
    messages.success(request, _("The invitation is recorded, and a letter is on its way."))
    return True


def _field(refusal: Refused, otherwise: str) -> str:
    by_day = (errors.InvitedLater, errors.NoInvitationsHere)
    return "invited_on" if isinstance(refusal, by_day) else otherwise


def _page(
    request: HttpRequest, strand: Strand, form: InvitationForm, file_form: InvitationFileForm
) -> HttpResponseBase:
    values: dict[str, Any] = {
        "strand": strand,
        "form": form,
        "file_form": file_form,
        "files": queries.invitation_files(strand)[:10],
    }
    if form.errors or file_form.errors:
        return render(request, "staff/invitations_refused.html", values, status=422)
    access.log_access(request, what="invitations", group={"list": "invitations", "strand": strand.pk})
    rows = queries.invitations_to(strand)
    return list_page(request, table=INVITED, rows=rows, template="staff/invitations.html", context=values)


def _strand(request: HttpRequest, pk: int) -> Strand:
    return access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot__lead"), pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "desk"}
