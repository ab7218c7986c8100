"""Every address of the site; apps are met by name only, so that the kernel imports none of them."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.generic import RedirectView

from pilot import feedback_views, health, jobs_views, views
from pilot.log_in import views as log_in_views

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
    path("api/v1/", include("pilot.api.urls")),
    path(".well-known/jwks.json", log_in_views.keys, name="openid_connect_keys"),
    # Ours first: they take the place of what allauth offers and we do not.
    path("account/", include("pilot.log_in.urls")),
    path("account/", include("allauth.urls")),
]
for app, prefix in APPS.items():
    if app != "pilot" and find_spec(f"{app}.urls"):
        urlpatterns.append(path(prefix, include(f"{app}.urls")))
