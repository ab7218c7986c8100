"""What kinds, causes and stops are called, for pages, documents and files alike."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.models import RateTable
from pilot import formats

KINDS = {
    "ORIGINAL": _("Original"),
    "REFUND": _("Refund"),
    "CORRECTION": _("Correction"),
}

# Whom a cell of a rate table holds for, when not for everybody.
SEXES = {"female": _("women"), "male": _("men"), "unknown": _("sex not known")}

# What brought a correction about (billing/month/causes.py).
CAUSES: dict[str, str | Promise] = {
    "": "",
    "choice": _("Choice"),
    "death": _("Death"),
    "decision": _("Decision changed"),
    "dispute": _("Dispute upheld"),
    "merger": _("Two records merged"),
    "move": _("Move"),
    "need": _("Need coefficient"),
    "rate_error": _("Rates corrected"),
    "register": _("Late register data"),
    "reinstatement": _("Death withdrawn"),
    "rules": _("Rules changed"),
    "site_closed": _("Site closed or opened"),
    "wrong_area": _("Wrong area"),
    # Of months frozen before causes were told apart more closely.
    "list": _("Choice or list"),
    "rates": _("Rates or rules"),
}

# What moved a sum since the month before, in the order in which pages draw it.
DIFFERENCES = {
    "new": _("New on the list"),
    "days": _("More or fewer days"),
    "age": _("New age band or area"),
    "rate": _("New rates"),
    "left": _("Left the list"),
    "corrections": _("Corrections in this run"),
    "corrections_before": _("Corrections in the run before"),
}

STOPS = {
    "not_next_month": _("Months are frozen in order, and an earlier month is not frozen yet."),
    "settlement_over": _("The pilot has closed, and the time for corrections is over."),
    "no_rules": _("The strand has no rules on the first day of the month."),
    "no_rate": _("No approved rate table holds in the month."),
    "register_doubt": _(
        "Changes of the register from before the month's end are in doubt."
        " Staff settle each of them, or put it off with a reason."
    ),
    "no_bank_account": _("A provider with something to pay has no confirmed bank account on the pay day."),
}


def cause(code: str) -> str:
    """Name a cause; one that this table does not know yet is shown by its code."""
    return str(CAUSES.get(code, code))


def kind(code: str) -> str:
    """Name a kind of entry."""
    return str(KINDS[code])


def ages(age_from: int, age_to: int | None) -> str:
    """Name a band of ages, both of which belong to it."""
    if age_to is None:
        return gettext("{age} years or over").format(age=age_from)
    return gettext("{first}–{last} years").format(first=age_from, last=age_to)


def rate_table(table: RateTable) -> str:
    """Name a rate table among others of its strand."""
    parts = [formats.day(table.valid_from), table.decision_number, str(table.get_state_display())]
    return ", ".join(filter(None, parts))


def only(sex: str | None, needs: tuple[int, int | None] | None) -> str:
    """Name whom of an age a cell holds for; nothing when for everybody."""
    return ", ".join(part for part in (str(SEXES[sex]) if sex else "", need(needs) if needs else "") if part)


def need(needs: tuple[int, int | None]) -> str:
    """Name a need class by its coefficients, both of which belong to it; they are given in thousandths, half-open."""
    first, until = needs
    least = formats.number(Decimal(first).scaleb(-3).normalize())
    if until is None:
        return gettext("need {least} or over").format(least=least)
    return gettext("need {least}–{most}").format(
        least=least, most=formats.number(Decimal(until - 1).scaleb(-3).normalize())
    )
