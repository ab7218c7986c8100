"""A resident's story on one time line: choices, lists, vouchers, and for the staff what the register told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from pilot.models import Strand
from pilot.periods import day_before_end
from registry.models import Merger, Residence, Resident
from vouchers.models import Choice, Enrolment, Voucher
from vouchers.queries.standing import Standing
from vouchers.queries.story_charges import charges
from vouchers.queries.story_disputes import disputes
from vouchers.queries.story_events import StoryEvent

HOW_LISTED: dict[str, Promise] = {
    Enrolment.Origin.HOME: gettext_lazy("home health station"),
    Enrolment.Origin.CHOICE: gettext_lazy("by a choice"),
    Enrolment.Origin.QUEUE: gettext_lazy("from the queue"),
    Enrolment.Origin.FORCED: gettext_lazy("moved there; not by an own choice"),
    Enrolment.Origin.CLOSING: gettext_lazy("moved there when the pilot closed"),
}
WHAT_CAME: dict[str, Promise] = {
    Choice.Origin.OWN: gettext_lazy("Choice of {site}"),
    Choice.Origin.QUEUE: gettext_lazy("Place from the queue: {site}"),
    Choice.Origin.FORCED: gettext_lazy("Move decided: {site}"),
    Choice.Origin.CLOSING: gettext_lazy("The pilot closes: {site}"),
}


@dataclass(frozen=True)
class Story:
    """What is coming and what has been, each newest first."""

    coming: tuple[StoryEvent, ...]
    past: tuple[StoryEvent, ...]


def story(
    *, resident: Resident, standings: Iterable[Standing], on: date, for_staff: bool = False, with_homes: bool = True
) -> Story:
    """Return the resident's story in the strands as it is known now; homes may be left out for their safety."""
    standings = list(standings)
    # What holds for several strands at once, as the end of the pilot, is told once.
    events = list(dict.fromkeys(event for standing in standings for event in _coming(standing)))
    strands = [standing.strand for standing in standings]
    events += [*_lists(resident, strands, with_homes), *_choices(resident, strands), *_vouchers(resident, strands)]
    events += _mergers(resident, for_staff)
    if for_staff:
        events += [*_register(resident, with_homes), *disputes(resident), *charges(resident, with_homes)]
    events.sort(key=lambda event: event.order, reverse=True)
    return Story(tuple(event for event in events if event.on > on), tuple(event for event in events if event.on <= on))


def _coming(standing: Standing) -> Iterator[StoryEvent]:
    last = day_before_end(standing.strand.pilot.period)
    if last is not None and last >= standing.on:
        yield StoryEvent(last, _("The pilot ends"), _("We tell in good time how care goes on."))
    if standing.is_bound and standing.next_change_on:
        yield StoryEvent(standing.next_change_on, _("A new choice is possible"), standing.strand.name)


def _lists(resident: Resident, strands: list[Strand], with_homes: bool) -> Iterator[StoryEvent]:
    rows = list(
        Enrolment.objects.filter(resident=resident, strand__in=strands)
        .select_related("site", "strand__pilot")
        .order_by("strand", "period")
    )
    goes_on = {(row.strand_id, row.period.lower) for row in rows}
    for row in rows:
        is_home = row.origin == Enrolment.Origin.HOME
        # Which home site it is tells where somebody lives.
        name = row.site.name if with_homes or not is_home else _("Home health station")
        yield StoryEvent(row.period.lower, name, str(HOW_LISTED[row.origin]))
        end = row.period.upper
        # That lists end with the pilot is an event of its own.
        if end not in (None, row.strand.pilot.period.upper) and (row.strand_id, end) not in goes_on:
            yield StoryEvent(end, _("On no list any more"), name)


def _choices(resident: Resident, strands: list[Strand]) -> Iterator[StoryEvent]:
    for row in Choice.objects.filter(resident=resident, strand__in=strands).select_related("site"):
        name = row.site.name if row.site else _("Home health station")
        if row.is_wished and not row.site:
            what = _("Return to the home health station")
        else:
            what = str(WHAT_CAME[row.origin]).format(site=name)
        # How it came in says something of a wish only: nobody moves themselves by lot online.
        ways = [row.get_channel_display()] if row.is_wished else []
        more = ", ".join([*ways, format_code(row.receipt_number)])
        if row.capacity != Choice.Capacity.OWN:
            # Who it was stands in the receipt; here a name could reveal too much.
            more = f"{row.get_capacity_display()}, {more}"
        yield StoryEvent(row.made_on, what, more, is_minor=True, at=row.made_at)
        if row.regretted_at:
            on, number = helsinki_today(row.regretted_at), format_code(row.receipt_number)
            back = _("Choice taken back") if row.is_wished else _("The move to another list was undone")
            yield StoryEvent(on, back, number, is_minor=True, at=row.regretted_at)


def _vouchers(resident: Resident, strands: list[Strand]) -> Iterator[StoryEvent]:
    for row in Voucher.objects.filter(resident=resident, strand__in=strands):
        yield StoryEvent(row.period.lower, _("Voucher"), format_code(row.number), is_minor=True)


def _mergers(resident: Resident, for_staff: bool) -> Iterator[StoryEvent]:
    """Tell that two records became one; which they were and why is the staff's."""
    rows = Merger.objects.filter(Q(survivor=resident) | Q(absorbed=resident), confirmed_at__isnull=False)
    for row in rows.select_related("survivor", "absorbed"):
        assert row.confirmed_at is not None
        on, more = helsinki_today(row.confirmed_at), _("Choices, vouchers and letters are together from then on.")
        if for_staff:
            codes = {"absorbed": row.absorbed.list_code, "survivor": row.survivor.list_code}
            more = _("{absorbed} goes on as {survivor}: {reason}").format(**codes, reason=row.reason)
        yield StoryEvent(on, _("Two records of one person were merged"), more, at=row.confirmed_at)


def _register(resident: Resident, with_homes: bool) -> Iterator[StoryEvent]:
    homes = Residence.objects.filter(resident=resident, period__isnull=False).select_related("area")
    for row in homes if with_homes else []:
        where = _("Home in {area}").format(area=row.area.name) if row.area else _("Home outside the areas")
        told = _("registered {day}").format(day=formats.day(row.registered_at))
        yield StoryEvent(row.moved_on, where, told, is_minor=True)
    if resident.died_on:
        yield StoryEvent(resident.died_on, _("Death"), resident.get_died_precision_display())
    yield StoryEvent(resident.born_on, _("Birth"), is_minor=True)
