"""Two records of one person, paid for twice during three months: what an accountant would check with paper and pencil.

The person, born in 1950, stands in the register twice, in the first area. By the first record she chose the private
site before January; by the second she is on the public home site's list, and on 10 February chose another private site.
A year costs 252.48 euros, a month 21.04.
"""

from datetime import UTC, date, datetime

import pytest

from billing.models import Entry, Statement
from pilot.calendar import Month
from pilot.models import AuditEvent
from registry import actions as registry_actions
from tests.billing.stage import CHANNEL, a_resident, a_site, a_stage, freeze, give_account
from tests.people import a_member
from vouchers import actions as voucher_actions

pytestmark = pytest.mark.django_db
IN_APRIL = datetime(2017, 4, 20, 9, tzinfo=UTC)


def test_what_was_paid_twice_comes_back_with_the_merger_as_its_cause():
    stage = a_stage()
    first = stage.residents[0]
    other_site = a_site(stage.strand, "private", stage.approver)
    give_account(other_site.provider, stage.preparer, stage.approver, iban="FI4250001510000023")
    second = a_resident(stage, date(1950, 3, 1), stage.areas[0], None)
    freeze(stage, Month(2017, 1), at(2017, 2, 2))
    choose(stage, second, other_site, at(2017, 2, 10))
    for month in (2, 3):
        freeze(stage, Month(2017, month), at(2017, month + 1, 2))
    proposer, confirmer = a_member("staff", stage.organiser), a_member("staff", stage.organiser)

    merger = registry_actions.propose_merger(
        survivor=first, absorbed=second, reason="Kaksi kertaa tiedostossa", by=proposer, at=IN_APRIL, channel=CHANNEL
    )
    voucher_actions.confirm_merger(merger=merger, by=confirmer, at=IN_APRIL, channel=CHANNEL)
    april = freeze(stage, Month(2017, 4), at(2017, 5, 2))

    # As one person she chose the first site from January and the second one from 10 February, so January stands;
    # in February the first site has 9 days: 252.48 x 9 / (12 x 28) = 6.762857, and the second 19: 14.277142.
    assert rows(april, first) == [
        ("2017-02", "CORRECTION", stage.site.pk, 9, 676),
        ("2017-02", "CORRECTION", other_site.pk, 19, 1428),
        ("2017-02", "REFUND", stage.site.pk, 28, -2104),
        ("2017-03", "CORRECTION", other_site.pk, 31, 2104),
        ("2017-03", "REFUND", stage.site.pk, 31, -2104),
        ("2017-04", "ORIGINAL", other_site.pk, 30, 2104),
    ]
    # The other record's three months are taken back as they were paid: January and nine days of February at home.
    assert rows(april, second) == [
        ("2017-01", "REFUND", stage.home.pk, 31, -2104),
        ("2017-02", "REFUND", stage.home.pk, 9, -676),
        ("2017-02", "REFUND", other_site.pk, 19, -1428),
        ("2017-03", "REFUND", other_site.pk, 31, -2104),
    ]
    event = AuditEvent.objects.get(kind="residents_merged")
    corrected = Entry.objects.filter(run=april).exclude(kind="ORIGINAL")
    assert set(corrected.values_list("cause", "change")) == {("merger", f"pilot_auditevent:{event.pk}")}
    # The second site: 14.28 - 14.28 and 21.04 - 21.04, and April. The first: 10.52 of the other resident's April,
    # less 21.04 twice, and 6.76.
    assert sums(april) == {
        stage.site.pk: (1052 - 2104 - 2104 + 676, 0, -2480),
        other_site.pk: (2104, 2104, 0),
        stage.home.pk: (1052 - 2104 - 676, 0, 0),
    }
    assert stands(first) == [("2017-01", 2104), ("2017-02", 2104), ("2017-03", 2104), ("2017-04", 2104)]
    assert stands(second) == []


def at(*day: int) -> datetime:
    return datetime(*day, 9, tzinfo=UTC)


def choose(stage, resident, site, moment: datetime) -> None:
    voucher_actions.choose(resident=resident, strand=stage.strand, site=site, by=None, at=moment, channel=CHANNEL)


def rows(run, resident) -> list[tuple]:
    found = Entry.objects.filter(run=run, resident=resident).values_list("month", "kind", "site", "days", "cents")
    return sorted((f"{month:%Y-%m}", kind, site, days, cents) for month, kind, site, days, cents in found)


def sums(run) -> dict[int, tuple[int, int, int]]:
    return {row.site_id: (row.cents, row.to_pay, row.carried_out) for row in Statement.objects.filter(run=run)}


def stands(resident) -> list[tuple[str, int]]:
    months: dict[str, int] = {}
    for month, cents in Entry.objects.filter(resident=resident).values_list("month", "cents"):
        months[f"{month:%Y-%m}"] = months.get(f"{month:%Y-%m}", 0) + cents
    return sorted((month, cents) for month, cents in months.items() if cents)
