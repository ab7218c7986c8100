"""A provider disputes what it was paid; what is upheld comes back as corrections, and what stands is what is due.

By the stage: 252.48 a year for the older resident and 126.24 for the younger, so 21.04 and 10.52 a month.
"""

from datetime import date

import pytest
from django.utils import translation

from billing import actions
from billing.actions.disputes import Claim
from billing.models import Entry, Statement
from billing.queries.documents import statement_document
from billing.queries.runs import last_check
from pilot.calendar import ONE_DAY
from pilot.models import AuditEvent
from registry import actions as registry_actions
from tests.billing.disputing import LATER, a_ruling, confirm, dispute, keys_of, propose, statement_of
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_MARCH,
    JANUARY,
    a_provider_member,
    a_resident,
    a_stage,
    die,
    freeze,
)
from tests.people import a_member
from tests.rules import write_rules
from vouchers import actions as voucher_actions

pytestmark = pytest.mark.django_db


def corrections(run) -> list[tuple[str, str, int, int, str]]:
    rows = Entry.objects.filter(run=run).exclude(kind="ORIGINAL")
    found = rows.values_list("site__slug", "kind", "days", "cents", "cause")
    return sorted(tuple(row) for row in found)


def check(stage, run) -> str:
    actions.check_run(strand=stage.strand, by=None, at=IN_MARCH, channel=CHANNEL)
    return last_check(run).state


def test_wrong_days_are_ruled_by_two_and_corrected_in_the_next_run():
    stage = a_stage()
    statement = statement_of(stage, freeze(stage))
    older, member = stage.residents[0], a_provider_member(stage.provider)
    found = dispute(statement, member, entries=keys_of(statement)[:1])

    propose(stage, found, a_ruling(stage, older, date(2017, 1, 11), date(2017, 2, 1)))
    confirm(stage, found)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    # 252.48 x 10 / (12 x 31) = 6.787..., so ten days are 6.79; February is due in full.
    assert corrections(run) == [
        (stage.site.slug, "CORRECTION", 10, 679, "dispute"),
        (stage.site.slug, "REFUND", 31, -2104, "dispute"),
    ]
    assert Statement.objects.get(run=run, site=stage.site).cents == 2104 + 1052 + 679 - 2104
    assert check(stage, run) == "ok"


def test_a_missing_resident_is_paid_to_the_claiming_site_and_to_nobody_else():
    stage = a_stage()
    statement = statement_of(stage, freeze(stage))
    child, member = stage.residents[2], a_provider_member(stage.provider)
    found = dispute(statement, member, entries=[], claims=[Claim(JANUARY, child.list_code.lower())], reason="missing")

    propose(stage, found, a_ruling(stage, child, date(2017, 1, 11), date(2017, 2, 1), stage.site))
    confirm(stage, found)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    # 126.24 x 10 / (12 x 31) = 3.39354..., and 21 days 7.12645...: together a full month's 10.52.
    assert corrections(run) == sorted(
        [
            (stage.home.slug, "CORRECTION", 10, 339, "dispute"),
            (stage.home.slug, "REFUND", 31, -1052, "dispute"),
            (stage.site.slug, "CORRECTION", 21, 713, "dispute"),
        ]
    )
    assert check(stage, run) == "ok"


def test_by_snapshot_a_ruling_counts_when_it_covers_the_day():
    stage = a_stage()
    write_rules(stage.strand, counting="snapshot")
    statement = statement_of(stage, freeze(stage))
    older = stage.residents[0]
    found = dispute(statement, a_provider_member(stage.provider))

    propose(stage, found, a_ruling(stage, older, date(2016, 12, 31), date(2017, 1, 31)))
    confirm(stage, found)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert corrections(run) == [(stage.site.slug, "REFUND", 31, -2104, "dispute")]
    assert Entry.objects.filter(run=run, kind="ORIGINAL", resident=older).get().cents == 2104
    assert check(stage, run) == "ok"


def test_a_ruling_that_nobody_confirmed_moves_no_cent():
    stage = a_stage()
    statement = statement_of(stage, freeze(stage))
    found = dispute(statement, a_provider_member(stage.provider))

    propose(stage, found, a_ruling(stage, stage.residents[0], date(2017, 1, 1), date(2017, 2, 1)))
    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert corrections(run) == []
    assert check(stage, run) == "ok"


def test_a_dispute_mended_in_the_register_is_corrected_by_the_register():
    stage = a_stage()
    statement = statement_of(stage, freeze(stage))
    found = dispute(statement, a_provider_member(stage.provider), reason="resident")

    die(stage, stage.residents[0], "2017-01-10", LATER)
    deed = AuditEvent.objects.get(kind="death_recorded")
    actions.uphold_dispute(
        dispute=found, grounds="The death was late.", deed=deed, by=stage.preparer, at=LATER, channel=CHANNEL
    )
    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert corrections(run) == [
        (stage.site.slug, "CORRECTION", 10, 679, "death"),
        (stage.site.slug, "REFUND", 31, -2104, "death"),
    ]
    assert check(stage, run) == "ok"


def test_a_ruling_on_a_record_that_was_absorbed_pays_nobody_twice():
    stage = a_stage()
    twin = a_resident(stage, date(1950, 3, 1), stage.areas[0], stage.site)
    statement = statement_of(stage, freeze(stage))
    claim = Claim(JANUARY, twin.list_code)
    found = dispute(statement, a_provider_member(stage.provider), entries=[], claims=[claim], reason="missing")
    confirm(stage, propose(stage, found, a_ruling(stage, twin, date(2017, 1, 1), date(2017, 2, 1), stage.site)))

    merger = registry_actions.propose_merger(
        survivor=stage.residents[0], absorbed=twin, reason="One person", by=a_member("staff", stage.organiser),
        at=LATER, channel=CHANNEL,
    )  # fmt: skip
    voucher_actions.confirm_merger(merger=merger, by=a_member("staff", stage.organiser), at=LATER, channel=CHANNEL)
    run = freeze(stage, FEBRUARY, IN_MARCH)

    # Each record had been paid 21.04 for January; one of them is taken back and stays so.
    assert not Entry.objects.filter(run=run, resident=twin).exclude(kind="REFUND").exists()
    assert Entry.objects.filter(run=run, resident=twin, kind="REFUND").get().cents == -2104
    assert check(stage, run) == "ok"


def test_the_next_statement_tells_what_came_of_the_disputes_as_it_stood_then():
    stage = a_stage()
    statement = statement_of(stage, freeze(stage))
    member = a_provider_member(stage.provider)
    decided, waiting = (dispute(statement, member, entries=[key]) for key in keys_of(statement))
    actions.reject_dispute(dispute=decided, grounds="Right.", by=stage.preparer, at=LATER, channel=CHANNEL)

    run = freeze(stage, FEBRUARY, IN_MARCH)
    before = told(stage, run)
    actions.withdraw_dispute(dispute=waiting, by=member, at=IN_MARCH + ONE_DAY, channel=CHANNEL)

    assert before == [(str(decided), "Rejected", date(2017, 2, 20)), (str(waiting), "Not decided", None)]
    assert told(stage, run) == before


def told(stage, run) -> list[tuple]:
    with translation.override("en"):
        document = statement_document(statement_of(stage, run), issued_at=run.frozen_at)
    return [(row.number, row.outcome, row.closed_on) for row in document.disputes]
