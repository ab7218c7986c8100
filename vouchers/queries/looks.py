"""Who has looked at a resident's data: each look at the person, and looks at a list on which the person was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.models import AccessLogEntry
from pilot.periods import contains
from pilot.permissions import Role
from registry.models import Resident
from vouchers.models import Choice, Enrolment

MOST = 200
# By whoever acts for the resident; why is the capacity in which they do.
BY_DEPUTIES = ("acting", "acting_history")
# What `what` of an access log entry says to the person it is about.
SEEN: dict[str, str | Promise] = {
    "resident": _("Your details, choices and lists"),
    "desk_choice": _("Your choice at the desk or on paper"),
    "objection": _("An objection to a choice for you"),
    "paper_form": _("Your choice on paper"),
    "closing_letter": _("Your letter about the closing of the pilot"),
    "acting": _("Your choice and lists, by somebody who acts for you"),
    "acting_history": _("Your history, by a guardian who acts for you"),
    "early_change": _("Your wish to change before the term ends"),
    "register_change": _("A move or a death, recorded by hand"),
    "register_doubt": _("A change of the population register that could not be carried out as it was told"),
    "resident_search": _("A search that found you"),
    "eligibility": _("Whether you may choose"),
    "identity_code_search": _("A search by your identity code"),
    "protected_address": _("Your address, which is under non-disclosure"),
    "voucher_letter": _("Your voucher letter"),
    "receipt": _("The receipt of your choice"),
    "letter": _("A letter or decision of yours"),
    "letters": _("The list of letters to residents"),
    "move_lots": _("The lots that were drawn for your health station's list"),
    "charges": _("What you have paid for visits"),
    "list": _("The list of your health station"),
    "list_file": _("The list of your health station, as a file"),
    "list_system": _("The list of your health station, fetched by a system of its provider"),
    "list_changes": _("Who came to your health station's list and who left it, fetched by a system of its provider"),
}
# The same to a guardian who acts for a child and reads of looks at the child's data.
SEEN_OF_CHILD: dict[str, str | Promise] = {
    "resident": _("The child's details, choices and lists"),
    "desk_choice": _("A choice for the child at the desk or on paper"),
    "objection": _("An objection to a choice for the child"),
    "paper_form": _("A choice for the child on paper"),
    "closing_letter": _("The child's letter about the closing of the pilot"),
    "early_change": _("A wish to change before the term ends, for the child"),
    "resident_search": _("A search that found the child"),
    "eligibility": _("Whether a choice may be made for the child"),
    "identity_code_search": _("A search by the child's identity code"),
    "voucher_letter": _("The child's voucher letter"),
    "receipt": _("The receipt of a choice for the child"),
    "letter": _("A letter or decision about the child"),
    "move_lots": _("The lots that were drawn for the list on which the child is"),
    "charges": _("What has been paid for the child's visits"),
    "list": _("The list on which the child is"),
    "list_file": _("The list on which the child is, as a file"),
    "list_system": _("The list on which the child is, fetched by a system of its provider"),
    "list_changes": _("Who came to the child's list and who left it, fetched by a system of its provider"),
}
ROLES: dict[str, str | Promise] = {
    Role.STAFF: _("Staff of the organiser"),
    Role.FINANCE: _("Finance of the organiser"),
    Role.AUDITOR: _("Data protection officer"),
    Role.EVALUATOR: _("Evaluator"),
    Role.PROVIDER: _("Provider"),
    Role.RESIDENT: _("Somebody who acts for you"),
}


@dataclass(frozen=True)
class Look:
    """One look: when, in which role, at what and why; a list's site when it was a list."""

    at: datetime
    role: str
    what: str
    why: str
    site: str

    @property
    def seen(self) -> str:
        """What was looked at, in words."""
        return str(SEEN.get(self.what, self.what))

    @property
    def seen_of_child(self) -> str:
        """What was looked at, in words to whoever acts for the child."""
        return str(SEEN_OF_CHILD.get(self.what) or self.seen)

    @property
    def who(self) -> str:
        """In which role it was looked at, in words."""
        return ", ".join(str(ROLES.get(role, role)) for role in self.role.split("+"))


def looks_at(resident: Resident, *, leaving_out: Iterable[str] = ()) -> list[Look]:
    """Return the latest looks at the resident's data, newest first; those at some things may be left out."""
    lists = list(Enrolment.objects.filter(resident=resident).select_related("site"))
    names = {row.site_id: row.site.name for row in lists}
    rows = AccessLogEntry.objects.filter(Q(resident_id=resident.pk) | Q(group__site__in=list(names)))
    rows = rows.exclude(what__in=leaving_out).order_by("-at")
    found = [_look(row, names) for row in rows[: 5 * MOST] if row.resident_id or _was_on(row.group, lists)]
    return found[:MOST]


def _was_on(group: dict, lists: Iterable[Enrolment]) -> bool:
    # A group names a list's site and its day; who was not on it that day was not seen.
    try:
        day = date.fromisoformat(group.get("on", ""))
    except ValueError:
        return False
    return any(row.site_id == group["site"] and contains(row.period, day) for row in lists)


def _look(row: AccessLogEntry, names: dict[int, str]) -> Look:
    why = str(Choice.Capacity(row.why).label) if row.what in BY_DEPUTIES else row.why
    return Look(row.at, row.role, row.what, why, names.get(row.group.get("site"), ""))
