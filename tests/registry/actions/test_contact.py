from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pilot import audit
from pilot.models import AuditEvent, OutboxMessage
from registry import actions, errors
from registry.models import ContactDetails
from tests.vouchers.cast import a_login, a_resident, a_strand, noon

pytestmark = pytest.mark.django_db
AT = noon()


@pytest.fixture
def resident():
    return a_resident(a_strand(), None, language="fi", email="old@example.fi")


def asked(resident, email="new@example.fi", at=AT) -> str:
    secrets = []
    actions.ask_email(
        resident=resident,
        email=email,
        link=lambda secret: secrets.append(secret) or f"https://valinta.example/{secret}",
        by=a_login(resident) if not hasattr(resident, "account") else resident.account.user,
        at=at,
        channel="online",
    )
    return secrets[0] if secrets else ""


def proved(resident, secret, at=AT):
    return actions.verify_email(resident=resident, secret=secret, by=None, at=at, channel="online")


def kinds():
    return list(AuditEvent.objects.exclude(kind="resident_added").order_by("pk").values_list("kind", flat=True))


def test_an_address_is_in_use_only_when_its_link_came_back(resident):
    secret = asked(resident)
    resident.refresh_from_db()
    assert resident.email == "old@example.fi"

    details = proved(resident, secret)

    resident.refresh_from_db()
    assert (resident.email, details.verified_email, details.asked_email) == ("new@example.fi", "new@example.fi", "")
    assert kinds()[-2:] == ["email_asked", "email_verified"]


def test_the_link_goes_to_the_new_address_and_the_database_keeps_only_its_digest(resident):
    secret = asked(resident)

    (message,) = OutboxMessage.objects.filter(kind="email")
    assert (message.payload["to"], secret in message.payload["text"]) == ("new@example.fi", True)
    assert secret not in ContactDetails.objects.get().asked_digest


def test_an_earlier_a_wrong_and_a_late_link_are_void_and_leave_no_trace(resident):
    earlier = asked(resident)
    last = asked(resident, "third@example.fi")
    events = kinds()

    for secret, at in ((earlier, AT), ("x", AT), (last, AT + timedelta(hours=24))):
        with pytest.raises(errors.LinkIsVoid):
            proved(resident, secret, at)

    resident.refresh_from_db()
    assert (resident.email, kinds()) == ("old@example.fi", events)


def removed(resident):
    return actions.remove_email(resident=resident, by=None, at=AT, channel="online")


def test_taking_the_address_out_voids_a_link_on_its_way_and_is_recorded_once(resident):
    secret = asked(resident)

    removed(resident)
    details = removed(resident)

    resident.refresh_from_db()
    assert (resident.email, details.verified_email, details.asked_email) == ("", "", "")
    assert kinds().count("email_removed") == 1
    with pytest.raises(errors.LinkIsVoid):
        proved(resident, secret)


def test_taking_the_address_out_rolls_back_whole_when_its_event_fails(resident, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        removed(resident)

    resident.refresh_from_db()
    assert resident.email == "old@example.fi"


def test_own_language_and_telephone_are_kept_and_the_same_again_records_nothing(resident):
    for _time in range(2):
        details = actions.change_contact(
            resident=resident, language="sv", phone="040 1234567", by=None, at=AT, channel="online"
        )

    resident.refresh_from_db()
    assert (resident.language, details.phone, details.language_is_own) == ("sv", "040 1234567", True)
    assert kinds().count("contact_details_changed") == 1
    event = AuditEvent.objects.get(kind="contact_details_changed")
    assert event.facts == {"language": "sv", "phone": "changed"}


def changed(resident, link=lambda secret: f"https://valinta.example/{secret}"):
    return actions.change_contact(
        resident=resident, language="sv", phone="", email="new@example.fi", link=link, by=None, at=AT, channel="online"
    )


def test_an_address_typed_beside_the_language_is_asked_for_in_the_same_deed(resident):
    changed(resident)

    assert kinds()[-2:] == ["contact_details_changed", "email_asked"]
    assert OutboxMessage.objects.get(kind="email").payload["to"] == "new@example.fi"


def test_a_language_is_not_changed_without_the_address_that_was_typed_beside_it(resident):
    def fails(_secret):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        changed(resident, fails)

    resident.refresh_from_db()
    assert resident.language == "fi"
    assert kinds() == []


def test_the_database_refuses_an_asked_address_without_its_link(resident):
    asked(resident)

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactDetails.objects.update(asked_digest="")
