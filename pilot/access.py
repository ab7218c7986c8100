"""Who may see which rows, and the one way to fetch one: lists and single objects are answered from the same scopes.

Each app's access.py registers, for its models, what a role sees. What a role may *do* is `pilot.permissions`. Reading
personal data is written down here too (`log_access`); when that fails, nothing is shown.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial, wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from pilot import audit, kept_texts
from pilot.models import (
    AccessLogEntry,
    AuditEvent,
    Feedback,
    Job,
    Membership,
    Pilot,
    RuleDraft,
    RuleSet,
    Strand,
    System,
    User,
)
from pilot.permissions import WORKSPACE_ROLES, Permission, Role, roles_allowed

__all__ = ["Permission", "Role", "fetch", "log_access", "register", "requires", "roles_of", "scope"]

Person = User | AnonymousUser
Scope = Callable[[User], "Q | QuerySet"]
View = Callable[..., HttpResponse]
M = TypeVar("M", bound=Model)

MEMBERS = (Role.STAFF, Role.FINANCE, Role.EVALUATOR, Role.AUDITOR)
SAFE_METHODS = ("GET", "HEAD")
# What an identity provider said of this session's log-in: see pilot.log_in.recognition.
IDENTIFICATION = "identification"

_scopes: dict[tuple[type[Model], Role], Scope] = {}
_holders: dict[Role, type[Model]] = {}


def register(model: type[Model], role: Role, rows: Scope) -> None:
    """Say which rows of the model the role sees.

    `rows` gives a Q over single-valued relations, or a queryset when the way leads over a multi-valued one.
    """
    if (model, role) in _scopes:
        raise ValueError(f"{model.__name__} for {role} is registered already")
    _scopes[model, role] = rows


def register_holder(role: Role, model: type[Model]) -> None:
    """Say whose rows give their `user` a role that the kernel knows nothing of: there are any, or none."""
    _holders[role] = model


def roles_of(user: Person) -> frozenset[Role]:
    """Return every role of the person; asked of the database once for each loaded user."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if (known := getattr(user, "held_roles", None)) is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute(_held_roles(), {"user": user.pk})
        held = frozenset(Role(role) for (role,) in cursor.fetchall())
    cast(Any, user).held_roles = held
    return held


@cache
def _held_roles() -> str:
    # Spelt out, since every page of whoever is logged in asks it: building the query anew costs more than its answer.
    holders: list[tuple[str, type[Model]]] = [("role", Membership)]
    holders += [(f"'{role.value}'", model) for role, model in _holders.items()]
    return " UNION ".join(
        f"SELECT {role} FROM {model._meta.db_table} WHERE user_id = %(user)s"  # noqa: S608 - names of our own
        for role, model in holders
    )


def acting_roles_of(user: Person) -> frozenset[Role]:
    """Return the roles that count now: inside a view, only those that hold the view's permission.

    So nobody reads through one role what another role's page then lets them change.
    """
    acting = getattr(user, "acting_roles", None)
    return roles_of(user) if acting is None else acting


def pilots_of(user: User, role: Role) -> QuerySet[Pilot]:
    """Return the pilots whose organisers the person serves in one of the roles."""
    organisers = user.memberships.filter(role=role).values("organiser")
    joint = Pilot.organisers.through.objects.filter(organiser__in=organisers).values("pilot")
    return Pilot.objects.filter(Q(lead__in=organisers) | Q(pk__in=joint))


def scope(user: Person, model: type[M]) -> QuerySet[M]:
    """Return the rows of the model that the person sees; without a registered role, none."""
    return _rows_of(user, model, acting_roles_of(user))


def scope_as(user: User, role: Role, model: type[M]) -> QuerySet[M]:
    """Return the rows of the model that the person sees in this one role; for scopes that build on another's."""
    return _rows_of(user, model, roles_of(user) & {role})


