"""What is asked about choosing by programs: the open catalogue, and who may choose."""

from dataclasses import replace
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from pilot import access
from pilot.api.schema import refusals
from pilot.api.views import ApiView
from pilot.calendar import helsinki_today
from pilot.models import ApiScope, Strand
from pilot.permissions import Permission
from registry import queries as registry_queries
from registry.models import Resident
from vouchers import queries
from vouchers.api import serializers
from vouchers.catalogue import Wishes, catalogue
from vouchers.eligibility import Eligibility, eligibility

# What tells where somebody lives.
OF_HOME = ("home", "cohort")
WISHES = [
    OpenApiParameter("q", str, description="A place or postal code (nearest first), else words of a site's name."),
    OpenApiParameter("area", str, many=True),
    OpenApiParameter("sector", str, many=True, enum=["public", "private", "third"]),
    OpenApiParameter("lang", str, many=True, description="Languages spoken, such as sv."),
    OpenApiParameter("access", str, many=True),
    OpenApiParameter("hours", str, many=True, enum=["late", "saturday"]),
    OpenApiParameter("room", OpenApiTypes.INT, enum=[1], description="Only lists that take new residents."),
    OpenApiParameter("wait", OpenApiTypes.INT, enum=[7, 14], description="Days to a doctor, at most."),
    OpenApiParameter("page", OpenApiTypes.INT),
]


class StrandList(ApiView):
    """The strands in which residents choose."""

    @extend_schema(
        operation_id="strands", tags=["catalogue"], responses=serializers.StrandSerializer(many=True), auth=[]
    )
    def get(self, request: Request) -> Response:
        """List the strands in which residents choose, those of the earliest pilot first."""
        found = serializers.StrandSerializer(queries.public_strands(), many=True, context={"request": request})
        return Response(found.data)


class SiteList(ApiView):
    """The sites of a strand."""

    @extend_schema(
        operation_id="sites",
        tags=["catalogue"],
        parameters=WISHES,
        responses={200: serializers.SitePageSerializer} | refusals(404, 429),
        auth=[],
    )
    def get(self, request: Request, pilot: str, strand: str) -> Response:
        """Return the sites that fit the wishes, in the same neutral order as the page shows them."""
        one = next((row for row in queries.public_strands() if (row.pilot.code, row.code) == (pilot, strand)), None)
        if one is None:
            raise Http404
        on = queries.day_shown(one, helsinki_today(timezone.now()))
        wishes, page = Wishes.read(request.query_params), request.query_params.get("page")
        found = catalogue(strand=one, wishes=wishes, on=on, page=page)
        body = {
            "on": on,
            "count": found.count,
            "next": _address(request, found.page.next_page_number() if found.page.has_next() else None),
            "previous": _address(request, found.page.previous_page_number() if found.page.has_previous() else None),
            "sites": found.facts,
        }
        return Response(serializers.SitePageSerializer(body, context={"request": request}).data)


class EligibilityView(ApiView):
    """Who may choose, and why."""

    permission = Permission.READ_RESIDENTS
    scope = ApiScope.ELIGIBILITY

    @extend_schema(
        operation_id="eligibility",
        tags=["choosing"],
        request=serializers.EligibilityQuestion,
        responses={200: serializers.EligibilitySerializer} | refusals(400, 401, 403, 404, 422, 429),
    )
    def post(self, request: Request) -> Response:
        """Answer whether somebody may choose on a day, by the register as it is known now, with every reason.

        The same answer as on the pages and when vouchers are issued. The resident sees who asked, and why. Asked by
        POST, so that no identity code stands in an address.
        """
        question = serializers.EligibilityQuestion(data=request.data)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        strand = access.fetch(request.user, Strand, pilot__code=asked["pilot"], code=asked["strand"])
        residents = access.scope(request.user, Resident).filter(pilot=strand.pilot_id)
        resident = registry_queries.by_identity_code(residents, asked["identity_code"])
        if resident is None:
            access.log_access(
                request, what="eligibility", why=asked["purpose"], group={"list": "residents", "found": 0}
            )
            raise NotFound(
                _("No resident has this identity code now. Check each character, the separator too."),
                code="no_such_resident",
            )
        today = helsinki_today(timezone.now())
        access.log_access(request, what="eligibility", why=asked["purpose"], resident=resident)
        on = asked.get("on", today)
        found = eligibility(resident=resident, strand=strand, on=on, is_own=False)
        if queries.is_protected(resident=resident, on=today):
            found = _without_home(found)
        body = {"pilot": asked["pilot"], "strand": asked["strand"], "on": on, "is_eligible": found.is_eligible}
        body |= {"from_on": found.from_on, "reasons": found.reasons}
        return Response(serializers.EligibilitySerializer(body).data)


def _without_home(found: Eligibility) -> Eligibility:
    """Leave out the words that would tell where somebody under non-disclosure lives or lived."""
    kept: Any = (replace(reason, text=None) if reason.code in OF_HOME else reason for reason in found.reasons)
    return replace(found, reasons=tuple(kept))


def _address(request: Request, page: int | None) -> str | None:
    """Return the address of another page of the same answer."""
    if page is None:
        return None
    query = request.query_params.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
