"""Programs of organisers and providers that use the interface (`/api/v1/`); each has a log-in of its own.

What a program sees hangs on its log-in's memberships, as with people; which scopes it may ask for stands here. The key
itself is the log-in library's (`allauth.idp.oidc`), which keeps only its hash; ending a system deletes the key.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models.organisers import Organiser
from pilot.models.people import User


class ApiScope(models.TextChoices):
    """What a system may be let ask for."""

    ELIGIBILITY = "eligibility", _("Ask who may choose, and why")
    LISTS = "lists", _("Read who is on the provider's lists")
    STATEMENTS = "statements", _("Read the provider's statements")
    ENTRIES = "entries", _("Fetch payment runs and their entries")


class SystemQuerySet(models.QuerySet):
    """Questions about systems."""

    def open(self):
        """Return the systems that may still come in."""
        return self.filter(ended_at__isnull=True)


@tracked
class System(models.Model):
    """A program with a key, and the organiser who answers for it."""

    name = models.CharField(max_length=80)
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="systems")
    holder = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="Whose it is of those that the organiser answers for; empty: the organiser's own.",
    )
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="system")
    client_id = models.CharField(max_length=100, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=ApiScope.choices))
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SystemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "holder", "name"],
                condition=Q(ended_at__isnull=True),
                name="open_systems_of_one_holder_differ_in_name",
            ),
            models.CheckConstraint(
                name="system_asks_for_something_known",
                condition=Q(scopes__len__gt=0, scopes__contained_by=ApiScope.values),
            ),
            models.CheckConstraint(
                name="system_ends_after_it_was_given",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_at__gte=models.F("given_at")),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="system_stays_as_given", exclude=["ended_at", "ended_by"]),
            pgtrigger.Protect(
                name="ended_system_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="system_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_names(self) -> list[str]:
        """Name what the system may ask for, in the reader's language."""
        return [str(ApiScope(scope).label) for scope in self.scopes]
