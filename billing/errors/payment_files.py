"""Why a payment file cannot be made."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class PaymentFileRefused(BillingRefused):
    """A payment file would not be paid as it stands, so it is not made."""

    code = "payment_file_refused"


class NotABankDay(PaymentFileRefused):
    """Banks do not pay on the day."""

    code = "not_a_bank_day"
    text = _("Banks do not carry out payments on {day}. Choose a bank day.")


class BadIdentifier(PaymentFileRefused):
    """An identifier holds what banks do not accept."""

    code = "bad_identifier"
    text = _("The identifier {identifier} does not suit banks: 1 to 35 letters, digits and simple marks.")


class IdentifierTwice(PaymentFileRefused):
    """Two payments have the same identifier."""

    code = "identifier_twice"
    text = _("Two payments have the identifier {identifier}, so the bank would pay only one of them.")


class BadAmount(PaymentFileRefused):
    """The amount is not above zero, or more than one payment may be."""

    code = "bad_amount"
    text = _("The amount of payment {identifier} is not between 0.01 and 999,999,999.99 euros.")


class BadAccount(PaymentFileRefused):
    """The account is not an IBAN."""

    code = "bad_account"
    text = _("The account of payment {identifier} is not a valid IBAN.")


class BadName(PaymentFileRefused):
    """Nothing of the name can be written in the banks' letters."""

    code = "bad_name"
    text = _("The name of payment {identifier} cannot be written in the letters that banks use.")


class BadAddress(PaymentFileRefused):
    """The address lacks its town or country."""

    code = "bad_address"
    text = _("The address of payment {identifier} needs a town and a two-letter country, or must be left out.")


class BadReference(PaymentFileRefused):
    """The reference is not an RF reference."""

    code = "bad_reference"
    text = _("The reference of payment {identifier} is not a valid RF reference.")


class NotByTheSchema(PaymentFileRefused):
    """The finished file does not follow the schema."""

    code = "not_by_the_schema"
    text = _("The payment file does not follow the banks' schema: {reason}. Nothing was sent; tell the administrator.")
