"""The pilot's rules as dated data: one row holds for a strand for a period, and no two at once.

Invariants held by the database: what a rule set says, and the day it begins, never change, and none is ever deleted; it
ends where it was written to end, or where rules that two people decided on begin.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models.organisers import Strand


class ExclusionReason(models.TextChoices):
    """Why a strand may leave somebody out; which of them do is the rule set's to say."""

    SERVICE_HOUSING = "service_housing", _("Lives in service housing")
    HOME_CARE = "home_care", _("Regular home care")
    INSTITUTION = "institution", _("Institutional care")
    OPIOID_SUBSTITUTION = "opioid_substitution", _("Opioid substitution treatment")
    OTHER_CENTRE = "other_centre", _("Has chosen another municipality's health centre")
    OTHER = "other", _("Other reason")


class ChoiceChannel(models.TextChoices):
    """By which way a resident may choose."""

    ONLINE = "online", _("Online")
    DESK = "desk", _("At the desk")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By telephone")


def every_exclusion() -> list[str]:
    """Return all reasons: whoever is on file for any is left out unless the rule set names fewer."""
    return list(ExclusionReason.values)


def usual_channels() -> list[str]:
    """Return the ways without the telephone, where nobody is recognised."""
    return [ChoiceChannel.ONLINE.value, ChoiceChannel.DESK.value, ChoiceChannel.PAPER.value]


def checks(first: models.F, prefix: str = "") -> list[models.CheckConstraint]:
    """Return what must be true of the values of any rule set; of a draft as well, under names of its own.

    `first` is the first day on which the rules hold, or are to hold.
    """
    return [
        *_checks_of_days(first, prefix),
        models.CheckConstraint(
            name=f"{prefix}effect_days_go_with_effect_by_days",
            condition=models.Q(effect_kind="days", effect_days__isnull=False, effect_days__gte=1)
            | (~models.Q(effect_kind="days") & models.Q(effect_days__isnull=True)),
        ),
        models.CheckConstraint(
            name=f"{prefix}kept_right_has_its_municipalities_and_its_last_day",
            condition=models.Q(kept_in=[], kept_until__isnull=True)
            | (~models.Q(kept_in=[]) & models.Q(kept_until__isnull=False)),
        ),
        models.CheckConstraint(name=f"{prefix}one_may_choose_by_some_channel", condition=~models.Q(channels=[])),
        models.CheckConstraint(
            name=f"{prefix}moves_go_home_or_to_the_nearest", condition=models.Q(moves_to__in=["home", "nearest"])
        ),
        models.CheckConstraint(
            name=f"{prefix}fixed_share_is_not_below_its_floor",
            condition=models.Q(
                fixed_share_thousandths__gte=models.F("fixed_share_floor_thousandths"),
                fixed_share_thousandths__lte=1000,
            ),
        ),
        models.CheckConstraint(
            name=f"{prefix}without_an_incentive_all_is_fixed",
            condition=models.Q(incentive_kind="none", fixed_share_thousandths=1000)
            | (~models.Q(incentive_kind="none") & models.Q(fixed_share_thousandths__lt=1000)),
        ),
        models.CheckConstraint(
            name=f"{prefix}queue_takes_no_more_than_opens_it",
            condition=models.Q(queue_opens_at__isnull=True, queue_takes__isnull=True)
            | (
                models.Q(queue_opens_at__isnull=False, queue_opens_at__gte=1)
                & (
                    models.Q(queue_takes__isnull=True)
                    | models.Q(queue_takes__gte=1, queue_takes__lte=models.F("queue_opens_at"))
                )
            ),
        ),
        models.CheckConstraint(
            name=f"{prefix}payment_day_is_in_every_month",
            condition=models.Q(payment_day__gte=1, payment_day__lte=28),
        ),
    ]


