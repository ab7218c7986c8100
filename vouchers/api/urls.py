"""Addresses about choosing for programs."""

from django.urls import path

from vouchers.api import views

urlpatterns = [
    path("strands/", views.StrandList.as_view(), name="api-strands"),
    path("strands/<slug:pilot>/<slug:strand>/sites/", views.SiteList.as_view(), name="api-sites"),
    path("eligibility/", views.EligibilityView.as_view(), name="api-eligibility"),
]
