"""Merging two records of one person: what is proposed, refused, withdrawn, and what follows to the survivor."""

from datetime import UTC, date, datetime

import pytest

from pilot.models import AuditEvent
from pilot.periods import between, since
from registry import actions, errors
from registry.models import (
    Exclusion,
    Guardianship,
    IdentityCode,
    Merger,
    NeedCoefficient,
    Protection,
    Resident,
    ResidentAccount,
)
from tests.billing.stage import CHANNEL, IN_FEBRUARY, NEW_YEAR, Stage, a_resident, a_stage
from tests.people import a_member, a_person

TODAY = date(2017, 2, 2)
NEXT_YEAR = datetime(2018, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def stage(db) -> Stage:
    stage = a_stage()
    stage.residents.append(a_resident(stage, date(1950, 3, 1), stage.areas[1], None))
    return stage


@pytest.fixture
def survivor(stage) -> Resident:
    return stage.residents[0]


@pytest.fixture
def absorbed(stage) -> Resident:
    return stage.residents[3]


def propose(stage: Stage, survivor: Resident, absorbed: Resident, **given) -> Merger:
    asked = {"reason": "Sama ihminen", "by": a_member("staff", stage.organiser), "at": IN_FEBRUARY, "channel": CHANNEL}
    return actions.propose_merger(survivor=survivor, absorbed=absorbed, **asked | given)


def confirm(stage: Stage, merger: Merger, **given) -> Merger:
    asked = {"by": a_member("staff", stage.organiser), "at": IN_FEBRUARY, "channel": CHANNEL}
    return actions.confirm_merger(merger=merger, **asked | given)


def merge(stage: Stage, survivor: Resident, absorbed: Resident) -> Resident:
    confirm(stage, propose(stage, survivor, absorbed))
    return Resident.objects.get(pk=survivor.pk)


def test_a_proposal_moves_nothing_and_records_one_event(stage, survivor, absorbed):
    before = AuditEvent.objects.count()

    merger = propose(stage, survivor, absorbed)

    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.get(kind="merger_proposed")
    assert (event.subject_id, event.reason) == (str(survivor.pk), "Sama ihminen")
    assert event.facts == {"merger": merger.pk, "absorbed": absorbed.pk}
    assert Resident.objects.get(pk=absorbed.pk).merged_into is None


def test_a_confirmation_is_for_good_and_records_one_event(stage, survivor, absorbed):
    merger = propose(stage, survivor, absorbed)
    before = AuditEvent.objects.count()

    confirm(stage, merger)

    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.get(kind="residents_merged").facts["absorbed"] == absorbed.pk
    assert Resident.objects.get(pk=absorbed.pk).merged_into == survivor


def test_a_withdrawn_proposal_leaves_both_free(stage, survivor, absorbed):
    merger = propose(stage, survivor, absorbed)

    actions.withdraw_merger(merger=merger, by=merger.proposed_by, at=IN_FEBRUARY, channel=CHANNEL)

    assert AuditEvent.objects.filter(kind="merger_withdrawn").count() == 1
    with pytest.raises(errors.MergerDecided):
        confirm(stage, merger)
    assert propose(stage, absorbed, survivor).absorbed == survivor


def test_who_proposed_does_not_confirm(stage, survivor, absorbed):
    merger = propose(stage, survivor, absorbed)

    with pytest.raises(errors.OwnMerger):
        confirm(stage, merger, by=merger.proposed_by)

    assert Merger.objects.open().get() == merger


def test_a_second_proposal_about_either_record_is_refused(stage, survivor, absorbed):
    propose(stage, survivor, absorbed)

    for pair in ((absorbed, survivor), (survivor, stage.residents[1]), (stage.residents[1], survivor)):
        with pytest.raises(errors.ProposalWaits):
            propose(stage, *pair)


def test_what_cannot_be_one_person_is_refused(stage, survivor, absorbed):
    other = a_stage().residents[0]
    with pytest.raises(errors.SameRecord):
        propose(stage, survivor, survivor)
    with pytest.raises(errors.OtherPilot):
        propose(stage, survivor, other)
    with pytest.raises(errors.NoReason):
        propose(stage, survivor, absorbed, reason="  ")
    Guardianship.objects.create(child=stage.residents[2], guardian=survivor, period=since(NEW_YEAR))
    with pytest.raises(errors.GuardianOfTheOther):
        propose(stage, survivor, stage.residents[2])
    Resident.objects.filter(pk=survivor.pk).update(died_on=date(2017, 1, 1), died_precision="day")
    Resident.objects.filter(pk=absorbed.pk).update(died_on=date(2017, 1, 2), died_precision="day")
    with pytest.raises(errors.DeathsDiffer):
        propose(stage, survivor, absorbed)

    assert not Merger.objects.exists()


def test_an_absorbed_record_is_refused_everything(stage, survivor, absorbed):
    merge(stage, survivor, absorbed)

    with pytest.raises(errors.AbsorbedRecord) as refused:
        propose(stage, stage.residents[1], absorbed)
    known = {"by": None, "at": IN_FEBRUARY, "channel": CHANNEL}
    with pytest.raises(errors.AbsorbedRecord):
        actions.record_death(resident=absorbed, died=None, **known)
    with pytest.raises(errors.AbsorbedRecord):
        actions.record_move(resident=absorbed, moved_on=TODAY, area=None, **known)

    assert survivor.list_code in str(refused.value.message)


def test_a_survivor_may_be_absorbed_later(stage, survivor, absorbed):
    merge(stage, survivor, absorbed)

    merge(stage, stage.residents[1], survivor)

    assert Resident.objects.get(pk=absorbed.pk).merged_into.merged_into == stage.residents[1]


def test_nothing_is_kept_when_the_last_write_fails(stage, survivor, absorbed, monkeypatch):
    merger = propose(stage, survivor, absorbed)
    monkeypatch.setattr("pilot.audit.record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        confirm(stage, merger)

    assert Resident.objects.get(pk=absorbed.pk).merged_into is None


def test_the_survivors_facts_hold_and_the_others_fill_its_gaps(stage, survivor, absorbed):
    """The survivor's home since birth and need since February hold; January's need is the absorbed record's."""
    NeedCoefficient.objects.create(
        resident=survivor, strand=stage.strand, thousandths=1500, period=since(date(2017, 2, 1))
    )
    NeedCoefficient.objects.create(resident=absorbed, strand=stage.strand, thousandths=900, period=since(NEW_YEAR))
    Exclusion.objects.create(
        resident=absorbed, strand=stage.strand, reason="home_care", period=between(NEW_YEAR, TODAY)
    )

    merge(stage, survivor, absorbed)

    needs = NeedCoefficient.objects.filter(resident=survivor).order_by("period").values_list("thousandths", "period")
    assert list(needs) == [(900, between(NEW_YEAR, date(2017, 2, 1))), (1500, since(date(2017, 2, 1)))]
    assert Exclusion.objects.get(resident=survivor).reason == "home_care"
    assert survivor.residences.get().area == stage.areas[0]


def test_homes_from_before_the_survivors_record_are_taken_over(stage, absorbed):
    later = actions.add_resident(
        pilot=stage.strand.pilot, born_on=date(1950, 3, 1), area=stage.areas[0], since=NEW_YEAR, by=None,
        at=IN_FEBRUARY, channel=CHANNEL, given_names="Aino", family_name="Virtanen",
    )  # fmt: skip

    merge(stage, later, absorbed)

    homes = later.residences.order_by("moved_on").values_list("area", "period")
    assert list(homes) == [
        (stage.areas[1].pk, between(date(1950, 3, 1), NEW_YEAR)),
        (stage.areas[0].pk, since(NEW_YEAR)),
    ]


def test_a_protection_of_either_protects_both(stage, survivor, absorbed):
    Protection.objects.create(resident=absorbed, period=since(NEW_YEAR))
    Protection.objects.create(resident=survivor, period=between(date(2016, 1, 1), date(2016, 6, 1)))

    merge(stage, survivor, absorbed)

    both = [between(date(2016, 1, 1), date(2016, 6, 1)), since(NEW_YEAR)]
    for record in (survivor, absorbed):
        assert list(record.protections.order_by("period").values_list("period", flat=True)) == both


def test_one_code_stays_in_use_and_both_lead_to_the_survivor(stage, survivor, absorbed):
    for resident, code in ((survivor, "010350-900H"), (absorbed, "010350-901J")):
        IdentityCode.objects.create(resident=resident, pilot=resident.pilot, code=code, period=since(NEW_YEAR))

    merge(stage, survivor, absorbed)

    codes = IdentityCode.objects.order_by("code").values_list("resident", "active", "period")
    assert list(codes) == [(survivor.pk, True, since(NEW_YEAR)), (survivor.pk, False, between(NEW_YEAR, TODAY))]


def test_the_only_code_and_the_only_log_in_follow(stage, survivor, absorbed):
    IdentityCode.objects.create(resident=absorbed, pilot=absorbed.pilot, code="010350-901J", period=since(NEW_YEAR))
    user = a_person()
    ResidentAccount.objects.create(user=user, resident=absorbed, created_at=IN_FEBRUARY)

    merge(stage, survivor, absorbed)

    assert IdentityCode.objects.get().active is True
    assert (survivor.account.user, survivor.account.user.is_active) == (user, True)


def test_of_two_log_ins_the_absorbed_ones_is_closed(stage, survivor, absorbed):
    users = [a_person(), a_person()]
    for resident, user in zip((survivor, absorbed), users, strict=True):
        ResidentAccount.objects.create(user=user, resident=resident, created_at=IN_FEBRUARY)

    merge(stage, survivor, absorbed)

    for user in users:
        user.refresh_from_db()
    assert [user.is_active for user in users] == [True, False]


def test_who_died_by_either_record_has_died(stage, survivor, absorbed):
    Resident.objects.filter(pk=absorbed.pk).update(died_on=date(2017, 1, 20), died_precision="day")

    assert merge(stage, survivor, absorbed).died_on == date(2017, 1, 20)


def test_children_and_guardians_follow(stage, survivor, absorbed):
    child = stage.residents[2]
    Guardianship.objects.create(child=child, guardian=absorbed, period=since(NEW_YEAR))

    merge(stage, survivor, absorbed)

    guardians = Guardianship.objects.filter(child=child, period__contains=TODAY)
    assert [row.guardian for row in guardians] == [survivor]
