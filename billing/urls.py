"""Billing's addresses: finance's desk and the provider's own statements."""

from django.urls import path

from billing.views import entries, months, payments, rates, runs, statements

app_name = "billing"

urlpatterns = [
    path("finance/rates/", rates.rate_list, name="rate-list"),
    path("finance/rates/new/<int:strand>/", rates.rate_draft, name="rate-draft"),
    path("finance/rates/<int:pk>/", rates.rate_page, name="rate-page"),
    path("finance/rates/<int:pk>/change/", rates.rate_change, name="rate-change"),
    path("finance/rates/<int:pk>/comparison/", rates.rate_comparison, name="rate-comparison"),
    path("finance/rates/<int:pk>/file/<slug:kind>/", rates.rate_file, name="rate-file"),
    path("finance/rates/<int:pk>/approval/", rates.rate_approval, name="rate-approval"),
    path("finance/months/", months.month_list, name="month-list"),
    path("finance/months/<int:strand>/<str:month>/preview/", months.month_preview, name="month-preview"),
    path("finance/months/<int:strand>/<str:month>/freeze/", months.month_freeze, name="month-freeze"),
    path("finance/months/runs/<int:pk>/", runs.run_page, name="run-page"),
    path("finance/months/runs/<int:pk>/entries/", entries.run_entries, name="run-entries"),
    path("finance/months/runs/<int:pk>/entries/<slug:kind>/", entries.run_file, name="run-file"),
    path("finance/months/runs/<int:pk>/gaps/", runs.run_gaps, name="run-gaps"),
    path("finance/months/runs/<int:pk>/documents/", runs.run_documents, name="run-documents"),
    path("finance/months/runs/<int:pk>/check/", runs.run_check, name="run-check"),
    path("finance/months/runs/<int:pk>/submission/", payments.submission, name="run-submission"),
    path("finance/months/runs/<int:pk>/submission/withdrawal/", payments.withdrawal, name="run-withdrawal"),
    path("finance/months/runs/<int:pk>/approval/", payments.approval, name="run-approval"),
    path("finance/months/runs/<int:pk>/payment-file/", payments.payment_file, name="payment-file"),
    path("finance/months/runs/<int:pk>/payment-file/download/", payments.download, name="payment-file-download"),
    path("finance/months/statements/<int:pk>/", statements.statement_page, name="statement-page"),
    path("finance/months/statements/<int:pk>/document/", statements.statement_document, name="statement-document"),
    path("finance/months/statements/<int:pk>/entries/", entries.statement_entries, name="statement-entries"),
    path("finance/months/statements/<int:pk>/entries/<slug:kind>/", entries.statement_file, name="statement-file"),
    path("finance/months/entries/<str:key>/", entries.entry_page, name="entry-page"),
    path("provider/statements/", statements.own_statement_list, name="own-statement-list"),
    path("provider/statements/<int:pk>/", statements.own_statement_page, name="own-statement-page"),
    path("provider/statements/<int:pk>/document/", statements.own_statement_document, name="own-statement-document"),
    path("provider/statements/<int:pk>/entries/", entries.own_statement_entries, name="own-statement-entries"),
    path("provider/statements/<int:pk>/entries/<slug:kind>/", entries.own_statement_file, name="own-statement-file"),
    path("provider/statements/entries/<str:key>/", entries.own_entry_page, name="own-entry-page"),
]
