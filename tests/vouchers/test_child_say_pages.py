"""What a child thinks is asked where a decision about it is made; of an adult nothing of it is asked."""

import pytest
from django.urls import reverse

from tests.people import log_in
from tests.vouchers.actions.test_child_say import OF_AGE, TWELVE, UNDER, born
from tests.vouchers.actions.test_objections import CHOSEN
from vouchers.forms import PaperRejectionForm, RulingForm
from vouchers.models import Decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
RULED = {"outcome": "dismissed", "reasons": "Asia on selvä.", "why_unheard": "Kiire."}


def test_an_objection_about_a_child_of_twelve_is_settled_with_its_say_only(client):
    family = born(TWELVE)
    objection = family.object(on=CHOSEN)
    log_in(client, family.clerk)
    case, settlement = (
        reverse(f"vouchers:{name}", args=[objection.pk]) for name in ("objection", "objection-settlement")
    )
    shown = client.get(case).content.decode()
    assert "12 vuotta täyttänyttä lasta" in shown
    assert "ei pakollinen" not in shown

    refused = client.post(settlement, RULED)
    half = client.post(settlement, RULED | {"child_opinion": "Haluan jatkaa."})

    assert (refused.status_code, half.status_code) == (422, 422)
    assert "tai miksi lasta ei kuultu" in refused.content.decode()
    assert "Haluan jatkaa." in half.content.decode()
    assert not Decision.objects.exists()
    client.post(settlement, RULED | {"child_opinion": "Haluan jatkaa.", "child_heard_on": "14.3.2017"})
    shown = client.get(case).content.decode()
    assert "Haluan jatkaa." in shown
    assert "14.3.2017" in shown


@pytest.mark.parametrize("form", [RulingForm, PaperRejectionForm])
def test_every_form_of_a_decision_asks_by_the_childs_age(form):
    asked = [form(child=born(on).child, on=CHOSEN).fields.get("child_heard_on") for on in (TWELVE, UNDER, OF_AGE)]

    assert asked[2] is None
    assert ["12" in str(field.help_text) and "alle" not in str(field.help_text).lower() for field in asked[:2]] == [
        True,
        False,
    ]
