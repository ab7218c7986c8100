"""Putting a change in doubt off, so that a month is frozen without it all the same."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pilot.models import User
from registry.models.feed import RegisterChange

ONLY_A_DOUBT = """
    IF NOT EXISTS (SELECT FROM registry_registerchange WHERE id = NEW.change_id AND outcome = 'doubt') THEN
        RAISE EXCEPTION 'only_a_doubt_is_put_off' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Postponement(models.Model):
    """A change in doubt does not stop this one month; the next one it stops again. It is said once, and stays said."""

    change = models.ForeignKey(RegisterChange, on_delete=models.PROTECT, related_name="postponements")
    month = models.DateField(help_text="First day of the service month that is frozen without it.")
    reason = models.CharField(max_length=500)
    put_off_at = models.DateTimeField()
    put_off_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "month"], name="change_is_put_off_once_a_month"),
            models.CheckConstraint(name="month_of_a_postponement_starts_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(name="putting_off_says_why", condition=~Q(reason="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_doubt_is_put_off", when=pgtrigger.Before, operation=pgtrigger.Insert, func=ONLY_A_DOUBT
            ),
            pgtrigger.Trigger(
                name="nothing_is_put_off_for_a_month_to_come",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.month > (NEW.put_off_at AT TIME ZONE 'Europe/Helsinki')::date"),
                func="RAISE EXCEPTION 'nothing_is_put_off_for_a_month_to_come' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.ReadOnly(name="postponement_stays_as_it_was_said"),
            pgtrigger.Protect(name="postponement_is_never_deleted", operation=pgtrigger.Delete),
        ]
