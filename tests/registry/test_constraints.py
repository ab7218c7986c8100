"""The register's rules that the database holds, tried by breaking them there."""

from datetime import date

import pytest

from pilot.periods import between, since
from registry.models import (
    Exclusion,
    Guardianship,
    IdentityCode,
    Merger,
    NeedCoefficient,
    Protection,
    RegisterBatch,
    ResidentAccount,
)
from tests.billing.stage import IN_FEBRUARY, NEW_YEAR, Stage, a_stage
from tests.constraints import changed, copied, refused_by
from tests.people import a_person

BEFORE_NEW_YEAR = date(2016, 12, 31)


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


@pytest.fixture
def resident(stage):
    return stage.residents[0]


@pytest.fixture
def residence(resident):
    return resident.residences.get()


def an_identity_code(resident, **fields) -> IdentityCode:
    given = {"pilot": resident.pilot, "resident": resident, "code": "010150-900H", "period": since(NEW_YEAR)}
    return IdentityCode.objects.create(**given | fields)


def a_batch(stage: Stage, **fields) -> RegisterBatch:
    given = {"pilot": stage.strand.pilot, "filename": "f", "sha256": "0", "content": b"", "received_at": IN_FEBRUARY}
    return RegisterBatch.objects.create(**given | fields)


def test_a_list_code_is_given_once_in_a_pilot(stage, resident):
    with refused_by("list_code_is_unique_in_pilot"):
        changed(stage.residents[1], list_code=resident.list_code)()


def test_nobody_dies_before_birth(resident):
    with refused_by("nobody_dies_before_birth"):
        changed(resident, died_on=date(1950, 2, 28), died_precision="day")()


def test_a_year_of_death_may_be_read_as_a_day_before_birth(resident):
    assert changed(resident, died_on=date(1950, 1, 1), died_precision="year")() == 1


@pytest.mark.parametrize("change", [{"died_on": NEW_YEAR}, {"died_precision": "day"}])
def test_a_death_has_its_precision_and_no_death_none(resident, change):
    with refused_by("death_has_its_precision"):
        changed(resident, **change)()


def test_an_identity_code_belongs_to_one_resident_on_any_day(stage, resident):
    code = an_identity_code(resident)

    with refused_by("identity_code_belongs_to_one_resident_on_any_day"):
        copied(code, resident_id=stage.residents[1].pk)()


def test_a_resident_has_one_active_identity_code(resident):
    code = an_identity_code(resident)

    with refused_by("resident_has_one_active_identity_code"):
        copied(code, code="010150-901J")()
    copied(code, code="010150-901J", active=False)()


def test_a_resident_lives_in_one_place_on_any_day(residence):
    with refused_by("resident_lives_in_one_place_on_any_day"):
        copied(residence)()


def test_who_cancels_has_a_moment(residence):
    with refused_by("nobody_cancels_without_a_moment"):
        changed(residence, cancelled_by=a_person())()


def test_a_cancelled_residence_holds_on_no_day(residence):
    with refused_by("cancelled_residence_holds_on_no_day"):
        changed(residence, cancelled_at=IN_FEBRUARY)()


def test_a_residence_holds_from_the_day_of_the_move(residence):
    with refused_by("residence_holds_from_the_day_of_the_move"):
        changed(residence, period=since(NEW_YEAR))()


def test_a_guardianship_is_registered_once(stage, resident):
    row = Guardianship.objects.create(child=stage.residents[2], guardian=resident, period=since(NEW_YEAR))

    with refused_by("guardianship_is_registered_once"):
        copied(row, period=since(BEFORE_NEW_YEAR))()
    copied(row, period=between(BEFORE_NEW_YEAR, NEW_YEAR))()


def test_nobody_is_their_own_guardian(resident):
    with refused_by("nobody_is_own_guardian"):
        Guardianship.objects.create(child=resident, guardian=resident, period=since(NEW_YEAR))


def test_a_protection_is_registered_once(resident):
    row = Protection.objects.create(resident=resident, period=since(NEW_YEAR))

    with refused_by("protection_is_registered_once"):
        copied(row, period=since(BEFORE_NEW_YEAR))()


def test_a_resident_is_excluded_once_on_any_day(stage, resident):
    row = Exclusion.objects.create(resident=resident, strand=stage.strand, reason="other", period=since(NEW_YEAR))

    with refused_by("resident_is_excluded_once_on_any_day"):
        copied(row, reason="home_care")()


def test_a_resident_has_one_need_coefficient_on_any_day(stage, resident):
    row = NeedCoefficient.objects.create(
        resident=resident, strand=stage.strand, thousandths=1337, period=since(NEW_YEAR)
    )

    with refused_by("resident_has_one_need_coefficient_on_any_day"):
        copied(row, thousandths=1)()


@pytest.mark.parametrize("thousandths", [-1, 100_000])
def test_a_need_coefficient_is_neither_negative_nor_a_hundred(stage, resident, thousandths):
    with refused_by("need_is_under_a_hundred|thousandths_check"):
        NeedCoefficient.objects.create(
            resident=resident, strand=stage.strand, thousandths=thousandths, period=since(NEW_YEAR)
        )


