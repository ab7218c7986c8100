"""Entries, the smallest parts of what is owed, and gaps, for which no rate was found.

`billing_entry` is partitioned by run and made in SQL (billing/sql/entry_table.sql): a freeze builds a run's partition
as a table of its own and attaches it whole. The application may read it and nothing else.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.rates import RateCell
from billing.models.runs import OF_A_RUN_BEING_FROZEN, PaymentRun
from pilot.models import Area
from providers.models import Site
from registry.models import Resident
from vouchers.models import Choice


class Entry(models.Model):
    """Cents for one resident's stretch on one site's list inside a service month."""

    read_only = True

    class Kind(models.TextChoices):
        ORIGINAL = "ORIGINAL", _("This month")
        REFUND = "REFUND", _("Taken back")
        CORRECTION = "CORRECTION", _("Corrected")

    pk = models.CompositePrimaryKey("run_id", "resident_id", "month", "starts_on", "kind")
    run = models.ForeignKey(PaymentRun, on_delete=models.DO_NOTHING, related_name="entries")
    resident = models.ForeignKey(Resident, on_delete=models.DO_NOTHING, related_name="+")
    month = models.DateField(help_text="First day of the service month.")
    starts_on = models.DateField(help_text="First day of the stretch inside the month.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    site = models.ForeignKey(Site, on_delete=models.DO_NOTHING, related_name="+")
    days = models.SmallIntegerField()
    cents = models.BigIntegerField()
    cell = models.ForeignKey(RateCell, on_delete=models.DO_NOTHING, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.DO_NOTHING, related_name="+")
    age = models.SmallIntegerField()
    need_thousandths = models.IntegerField()
    choice = models.ForeignKey(Choice, on_delete=models.DO_NOTHING, null=True, related_name="+")
    refunds_run = models.ForeignKey(PaymentRun, on_delete=models.DO_NOTHING, null=True, related_name="+")
    cause = models.CharField(max_length=30)
    change = models.CharField(
        max_length=80, help_text="What brought the correction: table and id of the deed or the row."
    )

    class Meta:
        managed = False
        db_table = "billing_entry"


class Gap(models.Model):
    """A stretch on a list for which the rate table in force has no cell."""

    append_only = True

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="gaps")
    month = models.DateField()
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    age = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "month", "resident", "starts_on"], name="gap_is_reported_once_a_run"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_freeze_adds_gaps",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OF_A_RUN_BEING_FROZEN,
            ),
        ]
