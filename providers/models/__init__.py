"""Who may serve.

Invariants held by the database: a site is approved for a strand at most once, has one list cap and its provider one
confirmed bank account on any day; a bank account is confirmed, and a site approved, by somebody else than who proposed
it; an area has one home site, and that site is public.
"""

from providers.models.approvals import Approval, ApprovalProposal, ListCap
from providers.models.bank import BankAccount
from providers.models.sites import Measure, OpeningHours, Provider, ProviderMember, Site
