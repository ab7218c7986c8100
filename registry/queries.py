"""What pages and other apps read about residents: finding one, and telling the area of an address."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.db.models import BooleanField, Case, Count, Min, Q, QuerySet, Value, When

from pilot.calendar import HELSINKI, Month, helsinki_today, months_between
from pilot.identifiers import is_identity_code, names_identity_code
from pilot.models import Area, AreaRule, Organiser, Pilot, User
from pilot.periods import is_open
from pilot.spelt import Spelt
from registry.actions.moves import Address
from registry.feed.holes import Hole, Span, holes
from registry.models import (
    FeedAnswer,
    Postponement,
    RegisterBatch,
    RegisterChange,
    RegisterRejection,
    Residence,
    Resident,
)
from registry.population import columns
from registry.population.staging import POSTAL_CODES

MOST_WORDS = 5
SILENT_AFTER_DAYS = 1
# No home municipality in Finland, unknown, and abroad.
NO_HOME_MUNICIPALITY = ("198", "199", "200")
PERSON = Spelt(
    """
    SELECT {resident}, {pilot}, {lead} FROM registry_residentaccount AS account
    JOIN registry_resident AS resident ON resident.id = account.resident_id
    JOIN pilot_pilot AS pilot ON pilot.id = resident.pilot_id
    JOIN pilot_organiser AS lead ON lead.id = pilot.lead_id
    WHERE account.user_id = %(user)s
    """,
    resident=Resident,
    pilot=Pilot,
    lead=Organiser,
)
AREA = Spelt(
    """
    SELECT {area} FROM pilot_arearule AS rule JOIN pilot_area AS area ON area.id = rule.area_id
    WHERE rule.pilot_id = %(pilot)s
        AND (rule.kind, rule.value) IN (('postal_code', %(postal_code)s), ('municipality', %(municipality)s))
    ORDER BY rule.kind = 'municipality'
    LIMIT 1
    """,
    area=Area,
)


def person_of(user: User) -> Resident | None:
    """Return the resident whose account this is, with the pilot and its lead, or None."""
    for resident, resident.pilot, resident.pilot.lead in PERSON.rows(user=user.pk):
        return resident
    return None


def found_by_words(residents: QuerySet[Resident], text: str) -> QuerySet[Resident]:
    """Return the residents of whom every word is part of a name or begins the list code."""
    # Lists print “Mäki, Johanna”, and so it is copied from them.
    for word in text.replace(",", " ").split()[:MOST_WORDS]:
        residents = residents.filter(
            Q(family_name__icontains=word) | Q(given_names__icontains=word) | Q(list_code__istartswith=word)
        )
    return residents


def as_identity_code(text: str) -> str | None:
    """Return the identity code that somebody typed, in capitals, or None when it is none; nothing in it is guessed."""
    code = text.strip().upper()
    return code if is_identity_code(code, allow_temporary=True) else None


def is_meant_as_identity_code(text: str) -> bool:
    """Tell whether somebody meant an identity code, rightly typed or not: no name begins with a birth date."""
    return names_identity_code(text) or text.strip()[:6].isdigit()


def by_identity_code(residents: QuerySet[Resident], code: str) -> Resident | None:
    """Return the one resident who has the code now, whole and exact; its separator counts."""
    return residents.filter(identity_codes__code=code, identity_codes__active=True).first()


def by_list_code(residents: QuerySet[Resident], code: str, *, beside: Resident) -> Resident | None:
    """Return another resident of the same pilot with this list code, in whichever letters it was typed."""
    return residents.filter(pilot=beside.pilot_id, list_code__iexact=code.strip()).exclude(pk=beside.pk).first()


def area_of(pilot: Pilot, *, postal_code: str, municipality_code: str) -> Area | None:
    """Return the area in which an address lies: by its postal code, else by its municipality; else outside."""
    found = AREA.rows(pilot=pilot.pk, postal_code=postal_code, municipality=municipality_code)
    return next((area for (area,) in found), None)


@dataclass(frozen=True)
class FeedState:
    """How a pilot's change feed stands: since when it says nothing, what is missing, and how much is in doubt."""

    pilot: Pilot
    heard_on: date
    silent_days: int
    holes: list[Hole]
    doubts: int

    @property
    def is_silent(self) -> bool:
        """Tell whether the register should have been heard of: it is asked at least once a day."""
        return self.silent_days > SILENT_AFTER_DAYS

    @property
    def needs_somebody(self) -> bool:
        return bool(self.is_silent or self.holes or self.doubts)


def feed_states(pilots: QuerySet[Pilot], on: date) -> list[FeedState]:
    """Return how the feed of each pilot stands that has one and goes on."""
    fields = ("after_mark", "last_mark", "first_day", "last_day", "is_up_to_date", "received_at")
    told: dict[Pilot, list[FeedAnswer]] = {}
    for answer in FeedAnswer.objects.filter(pilot__in=pilots).select_related("pilot").only("pilot", *fields):
        told.setdefault(answer.pilot, []).append(answer)
    doubts = RegisterChange.objects.filter(pilot__in=pilots, outcome=RegisterChange.Outcome.DOUBT).order_by()
    counts = dict(doubts.values_list("pilot").annotate(Count("pk")))
    return [
        _feed_state(pilot, answers, counts.get(pilot.pk, 0), on)
        for pilot, answers in sorted(told.items(), key=lambda item: item[0].pk)
        if is_open(pilot.period) or on < pilot.period.upper
    ]


