"""An organiser as it stands in the head and foot of documents."""

from pilot.models import Organiser
from pilot.pdf import Sender
from pilot.themes import COLOUR

OWN_COLOUR = "#00357a"


def sender_of(organiser: Organiser, *units: str) -> Sender:
    """Return the organiser as sender, with the unit or the pilot that writes."""
    accent = str(organiser.theme.get("accent_strong", ""))
    return Sender(
        name=organiser.name,
        units=tuple(unit for unit in units if unit),
        business_id=organiser.business_id,
        address=tuple(line for line in (organiser.street, f"{organiser.postal_code} {organiser.town}".strip()) if line),
        contact=tuple(
            line for line in (organiser.contact_name, organiser.contact_phone, organiser.contact_email) if line
        ),
        accent=accent if COLOUR.fullmatch(accent) else OWN_COLOUR,
    )
