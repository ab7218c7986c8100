"""Which rates, runs, entries and disputes a role sees: finance its own pilots', a provider its own sites'."""

from django.db.models import Q

from billing.models import (
    AccountingRules,
    BankMessage,
    Booking,
    Deduction,
    Dispute,
    Entry,
    Gap,
    IncentiveInput,
    Payment,
    PaymentFile,
    PaymentRun,
    RateTable,
    Repayment,
    ReturnedPayment,
    Statement,
)
from billing.queries.sites import providers_of, sites_of
from pilot import access
from pilot.access import Role

# Each model with its way to the strand.
WAYS = {
    Booking: "run__strand",
    Dispute: "statement__run__strand",
    Deduction: "strand",
    IncentiveInput: "target__rule_set__strand",
    Entry: "run__strand",
    Gap: "run__strand",
    Payment: "run__strand",
    PaymentFile: "run__strand",
    PaymentRun: "strand",
    RateTable: "strand",
    Repayment: "run__strand",
    ReturnedPayment: "payment__run__strand",
    Statement: "run__strand",
}


def _of_own_pilots(role: Role, way: str) -> access.Scope:
    return lambda user: Q(**{f"{way}__pilot__in": access.pilots_of(user, role)})


for model, way in WAYS.items():
    for role in (Role.FINANCE, Role.AUDITOR):
        access.register(model, role, _of_own_pilots(role, way))


def _of_own_bank(role: Role) -> access.Scope:
    """A bank's messages are the payer's own: joint organisers of one pilot do not see the payer's other ones."""
    return lambda user: Q(payer__in=user.memberships.filter(role=role).values("organiser"))


def _of_own_books(role: Role) -> access.Scope:
    return lambda user: Q(organiser__in=user.memberships.filter(role=role).values("organiser"))


for role in (Role.FINANCE, Role.AUDITOR):
    access.register(BankMessage, role, _of_own_bank(role))
    access.register(AccountingRules, role, _of_own_books(role))

access.register(Dispute, Role.PROVIDER, lambda user: Q(statement__site__in=sites_of(user)))
access.register(Entry, Role.PROVIDER, lambda user: Q(site__in=sites_of(user)))
access.register(Statement, Role.PROVIDER, lambda user: Q(site__in=sites_of(user)))
access.register(Payment, Role.PROVIDER, lambda user: Q(provider__in=providers_of(user)))
