"""Addresses of the pages about choosing, lists and vouchers."""

from django.urls import path

from vouchers.views import (
    accounts,
    closing,
    desk,
    early,
    issuing,
    mergers,
    my,
    my_closing,
    my_early,
    population,
    provider,
    public,
    residents,
    sites,
    staff,
    voucher,
)

app_name = "vouchers"

public_pages = [
    path("", public.front, name="front"),
    path("sites/", public.site_list, name="site-list"),
    path("sites/compare/", public.site_compare, name="site-compare"),
    path("sites/<slug:slug>/", public.site_detail, name="site-detail"),
    path("voucher/<str:number>/", voucher.voucher_open, name="voucher-open"),
]
my_pages = [
    path("my/", my.home, name="my-home"),
    path("my/choice/", my.choice, name="my-choice"),
    path("my/choices/<int:pk>/", my.receipt, name="my-receipt"),
    path("my/choices/<int:pk>/receipt.pdf", my.receipt_pdf, name="my-receipt-pdf"),
    path("my/choices/<int:pk>/regret/", my.regret, name="my-choice-regret"),
    path("my/closing-letters/<int:pk>/", my_closing.letter, name="my-closing-letter"),
    path("my/closing-letters/<int:pk>/letter.pdf", my_closing.letter_pdf, name="my-closing-letter-pdf"),
    path("my/early-change/", my_early.early_change_draft, name="my-early-change-draft"),
    path("my/early-changes/<int:pk>/", my_early.early_change, name="my-early-change"),
    path("my/early-changes/<int:pk>/withdrawal/", my_early.withdrawal, name="my-early-change-withdrawal"),
    path("my/vouchers/<int:pk>/", my.voucher, name="my-voucher"),
    path("my/vouchers/<int:pk>/letter.pdf", my.voucher_letter, name="my-voucher-letter"),
    path("my/looks/", my.looks, name="my-looks"),
]
staff_pages = [
    path("staff/", staff.home, name="staff-home"),
    path("staff/jobs/", staff.job_list, name="job-list"),
    path("staff/population/", population.batch_list, name="batch-list"),
    path("staff/population/<int:pk>/", population.batch_page, name="batch-page"),
    path("staff/residents/", residents.resident_list, name="resident-list"),
    path("staff/residents/<int:pk>/", residents.resident_detail, name="resident-detail"),
    path("staff/residents/<int:pk>/address/", residents.resident_address, name="resident-address"),
    path("staff/residents/<int:pk>/choice/", desk.choice, name="resident-choice"),
    path("staff/residents/<int:pk>/death/", desk.death, name="resident-death"),
    path("staff/residents/<int:pk>/death/withdrawal/", desk.death_withdrawal, name="death-withdrawal"),
    path("staff/residents/<int:pk>/move/", desk.move, name="resident-move"),
    path(
        "staff/residents/<int:pk>/moves/<int:residence>/cancellation/",
        desk.move_cancellation,
        name="move-cancellation",
    ),
    path("staff/residents/<int:pk>/merger/", mergers.merger_draft, name="merger-draft"),
    path("staff/mergers/<int:pk>/", mergers.merger_page, name="merger-page"),
    path("staff/mergers/<int:pk>/confirmation/", mergers.merger_confirmation, name="merger-confirmation"),
    path("staff/mergers/<int:pk>/withdrawal/", mergers.merger_withdrawal, name="merger-withdrawal"),
    path("staff/residents/<int:pk>/early-change/", early.early_change_draft, name="early-change-draft"),
    path("staff/early-changes/", early.early_change_list, name="early-change-list"),
    path("staff/early-changes/<int:pk>/", early.early_change_page, name="early-change-page"),
    path("staff/early-changes/<int:pk>/owner/", early.early_change_owner, name="early-change-owner"),
    path("staff/early-changes/<int:pk>/disqualification/", early.disqualification, name="disqualification"),
    path("staff/early-changes/<int:pk>/ruling/", early.early_change_ruling, name="early-change-ruling"),
    path("staff/early-changes/<int:pk>/withdrawal/", early.withdrawal, name="early-change-withdrawal"),
    path("staff/choices/<int:pk>/receipt.pdf", residents.resident_receipt, name="resident-receipt"),
    path("staff/choices/<int:pk>/regret/", desk.regret, name="choice-regret"),
    path("staff/closing/", closing.closing_list, name="closing-list"),
    path("staff/closing/strands/<int:pk>/", closing.closing_page, name="closing-page"),
    path("staff/closing/strands/<int:pk>/letters/", closing.letter_list, name="closing-letter-list"),
    path("staff/closing/<int:pk>/approval/", closing.closing_approval, name="closing-approval"),
    path("staff/closing/<int:pk>/withdrawal/", closing.closing_withdrawal, name="closing-withdrawal"),
    path("staff/closing/<int:pk>/letters/", closing.closing_letters, name="closing-letters"),
    path("staff/closing/letters/<int:pk>/letter.pdf", closing.letter_pdf, name="closing-letter-pdf"),
    path("staff/vouchers/", issuing.voucher_list, name="voucher-list"),
    path("staff/vouchers/<int:pk>/letter.pdf", residents.resident_voucher_letter, name="resident-voucher"),
    path("staff/strands/<int:pk>/issue/", issuing.voucher_issue, name="voucher-issue"),
    path("staff/sites/providers/<int:pk>/bank-accounts/", accounts.account_list, name="account-list"),
    path(
        "staff/sites/bank-accounts/<int:pk>/confirmation/", accounts.account_confirmation, name="account-confirmation"
    ),
    path("staff/sites/", sites.site_list, name="site-desk-list"),
    path("staff/sites/<slug:slug>/", sites.site_detail, name="site-desk"),
    path("staff/sites/<slug:slug>/approval/", sites.approval, name="site-approval"),
    path("staff/sites/<slug:slug>/cap/", sites.cap, name="site-cap"),
    path("staff/sites/<slug:slug>/closing/", sites.closing, name="site-closing"),
]
provider_pages = [
    path("provider/", provider.site_list, name="provider-list"),
]
urlpatterns = [*public_pages, *my_pages, *staff_pages, *provider_pages]
