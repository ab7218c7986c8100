"""What the bank's messages are about: the payments and files that they name, and what did not arrive."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from billing.bank.answers import Answer
from billing.models import BankMessage, BankMessageLine, Payment, PaymentFile, PaymentRun, Repayment, ReturnedPayment
from billing.queries.payments import unsettled
from pilot.models import Organiser, User
from pilot.permissions import Role
from providers.models import BankAccount

FITTING = [BankMessageLine.Result.APPLIED, BankMessageLine.Result.KNOWN]
ASIDE = ~Q(result__in=FITTING)
ASIDE_LINES = Q(lines__isnull=False) & ~Q(lines__result__in=FITTING)


def files_named(payer: Organiser, names: Collection[str]) -> dict[str, PaymentFile]:
    """Return the payer's own payment files of these names."""
    rows = PaymentFile.objects.filter(run__strand__pilot__lead=payer, message_id__in=names)
    return {file.message_id: file for file in rows}


def payments_named(payer: Organiser, answers: Iterable[Answer], files: dict[str, PaymentFile]) -> list[Payment]:
    """Return the payer's payments that went into a file and are named, and all those of a file that is named."""
    names = {answer.end_to_end_id for answer in answers if answer.end_to_end_id}
    named = Q(end_to_end_id__in=names) | Q(file__in=[file.pk for file in files.values()])
    rows = Payment.objects.filter(named, run__strand__pilot__lead=payer, file__isnull=False)
    return list(rows.select_related("run__strand__pilot").order_by("pk"))


def has_open_payment(run: PaymentRun) -> bool:
    """Tell whether a payment of the run is neither paid nor settled."""
    return bool(unsettled(run))


def messages(rows: QuerySet[BankMessage]) -> QuerySet[BankMessage]:
    """Return messages as their list shows them, with how many of their lines wait for somebody to look at them."""
    waiting = Count("lines", filter=ASIDE_LINES & Q(lines__review=None))
    return rows.select_related("payer", "read_by").annotate(waiting_count=waiting)


def lines_of(message: BankMessage) -> QuerySet[BankMessageLine]:
    """Return the message's lines, those first that were set aside."""
    rows = BankMessageLine.objects.filter(message=message).select_related(
        "payment__provider", "payment__run", "review__reviewed_by"
    )
    return rows.alias(is_aside=Q(ASIDE)).order_by(F("is_aside").desc(), "ordinal")


def aside_lines(message: BankMessage) -> QuerySet[BankMessageLine]:
    """Return the lines that fit no payment, as they stand in the file."""
    return BankMessageLine.objects.filter(ASIDE, message=message).order_by("ordinal")


def line_of(message: BankMessage, pk: int) -> BankMessageLine | None:
    """Return one of the message's lines."""
    return BankMessageLine.objects.filter(message=message, pk=pk).first()


def waiting_lines(message: BankMessage) -> QuerySet[BankMessageLine]:
    """Return the lines that fit no payment and that nobody has looked at yet."""
    return aside_lines(message).filter(review=None).select_related("payment__provider", "payment__run")


def pilot_code(payer: Organiser) -> str:
    """Name the payer's first pilot, so that its auditors see the event."""
    return payer.led_pilots.order_by("pk").values_list("code", flat=True).first() or ""


def line_counts(message: BankMessage) -> list[tuple[str, int]]:
    """Return how many payments the message moved to which state."""
    rows = BankMessageLine.objects.filter(message=message, result=BankMessageLine.Result.APPLIED)
    return list(rows.values_list("outcome").annotate(count=Count("pk")).order_by("outcome"))


def returns(rows: QuerySet[ReturnedPayment], *, only_waiting: bool) -> QuerySet[ReturnedPayment]:
    """Return the queue of payments that did not arrive, with what its list shows."""
    if only_waiting:
        rows = rows.exclude(state__in=[ReturnedPayment.State.REPAID, ReturnedPayment.State.SETTLED])
    return rows.select_related("payment__provider", "payment__run__strand", "owner")


def payers_of(user: User) -> QuerySet[Organiser]:
    """Return the organisers that lead a pilot and whose finance the person is."""
    own = user.memberships.filter(role=Role.FINANCE).values("organiser")
    return Organiser.objects.filter(pk__in=own, led_pilots__isnull=False).distinct().order_by("pk")


def open_returns(run: PaymentRun) -> list[ReturnedPayment]:
    """Return what of the run waits for somebody."""
    rows = ReturnedPayment.objects.filter(payment__run=run, state=ReturnedPayment.State.OPEN)
    return list(rows.select_related("payment__provider").order_by("payment__provider__name", "pk"))


def history_of(payment: Payment) -> list[BankMessageLine]:
    """Return what the bank said of every payment of the same debt, in order."""
    rows = BankMessageLine.objects.filter(payment__run=payment.run_id, payment__provider=payment.provider_id)
    return list(rows.select_related("message", "payment", "review__reviewed_by").order_by("pk"))


def payments_of_repayment(repayment: Repayment) -> list[Payment]:
    """Return the payments of the order, by name, each with the one that it replaces."""
    rows = Payment.objects.filter(repayment=repayment).select_related("provider", "replaces", "file")
    return list(rows.order_by("provider__name", "pk"))


def newer_accounts(run: PaymentRun) -> dict[int, BankAccount]:
    """Return, by provider, accounts confirmed after the run was submitted: they move none of its payments."""
    if run.submitted_at is None:
        return {}
    providers = Payment.objects.filter(run=run).values("provider")
    rows = BankAccount.objects.filter(provider__in=providers, confirmed_at__gt=run.submitted_at)
    return {account.provider_id: account for account in rows.exclude(period__isempty=True).order_by("confirmed_at")}


def account_on(provider_id: int, on: date) -> BankAccount | None:
    """Return the provider's confirmed account of the day."""
    rows = BankAccount.objects.filter(provider=provider_id, confirmed_at__isnull=False, period__contains=on)
    return rows.first()
