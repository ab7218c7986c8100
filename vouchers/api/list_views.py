"""What a provider's systems ask of its lists: which there are, who is on one, and who joined or left since a look."""

from collections.abc import Mapping

from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from pilot import access
from pilot.api.schema import refusals
from pilot.api.views import ApiView
from pilot.calendar import helsinki_today
from pilot.models import ApiScope, Strand
from pilot.permissions import Permission
from providers.models import Site
from vouchers import queries
from vouchers.api import cursors
from vouchers.api import list_serializers as serializers

PAGE = 500


class ListView(ApiView):
    """What all addresses of lists share: whose they are, and how one is found."""

    permission = Permission.READ_LIST
    scope = ApiScope.LISTS

    def fetch(self, request: Request, site: str, strand: str) -> tuple[Site, Strand]:
        """Return the list's site and strand, 404 for another's."""
        found = access.fetch(request.user, Site, slug=site)
        of_site = next((row for row in queries.strands_of_site(found) if row.code == strand), None)
        if of_site is None:
            raise Http404
        return found, of_site


class ListsView(ListView):
    """The lists of the provider."""

    @extend_schema(
        operation_id="lists",
        tags=["lists"],
        responses={200: serializers.ListSerializer(many=True)} | refusals(401, 403, 429),
    )
    def get(self, request: Request) -> Response:
        """Return every list of the provider's sites, those of sites that have closed too."""
        lists = queries.lists_of(access.scope(request.user, Site))
        return Response(serializers.ListSerializer(lists, many=True, context={"request": request}).data)


class ResidentsView(ListView):
    """Who is on a list on a day."""

    @extend_schema(
        operation_id="list",
        tags=["lists"],
        parameters=[serializers.ListQuestion],
        responses={200: serializers.ListPageSerializer} | refusals(401, 403, 404, 422, 429),
    )
    def get(self, request: Request, site: str, strand: str) -> Response:
        """Return who is on the list on a day, as it is known now, or who is known to come after it.

        Ask for the cursor of the list's changes first, and then for the list: so no change falls between the two.
        """
        of_site, of_strand = self.fetch(request, site, strand)
        question = serializers.ListQuestion(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked, today = question.validated_data, helsinki_today(timezone.now())
        on = asked.get("on", today)
        every = queries.list_rows(site=of_site, strand=of_strand, on=on, since=None, today=today)
        rows = queries.in_state(every, asked["state"])
        page = queries.page_after(rows, after=asked["after"], most=PAGE)
        group = {"site": of_site.pk, "on": on.isoformat(), "residents": len(page.rows)}
        access.log_access(request, what="list_system", group=group)
        query: dict[str, str | int] = {"on": on.isoformat(), "state": asked["state"], "after": page.last}
        body = {"on": on, "count": rows.count(), "next": _address(request, query) if page.has_more else None}
        return Response(serializers.ListPageSerializer(body | {"residents": page.rows}).data)


class ChangesView(ListView):
    """Who joined or left a list."""

    @extend_schema(
        operation_id="list_changes",
        tags=["lists"],
        parameters=[serializers.ChangesQuestion],
        responses={200: serializers.ChangesSerializer} | refusals(401, 403, 404, 422, 429),
    )
    def get(self, request: Request, site: str, strand: str) -> Response:
        """Return who joined or left since the last answer, by list code.

        No change is lost that was still being written during the last answer, and none is told twice. What an earlier
        answer told and is no longer so is told as undone; what came and was taken back in between is not told at all.
        """
        of_site, of_strand = self.fetch(request, site, strand)
        context = {"site": of_site, "strand": of_strand}
        question = serializers.ChangesQuestion(data=request.query_params, context=context)
        question.is_valid(raise_exception=True)
        look = question.validated_data.get("since")
        found = _changes(look, of_site, of_strand)
        on = helsinki_today(timezone.now()).isoformat()
        group = {"site": of_site.pk, "on": on, "residents": len({row.resident for row in found.changes})}
        access.log_access(request, what="list_changes", group=group)
        cursor = cursors.write(found.next, site=of_site, strand=of_strand)
        body = {"changes": found.changes, "has_more": found.has_more, "cursor": cursor}
        return Response(serializers.ChangesSerializer(body | {"next": _address(request, {"since": cursor})}).data)


def _changes(look: queries.ListLook | None, site: Site, strand: Strand) -> queries.ListChanges:
    if look is None:
        return queries.ListChanges([], queries.list_look(), has_more=False)
    try:
        return queries.list_changes(site=site, strand=strand, look=look, most=PAGE)
    except queries.LookFromElsewhere:
        raise ValidationError({"since": serializers.no_cursor("ahead").detail}) from None


def _address(request: Request, query: Mapping[str, str | int]) -> str:
    """Return the address of what is asked next."""
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
