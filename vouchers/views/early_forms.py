"""What the resident's and the staff's pages about early changes share."""

from django.http import Http404

from pilot.models import Strand
from providers.models import Site
from vouchers.forms.early import HOME


def picked_site(strand: Strand, slug: str) -> Site | None:
    """Return the site that the form names, or None for the home site."""
    if slug == HOME:
        return None
    site = Site.objects.filter(provider__pilot=strand.pilot_id, slug=slug).first()
    if site is None:
        raise Http404
    return site
