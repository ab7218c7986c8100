"""Why a charge for a visit is not recorded, or not voided."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class CoPaymentRefused(Refused):
    """A charge cannot be recorded or voided so."""

    code = "co_payment_refused"


class ChargedLater(CoPaymentRefused):
    """The day is still to come."""

    code = "charged_later"
    text = _("The day is still to come. Record a charge when it has been made. Nothing was recorded.")


class NotLivingThen(CoPaymentRefused):
    """By the register the resident was not born yet, or not alive any more."""

    code = "not_living_then"
    text = _("By the population register this person was not alive on {day}. Check the person and the day.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class NotOnTheList(CoPaymentRefused):
    """The resident was on another list that day, or on none."""

    code = "not_on_the_list"
    text = _("This person was not on your list on {day}. Check the day. Nothing was recorded.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class NoFeeThen(CoPaymentRefused):
    """No approved fee gives a sum for the service on the day."""

    code = "no_fee_then"
    text = _("What this cost on {day} is not known here, so it cannot be recorded. Ask the organiser for the fee.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class NothingToPay(CoPaymentRefused):
    """The fee is nothing at the resident's age."""

    code = "nothing_to_pay"
    text = _("Nothing may be charged for this at the person's age. If something was charged, pay it back.")


class NotCounted(CoPaymentRefused):
    """Neither a count nor the ceiling needs the charge, so it is not kept."""

    code = "not_counted"
    text = _("These visits are not counted, so nothing is kept of them here.")


class OtherSum(CoPaymentRefused):
    """The sum is not the fee's."""

    code = "other_sum"
    text = _("This cost {sum} on {day}, and no other sum may be charged. Nothing was recorded.")

    def __init__(self, *, cents: int, day: date) -> None:
        super().__init__(sum=formats.money(cents), day=formats.day(day))


class AboveMost(OtherSum):
    """The fee is the most that may be charged, and the sum is above it, nothing, or not told."""

    code = "above_most"
    text = _("This cost at most {sum} on {day}. Write what was charged, up to that. Nothing was recorded.")


class AllPaid(CoPaymentRefused):
    """The calendar year's visits are paid; where and when, is told to nobody here."""

    code = "all_paid"
    text = _(
        "{times} visits of {year} are paid already, and no more may be charged. Nothing was recorded. If something was "
        "charged, pay it back."
    )

    def __init__(self, *, times: int, year: int) -> None:
        super().__init__(times=times, year=year)


class YearIsPaid(CoPaymentRefused):
    """The fee of the calendar year is paid, which takes the place of fees of visits."""

    code = "year_is_paid"
    text = _("The fee of the whole year {year} is paid already, so nothing more may be charged. Nothing was recorded.")

    def __init__(self, *, year: int) -> None:
        super().__init__(year=year)


class VisitsArePaid(CoPaymentRefused):
    """Visits of the calendar year are paid one by one, so that the year's fee would be paid twice."""

    code = "visits_are_paid"
    text = _("Visits of {year} are paid one by one already, so the fee of the year cannot be charged beside them.")

    def __init__(self, *, year: int) -> None:
        super().__init__(year=year)


class ChargeKeyUsed(CoPaymentRefused):
    """The same form was sent before with another charge."""

    code = "charge_key_used"
    text = _("This form was already sent with another charge. Nothing was recorded. Open the page again.")


class NoVoidReason(CoPaymentRefused):
    """A charge is voided for one of four reasons."""

    code = "no_void_reason"
    text = _("Choose why the charge does not stand. Nothing was changed.")


class VoidedAlready(CoPaymentRefused):
    """Somebody has voided the charge before."""

    code = "voided_already"
    text = _("This charge is voided already. Nothing more is needed.")
