"""The least a request could do: one query for one row, behind the same middleware as every page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from vouchers.models import Enrolment


def bare(request: HttpRequest, resident: int) -> HttpResponse:
    """Answer with the site on whose list the resident is."""
    return HttpResponse(str(Enrolment.objects.filter(resident_id=resident).values_list("site_id", flat=True).first()))


urlpatterns = [path("bare/<int:resident>/", bare)]
