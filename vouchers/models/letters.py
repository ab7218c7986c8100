"""Letters to residents, and how each was brought to its reader.

Invariants held by the database: what a letter says never changes (it only follows its reader when two records of one
person become one); a letter is on its way once at a time; each delivery keeps the document as it was sent, and what
was sent of a decision bears its last day of appeal.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Document, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import Choice
from vouchers.models.decisions import Decision, follows_its_party
from vouchers.models.letter_versions import LetterKind, LetterVersion
from vouchers.models.mailing import PrintBatch

# What staff write the text of, and the two documents that say more than a text.
KINDS = [
    ("decision", _("Decision")),
    *LetterKind.choices,
    ("receipt", _("Confirmation of a choice")),
]


@tracked
class Letter(models.Model):
    """Something that a resident is told in writing."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=16, choices=KINDS)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200, help_text="As the reader sees it in a list, in the letter's language.")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="letter")
    choice = models.OneToOneField(
        Choice, on_delete=models.PROTECT, null=True, related_name="letter", help_text="Whose receipt it is."
    )
    version = models.ForeignKey(
        LetterVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="letters",
        help_text="Whose text it is; none is the program's own.",
    )
    text = models.TextField(blank=True, help_text="All that it says, filled in, when it is no decision.")
    key = models.CharField(max_length=80, unique=True, help_text="One letter for one cause.")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="letter_says_something", condition=Q(kind="decision") | ~Q(text="")),
            models.CheckConstraint(
                name="letter_of_a_decision_names_it",
                condition=Q(kind="decision", decision__isnull=False) | (~Q(kind="decision") & Q(decision__isnull=True)),
            ),
            models.CheckConstraint(
                name="letter_of_a_receipt_names_its_choice",
                condition=Q(kind="receipt", choice__isnull=False) | (~Q(kind="receipt") & Q(choice__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="letter_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="letter_never_changes", exclude=["resident"]),
            follows_its_party("letter_follows_its_reader"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["resident", "written_at"], name="letter_by_resident")]


# What the note of a delivery says that never began, for nobody knows where its reader lives.
NO_ADDRESS = "no_address"
# What waits, and what staff have to find a way for: its reader finds it on their own pages meanwhile.
AWAITS_DOCUMENT = Q(document__isnull=True) & (Q(state="waiting") | Q(state="undeliverable", note=NO_ADDRESS))


@tracked
class Delivery(models.Model):
    """One way of bringing a letter to its reader, with the document as it was sent."""

    class Way(models.TextChoices):
        MESSAGE = "message", _("Electronic message")
        POST = "post", _("By post")
        HANDED = "handed", _("At a service point")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be sent")
        SENT = "sent", _("Sent")
        UNDELIVERABLE = "undeliverable", _("Did not arrive")
        REPLACED = "replaced", _("Sent anew")
        WITHDRAWN = "withdrawn", _("Not sent: no longer needed")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=14, choices=State.choices, default=State.WAITING)
    begun_at = models.DateTimeField()
    sent_on = models.DateField(null=True, help_text="The day it is sent, as the document says it; none before it is.")
    received_on = models.DateField(null=True, help_text="The day it counts as received.")
    appeal_until = models.DateField(null=True, help_text="The last day of appeal, when it is a decision's notice.")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(PrintBatch, on_delete=models.PROTECT, null=True, related_name="deliveries")
    reference = models.CharField(max_length=80, blank=True, help_text="By which the message service knows it.")
    note = models.CharField(max_length=200, blank=True, help_text="Why it did not arrive, or how somebody was known.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(state__in=["waiting", "sent"]),
                name="letter_is_on_its_way_once",
            ),
            models.CheckConstraint(
                name="delivery_is_dated_unless_it_waits_or_has_no_way",
                condition=Q(sent_on__isnull=False, received_on__isnull=False)
                | (Q(way="handed", sent_on__isnull=True, received_on__isnull=True) & ~Q(state="sent"))
                | Q(
                    way="post",
                    sent_on__isnull=True,
                    received_on__isnull=True,
                    state__in=["undeliverable", "replaced", "withdrawn"],
                    note=NO_ADDRESS,
                ),
            ),
            models.CheckConstraint(name="what_is_sent_is_kept", condition=Q(document__isnull=False) | ~Q(state="sent")),
            models.CheckConstraint(name="only_post_is_printed", condition=Q(batch__isnull=True) | Q(way="post")),
            models.CheckConstraint(
                name="what_did_not_arrive_says_why", condition=~Q(note="") | ~Q(state="undeliverable")
            ),
            models.CheckConstraint(
                name="nothing_is_received_before_it_is_sent",
                condition=Q(sent_on__isnull=True)
                | (Q(received_on__gte=models.F("sent_on")) & Q(appeal_until__isnull=True))
                | Q(received_on__gte=models.F("sent_on"), appeal_until__gt=models.F("received_on")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="delivery_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="delivery_stays_as_it_was_sent", fields=["letter", "way", "begun_at"]),
            pgtrigger.Protect(
                name="dates_of_a_delivery_are_set_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_on__isnull=False)
                & (
                    pgtrigger.Q(old__sent_on__df=pgtrigger.F("new__sent_on"))
                    | pgtrigger.Q(old__received_on__df=pgtrigger.F("new__received_on"))
                    | pgtrigger.Q(old__appeal_until__df=pgtrigger.F("new__appeal_until"))
                    | (
                        pgtrigger.Q(old__document__isnull=False)
                        & pgtrigger.Q(old__document__df=pgtrigger.F("new__document"))
                    )
                ),
            ),
            pgtrigger.FSM(
                name="delivery_moves_as_allowed",
                field="state",
                transitions=[
                    ("waiting", "sent"),
                    ("waiting", "undeliverable"),
                    ("waiting", "replaced"),
                    ("waiting", "withdrawn"),
                    ("sent", "undeliverable"),
                    ("undeliverable", "replaced"),
                    ("undeliverable", "withdrawn"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["state", "way"], name="delivery_by_state")]

    @property
    def has_no_way(self) -> bool:
        """Tell whether it never began, for nobody knows where its reader lives."""
        return self.note == NO_ADDRESS

    @property
    def why(self) -> str:
        """What its note says, as people read it."""
        return str(_("No address is known")) if self.has_no_way else self.note
