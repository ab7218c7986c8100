"""What a run pays to whom, and where providers are paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Sum

from billing.bank.pain001 import Address, Transfer
from billing.models import Payment, PaymentFile, PaymentRun, Repayment, ReturnedPayment, Statement
from billing.rules import PaymentFacts, pay_day
from pilot.calendar import Month
from pilot.models import RuleSet
from providers.models import BankAccount, Provider


@dataclass(frozen=True)
class Payable:
    """What a run owes a provider for all its sites."""

    provider_id: int
    name: str
    cents: int


def payables(run: PaymentRun) -> list[Payable]:
    """Return what the run owes each private and third-sector provider, by provider."""
    sums = (
        Statement.objects.filter(run=run, is_payable=True, to_pay__gt=0)
        .values("site__provider_id", "site__provider__name")
        .annotate(sum=Sum("to_pay"))
        .order_by("site__provider_id")
    )
    return [Payable(row["site__provider_id"], row["site__provider__name"], int(row["sum"])) for row in sums]


def payable_to(run: PaymentRun, provider_id: int) -> int:
    """Return what the run owes the provider for all of its sites together."""
    rows = Statement.objects.filter(run=run, site__provider=provider_id, is_payable=True, to_pay__gt=0)
    return int(rows.aggregate(sum=Sum("to_pay", default=0))["sum"])


def bank_accounts(providers: Collection[int], on: date) -> dict[int, BankAccount]:
    """Return the confirmed bank account of each of the providers that is in force on the day."""
    found = BankAccount.objects.filter(provider__in=providers, confirmed_at__isnull=False, period__contains=on)
    return {account.provider_id: account for account in found}


def pay_day_of(run: PaymentRun, today: date) -> date:
    """Return the day on which the run is paid, by the rules of its month."""
    rules = RuleSet.objects.in_force(run.month).get(strand=run.strand_id)
    return pay_day(Month.of(run.month), rules.payment_day, today)


def payment_facts(run: PaymentRun, repayment: Repayment | None = None) -> list[PaymentFacts]:
    """Return the first payments of the run, or those of a repayment, as they stand in the database now."""
    rows = Payment.objects.filter(run=run, repayment=repayment).order_by("provider_id")
    return [PaymentFacts(*row) for row in rows.values_list("provider_id", "cents", "iban", "holder", "reference")]


def transfers(run: PaymentRun, repayment: Repayment | None = None) -> list[Transfer]:
    """Return the first payments of the run, or those of a repayment, as the bank's file holds them, by provider."""
    rows = Payment.objects.filter(run=run, repayment=repayment).select_related("provider")
    return [
        Transfer(
            end_to_end_id=payment.end_to_end_id,
            cents=payment.cents,
            creditor=payment.holder,
            iban=payment.iban,
            reference=payment.reference,
            address=_address(payment.provider),
        )
        for payment in rows.order_by("provider_id")
    ]


def payment_to(run: PaymentRun, provider_id: int) -> Payment | None:
    """Return what the run pays the provider as it was submitted first: what the statement's document says."""
    return Payment.objects.filter(run=run, provider=provider_id, attempt=1).first()


def payments_of(run: PaymentRun) -> list[Payment]:
    """Return the run's payments with their providers, by name; of one provider the first payment first."""
    rows = Payment.objects.filter(run=run).select_related("provider", "returned", "file__sending", "repayment")
    return list(rows.order_by("provider__name", "provider_id", "attempt"))


def settling_digest(returned: ReturnedPayment) -> str:
    """Return the digest of how a returned payment is proposed to be settled, by whom and when."""
    return sha256(
        repr([returned.pk, returned.note, returned.proposed_by_id, str(returned.proposed_at)]).encode()
    ).hexdigest()


def unsettled(run: PaymentRun) -> list[Payment]:
    """Return the run's payments that are neither paid nor, when they failed, paid again or settled otherwise."""
    ended = [ReturnedPayment.State.REPAID, ReturnedPayment.State.SETTLED]
    rows = Payment.objects.filter(run=run).exclude(state=Payment.State.PAID)
    rows = rows.exclude(state__in=Payment.FAILED, returned__state__in=ended)
    return list(rows.select_related("provider").order_by("pk"))


def files_of(run: PaymentRun) -> list[PaymentFile]:
    """Return the run's payment files, the first one first."""
    rows = PaymentFile.objects.filter(run=run).select_related("made_by", "sending__sent_by", "repayment")
    return list(rows.order_by("pk"))


def _address(provider: Provider) -> Address | None:
    """Return a structured address, or none: a bank refuses half of one."""
    if not provider.town:
        return None
    return Address(town=provider.town, street=provider.street, postal_code=provider.postal_code)
