"""Where a provider is paid.

Invariants, held by the database: one confirmed account on any day, confirmed by somebody else than who proposed it.
What was proposed never changes, and what was confirmed stays confirmed: only the days on which it holds can end.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import User
from providers.models.sites import Provider


@tracked
class BankAccount(models.Model):
    """A provider's bank account, proposed by one person and confirmed by another."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="bank_accounts")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    period = DateRangeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="provider_has_one_confirmed_bank_account_on_any_day",
                expressions=[("provider", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bank_account_is_confirmed_by_somebody_else",
                condition=done("confirmed", by_another_than="proposed"),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="proposed_bank_account_never_changes",
                fields=["provider", "iban", "holder", "proposed_at", "proposed_by"],
            ),
            pgtrigger.Protect(
                name="confirmed_bank_account_stays_confirmed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False)
                & (
                    pgtrigger.Q(old__confirmed_at__df=pgtrigger.F("new__confirmed_at"))
                    | pgtrigger.Q(old__confirmed_by__df=pgtrigger.F("new__confirmed_by"))
                ),
            ),
            pgtrigger.Protect(
                name="confirmed_bank_account_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        ]
