"""The page of a draft's targets: two people, wrong figures, what is left out, and its five questions."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.models import DraftTarget
from pilot.models import RuleDraft, RuleSet
from tests.billing.stage import Stage, give_incentive
from tests.people import a_member, an_organiser, log_in
from vouchers import actions

pytestmark = pytest.mark.django_db
NOW = datetime(2017, 3, 15, 10, tzinfo=UTC)
# The stage's targets weigh 40 and 60.
SENT = {
    "target-0-name_fi": "Lääkärin T3", "target-0-indicator": "t3_doctor", "target-0-direction": "at_most",
    "target-0-threshold": "5", "target-0-unit": "days", "target-0-weight": "40",
    "target-1-name_fi": "Kyselyyn vastanneet", "target-1-direction": "at_least", "target-1-threshold": "20",
    "target-1-unit": "per_cent", "target-1-weight": "60",
    "target-2-name_fi": "", "target-2-direction": "at_least", "target-2-unit": "per_cent",
    "deed": "save",
}  # fmt: skip


@pytest.fixture
def stage(stage, monkeypatch) -> Stage:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    give_incentive(stage)
    return stage


@pytest.fixture
def draft(client, stage) -> RuleDraft:
    staff = a_member("staff", stage.organiser)
    log_in(client, staff)
    client.cookies["language"] = "en"
    values = {"source": "Lautakunta 12.6.2017"}
    return actions.draft_rules(
        strand=stage.strand, valid_from=date(2017, 7, 1), values=values, by=staff, at=NOW, channel="online"
    )


def address(draft: RuleDraft) -> str:
    return reverse("billing:rule-targets", args=[draft.pk])


def test_one_writes_targets_and_another_approves_them(client, stage, draft):
    page = reverse("vouchers:rule-draft", args=[draft.pk])
    assert "Nobody can approve this draft yet" in client.get(page).content.decode()
    opened = client.get(address(draft)).content.decode()
    assert 'value="Kyselyyn vastanneet"' in opened

    assert client.post(address(draft), SENT)["Location"] == page

    shown = client.get(page).content.decode()
    assert "Lääkärin T3: at most 7 d, weight 40" in shown
    assert "Lääkärin T3: at most 5 d, weight 40" in shown
    log_in(client, a_member("staff", stage.organiser))
    digest = client.get(page).context["standing"].digest
    client.post(reverse("vouchers:rule-draft-approval", args=[draft.pk]), {"looked_at": digest})
    rules = RuleSet.objects.latest("pk")
    assert list(rules.incentive_targets.order_by("place").values_list("threshold", "weight")) == [(5, 40), (20, 60)]
    versions = client.get(reverse("vouchers:rule-page", args=[rules.pk])).content.decode()
    assert "Targets of the incentive: " in versions


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"target-0-threshold": "five"}, "This is not a whole number"),
        ({"target-0-weight": "0"}, "at least 1"),
        ({"target-1-name_fi": ""}, "Write what the target is called"),
        ({"target-2-name_fi": "Kolmas"}, "Write a whole number"),
        ({"target-0-is_left_out": "on", "target-1-is_left_out": "on"}, "Write at least one target"),
    ],
)
def test_a_wrong_target_is_told_and_what_was_written_is_kept(client, draft, wrong, words):
    answer = client.post(address(draft), SENT | {"target-0-name_sv": "Läkarens T3"} | wrong)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="Läkarens T3"' in page
    assert not DraftTarget.objects.exists()


def test_a_target_is_left_out_and_the_old_ones_come_back(client, draft):
    client.post(address(draft), SENT | {"target-1-is_left_out": "on", "target-1-threshold": "?"})
    assert list(DraftTarget.objects.values_list("name_fi", "place")) == [("Lääkärin T3", 1)]

    client.post(address(draft), {"deed": "keep"})

    assert not DraftTarget.objects.exists()


def test_the_page_of_targets_answers_its_five_questions(client, stage, draft):
    assert client.get(address(draft)).status_code == 200
    assert client.delete(address(draft)).status_code == 405
    log_in(client, a_member("staff", stage.organiser))
    assert "Somebody else drafted" in client.post(address(draft), SENT, follow=True).content.decode()
    log_in(client, a_member("staff", an_organiser()))
    assert client.get(address(draft)).status_code == 404
    for role in ("finance", "auditor", "provider"):
        log_in(client, a_member(role, stage.organiser))
        assert client.post(address(draft), SENT).status_code == 403
    client.logout()
    assert "login" in client.get(address(draft))["Location"]
    assert not DraftTarget.objects.exists()
