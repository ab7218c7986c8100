"""What the database itself refuses of forms on paper and of receipts sent as letters."""

from datetime import date

import pytest

from tests.constraints import changed, copied, refused_by
from tests.people import a_member
from tests.vouchers.actions.test_paper import accept, entered, reject
from tests.vouchers.cast import a_resident, a_site, an_area, noon
from vouchers.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(strand):
    return a_member("staff", strand.pilot.lead)


@pytest.fixture
def form(strand, clerk):
    return entered(a_resident(strand, an_area(strand)), strand, clerk, a_site(strand))


BROKEN = {
    "paper_form_holds_one_wish": {"returns_home": True},
    "paper_form_arrived_before_it_was_entered": {"arrived_on": date(2017, 3, 16)},
    "whoever_signs_for_another_is_named": {"capacity": "guardian"},
    "receipt_by_email_has_its_address": {"receipt_by": "email"},
    "paper_form_becomes_a_choice_or_a_decision": {"ground": "rules"},
    "only_a_voided_paper_form_says_what_was_wrong": {"void_reason": "Väärä paikka"},
    "paper_form_is_settled_by_someone": {"settled_at": noon()},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name, form):
    with refused_by(name):
        copied(form, key="another", **BROKEN[name])()


def test_one_who_signs_for_oneself_is_nobodys_deputy(form):
    with refused_by("nobody_signs_for_oneself_as_another"):
        copied(form, key="another", capacity="guardian", signatory_id=form.resident_id)()
    with refused_by("whoever_signs_for_another_is_named"):
        copied(form, key="another", signatory_name="Maija")()


def test_what_stands_on_paper_stays(form, strand):
    with refused_by("what_stands_on_paper_never_changes"):
        changed(form, arrived_on=date(2017, 3, 1))()
    with refused_by("paper_form_is_never_deleted"):
        form.delete()
    with refused_by("paper_form_follows_its_resident"):
        changed(form, resident=a_resident(strand, None))()


def test_a_settled_form_stays_settled(form, clerk):
    decision = reject(form, clerk)

    with refused_by("paper_form_moves_as_allowed"):
        changed(form, state="arrived", ground="", decision=None, settled_at=None, settled_by=None)()
    with refused_by("paper_form_becomes_a_choice_or_a_decision"):
        copied(form, key="another", state="accepted", decision_id=None, settled_at=noon(), settled_by_id=clerk.pk)()
    with refused_by("only_a_voided_paper_form_says_what_was_wrong"):
        given = {"state": "voided", "decision_id": None, "ground": ""}
        copied(form, key="another", settled_at=noon(), settled_by_id=clerk.pk, **given)()
    assert decision.paper_form == form


def test_a_receipt_names_its_choice_and_only_a_receipt_does(form, clerk):
    accept(form, clerk)
    letter = Letter.objects.get()

    with refused_by("letter_of_a_receipt_names_its_choice"):
        copied(letter, key="another", choice_id=None)()
    with refused_by("letter_of_a_receipt_names_its_choice"):
        copied(letter, key="another", kind="reminder")()
