"""Choices, which are facts, and enrolments, which are laid out from them (docs/adr/0006)."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed

# What a resident asked for, and may take back; the rest was brought about by others.
WISHED = ("own", "queue")


# Nobody takes a move back one by one, or gives it again; the draw and its choices are written in one unit of work.
TAKEN_BACK_WITH_ITS_DRAW = """
    -- As the row is by now: it may have been written more than once.
    IF EXISTS (
        SELECT FROM vouchers_choice AS move
        WHERE move.id = NEW.id AND (move.regretted_at IS NOT NULL) <> EXISTS (
            SELECT FROM vouchers_movelot AS lot JOIN vouchers_moveplan AS plan ON plan.id = lot.plan_id
            WHERE lot.choice_id = move.id AND plan.undone_at IS NOT NULL
        )
    ) THEN
        RAISE EXCEPTION 'forced_move_is_taken_back_with_its_draw' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
AT_DESK = ("desk", "paper")
CAPACITIES = ("own", "guardian", "mandate", "legal_guardian")


# Who acted is a record of the register, or a name that staff checked by papers, and of nobody who acts for oneself.
NAMES_ITS_DEPUTY_ONCE = Q(deputy__isnull=True, deputy_name="") | (
    ~Q(capacity="own") & (Q(deputy__isnull=True) | Q(deputy_name=""))
)


def a_deputy(related_name: str = "+") -> models.ForeignKey:
    """Return the field of who acted for the resident."""
    return models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        related_name=related_name,
        help_text="Who acted for the resident, where the register has them.",
    )


def a_deputys_name() -> models.CharField:
    """Return the field of who acted for the resident at the desk, where the register does not have them."""
    return models.CharField(
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text="Who acted for the resident, by papers that staff checked.",
    )


def deputy_constraints() -> list[models.CheckConstraint]:
    """Return what holds of whoever chooses for another, and in which capacity."""
    return [
        models.CheckConstraint(
            name="choice_is_own_or_made_in_a_capacity",
            condition=Q(capacity__in=list(CAPACITIES)),
        ),
        models.CheckConstraint(
            name="choice_for_another_names_its_deputy_unless_at_desk",
            condition=Q(capacity="own", deputy__isnull=True)
            | (~Q(capacity="own") & (Q(deputy__isnull=False) | Q(channel__in=AT_DESK))),
        ),
        models.CheckConstraint(name="choice_names_its_deputy_once", condition=NAMES_ITS_DEPUTY_ONCE),
        models.CheckConstraint(name="nobody_is_own_deputy", condition=~Q(resident=F("deputy"))),
        models.CheckConstraint(
            name="legal_guardian_chooses_at_desk",
            condition=~Q(capacity="legal_guardian") | Q(channel__in=AT_DESK),
        ),
        models.CheckConstraint(
            name="only_own_choice_is_made_for_another", condition=Q(capacity="own") | Q(origin="own")
        ),
        models.CheckConstraint(
            name="choice_by_mandate_online_keeps_it",
            condition=(Q(capacity="mandate", channel="online") & ~Q(mandate_reference="") & ~Q(mandate_theme=""))
            | (~Q(capacity="mandate", channel="online") & Q(mandate_reference="", mandate_theme="")),
        ),
    ]


class ChoiceQuerySet(models.QuerySet):
    """Questions about choices."""

    def standing(self):
        """Return the choices that were neither regretted nor replaced."""
        return self.filter(regretted_at__isnull=True, replaced_by__isnull=True)

    def pending(self, on):
        """Return the standing choices that take effect after the day."""
        return self.standing().filter(effective_on__gt=on)

    def wished(self):
        """Return what residents asked for themselves: own choices, and places they queued for."""
        return self.filter(origin__in=WISHED)


