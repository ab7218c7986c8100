"""What the database itself refuses of reminders."""

import pytest

from pilot.periods import since
from tests.constraints import changed, copied, refused_by
from tests.vouchers.actions.test_reminding import remind, rule, with_voucher
from tests.vouchers.cast import LONG_AGO, TODAY, a_strand, an_area, noon
from vouchers.models import Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder():
    strand = a_strand()
    with_voucher(strand, an_area(strand))
    rule(strand, "unused", 0)
    remind(strand, TODAY)
    return Reminder.objects.get()


def test_nobody_is_reminded_twice_for_one_cause(reminder):
    with refused_by("nobody_is_reminded_twice_for_one_cause"):
        copied(reminder)()


def test_a_reminder_goes_by_email_or_is_a_letter(reminder):
    with refused_by("reminder_is_an_email_or_a_letter"):
        copied(reminder, way="letter", cause=0)()


def test_a_reminder_stays_as_it_was(reminder):
    with refused_by("reminder_never_changes"):
        changed(reminder, written_at=noon(LONG_AGO))()
    with refused_by("reminder_is_never_deleted"):
        reminder.delete()


def test_one_rule_holds_on_any_day():
    held = rule(a_strand(), "unused", 30)
    with refused_by("strand_reminds_by_one_rule_on_any_day"):
        copied(held, days=60, period=since(TODAY))()
