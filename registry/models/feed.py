"""The change feed's answers, and each change that one of them tells of somebody.

An answer tells all changes after one of the feed's marks up to another. Marks grow, so of two answers that tell of the
same fact the one with the later mark knows better, in whatever order they reach us.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.models import Job, Pilot, User
from registry.models.residents import Resident


class FeedAnswer(models.Model):
    """One file of the change feed. Its changes are rows of their own, so the file itself is not kept."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="feed_answers")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    after_mark = models.BigIntegerField(
        null=True, help_text="From which mark it was asked; empty where it is not told."
    )
    last_mark = models.BigIntegerField(help_text="Up to which mark it tells.")
    first_day = models.DateField(null=True, help_text="The day of its earliest change.")
    last_day = models.DateField(null=True, help_text="The day of its latest change.")
    is_up_to_date = models.BooleanField(help_text="Whether the register had nothing more to tell.")
    changes = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "sha256"], name="feed_answer_is_taken_once"),
            models.CheckConstraint(
                name="feed_answer_tells_what_came_after_its_mark",
                condition=Q(after_mark__isnull=True) | Q(after_mark__lte=F("last_mark")),
            ),
        ]
        indexes = [models.Index(fields=["pilot", "last_mark"], name="feed_answer_by_mark")]
        triggers = [
            pgtrigger.ReadOnly(name="feed_answer_stays_as_it_came", exclude=["job"]),
            pgtrigger.Protect(name="feed_answer_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.filename


class RegisterChange(models.Model):
    """What an answer tells of one person in one matter, and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waits its turn")
        APPLIED = "applied", _("Carried out")
        UNCHANGED = "unchanged", _("Known already")
        OVERTAKEN = "overtaken", _("A later change is known")
        DOUBT = "doubt", _("In doubt")
        SETTLED = "settled", _("Settled by hand")

    class Matter(models.TextChoices):
        DEATH = "death", _("Death")
        HOME = "home", _("Home")
        PROTECTION = "protection", _("Non-disclosure")
        NAME = "name", _("Name")
        CODE = "code", _("Identity code")
        GUARDIANSHIP = "guardianship", _("Guardianship")

    answer = models.ForeignKey(FeedAnswer, on_delete=models.PROTECT, related_name="told")
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="register_changes")
    place = models.PositiveIntegerField(help_text="Its place in the answer, from 1.")
    mark = models.BigIntegerField(help_text="The answer's last mark: of two changes the one with the later mark holds.")
    matter = models.CharField(max_length=12, choices=Matter.choices)
    # Of homes each day is a fact of its own, of guardianships each pair; of the others there is one.
    about = models.CharField(max_length=20, blank=True)
    told_on = models.DateField(help_text="The register's day of the change.")
    payload = models.JSONField(default=dict, help_text="As received, kept until it is carried out or settled.")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="register_changes")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    because = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True, help_text="What somebody did about it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "place"], name="change_stands_once_in_its_answer"),
            models.CheckConstraint(name="doubt_has_its_cause", condition=~Q(outcome="doubt") | ~Q(because="")),
            models.CheckConstraint(
                name="payload_is_kept_only_while_it_is_needed",
                condition=Q(outcome__in=["waiting", "doubt"]) | Q(payload={}),
            ),
            models.CheckConstraint(
                name="settling_of_a_change_is_somebodys_and_says_what_was_done",
                condition=Q(outcome="settled", settled_at__isnull=False, settled_by__isnull=False) & ~Q(note="")
                | ~Q(outcome="settled") & Q(settled_at__isnull=True, settled_by__isnull=True, note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "matter", "about"], name="change_by_resident"),
            models.Index(fields=["pilot"], condition=Q(outcome="doubt"), name="change_in_doubt"),
            models.Index(fields=["answer"], condition=Q(outcome="waiting"), name="change_waiting"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="change_moves_as_allowed",
                field="outcome",
                transitions=[
                    *[("waiting", to) for to in ("applied", "unchanged", "overtaken", "doubt")],
                    *[("doubt", to) for to in ("applied", "unchanged", "overtaken", "settled")],
                ],
            ),
            pgtrigger.Protect(name="register_change_is_never_deleted", operation=pgtrigger.Delete),
        ]
