"""Identifiers with a check: identity codes, accounts, references, and our own codes.

The identity code's separator is part of the identity (since 2023) and is not covered by the check
character: it is compared as written, never changed or left out. Our own codes (voucher and receipt
numbers) are random and open nothing by themselves.
"""

import random
import re
from datetime import date
from typing import Literal

from django.utils.translation import gettext_lazy as _
from stdnum import iban, iso11649
from stdnum.fi import hetu
from stdnum.iso7064 import mod_97_10

from pilot.errors import Refused

Sex = Literal["male", "female"]

SEPARATORS = {1800: "+", 1900: "-YXWVU", 2000: "ABCDEF"}
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# Individual numbers 900-999 are never given as permanent codes: made-up people have them.
MADE_UP = range(900, 1000)

# With a day and a month in front, so that a statement's number (year first) is not taken for one.
LIKE_A_CODE = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+YXWVUABCDEF]\d{3}[0-9A-Y](?![0-9A-Za-z])", re.IGNORECASE
)

# 23 characters: no vowels (no words), and no 0 1 B I L O Q S U Y Z, which are taken for one another.
# The size is a prime, so that the weighted check below finds every single wrong character and every
# swap of neighbours.
CODE_ALPHABET = "23456789CDFGHJKMNPRTVWX"
CODE_LENGTH = 12


class NotAnIban(Refused):
    """The text is not an IBAN."""

    code = "not_an_iban"
    text = _("Check the account number. A Finnish IBAN has the letters FI and 16 digits.")


def is_identity_code(text: str, *, allow_temporary: bool = False) -> bool:
    """Return whether the text is exactly an identity code: form, date and check character.

    Nothing is stripped or turned to capitals. Codes of made-up people pass only where allowed.
    """
    # The library reads lower case, full-width digits and spaces kindly; an identity must be written as it is.
    return text.isascii() and hetu.compact(text) == text and hetu.is_valid(text, allow_temporary=allow_temporary)


def names_identity_code(text: str) -> bool:
    """Return whether anything in the text reads like an identity code, rightly written or not."""
    return LIKE_A_CODE.search(text) is not None


def born_by_code(code: str) -> date:
    """Return the birth date that a valid identity code holds."""
    (century,) = (year for year, separators in SEPARATORS.items() if code[6] in separators)
    return date(century + int(code[4:6]), int(code[2:4]), int(code[:2]))


def sex_by_code(code: str) -> Sex:
    """Return the sex that a valid identity code holds: odd individual numbers are male."""
    return "male" if int(code[7:10]) % 2 else "female"


def is_made_up(code: str) -> bool:
    """Return whether a valid identity code is of the range that nobody has."""
    return int(code[7:10]) in MADE_UP


def make_identity_code(born_on: date, number: int, separator: str | None = None) -> str:
    """Return the identity code of a made-up person, from the range that nobody has."""
    if number not in MADE_UP:
        raise ValueError("a made-up person's individual number is 900-999")
    fitting = SEPARATORS[born_on.year // 100 * 100]
    separator = separator or fitting[0]
    if separator not in fitting:
        raise ValueError("the separator does not fit the century of birth")
    digits = f"{born_on:%d%m%y}{number}"
    return f"{digits[:6]}{separator}{number}{CHECK_CHARACTERS[int(digits) % 31]}"


def is_iban(text: str) -> bool:
    """Return whether the text is an IBAN as it is stored, in capitals and without spaces."""
    return text.isascii() and iban.compact(text) == text and iban.is_valid(text)


def parse_iban(text: str) -> str:
    """Read an IBAN as a person types it and return it as it is stored."""
    stored = "".join(text.split()).upper()
    if not is_iban(stored):
        raise NotAnIban()
    return stored


def format_iban(stored: str) -> str:
    """Return the IBAN in groups of four."""
    return in_groups(stored, 4)


def finnish_reference(number: int) -> str:
    """Return the domestic reference of a number: its digits and a check digit by weights 7, 3, 1."""
    digits = str(number)
    if number < 0 or not 3 <= len(digits) <= 19:
        raise ValueError("a reference is made of 3 to 19 digits")
    weighted = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-weighted % 10}"


def rf_reference(number: int) -> str:
    """Return the international reference (ISO 11649) around the domestic reference of the number."""
    reference = finnish_reference(number)
    return f"RF{mod_97_10.calc_check_digits(reference + 'RF')}{reference}"


def is_rf_reference(text: str) -> bool:
    """Return whether the text is an RF reference as it is stored, in capitals and without spaces."""
    return text.isascii() and text.isalnum() and iso11649.compact(text) == text and iso11649.is_valid(text)


def random_code(*, source: random.Random | None = None) -> str:
    """Return a new voucher or receipt number as it is stored: eleven random characters and their check.

    Without a source the numbers cannot be guessed; a seeded source makes the same made-up pilot again.
    """
    source = source or random.SystemRandom()
    body = "".join(source.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH - 1))
    # The check character has weight 1, so minus the rest makes the whole zero.
    return body + CODE_ALPHABET[-_weighted(body + CODE_ALPHABET[0]) % len(CODE_ALPHABET)]


def is_code(text: str) -> bool:
    """Return whether the text is a code as it is stored."""
    if len(text) != CODE_LENGTH or any(character not in CODE_ALPHABET for character in text):
        return False
    return _weighted(text) % len(CODE_ALPHABET) == 0


def format_code(stored: str) -> str:
    """Return the code in groups of four, as it is printed."""
    return in_groups(stored, 4)


def in_groups(text: str, size: int) -> str:
    """Return the text in groups of the size, with spaces between."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def _weighted(code: str) -> int:
    return sum(weight * CODE_ALPHABET.index(character) for weight, character in enumerate(reversed(code), start=1))
