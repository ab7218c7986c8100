"""Disputes: what a provider says is wrong on a statement, what was said of it, and what was ruled.

Invariants held by the database: an entry is in one open dispute at most, and it is an entry of the disputed statement;
a line is open exactly while its dispute is; what is closed never changes; messages are only added to; a ruling counts
only when somebody else than its proposer has confirmed it, and no two that count say of one resident's day who is paid.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.models.runs import PaymentRun, Statement
from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import AuditEvent, Strand, User
from providers.models import Site
from registry.models import Resident

OPEN_STATES = ("open", "answered", "proposed")
_STATES_AS_SQL = ", ".join(f"'{state}'" for state in OPEN_STATES)


class Dispute(models.Model):
    """A provider's objection to entries of a statement, or to somebody missing; the rest is paid all the same."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        PROPOSED = "proposed", _("Ruling waits for confirmation")
        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Reason(models.TextChoices):
        RESIDENT = "resident", _("Wrong resident")
        DAYS = "days", _("Wrong days")
        RATE = "rate", _("Wrong age, area or rate")
        MISSING = "missing", _("A resident is missing")
        OTHER = "other", _("Something else")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="disputes")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    key = models.UUIDField(unique=True, help_text="Of the form that was sent, so that sending it twice is one dispute.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reply_by = models.DateField(help_text="By which day the organiser answers.")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    grounds = models.TextField(blank=True, help_text="Why it is upheld or rejected, as the provider reads it.")
    deed = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, null=True, related_name="+", help_text="What mended it, when upheld."
    )
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dispute_is_closed_by_someone_with_grounds",
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True, closed_by__isnull=True)
                | Q(state="withdrawn", closed_at__isnull=False, closed_by__isnull=False)
                | (
                    Q(state__in=["upheld", "rejected"], closed_at__isnull=False, closed_by__isnull=False)
                    & ~Q(grounds="")
                ),
            ),
            models.CheckConstraint(
                name="ruling_is_confirmed_by_somebody_else",
                condition=Q(
                    state__in=["open", "answered", "upheld", "rejected", "withdrawn"],
                    proposed_at__isnull=True,
                    proposed_by__isnull=True,
                )
                | (Q(state="proposed", proposed_at__isnull=False, proposed_by__isnull=False) & ~Q(grounds=""))
                | (
                    Q(state="upheld", proposed_at__isnull=False, proposed_by__isnull=False)
                    & ~Q(closed_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="only_an_upheld_dispute_names_a_deed", condition=Q(deed__isnull=True) | Q(state="upheld")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="dispute_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_is_disputed_never_changes",
                fields=["statement", "reason", "key", "opened_at", "opened_by", "reply_by"],
            ),
            pgtrigger.Protect(
                name="closed_dispute_never_changes",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state__in=OPEN_STATES),
            ),
            pgtrigger.FSM(
                name="dispute_moves_as_allowed",
                field="state",
                transitions=[
                    ("open", "answered"),
                    ("answered", "open"),
                    ("open", "proposed"),
                    ("answered", "proposed"),
                    ("proposed", "open"),
                    ("open", "upheld"),
                    ("answered", "upheld"),
                    ("proposed", "upheld"),
                    ("open", "rejected"),
                    ("answered", "rejected"),
                    ("open", "withdrawn"),
                    ("answered", "withdrawn"),
                ],
            ),
            pgtrigger.Trigger(
                name="lines_close_with_their_dispute",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),
                func=f"""
                    UPDATE billing_disputeline SET is_open = NEW.state IN ({_STATES_AS_SQL})
                    WHERE dispute_id = NEW.id AND is_open <> (NEW.state IN ({_STATES_AS_SQL}));
                    RETURN NULL;
                """,  # noqa: S608 - states of our own
            ),
        ]

    def __str__(self) -> str:
        return f"R{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class DisputeLine(models.Model):
    """One entry that is disputed, by its key; or somebody who is missing, as the provider names them."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="lines")
    month = models.DateField(help_text="First day of the service month.")
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    kind = models.CharField(max_length=10, blank=True)
    claimed = models.CharField(max_length=200, blank=True, help_text="List code or description of who is missing.")
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "resident", "month", "starts_on", "kind"],
                condition=Q(is_open=True, run__isnull=False),
                name="entry_is_in_one_open_dispute",
                violation_error_message=_("The row is disputed already."),
            ),
            models.CheckConstraint(
                name="line_names_an_entry_or_who_is_missing",
                condition=(
                    Q(run__isnull=False, resident__isnull=False, starts_on__isnull=False, claimed="") & ~Q(kind="")
                )
                | (Q(run__isnull=True, resident__isnull=True, starts_on__isnull=True, kind="") & ~Q(claimed="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="line_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="disputed_line_never_changes", exclude=["is_open"]),
            pgtrigger.Trigger(
                name="line_is_of_its_disputes_statement",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__run__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM billing_entry AS entry
                        JOIN billing_statement AS statement
                            ON statement.run_id = entry.run_id AND statement.site_id = entry.site_id
                        JOIN billing_dispute AS dispute ON dispute.statement_id = statement.id
                        WHERE dispute.id = NEW.dispute_id AND entry.run_id = NEW.run_id
                            AND entry.resident_id = NEW.resident_id AND entry.month = NEW.month
                            AND entry.starts_on = NEW.starts_on AND entry.kind = NEW.kind
                    ) THEN
                        RAISE EXCEPTION 'line_is_of_its_disputes_statement' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="line_is_open_while_its_dispute_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF NEW.is_open <> (
                        SELECT state IN ({_STATES_AS_SQL}) FROM billing_dispute WHERE id = NEW.dispute_id
                    ) THEN
                        RAISE EXCEPTION 'line_is_open_while_its_dispute_is' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - states of our own
            ),
        ]


class DisputeMessage(models.Model):
    """What the provider or finance said of a dispute; the first is the provider's explanation."""

    append_only = True

    class Side(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        FINANCE = "finance", _("Finance")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=8, choices=Side.choices)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="message_says_something", condition=~Q(text="")),
        ]
        triggers = [
            pgtrigger.Protect(name="message_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


@tracked
class Ruling(models.Model):
    """Whose list a resident counts to on some days, whatever the lists say; without a site, nobody's.

    Only for what no register fact, choice or rate can mend. The next run corrects the months by it.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="rulings")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    period = DateRangeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_ruling_says_who_is_paid_for_a_day",
                expressions=[
                    ("strand", RangeOperators.EQUAL),
                    ("resident", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another ruling says already who is paid for some of these days."),
            ),
            models.CheckConstraint(
                name="ruling_is_of_days_with_an_end",
                condition=Q(period__isempty=False, period__startswith__isnull=False, period__endswith__isnull=False),
            ),
            models.CheckConstraint(
                name="ruling_counts_when_somebody_else_confirmed_it",
                condition=done("confirmed", by_another_than="proposed"),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="ruling_never_changes", exclude=["confirmed_at", "confirmed_by"]),
            pgtrigger.Protect(
                name="confirmed_ruling_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        ]
