"""Choosing on paper: entered as it came, counted from the day it arrived, answered by a receipt or a decision."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from pilot.models import AuditEvent, OutboxMessage
from registry import errors as registry_errors
from registry.errors import AbsorbedRecord
from tests.constraints import changed, copied
from tests.people import a_member
from tests.vouchers.cast import a_cap, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors
from vouchers.actions import OnPaper
from vouchers.models import Choice, Decision, Delivery, Enrolment, Letter, PaperForm

pytestmark = pytest.mark.django_db
# Arrived on 10.3. by a rule of 21 days and six months: in effect on 31.3., a new choice from 30.9.
ARRIVED, ENTERED = date(2017, 3, 10), date(2017, 3, 15)


@pytest.fixture
def strand():
    return a_strand(minimum_age=15)


@pytest.fixture
def resident(strand):
    return a_resident(strand, an_area(strand), language="fi")


@pytest.fixture
def site(strand):
    return a_site(strand, name_fi="Hoitokulma")


@pytest.fixture
def clerk(strand):
    return a_member("staff", strand.pilot.lead)


def entered(resident, strand, clerk, site=None, on=ENTERED, key="k", **stands) -> PaperForm:
    given = {"site": site, "returns_home": False, "arrived_on": ARRIVED, "capacity": "own"}
    return actions.enter_paper_form(
        resident=resident, strand=strand, stands=OnPaper(**given | stands), key=key, by=clerk, at=noon(on),
        channel="desk",
    )  # fmt: skip


def accept(form, clerk, on=ENTERED) -> Choice:
    return actions.accept_paper_form(form=form, by=clerk, at=noon(on), channel="desk")


def reject(form, clerk, ground="rules", reasons="Sitoutumisaika on kesken.") -> Decision:
    given = {"ground": ground, "reasons": reasons, "by": clerk, "at": noon(ENTERED), "channel": "desk"}
    return actions.reject_paper_form(form=form, **given)


def test_the_choice_counts_from_the_day_of_arrival(resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site)

    choice = accept(form, clerk)

    assert (choice.made_on, choice.effective_on) == (ARRIVED, date(2017, 3, 31))
    assert (choice.channel, choice.capacity, choice.made_by) == ("paper", "own", clerk)
    form.refresh_from_db()
    assert (form.state, form.choice, form.settled_by) == ("accepted", choice, clerk)
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-3:] == ["paper_form_entered", "choice_made", "paper_form_accepted"]
    assert AuditEvent.objects.get(kind="paper_form_accepted").facts["arrived_on"] == "2017-03-10"


def test_a_form_entered_late_moves_the_list_back_to_its_own_day(resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site, on=date(2017, 5, 2))

    accept(form, clerk, on=date(2017, 5, 2))

    assert Enrolment.objects.get(resident=resident, site=site).period.lower == date(2017, 3, 31)
    assert AuditEvent.objects.get(kind="choice_made").facts["changes_from"] == "2017-03-10"


def test_the_receipt_goes_by_letter_and_is_the_same_receipt(resident, strand, site, clerk):
    choice = accept(entered(resident, strand, clerk, site), clerk)

    letter = Letter.objects.get(kind="receipt")
    assert (letter.choice, letter.resident, letter.language) == (choice, resident, "fi")
    delivery = Delivery.objects.get(letter=letter)
    pages = PdfReader(io.BytesIO(bytes(delivery.document.content))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Hoitokulma" in text
    assert "31.3.2017" in text
    assert "30.9.2017" in text
    assert not OutboxMessage.objects.filter(kind="choice_receipt").exists()


@pytest.mark.parametrize("capacity", ["mandate", "legal_guardian"])
def test_a_deputys_address_never_becomes_the_residents(resident, strand, site, clerk, capacity):
    known = {"capacity": capacity, "signatory_name": "Pekka Niemi"}
    with pytest.raises(errors.EmailOfAnother):
        entered(resident, strand, clerk, site, receipt_by="email", email="pekka@example.invalid", **known)
    # One that was entered before this was refused.
    form = entered(resident, strand, clerk, site, **known)
    copied(form, key="earlier", receipt_by="email", email="pekka@example.invalid")()

    choice = accept(PaperForm.objects.get(key="earlier"), clerk)

    resident.refresh_from_db()
    assert resident.email == ""
    assert Letter.objects.get(choice=choice).resident == resident


def test_the_receipt_goes_by_email_if_the_form_asks(resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site, receipt_by="email", email="aino@example.invalid")

    accept(form, clerk)

    resident.refresh_from_db()
    assert resident.email == "aino@example.invalid"
    assert OutboxMessage.objects.filter(kind="choice_receipt").count() == 1
    assert not Letter.objects.exists()


def test_a_return_home_on_paper(resident, strand, site, clerk):
    chosen(resident, strand, site, date(2017, 3, 1))

    choice = accept(entered(resident, strand, clerk, returns_home=True), clerk)

    assert choice.site is None
    assert Choice.objects.get(site=site).replaced_by == choice


def test_the_same_page_enters_once(resident, strand, site, clerk):
    assert entered(resident, strand, clerk, site) == entered(resident, strand, clerk, site)
    assert AuditEvent.objects.filter(kind="paper_form_entered").count() == 1
    with pytest.raises(errors.KeyUsed):
        entered(a_resident(strand, None), strand, clerk, site)


def test_nothing_arrives_tomorrow(resident, strand, site, clerk):
    with pytest.raises(errors.NotArrivedYet):
        entered(resident, strand, clerk, site, arrived_on=date(2017, 3, 16))

    assert not PaperForm.objects.exists()


def test_a_later_choice_is_not_undone_by_an_earlier_form(resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site)
    online = chosen(resident, strand, a_site(strand), date(2017, 3, 12))

    with pytest.raises(errors.LaterChoice) as refused:
        accept(form, clerk)

    assert "12.3.2017" in refused.value.message
    form.refresh_from_db()
    online.refresh_from_db()
    assert (form.state, online.replaced_by) == ("arrived", None)


def test_an_earlier_choice_that_waits_is_replaced(resident, strand, site, clerk):
    online = chosen(resident, strand, a_site(strand), date(2017, 3, 9))

    choice = accept(entered(resident, strand, clerk, site), clerk)

    online.refresh_from_db()
    assert online.replaced_by == choice


@pytest.mark.parametrize("case", ["unclear", "full", "bound", "settled", "too young", "grown up"])
def test_what_holds_online_holds_on_paper_and_nothing_is_lost(case, resident, strand, site, clerk):
    stands, expected = {}, {
        "unclear": errors.UnclearWish, "full": errors.ListFull, "bound": errors.LockInHolds,
        "settled": errors.PaperSettled, "too young": errors.TooYoung,
        "grown up": registry_errors.ChoosesThemselves,
    }[case]  # fmt: skip
    if case == "full":
        a_cap(site, strand, 0)
    if case == "bound":
        chosen(resident, strand, a_site(strand), date(2017, 1, 10))
    if case == "too young":
        changed(resident, born_on=date(2002, 3, 11))()
    if case == "grown up":
        changed(resident, born_on=date(2002, 3, 10))()
        stands = {"capacity": "guardian", "signatory_name": "Maija"}
    form = entered(resident, strand, clerk, None if case == "unclear" else site, **stands)
    if case == "settled":
        reject(form, clerk)
    before = Choice.objects.count()

    with pytest.raises(expected):
        accept(form, clerk)

    assert Choice.objects.count() == before
    assert PaperForm.objects.filter(pk=form.pk).exists()
    assert not AuditEvent.objects.filter(kind="paper_form_accepted").exists()


def test_the_day_before_the_age_of_own_choice_a_guardian_signs(resident, strand, site, clerk):
    changed(resident, born_on=date(2002, 3, 11))()
    guardian = a_resident(strand, None)

    choice = accept(entered(resident, strand, clerk, site, capacity="guardian", signatory=guardian), clerk)

    assert (choice.capacity, choice.deputy) == ("guardian", guardian)


@pytest.mark.parametrize(("ground", "outcome"), [("rules", "rejected"), ("unsigned", "dismissed")])
def test_a_form_that_makes_no_choice_is_answered_by_a_decision(ground, outcome, resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site)

    decision = reject(form, clerk, ground)

    form.refresh_from_db()
    assert (form.state, form.ground, form.decision) == ("rejected", ground, decision)
    assert (decision.kind, decision.outcome, decision.opened_on) == ("choice", outcome, ARRIVED)
    assert "Hoitokulma" in decision.applied
    assert Letter.objects.get().decision == decision
    assert AuditEvent.objects.get(kind="paper_form_rejected").facts["ground"] == ground
    assert not Choice.objects.exists()


def test_a_decision_has_its_reasons_and_a_form_one_answer(resident, strand, site, clerk):
    form = entered(resident, strand, clerk, site)
    with pytest.raises(errors.UnreasonedDecision):
        reject(form, clerk, reasons=" ")
    accept(form, clerk)

    with pytest.raises(errors.PaperSettled):
        reject(form, clerk)

    assert not Decision.objects.exists()


def test_it_rolls_back_whole_when_the_last_write_fails(resident, strand, site, clerk, monkeypatch):
    form = entered(resident, strand, clerk, site)
    monkeypatch.setattr("vouchers.actions.paper._record", lambda *_args, **_facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        accept(form, clerk)

    form.refresh_from_db()
    assert form.state == "arrived"
    assert not Choice.objects.exists()
    assert not Letter.objects.exists()


def test_an_absorbed_record_gets_no_form(resident, strand, site, clerk):
    changed(resident, merged_into=a_resident(strand, None))()

    with pytest.raises(AbsorbedRecord):
        entered(resident, strand, clerk, site)
