"""Why something about a statement's other parts is refused: deductions, and figures for the incentive."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class SiteIsNotPaid(BillingRefused):
    """A public site's statement is a calculation only, so nothing is taken off it."""

    code = "site_is_not_paid"
    text = _("{site} is a public site: nothing is paid to it, so nothing can be deducted or measured for pay.")


class MonthOutsidePilot(BillingRefused):
    """The pilot does not run in the month."""

    code = "month_outside_pilot"
    text = _("The pilot does not run in {month}. Nothing was entered.")


class CoPaymentsNotNetted(BillingRefused):
    """The rules leave co-payments with the provider."""

    code = "co_payments_not_netted"
    text = _("By the rules of {month} providers keep the co-payments, so they are not deducted.")


class DeductionStandsAlready(BillingRefused):
    """The same line of the same document is there."""

    code = "deduction_stands_already"
    text = _(
        "This row of document {document} is there already for the same site, month and item."
        " Take it back first if it was wrong, or name the item more closely."
    )


class DeductionsMoved(BillingRefused):
    """What was looked at is no longer waiting."""

    code = "deductions_moved"
    text = _(
        "These rows are not waiting any more. Nothing was changed. Open the page again and look at what waits now."
    )


class OwnDeduction(BillingRefused):
    """Who entered a deduction cannot confirm it."""

    code = "own_deduction"
    text = _("You entered some of these rows. Somebody else has to confirm them. Nothing was confirmed.")


class DeductionConfirmed(BillingRefused):
    """A confirmed deduction is not withdrawn but taken back by another row."""

    code = "deduction_confirmed"
    text = _("This deduction is confirmed, so it cannot be removed. Take it back: that is a row of its own.")


class DeductionNotConfirmed(BillingRefused):
    """What nobody has confirmed is simply removed."""

    code = "deduction_not_confirmed"
    text = _("Nobody has confirmed this deduction yet, so it can simply be removed.")


class TakenBackBefore(BillingRefused):
    """A deduction is taken back once, and never the row that takes it back."""

    code = "taken_back_before"
    text = _("This deduction is taken back already, or takes another back. Nothing was changed.")


class MonthIsFrozen(BillingRefused):
    """The month's statements say what was measured; later figures change nothing."""

    code = "month_is_frozen"
    text = _("This month is frozen, so its figures cannot change any more.")


class TargetOfOtherRules(BillingRefused):
    """The target belongs to rules that do not hold in the month."""

    code = "target_of_other_rules"
    text = _("The rules of {month} have no such target. Nothing was entered.")


class IncentiveWithoutTargets(BillingRefused):
    """Coming rules give an incentive that nothing decides over."""

    code = "incentive_without_targets"
    text = _("The incentive has no targets that decide over it. Write them, or choose no incentive.")


class NoTargets(BillingRefused):
    """Targets are to be written, and there are none."""

    code = "no_targets"
    text = _("Write at least one target, or let the targets stay as they are.")


class InputStandsAlready(BillingRefused):
    """A site has one typed figure for a target and month."""

    code = "input_stands_already"
    text = _("A figure is there already for this site, month and target. Remove it first if it was wrong.")


class InputsMoved(BillingRefused):
    """What was looked at is no longer waiting."""

    code = "inputs_moved"
    text = _("These figures are not waiting any more. Nothing was changed. Open the page again.")


class OwnInput(BillingRefused):
    """Who typed a figure cannot confirm it."""

    code = "own_input"
    text = _("You typed some of these figures. Somebody else has to confirm them. Nothing was confirmed.")


class InputConfirmed(BillingRefused):
    """A confirmed figure is not withdrawn by one person."""

    code = "input_confirmed"
    text = _("This figure is confirmed, so one person cannot remove it. Ask to remove it: somebody else then does.")


class OwnRemoval(BillingRefused):
    """Who asked to remove a figure cannot remove it."""

    code = "own_removal"
    text = _("You asked to remove this figure. Somebody else has to remove it. Nothing was changed.")
