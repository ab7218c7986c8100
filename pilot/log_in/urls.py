"""The addresses of logging in, below /account/. allauth looks for them here as well, beside its own."""

from django.urls import path

from pilot.log_in import oidc, views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", oidc.log_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.come_back, name="openid_connect_callback"),
    path("oidc/<slug:provider_id>/refused/<slug:reason>/", views.refused, name="openid_connect_refused"),
    path("logged-out/", views.logged_out, name="openid_connect_logged_out"),
    # Addresses are given by whoever gives the log-in; identity providers are not connected to it.
    path("email/", views.not_offered),
    path("3rdparty/", views.not_offered),
    path("3rdparty/<path:rest>", views.not_offered),
]
