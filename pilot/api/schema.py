"""How the description (OpenAPI) tells of what all addresses share: the key, and the ways to be refused."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from pilot.models import ApiScope


class KeyScheme(OpenApiAuthenticationExtension):
    """Describes the key as OAuth 2.0 client credentials."""

    target_class = "pilot.api.authentication.SystemAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Say where a key is fetched and which scopes there are."""
        scopes = {scope.value: str(scope.label) for scope in ApiScope}
        return {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "/api/v1/keys/", "scopes": scopes}},
        }

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]] | list[dict[str, list[str]]]:
        """Name the scope that the address asks for; an open one asks for none."""
        view = auto_schema.view
        return {self.name: [view.scope]} if view.permission is not None else []


class FieldProblem(serializers.Serializer):
    """One field that is wrong."""

    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """What is wrong (RFC 9457), in the language asked for."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="What programs compare.")
    detail = serializers.CharField(help_text="What happened, and what to do.")
    errors = FieldProblem(many=True, required=False)


PROBLEM_TYPE = "application/problem+json"
TITLES = {
    400: "No JSON",
    401: "No key, or one that has ended",
    403: "The system may not ask for this",
    404: "Nothing here, or nothing that the system may see",
    422: "A field is wrong",
    429: "Asked too often",
}


def refusals(*statuses: int) -> dict[Any, Any]:
    """Return what a view's description says of its refusals."""
    return {(status, PROBLEM_TYPE): OpenApiResponse(Problem, description=TITLES[status]) for status in statuses}
