"""The lists of disputes: all for finance, their own for a provider."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.models import Dispute
from pilot.calendar import helsinki_today
from pilot.tables import Column, Table


def _dispute_href(dispute: Dispute) -> str:
    return reverse("billing:dispute-page", args=[dispute.pk])


def _own_dispute_href(dispute: Dispute) -> str:
    return reverse("billing:own-dispute-page", args=[dispute.pk])


def _late(dispute: Any) -> str | Promise:
    return gettext("Late") if dispute.is_late else ""


def _closed_on(dispute: Dispute) -> date | None:
    return helsinki_today(dispute.closed_at) if dispute.closed_at else None


def _dispute_columns(href: Callable[[Dispute], str]) -> list[Column]:
    return [
        Column("number", _("Dispute"), sort="pk", value=str, href=href, sub=lambda row: row.statement.number),
        Column("statement", _("Statement"), value=lambda row: row.statement.number, only="file"),
        Column("month", _("Month"), "month", value=lambda row: row.statement.run.month, sort="statement__run__month"),
        Column("site", _("Site"), value=lambda row: row.statement.site.name, sort="statement__site__name_fi"),
        Column("reason", _("Reason"), value=lambda row: row.get_reason_display(), sort="reason"),
        Column("line_count", _("Rows"), "number", sort="line_count"),
        Column("state", _("State"), "status", status="dispute", sort="state"),
    ]


def _dispute_days(only: str = "") -> list[Column]:
    return [
        Column(
            "opened_at",
            _("Opened"),
            "date",
            value=lambda row: helsinki_today(row.opened_at),
            sort="opened_at",
            only=only,
        ),
        Column("closed_at", _("Closed"), "date", value=_closed_on, sort="closed_at", only=only),
        Column("reply_by", _("Answer by"), "date", sort="reply_by", sub=_late),
    ]


# The page tells how old a dispute is; on which day it was opened and closed, its own page and the file tell.
DISPUTES = Table(
    "disputes",
    _("Disputes"),
    [
        *_dispute_columns(_dispute_href),
        Column("provider", _("Provider"), value=lambda row: row.statement.site.provider.name, only="file"),
        Column("age", _("Days old"), "number", value=lambda row: row.age.days, sort="age"),
        *_dispute_days(only="file"),
        Column("owner", _("Owner"), value=lambda row: str(row.owner) if row.owner else "", sort="owner__name"),
    ],
    order="reply_by",
    row_class=lambda row: "is-chosen" if row.is_late else "",
    empty_title=_("No dispute here"),
    empty_text=_("Take a filter away, or wait for what providers dispute."),
)


OWN_DISPUTES = Table(
    "disputes",
    _("Disputes"),
    [*_dispute_columns(_own_dispute_href), *_dispute_days()],
    order="-number",
    empty_title=_("You have disputed nothing"),
    empty_text=_("Open a statement, pick the rows that are wrong, and say why."),
)
