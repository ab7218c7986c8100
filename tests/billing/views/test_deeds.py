"""What finance does with its buttons, from the preview to the payment file, and what is answered when it is refused."""

import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from billing import actions
from billing.models import PaymentFile, PaymentRun, Statement
from pilot import outbox
from pilot.models import AccessLogEntry, AuditEvent, Job
from pilot.money import cents_from_text
from tests.billing.stage import (
    IN_FEBRUARY,
    IN_MARCH,
    Stage,
    a_provider_member,
    a_purchase,
    a_stage,
    approve,
    die,
    freeze,
    submit,
    take_off,
)
from tests.billing.test_freeze_in_doubt import in_doubt, put_off
from tests.billing.views.pages import address
from tests.people import a_member, log_in
from tests.registry.feed.made import answer, change, died
from vouchers import actions as voucher_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def acting(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def post(client: Client, name: str, run: PaymentRun, **fields):
    return client.post(address(name, [run.pk]), fields)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def state(run: PaymentRun) -> str:
    run.refresh_from_db()
    return run.state


def test_freeze_starts_a_job_that_leads_to_the_run(stage):
    response = acting(stage.preparer).post(address("month-freeze", [stage.strand.pk, "2017-01"]))
    outbox.sweep(here=True)

    job = Job.objects.get(kind="freeze_month")
    assert response["Location"] == f"/jobs/{job.pk}/"
    assert job.result["href"] == address("run-page", [PaymentRun.objects.get().pk])


def test_a_frozen_month_is_not_frozen_again(stage):
    freeze(stage)

    response = acting(stage.preparer).post(address("month-freeze", [stage.strand.pk, "2017-01"]))

    assert response["Location"] == address("month-list", [])
    assert said(response)
    assert not Job.objects.exists()


def test_a_run_goes_through_its_life_by_two_people(stage):
    run = freeze(stage)
    preparer, approver = acting(stage.preparer), acting(stage.approver)

    post(preparer, "run-submission", run)
    assert state(run) == "submitted"
    page = approver.get(address("run-page", [run.pk])).content.decode()
    assert run.payment_digest in page
    post(approver, "run-approval", run, digest=run.payment_digest, note="Checked")
    assert state(run) == "approved"
    post(preparer, "payment-file", run)
    assert state(run) == "filed"
    assert AuditEvent.objects.get(kind="run_approved").reason == "Checked"


def test_the_preparers_own_approval_is_refused_and_written_down(stage):
    run = submit(stage, freeze(stage))

    response = post(acting(stage.preparer), "run-approval", run, digest=run.payment_digest)

    assert (state(run), bool(said(response))) == ("submitted", True)
    event = AuditEvent.objects.get(kind="run_approval_refused")
    assert (event.reason, event.by_id) == ("own_submission", stage.preparer.pk)


def test_an_approval_of_other_figures_is_refused_and_written_down(stage):
    run = submit(stage, freeze(stage))

    for digest in ("", "0" * 64, "x" * 65):
        post(acting(stage.approver), "run-approval", run, digest=digest)

    assert state(run) == "submitted"
    assert [event.reason for event in AuditEvent.objects.filter(kind="run_approval_refused")] == ["digest_differs"] * 3


def test_the_page_says_why_the_preparer_cannot_approve(stage):
    run = submit(stage, freeze(stage))

    own = acting(stage.preparer).get(address("run-page", [run.pk]))
    other = acting(stage.approver).get(address("run-page", [run.pk]))

    assert own.context["next"].approve_reason
    assert address("run-approval", [run.pk]) not in own.content.decode()
    assert address("run-approval", [run.pk]) in other.content.decode()


def test_a_submission_without_an_account_names_the_provider(db):
    stage = a_stage(account=False)
    run = freeze(stage)

    response = post(acting(stage.preparer), "run-submission", run)

    assert stage.provider.name in said(response)
    assert state(run) == "frozen"
    assert (
        stage.provider.name in acting(stage.preparer).get(address("run-page", [run.pk])).context["accounts"]["missing"]
    )


def test_a_submission_is_taken_back_with_its_reason(stage):
    run = submit(stage, freeze(stage))

    post(acting(stage.approver), "run-withdrawal", run, note="One more death to come")

    assert state(run) == "frozen"
    assert AuditEvent.objects.get(kind="run_submission_withdrawn").reason == "One more death to come"


def test_the_payment_file_is_downloaded_unchanged_and_each_time_is_written_down(stage):
    now = timezone.now()
    run = approve(stage, submit(stage, freeze(stage), now), now)
    client = acting(stage.preparer)
    post(client, "payment-file", run)
    file = PaymentFile.objects.get()

    answers = [client.get(address("payment-file-download", [file.pk])) for _time in range(2)]

    assert answers[0].content == answers[1].content == bytes(file.document.content)
    assert answers[0]["Content-Disposition"].endswith('.xml"')
    assert AuditEvent.objects.filter(kind="payment_file_downloaded").count() == 2


def test_documents_are_made_by_a_button_and_downloaded_by_who_may(stage):
    run = freeze(stage)
    statement = Statement.objects.get(site=stage.site)
    member = acting(a_provider_member(stage.provider))
    before = member.get(address("own-statement-document", [statement.pk]))
    assert (before.status_code, bool(said(before))) == (302, True)

    post(acting(stage.preparer), "run-documents", run)
    outbox.sweep(here=True)

    own = member.get(address("own-statement-document", [statement.pk]))
    finance = acting(stage.approver).get(address("statement-document", [statement.pk]))
    assert own.content[:5] == b"%PDF-"
    assert own.content == finance.content
    stranger = acting(a_provider_member(stage.home.provider))
    assert stranger.get(address("own-statement-document", [statement.pk])).status_code == 404
    assert AccessLogEntry.objects.filter(what="statement_document").count() == 2


def test_a_check_is_ordered_by_a_button(stage):
    run = freeze(stage)

    post(acting(stage.preparer), "run-check", run)
    outbox.sweep(here=True)

    assert run.checks.get().digest_agrees


def test_a_large_pilot_shows_the_check_that_a_worker_made(stage, monkeypatch):
    run = freeze(stage)
    monkeypatch.setattr("billing.month.checks.MOST_ENTRIES_LIVE", 0)
    client = acting(stage.preparer)
    assert client.get(address("run-page", [run.pk])).context["identity"] is None

    post(client, "run-check", run)
    outbox.sweep(here=True)

    assert client.get(address("run-page", [run.pk])).context["identity"].state == "ok"


def test_a_run_whose_check_fails_offers_no_submission(stage, monkeypatch):
    run = freeze(stage)
    monkeypatch.setattr("billing.month.checks._digest_agrees", lambda run: False)
    actions.check_run(strand=stage.strand, by=None, at=IN_FEBRUARY, channel="online")
    client = acting(stage.preparer)

    page = client.get(address("run-page", [run.pk]))
    post(client, "run-submission", run)

    assert (page.context["cannot_submit"], page.context["submit_reason"]) == (
        True,
        "Jokin tarkistus ei mene läpi: katso tarkistukset.",
    )
    assert PaymentRun.objects.get().state == "frozen"


def test_the_preview_says_when_the_register_may_know_more_than_the_month(stage, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: IN_MARCH)
    client, page = acting(stage.preparer), address("month-preview", [stage.strand.pk, "2017-01"])
    english = {"headers": {"accept-language": "en"}}
    assert "The register may know more" not in client.get(page, **english).content.decode()

    unknown = change("010170-998P", IN_FEBRUARY.date(), died(IN_FEBRUARY.date()))
    told, _is_new = voucher_actions.receive_feed_answer(
        pilot=stage.strand.pilot, filename="a.json", content=answer(0, 9, unknown), by=None, at=IN_FEBRUARY
    )
    assert "1 change waits to be carried out." in strip_tags(client.get(page, **english).content.decode())
    voucher_actions.carry_out_answer(answer=told, by=None, at=IN_FEBRUARY)

    text = " ".join(strip_tags(client.get(page, **english).content.decode()).split())
    # From 2 February to 2 March.
    assert "The register has said nothing for 28 days. 1 change in doubt." in text


def test_the_preview_says_what_was_put_off_and_lets_somebody_else_freeze(stage, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: IN_FEBRUARY)
    page = address("month-preview", [stage.strand.pk, "2017-01"])
    put_off(stage, in_doubt(stage), by=stage.approver)

    shown = [acting(person).get(page).content.decode() for person in (stage.preparer, stage.approver)]

    assert ["Asked the register, no answer yet" in html for html in shown] == [True, True]
    assert [re.search(r'type="submit" disabled>\s*Jäädytä', html) is not None for html in shown] == [False, True]
    assert (
        "Asked the register, no answer yet"
        in acting(stage.approver).get(address("run-page", [freeze(stage).pk])).content.decode()
    )


def test_the_preview_of_a_frozen_month_leads_to_its_run(stage):
    run = freeze(stage)
    client = acting(stage.preparer)

    response = client.get(address("month-preview", [stage.strand.pk, "2017-01"]))

    assert response["Location"] == address("run-page", [run.pk])
    assert client.get(f"/finance/months/{stage.strand.pk}/2017-13/preview/").status_code == 404
    assert client.get(f"/finance/months/{stage.strand.pk}/1815-01/preview/")["Location"] == address("month-list", [])


def test_only_who_may_freeze_is_offered_it(stage):
    deed, preview = (
        address("month-freeze", [stage.strand.pk, "2017-01"]),
        address("month-preview", [stage.strand.pk, "2017-01"]),
    )

    assert deed in acting(stage.preparer).get(preview).content.decode()
    assert deed not in acting(a_member("auditor", stage.organiser)).get(preview).content.decode()


def previewed(stage) -> list[list[str]]:
    """Return February's preview of the paid sites as it is printed, the heading row first."""
    html = acting(stage.preparer).get(address("month-preview", [stage.strand.pk, "2017-02"])).content.decode()
    table = html.replace("\xa0", " ").split("<caption><b>Maksettavat paikat")[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr")[1:]]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows]


def test_the_preview_shows_what_is_carried_so_that_its_figures_add_up(stage):
    take_off(stage, a_purchase(stage, cents=3500))
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    heading, row = previewed(stage)
    cents = [cents_from_text(cell.strip(" €+").replace("\u2212", "-")) for cell in row[2:]]
    figures = dict(zip(heading[2:], cents, strict=True))

    # 10.52 + (6.79 - 21.04) - 3.44, which is 31.56 - 35.00 of January, is -7.17.
    assert [figures[name] for name in ("Tämä kuukausi", "Oikaisut", "Siirtynyt edellisestä")] == [1052, -1425, -344]
    assert (figures["Maksetaan"], figures["Siirtyy seuraavaan"]) == (0, -717)


def test_the_preview_has_no_column_for_nothing_carried(stage):
    freeze(stage)

    heading, _row = previewed(stage)

    assert "Maksetaan" in heading
    assert not {"Siirtynyt edellisestä", "Siirtyy seuraavaan"} & set(heading)
