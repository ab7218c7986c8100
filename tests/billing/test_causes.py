"""Every correction names its cause and the change that brought it, and everything else names neither."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from billing import change_words, words
from billing.models import Entry, PaymentRun
from billing.month import causes
from pilot.models import AuditEvent
from pilot.periods import since
from registry.models import NeedCoefficient, Residence
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    JANUARY,
    LONG_AGO,
    MARCH,
    Stage,
    a_rate_table,
    a_resident,
    a_stage,
    die,
    freeze,
)
from tests.rules import write_rules
from vouchers import actions as voucher_actions

IN_JANUARY = datetime(2017, 1, 10, 9, tzinfo=UTC)
KNOWN = {"by": None, "at": IN_MARCH, "channel": CHANNEL}


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


def move(stage: Stage, day: date, place: int = 0) -> Residence:
    resident = stage.residents[place]
    return voucher_actions.record_move(resident=resident, moved_on=day, area=stage.areas[1 - place], **KNOWN)


def died(stage: Stage) -> None:
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)


def came_to_life(stage: Stage) -> None:
    voucher_actions.record_death(resident=stage.residents[1], died=None, **KNOWN)


def moved(stage: Stage) -> None:
    """From an area with a home site to one without: the days at home end."""
    voucher_actions.record_move(resident=stage.residents[2], moved_on=date(2017, 1, 12), area=stage.areas[1], **KNOWN)


def had_not_moved(stage: Stage) -> None:
    voucher_actions.cancel_move(residence=Residence.objects.latest("pk"), **KNOWN)


def moved_elsewhere(stage: Stage) -> None:
    """The same day's move again, out of every area."""
    moved_on = Residence.objects.latest("pk").moved_on
    voucher_actions.record_move(resident=stage.residents[3], moved_on=moved_on, area=None, **KNOWN)


def chose(stage: Stage) -> None:
    voucher_actions.choose(
        resident=stage.residents[2], strand=stage.strand, site=stage.site, by=None, at=IN_FEBRUARY, channel=CHANNEL
    )


def closed(stage: Stage) -> None:
    voucher_actions.close_site(site=stage.site, strand=stage.strand, closes_on=date(2017, 1, 20), **KNOWN)


def rates_approved(stage: Stage) -> None:
    a_rate_table(stage.strand, stage.areas, stage.preparer, stage.approver, valid_from=date(2017, 1, 1), cents=30_000)


def taken_in(stage: Stage) -> None:
    a_resident(stage, date(1960, 1, 1), stage.areas[0], None)


def got_a_place(stage: Stage) -> None:
    """From the queue, late: as if it had been served in January."""
    voucher_actions.set_list_cap(site=stage.site, strand=stage.strand, places=2, first=date(2017, 1, 1), **KNOWN)
    known = KNOWN | {"at": IN_JANUARY}
    write_rules(stage.strand, queue_opens_at=1)
    voucher_actions.join_queue(resident=stage.residents[2], strand=stage.strand, site=stage.site, **known)
    voucher_actions.set_list_cap(site=stage.site, strand=stage.strand, places=3, first=date(2017, 1, 1), **KNOWN)
    voucher_actions.serve_queue(site=stage.site, strand=stage.strand, **known)


def drawn(stage: Stage) -> None:
    """One of the site's residents, by a draw of January that is written down late."""
    voucher_actions.set_list_cap(site=stage.site, strand=stage.strand, places=1, first=date(2017, 1, 1), **KNOWN)
    plan = voucher_actions.draft_moves(
        site=stage.site, strand=stage.strand, effective_on=date(2017, 1, 20), by=stage.preparer, at=IN_JANUARY,
        channel=CHANNEL,
    )  # fmt: skip
    voucher_actions.approve_moves(plan=plan, by=stage.approver, at=IN_JANUARY, channel=CHANNEL)


DEEDS = {
    "death": (died, "death_recorded"),
    "reinstatement": (came_to_life, "death_withdrawn"),
    "move": (moved, "move_recorded"),
    "wrong_area": (had_not_moved, "move_cancelled"),
    "choice": (chose, "choice_made"),
    "site_closed": (closed, "site_closed"),
    "rate_error": (rates_approved, "rate_table_approved"),
    "register": (taken_in, "resident_added"),
}


def beforehand(stage: Stage) -> None:
    """What is known before January is frozen: one who is held for dead, and one who is held for moved."""
    die(stage, stage.residents[1], "2017-01-05", LONG_AGO)
    stage.residents.append(a_resident(stage, date(1970, 1, 1), stage.areas[0], stage.site))
    voucher_actions.record_move(
        resident=stage.residents[3], moved_on=date(2017, 1, 15), area=None, by=None, at=LONG_AGO, channel=CHANNEL
    )


