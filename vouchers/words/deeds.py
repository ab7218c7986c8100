"""What is done for another besides choosing, in words for whoever is told: who is acted for, and guardians.

No sentence names a person or a site: a message or letter that somebody else opens must not tell who is cared for where.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.models import Strand
from registry.models import Resident
from vouchers.models import Choice, ClosingLetter, EarlyChange, EarlyRuling, MovePlan, PaperForm, QueuePlace

Text = str | Promise


class Deed(StrEnum):
    """What was done, or came about, in somebody's matter."""

    QUEUE_JOINED = "queue_joined"
    QUEUE_LEFT = "queue_left"
    QUEUE_CLOSED = "queue_closed"
    EARLY_ASKED = "early_asked"
    EARLY_WITHDRAWN = "early_withdrawn"
    EARLY_DECIDED = "early_decided"
    PAPER_REJECTED = "paper_rejected"
    MOVED = "moved"
    MOVE_UNDONE = "move_undone"
    CLOSING = "closing"
    QUEUE_MERGED = "queue_merged"
    EARLY_MERGED = "early_merged"


# What nobody did for the reader: it came of the register.
CAME_ABOUT = (Deed.QUEUE_MERGED, Deed.EARLY_MERGED)


# To an adult whom another acts for, or whose matter it is; the rest reaches them by letters of its own.
HEADINGS: dict[str, Text] = {
    Deed.QUEUE_JOINED: _("You wait in a queue"),
    Deed.QUEUE_LEFT: _("Your place in a queue was given up"),
    Deed.EARLY_ASKED: _("A change before the term ends was asked for"),
    Deed.EARLY_WITHDRAWN: _("The wish to change before the term ends was withdrawn"),
    Deed.QUEUE_MERGED: _("You wait in one queue, no longer in two"),
    Deed.EARLY_MERGED: _("Of two wishes to change before the term ends one goes on"),
}
SENTENCES: dict[str, Text] = {
    Deed.QUEUE_JOINED: _(
        "You now wait in the queue for a full list. When your turn comes, the place comes by itself, and you are told."
    ),
    Deed.QUEUE_LEFT: _("Your place in the queue for a full list was given up. You stay where you are now."),
    Deed.EARLY_ASKED: _(
        "A change to another health station before the term ends was asked for. It is decided on by {day}, and you get "
        "the decision in writing. Until then nothing changes."
    ),
    Deed.EARLY_WITHDRAWN: _(
        "The wish to change to another health station before the term ends was withdrawn. Nothing changes."
    ),
    Deed.QUEUE_MERGED: _(
        "We had two records of you, and they have become one. You waited in a queue by each of them, and one waits in "
        "one queue at a time. The place in which you have waited longer goes on; the other was given up."
    ),
    Deed.EARLY_MERGED: _(
        "We had two records of you, and they have become one. By each of them a change to another health station "
        "before the term ends was asked for. One is decided on; the other was ended without a decision."
    ),
}
CHILD_HEADINGS: dict[str, Text] = {
    Deed.QUEUE_JOINED: _("A child waits in a queue"),
    Deed.QUEUE_LEFT: _("A child's place in a queue was given up"),
    Deed.QUEUE_CLOSED: _("The queue in which a child waited has ended"),
    Deed.EARLY_ASKED: _("A change before the term ends was asked for a child"),
    Deed.EARLY_WITHDRAWN: _("A child's change before the term ends was withdrawn"),
    Deed.PAPER_REJECTED: _("A form on paper made no choice for a child"),
    Deed.EARLY_DECIDED: _("A child's change before the term ends was decided on"),
    Deed.MOVED: _("A child moves to another health station"),
    Deed.MOVE_UNDONE: _("A child is not moved to another health station"),
    Deed.CLOSING: _("The pilot ends: a child's health station"),
    Deed.QUEUE_MERGED: _("A child waits in one queue, no longer in two"),
    Deed.EARLY_MERGED: _("Of two wishes to change for a child one goes on"),
}
CHILD_SENTENCES: dict[str, Text] = {
    Deed.QUEUE_JOINED: _(
        "A child whose guardian you are now waits in the queue for a full list. When the turn comes, the place comes "
        "by itself, and you are told."
    ),
    Deed.QUEUE_LEFT: _(
        "A child whose guardian you are waits in the queue for a full list no more: the place was given up. The child "
        "stays where it is now."
    ),
    Deed.QUEUE_CLOSED: _(
        "The queue in which a child whose guardian you are waited has ended, and no place comes from it. The child "
        "stays where it is now. A guardian can choose another health station, or wait for one."
    ),
    Deed.EARLY_ASKED: _(
        "A change to another health station before the term ends was asked for a child whose guardian you are. It is "
        "decided on by {day}. Until then nothing changes, and you can say what you think of it."
    ),
    Deed.EARLY_WITHDRAWN: _(
        "The wish to change to another health station before the term ends was withdrawn for a child whose guardian "
        "you are. Nothing changes."
    ),
    Deed.PAPER_REJECTED: _(
        "A form on paper came in by which a health station was chosen for a child whose guardian you are. No choice is "
        "registered by it, and everything stays as it is. The number of the decision is {number}. It tells the reasons "
        "and how to appeal; a guardian reads it online when acting for the child, or gets it at a service point."
    ),
    Deed.EARLY_DECIDED: _(
        "A decision was made on a change of health station, before the term ends, of a child whose guardian you are. "
        "The number of the decision is {number}. It tells the reasons and how to appeal; a guardian reads it "
        "online when acting for the child, or gets it at a service point."
    ),
    Deed.MOVED: _(
        "A child whose guardian you are moves to another health station: it takes care of the child from {day} on. "
        "Nobody chose this for the child. It does not bind and uses no change up: a guardian can choose another health "
        "station at any time."
    ),
    Deed.MOVE_UNDONE: _(
        "We told you that a child whose guardian you are moves to another health station on {day}. That no longer "
        "holds: the child stays where it is. What was chosen for the child stays as it is."
    ),
    Deed.CLOSING: _(
        "The freedom-of-choice pilot ends, and from {day} on the present health station of a child whose guardian you "
        "are takes care of it no longer. A guardian can choose any public health station for the child until {until}. "
        "If nobody chooses, the child goes to its home health station."
    ),
    Deed.QUEUE_MERGED: _(
        "We had two records of a child whose guardian you are, and they have become one. The child waited in a queue "
        "by each of them, and one waits in one queue at a time. The place in which it has waited longer goes on; the "
        "other was given up."
    ),
    Deed.EARLY_MERGED: _(
        "We had two records of a child whose guardian you are, and they have become one. By each of them a change to "
        "another health station before the term ends was asked for. One is decided on; the other was ended without a "
        "decision."
    ),
}
GRANTED: Text = _("The change is accepted and takes effect on {day}.")
DENIED: Text = _("The change is not accepted: everything stays as it is.")
WHY_CHILD_MOVES: dict[str, Text] = {
    MovePlan.Cause.CAP: _(
        "The child's present health station has more residents than it can take, and those who move were drawn by lot: "
        "neither the station nor we picked anybody. How the lots were drawn can be checked afterwards."
    ),
    MovePlan.Cause.CLOSING: _(
        "The child's present health station closes and can no longer take care of its residents."
    ),
}
# What the deed brought with it.
ALSO_LEFT: Text = _("The earlier place in another queue was given up.")
BY_CHOOSING: Text = _("It was given up because another health station was chosen.")


