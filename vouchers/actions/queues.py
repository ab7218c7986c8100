"""Waiting for a full list: joining its queue, leaving it, and giving free places to those who waited."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from pilot import audit, outbox
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import RuleSet, Strand, User
from pilot.periods import contains
from providers.models import Site
from registry.models import Resident
from vouchers import errors, messages, queries, rules, sql
from vouchers.actions.acting import (
    Deputy,
    facts_of,
    is_own,
    named,
    refuse_deputy,
    refuse_too_young,
    tell_guardians_of_place,
)
from vouchers.actions.choices import locked_resident
from vouchers.actions.lay_out import lay_out
from vouchers.actions.places import give_up
from vouchers.actions.telling import tell_guardians_of_deed, tell_of_deed
from vouchers.actions.wishes import replace_waiting
from vouchers.models import Choice, QueuePlace
from vouchers.models.choices import AT_DESK
from vouchers.words.deeds import Deed

SERVED = """
    SELECT 'resident', resident_id, jsonb_build_object(
        'choice', id, 'strand', %(strand_code)s::text, 'site', site_id, 'effective_on', effective_on,
        'changes_from', made_on)
    FROM vouchers_choice WHERE id = ANY(%(choices)s)
"""
CLOSED = """
    SELECT 'resident', resident_id, jsonb_build_object('place', id, 'strand', %(strand_code)s::text, 'site', site_id)
    FROM vouchers_queueplace WHERE id = ANY(%(places)s)
