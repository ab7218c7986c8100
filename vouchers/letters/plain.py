"""A letter whose words are staff's, as PDF: title, text, and whom to ask; also of made-up data, to look at."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot.letterheads import sender_of
from pilot.models import Pilot, Strand
from pilot.notices import Notice, Way
from pilot.pdf import Recipient, Sender, render_pdf
from vouchers.letters import texts as letter_texts
from vouchers.letters.choices import recipient_of
from vouchers.models import Choice, Letter, LetterKind, LetterVersion, MovePlan
from vouchers.words import fees as fee_words
from vouchers.words.deeds import CHILD_HEADINGS, CHILD_SENTENCES, HEADINGS, SENTENCES, Deed

# Nobody's: what a preview is filled with.
MADE_UP = {
    "name": "Aino Esimerkki",
    "site": "Esimerkkilän lääkärit",
    "last_day": "30.9.2019",
    "closes_on": "1.10.2019",
    "ends_on": "30.9.2019",
    "home": "Esimerkkilän terveysasema",
    "effective_on": "1.3.2018",
    "invited_on": "15.1.2018",
    "from_site": "Vanha Esimerkkiasema",
    "made_on": "1.2.2018",
    "number": "ABCD-EFGH",
    "object_until": "15.2.2018",
    "objected_on": "5.2.2018",
    "settle_by": "19.2.2018",
    "answer_by": "16.2.2018",
    "taken_back_on": "8.2.2018",
    "done_on": "8.2.2018",
    "matter": "Matka uudelle asemalle on pitkä.",
}


@dataclass(frozen=True)
class PlainDocument:
    """A plain letter as it is printed."""

    sender: Sender
    recipient: Recipient | None
    issued_on: date
    title: str
    text: str
    is_sample: bool = False


def plain_letter(letter: Letter, *, notice: Notice | None, on: date) -> bytes:
    """Return the letter as it is sent with the notice; only what is posted shows a home."""
    pilot = letter.resident.pilot
    is_posted = notice is not None and notice.way == Way.POST
    with translation.override(letter.language):
        sender = sender_of(pilot.lead, pilot.name)
        recipient = recipient_of(letter.resident, on) if is_posted else None
    document = PlainDocument(
        sender=sender,
        recipient=recipient,
        issued_on=notice.sent_on if notice else on,
        title=letter.title,
        text=letter.text,
    )
    return _pdf(document, number=f"K {letter.pk}", language=letter.language, issued_at=letter.written_at)


def preview(version: LetterVersion, *, language: str, at: datetime, on: date) -> bytes:
    """Return what the version would say, filled with made-up data and marked as a sample."""
    pilot = version.pilot
    with translation.override(language):
        strand = pilot.strands.order_by("pk").first()
        values = values_of(pilot, strand, kind=version.kind, on=on) | made_up(version.kind)
        sender = sender_of(pilot.lead, pilot.name)
    document = PlainDocument(
        sender=sender,
        recipient=Recipient(MADE_UP["name"], ("Esimerkkikatu 1", "00000 ESIMERKKILÄ")),
        issued_on=on,
        title=letter_texts.filled(getattr(version, f"title_{language}"), values),
        text=letter_texts.filled(getattr(version, f"text_{language}"), values),
        is_sample=True,
    )
    return _pdf(document, number=f"K 0 v{version.number}", language=language, issued_at=at)


def made_up(kind: str) -> dict[str, str]:
    """Return what a preview of the kind is filled with, its words in the active language."""
    is_child = kind == LetterKind.CHILD_MATTER
    headings, sentences = (CHILD_HEADINGS, CHILD_SENTENCES) if is_child else (HEADINGS, SENTENCES)
    return MADE_UP | {
        "why": str(letter_texts.WHY_MOVED[MovePlan.Cause.CAP]),
        "who": f"{Choice.Capacity.MANDATE.label}: Pekka Esimerkki",
        "heading": str(headings[Deed.QUEUE_JOINED]),
        "what": str(sentences[Deed.QUEUE_JOINED]),
    }


def values_of(pilot: Pilot, strand: Strand | None, *, kind: str, on: date) -> dict[str, str]:
    """Return what every letter of the pilot may name, in the active language; of some kinds what a visit costs too."""
    lead = pilot.lead
    contact = ", ".join(filter(None, (lead.contact_name, lead.contact_phone, lead.contact_email)))
    values = {
        "strand": strand.name if strand else "",
        "pilot": pilot.name,
        "contact": contact or lead.name,
        "web_address": settings.BASE_URL.partition("://")[2],
    }
    if "cost" in letter_texts.placeholders(kind):
        values["cost"] = fee_words.in_a_letter(strand, on) if strand else ""
    return values


def _pdf(document: PlainDocument, *, number: str, language: str, issued_at: datetime) -> bytes:
    return render_pdf(
        "pdf/plain_letter.html",
        {"document": document, "kind": _("Letter"), "number": number},
        language=language,
        title=format_lazy(_("Letter {number}: {title}"), number=number, title=document.title),
        issued_at=issued_at,
    )
