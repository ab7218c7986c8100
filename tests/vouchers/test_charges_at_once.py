"""Two providers who charge one resident at the same moment: real commits on connections of their own."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection

from pilot.periods import between
from tests.people import a_person, a_pilot
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.fees import fees
from vouchers import actions, errors
from vouchers.actions import FeeDraft, co_payments
from vouchers.models import CoPayment

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(120)]
NOW = date(2018, 3, 20)
# One day at each of two sites, three clerks at both.
DAYS = [date(2018, 2, 28), date(2018, 3, 1)] * 3


def at_once() -> Counter:
    """Let six clerks at two sites charge one resident at the same moment, and count how it ended."""
    strand = a_strand(pilot=a_pilot(period=between(date(2017, 1, 1), date(2020, 1, 1))), lock_in_months=0)
    fees(strand, date(2018, 1, 1), None, FeeDraft("doctor", 2060, 18, times_a_year=3, counted="together"))
    sites = [a_site(strand), a_site(strand)]
    resident, clerk = a_resident(strand, an_area(strand)), a_person()
    chosen(resident, strand, sites[0], date(2017, 9, 1))
    chosen(resident, strand, sites[1], date(2018, 2, 8))
    start = threading.Barrier(len(DAYS))

    def charge(number: int) -> str:
        try:
            start.wait(60)
            actions.charge_co_payment(
                resident=resident, strand=strand, site=sites[number % 2], service="doctor", charged_on=DAYS[number],
                key=f"form {number}", by=clerk, at=noon(NOW), channel="online",
            )  # fmt: skip
            return "charged"
        except errors.CoPaymentRefused as refusal:
            return refusal.code
        except IntegrityError as refusal:
            return "database" if "turn_of_a_year_is_taken_once" in str(refusal) else str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(DAYS)) as pool:
        return Counter(pool.map(charge, range(len(DAYS))))


def turns() -> list[int | None]:
    return list(CoPayment.objects.standing().order_by("turn").values_list("turn", flat=True))


def test_six_at_once_charge_three_times():
    assert at_once() == {"charged": 3, "all_paid": 3}
    assert turns() == [1, 2, 3]


def test_without_the_lock_the_database_still_lets_no_turn_be_taken_twice(monkeypatch):
    all_have_looked = threading.Barrier(len(DAYS))
    look = co_payments.standing_of

    def look_together(*asked):
        found = list(look(*asked))
        all_have_looked.wait(60)
        return found

    monkeypatch.setattr(co_payments, "lock", lambda *keys: None)
    monkeypatch.setattr(co_payments, "standing_of", look_together)

    assert at_once() == {"charged": 1, "database": 5}
    assert turns() == [1]
