"""How the interface is set up, as far as it does not depend on the installation.

Read by pilot.settings, so it imports nothing.
"""

from typing import Any

API_APPS = ["allauth.idp.oidc", "drf_spectacular", "rest_framework"]
# Keys last an hour at most; a system asks for the next one with its secret.
TOKEN_SECONDS = 3600


def api_settings() -> dict[str, Any]:
    """Return what Django REST framework, its description, and the library that gives the keys are told."""
    return {
        "IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN": TOKEN_SECONDS,
        "REST_FRAMEWORK": {
            "DEFAULT_AUTHENTICATION_CLASSES": ["pilot.api.authentication.SystemAuthentication"],
            "DEFAULT_PERMISSION_CLASSES": ["pilot.api.permissions.Allowed"],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "DEFAULT_PARSER_CLASSES": ["pilot.api.parsers.NestedJSONParser"],
            "DEFAULT_THROTTLE_CLASSES": ["pilot.api.throttles.ByAddress", "pilot.api.throttles.BySystem"],
            "DEFAULT_THROTTLE_RATES": {"address": "120/min", "system": "600/min", "key": "20/min"},
            # Else the description would take any text of its address for a version, and write it into a header.
            "ALLOWED_VERSIONS": ["1"],
            "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
            "EXCEPTION_HANDLER": "pilot.api.errors.answer",
            "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
        },
        "SPECTACULAR_SETTINGS": {
            "TITLE": "Valinta",
            "VERSION": "1",
            "DESCRIPTION": "Who may choose, among whom, who is on which list, and what is paid for it.",
            "SERVE_INCLUDE_SCHEMA": False,
            "SCHEMA_PATH_PREFIX": "/api/v1",
            "COMPONENT_SPLIT_REQUEST": True,
            "SORT_OPERATIONS": True,
            # What a choice is called says nothing more than the choice.
            "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
        },
    }
