"""A resident's own contact details: language, telephone, and an e-mail address that a link proves."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilot import access
from pilot.access import Permission
from registry import actions
from registry.errors import LinkIsVoid
from registry.models import Resident
from vouchers import queries
from vouchers.forms.contact import ContactForm
from vouchers.views.acting import only_oneself


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_OWN_CONTACT)
@only_oneself
def contact(request: HttpRequest) -> HttpResponse:
    """Show the details; change language and telephone, and send a link to a new address."""
    own = _oneself(request)
    form = ContactForm(request.POST or None, initial=queries.contact_of(own))
    if request.method != "POST" or not form.is_valid():
        values = {"resident": own, "form": form, "email": queries.email_standing(own)}
        return render(request, "my/contact.html", values, status=422 if form.is_bound else 200)
    actions.change_contact(
        resident=own,
        language=form.cleaned_data["language"],
        phone=form.cleaned_data["phone"],
        email=form.asked_email,
        link=lambda secret: settings.BASE_URL + reverse("vouchers:my-email-proof", args=[secret]),
        by=request.user,
        at=timezone.now(),
        channel="online",
    )
    messages.success(request, _("Your details were saved."))
    if form.asked_email:
        messages.success(
            request, _("We sent a link to the address. Open it within 24 hours; until then the earlier address holds.")
        )
    return redirect("vouchers:my-contact")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_OWN_CONTACT)
@only_oneself
def email_removal(request: HttpRequest) -> HttpResponse:
    """Say what follows without an address; confirmed, take it out."""
    own = _oneself(request)
    standing = queries.email_standing(own)
    if not (standing.address or standing.asked):
        messages.info(request, _("There is no e-mail address to take out."))
        return redirect("vouchers:my-contact")
    if request.method != "POST":
        return render(request, "my/email_removal.html", {"email": standing})
    actions.remove_email(resident=own, by=request.user, at=timezone.now(), channel="online")
    messages.success(request, _("Your e-mail address was taken out."))
    return redirect("vouchers:my-contact")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_OWN_CONTACT)
@only_oneself
def email_proof(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link leads: a button, because programs that look through mail open links too."""
    if request.method != "POST":
        return render(request, "my/email_proof.html")
    try:
        actions.verify_email(
            resident=_oneself(request), secret=secret, by=request.user, at=timezone.now(), channel="online"
        )
    except LinkIsVoid as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your e-mail address is verified and in use."))
    return redirect("vouchers:my-contact")


def _oneself(request: HttpRequest) -> Resident:
    return access.fetch(request.user, Resident, account__user=request.user)