def _checks_of_days(first: models.F, prefix: str) -> list[models.CheckConstraint]:
    """Return how the days of a rule set go together; the code of each is the field at which a form tells it."""
    return [
        models.CheckConstraint(
            name=f"{prefix}day_of_homes_is_not_after_the_first_day",
            # Until then nobody could tell who may choose.
            condition=models.Q(cohort_on__isnull=True) | models.Q(cohort_on__lte=first),
            violation_error_code="cohort_on",
            violation_error_message=_("This day comes after the first day of the rules. Choose an earlier one."),
        ),
        models.CheckConstraint(
            name=f"{prefix}kept_right_does_not_end_before_its_rules",
            condition=models.Q(kept_until__isnull=True) | models.Q(kept_until__gte=first),
            violation_error_code="kept_until",
            violation_error_message=_("This day comes before the first day of the rules. Choose a later one."),
        ),
        models.CheckConstraint(
            name=f"{prefix}kept_right_hangs_on_a_day_of_homes",
            # Without such a day the present home alone gives the right, and lists would keep whom it has left.
            condition=models.Q(kept_in=[]) | models.Q(cohort_on__isnull=False),
            violation_error_code="cohort_on",
            violation_error_message=_(
                "A move keeps only a right that hangs on the home of a certain day. Write that day, or remove the"
                " municipality and its last day."
            ),
        ),
    ]


class RuleColumns(models.Model):
    """The values of a rule set, whether it holds or is only drafted."""

    class Effect(models.TextChoices):
        DAYS = "days", _("After a number of days")
        FIRST_OF_NEXT_MONTH = "first_of_next_month", _("On the first day of the next month")
        SAME_DAY = "same_day", _("On the same day")

    class Counting(models.TextChoices):
        DAILY = "daily", _("By days on the list")
        SNAPSHOT = "snapshot", _("By the list at the end of the month before")

    class AgeOn(models.TextChoices):
        REFERENCE_DAY = "reference_day", _("Age on the reference day")
        YEAR_OF_BIRTH = "year_of_birth", _("Age by year of birth")

    class LeavesArea(models.TextChoices):
        ENDS = "ends", _("Leaving the area ends the choice")
        KEEPS = "keeps", _("Leaving the area keeps the choice")

    class IncentiveKind(models.TextChoices):
        NONE = "none", _("No incentive")
        ADDED = "added", _("Paid on top of the capitation")
        HELD = "held", _("Held back from the capitation")

    class PartialDate(models.TextChoices):
        LAST_DAY = "last_day", _("Last day of the month or year")
        FIRST_DAY = "first_day", _("First day of the month or year")

    class MovesTo(models.TextChoices):
        HOME = "home", _("To the home site")
        NEAREST = "nearest", _("To the nearest site with room")

    effect_kind = models.CharField(max_length=24, choices=Effect.choices)
    effect_days = models.PositiveSmallIntegerField(null=True, blank=True)
    lock_in_months = models.PositiveSmallIntegerField(default=0)
    counting = models.CharField(max_length=16, choices=Counting.choices)
    age_on = models.CharField(max_length=16, choices=AgeOn.choices)
    leaves_area = models.CharField(max_length=8, choices=LeavesArea.choices)
    partial_date = models.CharField(max_length=12, choices=PartialDate.choices)
    eligible_from_age = models.PositiveSmallIntegerField(
        default=0, help_text="Nobody younger may choose, nor may others for them."
    )
    cohort_on = models.DateField(
        null=True, blank=True, help_text="Only whoever lived in the areas on this day may choose."
    )
    kept_in = ArrayField(
        models.CharField(max_length=3),
        default=list,
        blank=True,
        help_text="Municipalities inside which a move out of the areas does not cost the right.",
    )
    kept_until = models.DateField(null=True, blank=True, help_text="The last day on which such a move does not.")
    by_invitation = models.BooleanField(
        default=False,
        help_text="A case manager invites after an assessment; the register gives no right.",
    )
    excluded = ArrayField(
        models.CharField(max_length=20, choices=ExclusionReason.choices), default=every_exclusion, blank=True
    )
    care_months = models.PositiveSmallIntegerField(
        default=0, help_text="Institutional care and service housing count once they have lasted so many months."
    )
    other_centre_months = models.PositiveSmallIntegerField(
        default=12, help_text="A choice of another municipality's health centre counts for so many months."
    )
    channels = ArrayField(models.CharField(max_length=10, choices=ChoiceChannel.choices), default=usual_channels)
    minimum_age = models.PositiveSmallIntegerField(default=0, help_text="Own choice from this age on.")
    payment_day = models.PositiveSmallIntegerField(default=15, help_text="Pay on the bank day on or after this day.")
    dispute_days = models.PositiveSmallIntegerField(default=30)
    early_change_days = models.PositiveSmallIntegerField(
        default=14, help_text="A change for a weighty reason is ruled on within so many days."
    )
    objection_days = models.PositiveSmallIntegerField(
        default=14, db_default=14, help_text="A guardian may object to another's choice for so many days."
    )
    incentive_kind = models.CharField(max_length=8, choices=IncentiveKind.choices, default=IncentiveKind.NONE)
    fixed_share_thousandths = models.PositiveSmallIntegerField(
        default=1000, help_text="What of the capitation no target decides over."
    )
    fixed_share_floor_thousandths = models.PositiveSmallIntegerField(
        default=667, help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise."
    )
    nets_co_payments = models.BooleanField(
        default=False, help_text="What residents paid the site themselves is taken off what it is paid."
    )
    queue_opens_at = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="A list's queue is served when so many places are free; empty: no queue."
    )
    queue_takes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Then so many of them are given; empty: all."
    )
    family_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Who is younger follows a parent or sibling onto a full list; empty: nobody."
    )
    returns_within_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Who left a list by moving out of the areas comes back onto it, full or not, so long; empty: nobody.",
    )
    moves_to = models.CharField(
        max_length=8,
        choices=MovesTo.choices,
        default=MovesTo.HOME,
        db_default=MovesTo.HOME,
        help_text="Where those go whom a list gives up.",
    )
    demonstration_fields = models.JSONField(
        default=list, blank=True, help_text="Names of the values that no source gives."
    )
    decision_number = models.CharField(max_length=60, blank=True, help_text="The decision that made these rules.")
    source = models.CharField(max_length=300, blank=True, help_text="Where the values stand that are not marked.")

    class Meta:
        abstract = True


