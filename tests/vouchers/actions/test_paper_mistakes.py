"""A form that was entered wrongly or twice: it makes no second choice, and is voided without a letter to anybody."""

import pytest

from pilot.models import AuditEvent
from tests.people import a_member
from tests.vouchers.actions.test_paper import ENTERED, accept, entered, reject
from tests.vouchers.cast import a_resident, a_site, an_area, noon
from vouchers import actions, errors
from vouchers.models import Choice, Decision, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(strand):
    return a_resident(strand, an_area(strand))


@pytest.fixture
def clerk(strand):
    return a_member("staff", strand.pilot.lead)


def void(form, clerk, reason="Väärä paikka"):
    return actions.void_paper_form(form=form, reason=reason, by=clerk, at=noon(ENTERED), channel="desk")


def test_an_entry_of_the_same_day_with_another_site_does_not_undo_the_choice_that_is_registered(
    resident, strand, clerk
):
    right = entered(resident, strand, clerk, a_site(strand), key="right")
    wrong = entered(resident, strand, clerk, a_site(strand), key="wrong")
    choice = accept(right, clerk)

    with pytest.raises(errors.SameDayForm) as refused:
        accept(wrong, clerk)

    choice.refresh_from_db()
    assert choice.replaced_by is None
    assert Choice.objects.count() == Letter.objects.count() == 1
    assert refused.value.message.split()[-1].rstrip(".") in choice.receipt_number


def test_once_the_first_choice_is_taken_back_the_other_form_of_the_day_counts(resident, strand, clerk):
    first = accept(entered(resident, strand, clerk, a_site(strand), key="first"), clerk)
    actions.regret(
        resident=resident, strand=strand, choice=first, by=clerk, at=noon(ENTERED), channel="desk",
        identified_by="identity_card",
    )  # fmt: skip

    second = accept(entered(resident, strand, clerk, a_site(strand), key="second"), clerk)

    assert second.effective_on == first.effective_on


def test_what_was_entered_by_mistake_is_voided_and_nobody_is_written_to(resident, strand, clerk):
    form = entered(resident, strand, clerk, a_site(strand))

    void(form, clerk)

    form.refresh_from_db()
    assert (form.state, form.void_reason, form.settled_by) == ("voided", "Väärä paikka", clerk)
    event = AuditEvent.objects.get(kind="paper_form_voided")
    assert (event.reason, event.facts["paper_form"]) == ("Väärä paikka", form.pk)
    assert not Choice.objects.exists()
    assert not Decision.objects.exists()
    assert not Letter.objects.exists()
    with pytest.raises(errors.PaperSettled):
        accept(form, clerk)


def test_voiding_needs_a_reason_and_a_form_that_waits(resident, strand, clerk):
    form = entered(resident, strand, clerk, a_site(strand))
    with pytest.raises(errors.VoidingUnexplained):
        void(form, clerk, reason=" ")
    reject(form, clerk)

    with pytest.raises(errors.PaperSettled):
        void(form, clerk)

    assert not AuditEvent.objects.filter(kind="paper_form_voided").exists()


def test_voiding_rolls_back_whole_when_the_last_write_fails(resident, strand, clerk, monkeypatch):
    form = entered(resident, strand, clerk, a_site(strand))
    monkeypatch.setattr("vouchers.actions.paper._record", lambda *_args, **_facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        void(form, clerk)

    form.refresh_from_db()
    assert form.state == "arrived"
