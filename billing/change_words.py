"""What a change was, in one sentence: from the recorded deed's kind and facts, never from what the tables say today.

A brief sentence names the deed and its day alone. It is what a provider reads, who is not told where somebody moved or
whom somebody chose, and what anybody reads of a resident under non-disclosure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pilot import formats
from pilot.models import AuditEvent

# What changed, when nobody recorded a deed: by the table of the row.
ROWS: dict[str, Promise] = {
    "billing_ratetableevent": gettext_lazy("A rate table was written without a recorded deed"),
    "pilot_rulesetevent": gettext_lazy("The strand's rules were written without a recorded deed"),
    "registry_needcoefficientevent": gettext_lazy("The need coefficient was written without a recorded deed"),
    "registry_residenceevent": gettext_lazy("A residence was written without a recorded deed"),
    "registry_residentevent": gettext_lazy("The resident's record was written without a recorded deed"),
    "vouchers_enrolmentevent": gettext_lazy("A list was written without a recorded deed"),
}
CHANNELS: dict[str, Promise] = {
    "desk": gettext_lazy("at the desk"),
    "file": gettext_lazy("from a file"),
    "online": gettext_lazy("online"),
    "paper": gettext_lazy("on paper"),
    "register": gettext_lazy("from the register"),
}


@dataclass(frozen=True)
class Names:
    """What the ids in facts are called, and from where a move led."""

    areas: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[int, str] = field(default_factory=dict)
    moved_from: Mapping[int, str] = field(default_factory=dict)


def sentence(event: AuditEvent, names: Names | None) -> str:
    """Tell the deed; with names in full, without them briefly."""
    tell = SENTENCES.get(event.kind)
    return tell(event, names) if tell else event.kind


def label(event: AuditEvent) -> str:
    """Tell the deed briefly, and when it was done: how one picks it among others."""
    return f"{sentence(event, None)} ({formats.moment(event.at)})"


def channel(code: str) -> str:
    """Name the way by which a change came; one that is not listed needs no name."""
    return str(CHANNELS.get(code, ""))


def _day(event: AuditEvent, fact: str) -> str:
    text = event.facts.get(fact)
    return formats.day(date.fromisoformat(text)) if text else ""


def _died(event: AuditEvent, names: Names | None) -> str:
    return _("Died {day}").format(day=_day(event, "died_on"))


def _came_to_life(event: AuditEvent, names: Names | None) -> str:
    return _("The recorded death had not happened")


def _moved(event: AuditEvent, names: Names | None) -> str:
    day = _day(event, "moved_on")
    if names is None:
        return _("Moved {day}").format(day=day)
    there = names.areas.get(event.facts.get("area") or "", event.facts.get("area"))
    here = names.moved_from.get(event.facts.get("residence", 0), "")
    if not there:
        return _("Moved {day} out of the pilot's areas, from {here}").format(day=day, here=here or "–")
    if not here:
        return _("Moved {day} to {there}").format(day=day, there=there)
    return _("Moved {day} from {here} to {there}").format(day=day, here=here, there=there)


def _had_not_moved(event: AuditEvent, names: Names | None) -> str:
    return _("The recorded move of {day} had not happened").format(day=_day(event, "moved_on"))


def _chose(event: AuditEvent, names: Names | None) -> str:
    day = _day(event, "effective_on")
    if names is None:
        return _("A choice in effect from {day}").format(day=day)
    if not event.facts.get("site"):
        return _("Chose to return to the home site, in effect from {day}").format(day=day)
    site = names.sites.get(event.facts["site"], "–")
    return _("Chose {site}, in effect from {day}").format(site=site, day=day)


def _regretted(event: AuditEvent, names: Names | None) -> str:
    return _("Took back the choice that was to take effect {day}").format(day=_day(event, "effective_on"))


def _served(event: AuditEvent, names: Names | None) -> str:
    day = _day(event, "effective_on")
    if names is None:
        return _("A place from a queue, in effect from {day}").format(day=day)
    site = names.sites.get(event.facts.get("site") or 0, "–")
    return _("Got a place from the queue of {site}, in effect from {day}").format(site=site, day=day)


def _moved_by_others(event: AuditEvent, names: Names | None) -> str:
    day = _day(event, "effective_on")
    if names is None:
        return _("A move by others to another list, in effect from {day}").format(day=day)
    if not event.facts.get("site"):
        return _("Moved by others to the home site, in effect from {day}").format(day=day)
    site = names.sites.get(event.facts["site"], "–")
    return _("Moved by others to {site}, in effect from {day}").format(site=site, day=day)


def _closed(event: AuditEvent, names: Names | None) -> str:
    site = names.sites.get(int(event.subject_id), "–") if names else pgettext("whose name is not told", "A site")
    return _("{site} has no list from {day} on").format(site=site, day=_day(event, "closes_on"))


def _opened(event: AuditEvent, names: Names | None) -> str:
    site = names.sites.get(int(event.subject_id), "–") if names else pgettext("whose name is not told", "A site")
    return _("{site} was approved from {day} on").format(site=site, day=_day(event, "from"))


def _rates(event: AuditEvent, names: Names | None) -> str:
    return _("Rates from {day} were approved").format(day=_day(event, "valid_from"))


def _file(event: AuditEvent, names: Names | None) -> str:
    return _("A population file was taken in")


def _added(event: AuditEvent, names: Names | None) -> str:
    return _("The resident was taken into the register")


def _merged(event: AuditEvent, names: Names | None) -> str:
    return _("Two records of one person were merged")


def _decided(event: AuditEvent, names: Names | None) -> str:
    return _("A decision was changed")


def _ruled(event: AuditEvent, names: Names | None) -> str:
    return _("Ruled on a dispute, for days from {day} on").format(day=_day(event, "changes_from"))


SENTENCES: dict[str, Callable[[AuditEvent, Names | None], str]] = {
    "choice_made": _chose,
    "choice_regretted": _regretted,
    "death_recorded": _died,
    "death_withdrawn": _came_to_life,
    "decision_changed": _decided,
    "list_move_made": _moved_by_others,
    "move_cancelled": _had_not_moved,
    "move_recorded": _moved,
    "population_loaded": _file,
    "queue_served": _served,
    "rate_table_approved": _rates,
    "resident_added": _added,
    "residents_merged": _merged,
    "ruling_confirmed": _ruled,
    "site_approved": _opened,
    "site_closed": _closed,
}
