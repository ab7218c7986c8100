"""How an organiser's books name what is owed and paid: accounts and cost places from a day on.

Invariants held by the database: an organiser and strand have one set of rules on any day; what a set says never
changes, its period may only be cut. Which accounts these are is the organiser's data, never code. The journal copies
them (billing/models/journal.py), so that later rules reach no booking.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Area, Organiser, Strand, User
from providers.models import Site


class Use(models.TextChoices):
    """What a ledger account is for; one more way for money to go is one more use, and its source in billing/sql/."""

    EXPENSE = "expense", _("Capitation, expense")
    INCENTIVE = "incentive", _("Incentive, expense")
    DEDUCTIONS = "deductions", _("Sold to providers, taken off what they are paid")
    CO_PAYMENTS = "co_payments", _("Co-payments that providers keep")
    CARRIED = "carried", _("Carried balances, what providers owe")
    PAYABLES = "payables", _("Payables to providers")
    CLEARING = "clearing", _("Payments on their way")
    BANK = "bank", _("Bank")


@tracked
class AccountingRules(models.Model):
    """One organiser's accounts and cost places for a strand, or for all of them, during a period."""

    class By(models.TextChoices):
        NONE = "none", _("One for everything")
        AREA = "area", _("By home area")
        SITE = "site", _("By site")

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="accounting_rules")
    strand = models.ForeignKey(
        Strand, on_delete=models.PROTECT, null=True, related_name="accounting_rules", help_text="None is every strand."
    )
    period = DateRangeField(help_text="Days of booking, not of service.")
    cost_places_by = models.CharField(max_length=4, choices=By.choices)
    cost_place = models.CharField(max_length=20, help_text="Where no other is given.")
    is_demonstration = models.BooleanField(default=False, help_text="No source gives these numbers.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organiser_and_strand_have_one_set_of_accounts_on_any_day",
                expressions=[
                    ("organiser", RangeOperators.EQUAL),
                    (Coalesce("strand", Value(0, models.BigIntegerField())), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Other accounts hold for this strand on some of these days."),
            ),
            models.CheckConstraint(name="cost_place_is_given", condition=~Q(cost_place="")),
            models.CheckConstraint(
                name="cost_places_are_by_area_site_or_none", condition=Q(cost_places_by__in=["none", "area", "site"])
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="accounting_rules_never_change", exclude=["period"]),
            pgtrigger.Protect(name="accounting_rules_are_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="accounting_rules_are_only_cut_short",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NOT NEW.period <@ OLD.period THEN
                        RAISE EXCEPTION 'accounting_rules_are_only_cut_short' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class LedgerAccount(models.Model):
    """An account of the organiser's own chart, and what it is used for."""

    append_only = True

    rules = models.ForeignKey(AccountingRules, on_delete=models.PROTECT, related_name="accounts")
    use = models.CharField(max_length=12, choices=Use.choices)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rules", "use"], name="use_has_one_account"),
            models.CheckConstraint(name="account_has_a_number", condition=~Q(number="")),
        ]
        triggers = [
            pgtrigger.Protect(name="ledger_account_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class CostPlace(models.Model):
    """The cost place of an area's residents, or of a site's list."""

    append_only = True

    rules = models.ForeignKey(AccountingRules, on_delete=models.PROTECT, related_name="cost_places")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rules", "area"], name="area_has_one_cost_place"),
            models.UniqueConstraint(fields=["rules", "site"], name="site_has_one_cost_place"),
            models.CheckConstraint(
                name="cost_place_is_of_an_area_or_a_site",
                condition=Q(area__isnull=False, site__isnull=True) | Q(area__isnull=True, site__isnull=False),
            ),
            models.CheckConstraint(name="cost_place_has_a_code", condition=~Q(code="")),
        ]
        triggers = [pgtrigger.Protect(name="cost_place_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]
