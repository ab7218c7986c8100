"""Addresses of vouchers' pages, and what an answer says."""

from django.http import HttpResponse
from django.urls import reverse


def page(name: str, *args) -> str:
    return reverse(f"vouchers:{name}", args=args)


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()
