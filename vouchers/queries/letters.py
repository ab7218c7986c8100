"""What pages read of decisions, letters and their delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from pilot.calendar import is_office_day
from pilot.models import Pilot, Strand
from registry.models import Resident
from vouchers.models import Decision, Delivery, Letter, LetterKind, LetterVersion, PrintBatch
from vouchers.queries.acting import is_written_to_guardian

State, Way = Delivery.State, Delivery.Way
QUEUES = {
    "post": Q(state=State.WAITING, way=Way.POST),
    "message": Q(state=State.WAITING, way=Way.MESSAGE),
    "handed": Q(state=State.WAITING, way=Way.HANDED),
    "undeliverable": Q(state=State.UNDELIVERABLE),
    "sent": Q(state=State.SENT),
}


@dataclass(frozen=True)
class KeptLetter:
    """A letter with what became of it: its last delivery, and those before."""

    letter: Letter
    deliveries: tuple[Delivery, ...]

    @property
    def last(self) -> Delivery:
        return self.deliveries[0]

    @property
    def earlier(self) -> tuple[Delivery, ...]:
        return self.deliveries[1:]

    @property
    def decision(self) -> Decision | None:
        return self.letter.decision

    @property
    def stage(self) -> str:
        """Return what its reader is told of it, for its status tag."""
        waits_here = (self.last.way, self.last.state) == (Way.HANDED, State.WAITING)
        return "fetch" if waits_here else str(self.last.state)


@dataclass(frozen=True)
class LettersWaiting:
    """What of a pilot's letters waits for somebody."""

    pilot: Pilot
    post: int
    handed: int
    undeliverable: int
    batch: PrintBatch | None
    is_post_day: bool

    @property
    def is_any(self) -> bool:
        """Tell whether somebody has something to do."""
        return bool(self.handed or self.undeliverable or self.batch or self.may_print)

    @property
    def may_print(self) -> bool:
        return self.post > 0 and self.batch is None and self.is_post_day


def letters_of(resident: Resident) -> list[KeptLetter]:
    """Return a resident's letters, newest first, without those that were withdrawn before they left."""
    rows = Letter.objects.filter(resident=resident).exclude(deliveries__state=State.WITHDRAWN)
    return _kept(rows.order_by("-written_at", "-pk"))


def decisions_read_for(child: Resident, *, on: date) -> list[KeptLetter]:
    """Return the decisions whose party is the child, newest first, that a guardian reads for it on the day."""
    read = Decision.objects.filter(read_by_guardians(child, on=on), resident=child)
    return _kept(Letter.objects.filter(decision__in=read).order_by("-written_at", "-pk"))


def read_by_guardians(child: Resident, *, on: date) -> Q:
    """Tell which decisions to the child a guardian reads for it: where it does not yet choose alone.

    On an objection everybody is a party of their own.
    """
    strands = Strand.objects.filter(pilot=child.pilot_id)
    theirs = [strand.pk for strand in strands if is_written_to_guardian(child, on=on, strand=strand)]
    return ~Q(kind=Decision.Kind.OBJECTION) & Q(strand__in=theirs)


def kept(letter: Letter) -> KeptLetter:
    """Return one letter with its deliveries."""
    (found,) = _kept(Letter.objects.filter(pk=letter.pk))
    return found


def deliveries_listed(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return the deliveries as the staff's list shows them: of each letter the one that counts."""
    shown = rows.exclude(state=State.REPLACED).select_related("letter__resident", "letter__decision", "batch")
    return shown.defer("letter__decision__reasons")


def in_queue(rows: QuerySet[Delivery], queue: str) -> QuerySet[Delivery]:
    """Return the deliveries of one queue; all when none is asked for."""
    return rows.filter(QUEUES[queue]) if queue in QUEUES else rows


def letters_waiting(pilots: Iterable[Pilot], *, on: date) -> list[LettersWaiting]:
    """Count, for each pilot, what waits for post, at a service point, and for somebody to look at."""
    pilots = list(pilots)
    printable = Q(QUEUES["post"], sent_on__lte=on, batch__isnull=True)
    counts: dict[int, Any] = {
        row["letter__resident__pilot"]: row
        for row in Delivery.objects.filter(
            letter__resident__pilot__in=pilots, state__in=[State.WAITING, "undeliverable"]
        )
        .values("letter__resident__pilot")
        .annotate(
            post=Count("pk", filter=printable),
            handed=Count("pk", filter=QUEUES["handed"]),
            undeliverable=Count("pk", filter=QUEUES["undeliverable"]),
        )
    }
    batches = {batch.pilot_id: batch for batch in PrintBatch.objects.open().filter(pilot__in=pilots)}
    found = []
    for pilot in pilots:
        row = counts.get(pilot.pk, {})
        post, handed, undeliverable = (row.get(name, 0) for name in ("post", "handed", "undeliverable"))
        batch = batches.get(pilot.pk)
        found.append(LettersWaiting(pilot, post, handed, undeliverable, batch, is_office_day(on)))
    return found


@dataclass(frozen=True)
class LetterText:
    """A kind of letter in a pilot: the version in use, if any, and its draft."""

    pilot: Pilot
    kind: LetterKind
    in_use: LetterVersion | None
    draft: LetterVersion | None


def letter_texts_of(pilots: Iterable[Pilot]) -> list[LetterText]:
    """Return every kind of letter of the pilots."""
    pilots = list(pilots)
    in_use: dict[tuple[int, str], LetterVersion] = {}
    drafts: dict[tuple[int, str], LetterVersion] = {}
    for version in LetterVersion.objects.filter(pilot__in=pilots).order_by("number"):
        (in_use if version.in_use_at else drafts)[version.pilot_id, version.kind] = version
    return [
        LetterText(pilot, kind, in_use.get((pilot.pk, kind)), drafts.get((pilot.pk, kind)))
        for pilot in pilots
        for kind in LetterKind
    ]


def letter_versions(pilot: Pilot, kind: str) -> QuerySet[LetterVersion]:
    """Return the versions of a kind, newest first."""
    return LetterVersion.objects.filter(pilot=pilot, kind=kind).select_related("drafted_by").order_by("-number")


def _kept(letters: QuerySet[Letter]) -> list[KeptLetter]:
    newest_first = Delivery.objects.select_related("batch").order_by("-pk")
    rows = letters.select_related("decision__strand", "decision__corrects", "choice", "resident__pilot", "written_by")
    return [
        KeptLetter(letter, tuple(letter.deliveries.all()))
        for letter in rows.prefetch_related(Prefetch("deliveries", newest_first))
    ]
