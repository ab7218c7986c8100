"""The voucher letter and the receipt of a choice: everything they print, and their rendering.

Plain dataclasses, filled by others; nothing here reads the database. For a protected resident `recipient` and
`resident` are left out: the document then holds neither name, birth date nor address, and is not posted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot.calendar import ONE_DAY
from pilot.identifiers import format_code
from pilot.pdf import Recipient, Sender, render_pdf
from vouchers.words.fees import FeeLine

# More rows than this would not leave room on the form for who chooses and the signature. Up to three columns fit beside
# each other, the third instead of the addresses; a form of many more sites goes on to a second page.
SITES_IN_ONE_COLUMN = 6
MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class ChoiceRules:
    """The parts of the rule set that a resident is told."""

    effect_kind: Literal["days", "first_of_next_month", "same_day"]
    effect_days: int | None
    lock_in_months: int
    own_choice_from: int = 0


@dataclass(frozen=True, slots=True)
class ResidentPrinted:
    """By what a resident is known on paper; never the identity code."""

    name: str
    born_on: date


@dataclass(frozen=True, slots=True)
class SitePrinted:
    """A health station as it is printed: name, and how to reach it in one line."""

    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class CostPrinted:
    """What a visit costs on a day, as it was known when the document was written; no lines where nobody knew."""

    on: date
    lines: tuple[FeeLine, ...]
    is_free: bool
    source: str
    is_same: bool = True


@dataclass(frozen=True, slots=True)
class SiteOffered:
    """One row of the list to choose from."""

    name: str
    address: str
    phone: str
    languages: str
    sector: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    """Where the form goes and by when."""

    return_address: tuple[str, ...]
    return_by: date


@dataclass(frozen=True)
class ReceiptDocument:
    """The confirmation of a choice, or of a return to the home site."""

    sender: Sender
    recipient: Recipient | None
    resident: ResidentPrinted | None
    number: str
    issued_on: date
    strand: str
    new_site: SitePrinted
    present_site: str
    returns_home: bool
    made_at: datetime
    made_by: str
    effective_on: date
    next_change_on: date | None
    rules: ChoiceRules
    cost: CostPrinted
    voucher_number: str
    advice: str
    is_moved: bool = False
    is_own: bool = True

    @property
    def is_ahead(self) -> bool:
        """Tell whether the choice is still to take effect."""
        return self.effective_on > self.issued_on

    @property
    def can_be_cancelled(self) -> bool:
        """Tell whether the resident may still take it back: not what others decided."""
        return self.is_ahead and not self.is_moved

    @property
    def day_before(self) -> date:
        return self.effective_on - ONE_DAY


@dataclass(frozen=True)
class EndedDocument:
    """The confirmation that a choice or a move never takes effect: taken back, undone with its draw, or replaced."""

    sender: Sender
    recipient: Recipient | None
    resident: ResidentPrinted | None
    number: str
    issued_on: date
    strand: str
    ending: Literal["regretted", "undone", "replaced"]
    ended_at: datetime
    site: str
    made_at: datetime
    made_by: str
    effective_on: date
    later_number: str
    advice: str


@dataclass(frozen=True)
class VoucherLetterDocument:
    """The letter that is a resident's voucher."""

    sender: Sender
    recipient: Recipient | None
    number: str
    issued_on: date
    strand: str
    valid_from: date
    valid_to: date | None
    choose_by: date | None
    present_site: str
    rules: ChoiceRules
    cost: CostPrinted
    sites: tuple[SiteOffered, ...]
    web_address: str
    qr_address: str
    advice: str
    service_point: str = ""
    covers: str = ""
    paper_form: PaperForm | None = None

    @property
    def paper_form_columns(self) -> tuple[tuple[SiteOffered, ...], ...]:
        """The sites as they stand on the form, down one column or several."""
        columns = min(MOST_COLUMNS, -(-len(self.sites) // SITES_IN_ONE_COLUMN)) or 1
        rows = -(-len(self.sites) // columns)
        return tuple(self.sites[rows * place : rows * (place + 1)] for place in range(columns))

    @property
    def is_form_narrow(self) -> bool:
        return len(self.sites) > SITES_IN_ONE_COLUMN


def receipt_pdf(document: ReceiptDocument, *, language: str, issued_at: datetime) -> bytes:
    """Return the receipt of a choice as PDF."""
    number = format_code(document.number)
    return render_pdf(
        "pdf/receipt.html",
        {"document": document, "kind": _("Confirmation"), "number": number},
        language=language,
        title=format_lazy(_("Confirmation {number}: {site}"), number=number, site=document.new_site.name),
        issued_at=issued_at,
    )


def ended_pdf(document: EndedDocument, *, language: str, issued_at: datetime) -> bytes:
    """Return the confirmation that a choice never takes effect as PDF."""
    number = format_code(document.number)
    return render_pdf(
        "pdf/receipt_ended.html",
        {"document": document, "kind": _("Confirmation"), "number": number},
        language=language,
        title=format_lazy(_("Confirmation {number}: does not take effect"), number=number),
        issued_at=issued_at,
    )


def voucher_letter_pdf(document: VoucherLetterDocument, *, language: str, issued_at: datetime) -> bytes:
    """Return the voucher letter as PDF."""
    number = format_code(document.number)
    return render_pdf(
        "pdf/voucher_letter.html",
        {"document": document, "kind": _("Voucher"), "number": number},
        language=language,
        title=format_lazy(_("Voucher {number}: choose your health station"), number=number),
        issued_at=issued_at,
    )
