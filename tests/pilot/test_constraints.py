"""The kernel's rules that the database holds, tried by breaking them there; and that no app's rule is left untried."""

from datetime import date
from pathlib import Path

import pytest

from billing.models import PaymentFile
from pilot.models import AccessLogEntry, AreaRule, AuditEvent, Document, Job, Membership, OutboxMessage, RuleSet
from pilot.periods import between, since
from tests.billing.stage import IN_FEBRUARY, NEW_YEAR, Stage, a_stage
from tests.constraints import APPS, changed, copied, refused_by, rules_of
from tests.people import a_person

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


@pytest.fixture
def rules(stage) -> RuleSet:
    return stage.strand.rule_sets.get()


def a_job(**fields) -> Job:
    return Job.objects.create(**{"kind": "work"} | fields)


@pytest.mark.parametrize("app", APPS)
def test_every_rule_is_broken_by_some_test(app):
    texts = [file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py")]

    assert [name for name in sorted(rules_of(app)) if not any(name in text for text in texts)] == []


def test_an_email_belongs_to_one_log_in_whatever_its_case(db):
    a_person(email="first@example.invalid")

    with refused_by("email_is_unique_whatever_its_case"):
        a_person(email="First@example.invalid")


def test_a_membership_is_held_once(stage):
    membership = Membership.objects.filter(user=stage.preparer).get()

    with refused_by("membership_is_held_once"):
        copied(membership)()


def test_a_pilot_has_its_code_alone(stage):
    with refused_by("code"):
        copied(stage.strand.pilot)()


def test_a_grant_is_not_negative(stage):
    with refused_by("pilot_grant_is_not_negative"):
        changed(stage.strand.pilot, grant_cents=-1)()


def test_at_most_the_whole_cost_counts_against_a_grant(stage):
    with refused_by("grant_share_is_at_most_all"):
        changed(stage.strand.pilot, grant_share_thousandths=1001)()


def test_an_area_has_its_code_alone_in_the_pilot(stage):
    with refused_by("area_code_is_unique_in_pilot"):
        copied(stage.areas[0])()


def test_a_place_belongs_to_one_area(stage):
    rule = AreaRule.objects.create(pilot=stage.strand.pilot, area=stage.areas[0], kind="postal_code", value="40100")

    with refused_by("place_belongs_to_one_area_of_pilot"):
        copied(rule, area_id=stage.areas[1].pk)()


def test_a_strand_has_its_code_alone_in_the_pilot(stage):
    with refused_by("strand_code_is_unique_in_pilot"):
        copied(stage.strand)()


def test_a_strand_has_one_rule_set_on_any_day(rules):
    with refused_by("strand_has_one_rule_set_on_any_day"):
        copied(rules, period=since(NEW_YEAR))()
    copied(rules, period=between(date(2015, 1, 1), date(2016, 1, 1)))()


@pytest.mark.parametrize("change", [
    {"effect_days": 1},
    {"effect_kind": "days"},
    {"effect_kind": "days", "effect_days": 0},
    {"effect_kind": "first_of_next_month", "effect_days": 1},
])  # fmt: skip
def test_effect_days_go_with_an_effect_by_days(rules, change):
    with refused_by("effect_days_go_with_effect_by_days"):
        copied(rules, **change)()


@pytest.mark.parametrize("day", [0, 29])
def test_a_payment_day_is_in_every_month(rules, day):
    with refused_by("payment_day_is_in_every_month"):
        copied(rules, payment_day=day)()


@pytest.mark.parametrize(("state", "ended_at"), [("done", None), ("failed", None), ("running", IN_FEBRUARY)])
def test_a_job_has_ended_when_it_is_done_or_failed(db, state, ended_at):
    with refused_by("job_has_ended_when_done_or_failed"):
        a_job(state=state, ended_at=ended_at)


@pytest.mark.parametrize(("before", "after"), [("done", "running"), ("failed", "done"), ("waiting", "done")])
def test_a_job_moves_as_allowed(db, before, after):
    job = a_job(state=before, ended_at=None if before == "waiting" else IN_FEBRUARY)

    with refused_by(f'Invalid transition of field "state" from "{before}" to "{after}"'):  # job_moves_as_allowed
        changed(job, state=after, ended_at=IN_FEBRUARY if after == "done" else None)()


def test_a_key_starts_one_job_and_sends_one_message(db):
    a_job(key="once")
    OutboxMessage.objects.create(kind="job", key="once", due_at=IN_FEBRUARY)

    with refused_by("key"):
        a_job(key="once")
    with refused_by("key"):
        OutboxMessage.objects.create(kind="job", key="once", due_at=IN_FEBRUARY)


def test_an_access_names_a_resident_or_a_group(db):
    with refused_by("access_names_a_resident_or_a_group"):
        AccessLogEntry.objects.create(at=IN_FEBRUARY, by_label="clerk", role="staff", what="story")


def test_a_cause_has_one_document(db):
    document = Document.objects.create(
        kind="receipt", key="once", filename="a.pdf", media_type="application/pdf", subject_kind="choice",
        subject_id="1", content=b"a", sha256="0", issued_at=IN_FEBRUARY,
    )  # fmt: skip

    with refused_by("key"):
        copied(document)()


@pytest.mark.parametrize(("model", "guard"), [
    (AccessLogEntry, "never_changed_or_deleted"),
    (AuditEvent, "never_changed_or_deleted"),
    (Document, "issued_never_changes"),
    (PaymentFile, "payment_file_never_changes"),
])  # fmt: skip
def test_guards_stand_behind_the_grants(model, guard):
    """The application may not even try, see tests/billing/test_illegal_writes.py; the owner would meet these."""
    assert guard in {trigger.name for trigger in model._meta.triggers}
