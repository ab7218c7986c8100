"""Who may act: log-ins and their roles with an organiser.

A resident or a provider's member is a `User` too; what ties a log-in to them lives in `registry` and `providers`.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models.organisers import Organiser
from pilot.translated import Translated


class UserManager(BaseUserManager):
    """Makes log-ins."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "User":
        """Make a log-in; without a password only another way in (strong identification) works."""
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's log-in."""

    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=2, default="fi")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    is_staff = False
    is_superuser = False

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_is_unique_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do for the organiser."""

    STAFF = "staff", _("Staff")
    FINANCE = "finance", _("Finance")
    EVALUATOR = "evaluator", _("Evaluator")
    AUDITOR = "auditor", _("Data protection officer")


@tracked
class Membership(models.Model):
    """A person's role with an organiser."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    title_fi = models.CharField(
        max_length=120, blank=True, help_text="The officeholder's title, as decisions print it."
    )
    title_sv = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)

    title = Translated("title")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organiser", "role"], name="membership_is_held_once"),
        ]
