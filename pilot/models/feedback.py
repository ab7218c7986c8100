"""What people tell of the site's accessibility, and the answer they get within two weeks."""

import uuid
from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q

from pilot.calendar import helsinki_today
from pilot.history import tracked
from pilot.models.organisers import Organiser
from pilot.models.people import User

# Act on the Provision of Digital Services 306/2019: feedback on accessibility is answered within fourteen days.
ANSWER_WITHIN = timedelta(days=14)


class FeedbackQuerySet(models.QuerySet):
    """Questions about feedback."""

    def unanswered(self) -> "FeedbackQuerySet":
        return self.filter(answered_at__isnull=True)


@tracked
class Feedback(models.Model):
    """One person's feedback; tied to no log-in and no resident, so that an obstacle can be told without a name."""

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="feedback")
    number = models.PositiveBigIntegerField(unique=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="The same form sent twice is one feedback.")
    page = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fi")
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feedback_answer_has_moment_person_and_words",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(name="feedback_has_words", condition=~Q(text="")),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answered_feedback_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="feedback_open", condition=Q(answered_at__isnull=True))]

    @property
    def answer_by(self) -> date:
        """The last day of the law's two weeks."""
        return helsinki_today(self.received_at) + ANSWER_WITHIN

    def standing_on(self, on: date) -> str:
        """Return how it stands: answered, open, or overdue when its last day has passed."""
        if self.answered_at is not None:
            return "answered"
        return "overdue" if on > self.answer_by else "open"

    def __str__(self) -> str:
        return str(self.number)
