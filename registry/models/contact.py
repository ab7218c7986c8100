"""How a resident wants to be reached: what they said themselves, beside what the register tells."""

from django.db import models
from django.db.models import Q

from pilot.history import tracked
from registry.models.absorbed import nothing_for_absorbed
from registry.models.residents import Resident


@tracked
class ContactDetails(models.Model):
    """What a resident gave themselves; an e-mail address counts as verified only while it is the resident's own."""

    resident = models.OneToOneField(Resident, on_delete=models.PROTECT, related_name="contact_details")
    phone = models.CharField(max_length=40, blank=True)
    language_is_own = models.BooleanField(
        default=False, help_text="The language of contact is the resident's own wish; the register no longer decides."
    )
    asked_email = models.EmailField(blank=True)
    asked_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what the link holds.")
    asked_until = models.DateTimeField(null=True, blank=True)
    verified_email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="asked_email_has_its_link_and_its_end",
                condition=Q(asked_email="", asked_digest="", asked_until__isnull=True)
                | (~Q(asked_email="") & ~Q(asked_digest="") & Q(asked_until__isnull=False)),
            ),
        ]
        triggers = nothing_for_absorbed()
