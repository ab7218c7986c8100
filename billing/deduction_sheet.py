"""Deductions from a sheet: what each column means, and why a row cannot be read, by its number in the sheet.

Reading is all or nothing; nothing here writes. The file itself is read by billing.rates.files, as rates are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import Deduction
from billing.queries.deductions import DeductionDraft
from billing.queries.sites import Site
from pilot import formats
from pilot.forms import MonthField
from pilot.money import NotAnAmount
from pilot.translated import LANGUAGES

COLUMNS = {
    "site": gettext_lazy("Site"),
    "month": gettext_lazy("Month"),
    "kind": gettext_lazy("Kind"),
    "item": gettext_lazy("Item"),
    "document": gettext_lazy("Document"),
    "quantity": gettext_lazy("Quantity"),
    "unit": gettext_lazy("Price"),
    "euros": gettext_lazy("Euros"),
}
NEEDED = ("site", "month", "kind", "item", "document", "euros")
LONGEST = {"item": 120, "document": 60}
# A spreadsheet keeps a month as its first day.
FIRST_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-01(?: 00:00:00)?")
MOST_QUANTITY = 2**31 - 1


@dataclass(frozen=True)
class RowError:
    """Why a row of the sheet cannot be taken; the heading is row 1."""

    row: int
    text: str

    def __str__(self) -> str:
        return _("Row {row}: {text}").format(row=self.row, text=self.text)


class NotDeductions(Exception):
    """Some rows cannot be read; all of them are named."""

    def __init__(self, wrong: Sequence[RowError]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


def read_deductions(sheet: Sequence[Sequence[str]], sites: Iterable[Site]) -> list[DeductionDraft]:
    """Read the sheet's rows; refuses with every row that is wrong."""
    if len(sheet) < 2:
        raise NotDeductions([RowError(1, _("There are no rows under the heading."))])
    columns = _columns(sheet[0])
    known = _by_name(sites)
    drafts, wrong = [], []
    for number, cells in enumerate(sheet[1:], start=2):
        row = {name: cells[place].strip() for name, place in columns.items()}
        try:
            drafts.append(_draft(row, known))
        except ValidationError as error:
            wrong.append(RowError(number, " ".join(error.messages)))
    if wrong:
        raise NotDeductions(wrong)
    return drafts


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Find the columns by their headings, in whichever of the three languages."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            names |= {str(label).casefold(): name for name, label in COLUMNS.items()}
    found = {
        names[text.strip().casefold()]: place for place, text in enumerate(heading) if text.strip().casefold() in names
    }
    missing = [str(COLUMNS[name]) for name in NEEDED if name not in found]
    if missing:
        text = _("These columns are missing: {names}.").format(names=", ".join(missing))
        raise NotDeductions([RowError(1, text)])
    return found


def _by_name(sites: Iterable[Site]) -> dict[str, Site]:
    known: dict[str, Site] = {}
    for site in sites:
        for name in (site.slug, site.name_fi, site.name_sv, site.name_en):
            if name:
                known[name.casefold()] = site
    return known


def _draft(row: Mapping[str, str], known: Mapping[str, Site]) -> DeductionDraft:
    quantity, unit_cents, cents = _amounts(row)
    return DeductionDraft(
        site=_site(row["site"], known),
        month=MonthField().clean(FIRST_DAY.sub(r"\1", row["month"])),
        kind=_kind(row["kind"]),
        item=_text(row, "item"),
        document=_text(row, "document"),
        cents=cents,
        quantity=quantity,
        unit_cents=unit_cents,
    )


def _site(text: str, known: Mapping[str, Site]) -> Site:
    site = known.get(text.casefold())
    if site is None:
        raise ValidationError(_("No paid site is called “{name}”.").format(name=text))
    return site


def _kind(text: str) -> str:
    for language in LANGUAGES:
        with translation.override(language):
            for value, label in Deduction.Kind.choices:
                if text.casefold() in (value, str(label).casefold()):
                    return value
    kinds = ", ".join(str(label) for label in Deduction.Kind.labels)
    raise ValidationError(_("“{kind}” is no kind of deduction. Write one of: {kinds}.").format(kind=text, kinds=kinds))


def _text(row: Mapping[str, str], name: str) -> str:
    text = row[name]
    if not text:
        raise ValidationError(_("{column} is empty.").format(column=COLUMNS[name]))
    if len(text) > LONGEST[name]:
        most = LONGEST[name]
        raise ValidationError(_("{column} is longer than {most} letters.").format(column=COLUMNS[name], most=most))
    return text


def _amounts(row: Mapping[str, str]) -> tuple[int | None, int | None, int]:
    """Return number, price and sum in cents; number and price come together and make the sum."""
    cents = _cents(row["euros"], COLUMNS["euros"])
    number, price = row.get("quantity", ""), row.get("unit", "")
    if not number and not price:
        return None, None, cents
    if not number.isdecimal() or not 0 < int(number) <= MOST_QUANTITY:
        raise ValidationError(_("Quantity and price belong together: write a whole number above zero, or neither."))
    unit_cents = _cents(price, COLUMNS["unit"])
    if int(number) * unit_cents != cents:
        raise ValidationError(_("Quantity times price is not the sum."))
    return int(number), unit_cents, cents


def _cents(text: str, column: object) -> int:
    try:
        cents = formats.cents_typed(text)
    except NotAnAmount as refusal:
        raise ValidationError(f"{column}: {refusal.message}") from refusal
    if cents <= 0:
        raise ValidationError(_("{column} has to be above zero.").format(column=column))
    return cents
