"""The pages of the incentive: the targets of each strand, and a month's figures by site."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from billing.forms import IncentiveInputForm
from billing.models import PaymentRun
from billing.pages.life import may
from billing.queries import incentives as queries
from billing.queries.deductions import paid_sites
from billing.queries.figures import amount, threshold
from billing.queries.incentives import Figure
from billing.queries.runs import next_of
from pilot import formats
from pilot.access import Permission
from pilot.calendar import Month
from pilot.models import RuleSet, Strand, User

MONTHS_SHOWN = 6


def strands_with_incentive(strands: Iterable[Strand]) -> list[dict[str, Any]]:
    """Return each strand with the next month's targets, terms and the months whose figures may be looked at."""
    return [_strand(strand) for strand in strands]


def incentive_parts(strand: Strand, month: Month, user: User, form: IncentiveInputForm) -> dict[str, Any]:
    """Return everything that the page of a month's figures shows."""
    figures = queries.figures(strand, month, paid_sites(strand))
    waiting = [_waiting(row) for row in figures if row.typed is not None and row.typed.confirmed_at is None]
    is_frozen = PaymentRun.objects.filter(strand=strand, month__gte=month.first).exists()
    return {
        "strand": strand,
        "month": month,
        "targets": [_target(target) for target in queries.targets_of(strand, month)],
        "terms": terms_of(strand, month),
        "sites": [
            {"site": rows[0].site, "cells": [_cell(row) for row in rows]}
            for rows in (list(group) for _site, group in groupby(figures, key=lambda row: row.site.pk))
        ],
        "waiting": waiting,
        "is_frozen": is_frozen,
        "run": PaymentRun.objects.filter(strand=strand, month=month.first).first(),
        "form": form,
        "enters": may(user, Permission.ENTER_STATEMENT_PARTS) and not is_frozen,
        "confirms": may(user, Permission.CONFIRM_STATEMENT_PARTS) and not is_frozen,
    }


def terms_of(strand: Strand, month: Month) -> dict[str, Any] | None:
    """Return on what terms the month's targets are paid, or nothing when there is no incentive."""
    rules = RuleSet.objects.in_force(month.first).filter(strand=strand).exclude(incentive_kind="none").first()
    if rules is None:
        return None
    fixed = rules.fixed_share_thousandths
    return {"kind": rules.get_incentive_kind_display(), "fixed": _share(fixed), "share": _share(1000 - fixed)}


def _strand(strand: Strand) -> dict[str, Any]:
    following = next_of(strand)
    frozen = PaymentRun.objects.filter(strand=strand).order_by("-month").values_list("month", flat=True)[:MONTHS_SHOWN]
    return {
        "strand": strand,
        "next": following,
        "terms": terms_of(strand, following),
        "targets": [_target(target) for target in queries.targets_of(strand, following)],
        "months": [Month.of(month) for month in frozen],
    }


def _target(target: Any) -> dict[str, Any]:
    return {
        "name": target.name,
        "asked": threshold(target),
        "weight": target.weight,
        "measured": target.get_indicator_display() if target.indicator else _("typed with its source"),
    }


def _cell(row: Figure) -> dict[str, Any]:
    """Return a figure as it is printed: what counts now, where it is from, and what still waits."""
    measured, typed = row.measured, row.typed
    waits = typed is not None and typed.confirmed_at is None
    found = amount(row.target, measured.value) if measured.value is not None else ""
    if not found and measured.is_not_bookable:
        found = _("not bookable")
    return {
        "of_what": f"{row.site.name}, {row.target.name}",
        "found": found,
        "source": measured.source or (formats.day(measured.measured_on) if measured.measured_on else ""),
        "state": "waits" if waits else ("met" if measured.is_met else ("missed" if found else "missing")),
        "typed": typed,
        "typed_amount": amount(row.target, typed.value) if typed else "",
    }


def _waiting(row: Figure) -> dict[str, Any]:
    assert row.typed is not None
    return {"typed": row.typed, "text": f"{row.site.name}, {row.target.name}: {amount(row.target, row.typed.value)}"}


def _share(thousandths: int) -> str:
    return formats.percent(Decimal(thousandths).scaleb(-3))
