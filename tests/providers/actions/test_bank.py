"""One proposes where a provider is paid, another confirms it."""

from datetime import UTC, date, datetime

import pytest

from pilot.identifiers import NotAnIban
from pilot.models import AuditEvent
from pilot.periods import between, since
from providers import actions, errors, queries
from providers.models import BankAccount
from tests.people import a_person
from tests.vouchers.cast import a_provider, a_strand

pytestmark = pytest.mark.django_db
AT = datetime(2017, 2, 1, 9, tzinfo=UTC)
OLD, NEW = "FI21 1234 5600 0007 85", "FI3612345600091016"
MARCH, MAY = date(2017, 3, 1), date(2017, 5, 1)


@pytest.fixture
def provider():
    return a_provider(a_strand())


def proposed(provider, iban=OLD, first=MARCH, by=None):
    return actions.propose_bank_account(
        provider=provider, iban=iban, holder="Oy", first=first, by=by or a_person(), at=AT, channel="online"
    )


def confirmed(account, by=None):
    return actions.confirm_bank_account(account=account, by=by or a_person(), at=AT, channel="online")


def test_a_confirmed_account_ends_the_one_before_it(provider):
    first = confirmed(proposed(provider))
    second = confirmed(proposed(provider, NEW, MAY))

    first.refresh_from_db()
    assert (first.iban, first.period) == ("FI2112345600000785", between(MARCH, MAY))
    assert (second.iban, second.period) == (NEW, since(MAY))
    assert (
        list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
        == [
            "bank_account_proposed",
            "bank_account_confirmed",
        ]
        * 2
    )


def test_the_same_proposal_twice_is_one(provider):
    person = a_person()

    assert proposed(provider, by=person) == proposed(provider, by=person)
    assert AuditEvent.objects.count() == 1


def test_a_wrong_number_is_refused_without_a_trace(provider):
    with pytest.raises(NotAnIban):
        proposed(provider, "FI21 1234 5600 0007 86")

    assert not BankAccount.objects.exists()
    assert not AuditEvent.objects.exists()


def test_nobody_confirms_an_own_proposal_or_twice(provider):
    person = a_person()
    account = proposed(provider, by=person)

    with pytest.raises(errors.OwnProposal):
        confirmed(account, by=person)
    confirmed(account)
    with pytest.raises(errors.AlreadyConfirmed):
        confirmed(account)

    assert AuditEvent.objects.filter(kind="bank_account_confirmed").count() == 1


def test_confirming_rolls_back_whole_when_it_cannot_be_recorded(provider, monkeypatch):
    confirmed(proposed(provider))
    account = proposed(provider, NEW, MAY)
    monkeypatch.setattr("providers.actions.bank.audit.record", _fails)

    with pytest.raises(RuntimeError):
        confirmed(account)

    assert [(row.period, row.confirmed_at is not None) for row in BankAccount.objects.order_by("pk")] == [
        (since(MARCH), True),
        (since(MAY), False),
    ]


def _fails(*_args, **_kwargs):
    raise RuntimeError


def test_accounts_tell_how_they_stand_on_a_day(provider):
    confirmed(proposed(provider))
    confirmed(proposed(provider, NEW, MAY))
    proposed(provider, OLD, date(2017, 9, 1))
    waiting = proposed(provider, OLD, date(2017, 8, 1))

    assert [row.state for row in queries.bank_accounts(provider, on=date(2017, 6, 1))] == [
        "proposed",
        "replaced",
        "holds",
        "ended",
    ]
    assert [row.state for row in queries.bank_accounts(provider, on=date(2017, 4, 1))][2:] == ["coming", "holds"]
    assert list(queries.accounts_awaiting(BankAccount.objects.all())) == [waiting]


def test_an_account_that_would_begin_later_never_holds(provider):
    later = confirmed(proposed(provider, NEW, MAY))
    confirmed(proposed(provider))

    later.refresh_from_db()
    assert (later.period.isempty, later.confirmed_at is not None) == (True, True)
    assert [row.state for row in queries.bank_accounts(provider, on=date(2017, 6, 1))] == ["holds", "replaced"]