def corrections(run: PaymentRun) -> set[tuple[str, str]]:
    return set(Entry.objects.filter(run=run).exclude(kind="ORIGINAL").values_list("cause", "change"))


@pytest.mark.parametrize("cause", DEEDS)
def test_a_correction_names_the_deed_that_brought_it(stage, cause):
    beforehand(stage)
    freeze(stage)
    freeze(stage, FEBRUARY, IN_MARCH)
    deed, kind = DEEDS[cause]
    deed(stage)

    run = freeze(stage, MARCH, IN_MARCH)

    event = AuditEvent.objects.filter(kind=kind).latest("pk")
    assert corrections(run) == {(cause, f"pilot_auditevent:{event.pk}")}
    assert set(Entry.objects.filter(run=run, kind="ORIGINAL").values_list("cause", "change")) == {("", "")}


@pytest.mark.parametrize(("deed", "kind"), [(got_a_place, "queue_served"), (drawn, "list_move_made")])
def test_what_others_brought_about_is_named_as_the_deed_it_was(stage, deed, kind):
    freeze(stage)
    deed(stage)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    event = AuditEvent.objects.get(kind=kind)
    assert corrections(run) == {("choice", f"pilot_auditevent:{event.pk}")}
    site = {stage.site.pk: stage.site.name}
    told = change_words.sentence(event, change_words.Names(sites=site))
    assert told != kind
    assert (stage.site.name in told) == (kind == "queue_served")
    assert change_words.sentence(event, None) != kind


def test_a_move_that_replaces_another_of_its_day_says_that_the_area_was_wrong(stage):
    freeze(stage)
    first = voucher_actions.record_move(
        resident=stage.residents[0], moved_on=date(2017, 1, 1), area=stage.areas[1], **KNOWN
    )
    voucher_actions.record_move(resident=stage.residents[0], moved_on=first.moved_on, area=None, **KNOWN)

    run = freeze(stage, FEBRUARY, IN_MARCH)

    event = AuditEvent.objects.filter(kind="move_recorded").latest("pk")
    assert corrections(run) == {("wrong_area", f"pilot_auditevent:{event.pk}")}


def test_of_two_changes_the_one_that_may_explain_the_month_is_named(stage):
    """New rates from January, and a death in February: January's difference can only be the rates'."""
    freeze(stage)
    freeze(stage, FEBRUARY, IN_MARCH)
    rates_approved(stage)
    die(stage, stage.residents[0], "2017-02-10", IN_MARCH)

    run = freeze(stage, MARCH, IN_MARCH)

    named = Entry.objects.filter(run=run, resident=stage.residents[0]).values_list("month", "cause").distinct()
    assert set(named) == {(JANUARY.first, "rate_error"), (FEBRUARY.first, "death")}


def test_who_was_touched_and_comes_out_the_same_gets_nothing(stage):
    freeze(stage)
    died(stage)
    voucher_actions.record_death(resident=stage.residents[0], died=None, **KNOWN)
    voucher_actions.record_move(resident=stage.residents[1], moved_on=date(2017, 1, 9), area=stage.areas[1], **KNOWN)

    assert corrections(freeze(stage, FEBRUARY, IN_MARCH)) == set()


def test_a_row_that_no_deed_wrote_is_named_itself(servers, committed_db):
    with transaction.atomic():
        stage = a_stage()
    freeze(stage)
    need = NeedCoefficient.objects.create(
        resident=stage.residents[0], strand=stage.strand, thousandths=1500, period=since(date(2016, 1, 1))
    )

    run = freeze(stage, FEBRUARY, IN_MARCH)

    ((cause, change),) = corrections(run)
    table, _, pgh_id = change.partition(":")
    assert (cause, table) == ("need", "registry_needcoefficientevent")
    assert need.events.get().pgh_id == int(pgh_id)


def test_a_deed_in_the_freezes_unit_of_work_before_it_is_not_named_again(stage):
    """All of this is one unit of work: the death was seen by February's freeze, the move was not."""
    freeze(stage)
    die(stage, stage.residents[0], "2017-02-20", IN_FEBRUARY)
    freeze(stage, FEBRUARY, IN_MARCH)
    voucher_actions.record_move(resident=stage.residents[0], moved_on=date(2017, 1, 1), area=None, **KNOWN)

    assert {cause for cause, _ in corrections(freeze(stage, MARCH, IN_MARCH))} == {"move"}


def test_every_cause_has_a_name_and_every_deed_a_cause():
    assert set(causes.CAUSES) < set(words.CAUSES)
    assert set(causes.DEEDS.values()) <= set(causes.CAUSES)
