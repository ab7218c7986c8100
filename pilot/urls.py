"""Every address of the site; apps are met by name only, so that the kernel imports none of them."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.generic import RedirectView

from pilot import accounts_oidc, accounts_views, feedback_views, health, jobs_views, views

# Which app's pages start with what; an app without pages (yet) has no urls module.
APPS = {"pilot": "", "registry": "", "providers": "", "vouchers": "", "billing": "", "scenarios": ""}

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("language/", views.language, name="language"),
    path("theme/<slug:code>.css", views.theme, name="theme"),
    path("finance/", RedirectView.as_view(pattern_name="billing:month-list")),
    path("gallery/", views.gallery, name="gallery"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("kept-texts/", views.kept, name="kept-texts"),
    path("feedback/", feedback_views.feedback, name="feedback"),
    path("staff/feedback/", feedback_views.feedback_list, name="feedback-list"),
    path("staff/feedback/<int:pk>/", feedback_views.feedback_page, name="feedback-page"),
    path("jobs/<int:pk>/", jobs_views.job_page, name="job"),
    path("jobs/<int:pk>/restart/", jobs_views.job_restart, name="job-restart"),
    path("account/oidc/<slug:provider_id>/login/", accounts_oidc.log_in, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/login/callback/", accounts_oidc.come_back, name="openid_connect_callback"),
    path(
        "account/oidc/<slug:provider_id>/refused/<slug:reason>/", accounts_views.refused, name="openid_connect_refused"
    ),
    path("account/logged-out/", accounts_views.logged_out, name="openid_connect_logged_out"),
    path(".well-known/jwks.json", accounts_views.keys, name="openid_connect_keys"),
    # Addresses are given by whoever gives the log-in; identity providers are not connected to it.
    path("account/email/", accounts_views.not_offered),
    path("account/3rdparty/", accounts_views.not_offered),
    path("account/3rdparty/<path:rest>", accounts_views.not_offered),
    path("account/", include("allauth.urls")),
]
for app, prefix in APPS.items():
    if app != "pilot" and find_spec(f"{app}.urls"):
        urlpatterns.append(path(prefix, include(f"{app}.urls")))
