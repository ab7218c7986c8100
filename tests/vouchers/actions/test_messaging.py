from datetime import date, timedelta

import pytest

from pilot import outbox
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import since
from registry.models import IdentityCode, Protection
from tests.vouchers.cast import LONG_AGO, TODAY, a_resident, a_strand, an_area, decided, delivery_of, noon
from vouchers import actions
from vouchers.actions import messaging
from vouchers.models import Delivery, MadeUpMailbox, MadeUpMessage

pytestmark = pytest.mark.django_db

CODE = "010170-9012"


@pytest.fixture(autouse=True)
def service(settings):
    settings.MAILBOX = "vouchers.ports.made_up_mailbox.MadeUpService"


@pytest.fixture
def resident():
    strand = a_strand()
    resident = a_resident(strand, an_area(strand), language="sv")
    IdentityCode.objects.create(resident=resident, pilot=resident.pilot, code=CODE, period=since(LONG_AGO))
    return resident


def sent(delivery: Delivery, on: date = TODAY) -> Delivery:
    actions.send_message(delivery_id=delivery.pk, at=noon(on))
    return delivery_of(delivery.letter.decision)


def mailbox(answer: str) -> None:
    MadeUpMailbox.objects.update_or_create(identity_code=CODE, defaults={"answer": answer})


def test_a_letter_goes_by_message_first_and_counts_from_its_third_day(resident):
    decision = decided(resident)

    delivery = delivery_of(decision)
    assert (delivery.way, delivery.state, delivery.received_on) == ("message", "waiting", TODAY + timedelta(days=3))
    # 18 March + 30 days is Monday 17 April 2017, Easter Monday.
    assert delivery.appeal_until == date(2017, 4, 18)
    assert OutboxMessage.objects.get(kind="letter").payload == {"delivery": delivery.pk}


def test_what_the_mailbox_takes_is_sent_and_kept_there_with_the_letter(resident):
    mailbox("accepted")
    decision = decided(resident)

    delivery = sent(delivery_of(decision))

    message = MadeUpMessage.objects.get()
    assert (delivery.state, delivery.reference) == ("sent", f"made-up-{message.pk}")
    assert (message.identity_code, message.title) == (CODE, decision.letter.title)
    assert bytes(message.document) == bytes(delivery.document.content)
    assert "Hoito jatkuu" not in message.title + message.text
    assert AuditEvent.objects.get(kind="letter_sent").facts["delivery"] == delivery.pk


def test_the_same_letter_is_sent_once_however_often_it_is_asked(resident):
    mailbox("accepted")
    delivery = delivery_of(decided(resident))

    sent(delivery)
    sent(delivery)

    assert MadeUpMessage.objects.count() == AuditEvent.objects.filter(kind="letter_sent").count() == 1


def test_the_outbox_sends_and_tries_again_what_failed(resident, on_that_day):
    mailbox("failed")
    delivery = delivery_of(decided(resident))

    outbox.sweep(here=True)

    message = OutboxMessage.objects.get(kind="letter")
    assert (message.done_at, message.error) == (None, "MessageFailed")
    assert Delivery.objects.get().state == "waiting"
    mailbox("accepted")
    OutboxMessage.objects.update(due_at=message.created_at)
    outbox.sweep(here=True)
    delivery.refresh_from_db()
    assert delivery.state == "sent"


@pytest.mark.parametrize("box", ["undeliverable", None])
def test_without_a_mailbox_the_letter_goes_by_post_with_its_own_dates(resident, box):
    if box:
        mailbox(box)
    decision = decided(resident)
    first = delivery_of(decision)

    delivery = sent(first)

    first.refresh_from_db()
    assert (first.state, first.note) == ("replaced", "undeliverable")
    assert (delivery.way, delivery.state) == ("post", "waiting")
    # 22 March + 30 days is Friday 21 April.
    assert (delivery.received_on, delivery.appeal_until) == (date(2017, 3, 22), date(2017, 4, 21))
    assert delivery.document != first.document


def test_without_an_identity_code_nobody_is_asked_and_post_takes_over(resident):
    mailbox("accepted")
    IdentityCode.objects.update(active=False)

    assert sent(delivery_of(decided(resident))).way == "post"
    assert not MadeUpMessage.objects.exists()


def test_under_non_disclosure_what_is_not_taken_waits_at_a_service_point(resident):
    Protection.objects.create(resident=resident, period=since(TODAY))

    delivery = sent(delivery_of(decided(resident)))

    assert (delivery.way, delivery.state, delivery.sent_on) == ("handed", "waiting", None)


def test_a_message_that_did_not_leave_on_its_day_is_dated_anew(resident):
    mailbox("accepted")
    first = delivery_of(decided(resident))
    tomorrow = TODAY + timedelta(days=1)

    anew = sent(first, tomorrow)

    assert (anew.way, anew.sent_on, anew.state) == ("message", tomorrow, "waiting")
    assert sent(anew, tomorrow).state == "sent"
    assert MadeUpMessage.objects.count() == 1


def test_a_service_that_stays_out_of_order_keeps_nobody_from_the_letter(resident):
    mailbox("failed")
    delivery = delivery_of(decided(resident))
    for days in range(3):
        today = TODAY + timedelta(days=days)
        delivery = sent(delivery, today) if delivery.sent_on != today else delivery
        with pytest.raises(messaging.MessageFailed):
            sent(delivery, today)
    late = sent(delivery, TODAY + timedelta(days=3))

    assert sent(late, TODAY + timedelta(days=3)).way == "post"
