"""The lists of the bank's messages, of their lines, and of payments that did not arrive."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.bank import words as bank_words
from billing.bank.answers import EURO
from billing.models import BankMessage, BankMessageLine, ReturnedPayment
from pilot import formats
from pilot.calendar import Month, helsinki_today
from pilot.tables import Column, Table


def _message_href(message: BankMessage) -> str:
    return reverse("billing:bank-message-page", args=[message.pk])


def _reader(message: BankMessage) -> str:
    return str(message.read_by) if message.read_by else gettext("Command")


def _line_href(line: BankMessageLine) -> str | None:
    return reverse("billing:run-page", args=[line.payment.run_id]) + "#payments" if line.payment else None


def _line_reason(line: BankMessageLine) -> str:
    return ": ".join(part for part in (bank_words.reason(line.reason), line.told) if part)


def _review(line: BankMessageLine) -> str:
    """Say who looked at a line that fitted no payment, when, and what came of it."""
    review = getattr(line, "review", None)
    if review is None:
        return ""
    return gettext("Looked at by {who} on {day}: {note}").format(
        who=review.reviewed_by, day=formats.day(helsinki_today(review.reviewed_at)), note=review.note
    )


def _euros(line: BankMessageLine) -> int | None:
    return line.cents if line.currency == EURO else None


def _other_currency(line: BankMessageLine) -> str:
    is_other = line.cents is not None and line.currency != EURO
    return bank_words.amount(line.cents, line.currency) if is_other else ""


def _return_href(returned: ReturnedPayment) -> str:
    return reverse("billing:return-page", args=[returned.pk])


def _return_month(returned: ReturnedPayment) -> Month:
    return Month.of(returned.payment.run.month)


MESSAGES = Table(
    "bank-messages",
    _("The bank's messages"),
    [
        Column("message_id", _("Message"), sort="message_id", href=_message_href, sub=lambda row: row.filename),
        Column("kind", _("Kind"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column("read_at", _("Read"), "moment", sort="read_at"),
        Column("read_by", _("By"), value=_reader),
        Column("line_count", _("Payments named"), "number", sort="line_count"),
        Column("waiting_count", _("To look through"), "number", sort="waiting_count"),
        Column("payer", _("Payer"), value=lambda row: row.payer.name, only="file"),
    ],
    order="-read_at",
    empty_title=_("No message of the bank yet"),
    empty_text=_("Fetch the bank's answer to a payment file and give it above."),
)

LINES = Table(
    "bank-message-lines",
    _("What the message said"),
    [
        Column(
            "provider",
            _("Payment"),
            value=lambda row: (
                row.payment.provider.name if row.payment else row.end_to_end_id or gettext("Names no payment")
            ),
            href=_line_href,
            sub=lambda row: row.end_to_end_id if row.payment else row.file_id_text,
        ),
        Column("result", _("Result"), "status", status="bank_line", sort="result", sub=_review),
        Column("cents", _("Euros"), "money", value=_euros, sort="cents"),
        Column("other", _("Another currency"), value=_other_currency),
        Column("outcome", _("By the bank"), "status", status="payment"),
        Column("reason", _("Reason"), value=_line_reason, sort="reason"),
        Column("status", _("The bank's word"), sort="status"),
        Column("line", _("Line"), "number", sort="line"),
        Column("review", _("Looked at"), value=_review, only="file"),
    ],
    empty_title=_("The message names no payment"),
    empty_text=_("The bank has said nothing of single payments, and not of a whole file either."),
)

RETURNS = Table(
    "returned-payments",
    _("Returned payments"),
    [
        Column(
            "provider",
            _("Provider"),
            sort="payment__provider__name",
            value=lambda row: row.payment.provider.name,
            href=_return_href,
            sub=lambda row: formats.month(_return_month(row)),
        ),
        Column("due_on", _("Act by"), "date", sort="due_on"),
        Column("cents", _("Euros"), "money", value=lambda row: row.payment.cents, sort="payment__cents"),
        Column("reason", _("Reason"), value=lambda row: bank_words.reason(row.reason), sort="reason"),
        Column("state", _("State"), "status", status="returned", sort="state"),
        Column("owner", _("Who sees to it"), value=lambda row: str(row.owner) if row.owner else gettext("Nobody yet")),
        Column("opened_at", _("Since"), "moment", sort="opened_at"),
        Column("month", _("Month"), "month", value=_return_month, only="file"),
    ],
    order="due_on",
    empty_title=_("No payment waits"),
    empty_text=_("A payment that the bank rejects or sends back appears here when the bank's message is read."),
)
