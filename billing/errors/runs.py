"""Why a month is not frozen, and a run not moved on."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


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


class RegisterInDoubt(BillingRefused):
    """What the register told before the month's end is in doubt, and nobody put it off."""

    code = "register_in_doubt"
    text = _(
        "Changes of the register from before the month's end are in doubt: {changes}. The month is frozen when staff"
        " have settled each of them, or put it off with a reason."
    )


class OwnPostponement(BillingRefused):
    """Who put a change in doubt off for the month cannot be the one who freezes it."""

    code = "own_postponement"
    text = _("You put changes of the register off for this month. Somebody else has to freeze it.")


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
