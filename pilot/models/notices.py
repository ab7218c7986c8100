"""How long one may ask for a decision to be reconsidered, and when a notice counts as received: dated data.

Invariants held by the database: an organiser has at most one set of terms on any day, and so has everybody else; terms
only end, and never change. Next terms, an organiser's or everybody's, are drafted by one person and approved by another
before their first day; what was drafted never changes, and no terms hold that are not what was drafted and approved.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models.organisers import Organiser
from pilot.models.people import User
from pilot.translated import Translated

EVERYBODY = 0
COUNTED = Q(appeal_days__gte=1, letter_days__gte=1, message_days__gte=1, closing_hour__lte=24)
_APPROVED_ON = Func(
    F("approved_at"), template="(%(expressions)s AT TIME ZONE 'Europe/Helsinki')::date", output_field=models.DateField()
)


class NoticeTermsQuerySet(models.QuerySet):
    """Questions about terms of notice."""

    def of(self, organiser, on):
        """Return the terms that hold for the organiser on the day, its own before those for everybody."""
        rows = self.filter(Q(organiser=organiser) | Q(organiser__isnull=True), period__contains=on)
        return rows.order_by(F("organiser").asc(nulls_last=True)).first()


class NoticeColumns(models.Model):
    """What terms of notice say, drafted or holding."""

    appeal_days = models.PositiveSmallIntegerField(help_text="Days after the notice, its own day not counted.")
    letter_days = models.PositiveSmallIntegerField(help_text="An ordinary letter is received so many days after.")
    message_days = models.PositiveSmallIntegerField(help_text="An ordinary electronic message likewise.")
    closing_hour = models.PositiveSmallIntegerField(default=15, help_text="The hour at which the last day ends.")
    appeal_to_fi = models.CharField(
        max_length=200, blank=True, help_text="The body that reconsiders; else the organiser."
    )
    appeal_to_sv = models.CharField(max_length=200, blank=True)
    appeal_to_en = models.CharField(max_length=200, blank=True)
    power_fi = models.CharField(max_length=200, blank=True, help_text="By what the officeholder may decide.")
    power_sv = models.CharField(max_length=200, blank=True)
    power_en = models.CharField(max_length=200, blank=True)
    laws_fi = models.TextField(blank=True, help_text="The sections applied, one a line.")
    laws_sv = models.TextField(blank=True)
    laws_en = models.TextField(blank=True)
    secrecy_fi = models.CharField(max_length=120, blank=True, help_text="The mark of a secret document.")
    secrecy_sv = models.CharField(max_length=120, blank=True)
    secrecy_en = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)
    unverified_fields = models.JSONField(default=list, blank=True, help_text="Names of values nobody has checked.")

    appeal_to = Translated("appeal_to")
    power = Translated("power")
    laws = Translated("laws")
    secrecy = Translated("secrecy")

    class Meta:
        abstract = True


WORDS = tuple(field.column for field in NoticeColumns._meta.local_fields)
# At the end of the unit of work, in which the draft is told what it became.
IS_THE_DRAFT = f"""
    IF NOT EXISTS (
        SELECT FROM pilot_noticedraft AS draft
        WHERE draft.terms_id = NEW.id
            AND draft.organiser_id IS NOT DISTINCT FROM NEW.organiser_id
            AND draft.valid_from = lower(NEW.period)
            AND ({", ".join(f"draft.{name}" for name in WORDS)}) = ({", ".join(f"NEW.{name}" for name in WORDS)})
    ) THEN
        RAISE EXCEPTION 'notice_terms_are_what_was_approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""  # noqa: S608 - names of our own


@tracked
class NoticeTerms(NoticeColumns):
    """What the organiser's lawyer sets about decisions and their notice, from a day on."""

    organiser = models.ForeignKey(
        Organiser,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notice_terms",
        help_text="Whose own terms they are; none is everybody who has none.",
    )
    period = DateRangeField()

    objects = NoticeTermsQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organiser_has_one_set_of_notice_terms_on_any_day",
                expressions=[
                    (Coalesce(F("organiser"), Value(EVERYBODY)), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="notice_terms_count_at_least_a_day", condition=COUNTED),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="notice_terms_never_change", exclude=["period"]),
            pgtrigger.Trigger(
                name="notice_terms_only_end",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NOT NEW.period <@ OLD.period OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period)"
                ),
                func="RAISE EXCEPTION 'notice_terms_only_end' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(
                name="notice_terms_are_what_was_approved",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=IS_THE_DRAFT,
            ),
        ]


class NoticeDraftQuerySet(models.QuerySet):
    """Questions about drafts."""

    def waiting(self):
        """Return what nobody has approved yet."""
        return self.filter(approved_at__isnull=True)


@tracked
class NoticeDraft(NoticeColumns):
    """An organiser's own terms, or those of everybody who has none, that are to hold from a day on."""

    organiser = models.ForeignKey(
        Organiser, on_delete=models.PROTECT, null=True, blank=True, related_name="notice_drafts"
    )
    valid_from = models.DateField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    terms = models.OneToOneField(
        NoticeTerms, on_delete=models.PROTECT, null=True, related_name="draft", help_text="What it became."
    )

    objects = NoticeDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce(F("organiser"), Value(EVERYBODY)),
                condition=Q(approved_at__isnull=True),
                name="one_draft_of_notice_terms_waits",
            ),
            models.CheckConstraint(name="drafted_terms_count_at_least_a_day", condition=COUNTED),
            models.CheckConstraint(name="drafted_terms_say_where_they_stand", condition=~Q(source="")),
            models.CheckConstraint(
                name="notice_terms_are_approved_by_somebody_else",
                condition=done("approved", by_another_than="drafted", leaves="terms"),
            ),
            models.CheckConstraint(
                name="notice_terms_are_approved_before_they_hold",
                condition=Q(approved_at__isnull=True) | Q(valid_from__gt=_APPROVED_ON),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="drafted_terms_never_change", exclude=["approved_at", "approved_by", "terms"]),
            pgtrigger.Protect(
                name="approved_terms_stay_approved",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        ]
