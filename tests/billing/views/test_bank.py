"""The pages of the bank's messages and of returned payments: what finance does there, and what is answered."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing.models import BankMessage, Payment, PaymentFile, PaymentRun, Repayment, ReturnedPayment
from tests.billing import bank_files as files
from tests.billing.stage import a_second_provider, a_stage, file_of, freeze, give_account, read_file
from tests.billing.views.pages import address
from tests.people import a_member, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    stage = a_stage()
    stage.file = file_of(stage, freeze(stage), timezone.now())
    return stage


@pytest.fixture
def client(stage) -> Client:
    return acting(stage.preparer)


def acting(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def upload(client: Client, stage, content: bytes, name: str = "bank.xml"):
    fields = {"payer": stage.organiser.pk, "file": SimpleUploadedFile(name, content)}
    return client.post(address("bank-message-upload", []), fields)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_message_is_given_and_its_page_says_what_it_said(stage, client):
    response = upload(client, stage, files.pain002(stage.file, status="RJCT", message_id="BANK-77"))

    page = client.get(response["Location"]).content.decode()
    assert "BANK-77" in page
    assert stage.provider.name in page
    assert PaymentRun.objects.get().state == "answered"


def test_the_same_file_again_leads_to_the_first_reading(stage, client):
    content = files.pain002(stage.file, status="ACCP")
    first = upload(client, stage, content)

    again = upload(client, stage, content, "again.xml")

    assert (again["Location"], BankMessage.objects.count()) == (first["Location"], 1)
    assert said(again)


@pytest.mark.parametrize("content", [b"", b"<a>", b"<Document/>", b'<?xml version="1.0"?><!DOCTYPE a []><a/>'])
def test_a_file_that_cannot_be_read_is_answered_beside_the_form(stage, client, content):
    response = upload(client, stage, content)

    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not BankMessage.objects.exists()


def test_a_file_for_a_payer_of_another_is_refused(stage):
    stranger = acting(a_member("finance", a_stage().organiser))

    response = upload(stranger, stage, files.pain002(stage.file, status="RJCT"))

    assert (response.status_code, Payment.objects.get().state) == (422, "ordered")


def test_uploading_is_for_finance_alone(stage):
    for user, status in ((a_member("auditor", stage.organiser), 403), (a_member("staff", stage.organiser), 403)):
        assert upload(acting(user), stage, b"").status_code == status
    assert upload(Client(), stage, b"").status_code == 302
    assert acting(stage.preparer).get(address("bank-message-upload", [])).status_code == 405


def test_the_line_that_fits_nothing_stands_first(stage, client):
    lines = (files.transaction(Payment.objects.get(), "ACCP"), files.transaction("SOMEBODY", "ACCP"))
    message = read_file(stage, files.pain002(stage.file, *lines))

    response = client.get(address("bank-message-page", [message.pk]))

    results = [row.result for row in response.context["listing"].page.object_list]
    assert results == ["unknown_id", "applied"]


def test_a_returned_payment_goes_its_way_through_the_pages(stage, client):
    read_file(stage, files.pain002(stage.file, status="RJCT"), timezone.now())
    returned, approver = ReturnedPayment.objects.get(), acting(stage.approver)

    client.post(address("return-owner", [returned.pk]))
    refused = client.post(address("return-repayment", [returned.pk]), {})
    response = client.post(address("return-repayment", [returned.pk]), {"returned": [returned.pk]})
    repayment = Repayment.objects.get()
    own = client.get(response["Location"])
    client.post(address("repayment-approval", [repayment.pk]), {"digest": repayment.payment_digest})
    assert not PaymentFile.objects.filter(repayment=repayment).exists()
    approver.post(address("repayment-approval", [repayment.pk]), {"digest": repayment.payment_digest})

    returned.refresh_from_db()
    assert (refused.status_code, own.context["approve_reason"] != "") == (422, True)
    assert (returned.owner, returned.state) == (stage.preparer, "repaid")
    assert PaymentFile.objects.get(repayment=repayment).payment_count == 1


def test_settling_is_proposed_in_words_and_approved_by_another_as_the_page_showed_it(stage, client):
    read_file(stage, files.pain002(stage.file, status="RJCT"))
    returned, approver = ReturnedPayment.objects.get(), acting(stage.approver)
    page, approval = (address(name, [returned.pk]) for name in ("return-page", "return-approval"))

    empty = client.post(address("return-settlement", [returned.pk]), {"note": " "})
    client.post(address("return-settlement", [returned.pk]), {"note": "Paid by hand"})
    own = client.get(page).context
    client.post(approval, {"looked_at": own["looked_at"]})
    approver.post(approval, {"looked_at": "other"})
    returned.refresh_from_db()
    assert (empty.status_code, own["approve_reason"] != "", returned.state) == (422, True, "settling")
    client.post(address("return-withdrawal", [returned.pk]))
    client.post(address("return-settlement", [returned.pk]), {"note": "Given up"})
    approver.post(approval, {"looked_at": approver.get(page).context["looked_at"]})

    returned.refresh_from_db()
    assert (returned.state, returned.note, returned.settled_by) == ("settled", "Given up", stage.approver)


def test_the_run_says_who_and_when_of_each_step_and_what_cannot_be_undone(stage, client):
    client.post(address("payment-file-sending", [stage.file.pk]))
    client.get(address("payment-file-download", [stage.file.pk]))
    upload(client, stage, files.pain002(stage.file, status="ACSC"))
    run = PaymentRun.objects.get()

    page = client.get(address("run-page", [run.pk]))
    steps = page.context["steps"]
    assert [step.state for step in steps] == ["done"] * 7 + ["current"]
    assert all(str(who) in steps[place].note for place, who in ((3, stage.approver), (5, stage.preparer)))
    assert page.context["next"].undo_reason
    client.post(address("run-closing", [run.pk]))
    assert client.get(address("run-page", [run.pk])).context["steps"][-1].state == "done"


def test_an_account_confirmed_later_is_shown_beside_the_payment(stage, client):
    give_account(stage.provider, stage.preparer, stage.approver, iban="FI1410093000123458")
    PaymentRun.objects.update(submitted_at="2016-01-01T00:00Z")

    page = client.get(address("run-page", [stage.file.run_id])).content.decode()

    assert "FI14 1009 3000 1234 58" in page


def test_lists_cost_the_same_with_more_rows():
    small, large = {}, {}
    for size, found in ((1, small), (6, large)):
        stage = a_stage()
        for number in range(size):
            a_second_provider(stage, iban="FI1410093000123458" if number % 2 else "FI4250001510000023")
        file = file_of(stage, freeze(stage))
        message = read_file(stage, files.pain002(file, status="RJCT"))
        client, returned = acting(stage.preparer), ReturnedPayment.objects.filter(payment__run=file.run).first()
        for name, parts in (
            ("run-page", [file.run_id]), ("bank-message-list", []), ("bank-message-page", [message.pk]),
            ("return-list", []), ("return-page", [returned.pk]),
        ):  # fmt: skip
            client.get(address(name, parts))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address(name, parts)).status_code == 200
            found[name] = len(captured)

    assert large == small


def test_the_command_reads_a_file_and_lists_what_fits_nothing(stage, tmp_path, capsys):
    path = tmp_path / "answer.xml"
    path.write_bytes(files.pain002(stage.file, files.transaction("SOMEBODY", "RJCT", reason="AC04")))

    with pytest.raises(SystemExit) as ended:
        call_command("read_bank_message", str(path), payer=stage.organiser.code, language="en")
    text = capsys.readouterr().out
    assert (ended.value.code, f"{path}:6: SOMEBODY, Not a payment of ours, The account is closed" in text) == (1, True)
    path.write_bytes(b"<a>")
    with pytest.raises(CommandError) as refusal:
        call_command("read_bank_message", str(path), payer=stage.organiser.code, language="en")
    assert refusal.value.returncode == 2
    assert "line 1" in str(refusal.value)


def test_the_command_says_when_a_file_was_read_before(stage, tmp_path, capsys):
    path = tmp_path / "answer.xml"
    path.write_bytes(files.pain002(stage.file, status="ACCP"))

    for _time in range(2):
        call_command("read_bank_message", str(path), payer=stage.organiser.code, language="en")

    assert "Nothing was changed" in capsys.readouterr().out
    assert BankMessage.objects.count() == 1


def test_lines_that_fit_nothing_wait_until_somebody_says_what_came_of_them(stage, client):
    message = read_file(stage, files.camt054(files.booked("A", "1.00"), files.booked("B", "2.00")))
    first, second = message.lines.order_by("ordinal")
    address_of = address("bank-message-review", [message.pk])

    empty = client.post(address_of, {"lines": [first.pk]})
    client.post(address_of, {"lines": [first.pk], "note": "Rent"})
    page = client.get(address("bank-message-page", [message.pk]))

    assert (empty.status_code, empty.context["waiting"], page.context["waiting"]) == (422, 2, 1)
    assert "Rent" in page.content.decode()
    assert client.get(address("bank-message-list", [])).context["listing"].page.object_list[0].waiting_count == 1
    assert [value for value, _label in page.context["review_form"].fields["lines"].choices] == [second.pk]


def test_a_smaller_return_becomes_a_returned_payment_on_the_page(stage, client):
    payment = Payment.objects.get()
    sent = f"{payment.cents / 100:.2f}"
    read_file(stage, files.camt054(files.booked(payment, sent)), timezone.now())
    back = files.camt054(files.came_back(payment, f"{(payment.cents - 500) / 100:.2f}"), message_id="NOTE-2")
    message = read_file(stage, back, timezone.now())
    deed = address("bank-line-return", [message.pk, message.lines.get().pk])

    page = client.get(address("bank-message-page", [message.pk])).content.decode()
    empty = client.post(deed, {"note": ""})
    done = client.post(deed, {"note": "The bank's charge"})

    assert deed in page
    assert (empty.status_code, done["Location"]) == (422, address("return-page", [ReturnedPayment.objects.get().pk]))
    assert "The bank&#x27;s charge" in client.get(done["Location"]).content.decode()


def test_a_line_of_another_message_is_not_found(stage, client):
    message, other = (
        read_file(stage, files.camt054(files.booked(name, "1.00"), message_id=name)) for name in ("A", "B")
    )

    response = client.post(address("bank-line-return", [message.pk, other.lines.get().pk]), {"note": "x"})

    assert response.status_code == 404
