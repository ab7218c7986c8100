"""When two records become one: choices, vouchers and lists follow, and the absorbed record gets nothing any more."""

from datetime import UTC, date, datetime

import pytest

from billing.models import Entry
from pilot.models import AuditEvent
from pilot.periods import between, since
from registry import actions as registry_actions
from registry import errors
from registry.models import Resident
from tests.billing.stage import CHANNEL, IN_FEBRUARY, LONG_AGO, NEW_YEAR, Stage, a_resident, a_site, a_stage, freeze
from tests.constraints import changed, copied, refused_by
from tests.people import a_member
from vouchers import actions, queries
from vouchers.models import Choice, Enrolment, Voucher

TODAY = date(2017, 2, 2)


@pytest.fixture
def stage(db) -> Stage:
    stage = a_stage()
    stage.residents.append(a_resident(stage, date(1950, 3, 1), stage.areas[0], a_site(stage.strand, "private", None)))
    return stage


def merge(stage: Stage, survivor: Resident, absorbed: Resident) -> None:
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="Sama ihminen", by=a_member("staff", stage.organiser),
        at=IN_FEBRUARY, channel=CHANNEL,
    )  # fmt: skip
    actions.confirm_merger(merger=merger, by=a_member("staff", stage.organiser), at=IN_FEBRUARY, channel=CHANNEL)


def choose(stage: Stage, resident: Resident, at: datetime) -> Choice:
    return actions.choose(resident=resident, strand=stage.strand, site=stage.site, by=None, at=at, channel=CHANNEL)


def a_voucher(stage: Stage, resident: Resident, period, number: str) -> Voucher:
    return Voucher.objects.create(
        resident=resident, strand=stage.strand, number=number, period=period, issued_at=LONG_AGO
    )


def test_lists_are_those_of_one_person(stage):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    (choice,) = absorbed.choices.all()

    merge(stage, survivor, absorbed)

    assert not Enrolment.objects.filter(resident=absorbed).exists()
    origins = Enrolment.objects.filter(resident=survivor).order_by("period").values_list("origin", "choice")
    assert list(origins) == [("home", None), ("choice", choice.pk)]


def test_one_event_tells_it_all(stage):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    before = AuditEvent.objects.count()

    merge(stage, survivor, absorbed)

    assert list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True)[before:]) == [
        "merger_proposed",
        "residents_merged",
    ]


@pytest.mark.parametrize("for_staff", [True, False])
def test_both_records_time_lines_tell_of_the_merger_and_only_the_staffs_which_and_why(stage, for_staff):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    merge(stage, survivor, absorbed)

    for resident in (survivor, absorbed):
        told = queries.story(resident=resident, standings=[], on=TODAY, for_staff=for_staff)
        (event,) = [event for event in told.past if event.at == IN_FEBRUARY]
        assert event.on == TODAY
        whole = f"{absorbed.list_code} jatkuu tunnuksella {survivor.list_code}: Sama ihminen"
        assert (event.more == whole) == for_staff
        assert (absorbed.list_code in event.more) == for_staff


def test_a_proposed_merger_is_no_event_of_the_time_line(stage):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="Sama ihminen", by=a_member("staff", stage.organiser),
        at=IN_FEBRUARY, channel=CHANNEL,
    )  # fmt: skip

    told = queries.story(resident=survivor, standings=[], on=TODAY, for_staff=True)

    assert not [event for event in told.past if event.at == IN_FEBRUARY]


def test_a_choice_that_waited_when_the_other_record_chose_is_replaced(stage):
    """Of two that wait, the earlier made is replaced as if one record had made both."""
    survivor, absorbed = stage.residents[2], stage.residents[3]
    first = absorbed.choices.get()
    changed(first, effective_on=date(2017, 3, 1))()
    second = choose(stage, survivor, datetime(2017, 1, 10, 9, tzinfo=UTC))

    merge(stage, survivor, absorbed)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.replaced_by, second.replaced_by) == (second, None)
    assert not Enrolment.objects.filter(choice=first).exists()


def test_the_survivors_voucher_holds_and_the_other_ends(stage):
    survivor, absorbed = stage.residents[0], stage.residents[3]
    own, other = (a_voucher(stage, one, since(NEW_YEAR), number) for one, number in ((survivor, "A"), (absorbed, "B")))

    merge(stage, survivor, absorbed)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.resident, own.period) == (survivor, since(NEW_YEAR))
    assert (other.resident, other.period) == (absorbed, between(NEW_YEAR, TODAY))


def test_the_only_voucher_follows(stage):
    survivor, absorbed = stage.residents[0], stage.residents[3]
    voucher = a_voucher(stage, absorbed, since(NEW_YEAR), "A")

    merge(stage, survivor, absorbed)

    voucher.refresh_from_db()
    assert voucher.resident == survivor


def test_nothing_is_kept_when_the_lists_cannot_be_laid_out(stage, monkeypatch):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    monkeypatch.setattr("vouchers.actions.merging.lay_out", lambda **asked: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        merge(stage, survivor, absorbed)

    absorbed.refresh_from_db()
    assert (absorbed.merged_into, absorbed.choices.count()) == (None, 1)


def test_nobody_chooses_for_an_absorbed_record(stage):
    survivor, absorbed = stage.residents[2], stage.residents[3]
    merge(stage, survivor, absorbed)

    with pytest.raises(errors.AbsorbedRecord):
        choose(stage, absorbed, IN_FEBRUARY)

    actions.lay_out_everybody(strand=stage.strand)
    assert not Enrolment.objects.filter(resident=absorbed).exists()


def test_the_database_lists_chooses_and_pays_nothing_for_an_absorbed_record(stage):
    survivor, absorbed = stage.residents[0], stage.residents[3]
    changed(absorbed, merged_into=survivor)()

    with refused_by("absorbed_resident_gets_nothing"):
        copied(absorbed.choices.get(), receipt_number="X")()
    with refused_by("absorbed_resident_gets_nothing"):
        copied(absorbed.enrolments.latest("period"), period=between(date(1900, 1, 1), date(1900, 1, 2)))()
    with refused_by("nothing_moves_to_absorbed_resident"):
        changed(survivor.choices.get(), resident=absorbed)()
    with refused_by("absorbed_resident_gets_nothing"):
        a_voucher(stage, absorbed, since(NEW_YEAR), "A")
    with refused_by("nothing_is_paid_for_an_absorbed_record"):
        freeze(stage)
    assert not Entry.objects.exists()
