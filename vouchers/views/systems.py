"""Pages on which those who work here give their programs keys to the interface, new secrets, and an end."""

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
from django.views.decorators.http import require_http_methods

from pilot import access
from pilot import systems as deeds
from pilot.access import Permission, Role
from pilot.answers import told
from pilot.errors import Refused
from pilot.models import ApiScope, Organiser, System
from pilot.tables import Column, Table, list_page
from providers import actions as provider_actions
from providers.models import Provider
from vouchers import queries
from vouchers.forms import SystemForm

SCOPES = {
    Role.STAFF: [ApiScope.ELIGIBILITY],
    Role.FINANCE: [ApiScope.ENTRIES],
    Role.PROVIDER: [ApiScope.LISTS, ApiScope.STATEMENTS],
}


def _deed(name: str):
    return lambda row: None if row.ended_at else reverse(f"vouchers:system-{name}", args=[row.pk])


def _new_secret(row: Any) -> str | None:
    """Return where a new secret is made, None for whom the deed would refuse it."""
    return _deed("secret")(row) if row.is_own_side else None


TABLE = Table(
    "systems",
    gettext_lazy("Systems"),
    [
        Column("name", gettext_lazy("Name"), sort="name", sub=lambda row: row.provider_name or row.organiser.name),
        Column("scopes", gettext_lazy("May ask"), value=lambda row: "; ".join(row.scope_names)),
        Column("given_at", gettext_lazy("Given"), "moment", sort="given_at", sub=lambda row: row.given_by),
        Column("state", gettext_lazy("State"), "status", status="system", sort="state"),
        Column("ended_at", gettext_lazy("Ended"), "moment", sort="ended_at", sub=lambda row: row.ended_by, detail=True),
        Column(
            "secret",
            gettext_lazy("Secret"),
            value=lambda row: _("New secret") if _new_secret(row) else "",
            href=_new_secret,
            only="page",
        ),
        Column(
            "end",
            gettext_lazy("End"),
            value=lambda row: "" if row.ended_at else _("End"),
            href=_deed("end"),
            only="page",
        ),
    ],
    order="name",
    empty_title=gettext_lazy("No system has a key yet"),
    empty_text=gettext_lazy("Give the first one a key below. Its maker finds how to use it in the description."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.MANAGE_SYSTEMS)
def system_list(request: HttpRequest) -> HttpResponseBase:
    """List the systems that have a key, and give one more its own; the secret is shown this once."""
    holders = _holders(request)
    scopes = [scope for role in sorted(access.acting_roles_of(request.user)) for scope in SCOPES.get(role, [])]
    form = SystemForm(
        request.POST or None,
        holders=[(value, str(holder)) for value, holder in holders.items()],
        scopes=scopes,
    )
    if form.is_valid():
        try:
            return _shown(request, _give(request, holders, form))
        except Refused as refusal:
            form.add_error("name" if isinstance(refusal, deeds.NameIsTaken) else "scopes", refusal.message)
    if form.errors:
        return render(request, "systems/list_refused.html", {"form": form, "here": request.path}, status=422)
    rows = queries.systems(access.scope(request.user, System), held=scopes)
    values = {"form": form, "here": request.path}
    return list_page(request, table=TABLE, rows=rows, template="systems/list.html", context=values)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.MANAGE_SYSTEMS)
def system_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a system is to get a new secret, and show it this once."""
    system = _fetch(request, pk)
    if request.method != "POST":
        return render(request, "systems/new_secret.html", {"system": system, "back_url": _list(request)})
    try:
        renew = provider_actions.renew_providers_secret if system.provider_name else deeds.renew_secret
        return _shown(request, renew(system=system, **_who(request)))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(_list(request))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.MANAGE_SYSTEMS)
def system_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a system is to be shut out, and shut it out."""
    system = _fetch(request, pk)
    if request.method != "POST":
        return render(request, "systems/end.html", {"system": system, "back_url": _list(request)})
    with told(request, _("The system is shut out. What it asked so far stays in the logs.")):
        deeds.end(system=system, **_who(request))
    return redirect(_list(request))


def _holders(request: HttpRequest) -> dict[str, Organiser | Provider]:
    """Return whose systems the person may give keys to, by the value of the form."""
    roles = access.acting_roles_of(request.user)
    organisers = Organiser.objects.filter(
        memberships__user=request.user.pk, memberships__role__in=roles & {Role.STAFF, Role.FINANCE}
    )
    found: dict[str, Organiser | Provider] = {
        f"organiser-{one.pk}": one for one in organisers.distinct().order_by("pk")
    }
    if Role.PROVIDER in roles:
        providers = access.scope_as(request.user, Role.PROVIDER, Provider).select_related("pilot__lead").order_by("pk")
        found |= {f"provider-{one.pk}": one for one in providers}
    return found


def _give(request: HttpRequest, holders: dict[str, Organiser | Provider], form: SystemForm) -> deeds.Given:
    asked, holder = form.cleaned_data, holders[form.cleaned_data["holder"]]
    what: Any = {"name": asked["name"], "scopes": [ApiScope(scope) for scope in asked["scopes"]]} | _who(request)
    if isinstance(holder, Provider):
        return provider_actions.give_to_provider(provider=holder, **what)
    return deeds.give_to_organiser(organiser=holder, **what)


def _shown(request: HttpRequest, given: deeds.Given) -> HttpResponse:
    values = {"given": given, "back_url": _list(request), "keys_url": request.build_absolute_uri(reverse("api-keys"))}
    return render(request, "systems/secret.html", values)


def _fetch(request: HttpRequest, pk: int) -> System:
    return access.fetch(request.user, System, among=queries.systems(System.objects.all(), held=()), pk=pk)


def _list(request: HttpRequest) -> str:
    """Return the address of the list in the area where the person works."""
    roles = access.acting_roles_of(request.user)
    area = next(area for area in ("staff", "finance", "provider") if Role(area) in roles)
    return reverse(f"vouchers:{area}-systems")


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "web"}
