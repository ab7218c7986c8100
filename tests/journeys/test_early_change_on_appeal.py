"""A weighty reason is accepted on appeal after the month was frozen: what an accountant would check by hand.

The resident, born in 1950, chose the private site before January under a lock-in of six months; a year costs 252.48
euros, a month 21.04. On 10 January she asks to change to another private site, on 11 January that is denied, on
2 February January is frozen and on 15 February the appeal is accepted. Choices take effect on the same day.
"""

from datetime import UTC, date, datetime

import pytest

from billing.models import Entry
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, a_site, a_stage, freeze, give_account
from tests.people import a_member
from tests.rules import write_rules
from vouchers import actions
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db


def at(*day: int) -> datetime:
    return datetime(*day, 9, tzinfo=UTC)


def rows(run, resident) -> list[tuple]:
    found = Entry.objects.filter(run=run, resident_id=resident.pk).order_by("month", "kind", "site_id")
    return [(f"{row.month:%Y-%m}", row.kind, row.site_id, row.days, row.cents) for row in found]


def test_the_next_run_corrects_the_frozen_month():
    stage = a_stage()
    write_rules(stage.strand, lock_in_months=6)
    resident, wished = stage.residents[0], a_site(stage.strand, "private", stage.approver)
    give_account(wished.provider, stage.preparer, stage.approver, iban="FI4250001510000023")
    clerk, other = a_member("staff", stage.organiser), a_member("staff", stage.organiser)
    case = actions.ask_early_change(
        resident=resident, strand=stage.strand, site=wished, reason="access_missed", explanation="", by=None,
        at=at(2017, 1, 10), channel=CHANNEL, key="form",
    )  # fmt: skip
    actions.rule_on_early_change(
        case=case, accepts=False, reasons="Aika on annettu.", by=clerk, at=at(2017, 1, 11), channel="desk"
    )
    january = freeze(stage, at=IN_FEBRUARY)

    actions.rule_on_early_change_appeal(
        case=case, accepts=True, reasons="Aika oli liian myöhään.", by=other, at=at(2017, 2, 15), channel="desk"
    )
    february = freeze(stage, FEBRUARY, at=IN_MARCH)

    assert rows(january, resident) == [("2017-01", "ORIGINAL", stage.site.pk, 31, 2104)]
    # As ruled on appeal she changed on 11 January: ten days at the first site, 252.48 x 10 / (12 x 31) = 6.787096,
    # and 21 at the second, 252.48 x 21 / (12 x 31) = 14.252903.
    assert rows(february, resident) == [
        ("2017-01", "CORRECTION", stage.site.pk, 10, 679),
        ("2017-01", "CORRECTION", wished.pk, 21, 1425),
        ("2017-01", "REFUND", stage.site.pk, 31, -2104),
        ("2017-02", "ORIGINAL", wished.pk, 28, 2104),
    ]
    corrected = Entry.objects.filter(run=february).exclude(kind="ORIGINAL")
    assert set(corrected.values_list("cause", flat=True)) == {"choice"}
    assert Enrolment.objects.on_day(date(2017, 1, 11)).get(resident=resident).site == wished
