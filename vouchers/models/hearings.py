"""Hearing guardians before a dispute of theirs is settled (434/2003, sections 34 and 36).

Invariants held by the database: what somebody was asked, how, and by when they may answer never changes; a guardian is
asked about an objection once at a time; silence is known after the last day only, and an answer stands; online only the
guardian who is heard answers; once the objection is settled nothing about its hearings changes. That it is settled
after a hearing, and after staff have looked over what others read of an answer, are the objection's guards.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import Choice
from vouchers.models.decisions import follows_its_party
from vouchers.models.letters import Letter
from vouchers.models.objections import Objection

OBJECTION_IS_OPEN = """
    IF EXISTS (SELECT FROM vouchers_objection WHERE id = NEW.objection_id AND state <> 'open') THEN
        RAISE EXCEPTION 'nobody_is_heard_of_a_settled_objection' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""

ONLINE_BY_ONESELF = """
    IF NOT EXISTS (
        SELECT FROM registry_residentaccount WHERE user_id = NEW.closed_by_id AND resident_id = NEW.resident_id
    ) THEN
        RAISE EXCEPTION 'only_the_guardian_answers_online' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class HearingQuerySet(models.QuerySet):
    """Questions about hearings."""

    def open(self):
        """Return those that wait for an answer."""
        return self.filter(state=Hearing.State.OPEN)

    def over(self):
        """Return those by which somebody was heard: they answered, or had their time to."""
        return self.filter(state__in=[Hearing.State.ANSWERED, Hearing.State.SILENT])

    def to_look_over(self):
        """Return those whose answer nobody has looked over yet for what the others may read of it."""
        return self.filter(state=Hearing.State.ANSWERED, answer_channel=Choice.Channel.ONLINE, told="")


@tracked
class Hearing(models.Model):
    """What a guardian is asked about another's objection before it is settled, and what they answered."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        SILENT = "silent", _("Did not answer")
        ENDED = "ended", _("Ended before its last day")

    class Way(models.TextChoices):
        LETTER = "letter", _("By letter")
        PHONE = "phone", _("By telephone")
        DESK = "desk", _("At a service point")

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="hearings")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="hearings", help_text="The guardian who is heard."
    )
    way = models.CharField(max_length=6, choices=Way.choices)
    matter = models.TextField(help_text="What the guardian is told of the objection.")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="hearing")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(help_text="The last day for answering; offices are open on it.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True, help_text="As it came; the guardian's own decision says it so.")
    answer_channel = models.CharField(
        max_length=10, choices=Choice.Channel.choices, blank=True, default="", db_default="",
        help_text="How the answer came.",
    )  # fmt: skip
    told = models.TextField(
        blank=True, default="", db_default="", help_text="What the others read of the answer, looked over by staff."
    )
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "resident"], condition=Q(state="open"), name="guardian_is_asked_once_at_a_time"
            ),
            models.CheckConstraint(name="hearing_says_what_it_is_about", condition=~Q(matter="")),
            models.CheckConstraint(
                name="hearing_by_letter_has_its_letter",
                condition=Q(way="letter", letter__isnull=False) | (~Q(way="letter") & Q(letter__isnull=True)),
            ),
            models.CheckConstraint(name="hearing_leaves_a_day", condition=Q(answer_by__gte=F("asked_on"))),
            models.CheckConstraint(
                name="hearing_is_closed_by_someone",
                condition=Q(state="open", closed_at__isnull=True, closed_on__isnull=True, closed_by__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_on__isnull=False, closed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_an_answer_says_something",
                condition=(Q(state="answered") & ~Q(answer="")) | (~Q(state="answered") & Q(answer="")),
            ),
            models.CheckConstraint(
                name="only_an_answer_came_somehow_and_is_told",
                condition=Q(state="answered") | Q(answer_channel="", told=""),
            ),
            models.CheckConstraint(
                name="silence_is_known_after_the_last_day",
                condition=~Q(state="silent") | Q(closed_on__gt=F("answer_by")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hearing_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_asked_in_a_hearing_never_changes",
                fields=["objection", "way", "matter", "letter", "asked_at", "asked_on", "asked_by", "answer_by"],
            ),
            pgtrigger.Protect(
                name="answer_of_a_hearing_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="answered")
                & (
                    pgtrigger.Q(old__answer__df=pgtrigger.F("new__answer"))
                    | pgtrigger.Q(old__answer_channel__df=pgtrigger.F("new__answer_channel"))
                ),
            ),
            # What came late is heard all the same, as long as nothing is settled.
            pgtrigger.FSM(
                name="hearing_moves_as_allowed",
                field="state",
                transitions=[("open", "answered"), ("open", "silent"), ("open", "ended"), ("silent", "answered")],
            ),
            pgtrigger.Trigger(
                name="nobody_is_heard_of_a_settled_objection",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "told"),
                func=OBJECTION_IS_OPEN,
            ),
            pgtrigger.Trigger(
                name="only_the_guardian_answers_online",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "answer", "answer_channel"),
                condition=pgtrigger.Q(new__answer_channel="online"),
                func=ONLINE_BY_ONESELF,
            ),
            follows_its_party("hearing_follows_its_guardian"),
            *nothing_for_absorbed(),
        ]

    @property
    def may_be_answered(self) -> bool:
        """Tell whether an answer is still heard, as far as the hearing itself goes."""
        return self.state in (self.State.OPEN, self.State.SILENT)
