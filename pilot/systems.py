"""Giving a program a key to the interface, a new secret, and the end: each one deed with one event.

A secret is shown once and kept only as a hash. Two people are not asked for: whoever gives a key is written down, the
key asks for one scope at a time, and everything that a system looks at is logged like a person's look (docs/adr/0027).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilot import audit
from pilot.errors import Refused
from pilot.locks import lock
from pilot.models import ApiScope, Membership, Organiser, Role, System, User

CREDENTIALS = Client.GrantType.CLIENT_CREDENTIALS
# As whom an organiser's system asks; a provider's asks as the provider: providers.actions.systems.
ROLES = {ApiScope.ELIGIBILITY: Role.STAFF, ApiScope.ENTRIES: Role.FINANCE}


class NotTheirScope(Refused):
    """A key lets a system ask for no more than its giver's side may see."""

    code = "not_their_scope"
    text = _(
        "Nobody gives a system more than they may see themselves of this organisation. Nothing was given: take the tick"
        " away, or choose another organisation."
    )


class NotTheirSystem(Refused):
    """Whoever holds the secret asks as the system, so nobody gets that of a system which sees more than they do."""

    code = "not_their_system"
    text = _(
        "This system may ask for more than you may see yourself. Nothing was changed: ask somebody on its own side for"
        " a new secret, or shut it out."
    )


class NameIsTaken(Refused):
    """Two systems of one name could not be told apart."""

    code = "name_is_taken"
    text = _("There is such a system already. Nothing was given: take another name, or make a new secret for that one.")


class SystemHasEnded(Refused):
    """A system that has ended stays so."""

    code = "system_has_ended"
    text = _("This system has ended and stays so. Nothing was changed: give a new one a key.")


@dataclass(frozen=True)
class Given:
    """A system with the secret that is shown this once."""

    system: System
    secret: str


@transaction.atomic
def give_to_organiser(
    *, name: str, organiser: Organiser, scopes: Sequence[ApiScope], by: User | None, at: datetime, channel: str
) -> Given:
    """Give an organiser's program a key. Records `system_given`.

    Refused: NotTheirScope also where the giver has not the role with the organiser that the scope needs; NameIsTaken.
    """
    given = make(name=name, organiser=organiser, scopes=scopes, among=ROLES, by=by, at=at)
    roles = {ROLES[ApiScope(scope)] for scope in scopes}
    if by is not None and not roles <= _roles_with(organiser, by):
        raise NotTheirScope
    Membership.objects.bulk_create(Membership(user=given.system.user, organiser=organiser, role=role) for role in roles)
    record("system_given", given.system, by=by, at=at, channel=channel)
    return given


def make(
    *,
    name: str,
    organiser: Organiser,
    scopes: Sequence[ApiScope],
    among: Collection[ApiScope],
    by: User | None,
    at: datetime,
    holder: str = "",
) -> Given:
    """Write a system with its log-in and key; what it sees is its giver's to say, in the same unit of work.

    `holder` tells whose it is where it is not the organiser's own: others' names are nobody's to know.
    Refused: NotTheirScope for a scope that is not `among` those of its kind, NameIsTaken.
    """
    if not set(scopes) <= set(among):
        raise NotTheirScope
    lock(("systems", organiser.pk, 0))
    if System.objects.open().filter(organiser=organiser, holder=holder, name=name).exists():
        raise NameIsTaken
    user = User.objects.create_user(name=name)
    key, secret = Client(name=name, owner=user, grant_types=CREDENTIALS, response_types=""), _secret()
    key.set_scopes(list(scopes))
    key.set_default_scopes(list(scopes))
    key.set_secret(secret)
    key.save()
    system = System.objects.create(
        name=name,
        organiser=organiser,
        holder=holder,
        user=user,
        client_id=key.pk,
        scopes=list(scopes),
        given_at=at,
        given_by=by,
    )
    return Given(system, secret)


@transaction.atomic
def renew_secret(*, system: System, by: User, at: datetime, channel: str) -> Given:
    """Make a new secret for an organiser's system, by one who could give it. Records `system_secret_renewed`.

    Refused: NotTheirSystem, SystemHasEnded.
    """
    roles = {ROLES.get(ApiScope(scope)) for scope in system.scopes}
    if not roles <= _roles_with(system.organiser, by):
        raise NotTheirSystem
    return renew(system=system, by=by, at=at, channel=channel)


def renew(*, system: System, by: User, at: datetime, channel: str) -> Given:
    """Make a new secret; the old one and every key got with it end now. Whose it may be, the caller has asked.

    Refused: SystemHasEnded.
    """
    locked = _open(system)
    key = Client.objects.select_for_update().get(pk=locked.client_id)
    secret = _secret()
    key.set_secret(secret)
    key.save(update_fields=["secret"])
    Token.objects.filter(client=key).delete()
    record("system_secret_renewed", locked, by=by, at=at, channel=channel)
    return Given(locked, secret)


@transaction.atomic
def end(*, system: System, by: User, at: datetime, channel: str) -> System:
    """Shut a system out from now on; what it did stays written. Records `system_ended`. Refused: SystemHasEnded."""
    locked = _open(system)
    locked.ended_at, locked.ended_by = at, by
    locked.save(update_fields=["ended_at", "ended_by"])
    # Its keys go with it.
    Client.objects.filter(pk=locked.client_id).delete()
    User.objects.filter(pk=locked.user_id).update(is_active=False)
    record("system_ended", locked, by=by, at=at, channel=channel)
    return locked


def forget_old_keys() -> None:
    """Forget the keys that have ended by themselves."""
    Token.objects.expired().delete()


def record(kind: str, system: System, *, by: User | None, at: datetime, channel: str) -> None:
    """Record a deed about a system."""
    facts = {"organiser": system.organiser.code, "scopes": list(system.scopes)}
    audit.record(kind, by=by, at=at, channel=channel, subject=("system", system.pk), facts=facts)


def _roles_with(organiser: Organiser, person: User) -> set[str]:
    return set(person.memberships.filter(organiser=organiser).values_list("role", flat=True))


def _secret() -> str:
    # Letters and figures that need no quoting in a form, a shell or a settings file; 256 bits.
    return token_urlsafe(32)


def _open(system: System) -> System:
    locked = System.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=system.pk)
    if locked.ended_at is not None:
        raise SystemHasEnded
    return locked
