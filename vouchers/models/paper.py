"""Paper forms that came in: what somebody chose on paper, when it arrived, and what became of it.

Invariants held by the database: a form is kept for good, whatever becomes of it; what stands on it never changes (it
only follows its resident when two records of one person become one); it becomes a choice, or a decision that says why
not, once and never both. What was entered wrongly or twice is no form: it is voided, with the reason, and becomes
neither.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import Choice
from vouchers.models.decisions import Decision, follows_its_party


class PaperFormQuerySet(models.QuerySet):
    """Questions about forms."""

    def waiting(self):
        """Return the forms that wait for somebody."""
        return self.filter(state=PaperForm.State.ARRIVED)


@tracked
class PaperForm(models.Model):
    """One form of a choice; without a site and a return home it cannot be read what was chosen."""

    class State(models.TextChoices):
        ARRIVED = "arrived", _("Waits for somebody")
        ACCEPTED = "accepted", _("Registered")
        REJECTED = "rejected", _("Not accepted")
        VOIDED = "voided", _("Entered by mistake")

    class Ground(models.TextChoices):
        UNSIGNED = "unsigned", _("The signature is missing")
        UNCLEAR = "unclear", _("It cannot be read what was chosen")
        NO_RIGHT = "no_right", _("Whoever signed has not shown a right to choose for the other")
        RULES = "rules", _("The rules of the pilot do not allow the choice")

    class ReceiptBy(models.TextChoices):
        LETTER = "letter", _("By letter")
        EMAIL = "email", _("By e-mail, to be read after identifying oneself online")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="paper_forms")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="paper_forms")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    returns_home = models.BooleanField(default=False)
    arrived_on = models.DateField(help_text="The day it reached the organiser: the choice counts from it.")
    capacity = models.CharField(max_length=14, choices=Choice.Capacity.choices)
    signatory = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who signed for the resident, where the register has them.",
    )
    signatory_name = models.CharField(max_length=160, blank=True)
    receipt_by = models.CharField(max_length=6, choices=ReceiptBy.choices, default=ReceiptBy.LETTER)
    email = models.EmailField(blank=True)
    key = models.CharField(max_length=64, unique=True, help_text="The page's token: the same one enters once.")
    entered_at = models.DateTimeField()
    entered_on = models.DateField(help_text="The day of entering in the pilot's time zone.")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ARRIVED)
    ground = models.CharField(max_length=8, choices=Ground.choices, blank=True)
    void_reason = models.CharField(max_length=200, blank=True, help_text="What was wrong with the entry, for staff.")
    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, null=True, related_name="paper_form")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="paper_form")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PaperFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_form_holds_one_wish", condition=Q(returns_home=False) | Q(site__isnull=True)
            ),
            models.CheckConstraint(
                name="paper_form_arrived_before_it_was_entered", condition=Q(arrived_on__lte=F("entered_on"))
            ),
            models.CheckConstraint(
                name="whoever_signs_for_another_is_named",
                condition=Q(capacity="own", signatory__isnull=True, signatory_name="")
                | (~Q(capacity="own") & (Q(signatory__isnull=False) | ~Q(signatory_name=""))),
            ),
            models.CheckConstraint(name="nobody_signs_for_oneself_as_another", condition=~Q(resident=F("signatory"))),
            models.CheckConstraint(
                name="receipt_by_email_has_its_address", condition=~Q(receipt_by="email") | ~Q(email="")
            ),
            models.CheckConstraint(
                name="paper_form_becomes_a_choice_or_a_decision",
                condition=Q(state__in=["arrived", "voided"], choice__isnull=True, decision__isnull=True, ground="")
                | Q(state="accepted", choice__isnull=False, decision__isnull=True, ground="")
                | (Q(state="rejected", choice__isnull=True, decision__isnull=False) & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="only_a_voided_paper_form_says_what_was_wrong",
                condition=(Q(state="voided") & ~Q(void_reason="")) | (~Q(state="voided") & Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="paper_form_is_settled_by_someone",
                condition=Q(state="arrived", settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state="arrived") & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="paper_form_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_stands_on_paper_never_changes",
                fields=[
                    "strand",
                    "site",
                    "returns_home",
                    "arrived_on",
                    "capacity",
                    "signatory",
                    "signatory_name",
                    "receipt_by",
                    "email",
                    "key",
                    "entered_at",
                    "entered_on",
                    "entered_by",
                ],
            ),
            pgtrigger.FSM(
                name="paper_form_moves_as_allowed",
                field="state",
                transitions=[("arrived", "accepted"), ("arrived", "rejected"), ("arrived", "voided")],
            ),
            follows_its_party("paper_form_follows_its_resident"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["state", "arrived_on"], name="paper_form_by_arrival")]
