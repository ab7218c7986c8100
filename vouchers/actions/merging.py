"""Two records of one person become one: choices, vouchers, queue places, decisions, invitations, letters, paper forms
and co-payments follow to the survivor, and both lists are laid out anew.

Choices are one person's from then on: one that had not taken effect when the person made another, on whichever record,
is replaced by it for good. Of two vouchers of one strand the survivor's holds. What was paid twice comes back by the
next run. Who loses a place in a queue, or an open case, by it is told.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import between
from registry import actions as registry_actions
from registry.models import Merger, Resident
from vouchers.actions.co_payments import carry_co_payments, lock_of
from vouchers.actions.lay_out import lay_out
from vouchers.actions.telling import tell_of_matter
from vouchers.models import (
    Choice,
    ClosingLetter,
    Decision,
    EarlyChange,
    Hearing,
    Invitation,
    Letter,
    Objection,
    PaperForm,
    QueuePlace,
    Reminder,
    Voucher,
)
from vouchers.queries.strands import strands_of
from vouchers.words.deeds import Deed


@transaction.atomic
def confirm_merger(*, merger: Merger, by: User, at: datetime, channel: str) -> Merger:
    """Confirm a proposed merger, with everything that follows; the next freeze settles the money.

    Refuses what `registry` refuses. Records `residents_merged`, and `co_payment_voided` for what was charged too often.
    """
    strands = Strand.objects.filter(pilot=merger.survivor.pilot_id)
    of_both = [(pk, strand.pk) for pk in (merger.survivor_id, merger.absorbed_id) for strand in strands]
    lock(*(("choice", *one) for one in of_both), *(lock_of(*one) for one in of_both))
    merger = registry_actions.confirm_merger(merger=merger, by=by, at=at, channel=channel)
    survivor, absorbed = merger.survivor, merger.absorbed
    for model in (Choice, Decision, Hearing, Letter, Objection, PaperForm):
        model.objects.filter(resident=absorbed).update(resident=survivor)
    _carry_early_changes(survivor, absorbed, by=by, at=at)
    ClosingLetter.objects.filter(resident=absorbed).exclude(
        plan__in=ClosingLetter.objects.filter(resident=survivor).values("plan")
    ).update(resident=survivor)
    _carry_reminders(survivor, absorbed)
    for strand in strands:
        _join_queues(survivor, absorbed, strand, by, at)
        _replace(survivor, strand)
        _carry_vouchers(survivor, absorbed, strand, helsinki_today(at))
    _carry_invitations(survivor, absorbed)
    carry_co_payments(survivor, absorbed, by=by, at=at, channel=channel)
    for strand in strands_of(survivor.pilot):
        lay_out(strand=strand, residents=[survivor.pk, absorbed.pk])
    return merger


def _join_queues(survivor: Resident, absorbed: Resident, strand: Strand, by: User, at: datetime) -> None:
    """Keep, of two places that wait in one strand, the one that has waited longer; tell that the other is gone."""
    of_both = QueuePlace.objects.waiting().filter(resident__in=[survivor, absorbed], strand=strand)
    given_up = list(of_both.order_by("joined_at", "pk")[1:])
    for place in given_up:
        place.state, place.left_at, place.left_by = QueuePlace.State.LEFT, at, by
        place.save(update_fields=["state", "left_at", "left_by"])
    QueuePlace.objects.filter(resident=absorbed, strand=strand).update(resident=survivor)
    for place in given_up:
        tell_of_matter(Deed.QUEUE_MERGED, place.pk, resident=survivor, strand=strand, on=helsinki_today(at))


def _replace(resident: Resident, strand: Strand) -> None:
    """Replace every choice that waited when the person made the next one."""
    choices = list(Choice.objects.filter(resident=resident, strand=strand).order_by("made_at", "pk"))
    for place, choice in enumerate(choices):
        wishes = (one for one in choices[place + 1 :] if one.is_wished and choice.effective_on > one.made_on)
        later = next((one for one in wishes if choice.is_wished or one.effective_on <= choice.effective_on), None)
        if later is not None and choice.regretted_at is None and choice.replaced_by_id is None:
            choice.replaced_by = later
            choice.save(update_fields=["replaced_by"])


def _carry_early_changes(survivor: Resident, absorbed: Resident, *, by: User, at: datetime) -> None:
    """Let the cases follow; of two that are open in one strand the survivor's goes on, and that is told."""
    asked = EarlyChange.objects.open().filter(resident=survivor).values("strand")
    ended = list(EarlyChange.objects.open().filter(resident=absorbed, strand__in=asked).select_related("strand"))
    EarlyChange.objects.filter(pk__in=[case.pk for case in ended]).update(
        state=EarlyChange.State.WITHDRAWN, withdrawn_at=at, withdrawn_by=by
    )
    EarlyChange.objects.filter(resident=absorbed).update(resident=survivor)
    for case in ended:
        tell_of_matter(Deed.EARLY_MERGED, case.pk, resident=survivor, strand=case.strand, on=helsinki_today(at))


def _carry_reminders(survivor: Resident, absorbed: Resident) -> None:
    """Let reminders follow, so that nobody is reminded again; of two for one cause the survivor's stays."""
    for reminder in Reminder.objects.filter(resident=absorbed):
        if not Reminder.objects.filter(resident=survivor, kind=reminder.kind, cause=reminder.cause).exists():
            reminder.resident = survivor
            reminder.save(update_fields=["resident"])


def _carry_invitations(survivor: Resident, absorbed: Resident) -> None:
    """Let the invitations follow, but for those of days on which the survivor is invited too."""
    for invitation in Invitation.objects.filter(resident=absorbed):
        also = Invitation.objects.filter(
            resident=survivor, strand=invitation.strand_id, period__overlap=invitation.period
        )
        if not also.exists():
            invitation.resident = survivor
            invitation.save(update_fields=["resident"])


def _carry_vouchers(survivor: Resident, absorbed: Resident, strand: Strand, today: date) -> None:
    for voucher in Voucher.objects.filter(resident=absorbed, strand=strand).exclude(period__isempty=True):
        if not Voucher.objects.filter(resident=survivor, strand=strand, period__overlap=voucher.period).exists():
            voucher.resident = survivor
        elif voucher.period.lower < today:
            voucher.period = between(voucher.period.lower, min(today, voucher.period.upper or today))
        else:
            voucher.period = DateRange(empty=True)
        voucher.save(update_fields=["resident", "period"])