@tracked
class Choice(models.Model):
    """An accepted choice of a site; without a site it is a return to the home site.

    Its origin says who brought it about. What is not the resident's own neither starts a lock-in nor uses a change up.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("Online")
        DESK = "desk", _("At the desk")
        PAPER = "paper", _("On paper")
        REPLAY = "replay", _("Replay")
        SYSTEM = "system", _("Automatically")

    class Origin(models.TextChoices):
        OWN = "own", _("Own choice")
        QUEUE = "queue", _("From the queue")
        FORCED = "forced", _("Moved from a list that had to give residents up")
        CLOSING = "closing", _("Moved when the pilot closed")

    class Capacity(models.TextChoices):
        OWN = "own", _("For oneself")
        GUARDIAN = "guardian", _("As guardian")
        MANDATE = "mandate", _("By mandate")
        LEGAL_GUARDIAN = "legal_guardian", _("As legal guardian")

    class Reason(models.TextChoices):
        NONE = "", _("None")
        WEIGHTY = "weighty", _("Weighty reason")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="choices")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="choices")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="choices")
    made_at = models.DateTimeField()
    made_on = models.DateField(help_text="The day of the choice in the pilot's time zone.")
    effective_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.OWN, db_default=Origin.OWN)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(
        max_length=14,
        choices=Capacity.choices,
        default=Capacity.OWN,
        db_default=Capacity.OWN,
        help_text="In which capacity it was made: for oneself, or for another.",
    )
    deputy = a_deputy("choices_for_others")
    deputy_name = a_deputys_name()
    mandate_reference = models.CharField(
        max_length=500, blank=True, db_default="", help_text="By which mandate, as its register names it."
    )
    mandate_theme = models.CharField(max_length=200, blank=True, db_default="", help_text="What the mandate is for.")
    receipt_number = models.CharField(max_length=16, unique=True)
    key = models.CharField(max_length=64, null=True, help_text="The form's token: the same one never chooses twice.")
    regretted_at = models.DateTimeField(null=True)
    regretted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "key"], name="form_token_chooses_once"),
            models.CheckConstraint(
                name="choice_takes_effect_when_made_or_later", condition=Q(effective_on__gte=F("made_on"))
            ),
            models.CheckConstraint(
                name="nobody_regrets_without_a_moment",
                condition=Q(regretted_at__isnull=False) | Q(regretted_by__isnull=True),
            ),
            models.CheckConstraint(
                name="choice_is_regretted_or_replaced_not_both",
                condition=Q(regretted_at__isnull=True) | Q(replaced_by__isnull=True),
            ),
            models.CheckConstraint(
                name="choice_is_own_or_somebody_says_why",
                condition=Q(origin__in=["own", "queue", "forced", "closing"]),
            ),
            models.CheckConstraint(
                name="only_own_choice_has_form_or_weighty_reason",
                condition=Q(origin="own") | Q(reason="", key__isnull=True),
            ),
            models.CheckConstraint(name="queue_leads_to_a_site", condition=~Q(origin="queue") | Q(site__isnull=False)),
            models.CheckConstraint(
                name="only_what_resident_wished_or_a_draw_brought_is_taken_back",
                condition=Q(regretted_at__isnull=True) | Q(origin__in=["own", "queue", "forced"]),
            ),
        ]
        constraints += deputy_constraints()
        indexes = [
            models.Index(fields=["resident", "strand", "effective_on"], name="choice_by_resident"),
            models.Index(fields=["site", "effective_on"], name="choice_by_site"),
        ]
        triggers = [
            *nothing_for_absorbed(),
            *nothing_for_absorbed("deputy_id"),
            pgtrigger.Trigger(
                name="forced_move_is_taken_back_with_its_draw",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("regretted_at", "replaced_by_id"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__origin="forced"),
                func=TAKEN_BACK_WITH_ITS_DRAW,
            ),
        ]

    @property
    def is_wished(self) -> bool:
        """Tell whether the resident asked for it."""
        return self.origin in WISHED

    @property
    def ending(self) -> str:
        """Return why it does not take effect, as a state: taken back (or undone), or replaced before its day."""
        return "regretted" if self.regretted_at is not None else "replaced" if self.replaced_by_id is not None else ""

    @property
    def is_binding(self) -> bool:
        """Tell whether it starts a lock-in: only a resident's own choice of a site does."""
        return self.origin == self.Origin.OWN and self.site_id is not None


class EnrolmentQuerySet(models.QuerySet):
    """Questions about lists."""

    def on_day(self, on):
        """Return the enrolments that hold on the day."""
        return self.filter(period__contains=on)


@tracked
class Enrolment(models.Model):
    """Being on a site's list for a period."""

    class Origin(models.TextChoices):
        HOME = "home", _("Home site")
        CHOICE = "choice", _("Own choice")
        QUEUE = "queue", _("From the queue")
        FORCED = "forced", _("Moved by others")
        CLOSING = "closing", _("Moved when the pilot closed")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="enrolments")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="enrolments")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="enrolments")
    period = DateRangeField()
    origin = models.CharField(max_length=8, choices=Origin.choices)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, related_name="enrolments")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_is_on_one_list_on_any_day",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                name="enrolment_by_choice_names_its_choice",
                condition=Q(origin="home", choice__isnull=True)
                | Q(origin__in=["choice", "queue", "forced", "closing"], choice__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["site", "strand"], name="enrolment_by_site")]
        triggers = nothing_for_absorbed()
