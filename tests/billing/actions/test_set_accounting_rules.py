"""An organiser's accounts hold from a day on; those before are cut and kept."""

from datetime import date

import pytest
from django.db import DatabaseError

from billing import errors
from billing.models import AccountingRules, CostPlace, LedgerAccount
from billing.queries.accounting import accounts_in_force
from pilot import audit
from pilot.models import AuditEvent
from tests.billing.books import ACCOUNTS, accounts, book, file
from tests.billing.stage import NEW_YEAR, freeze


def test_it_keeps_accounts_and_cost_places(stage):
    rules = accounts(stage)

    assert dict(rules.accounts.values_list("use", "number")) == {use: number for use, (number, _) in ACCOUNTS.items()}
    assert dict(rules.cost_places.values_list("area", "code")) == {
        stage.areas[0].pk: "4110",
        stage.areas[1].pk: "4120",
    }
    assert (rules.period.lower, rules.period.upper, rules.made_by) == (NEW_YEAR, None, stage.preparer)


def test_the_next_set_cuts_the_one_before(stage):
    first = accounts(stage)

    second = accounts(stage, first=date(2017, 7, 1), cost_places_by="none", places={})

    first.refresh_from_db()
    assert (first.period.upper, second.period.lower) == (date(2017, 7, 1), date(2017, 7, 1))
    assert accounts_in_force(stage.organiser, stage.strand, date(2017, 6, 30)) == first
    assert accounts_in_force(stage.organiser, stage.strand, date(2017, 7, 1)) == second


def test_it_records_one_event(stage):
    rules = accounts(stage, strand=stage.strand)

    event = AuditEvent.objects.get(kind="accounting_rules_set")
    assert (event.subject_id, event.by_id, event.pilot_code) == (
        str(rules.pk),
        stage.preparer.pk,
        stage.strand.pilot.code,
    )
    assert event.facts["accounts"]["bank"] == "1910"


@pytest.mark.parametrize("change", [{"accounts": ACCOUNTS | {"bank": ("", "")}}, {"accounts": {}}, {"cost_place": ""}])
def test_it_refuses_a_use_without_its_account(stage, change):
    with pytest.raises(errors.AccountMissing):
        accounts(stage, **change)
    assert not AccountingRules.objects.exists()


def test_it_refuses_a_day_that_is_booked(stage):
    accounts(stage)
    book(stage, file(stage, freeze(stage)))

    with pytest.raises(errors.AccountsInUse) as refusal:
        accounts(stage, first=date(2017, 2, 15))
    assert refusal.value.params == {"last": "15.2.2017", "first": "16.2.2017"}
    assert accounts(stage, first=date(2017, 2, 16)).period.lower == date(2017, 2, 16)


@pytest.mark.parametrize("first", [date(2017, 1, 1), date(2016, 6, 1)])
def test_it_refuses_a_day_before_others_begin(stage, first):
    accounts(stage)

    with pytest.raises(errors.LaterAccounts):
        accounts(stage, first=first)
    assert AccountingRules.objects.count() == 1


def test_it_leaves_nothing_when_the_record_fails(stage, monkeypatch):
    before = accounts(stage)

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        accounts(stage, first=date(2017, 7, 1))

    before.refresh_from_db()
    assert before.period.upper is None
    assert (AccountingRules.objects.count(), LedgerAccount.objects.count(), CostPlace.objects.count()) == (
        1,
        len(ACCOUNTS),
        2,
    )
