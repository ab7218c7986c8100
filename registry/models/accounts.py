"""What ties a log-in to a resident."""

from django.db import models

from pilot.models import User
from registry.models.residents import Resident


class ResidentAccount(models.Model):
    """The log-in of a strongly identified resident."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="resident_account")
    resident = models.OneToOneField(Resident, on_delete=models.PROTECT, related_name="account")
    created_at = models.DateTimeField()
