"""Addresses about money for programs."""

from django.urls import path

from billing.api import run_views as runs
from billing.api import statement_views as statements

urlpatterns = [
    path("statements/", statements.StatementsView.as_view(), name="api-statements"),
    path("statements/<int:pk>/", statements.StatementView.as_view(), name="api-statement"),
    path("statements/<int:pk>/document/", statements.DocumentView.as_view(), name="api-statement-document"),
    path("statements/<int:pk>/entries/", statements.EntriesView.as_view(), name="api-statement-entries"),
    path("statements/<int:pk>/entries/csv/", statements.FileView.as_view(), name="api-statement-file"),
    path("runs/", runs.RunsView.as_view(), name="api-runs"),
    path("runs/<int:pk>/", runs.RunView.as_view(), name="api-run"),
    path("runs/<int:pk>/entries/", runs.EntriesView.as_view(), name="api-run-entries"),
    path("runs/<int:pk>/entries/csv/", runs.FileView.as_view(), name="api-run-file"),
]
