"""The least that requests could do, behind the same middleware as every page."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from vouchers.models import Enrolment

TABLE = "bench_bare_row"


def bare(request: HttpRequest, resident: int) -> HttpResponse:
    """Answer with the site on whose list the resident is."""
    return HttpResponse(str(Enrolment.objects.filter(resident_id=resident).values_list("site_id", flat=True).first()))


def bare_insert(request: HttpRequest) -> HttpResponse:
    """Insert one row of who is logged in, in a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (by_id) VALUES (%s)", [request.user.pk])
    return HttpResponse(status=204)


urlpatterns = [
    path("bare/<int:resident>/", bare),
    path("bare/insert/", bare_insert),
    path("", include("pilot.urls")),
]
