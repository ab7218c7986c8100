"""Addresses of the pages about choosing, lists and vouchers."""

from django.urls import path

from vouchers.views import my, public, voucher

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
    path("my/vouchers/<int:pk>/letter.pdf", my.voucher_letter, name="my-voucher-letter"),
    path("my/looks/", my.looks, name="my-looks"),
]
urlpatterns = [*public_pages, *my_pages]