# A draft cannot be approved by one person, nor on its first day or later: so nobody ends rules backwards.
ENDS_BY_DECISION = """
    IF lower(NEW.period) IS DISTINCT FROM lower(OLD.period) OR isempty(NEW.period) OR NOT EXISTS (
        SELECT FROM pilot_ruledraft
        WHERE strand_id = NEW.strand_id AND valid_from = upper(NEW.period) AND approved_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'rules_end_where_approved_ones_begin' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class RuleSetQuerySet(models.QuerySet):
    """Questions about rule sets."""

    def in_force(self, on):
        """Return the rule sets that hold on the day."""
        return self.filter(period__contains=on)


@tracked
class RuleSet(RuleColumns):
    """How choice, lists and payment work in a strand during a period."""

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="rule_sets")
    period = DateRangeField()

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="strand_has_one_rule_set_on_any_day",
                expressions=[("strand", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("Another rule set holds for this strand on some of these days."),
            ),
            *checks(models.F("period__startswith")),
        ]
        triggers = [
            pgtrigger.Protect(name="rules_are_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="rules_stay_as_they_were_decided", exclude=["period"]),
            # The draft is approved after the end is set, in one unit of work.
            pgtrigger.Trigger(
                name="rules_end_where_approved_ones_begin",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("period"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(old__period__df=pgtrigger.F("new__period")),
                func=ENDS_BY_DECISION,
            ),
        ]
