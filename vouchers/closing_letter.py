"""The letter to those who are with a private site when a pilot closes: what happens when, and what they may choose.

The same letter says the same whenever it is printed; where somebody under non-disclosure lives stands in none.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.letterheads import sender_of
from pilot.pdf import Recipient, Sender, render_pdf
from vouchers import queries
from vouchers.letters import recipient_of
from vouchers.models import ClosingLetter, ClosingPlan


@dataclass(frozen=True)
class ClosingDocument:
    """All that the letter prints."""

    sender: Sender
    recipient: Recipient | None
    issued_on: date
    strand: str
    present_site: str
    home_site: str
    plan: ClosingPlan
    advice: str


def with_all() -> QuerySet[ClosingLetter]:
    """Return letters with what their page and document name."""
    return ClosingLetter.objects.select_related("resident__pilot__lead", "site", "plan__strand__pilot__lead")


def home_of(letter: ClosingLetter, *, on: date) -> str:
    """Return the name of the home health station; of somebody under non-disclosure it is not told."""
    if queries.is_protected(resident=letter.resident, on=on):
        return ""
    site = queries.home_site_on(resident=letter.resident, on=min(on, letter.plan.closes_on))
    return site.name if site else ""


def closing_letter(letter: ClosingLetter, *, on: date) -> bytes:
    """Return the letter as PDF, in the resident's language; whom it shows is as known on the day."""
    strand, language = letter.plan.strand, letter.resident.language
    lead = strand.pilot.lead
    with translation.override(language):
        document = ClosingDocument(
            sender=sender_of(lead, strand.pilot.name),
            recipient=recipient_of(letter.resident, on),
            issued_on=helsinki_today(letter.written_at),
            strand=strand.name,
            present_site=letter.site.name,
            home_site=home_of(letter, on=on),
            plan=letter.plan,
            advice=", ".join(part for part in (lead.contact_name, lead.contact_phone, lead.contact_email) if part),
        )
    return render_pdf(
        "pdf/closing_letter.html",
        {"document": document, "kind": _("Letter"), "number": str(letter.pk)},
        language=language,
        title=format_lazy(_("The pilot closes on {day}"), day=formats.day(letter.plan.last_day)),
        issued_at=letter.written_at,
    )