def fetch(user: Person, model: type[M], *, among: QuerySet[M] | None = None, **lookup: Any) -> M:
    """Return the one row that the person sees, else 404, the same for what is missing and what is another's.

    `among` narrows or prepares the rows (for_update and more); it never widens them.
    """
    rows = scope(user, model)
    if among is not None:
        rows = among.filter(pk__in=rows.values("pk"))
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError, OverflowError):
        raise Http404 from None


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those into the view who hold the permission in a role that the session is strong enough for."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_log_in(request)
            acting = roles_with(request, permission)
            if not acting:
                raise PermissionDenied
            cast(Any, request.user).acting_roles = acting
            return view(request, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def roles_with(request: HttpRequest, permission: Permission) -> frozenset[Role]:
    """Return the person's roles that hold the permission, of those that the session is strong enough for."""
    held = roles_of(request.user) & roles_allowed(permission)
    return held if is_strongly_identified(request) else held - WORKSPACE_ROLES - {Role.RESIDENT}


def is_strongly_identified(request: HttpRequest) -> bool:
    """Tell whether this session's log-in used a second factor, ours or the identity provider's."""
    if request.session.get(IDENTIFICATION, {}).get("strong"):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def needs_second_factor(request: HttpRequest) -> bool:
    """Tell whether the person works here, but this session has not seen a second factor."""
    return bool(roles_of(request.user) & WORKSPACE_ROLES) and not is_strongly_identified(request)


def page_of(request: HttpRequest) -> str:
    """Return the page that the request came from or asks for: where a form was sent to may be no page to open."""
    if htmx := getattr(request, "htmx", None):
        return htmx.current_url_abs_path or "/"
    if request.method in SAFE_METHODS:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def log_access(
    request: HttpRequest, *, what: str, why: str = "", resident: Any = None, group: dict[str, Any] | None = None
) -> AccessLogEntry:
    """Write down that the person looks at a resident, or at a group of them (which list, which day, how many)."""
    return AccessLogEntry.objects.create(
        at=timezone.now(),
        by_id=request.user.pk,
        by_label=audit.label_of(request.user if request.user.is_authenticated else None),
        role="+".join(sorted(acting_roles_of(request.user)))[:20],
        resident_id=getattr(resident, "pk", resident),
        group=group or {},
        what=what,
        why=why,
        address=get_client_ip(request),
    )


def _rows_of(user: Person, model: type[M], roles: frozenset[Role]) -> QuerySet[M]:
    seen = Q(pk__in=[])
    for role in roles:
        if rows := _scopes.get((model, role)):
            seen |= _as_q(rows(cast(User, user)))
    return model._default_manager.filter(seen)


def _as_q(rows: "Q | QuerySet") -> Q:
    return rows if isinstance(rows, Q) else Q(pk__in=rows.values("pk"))


def _to_log_in(request: HttpRequest) -> HttpResponse:
    """Send to the log-in; a fragment's request must take the whole page there, not swap the form into itself."""
    page = page_of(request)
    owner = getattr(request, "lapsed_user", None)
    if request.method in SAFE_METHODS:
        pass
    elif owner and kept_texts.keep(request, owner=owner, page=page):
        messages.warning(request, _("You were no longer logged in. Nothing was saved, but your text was kept: log in."))
        page = reverse("kept-texts")
    else:
        messages.warning(request, _("You were no longer logged in. Nothing was saved: log in and send the form again."))
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(redirect_to_login(page).url)
    return redirect_to_login(page)


def _register_each(model: type[Model], roles: Iterable[Role], rows: Callable[..., "Q | QuerySet"]) -> None:
    for role in roles:
        register(model, role, partial(rows, role=role))


def _own_jobs(user: User, role: Role) -> Q:
    seen = Q(started_by=user)
    return seen | Q(pilot__in=pilots_of(user, role)) if role in (Role.STAFF, Role.FINANCE) else seen


def _of_own_pilots(user: User, role: Role) -> Q:
    return Q(pilot__in=pilots_of(user, role))


_register_each(Pilot, MEMBERS, pilots_of)
# What staff see of a strand hangs on its lists: vouchers.access.
_register_each(Strand, (Role.FINANCE, Role.EVALUATOR, Role.AUDITOR), _of_own_pilots)
for _model in (RuleDraft, RuleSet):
    _register_each(_model, MEMBERS, lambda user, role: Q(strand__pilot__in=pilots_of(user, role)))
_register_each(Job, WORKSPACE_ROLES, _own_jobs)
_register_each(
    System,
    (Role.STAFF, Role.FINANCE),
    lambda user, role: Q(organiser__in=user.memberships.filter(role=role).values("organiser")),
)
register(
    Feedback, Role.STAFF, lambda user: Q(organiser__in=user.memberships.filter(role=Role.STAFF).values("organiser"))
)
register(AuditEvent, Role.AUDITOR, lambda user: Q(pilot_code__in=pilots_of(user, Role.AUDITOR).values("code")))