@dataclass(frozen=True)
class Done:
    """A deed as it is told: of whom, in which strand, when, what its sentences name, and what it brought with it.

    What stands no more is told to nobody who does not know of it.
    """

    resident: Resident
    strand: Strand
    at: datetime
    values: Mapping[str, Any]
    more: tuple[Text, ...] = ()
    stands: bool = True


def done(deed: str, about: int) -> Done:
    """Return what was done, by the queue place, the case, the ruling or the form that it is about."""
    return READ[Deed(deed)](about)


def promise_key(kind: str, deed: str, about: int, guardian_id: int | None) -> str:
    """Return by which key it is promised to tell somebody, a guardian or whom it was done for."""
    return f"{kind}-{deed}-{about}-{guardian_id or 'own'}"


def hold(deed: str, about: int, guardian_id: int | None) -> None:
    """Wait for whoever is just undoing the draw: they hold the child's row, and everybody's in one order."""
    if deed == Deed.MOVED:
        child = Choice.objects.values_list("resident", flat=True).get(pk=about)
        rows = Resident.objects.filter(pk__in=[child, guardian_id]).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


def _joined(about: int) -> Done:
    place = _place(about)
    # Whoever joins gives up the place elsewhere at the same moment.
    left = QueuePlace.objects.filter(
        resident=place.resident, strand=place.strand, left_at=place.joined_at, state=QueuePlace.State.LEFT
    )
    return Done(place.resident, place.strand, place.joined_at, {}, (ALSO_LEFT,) if left.exists() else ())


