"""Checks of what stands against what is due, kept for the run that they were made after."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from billing.models.runs import PaymentRun
from pilot.calendar import Month
from pilot.models import User


class RunCheck(models.Model):
    """What stands beside what is due, for every frozen month together, as recomputed from the rows after a freeze.

    A resident's month that differs is either learned since the freeze, which the next run corrects, or unexplained.
    """

    append_only = True

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="checks")
    first_month = models.DateField(help_text="First day of the first frozen month.")
    residents = models.PositiveBigIntegerField()
    resident_months = models.PositiveBigIntegerField()
    standing_cents = models.BigIntegerField()
    due_cents = models.BigIntegerField()
    learned_since = models.PositiveBigIntegerField(help_text="Residents' months that differ and are the next run's.")
    unexplained = models.PositiveBigIntegerField(help_text="Residents' months that differ and nothing explains.")
    digest_agrees = models.BooleanField(help_text="Whether the run's digest is that of its rows.")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_stands_is_due_unless_months_differ",
                condition=Q(standing_cents=F("due_cents")) | Q(learned_since__gt=0) | Q(unexplained__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.state}"

    @property
    def cents(self) -> int:
        """What the next run is going to correct, or what is wrong."""
        return self.due_cents - self.standing_cents

    @property
    def state(self) -> str:
        """Tell how the check came out: ok, warns or fails."""
        if self.unexplained or not self.digest_agrees:
            return "fails"
        return "warns" if self.learned_since else "ok"

    @property
    def first(self) -> Month:
        return Month.of(self.first_month)

    @property
    def last(self) -> Month:
        return Month.of(self.run.month)

    def facts(self) -> dict[str, Any]:
        """Return the check as a command or an event tells it."""
        counts = ("residents", "resident_months", "standing_cents", "due_cents", "learned_since", "unexplained")
        return (
            {"first": str(self.first), "last": str(self.last)}
            | {name: getattr(self, name) for name in counts}
            | {"digest_agrees": self.digest_agrees, "checked_at": self.checked_at.isoformat(timespec="seconds")}
        )
