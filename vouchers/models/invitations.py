"""Invitations to a strand that one chooses in by invitation only: whom a case manager invited, from which day.

Invariants held by the database: nobody is invited twice to a strand on one day; an invitation holds from its day until
it is withdrawn, and is never deleted; of a file every row that was left out is kept with its reason.
"""

from functools import partial

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Job, Strand, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed


@partial(tracked, but=["content"])
class InvitationFile(models.Model):
    """A file of identity codes whose people are invited at once; the codes are kept until it is read."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        READ = "read", _("Read")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="invitation_files")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    invited_on = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField(default=b"", help_text="The file, kept until it is read.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField()
    invited = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="every_row_of_an_invitation_file_is_accounted_for",
                condition=Q(state="read", rows=F("invited") + F("left_out"))
                | Q(state="received", invited=0, left_out=0),
            ),
            models.CheckConstraint(
                name="codes_of_an_invitation_file_go_when_it_is_read",
                condition=Q(state="received") | Q(content=b""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="invitation_file_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="invitation_file_is_read_once", field="state", transitions=[("received", "read")]),
        ]

    def __str__(self) -> str:
        return self.filename


class InvitationRejection(models.Model):
    """A row of a file that invited nobody, and why; what looks like a code is kept without its last four characters."""

    class Because(models.TextChoices):
        NO_CODE = "no_code", _("Not an identity code")
        UNKNOWN = "unknown", _("Nobody in the pilot's register has this code now")
        NOT_ALIVE = "not_alive", _("Died by the population register")
        INVITED = "invited", _("Invited already")
        TWICE = "twice", _("Stands twice in the file; the first row counts")

    file = models.ForeignKey(InvitationFile, on_delete=models.PROTECT, related_name="rejections")
    line = models.PositiveIntegerField()
    because = models.CharField(max_length=10, choices=Because.choices)
    shown = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "line"], name="invitation_row_is_left_out_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="invitation_rejection_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class InvitationQuerySet(models.QuerySet):
    """Questions about invitations."""

    def on_day(self, on):
        """Return those that hold on the day."""
        return self.filter(period__contains=on)


@tracked
class Invitation(models.Model):
    """That a resident was invited to choose in a strand, from a day on, until it is withdrawn."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="invitations")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="invitations")
    invited_on = models.DateField()
    period = DateRangeField(help_text="From the day of the invitation until it is withdrawn.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(InvitationFile, on_delete=models.PROTECT, null=True, related_name="invitations")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    @property
    def state(self) -> str:
        """Whether it holds, for its status tag."""
        return "withdrawn" if self.withdrawn_at else "holds"

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_is_invited_to_a_strand_once_at_a_time",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="invitation_holds_from_its_day_until_it_is_withdrawn",
                condition=Q(
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                    period__startswith=F("invited_on"),
                    period__upper_inf=True,
                )
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & (Q(period__isempty=True) | Q(period__startswith=F("invited_on"), period__upper_inf=False))
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="invitation_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="invitation_stays_as_it_was_recorded",
                exclude=["resident", "period", "withdrawn_at", "withdrawn_by"],
            ),
            pgtrigger.Protect(
                name="withdrawn_invitation_stays_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False)
                & (
                    pgtrigger.Q(old__withdrawn_at__df=pgtrigger.F("new__withdrawn_at"))
                    | pgtrigger.Q(old__period__df=pgtrigger.F("new__period"))
                ),
            ),
            *nothing_for_absorbed(),
        ]
