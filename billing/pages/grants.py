"""The report's page: four sums that say how the grant holds, drawn, and the months under them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from billing.queries import grants as queries
from billing.queries.grants import GrantMonth, Report
from pilot import formats
from pilot.charts import Bar, BarChart
from pilot.models import Pilot

MOST_BARS = 18


def grant_parts(pilot: Pilot) -> dict[str, Any]:
    """Return what the page shows around its list."""
    forecast, made_at = forecast_of(pilot)
    report = queries.report(pilot, forecast)
    return {
        "pilot": pilot,
        "report": report,
        "share": report.share_thousandths / queries.WHOLE,
        "forecast_at": made_at,
        "job": queries.open_forecast(pilot),
        "chart": _chart(report) if report.months else None,
    }


def forecast_of(pilot: Pilot) -> tuple[dict[str, int], datetime | None]:
    """Return the last forecast by month, and when it was made."""
    job = queries.last_forecast(pilot)
    return (job.result["months"], job.ended_at) if job else ({}, None)


def _chart(report: Report) -> BarChart:
    bars = [_bar(name, months) for name, months in _pieces(report.months)]
    return BarChart(
        id="grant",
        title=_title(report),
        bars=bars,
        description="; ".join(f"{bar.label} {bar.text}" for bar in bars),
        name_heading=_("Month") if len(report.months) <= MOST_BARS else _("Year"),
        value_heading=_("Counts against the grant"),
        sub=_("Euros that count against the grant. What is not frozen yet is a forecast, and says so."),
        level=2,
    )


def _pieces(months: list[GrantMonth]) -> list[tuple[str, list[GrantMonth]]]:
    """Return months as they are drawn: each, or when they are many each year's frozen and forecast ones."""
    if len(months) <= MOST_BARS:
        return [(formats.month(month.month), [month]) for month in months]
    found: dict[tuple[int, bool], list[GrantMonth]] = {}
    for month in months:
        found.setdefault((month.month.year, month.is_forecast), []).append(month)
    return [(str(year), of_year) for (year, _is_forecast), of_year in found.items()]


def _bar(name: str, months: list[GrantMonth]) -> Bar:
    counted = sum(month.counted for month in months)
    label = _("{month}, forecast").format(month=name) if months[0].is_forecast else name
    return Bar(label=label, value=counted, text=formats.money(counted))


def _title(report: Report) -> str:
    if report.runs_out is not None:
        return _("The grant runs out: {month}").format(month=formats.month(report.runs_out))
    if report.forecast:
        return _("{sum} of the grant is left at the end of the pilot").format(sum=formats.money(report.left_at_end))
    return _("{sum} of the grant is left").format(sum=formats.money(report.left))
