"""Addresses about choosing for programs."""

from django.urls import path

from vouchers.api import list_views, views

urlpatterns = [
    path("strands/", views.StrandList.as_view(), name="api-strands"),
    path("strands/<slug:pilot>/<slug:strand>/sites/", views.SiteList.as_view(), name="api-sites"),
    path("eligibility/", views.EligibilityView.as_view(), name="api-eligibility"),
    path("lists/", list_views.ListsView.as_view(), name="api-lists"),
    path("lists/<slug:site>/<slug:strand>/", list_views.ResidentsView.as_view(), name="api-list"),
    path("lists/<slug:site>/<slug:strand>/changes/", list_views.ChangesView.as_view(), name="api-list-changes"),
]