def _feed_state(pilot: Pilot, answers: list[FeedAnswer], doubts: int, on: date) -> FeedState:
    # An answer that has more to come does not end the silence.
    heard = [answer for answer in answers if answer.is_up_to_date] or answers
    heard_on = helsinki_today(max(answer.received_at for answer in heard))
    spans = (Span(row.after_mark, row.last_mark, row.first_day, row.last_day) for row in answers)
    return FeedState(pilot, heard_on, max((on - heard_on).days, 0), holes(spans), doubts)


def holes_of(pilot: Pilot) -> list[Hole]:
    """Return what is missing between the pilot's answers of the change feed."""
    rows = FeedAnswer.objects.filter(pilot=pilot).values_list("after_mark", "last_mark", "first_day", "last_day")
    return holes(Span(*row) for row in rows)


def is_place_unclear(pilot: Pilot, address: Address) -> bool:
    """Tell whether an address outside the areas may lie in one: only postal codes would say, and it has none."""
    if address.postal_code or address.municipality_code in NO_HOME_MUNICIPALITY:
        return False
    return AreaRule.objects.filter(pilot=pilot, kind=AreaRule.Kind.POSTAL_CODE).exists()


def home_from(resident: Resident, day: date) -> Residence | None:
    """Return the home that the register told from exactly this day, if it holds."""
    return resident.residences.filter(moved_on=day, cancelled_at__isnull=True).order_by("-pk").first()


def is_same_home(residence: Residence, address: Address) -> bool:
    """Tell whether the address says nothing new of the home; a municipality alone says less than an address."""
    if not (address.street or address.postal_code):
        return residence.municipality_code == address.municipality_code
    parts = ("street", "postal_code", "town", "municipality_code")
    return all(getattr(residence, part) == getattr(address, part) for part in parts)


def municipality_of(postal_code: str) -> str:
    """Return the municipality of a postal code, or nothing where there is no such code."""
    return _municipalities().get(postal_code, "")


@cache
def _municipalities() -> dict[str, str]:
    with POSTAL_CODES.open() as rows:
        return {row["postal_code"]: row["municipality_code"] for row in csv.DictReader(rows)}


def changes_of(answer: FeedAnswer) -> QuerySet[RegisterChange]:
    """Return what an answer tells and what came of it."""
    return answer.told.select_related("resident").order_by("place")


def changes_in_doubt(changes: QuerySet[RegisterChange]) -> QuerySet[RegisterChange]:
    """Return the changes that wait for somebody, oldest first."""
    doubts = changes.filter(outcome=RegisterChange.Outcome.DOUBT)
    return doubts.select_related("resident", "answer", "pilot").order_by("mark", "answer", "place")


def doubts_that_stop(pilot_id: int, month: Month) -> QuerySet[RegisterChange]:
    """Return the changes in doubt that came before the month's end and are not put off for it."""
    until = datetime.combine(month.until, time.min, tzinfo=HELSINKI)
    doubts = RegisterChange.objects.filter(pilot=pilot_id, outcome=RegisterChange.Outcome.DOUBT)
    return doubts.filter(answer__received_at__lt=until).exclude(postponements__month=month.first)


def months_in_doubt(doubts: QuerySet[RegisterChange], today: date) -> list[Month]:
    """Return the months that a doubt may stop, the latest first: from the oldest one's up to this month."""
    oldest = doubts.order_by().aggregate(at=Min("answer__received_at"))["at"]
    this = Month.of(today)
    first = Month.of(helsinki_today(oldest)) if oldest else this
    return list(months_between(min(first, this, key=lambda month: month.first), this))[::-1]


def is_among(picked: Collection[int]) -> Case:
    """Return, for an annotation, whether a row is one of these."""
    return Case(When(pk__in=picked, then=Value(True)), default=Value(False), output_field=BooleanField())


def put_off_for(pilot_id: int, month: Month) -> QuerySet[Postponement]:
    """Return what was put off for the month, whatever has become of it since, those of one deed together."""
    rows = Postponement.objects.filter(change__pilot=pilot_id, month=month.first)
    return rows.select_related("change", "put_off_by").order_by("put_off_at", "put_off_by", "change")


def put_off_of(change: RegisterChange) -> QuerySet[Postponement]:
    """Return the months for which a change was put off."""
    return change.postponements.select_related("put_off_by").order_by("month")


def outcomes_of(answer: FeedAnswer) -> dict[str, int]:
    """Count what has come of an answer's changes."""
    return dict(answer.told.order_by().values_list("outcome").annotate(Count("pk")))


def rejections_of(batch: RegisterBatch) -> QuerySet[RegisterRejection]:
    """Return what was left out of a file and remarked on, in the file's order."""
    return batch.rejections.order_by("line", "field", "pk")


def population_columns() -> list[tuple[str, str, bool]]:
    """Return each column of a population file with what it holds and whether it has to be there."""
    return [(name, str(columns.MEANINGS[name]), name in columns.REQUIRED) for name in columns.COLUMNS]
