"""What an address or a form names of the resident's own pilot: a strand, a site. What the pilot lacks is not found."""

from django.http import Http404

from pilot.models import Strand
from providers.models import Site
from registry.models import Resident
from vouchers.forms.early import HOME

# Asked with every choice, and spelt out: building the same queries anew costs more than their answers.
STRANDS_WITH_RULES = """
    SELECT strand.* FROM pilot_strand AS strand
    WHERE strand.pilot_id = %(pilot)s AND strand.kind = 'capitation'
        AND EXISTS (SELECT FROM pilot_ruleset AS rules WHERE rules.strand_id = strand.id)
    ORDER BY strand.id
"""
SITE_OF_PILOT = """
    SELECT site.* FROM providers_site AS site JOIN providers_provider AS provider ON provider.id = site.provider_id
    WHERE provider.pilot_id = %(pilot)s AND site.slug = %(slug)s
"""


def strand_of(resident: Resident, asked: str | int | None) -> Strand:
    """Return the strand of the resident's pilot that is named; the first where none is."""
    strands = list(Strand.objects.raw(STRANDS_WITH_RULES, {"pilot": resident.pilot_id}))
    found = strands[:1] if asked in (None, "") else [strand for strand in strands if str(strand.pk) == str(asked)]
    if not found:
        raise Http404
    found[0].pilot = resident.pilot
    return found[0]


def site_of(strand: Strand, slug: str) -> Site:
    """Return the site of the strand's pilot that is named."""
    found = list(Site.objects.raw(SITE_OF_PILOT, {"pilot": strand.pilot_id, "slug": slug}))
    if not found:
        raise Http404
    return found[0]


def site_or_home(strand: Strand, slug: str, *, home: str = HOME) -> Site | None:
    """Return the site that is named, or None where the word for the home site stands instead."""
    return None if slug == home else site_of(strand, slug)
