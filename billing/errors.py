"""Why something about rates, runs and payments is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class BillingRefused(Refused):
    """Something about what is owed and paid cannot be done."""

    code = "billing_refused"


class AlreadyFrozen(BillingRefused):
    """The month has its run."""

    code = "already_frozen"
    text = _("This month is frozen already. Later knowledge goes to the next month's run.")


class NotNextMonth(BillingRefused):
    """Months are frozen one after the other."""

    code = "not_next_month"
    text = _("Months are frozen in order. The next one is {month}.")


class TooManyMonths(BillingRefused):
    """A simulation asks for no month, or for more than it takes."""

    code = "too_many_months"
    text = _("Ask for at least one month and at most {most}.")


class MonthNotBegun(BillingRefused):
    """Nothing of the month is known yet but what is foreseen, and a freeze would fix its pay."""

    code = "month_not_begun"
    text = _("This month begins on {day}. It cannot be frozen before that.")


class NoRules(BillingRefused):
    """No rule set holds on the month's first day."""

    code = "no_rules"
    text = _("The strand has no rules on the first day of this month, so nothing can be computed.")


class SettlementOver(BillingRefused):
    """The pilot has closed, and the time for corrections is over."""

    code = "settlement_over"
    text = _("The pilot has closed and its settlement is final: no run corrects any more.")


class OwnDraft(BillingRefused):
    """Who drafted a rate table cannot approve it."""

    code = "own_draft"
    text = _("You drafted this rate table. Somebody else has to approve it.")


class NotADraft(BillingRefused):
    """The rate table was approved before."""

    code = "not_a_draft"
    text = _("This rate table is approved already. Draft a new one to change the rates.")


class OthersDraft(BillingRefused):
    """A draft is its drafter's, so that who approves it has written nothing of it."""

    code = "others_draft"
    text = _("Somebody else drafted this rate table, so only they can change it. Draft a table of your own from it.")


class HolesNotAccepted(BillingRefused):
    """Some ages of some areas have no rate, and nobody said that they shall have none."""

    code = "holes_not_accepted"
    text = _("Some ages have no rate. Nothing was approved. Say that they shall have none, or have them filled in.")


class RatesDiffer(BillingRefused):
    """The approval names other rates than the draft has."""

    code = "rates_differ"
    text = _("The draft was changed after you opened it. Nothing was approved. Look at it again.")


class NotASheet(BillingRefused):
    """What was given cannot be read as rows and columns."""

    code = "not_a_sheet"
    text = _("This is neither CSV nor XLSX. Nothing was read. Save the table as one of them and try again.")


class SheetTooLarge(BillingRefused):
    """No rate table is so large."""

    code = "sheet_too_large"
    text = _("A table has at most {rows} rows and {columns} columns. Nothing was read.")


class WrongState(BillingRefused):
    """The run is not where this could be done."""

    code = "wrong_state"
    text = _("The run has moved on, so this cannot be done now. Open the page again to see where it is.")


class CheckFails(BillingRefused):
    """What stands is not what is due, or the digest is not that of the rows, and nothing explains it."""

    code = "check_fails"
    text = _(
        "The run's last check failed, so nothing is submitted or approved, and nothing is paid."
        " Tell the administrator, and have the run checked again when the cause is mended."
    )


class OwnSubmission(BillingRefused):
    """Who submitted the run cannot approve it."""

    code = "own_submission"
    text = _("You submitted this run. Somebody else has to approve it.")


class DigestDiffers(BillingRefused):
    """The approval names other figures than the run has."""

    code = "digest_differs"
    text = _("The run's figures are not the ones you looked at. Nothing was approved. Open the page again.")


class NoBankAccount(BillingRefused):
    """A provider with something to pay has no confirmed bank account."""

    code = "no_bank_account"
    text = _(
        "No confirmed bank account on the pay day: {providers}. "
        "Nothing was submitted. Confirm an account, then submit the run again."
    )


class NothingToPay(BillingRefused):
    """No provider is paid by the run, so there is nothing for a bank to do."""

    code = "nothing_to_pay"
    text = _("This run pays nobody, so it needs no payment file. It is complete as it is.")


class PayDayPassed(BillingRefused):
    """The day that was approved is over; a bank would refuse the file or choose a day of its own."""

    code = "pay_day_passed"
    text = _("The pay day {day} has passed. Withdraw the approval and the submission, and submit again for a new day.")


