"""The journal: numbered bookings whose debits equal their credits, each of a statement or of a payment.

Filled by one action from frozen rows and from nothing else. Invariants held by the database, for every commit: a
booking's debits equal its credits; a statement's booking says of expense, of its other parts and of what is payable
what the statement says; each cause is booked once; an organiser's numbers of a year have no hole; nothing is changed,
taken away, or added to a booking later.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from billing.models.accounting import AccountingRules, Use
from billing.models.payments import Payment
from billing.models.runs import PaymentRun, Statement
from pilot.history import CurrentXid, Xid8Field
from pilot.models import Area, Organiser, User
from providers.models import Provider, Site

# Asked at the commit, when a booking is whole, by the booking and by each of its lines: whoever has the booking's check
# done early (SET CONSTRAINTS) and then adds a line meets that line's own.
WHOLE = [("whole", "billing_booking%ROWTYPE")]
IS_WHOLE = """
    SELECT * INTO whole FROM billing_booking WHERE id = NEW.{booking};
    IF NOT EXISTS (
        SELECT FROM billing_bookingline AS line
        WHERE line.booking_id = whole.id
        HAVING count(*) >= 2
            AND sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END) = 0
    ) THEN
        RAISE EXCEPTION 'debits_equal_credits' USING ERRCODE = 'check_violation';
    END IF;
    IF whole.statement_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM billing_statement AS statement
        WHERE statement.id = whole.statement_id AND statement.run_id = whole.run_id
            AND statement.cents = (
                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)
                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'expense'
            )
            AND statement.to_pay = (
                SELECT coalesce(sum(CASE line.side WHEN 'credit' THEN line.cents ELSE -line.cents END), 0)
                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'payables'
            )
            AND statement.deductions = (
                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)
                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'deductions'
            )
            AND statement.co_payments = (
                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)
                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'co_payments'
            )
            AND statement.incentive = (
                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)
                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'incentive'
            )
    ) THEN
        RAISE EXCEPTION 'booking_says_what_its_statement_says' USING ERRCODE = 'check_violation';
    END IF;
    IF whole.payment_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM billing_payment AS payment
        WHERE payment.id = whole.payment_id AND payment.run_id = whole.run_id AND payment.cents = (
            SELECT sum(line.cents) FROM billing_bookingline AS line
            WHERE line.booking_id = whole.id AND line.side = 'debit'
        )
    ) THEN
        RAISE EXCEPTION 'booking_says_what_its_payment_says' USING ERRCODE = 'check_violation';
    END IF;
    IF whole.number > 1 AND NOT EXISTS (
        SELECT FROM billing_booking AS before
        WHERE before.organiser_id = whole.organiser_id AND before.year = whole.year AND before.number = whole.number - 1
    ) THEN
        RAISE EXCEPTION 'booking_numbers_have_no_hole' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
KNOWS_ITS_UNIT_OF_WORK = """
    NEW.written_xid := pg_current_xact_id();
    RETURN NEW;
"""
COMES_WITH_ITS_BOOKING = """
    IF NOT EXISTS (
        SELECT FROM billing_booking WHERE id = NEW.booking_id AND written_xid = pg_current_xact_id()
    ) THEN
        RAISE EXCEPTION 'line_comes_with_its_booking' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Booking(models.Model):
    """One numbered document of the journal: what became owed by a statement, or what became of a payment."""

    append_only = True

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement")
        PAYMENT = "payment", _("Payment ordered")
        PAID = "paid", _("Payment booked by the bank")
        FAILED = "failed", _("Payment that did not arrive")

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="bookings")
    year = models.PositiveSmallIntegerField(help_text="The financial year, that of the day of booking.")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    cause_key = models.CharField(max_length=60, unique=True, help_text="What is booked, and that but once.")
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="bookings")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="bookings")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="bookings")
    rules = models.ForeignKey(AccountingRules, on_delete=models.PROTECT, related_name="bookings")
    booked_on = models.DateField(help_text="The day in the books.")
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_xid = Xid8Field(db_default=CurrentXid(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organiser", "year", "number"], name="booking_has_its_own_number"),
            models.CheckConstraint(name="booking_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="booking_is_of_its_days_year", condition=Q(year=ExtractYear(F("booked_on")))),
            models.CheckConstraint(
                name="booking_has_one_cause",
                condition=Q(kind="statement", statement__isnull=False, payment__isnull=True)
                | (~Q(kind="statement") & Q(statement__isnull=True, payment__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="booking_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="booking_knows_its_unit_of_work",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=KNOWS_ITS_UNIT_OF_WORK,
            ),
            pgtrigger.Trigger(
                name="booking_is_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=WHOLE,
                func=IS_WHOLE.format(booking="id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class BookingLine(models.Model):
    """A debit or a credit, always above zero, with the account as it was named when it was booked."""

    append_only = True

    class Side(models.TextChoices):
        DEBIT = "debit", _("Debit")
        CREDIT = "credit", _("Credit")

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    use = models.CharField(max_length=12, choices=Use.choices)
    account = models.CharField(max_length=20)
    account_name = models.CharField(max_length=80, blank=True)
    side = models.CharField(max_length=6, choices=Side.choices)
    cents = models.BigIntegerField()
    cost_place = models.CharField(max_length=20, blank=True)
    organiser = models.ForeignKey(
        Organiser,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose residents it is for.",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(null=True, help_text="First day of the service month.")
    entry_kind = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "ordinal"], name="lines_of_a_booking_are_in_order"),
            models.CheckConstraint(name="booking_line_is_above_zero", condition=Q(cents__gt=0)),
            models.CheckConstraint(name="booking_line_is_debit_or_credit", condition=Q(side__in=["debit", "credit"])),
            models.CheckConstraint(
                name="expense_leads_to_its_entries",
                condition=~Q(use="expense")
                | (
                    Q(organiser__isnull=False, area__isnull=False, site__isnull=False, month__isnull=False)
                    & ~Q(entry_kind="")
                    & ~Q(cost_place="")
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="booking_line_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="line_comes_with_its_booking",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=COMES_WITH_ITS_BOOKING,
            ),
            pgtrigger.Trigger(
                name="booking_of_a_line_is_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=WHOLE,
                func=IS_WHOLE.format(booking="booking_id"),
            ),
        ]