def test_every_row_of_a_loaded_batch_is_accounted_for(stage):
    batch = a_batch(stage, rows=3, new=1, unchanged=1, rejected=0)

    with refused_by("every_row_of_a_batch_is_accounted_for"):
        changed(batch, state="loaded")()
    changed(batch, state="loaded", rejected=1)()


def test_a_loaded_batch_is_never_received_again(stage):
    batch = a_batch(stage, state="loaded")

    with refused_by('Invalid transition of field "state" from "loaded" to "received"'):  # batch_moves_as_allowed
        changed(batch, state="received")()


@pytest.mark.parametrize("changes", [
    {"review_note": "Asked"},
    {"review_note": "Asked", "reviewed_at": IN_FEBRUARY},
    {"reviewed_at": IN_FEBRUARY, "reviewed_by": "somebody"},
    {"review_note": "Asked", "reviewed_at": IN_FEBRUARY, "reviewed_by": "somebody", "rows": 1, "rejected": 0},
])  # fmt: skip
def test_a_review_of_what_was_left_out_is_somebodys_and_says_what_came_of_it(stage, changes):
    batch = a_batch(stage, state="loaded", rows=2, new=1, rejected=1)
    somebody = {"reviewed_by": a_person()} if "reviewed_by" in changes else {}

    with refused_by("review_of_a_batch_is_somebodys_and_says_what_came_of_it"):
        changed(batch, **changes | somebody)()


def test_a_review_is_not_taken_back(stage):
    who = {"reviewed_at": IN_FEBRUARY, "reviewed_by": a_person(), "review_note": "Asked"}
    batch = a_batch(stage, state="loaded", rows=2, new=1, rejected=1)
    changed(batch, **who)()

    with refused_by("reviewed_batch_never_changes"):
        changed(batch, review_note="Never asked")()


def test_a_log_in_belongs_to_one_resident_and_a_resident_has_one(stage, resident):
    account = ResidentAccount.objects.create(user=a_person(), resident=resident, created_at=IN_FEBRUARY)

    with refused_by("user_id"):
        copied(account, resident_id=stage.residents[1].pk)()
    with refused_by("resident_id"):
        copied(account, user_id=a_person().pk)()


@pytest.fixture
def merger(stage) -> Merger:
    people = {"proposed_by": a_person(), "confirmed_by": a_person()}
    survivor, absorbed = stage.residents[:2]
    return Merger.objects.create(
        survivor=survivor,
        absorbed=absorbed,
        reason="twice",
        proposed_at=IN_FEBRUARY,
        confirmed_at=IN_FEBRUARY,
        **people,
    )


@pytest.mark.parametrize(("changes", "rule"), [
    ({"absorbed_id": "survivor"}, "nobody_absorbs_oneself"),
    ({"reason": ""}, "merger_has_its_reason"),
    ({"confirmed_by_id": None}, "merger_is_confirmed_by_somebody_else"),
    ({"confirmed_by_id": "proposer"}, "merger_is_confirmed_by_somebody_else"),
    ({"withdrawn_at": IN_FEBRUARY}, "merger_is_withdrawn_by_someone"),
    ({}, "record_is_absorbed_once"),
])  # fmt: skip
def test_a_merger_is_of_two_records_by_two_people(merger, changes, rule):
    ids = {"survivor": merger.survivor_id, "proposer": merger.proposed_by_id}

    with refused_by(rule):
        copied(merger, **{name: ids.get(value, value) for name, value in changes.items()})()


def test_what_was_proposed_and_decided_never_changes(merger):
    waiting = copied(merger, absorbed_id=merger.survivor_id, survivor_id=merger.absorbed_id, confirmed_at=None,
                     confirmed_by_id=None)()  # fmt: skip

    with refused_by("proposed_merger_never_changes|update"):
        changed(waiting, reason="otherwise")()
    with refused_by("decided_merger_stays_decided|update"):
        changed(merger, confirmed_at=None, confirmed_by=None)()
    with refused_by("merger_is_never_deleted|delete"):
        merger.delete()


def test_a_record_is_absorbed_for_good_by_one_that_goes_on(stage):
    first, second, third = stage.residents
    changed(second, merged_into=first)()

    with refused_by("absorbed_record_stays_absorbed|update"):
        changed(second, merged_into=None)()
    with refused_by("record_is_merged_into_one_that_goes_on"):
        changed(third, merged_into=second)()
    with refused_by("record_is_not_merged_into_itself"):
        changed(third, merged_into=third)()


def test_an_absorbed_record_gets_nothing(stage, resident):
    other = stage.residents[1]
    changed(resident, merged_into=other)()
    code = an_identity_code(other)

    with refused_by("absorbed_resident_gets_nothing"):
        copied(resident.residences.get(), period=None)()
    with refused_by("nothing_moves_to_absorbed_resident"):
        changed(code, resident=resident)()
    with refused_by("absorbed_child_gets_nothing"):
        Guardianship.objects.create(child=resident, guardian=other, period=since(NEW_YEAR))
    with refused_by("absorbed_guardian_gets_nothing"):
        Guardianship.objects.create(child=other, guardian=resident, period=since(NEW_YEAR))
    row = Guardianship.objects.create(child=stage.residents[2], guardian=other, period=since(NEW_YEAR))
    with refused_by("nothing_moves_to_absorbed_child"):
        changed(row, child=resident)()
    with refused_by("nothing_moves_to_absorbed_guardian"):
        changed(row, guardian=resident)()