class FileExists(BillingRefused):
    """A payment file is made and may be at the bank, so what it holds is not taken back."""

    code = "file_exists"
    text = _(
        "The payment file is made and may be at the bank, so this cannot be taken back. "
        "What the bank rejects or sends back is paid again from the returned payments."
    )


class NotAllPaid(BillingRefused):
    """Some payment of the run is neither paid nor settled."""

    code = "not_all_paid"
    text = _("The run cannot be closed: not paid or settled yet are {providers}.")


class NothingAccepted(BillingRefused):
    """No payment of the run waits for its booking."""

    code = "nothing_accepted"
    text = _("No payment of this run waits to be seen on the account.")


class NoteMissing(BillingRefused):
    """The deed needs words that say how."""

    code = "note_missing"
    text = _("Write how it was settled. Nothing was changed.")


class ReturnNotOpen(BillingRefused):
    """Somebody has acted on the returned payment already."""

    code = "return_not_open"
    text = _("Somebody has acted on this returned payment already. Open the page again to see what was done.")


class SameAccount(BillingRefused):
    """The bank refused the account itself, and there is no other."""

    code = "same_account"
    text = _(
        "The bank refused the account of {providers}, and no other account is confirmed on the pay day. "
        "Nothing was ordered. Confirm a new account, then pay again."
    )


class OwnRepayment(BillingRefused):
    """Who ordered a repayment cannot approve it."""

    code = "own_repayment"
    text = _("You ordered this repayment. Somebody else has to approve it.")


class BankFileRefused(BillingRefused):
    """A file is not a bank's message that can be read."""

    code = "bank_file_refused"


class BankFileTooLarge(BankFileRefused):
    """The file is larger than any bank sends."""

    code = "bank_file_too_large"
    text = _("The file is larger than {most} MB. Nothing was read.")


class NotXml(BankFileRefused):
    """The file is not well-formed XML."""

    code = "not_xml"
    text = _("The file is not whole XML: line {line}, column {column}. Nothing was read. Fetch it from the bank again.")


class HasDoctype(BankFileRefused):
    """The file declares entities or a document type, which no bank's message does."""

    code = "has_doctype"
    text = _("The file declares a document type, which bank messages never do. Nothing was read.")


class NotABankMessage(BankFileRefused):
    """The file is XML of another kind."""

    code = "not_a_bank_message"
    text = _(
        "The file is not an answer to a payment file (pain.002) or a notification of bookings (camt.054): "
        "its kind is {kind}. Nothing was read."
    )


class PartMissing(BankFileRefused):
    """A part that the message cannot do without is missing."""

    code = "part_missing"
    text = _("Line {line}: {part} is missing. Nothing was read.")


class PartWrong(BankFileRefused):
    """A part of the message does not say what it must."""

    code = "part_wrong"
    text = _("Line {line}: {part} cannot be read. Nothing was read.")


class MessageIdUsed(BankFileRefused):
    """Another file with the same message id was read before."""

    code = "message_id_used"
    text = _(
        "Another file with the bank's message id {message} was read on {day}. "
        "Nothing was changed. Ask the bank which of the two holds."
    )


class NotApproved(BillingRefused):
    """What nobody has approved is not owed yet, so it is not booked."""

    code = "not_approved"
    text = _("The run is not approved yet. Nothing was booked. Book it when somebody has approved it.")


class NoAccounts(BillingRefused):
    """The organiser has set no accounts for a day of the books."""

    code = "no_accounts"
    text = _("No accounts hold on {day}. Nothing was booked. Set accounts that hold from that day, then book again.")


class AccountMissing(BillingRefused):
    """A use of money has no account."""

    code = "account_missing"
    text = _("An account or the cost place is missing: {uses}. Nothing was saved.")


class NotOfPilot(BillingRefused):
    """The organiser does not take part in the pilot."""

    code = "not_of_pilot"
    text = _("{organiser} does not take part in the pilot. Nothing was saved.")


class AccountsInUse(BillingRefused):
    """Something is booked by the accounts on the day or later."""

    code = "accounts_in_use"
    text = _("Something is booked by the present accounts until {last}. Nothing was saved. Choose {first} or later.")


class LaterAccounts(BillingRefused):
    """Other accounts begin on the day or later."""

    code = "later_accounts"
    text = _("Other accounts begin on this day or later. Nothing was saved. Choose a day after theirs.")


class TooManyForSheet(BillingRefused):
    """A spreadsheet cannot hold so many rows."""

    code = "too_many_for_sheet"
    text = _("A spreadsheet holds at most 1,048,575 rows, and this has more. Download it as CSV.")


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
