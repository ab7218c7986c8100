"""Reminders: whose turn it is on which day, once, by whose way, and never of what is done."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pilot import jobs, outbox
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import since
from registry.models import Protection, Residence
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.fees import fees
from vouchers import actions, errors, queries
from vouchers.models import Delivery, Letter, Reminder, ReminderRule, Voucher

pytestmark = pytest.mark.django_db
# The cast's pilot ends with 2018; a choice takes effect after 21 days, so the last day for one is 10.12.2018.
LAST_DAY = date(2018, 12, 10)


def rule(strand, kind: str, days: int | None, on: date = TODAY):
    return actions.set_reminder_rule(strand=strand, kind=kind, days=days, by=a_person(), at=noon(on), channel="desk")


def remind(strand, on: date) -> int:
    job = jobs.start("reminders", by=None, at=noon(on), pilot=strand.pilot, params={"strand": strand.pk})
    return actions.send_reminders(strand=strand, job=job, by=None, at=noon(on), channel="system")


def with_voucher(strand, area, issued_on: date = TODAY, **fields):
    resident = a_resident(strand, area, **{"email": "aino@example.invalid"} | fields)
    Voucher.objects.create(
        resident=resident, strand=strand, number=f"N{resident.pk}", period=since(issued_on), issued_at=noon(issued_on)
    )
    return resident


def by_post(strand, area, **fields):
    resident = with_voucher(strand, area, email="", **fields)
    Residence.objects.filter(resident=resident).update(street="Kauppakatu 1")
    return resident


def swept(monkeypatch, on: date) -> list[str]:
    """Send what is promised as on the day, and return to whom."""
    OutboxMessage.objects.update(due_at=noon(TODAY))
    monkeypatch.setattr(timezone, "now", lambda: noon(on))
    outbox.sweep(here=True)
    return [message.to[0] for message in mail.outbox]


def test_without_a_rule_nobody_is_reminded(strand, area):
    with_voucher(strand, area)

    assert remind(strand, TODAY + timedelta(days=400)) == 0


def test_who_never_used_the_right_is_reminded_once_thirty_days_after_the_voucher(strand, area, monkeypatch):
    """Issued on 15.3.2017: not on 13.4., on 14.4., and never again."""
    resident = with_voucher(strand, area)
    rule(strand, "unused", 30)

    assert [remind(strand, day) for day in (date(2017, 4, 13), date(2017, 4, 14), date(2017, 5, 1))] == [0, 1, 0]

    reminder = Reminder.objects.get()
    assert (reminder.resident, reminder.way, reminder.last_day) == (resident, "email", LAST_DAY)
    assert AuditEvent.objects.get(kind="reminder_written").facts["way"] == "email"
    assert swept(monkeypatch, date(2017, 4, 14)) == ["aino@example.invalid"]
    assert "10.\u00a0joulukuuta 2018" in mail.outbox[0].body


@pytest.mark.parametrize("knows", ["chose", "took back", "waits", "died", "moved away"])
def test_who_knows_of_the_right_or_has_none_is_not_told_of_it(strand, area, knows):
    resident = with_voucher(strand, area)
    rule(strand, "unused", 30)
    if knows in ("chose", "took back"):
        chosen(resident, strand, a_site(strand))
    if knows == "took back":
        actions.regret(resident=resident, strand=strand, by=None, at=noon(), channel="online")
    if knows == "waits":
        write_rules(strand, queue_opens_at=1)
        full = a_site(strand, places=0)
        actions.join_queue(resident=resident, strand=strand, site=full, by=None, at=noon(), channel="online")
    if knows == "died":
        type(resident).objects.filter(pk=resident.pk).update(died_on=TODAY, died_precision="day")
    if knows == "moved away":
        Residence.objects.filter(resident=resident).update(area=None)

    assert remind(strand, date(2017, 4, 14)) == 0


def test_an_email_is_not_sent_when_the_thing_is_done_before_the_morning(strand, area, monkeypatch):
    """Written at night, sent from eight on; she chose in between."""
    resident = with_voucher(strand, area)
    rule(strand, "unused", 30)
    remind(strand, date(2017, 4, 14))
    chosen(resident, strand, a_site(strand), date(2017, 4, 14))
    OutboxMessage.objects.filter(kind="choice_receipt").delete()

    assert swept(monkeypatch, date(2017, 4, 14)) == []


def test_the_last_day_for_choosing_is_told_in_time_for_a_letter_to_arrive(strand, area):
    """Seven days before 10.12.2018 is 3.12.; a letter takes seven more, so it is written on 26.11."""
    mailed, posted = with_voucher(strand, area), by_post(strand, area)
    rule(strand, "last_choice", 7)
    fees(strand, date(2018, 1, 1))

    days = [date(2018, 11, 25), date(2018, 11, 26), date(2018, 12, 2), date(2018, 12, 3)]
    assert [remind(strand, day) for day in days] == [0, 1, 0, 1]

    assert dict(Reminder.objects.values_list("resident", "way")) == {posted.pk: "letter", mailed.pk: "email"}
    delivery = Delivery.objects.get()
    assert (delivery.way, delivery.received_on) == ("post", date(2018, 12, 3))
    assert "10.12.2018" in delivery.letter.text
    # What it costs when the choice is made on the day of the letter, 26.11.
    assert (
        "Mitä käynti maksaa 17.12.2018:\n"
        "Lääkärin vastaanotto – alle 18-vuotiaat: ei maksua\n"
        "Lääkärin vastaanotto – 18 vuotta täyttäneet: 20,90\xa0€ käynniltä, enintään 3 kertaa kalenterivuodessa; "
        "veteraanit eivät maksa\nLähde: Lautakunta 12.12.2016\n\n"
    ) in delivery.letter.text
    assert delivery.document is not None


def test_a_letter_that_would_come_too_late_is_not_written(strand, area):
    by_post(strand, area)
    rule(strand, "last_choice", 7)

    assert [remind(strand, day) for day in (date(2018, 12, 4), LAST_DAY)] == [0, 0]


def test_a_waiting_choice_is_told_of_before_the_last_day_to_take_it_back(strand, area, monkeypatch):
    """Chosen on 15.3., in effect on 5.4.: the last day to take it back is 4.4., three days before is 1.4."""
    resident = with_voucher(strand, area, language="en")
    choice = chosen(resident, strand, a_site(strand, name_fi="Hoitokulma"))
    rule(strand, "regret", 3)

    assert [remind(strand, day) for day in (date(2017, 3, 31), date(2017, 4, 1), date(2017, 4, 2))] == [0, 1, 0]

    assert (choice.effective_on, Reminder.objects.get().last_day) == (date(2017, 4, 5), date(2017, 4, 4))
    OutboxMessage.objects.filter(kind="choice_receipt").delete()
    swept(monkeypatch, date(2017, 4, 1))
    assert "Tuesday 4\u00a0April 2017" in mail.outbox[0].body
    assert "Hoitokulma" not in mail.outbox[0].body


def test_of_a_choice_taken_back_nobody_is_reminded(strand, area, monkeypatch):
    resident = with_voucher(strand, area)
    chosen(resident, strand, a_site(strand))
    rule(strand, "regret", 3)
    remind(strand, date(2017, 4, 1))
    actions.regret(resident=resident, strand=strand, by=None, at=noon(date(2017, 4, 1)), channel="online")
    # What told of the choice and of its taking back is another matter.
    OutboxMessage.objects.exclude(kind="reminder").delete()

    assert swept(monkeypatch, date(2017, 4, 1)) == []


def test_under_non_disclosure_nothing_is_posted(strand, area):
    hidden = by_post(strand, area)
    Protection.objects.create(resident=hidden, period=since(TODAY))
    rule(strand, "unused", 30)

    remind(strand, date(2017, 4, 14))

    assert Delivery.objects.get().way == "handed"


def test_a_letter_that_waits_for_post_is_withdrawn_when_the_thing_is_done(strand, area):
    """Written on Good Friday 14.4.2017, it leaves on Tuesday 18.4.; she chose on Saturday, another did not."""
    done, other = by_post(strand, area), by_post(strand, area)
    rule(strand, "unused", 30)
    remind(strand, date(2017, 4, 14))
    chosen(done, strand, a_site(strand), date(2017, 4, 15))

    tuesday = noon(date(2017, 4, 18))
    batch = actions.print_letters(pilot=strand.pilot, by=a_person(), at=tuesday, channel="desk")

    assert batch.letters == 1
    assert dict(Delivery.objects.values_list("letter__resident", "state")) == {
        done.pk: "withdrawn",
        other.pk: "waiting",
    }
    assert AuditEvent.objects.get(kind="letter_withdrawn").subject_id == str(done.pk)
    assert queries.letters_of(done) == []


@pytest.mark.parametrize(("made_on", "ends"), [(date(2017, 3, 15), "withdrawn"), (date(2017, 3, 22), "replaced")])
def test_what_has_no_mailbox_goes_by_post_only_when_it_arrives_in_time(strand, area, settings, made_on, ends):
    """Told on 23.3., by post there on 30.3.: too late for 29.3., in time for 5.4."""
    settings.MAILBOX = "vouchers.ports.made_up_mailbox.MadeUpService"
    write_rules(strand, effect_days=15)
    chosen(by_post(strand, area), strand, a_site(strand), made_on)
    rule(strand, "regret", 30)
    day = date(2017, 3, 23)
    remind(strand, day)
    told = Delivery.objects.get()

    actions.send_message(delivery_id=told.pk, at=noon(day))

    told.refresh_from_db()
    assert (told.state, told.letter.reminder.last_day) == (ends, made_on + timedelta(days=14))
    posted = [row.received_on for row in Delivery.objects.filter(way="post")]
    assert posted == [date(2017, 3, 30)] * (ends == "replaced")


def test_what_was_cut_off_goes_on(strand, area, monkeypatch):
    for _number in range(2):
        by_post(strand, area)
    rule(strand, "unused", 30)
    day = date(2017, 4, 14)
    with monkeypatch.context() as patched, pytest.raises(ConnectionError):
        patched.setattr("vouchers.actions.writing_many.make_document", _fails)
        remind(strand, day)

    assert remind(strand, day) == 0

    assert Letter.objects.count() == 2
    assert not Delivery.objects.filter(document__isnull=True).exists()


def _fails(**_asked):
    raise ConnectionError


def test_a_rule_is_dated_and_the_same_again_changes_nothing(strand):
    first = rule(strand, "unused", 30)
    assert rule(strand, "unused", 30) == first
    rule(strand, "unused", 60, on=date(2017, 4, 1))
    rule(strand, "unused", None, on=date(2017, 5, 1))

    held = ReminderRule.objects.order_by("period").values_list("days", "period")
    assert [(days, period.lower, period.upper) for days, period in held] == [
        (30, TODAY, date(2017, 4, 1)),
        (60, date(2017, 4, 1), date(2017, 5, 1)),
    ]
    assert AuditEvent.objects.filter(kind="reminder_rule_set").count() == 3
    with pytest.raises(errors.TooManyDays):
        rule(strand, "unused", 366)


def test_reminders_are_due_once_a_day_where_there_is_a_rule(strand):
    a_strand(pilot=strand.pilot)
    rule(strand, "unused", 30)

    started = [jobs.start_due(at=noon(TODAY)) for _time in range(2)]

    assert {job.pk for job in started[0]} == {job.pk for job in started[1]}
    assert [job.params["strand"] for job in started[0] if job.kind == "reminders"] == [strand.pk]
