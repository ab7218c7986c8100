"""Who owes whom: entries of other organisers' areas, by the area of the reference day; and who had moved there."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from billing import actions
from billing.actions.rates import CellDraft
from billing.models import Entry, PaymentRun
from billing.queries import settlement
from pilot.models import AccessLogEntry, AuditEvent
from tests.billing.books import accounts, book, file
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, JANUARY, LONG_AGO, MARCH, freeze
from tests.billing.views.pages import address
from tests.people import an_organiser, log_in
from vouchers import actions as voucher_actions

pytestmark = pytest.mark.django_db
IN_APRIL = datetime(2017, 4, 3, 9, tzinfo=UTC)
JANUARY_AT = (JANUARY, IN_FEBRUARY)


@pytest.fixture
def stage(stage):
    """Keskusta is the payer's own, Kuokkala another organiser's; the older of Keskusta moves there on 11 February."""
    accounts(stage)
    stage.other = an_organiser(name_fi="Uurainen")
    stage.strand.pilot.organisers.add(stage.other)
    stage.areas[1].organiser = stage.other
    stage.areas[1].save()
    return stage


def pay(stage, month, at) -> PaymentRun:
    run = file(stage, freeze(stage, month, at), at)
    book(stage, run, at)
    return run


def move(stage, day: date, at: datetime) -> None:
    voucher_actions.record_move(
        resident=stage.residents[0], moved_on=day, area=stage.areas[1], by=None, at=at, channel=CHANNEL
    )


def parts(run) -> list[tuple]:
    return [
        (part.came_from, str(part.month), part.is_correction, part.residents, part.days, part.cents)
        for part in settlement.debt_parts(run)
    ]


def test_who_always_lived_there_is_owed_from_the_first(stage):
    january = pay(stage, *JANUARY_AT)

    # 126.24 / 12 = 10.52 for the one of Kuokkala; 21.04 of Keskusta is the payer's own.
    assert parts(january) == [("", "2017-01", False, 1, 31, 1052)]
    assert settlement.own_cents(january) == 2104
    debt = settlement.debts(PaymentRun.objects.all())[0]
    assert (debt.debtor, debt.creditor, debt.cents) == ("Uurainen", stage.organiser.name, 1052)


def test_who_moved_is_owed_from_the_reference_day_on_with_where_they_came_from(stage):
    pay(stage, *JANUARY_AT)
    move(stage, date(2017, 2, 11), IN_FEBRUARY)
    february, march = pay(stage, FEBRUARY, IN_MARCH), pay(stage, MARCH, IN_APRIL)

    # February's stretch began in Keskusta, so all of February is the payer's; March is all Uurainen's.
    assert parts(february) == [("", "2017-02", False, 1, 28, 1052)]
    lead = stage.organiser.name
    assert parts(march) == [("", "2017-03", False, 1, 31, 1052), (lead, "2017-03", False, 1, 31, 2104)]


def test_a_move_known_late_is_settled_in_the_present_period(stage):
    """The areas' rates differ: where they do not, the due sum is the same and nothing is corrected."""
    cells = [CellDraft(stage.areas[0], 0, None, 25_248), CellDraft(stage.areas[1], 0, None, 12_624)]
    table = actions.draft_rate_table(
        strand=stage.strand, valid_from=date(2016, 6, 1), cells=cells, by=stage.preparer, at=LONG_AGO, channel=CHANNEL
    )
    actions.approve_rate_table(table=table, by=stage.approver, at=LONG_AGO, channel=CHANNEL)
    pay(stage, *JANUARY_AT)
    february = pay(stage, FEBRUARY, IN_MARCH)
    move(stage, date(2017, 2, 1), IN_MARCH)

    march = pay(stage, MARCH, IN_APRIL)

    lead = stage.organiser.name
    assert parts(february) == [("", "2017-02", False, 1, 28, 1052)]
    # 126.24 / 12 = 10.52 of February is Uurainen's, as March is; the payer's own 21.04 is taken back.
    assert parts(march)[1:] == [(lead, "2017-03", False, 1, 31, 1052), (lead, "2017-02", True, 1, 28, 1052)]
    assert [debt.corrections for debt in settlement.debts(PaymentRun.objects.filter(pk=march.pk))] == [1052]
    assert settlement.own_cents(march) == -2104


def test_debts_and_own_part_are_the_entries(stage):
    pay(stage, *JANUARY_AT)
    move(stage, date(2017, 1, 20), IN_FEBRUARY)
    for run in (pay(stage, FEBRUARY, IN_MARCH), pay(stage, MARCH, IN_APRIL)):
        payable = run.statements.filter(is_payable=True).values("site")
        entries = sum(Entry.objects.filter(run=run, site__in=payable).values_list("cents", flat=True))
        owed = sum(part.cents for part in settlement.debt_parts(run))
        assert owed == sum(debt.cents for debt in settlement.debts(PaymentRun.objects.filter(pk=run.pk)))
        assert owed + settlement.own_cents(run) == entries


def test_what_is_booked_stays_when_an_area_goes_to_another(stage):
    january = pay(stage, *JANUARY_AT)

    stage.areas[1].organiser = None
    stage.areas[1].save()

    assert parts(january) == [("", "2017-01", False, 1, 31, 1052)]


@pytest.fixture
def finance(stage) -> Client:
    client = Client()
    log_in(client, stage.preparer)
    client.cookies["language"] = "en"
    return client


def test_the_pages_say_that_debts_are_entries_and_what_is_missing(finance, stage):
    january = pay(stage, *JANUARY_AT)
    february = file(stage, freeze(stage, FEBRUARY, IN_MARCH), IN_MARCH)

    listed = finance.get(address("settlement-list", [])).content.decode()
    shown = finance.get(address("settlement-run", [january.pk])).content.decode()

    assert "1 run is missing here until it is booked." in listed
    assert "The debts are the entries of the other organisers" in shown
    assert "Not booked yet" in finance.get(address("settlement-run", [february.pk])).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_the_same_a_second_time_and_logged(finance, stage, kind):
    january = pay(stage, *JANUARY_AT)

    for name, given in (("settlement-file", [kind]), ("settlement-run-file", [january.pk, kind])):
        assert len({finance.get(address(name, given)).content for _ in range(2)}) == 1

    assert AccessLogEntry.objects.filter(what="settlement_file").count() == 4


def test_areas_are_given_to_organisers_of_the_pilot_only(finance, stage):
    url, field = address("area-organisers", [stage.strand.pilot_id]), f"area_{stage.areas[0].pk}"
    rest = {f"area_{stage.areas[1].pk}": stage.other.pk}

    assert finance.post(url, rest | {field: stage.other.pk}).status_code == 302
    stage.areas[0].refresh_from_db()
    assert stage.areas[0].organiser == stage.other
    assert AuditEvent.objects.get(kind="area_organisers_set").facts == {
        "Keskusta": stage.other.code, "Kuokkala": stage.other.code
    }  # fmt: skip
    assert finance.post(url, rest | {field: an_organiser().pk}).status_code == 422
