"""Setting a pilot up from a template."""

from datetime import datetime
from typing import Any

from django.db import transaction

from billing import actions as billing_actions
from billing.actions.accounting import AccountsDraft
from billing.actions.rates import CellDraft
from billing.models import IncentiveTarget
from pilot import audit
from pilot.models import Area, AreaRule, Organiser, Pilot, RuleSet, Strand, User
from pilot.periods import day_before_end
from scenarios import errors
from scenarios.templates import TARGETS, AccountingPlan, AreaPlan, FeeTablePlan, RatePlan, StrandPlan, Template
from vouchers import actions as voucher_actions
from vouchers.actions import ClosingDates, FeeDraft, FeeTableDraft


@transaction.atomic
def set_up_pilot(
    *,
    template: Template,
    code: str = "",
    is_demonstration: bool = False,
    drafted_by: User,
    by: User,
    at: datetime,
    channel: str,
) -> Pilot:
    """Set up the template's organisers, areas, strands, rules, rates, fees, accounts; `by` approves what one drafts.

    A script of closing is proposed by who drafts: it takes its sites, and so is approved once there are any.
    Refuses a code that a pilot has already, and who would approve an own draft. Records `pilot_set_up`.
    """
    code = code or template.code
    if Pilot.objects.filter(code=code).exists():
        raise errors.PilotExists(pilot=code)
    organisers = [_organiser(row) for row in template.organisers]
    pilot = Pilot.objects.create(
        code=code,
        lead=organisers[0],
        period=template.period,
        grant_cents=template.grant_cents,
        is_demonstration=is_demonstration,
        **_columns("name", template.names),
    )
    pilot.organisers.set(organisers)
    by_code = {organiser.code: organiser for organiser in organisers}
    areas = {plan.code: _area(pilot, plan, by_code.get(plan.organiser)) for plan in template.areas}
    for plan in template.strands:
        strand = _strand(pilot, plan)
        for table in plan.rates:
            _rates(strand, table, areas, drafted_by=drafted_by, by=by, at=at, channel=channel)
        for fees in plan.fees:
            _fees(strand, fees, drafted_by=drafted_by, by=by, at=at, channel=channel)
        if plan.closing is not None:
            dates = ClosingDates(**plan.closing)
            voucher_actions.propose_closing(strand=strand, dates=dates, by=drafted_by, at=at, channel=channel)
        if template.accounting is not None:
            for organiser in organisers:
                _accounts(organiser, strand, template.accounting, areas, by=by, at=at, channel=channel)
    audit.record(
        "pilot_set_up",
        by=by,
        at=at,
        channel=channel,
        subject=("pilot", pilot.pk),
        pilot_code=pilot.code,
        facts={"template": template.name},
    )
    return pilot


def _organiser(row: dict[str, Any]) -> Organiser:
    columns = {key: value for key, value in row.items() if key not in ("code", "name")}
    # Two pilots may have one organiser; what is on file of it stays.
    organiser, _is_new = Organiser.objects.get_or_create(
        code=row["code"], defaults=columns | _columns("name", row["name"])
    )
    return organiser


def _area(pilot: Pilot, plan: AreaPlan, organiser: Organiser | None) -> Area:
    area = Area.objects.create(pilot=pilot, organiser=organiser, code=plan.code, **_columns("name", plan.names))
    AreaRule.objects.bulk_create(AreaRule(pilot=pilot, area=area, kind=kind, value=value) for kind, value in plan.rules)
    return area


def _strand(pilot: Pilot, plan: StrandPlan) -> Strand:
    strand = Strand.objects.create(pilot=pilot, code=plan.code, kind=plan.kind, **_columns("name", plan.names))
    for rules in plan.rules:
        columns = {name: value for name, value in rules.items() if name != TARGETS}
        rule_set = RuleSet.objects.create(strand=strand, **columns)
        IncentiveTarget.objects.bulk_create(
            IncentiveTarget(
                rule_set=rule_set,
                place=place,
                **_columns("name", target["name"]),
                **{name: value for name, value in target.items() if name != "name"},
            )
            for place, target in enumerate(rules[TARGETS], start=1)
        )
    return strand


def _rates(
    strand: Strand,
    plan: RatePlan,
    areas: dict[str, Area],
    *,
    drafted_by: User,
    by: User,
    at: datetime,
    channel: str,
) -> None:
    table = billing_actions.draft_rate_table(
        strand=strand,
        valid_from=plan.valid_from,
        cells=[
            CellDraft(areas[cell.area], cell.age_from, cell.age_to, cell.annual_cents, cell.is_demonstration)
            for cell in plan.cells
        ],
        by=drafted_by,
        at=at,
        channel=channel,
        decision_number=plan.decision_number,
        source=plan.source,
    )
    # Where a pilot's sources leave a hole, so does its template.
    billing_actions.approve_rate_table(table=table, by=by, at=at, channel=channel, accept_holes=True)


def _fees(strand: Strand, plan: FeeTablePlan, *, drafted_by: User, by: User, at: datetime, channel: str) -> None:
    fees = tuple(FeeDraft(fee.service, fee.cents, fee.age_from, fee.age_to, **fee.marks) for fee in plan.fees)
    draft = FeeTableDraft(plan.period.lower, day_before_end(plan.period), plan.source, fees, plan.source_url)
    table = voucher_actions.draft_fees(strand=strand, draft=draft, by=drafted_by, at=at, channel=channel)
    voucher_actions.approve_fees(table=table, by=by, at=at, channel=channel)


def _accounts(
    organiser: Organiser,
    strand: Strand,
    plan: AccountingPlan,
    areas: dict[str, Area],
    *,
    by: User,
    at: datetime,
    channel: str,
) -> None:
    billing_actions.set_accounting_rules(
        organiser=organiser,
        strand=strand,
        first=strand.pilot.period.lower,
        draft=AccountsDraft(
            accounts=plan.accounts,
            cost_place=plan.cost_place,
            cost_places_by=plan.cost_places_by,
            places={areas[code].pk: place for code, place in plan.cost_places.items()},
            is_demonstration=plan.is_demonstration,
        ),
        by=by,
        at=at,
        channel=channel,
    )


def _columns(base: str, names: dict[str, str]) -> dict[str, str]:
    return {f"{base}_{language}": text for language, text in names.items()}
