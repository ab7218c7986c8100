"""Places in queues for full lists. A list's order follows from its rows on any day; no position is stored."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers import sql
from vouchers.models.choices import CAPACITIES, NAMES_ITS_DEPUTY_ONCE, Choice, Enrolment, a_deputy, a_deputys_name


class QueuePlaceQuerySet(models.QuerySet):
    """Questions about queues."""

    def waiting(self):
        """Return the places that still wait."""
        return self.filter(state=QueuePlace.State.WAITING)

    def counting(self, strand, on):
        """Return the strand's places of those who may choose on the day, by its rules of that day.

        Who may not (has died, lives outside) keeps the place, for what the register says may turn out wrong, but holds
        nobody up.
        """
        return self.waiting().filter(strand=strand, resident__in=sql.may_choose(strand.pk, on))

    def in_line(self, strand, on):
        """Return the places that count, in the order in which they are served.

        Who is on no list at all comes first, then who has waited longest.
        """
        listed = Enrolment.objects.filter(resident=OuterRef("resident"), strand=strand, period__contains=on)
        return self.counting(strand, on).annotate(has_list=Exists(listed)).order_by("has_list", "joined_at", "pk")


@tracked
class QueuePlace(models.Model):
    """A resident's place in the queue for a site's list."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SERVED = "served", _("Got a place on the list")
        CHOSE = "chose", _("Gave the place up by choosing")
        LEFT = "left", _("Left the queue")
        CLOSED = "closed", _("The site closed")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="queue_places")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="queue_places")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="queue_places")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Choice.Channel.choices)
    capacity = models.CharField(
        max_length=14,
        choices=Choice.Capacity.choices,
        default=Choice.Capacity.OWN,
        db_default=Choice.Capacity.OWN,
        help_text="In which capacity somebody joined.",
    )
    deputy = a_deputy()
    deputy_name = a_deputys_name()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, null=True, related_name="queue_place")

    objects = QueuePlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="queue_place_is_taken_in_a_capacity", condition=Q(capacity__in=CAPACITIES)),
            models.CheckConstraint(name="queue_place_names_its_deputy_once", condition=NAMES_ITS_DEPUTY_ONCE),
            models.UniqueConstraint(
                name="resident_waits_in_one_queue", fields=["resident", "strand"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="queue_place_waits_or_has_left",
                condition=Q(state="waiting", left_at__isnull=True, left_by__isnull=True)
                | (~Q(state="waiting") & Q(left_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="queue_place_is_served_by_a_choice",
                condition=Q(state="served", choice__isnull=False) | (~Q(state="served") & Q(choice__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "strand", "joined_at"], name="queue_by_list", condition=Q(state="waiting")),
        ]
        triggers = [
            *nothing_for_absorbed(),
            *nothing_for_absorbed("deputy_id"),
            pgtrigger.FSM(
                name="queue_place_ends_once",
                field="state",
                transitions=[
                    ("waiting", "served"),
                    ("waiting", "chose"),
                    ("waiting", "left"),
                    ("waiting", "closed"),
                ],
            ),
        ]