def _ended(about: int) -> Done:
    place = _place(about)
    assert place.left_at is not None
    more = (BY_CHOOSING,) if place.state == QueuePlace.State.CHOSE else ()
    return Done(place.resident, place.strand, place.left_at, {}, more)


def _asked(about: int) -> Done:
    case = _case(about)
    return Done(case.resident, case.strand, case.asked_at, {"day": case.decide_by})


def _withdrawn(about: int) -> Done:
    case = _case(about)
    assert case.withdrawn_at is not None
    return Done(case.resident, case.strand, case.withdrawn_at, {})


def _decided(about: int) -> Done:
    rows = EarlyRuling.objects.select_related("early_change__resident", "early_change__strand__pilot__lead", "choice")
    ruling = rows.select_related("decision").get(pk=about)
    case, decision, choice = ruling.early_change, ruling.decision, ruling.choice
    values = {"number": decision.number if decision else "", "day": choice.effective_on if choice else None}
    return Done(case.resident, case.strand, ruling.decided_at, values, (GRANTED if choice else DENIED,))


def _rejected(about: int) -> Done:
    form = PaperForm.objects.select_related("resident", "strand__pilot__lead", "decision").get(pk=about)
    assert form.settled_at is not None
    assert form.decision is not None
    return Done(form.resident, form.strand, form.settled_at, {"number": form.decision.number})


def _moved(about: int) -> Done:
    choice = _move(about)
    stands = choice.regretted_at is None and choice.replaced_by_id is None
    more = (WHY_CHILD_MOVES[choice.move_lot.plan.cause],)
    return Done(choice.resident, choice.strand, choice.made_at, {"day": choice.effective_on}, more, stands)


def _move_undone(about: int) -> Done:
    choice = _move(about)
    assert choice.regretted_at is not None
    return Done(choice.resident, choice.strand, choice.regretted_at, {"day": choice.effective_on})


def _closing(about: int) -> Done:
    told = ClosingLetter.objects.select_related("resident", "plan__strand__pilot__lead").get(pk=about)
    values = {"day": told.plan.closes_on, "until": told.plan.choose_until}
    return Done(told.resident, told.plan.strand, told.written_at, values)


def _move(about: int) -> Choice:
    return Choice.objects.select_related("resident", "strand__pilot__lead", "move_lot__plan").get(pk=about)


def _place(about: int) -> QueuePlace:
    return QueuePlace.objects.select_related("resident", "strand__pilot__lead").get(pk=about)


def _case(about: int) -> EarlyChange:
    return EarlyChange.objects.select_related("resident", "strand__pilot__lead").get(pk=about)


READ: dict[Deed, Callable[[int], Done]] = {
    Deed.QUEUE_JOINED: _joined,
    Deed.QUEUE_LEFT: _ended,
    Deed.QUEUE_CLOSED: _ended,
    Deed.EARLY_ASKED: _asked,
    Deed.EARLY_WITHDRAWN: _withdrawn,
    Deed.EARLY_DECIDED: _decided,
    Deed.PAPER_REJECTED: _rejected,
    Deed.MOVED: _moved,
    Deed.MOVE_UNDONE: _move_undone,
    Deed.CLOSING: _closing,
    Deed.QUEUE_MERGED: _ended,
    Deed.EARLY_MERGED: _withdrawn,
}


def what_was_done(found: Done, sentence: Text, day_in_words: Callable) -> str:
    """Return the sentences of what was done, in the active language, with days as the kind of text says them."""
    known = {name: day_in_words(value) if isinstance(value, date) else value for name, value in found.values.items()}
    return " ".join(str(part).format(**known) for part in (sentence, *found.more))
