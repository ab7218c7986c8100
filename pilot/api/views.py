"""What every view of the interface starts from, how a key is fetched and given back, and where there is nothing."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.idp.oidc import views as library
from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.views import APIView

from pilot.api.description import chapters
from pilot.api.schema import refusals
from pilot.api.throttles import ForKeys
from pilot.permissions import Permission

OPEN_SECONDS = 60
# In the form of RFC 6749, 5.2, which libraries for keys read; only the count of tries is told as everywhere here.
KEY_REFUSED = inline_serializer("KeyRefused", {"error": serializers.CharField(help_text="What programs compare.")})
KEY_REFUSALS = {
    400: OpenApiResponse(KEY_REFUSED, description="Not asked as it should be"),
    401: OpenApiResponse(KEY_REFUSED, description="Wrong id or secret"),
} | refusals(429)
SECRET = {
    "client_id": serializers.CharField(help_text="The system's name for us."),
    "client_secret": serializers.CharField(help_text="The secret that was shown once."),
}


class ApiView(APIView):
    """One address of the interface; names a permission and a scope, or neither and is for everybody."""

    permission: Permission | None = None
    scope = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view, which names its permission as those of pages do."""
        view = super().as_view(**initkwargs)
        view.permission = cls.permission  # type: ignore[attr-defined]
        return view

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say what may be kept: open answers for a minute, and read by any page of anybody's; others by nobody.

        A refusal is one asker's: kept, it would be told to everybody behind the same cache.
        """
        answer = super().finalize_response(request, response, *args, **kwargs)
        is_open = self.permission is None and request.method in ("GET", "HEAD", "OPTIONS")
        if is_open:
            answer["Access-Control-Allow-Origin"] = "*"
        if is_open and answer.status_code < HTTPStatus.BAD_REQUEST:
            patch_cache_control(answer, public=True, max_age=OPEN_SECONDS)
        else:
            answer["Cache-Control"] = "no-store"
        return answer


def _asked(view: Callable[[HttpRequest], HttpResponse], request: Request) -> HttpResponse:
    """Ask the library; of what neither it nor the database can read, such as a NUL, it says nothing by itself."""
    try:
        return view(request._request)
    except (ValueError, DataError):
        return JsonResponse({"error": "invalid_request"}, status=HTTPStatus.BAD_REQUEST)


class KeyView(ApiView):
    """Gives a system a key for its secret."""

    authentication_classes = ()
    throttle_classes = (ForKeys,)
    parser_classes = (FormParser,)

    @extend_schema(
        operation_id="fetch_key",
        tags=["keys"],
        request=inline_serializer(
            "KeyRequest",
            {
                "grant_type": serializers.ChoiceField(["client_credentials"]),
                **SECRET,
                "scope": serializers.CharField(required=False, help_text="Separated by spaces; all, when left out."),
            },
        ),
        responses={
            200: inline_serializer(
                "Key",
                {
                    "access_token": serializers.CharField(),
                    "token_type": serializers.CharField(help_text="Bearer"),
                    "expires_in": serializers.IntegerField(help_text="Seconds."),
                    "scope": serializers.CharField(),
                },
            )
        }
        | KEY_REFUSALS,
    )
    def post(self, request: Request) -> HttpResponse:
        """Give a key for an hour (RFC 6749, 4.4). The secret may also come as HTTP Basic."""
        return _asked(library.token, request)


class RevokeView(ApiView):
    """Takes a key back before it ends."""

    authentication_classes = ()
    throttle_classes = (ForKeys,)
    parser_classes = (FormParser,)

    @extend_schema(
        operation_id="revoke_key",
        tags=["keys"],
        request=inline_serializer("KeyReturned", {"token": serializers.CharField(), **SECRET}),
        responses={200: None} | KEY_REFUSALS,
    )
    def post(self, request: Request) -> HttpResponse:
        """End a key (RFC 7009)."""
        return _asked(library.revoke, request)


@extend_schema(exclude=True)
class SchemaView(ApiView, SpectacularAPIView):
    """The description (OpenAPI), for programs."""


@extend_schema(exclude=True)
class NothingHere(ApiView):
    """Answers in the interface's own way where there is no such address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before anything is looked at."""
        raise Http404


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, for whoever makes a system that asks."""
    values = {"chapters": chapters(), "schema_url": reverse("api-schema"), "base": settings.BASE_URL}
    return render(request, "pilot/api.html", values)
