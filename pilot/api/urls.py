"""Addresses of the interface: keys and its description here, each app's own below, and an answer for all others."""

from importlib.util import find_spec

from django.urls import include, path, re_path

from pilot.api.views import KeyView, NothingHere, RevokeView, SchemaView, description

# Apps that answer something; each by its own `api.urls`, met by name as their pages are.
APPS = ("vouchers", "billing")

urlpatterns = [
    path("keys/", KeyView.as_view(), name="api-keys"),
    path("keys/revoke/", RevokeView.as_view(), name="api-keys-revoke"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("", description, name="api"),
]
for app in APPS:
    if find_spec(f"{app}.api") and find_spec(f"{app}.api.urls"):
        urlpatterns.append(path("", include(f"{app}.api.urls")))
urlpatterns.append(re_path(r"", NothingHere.as_view(), name="api-nothing"))
