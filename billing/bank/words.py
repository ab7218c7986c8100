"""What the bank's reason codes say, for people: ISO 20022 external status and return reasons that reach a payer."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.bank.answers import EURO
from pilot import formats
from pilot.money import euros

REASONS: dict[str, str | Promise] = {
    "AC01": _("The account number is wrong"),
    "AC02": _("The payer's account number is wrong"),
    "AC03": _("The payee's account number is wrong"),
    "AC04": _("The account is closed"),
    "AC06": _("The account is blocked"),
    "AC13": _("The account is of the wrong kind"),
    "AG01": _("The account takes no such payments"),
    "AG02": _("The bank does not know this kind of payment"),
    "AM01": _("The sum is zero"),
    "AM02": _("The sum is larger than allowed"),
    "AM03": _("The currency is not allowed"),
    "AM04": _("There is not enough money on the payer's account"),
    "AM05": _("The bank has had the same payment before"),
    "AM09": _("The sum is not the agreed one"),
    "AM10": _("The sums of the file do not add up"),
    "BE01": _("The payee is not the holder of the account"),
    "BE04": _("The payee's address is missing or wrong"),
    "BE05": _("The bank does not know the payer's agreement"),
    "BE06": _("The bank does not know the payee"),
    "CNOR": _("The payee's bank is not reached"),
    "CURR": _("The currency is wrong"),
    "CUST": _("The payer or the payee asked for it"),
    "DT01": _("The pay day is wrong"),
    "DUPL": _("The bank has had the same payment before"),
    "ED05": _("The settlement between the banks failed"),
    "FF01": _("The form of the file is wrong"),
    "FOCR": _("Sent back as the payer had asked"),
    "FRAD": _("Suspected fraud"),
    "LEGL": _("The law does not allow it"),
    "MD07": _("The holder of the account has died"),
    "MS02": _("The payee gave no reason"),
    "MS03": _("The bank gave no reason"),
    "NARR": _("See the bank's own words"),
    "NOAS": _("The payee did not answer"),
    "NOOR": _("The bank did not get the payment"),
    "RC01": _("The bank's identifier is wrong"),
    "RR01": _("The authorities need the payer's account or id"),
    "RR02": _("The authorities need the payer's name or address"),
    "RR03": _("The authorities need the payee's name or address"),
    "RR04": _("The authorities require it"),
    "SL01": _("The bank's own service stopped it"),
    "TECH": _("A technical fault"),
    "TM01": _("It came too late in the day"),
    "UPAY": _("The payment was not due"),
}


def reason(code: str) -> str:
    """Say a reason in words; one that is not in the table is shown by its code."""
    return str(REASONS.get(code, code))


def amount(cents: int, currency: str) -> str:
    """Write what the bank counts, in its currency."""
    return formats.money(cents) if currency == EURO else f"{formats.number(euros(cents))} {currency}"
