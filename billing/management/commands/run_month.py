"""Preview a pilot's month, or with --freeze freeze it and have its statements made. Nothing is paid by this command."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing import actions, words
from billing.management.asked import strands
from billing.models import PaymentRun
from billing.month.preview import Preview, preview
from pilot import formats
from pilot.calendar import Month, NotAMonth
from pilot.errors import Refused
from pilot.models import Strand
from vouchers import queries as voucher_queries
from vouchers.queries import PutOff

CHANNEL = "command"


class Command(BaseCommand):
    """Exit status: 0, or 1 with one sentence when something is refused; then nothing was written."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be asked."""
        parser.add_argument("--pilot", required=True, metavar="CODE")
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--strand", metavar="CODE", help="one strand; without it every strand paid by capitation")
        parser.add_argument("--freeze", action="store_true", help="freeze the month; without it nothing is written")
        parser.add_argument("--json", action="store_true", help="one line of JSON a strand, for programs")

    def handle(
        self, *args: object, pilot: str, month: str, strand: str | None, freeze: bool, json: bool, **options: object
    ) -> None:
        """Answer for each strand in turn."""
        try:
            asked = Month.parse(month)
            for found in strands(pilot, strand):
                facts = _frozen(found, asked) if freeze else _previewed(found, asked)
                self.stdout.write(_line(facts) if json else "\n".join(_words(facts)))
        except NotAMonth as refusal:
            raise CommandError(f"--month {month}: {refusal.message}") from refusal
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal


def _previewed(strand: Strand, month: Month) -> dict[str, Any]:
    return _head(strand, month) | _preview_facts(preview(strand=strand, month=month))


def _frozen(strand: Strand, month: Month) -> dict[str, Any]:
    """Freeze, have the documents made, and check; the freeze stands whatever the check says, its payment does not."""
    at = timezone.now()
    run = actions.freeze(strand=strand, month=month, by=None, at=at, channel=CHANNEL)
    with transaction.atomic():
        job = actions.order_documents(run=run, by=None, at=at, channel=CHANNEL)
    return _head(strand, month) | _run_facts(run) | {"documents_job": job.pk, "check": _check_facts(strand)}


def _head(strand: Strand, month: Month) -> dict[str, Any]:
    return {"pilot": strand.pilot.code, "strand": strand.code, "month": str(month)}


def _preview_facts(found: Preview) -> dict[str, Any]:
    return {
        "frozen": False,
        "entries": found.entry_count,
        "cents": found.cents,
        "to_pay": found.payable_cents,
        "gaps": sum(gap.stretches for gap in found.gaps),
        "stops": found.stops,
        "doubts": found.doubts,
        "put_off": [_put_off(deed) for deed in found.put_off],
        "statements": [
            {
                "site": row.site.slug,
                "payable": row.figures.is_payable,
                "cents": row.figures.cents,
                "deductions": row.figures.parts.deductions,
                "co_payments": row.figures.parts.co_payments,
                "incentive": row.figures.parts.incentive,
                "carried_in": row.figures.carried_in if row.figures.is_payable else 0,
                "to_pay": row.figures.to_pay,
                "carried_out": row.figures.carried_out,
                "cents_before": row.cents_before,
                "differences": [vars(part) for part in row.differences],
            }
            for row in found.sites
        ],
    }


def _run_facts(run: PaymentRun) -> dict[str, Any]:
    rows = run.statements.select_related("site").order_by("site__slug")
    put_off = voucher_queries.put_off_for(run.strand.pilot_id, Month.of(run.month), known_at=run.marked_at)
    return {
        "frozen": True,
        "run": run.pk,
        "digest": run.digest,
        "entries": run.entry_count,
        "cents": run.total_cents,
        "to_pay": sum(row.to_pay for row in rows),
        "gaps": run.gaps.count(),
        "stops": [],
        "doubts": 0,
        "put_off": [_put_off(deed) for deed in put_off],
        "statements": [
            {
                "number": row.number,
                "site": row.site.slug,
                "payable": row.is_payable,
                "cents": row.cents,
                "deductions": row.deductions,
                "co_payments": row.co_payments,
                "incentive": row.incentive,
                "carried_in": row.carried_in,
                "to_pay": row.to_pay,
                "carried_out": row.carried_out,
            }
            for row in rows
        ],
    }


def _put_off(deed: PutOff) -> dict[str, Any]:
    matters = dict(sorted(deed.matters.items()))
    return {"by": str(deed.by), "at": deed.at.isoformat(), "reason": deed.reason, "matters": matters, "left": deed.left}


def _check_facts(strand: Strand) -> dict[str, Any]:
    check = actions.check_run(strand=strand, by=None, at=timezone.now(), channel=CHANNEL)
    return check.facts() | {"state": check.state}


def _line(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _words(facts: dict[str, Any]) -> list[str]:
    """Say the same in words, a line a site."""
    head = _("{pilot}, {strand}, {month}: frozen") if facts["frozen"] else _("{pilot}, {strand}, {month}: preview")
    lines = [
        head.format(**facts),
        _("{entries} entries, {sum} in all, {to_pay} to pay, {gaps} stretches without a rate").format(
            entries=formats.number(facts["entries"]),
            sum=formats.money(facts["cents"]),
            to_pay=formats.money(facts["to_pay"]),
            gaps=formats.number(facts["gaps"]),
        ),
    ]
    lines += [_row(row) for row in facts["statements"]]
    lines += [f"! {words.STOPS[code]}" for code in facts["stops"]]
    lines += [_doubts(facts["doubts"])] if facts["doubts"] else []
    lines += [_put_off_line(deed) for deed in facts["put_off"]]
    if facts["frozen"]:
        lines.append(_("digest {digest}").format(**facts))
        lines.append(_("what stands = what is due: {state}").format(state=facts["check"]["state"]))
    return lines


def _doubts(doubts: int) -> str:
    number = formats.number(doubts)
    return "! " + ngettext("{doubts} change in doubt", "{doubts} changes in doubt", doubts).format(doubts=number)


def _put_off_line(deed: dict[str, Any]) -> str:
    changes = formats.number(sum(deed["matters"].values()))
    return "~ " + _("{changes} put off by {by}: {reason}").format(changes=changes, by=deed["by"], reason=deed["reason"])


def _row(row: dict[str, Any]) -> str:
    cents, to_pay = (formats.money(row[name]) for name in ("cents", "to_pay"))
    return f"  {row['site']:<40} {cents:>16} {to_pay:>16}"
