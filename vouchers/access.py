"""Whose vouchers, choices and lists a role sees."""

from django.db.models import Q

from pilot import access
from pilot.access import Role
from pilot.models import AccessLogEntry, NoticeDraft, Strand, User
from providers.models import Site
from registry.models import ResidentAccount
from vouchers.models import (
    Choice,
    ClosingLetter,
    ClosingPlan,
    CoPayment,
    Decision,
    Delivery,
    EarlyChange,
    Enrolment,
    FeeTable,
    Hearing,
    Invitation,
    InvitationFile,
    Letter,
    LetterVersion,
    MovePlan,
    Objection,
    PaperForm,
    PrintBatch,
    QueuePlace,
    Reminder,
    ReminderRule,
    SiteClosing,
    Voucher,
)
from vouchers.queries.notices import organisers_of


def _of_own_pilots(role: Role):
    return lambda user: Q(resident__pilot__in=access.pilots_of(user, role))


def _own(user: User) -> Q:
    # Set by vouchers.views.acting for one request, after the right was asked of the register: nothing of one's own is
    # seen meanwhile, so that the two are never mixed.
    if (acted_for := getattr(user, "acts_for", None)) is not None:
        return Q(resident=acted_for)
    return Q(resident__account__user=user)


def _on_own_lists(user: User) -> Q:
    return Q(site__in=access.scope_as(user, Role.PROVIDER, Site))


def _about_oneself(user: User) -> Q:
    return Q(resident_id__in=ResidentAccount.objects.filter(user=user).values("resident"))


for model in (
    Choice,
    ClosingLetter,
    CoPayment,
    Decision,
    EarlyChange,
    Enrolment,
    Invitation,
    Letter,
    PaperForm,
    QueuePlace,
    Reminder,
    Voucher,
):
    access.register(model, Role.STAFF, _of_own_pilots(Role.STAFF))
    access.register(model, Role.RESIDENT, _own)

access.register(Objection, Role.STAFF, lambda user: Q(choice__resident__pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(
    Hearing, Role.STAFF, lambda user: Q(objection__choice__resident__pilot__in=access.pilots_of(user, Role.STAFF))
)
# Whoever is heard answers for themselves, whomever they act for meanwhile.
access.register(Hearing, Role.RESIDENT, lambda user: Q(resident__account__user=user))
access.register(Delivery, Role.STAFF, lambda user: Q(letter__resident__pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(Delivery, Role.RESIDENT, lambda user: Q(letter__resident__account__user=user))
for model in (LetterVersion, PrintBatch):
    access.register(model, Role.STAFF, lambda user: Q(pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(Enrolment, Role.PROVIDER, _on_own_lists)
# What one charged oneself; what others charged is told as a count alone.
access.register(CoPayment, Role.PROVIDER, _on_own_lists)
access.register(AccessLogEntry, Role.RESIDENT, _about_oneself)
for model in (ClosingPlan, InvitationFile, MovePlan, ReminderRule, SiteClosing):
    access.register(model, Role.STAFF, lambda user: Q(strand__pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(Strand, Role.STAFF, lambda user: Q(pilot__in=access.pilots_of(user, Role.STAFF)))
access.register(
    NoticeDraft,
    Role.STAFF,
    lambda user: (
        Q(organiser__in=organisers_of(access.pilots_of(user, Role.STAFF)).values("pk")) | Q(organiser__isnull=True)
    ),
)
for role in access.MEMBERS:
    access.register(FeeTable, role, lambda user, role=role: Q(strand__pilot__in=access.pilots_of(user, role)))
