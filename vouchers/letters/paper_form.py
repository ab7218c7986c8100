"""The form on which somebody chooses on paper: one page a strand, the same for everybody, with nobody's data on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.calendar import HELSINKI
from pilot.letterheads import sender_of
from pilot.models import Strand
from pilot.pdf import Sender, render_pdf
from providers import queries as provider_queries
from vouchers import queries
from vouchers.letters.choices import rules_printed
from vouchers.letters.documents import ChoiceRules

# Beyond so many sites the form would not fit on a page: then the name is written by hand.
MOST_SITES = 15
SITES_IN_A_COLUMN = 6
KEPT_SECONDS = 600


@dataclass(frozen=True)
class ChoiceFormDocument:
    """All that the form prints."""

    sender: Sender
    strand: str
    issued_on: date
    sites: tuple[tuple[str, str], ...]
    rules: ChoiceRules
    web_address: str
    advice: str

    @property
    def columns(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The sites as they stand beside each other; none where the name is written by hand."""
        if len(self.sites) > MOST_SITES:
            return ()
        count = -(-len(self.sites) // SITES_IN_A_COLUMN) or 1
        rows = -(-len(self.sites) // count)
        return tuple(self.sites[rows * place : rows * (place + 1)] for place in range(count))

    @property
    def return_address(self) -> Sequence[str]:
        """Where the form goes, as an envelope's window shows it."""
        return (self.sender.name, *self.sender.address)


def choice_form(strand: Strand, *, language: str, on: date) -> bytes:
    """Return the strand's form as PDF: its sites and rules of the day, in the language.

    Anybody may fetch it without logging in, so a form made lately is given again.
    """
    key = f"choice-form/{strand.pk}/{language}/{on.isoformat()}"
    content = cache.get(key)
    if content is None:
        content = _made(strand, language, on)
        cache.set(key, content, KEPT_SECONDS)
    return content


def _made(strand: Strand, language: str, on: date) -> bytes:
    pilot = strand.pilot
    with translation.override(language):
        document = ChoiceFormDocument(
            sender=sender_of(pilot.lead, pilot.name),
            strand=strand.name,
            issued_on=on,
            sites=tuple(_offered(strand, on)),
            rules=rules_printed(queries.rules_on(strand, on)),
            web_address=settings.BASE_URL.partition("://")[2],
            advice=", ".join(filter(None, (pilot.lead.contact_phone, pilot.lead.contact_email))),
        )
    return render_pdf(
        "pdf/choice_form.html",
        {"document": document, "kind": _("Form for the choice"), "number": formats.day(on)},
        language=language,
        title=format_lazy(_("Form for the choice: {strand}"), strand=document.strand),
        issued_at=datetime.combine(on, time.min, tzinfo=HELSINKI),
    )


def _offered(strand: Strand, on: date) -> list[tuple[str, str]]:
    effective_on = queries.effect_of(queries.rules_on(strand, on), on)
    rows = provider_queries.by_name(provider_queries.open_sites(strand, effective_on))
    return [(site.name, ", ".join(filter(None, (site.street, site.town)))) for site in rows]
