"""Builds a demonstration: set up in one unit of work, then a unit of work for each stretch between two freezes.

What is there is never made twice, so that the same command completes what was cut off and does nothing on a whole one.
Receipt and voucher numbers are secret and differ each time; all else follows from the template, the day and the seed.
"""

import io
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.models import Pilot
from registry.models import RegisterBatch
from scenarios import actions, errors
from scenarios.demo import months
from scenarios.demo.catalogue import Opening, make_measures, make_providers, opening_moment, plans
from scenarios.demo.dates import FROZEN, moved_to, noon, timeline
from scenarios.demo.log_ins import log_ins, make_members
from scenarios.demo.mailboxes import open_mailboxes
from scenarios.demo.mandates import give_mandates
from scenarios.demo.stage import stage_of
from scenarios.population import files, people
from scenarios.templates import Template, load
from vouchers import actions as voucher_actions
from vouchers import queries as voucher_queries

Tell = Callable[[str], object]
CHANNEL = "desk"


def build(
    *,
    name: str,
    residents: int,
    at: datetime,
    seed: int = 1,
    is_historical: bool = False,
    frozen: int = FROZEN,
    tell: Tell = lambda _line: None,
) -> bool:
    """Build the template's demonstration, or what is missing of it, and tell whether anything was.

    Refuses an unknown template, an installation that is no demonstration, and a real pilot of the same code.
    """
    template = load(name)
    plans(name)
    pilot = Pilot.objects.filter(code=template.code).first()
    if not settings.DEMO or (pilot is not None and not pilot.is_demonstration):
        raise errors.NotADemonstration
    is_new = pilot is None
    if pilot is None:
        dated = template if is_historical else moved_to(template, today=helsinki_today(at), frozen=frozen)
        pilot = _set_up(dated, residents, at, frozen, seed, tell)
    stage = stage_of(template, pilot, timeline(pilot.period.lower, at=at, frozen=frozen), seed)
    missing = [span for span in stage.timeline.spans() if not months.is_played(stage, span)]
    for span in missing:
        run = months.play(stage, span)
        if run is not None:
            tell(_("{month}: {sum}, {state}").format(
                month=span.month, sum=formats.money(run.total_cents), state=run.get_state_display()
            ))  # fmt: skip
    return is_new or bool(missing)


@transaction.atomic
def _set_up(template: Template, residents: int, at: datetime, frozen: int, seed: int, tell: Tell) -> Pilot:
    """Make the pilot with its people, sites, residents and vouchers; all of it or nothing."""
    who = log_ins()
    days = timeline(template.period.lower, at=at, frozen=frozen)
    pilot = actions.set_up_pilot(
        template=template,
        is_demonstration=True,
        drafted_by=who.preparer,
        by=who.approver,
        at=noon(days.first - timedelta(days=28)),
        channel=CHANNEL,
    )
    make_members(pilot.lead)
    strands = voucher_queries.strands_of(pilot)
    make_providers(template.name, Opening(pilot, strands, who, residents, opening_moment(pilot)))
    source = random.Random(f"{seed}/measures")  # noqa: S311 (nothing here is secret)
    make_measures(template.name, pilot, months=[*days.months, days.months[-1].next], source=source)
    tell(_("The pilot {name} is set up, from {day} on.").format(name=pilot.name, day=formats.day(days.first)))
    batch = _import(template, pilot, residents, seed)
    tell(_("{new} made-up residents imported, {rejected} rows left out.").format(
        new=batch.new, rejected=batch.rejected
    ))  # fmt: skip
    open_mailboxes(pilot)
    give_mandates(pilot)
    for strand in strands:
        given = voucher_actions.issue_vouchers(
            strand=strand, on=days.first, by=who.staff, at=noon(days.first - timedelta(days=1)), channel=CHANNEL
        )
        tell(_("{count} vouchers issued.").format(count=given))
    return pilot


def _import(template: Template, pilot: Pilot, residents: int, seed: int) -> RegisterBatch:
    filename = f"{template.name}.csv"
    text = io.StringIO()
    files.writer_of(Path(filename))(text, people.make_people(template, residents=residents, seed=seed))
    return voucher_actions.import_population(
        pilot=pilot,
        filename=filename,
        source=io.BytesIO(text.getvalue().encode()),
        by=log_ins().staff,
        at=noon(pilot.period.lower - timedelta(days=1)),
        channel=CHANNEL,
    )