"""


@transaction.atomic
def join_queue(
    *,
    resident: Resident,
    strand: Strand,
    site: Site,
    by: User | None,
    at: datetime,
    channel: str,
    identified_by: str = "",
    deputy: Deputy | None = None,
) -> QueuePlace:
    """Join the queue for a full list; a place in another queue of the strand is given up, joining twice joins once.

    At the desk `identified_by` says how the resident was recognised. Joined for another, those concerned are told.
    Refuses a deputy without a right, whatever a choice would be refused for except the full list, a list with room, and
    where the rules keep no queue. Records `queue_joined`.
    """
    resident = locked_resident(resident, strand, site)
    refuse_deputy(resident=resident, strand=strand, by=by, at=at, channel=channel, deputy=deputy)
    on = helsinki_today(at)
    place = QueuePlace.objects.waiting().filter(resident=resident, strand=strand).first()
    if place is not None and place.site_id == site.pk:
        return place
    came_alone = deputy is None and channel in AT_DESK
    refusal = queries.queue_refusal(
        resident=resident, strand=strand, site=site, on=on, is_own=is_own(resident, by) or came_alone, channel=channel
    )
    if refusal is not None:
        raise refusal
    given_up = give_up(resident=resident, strand=strand, state=QueuePlace.State.LEFT, by=by, at=at)
    place = QueuePlace.objects.create(
        resident=resident, strand=strand, site=site, joined_at=at, joined_by=by, channel=channel, **named(deputy)
    )
    more: dict[str, Any] = facts_of(deputy) | ({"gave_up": given_up.pk} if given_up else {})
    if identified_by:
        more["identified_by"] = identified_by
    _record("queue_joined", place, by=by, at=at, channel=channel, **more)
    if deputy is not None:
        tell_of_deed(Deed.QUEUE_JOINED, place.pk, resident=resident, strand=strand, deputy=deputy, on=on)
    return place


@transaction.atomic
def leave_queue(
    *,
    place: QueuePlace,
    by: User | None,
    at: datetime,
    channel: str,
    identified_by: str = "",
    deputy: Deputy | None = None,
) -> QueuePlace:
    """Give the place in the queue up; given up for another, those concerned are told.

    At the desk `identified_by` says how somebody was recognised.
    Refuses a deputy without a right, a child alone, and a place that has ended. Records `queue_left`.
    """
    resident = locked_resident(place.resident, place.strand, None)
    refuse_deputy(resident=resident, strand=place.strand, by=by, at=at, channel=channel, deputy=deputy)
    came_alone = deputy is None and bool(identified_by)
    refuse_too_young(resident=resident, strand=place.strand, is_own=is_own(resident, by) or came_alone, at=at)
    if not QueuePlace.objects.waiting().filter(pk=place.pk, resident=resident).exists():
        raise errors.NotInQueue
    ended = give_up(resident=resident, strand=place.strand, state=QueuePlace.State.LEFT, by=by, at=at) or place
    known = facts_of(deputy) | ({"identified_by": identified_by} if identified_by else {})
    _record("queue_left", ended, by=by, at=at, channel=channel, **known)
    if deputy is not None:
        on = helsinki_today(at)
        tell_of_deed(Deed.QUEUE_LEFT, ended.pk, resident=resident, strand=place.strand, deputy=deputy, on=on)
    return ended


@transaction.atomic
def serve_queue(*, site: Site, strand: Strand, by: User | None, at: datetime, channel: str) -> int:
    """Give what is free on the list to those who wait for it, as the rules open it, and return how many got a place.

    People on no list come first, then who has waited longest. Their own change is not used up, and a lock-in that began
    after they joined does not stand in the way. A queue ends for a site that closed or takes nobody new since the pilot
    closes, and when no place can come before the pilot is over. Records `queue_served` or `queue_closed` for each
    resident. Safe to repeat: without a free place, or with too few, nothing happens.
    """
    lock(("list", site.pk, strand.pk))
    on = helsinki_today(at)
    rule_set = queries.rules_on(strand, on)
    effective_on = rules.effective_on(rule_set, on) if rule_set else on
    until = strand.pilot.period.upper
    is_over = until is not None and effective_on >= until
    if rule_set is None and not is_over:
        return 0
    waiting = QueuePlace.objects.waiting().filter(site=site, strand=strand)
    # Who waits may just be choosing elsewhere, dying or moving: their deeds hold this row.
    list(
        Resident.objects.filter(pk__in=waiting.values("resident"))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )
    is_open = queries.is_open(site=site, strand=strand, on=effective_on)
    if is_over or not is_open or queries.takes_nobody_new(site=site, strand=strand, at=at):
        _close(waiting, strand, by=by, at=at, channel=channel)
        return 0
    if rule_set is None or not contains(strand.pilot.period, effective_on):
        return 0
    places = _whose_turn(rule_set, site, strand, on, effective_on)
    if places:
        params = {"effective_on": effective_on, "by": by.pk if by else None, "at": at, "on": on, "channel": channel}
        _serve(places, site, strand, params | {"site": site.pk, "strand": strand.pk}, by)
    return len(places)


def serve_queues(
    *, strand: Strand, at: datetime, channel: str = "system", each: Callable[[int, int], None] | None = None
) -> int:
    """Serve every queue of the strand, each list in a unit of work of its own, and return how many got a place."""
    sites = list(Site.objects.filter(pk__in=QueuePlace.objects.waiting().filter(strand=strand).values("site")))
    served = 0
    for count, site in enumerate(sites, start=1):
        served += serve_queue(site=site, strand=strand, by=None, at=at, channel=channel)
        if each is not None:
            each(count, len(sites))
    return served


def _whose_turn(rule_set: RuleSet, site: Site, strand: Strand, on: date, effective_on: date) -> list[int]:
    free = queries.places_left(site=site, strand=strand, on=effective_on, today=on)
    opened = rules.places_opened(rule_set, free)
    line = QueuePlace.objects.in_line(strand, on).filter(site=site).values_list("pk", flat=True)
    return list(line if opened is None else line[:opened])


def _serve(places: list[int], site: Site, strand: Strand, params: dict, by: User | None) -> None:
    statement = sql.text("serve_queue").format(number=sql.text("number").format(random="random"))
    with connection.cursor() as cursor:
        cursor.execute(statement, params | {"places": places})
        given = cursor.fetchall()
    choices, residents = [row[0] for row in given], [row[1] for row in given]
    replace_waiting(choices=choices, strand=strand, residents=residents, on=params["on"])
    lay_out(strand=strand, residents=residents)
    audit.record_each(
        "queue_served",
        by=by,
        at=params["at"],
        channel=params["channel"],
        pilot_code=strand.pilot.code,
        subjects_sql=SERVED,
        params={"choices": choices, "strand_code": strand.code},
    )
    tell(choices)
    _tell_guardians(choices, rule_set=queries.rules_in_force(strand, params["on"]), on=params["on"])


def _tell_guardians(choices: list[int], *, rule_set: RuleSet, on: date) -> None:
    """Promise the guardians of children who do not choose for themselves a message: any of them may have joined."""
    rows = Choice.objects.filter(pk__in=choices, resident__guardianships__period__contains=on)
    for choice in rows.select_related("resident").distinct():
        if queries.is_under(rule_set.minimum_age, choice.resident, on):
            tell_guardians_of_place(choice)


def tell(choices: list[int], *, letter: str = "queue_letter") -> None:
    """Promise each resident who has an e-mail address a message of what came about; the others get the letter."""
    told = Choice.objects.filter(pk__in=choices).exclude(resident__email="").values_list("pk", flat=True)
    outbox.put_each("choice_receipt", {messages.receipt_key(pk): {"choice": pk} for pk in told})
    others = Choice.objects.filter(pk__in=choices, resident__email="").values_list("pk", flat=True)
    outbox.put_each(letter, {f"{letter.replace('_', '-')}-{pk}": {"choice": pk} for pk in others})


def _close(waiting: QuerySet[QueuePlace], strand: Strand, *, by: User | None, at: datetime, channel: str) -> None:
    places = list(waiting.values_list("pk", flat=True))
    if not places:
        return
    QueuePlace.objects.filter(pk__in=places).update(state=QueuePlace.State.CLOSED, left_at=at, left_by=by)
    audit.record_each(
        "queue_closed",
        by=by,
        at=at,
        channel=channel,
        pilot_code=strand.pilot.code,
        subjects_sql=CLOSED,
        params={"places": places, "strand_code": strand.code},
    )
    told = QueuePlace.objects.filter(pk__in=places).exclude(resident__email="").values_list("pk", flat=True)
    outbox.put_each("queue_closed", {f"queue-closed-{pk}": {"place": pk} for pk in told})
    others = QueuePlace.objects.filter(pk__in=places, resident__email="").values_list("pk", flat=True)
    outbox.put_each("queue_closed_letter", {f"queue-closed-letter-{pk}": {"place": pk} for pk in others})
    _tell_guardians_of_end(places, strand, on=helsinki_today(at))


def _tell_guardians_of_end(places: list[int], strand: Strand, *, on: date) -> None:
    """Promise the guardians of children who do not choose for themselves a message: each may live elsewhere."""
    rows = QueuePlace.objects.filter(pk__in=places, resident__guardianships__period__contains=on)
    for place in rows.select_related("resident").distinct():
        if queries.is_written_to_guardian(place.resident, on=on, strand=strand):
            tell_guardians_of_deed(Deed.QUEUE_CLOSED, place.pk, child=place.resident, on=on)


def _record(kind: str, place: QueuePlace, *, by: User | None, at: datetime, channel: str, **facts: Any) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", place.resident_id),
        pilot_code=place.strand.pilot.code,
        on_behalf_of=f"resident {place.resident_id}" if "capacity" in facts else "",
        facts={"place": place.pk, "strand": place.strand.code, "site": place.site_id} | facts,
    )
