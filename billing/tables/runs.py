"""The lists of frozen months, and of what a run has no rate for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import Gap, PaymentRun
from pilot import formats
from pilot.calendar import Month, helsinki_today
from pilot.tables import Column, Table


def _run_href(run: PaymentRun) -> str:
    return reverse("billing:run-page", args=[run.pk])


def _made(run: PaymentRun) -> str:
    return f"{formats.number(run.document_count)} / {formats.number(run.statement_count)}"


RUNS = Table(
    "runs",
    _("Frozen months"),
    [
        Column("month", _("Month"), "month", sort="month", href=_run_href, sub=lambda run: run.strand.name),
        Column("state", _("State"), "status", status="run", sort="state"),
        Column("to_pay_cents", _("To pay"), "money", sort="to_pay_cents"),
        Column("payable_count", _("Paid sites"), "number", sort="payable_count"),
        Column("total_cents", _("Entries, euros"), "money", sort="total_cents"),
        Column("entry_count", _("Entries"), "number", sort="entry_count"),
        Column("documents", _("Documents"), value=_made),
        Column("pay_on", _("Pay day"), "date", sort="pay_on"),
        Column("frozen_at", _("Frozen"), "date", sort="frozen_at", value=lambda run: helsinki_today(run.frozen_at)),
        Column("strand", _("Strand"), value=lambda run: run.strand.name, only="file"),
    ],
    order="-month",
    chief="to_pay_cents",
    empty_title=_("No month is frozen yet"),
    empty_text=_("Look at the preview of the first month, then freeze it."),
)


def _gap_month(gap: Gap) -> Month:
    return Month.of(gap.month)


GAPS = Table(
    "gaps",
    _("Stretches without a rate"),
    [
        Column("month", _("Service month"), "month", sort="month", value=_gap_month),
        Column("resident", _("Resident"), value=lambda gap: gap.resident.list_code, sort="resident__list_code"),
        Column("site", _("Site"), value=lambda gap: gap.site.name, sort="site__name_fi"),
        Column("area", _("Area"), value=lambda gap: gap.area.name if gap.area else "", sort="area__name_fi"),
        Column("age", _("Age"), "number", sort="age"),
        Column("starts_on", _("First day"), "date", sort="starts_on"),
    ],
    order="-month",
    note=_("They cost nothing until a rate table that covers them is approved; the next run then corrects the month."),
    empty_title=_("Every stretch has a rate"),
    empty_text=_("There is nothing to mend in this run."),
)
