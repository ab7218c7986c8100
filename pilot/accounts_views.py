"""What the log-in library would offer and this product does not."""

from django.http import Http404, HttpRequest, HttpResponse


def not_offered(_request: HttpRequest) -> HttpResponse:
    """Answer as if there were no such page."""
    raise Http404
