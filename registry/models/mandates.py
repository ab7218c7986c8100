"""Mandates of made-up people: what a demonstration's register of mandates tells. Never a real person's."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

# Artificial identity codes only: the individual number is 900-999.
MADE_UP = r"^[0-9]{6}[-+A-FU-Y]9[0-9]{2}[0-9A-Z]$"


class MadeUpMandate(models.Model):
    """Who may act for whom, in which matters and when."""

    reference = models.CharField(max_length=64, unique=True)
    agent_code = models.CharField(max_length=11)
    principal_code = models.CharField(max_length=11)
    theme = models.CharField(max_length=120)
    period = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandates_are_of_made_up_people",
                condition=Q(agent_code__regex=MADE_UP, principal_code__regex=MADE_UP),
            ),
            models.CheckConstraint(name="nobody_mandates_oneself", condition=~Q(agent_code=F("principal_code"))),
        ]
        indexes = [models.Index(fields=["agent_code"], name="made_up_mandate_by_agent")]
