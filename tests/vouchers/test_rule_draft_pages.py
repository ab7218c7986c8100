"""The pages of coming rules: the form, what changes and for whom, two people, and whose they are."""

import pytest
from django.urls import reverse

from pilot.models import RuleDraft, RuleSet
from tests.billing.stage import a_stage
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import a_resident, an_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# Today is 15.3.2017.
FORM = {
    "valid_from": "1.7.2017", "decision_number": "§ 12", "source": "Lautakunta 12.6.2017", "eligible_from_age": "18",
    "care_months": "0", "other_centre_months": "12", "channels": ["online", "desk"], "minimum_age": "0",
    "effect_kind": "days", "effect_days": "14", "lock_in_months": "3", "early_change_days": "14",
    "objection_days": "14", "leaves_area": "ends", "moves_to": "home",
    "partial_date": "last_day", "counting": "snapshot", "age_on": "reference_day",
    "payment_day": "15", "dispute_days": "30", "incentive_kind": "none",
    "excluded": ["service_housing", "home_care", "institution", "opioid_substitution", "other_centre", "other"],
}  # fmt: skip


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    client.cookies["language"] = "en"
    return user


def address(name: str, *args) -> str:
    return reverse(f"vouchers:rule-{name}", args=args)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def drafted(client, strand) -> RuleDraft:
    client.post(address("draft-new", strand.pk), FORM)
    return RuleDraft.objects.get()


def test_one_drafts_and_another_approves(client, strand, staff):
    a_resident(strand, an_area(strand))
    assert 'value="21"' in text(client.get(address("draft-new", strand.pk)))
    draft = drafted(client, strand)
    here, approval = address("draft", draft.pk), address("draft-approval", draft.pk)
    own = text(client.get(here))
    assert "21 days after the choice" in own
    assert "14 days after the choice" in own
    assert approval not in own
    log_in(client, a_member("staff", strand.pilot.lead))
    assert here in text(client.get(reverse("vouchers:staff-home")))
    assert here in text(client.get(address("page", strand.rule_sets.get().pk)))
    page = client.get(here)
    assert page.context["standing"].effect.stay == 1

    client.post(approval, {"looked_at": page.context["standing"].digest})

    rules = RuleSet.objects.latest("pk")
    assert (rules.lock_in_months, rules.counting, rules.channels) == (3, "snapshot", ["online", "desk"])
    shown = text(client.get(address("page", rules.pk)))
    assert "Lautakunta 12.6.2017" in shown
    assert "A choice takes effect: 21 days after the choice → 14 days after the choice" in shown
    assert "Approved by" in text(client.get(here))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"valid_from": "15.3.2017"}, "15.3.2017 is not in the future"),
        ({"valid_from": "31.6.2017"}, "is not a date"),
        ({"source": ""}, "Write where the new values stand"),
        ({"lock_in_months": "six"}, "This is not a whole number"),
        ({"effect_days": ""}, "after how many days"),
        ({"effect_kind": "same_day"}, "Leave the days empty"),
        ({"channels": []}, "Tick at least one way"),
        ({"kept_in": "Hämeenlinna"}, "is not a municipality"),
        ({"kept_in": "109"}, "Write the last day of the right"),
        ({"kept_until": "31.12.2018"}, "Write inside which municipality"),
        ({"kept_in": "109", "kept_until": "30.6.2017"}, "comes before the first day of the rules"),
        ({"cohort_on": "2.7.2017"}, "comes after the first day of the rules"),
        ({"kept_in": "109", "kept_until": "31.12.2018"}, "hangs on the home of a certain day"),
        ({"queue_takes": "5"}, "at how many free places"),
        ({"queue_opens_at": "5", "queue_takes": "6"}, "No more places"),
        ({"payment_day": "29"}, "at most 28"),
        ({"incentive_kind": "added"}, "less than 100 %"),
        ({"incentive_kind": "held", "fixed_share_thousandths": "100"}, "less than 100 %"),
        ({"incentive_kind": "held", "fixed_share_thousandths": "ten"}, "is not a percentage"),
        ({"incentive_kind": "held", "fixed_share_thousandths": "85.55"}, "is not a percentage"),
        ({"incentive_kind": "held", "fixed_share_thousandths": "66,6"}, "at least 66.7"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_lost(client, strand, staff, wrong, words):
    page = text(client.post(address("draft-new", strand.pk), FORM | {"decision_number": "§ 77"} | wrong), 422)

    assert words in page
    assert 'value="§ 77"' in page
    assert not RuleDraft.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "ei ole tulevaisuudessa"), ("sv", "är inte i framtiden"), ("en", "not in the future")],
)
def test_refusals_speak_the_readers_language(client, strand, staff, language, words):
    client.cookies["language"] = language

    assert words in text(client.post(address("draft-new", strand.pk), FORM | {"valid_from": "1.3.2017"}), 422)


def test_what_was_not_looked_at_is_not_approved(client, strand, staff):
    draft = drafted(client, strand)
    log_in(client, a_member("staff", strand.pilot.lead))

    page = text(client.post(address("draft-approval", draft.pk), {"looked_at": "x"}), 422)

    assert "The rules were not approved" in page
    assert strand.rule_sets.count() == 1


def test_a_draft_is_changed_and_thrown_away_by_its_drafter_alone(client, strand, staff):
    draft = drafted(client, strand)
    log_in(client, a_member("staff", strand.pilot.lead))
    assert "Somebody else drafted" in text(client.get(address("draft-change", draft.pk), follow=True))
    assert "Somebody else drafted" in text(client.post(address("draft-discarding", draft.pk), follow=True))
    log_in(client, staff)
    assert "§ 12" in text(client.get(address("draft-change", draft.pk)))

    client.post(address("draft-change", draft.pk), FORM | {"lock_in_months": "1"})
    assert RuleDraft.objects.get().lock_in_months == 1
    client.post(address("draft-discarding", draft.pk))

    assert not RuleDraft.objects.exists()


def test_finance_is_led_to_the_simulator_with_the_changed_rules(client):
    stage = a_stage()
    log_in(client, a_member("staff", stage.organiser))
    draft = drafted(client, stage.strand)
    log_in(client, a_member("finance", stage.organiser))

    simulation = client.get(address("draft", draft.pk)).context["simulation"]

    assert "counting=snapshot" in simulation
    assert client.get(simulation).status_code == 200


def test_pages_of_drafts_answer_their_five_questions(client, strand, staff):
    draft = drafted(client, strand)
    pages = [address("draft-new", strand.pk), address("draft", draft.pk), address("draft-change", draft.pk)]
    deeds = [address("draft-approval", draft.pk), address("draft-discarding", draft.pk)]

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert [client.delete(page).status_code for page in pages] == [405, 405, 405]
    assert [client.get(deed).status_code for deed in deeds] == [405, 405]
    log_in(client, a_member("staff", an_organiser()))
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert [client.post(deed).status_code for deed in deeds] == [404, 404]
    for role, statuses in {
        "finance": [403, 200, 403],
        "evaluator": [403, 200, 403],
        "provider": [403, 403, 403],
    }.items():
        log_in(client, a_member(role, strand.pilot.lead))
        assert [client.get(page).status_code for page in pages] == statuses
        assert [client.post(deed).status_code for deed in deeds] == [403, 403]
    client.logout()
    assert {client.get(page).status_code for page in pages} | {client.post(deed).status_code for deed in deeds} == {302}
