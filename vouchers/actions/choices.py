"""Making a choice and taking it back."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit, outbox
from pilot.calendar import helsinki_today
from pilot.identifiers import random_code
from pilot.locks import Key, lock
from pilot.models import Strand, User
from providers.models import Site
from registry import actions as registry_actions
from registry.models import Resident, ResidentAccount
from vouchers import errors, queries, rules
from vouchers.actions.lay_out import lay_out
from vouchers.models import Choice
from vouchers.models.choices import WISHED

# On the day a list opens hundreds choose at once; each takes a few hundredths of a second.
PATIENCE = 20


@transaction.atomic
def choose(
    *,
    resident: Resident,
    strand: Strand,
    site: Site | None,
    by: User | None,
    at: datetime,
    channel: str,
    reason: str = "",
    key: str | None = None,
    identified_by: str = "",
    email: str | None = None,
    as_of: datetime | None = None,
) -> Choice:
    """Choose the site, or with None return to the home site; a choice not yet in effect is replaced for good.

    The same key chooses once and answers with the first choice. At the desk `identified_by` says how the resident was
    recognised; an `email`, where it was asked, becomes the resident's for this receipt and later ones. `as_of` is the
    earlier moment by which the choice counts, where a decision puts an earlier one right. Refuses, in this order: not
    alive, not in the area, excluded, too young to choose alone, after the pilot, lock-in (passed by a weighty reason),
    already there, site closed, list full. Records `choice_made`.
    """
    resident = _locked(resident, strand, site)
    if key is not None and (first := _made_before(resident, key)) is not None:
        if first.site_id != (site.pk if site else None) or first.strand_id != strand.pk:
            raise errors.KeyUsed
        return first
    made_at = as_of or at
    on = helsinki_today(made_at)
    facts = queries.choice_facts(
        resident=resident,
        strand=strand,
        site=site,
        on=on,
        at=made_at,
        is_weighty=reason == Choice.Reason.WEIGHTY,
        is_own=is_own(resident, by),
    )
    if (refusal := rules.refusal(facts)) is not None:
        raise refusal
    choice = Choice.objects.create(
        resident=resident,
        strand=strand,
        site=site,
        made_at=made_at,
        made_on=on,
        effective_on=facts.effective_on,
        channel=channel,
        reason=reason,
        made_by=by,
        receipt_number=random_code(),
        key=key,
    )
    _replace_waiting(choice)
    lay_out(strand=strand, residents=[resident.pk])
    facts_known = ({"identified_by": identified_by} if identified_by else {}) | _keep_email(resident, email)
    _record("choice_made", choice, on, by=by, at=at, channel=channel, reason=reason, **facts_known)
    if resident.email:
        outbox.put("choice_receipt", {"choice": choice.pk}, key=f"choice-receipt-{choice.pk}")
    return choice


@transaction.atomic
def regret(
    *,
    resident: Resident,
    strand: Strand,
    by: User | None,
    at: datetime,
    channel: str,
    choice: Choice | None = None,
) -> Choice:
    """Take back, for good, the choice that has not yet taken effect.

    A move by others that it had replaced stands again. Refuses when there is none, or when it is not the one that was
    meant. Records `choice_regretted`.
    """
    resident = _locked(resident, strand, None)
    on = helsinki_today(at)
    pending = queries.regrettable_choice(resident=resident, strand=strand, on=on)
    if pending is None or (choice is not None and choice.pk != pending.pk):
        raise errors.NothingToRegret
    pending.regretted_at, pending.regretted_by = at, by
    pending.save(update_fields=["regretted_at", "regretted_by"])
    settle_moves(resident=resident, strand=strand, on=on)
    lay_out(strand=strand, residents=[resident.pk])
    _record("choice_regretted", pending, on, by=by, at=at, channel=channel)
    return pending


def settle_moves(*, resident: Resident, strand: Strand, on: date) -> None:
    """Let a move by others that waits be replaced by what the resident asked for meanwhile, if that comes no later.

    What comes later leaves the move as it is: until then the resident cannot stay either.
    """
    for move in Choice.objects.filter(resident=resident, strand=strand, effective_on__gt=on).exclude(origin__in=WISHED):
        wish = (
            Choice.objects.standing()
            .wished()
            .filter(resident=resident, strand=strand, pk__gt=move.pk, effective_on__lte=move.effective_on)
            .first()
        )
        if move.replaced_by != wish:
            move.replaced_by = wish
            move.save(update_fields=["replaced_by"])


def _replace_waiting(choice: Choice) -> None:
    resident, strand = choice.resident, choice.strand
    waiting = Choice.objects.pending(choice.made_on).wished().filter(resident=resident, strand=strand)
    # What was chosen after the moment by which the choice counts stays: it would have been chosen all the same.
    waiting.filter(made_at__lte=choice.made_at, pk__lt=choice.pk).update(replaced_by=choice)
    settle_moves(resident=resident, strand=strand, on=choice.made_on)


def _keep_email(resident: Resident, email: str | None) -> dict[str, str]:
    if email is None or email == resident.email:
        return {}
    resident.email = email
    resident.save(update_fields=["email"])
    return {"email": "changed"}


def is_own(resident: Resident, by: User | None) -> bool:
    """Tell whether the resident acts for themselves."""
    return by is not None and ResidentAccount.objects.filter(user=by, resident=resident).exists()


def _locked(resident: Resident, strand: Strand, site: Site | None) -> Resident:
    """Wait for others who choose, for the site's list, and for what the register is just writing of the resident."""
    keys: list[Key] = [("choice", resident.pk, strand.pk)]
    if site is not None:
        keys.append(("list", site.pk, strand.pk))
    lock(*keys, patience=PATIENCE)
    found = (
        Resident.objects.select_for_update(no_key=True, of=["self"]).select_related("merged_into").get(pk=resident.pk)
    )
    registry_actions.refuse_absorbed(found)
    return found


def _made_before(resident: Resident, key: str) -> Choice | None:
    return Choice.objects.filter(resident=resident, key=key).first()


def _record(
    kind: str,
    choice: Choice,
    on: date,
    *,
    by: User | None,
    at: datetime,
    channel: str,
    reason: str = "",
    **facts: str,
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", choice.resident_id),
        pilot_code=choice.strand.pilot.code,
        reason=reason,
        facts={
            "choice": choice.pk,
            "strand": choice.strand.code,
            "site": choice.site_id,
            "effective_on": choice.effective_on.isoformat(),
            "changes_from": on.isoformat(),
        }
        | facts,
    )
