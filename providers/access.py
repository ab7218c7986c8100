"""Which providers, sites and approvals a role sees.

The pattern for apps above: whatever hangs on a site is a provider's own when the site is, for example
`access.register(Enrolment, Role.PROVIDER, lambda user: Q(site__in=access.scope_as(user, Role.PROVIDER, Site)))`.
"""

from django.db.models import Q, QuerySet

from pilot import access
from pilot.access import Role
from pilot.identity_provider import people
from pilot.log_in.configuration import ORGANISATION
from pilot.models import System, User
from providers import demonstration
from providers.models import Approval, ApprovalProposal, BankAccount, ListCap, Provider, ProviderMember, Site

access.register_holder(Role.PROVIDER, ProviderMember)

people.register(ORGANISATION, demonstration.SOURCE)

ORGANISERS = (Role.STAFF, Role.FINANCE)
# Each model with its way to the provider.
WAYS = {Provider: "", Site: "provider", Approval: "site__provider", ListCap: "site__provider", BankAccount: "provider"}


def _of_own_pilots(role: Role, way: str) -> access.Scope:
    path = f"{way}__pilot__in" if way else "pilot__in"
    return lambda user: Q(**{path: access.pilots_of(user, role)})


def _own(way: str) -> access.Scope:
    return lambda user: Q(**{f"{way or 'pk'}__in": _own_providers(user)})


def _own_providers(user: User) -> QuerySet:
    return ProviderMember.objects.filter(user=user).values("provider")


for model, way in WAYS.items():
    access.register(model, Role.PROVIDER, _own(way))
    for role in ORGANISERS:
        access.register(model, role, _of_own_pilots(role, way))
# A provider's systems log in as the provider's members do.
access.register(
    System,
    Role.PROVIDER,
    lambda user: System.objects.filter(user__provider_memberships__provider__in=_own_providers(user)),
)
# What staff are about to decide is theirs until it is decided.
access.register(ApprovalProposal, Role.STAFF, _of_own_pilots(Role.STAFF, "site__provider"))
