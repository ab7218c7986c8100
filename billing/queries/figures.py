"""A statement's figures with all their rows: the one query behind its page, its PDF, its CSV and its XLSX."""

from decimal import Decimal

from django.utils.translation import gettext as _

from billing.models import Deduction, Incentive, IncentiveTarget, Statement, TargetColumns
from billing.queries import deductions as deduction_queries
from billing.queries import incentives as incentive_queries
from billing.queries import statements as queries
from billing.statements.figures import DeductionRow, IncentiveTable, StatementFigures, TargetRow
from pilot import formats
from pilot.calendar import Month


def figures_of(statement: Statement) -> StatementFigures:
    """Return the statement's figures in the active language."""
    before = queries.previous_statement(statement) if statement.carried_in else None
    return StatementFigures(
        month=Month.of(statement.run.month),
        is_payable=statement.is_payable,
        cells=queries.cell_rows(statement),
        correction_months=tuple(queries.correction_months(statement)),
        deductions=tuple(_deduction(row) for row in deduction_queries.of_statement(statement.pk)),
        incentive=_incentive(list(incentive_queries.of_statement(statement.pk))),
        cents=statement.cents,
        carried_in=statement.carried_in,
        to_pay=statement.to_pay,
        carried_out=statement.carried_out,
        previous_number=before.number if before else "",
    )


def threshold(target: TargetColumns) -> str:
    """Return what a target asks, in words."""
    return f"{target.get_direction_display()} {amount(target, target.threshold)}"


def amount(target: TargetColumns, value: int) -> str:
    """Return a figure with its unit."""
    match target.unit:
        case IncentiveTarget.Unit.DAYS:
            return _("{count} d").format(count=formats.number(value))
        case IncentiveTarget.Unit.PER_CENT:
            return formats.percent(Decimal(value).scaleb(-2), decimals=0)
        case _number:
            return formats.number(value)


def _deduction(row: Deduction) -> DeductionRow:
    return DeductionRow(
        is_co_payment=row.kind == Deduction.Kind.CO_PAYMENT,
        kind=str(row.get_kind_display()),
        item=row.item,
        month=Month.of(row.month),
        document=row.document,
        quantity=row.quantity,
        unit_cents=row.unit_cents,
        cents=-row.cents,
        reason=row.reason,
    )


def _incentive(rows: list[Incentive]) -> IncentiveTable | None:
    if not rows:
        return None
    return IncentiveTable(
        is_added=rows[0].is_added,
        fixed_share_thousandths=rows[0].fixed_share_thousandths,
        base_cents=rows[0].base_cents,
        rows=tuple(_target(row) for row in rows),
    )


def _target(row: Incentive) -> TargetRow:
    return TargetRow(
        name=row.target.name,
        asked=threshold(row.target),
        found=_found(row),
        source=row.source or (formats.day(row.measured_on) if row.measured_on else ""),
        is_met=row.is_met,
        weight=row.target.weight,
        part_cents=row.part_cents,
        cents=row.cents,
    )


def _found(row: Incentive) -> str:
    if row.value is not None:
        return amount(row.target, row.value)
    return _("not bookable") if row.is_not_bookable else _("not reported")
