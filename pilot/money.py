"""Money: whole cents as integers, euros as Decimal only where people type or read them.

The one rounding and the one splitting of the project live here. No floats, and nothing that knows
what the money is for.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused

# Ten digits of euros and two of cents, as the decimal columns hold (max_digits=12).
MOST_CENTS = 10**12 - 1

SPACES = " \u00a0\u2009\u202f"
EUROS = rf"[0-9]{{1,10}}|[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}){{1,3}}"
MINUS, SIGN = r"(?P<minus>[-\u2212])?", rf"(?:[{SPACES}]?€)?"
AMOUNT = re.compile(rf"{MINUS}(?P<euros>{EUROS})(?:[.,](?P<cents>[0-9]{{1,2}}))?{SIGN}")
# As English writes it. One comma without cents is left to the next, and so is a point in its place.
WITH_COMMAS = re.compile(
    rf"{MINUS}(?P<euros>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?=\.)|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,3}})"
    rf"(?:\.(?P<cents>[0-9]{{1,2}}))?{SIGN}"
)
IN_TWO_WAYS = re.compile(rf"[-\u2212]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}{SIGN}")


class NotAnAmount(Refused):
    """The text is not an amount in euros and cents."""

    code = "not_an_amount"
    text = _("Write the amount in euros and cents, for example 1234.50.")


class AmountInTwoWays(NotAnAmount):
    """Thousands to one reader, thousandths to another: 2,515 or 2.515."""

    code = "amount_in_two_ways"
    text = _("{amount} can be read in two ways. Write the cents too, and nothing between the thousands: 1234.50.")


def euros(cents: int) -> Decimal:
    """Return whole cents as euros with two decimals."""
    return Decimal(_whole(cents)).scaleb(-2)


def cents(amount: Decimal) -> int:
    """Return an amount in euros as whole cents; a fraction of a cent is refused, never rounded."""
    if not isinstance(amount, Decimal):
        raise TypeError("an amount in euros is a Decimal")
    if not amount.is_finite() or abs(amount) > euros(MOST_CENTS):
        raise NotAnAmount()
    numerator, denominator = amount.as_integer_ratio()
    whole, rest = divmod(numerator * 100, denominator)
    if rest:
        raise NotAnAmount()
    return whole


def cents_from_text(text: str, *, comma_groups: bool = False) -> int:
    """Read an amount as a person types it: comma or point, spaces between thousands, at most two decimals.

    `comma_groups` takes commas between thousands as well, where what follows leaves no other reading: 2,515.64. Nothing
    is an amount of two sizes, whoever reads it: what one language would take for thousands and another for decimals is
    refused in both.
    """
    text = text.strip()
    match = AMOUNT.fullmatch(text) or (WITH_COMMAS.fullmatch(text) if comma_groups else None)
    if match is None:
        if IN_TWO_WAYS.fullmatch(text):
            raise AmountInTwoWays(amount=text)
        raise NotAnAmount()
    whole = int(re.sub(f"[{SPACES},]", "", match["euros"])) * 100
    whole += int((match["cents"] or "").ljust(2, "0"))
    if whole > MOST_CENTS:
        raise NotAnAmount()
    return -whole if match["minus"] else whole


def round_half_up(numerator: int, denominator: int) -> int:
    """Return numerator / denominator as a whole number, halves away from zero.

    PostgreSQL's round(numeric) does the same, and a turned sign gives the turned amount.
    """
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    whole = (2 * abs(_whole(numerator)) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split cents by whole weights so that the parts always add up to the total.

    Largest remainder; of equal remainders the earlier gets the cent.
    """
    share_of = sum(weights)
    if share_of <= 0 or min(weights) < 0:
        raise ValueError("weights are not negative and not all zero")
    size = abs(_whole(total))
    parts = [size * weight // share_of for weight in weights]
    remainders = [size * weight % share_of for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda place: -remainders[place])
    for place in by_remainder[: size - sum(parts)]:
        parts[place] += 1
    if sum(parts) != size:
        raise AssertionError("the parts do not add up to the total")
    return parts if total >= 0 else [-part for part in parts]


def _whole(number: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError("cents are whole numbers")
    return number
