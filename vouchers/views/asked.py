"""What an address or a form names of the resident's own pilot: a strand, a site. What the pilot lacks is not found."""

from django.http import Http404

from pilot.models import Strand
from pilot.spelt import Spelt
from providers.models import Site
from registry.models import Resident
from vouchers import queries
from vouchers.forms.early import HOME

SITE_OF_PILOT = Spelt(
    """
    SELECT {site} FROM providers_site AS site JOIN providers_provider AS provider ON provider.id = site.provider_id
    WHERE provider.pilot_id = %(pilot)s AND site.slug = %(slug)s
    """,
    site=Site,
)


def strand_of(resident: Resident, asked: str | int | None) -> Strand:
    """Return the strand of the resident's pilot that is named; the first where none is."""
    strands = queries.strands_of(resident.pilot)
    found = strands[:1] if asked in (None, "") else [strand for strand in strands if str(strand.pk) == str(asked)]
    if not found:
        raise Http404
    return found[0]


def site_of(strand: Strand, slug: str) -> Site:
    """Return the site of the strand's pilot that is named."""
    for (site,) in SITE_OF_PILOT.rows(pilot=strand.pilot_id, slug=slug):
        return site
    raise Http404


def site_or_home(strand: Strand, slug: str, *, home: str = HOME) -> Site | None:
    """Return the site that is named, or None where the word for the home site stands instead."""
    return None if slug == home else site_of(strand, slug)
