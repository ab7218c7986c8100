"""Which accounts and cost places an organiser's books use, from a day on.

One person is enough: accounts decide neither who is paid nor how much, a booking copies them and cannot be changed, and
every set with its maker is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from billing import errors
from billing.models import AccountingRules, Booking, CostPlace, LedgerAccount, Use
from pilot import audit, formats
from pilot.calendar import ONE_DAY
from pilot.locks import lock
from pilot.models import Organiser, Strand, User
from pilot.periods import ended_on, since


@dataclass(frozen=True)
class AccountsDraft:
    """What a set of rules says: a number and a name for each use, and the cost places by the id of area or site."""

    accounts: Mapping[str, tuple[str, str]]
    cost_place: str
    cost_places_by: str = AccountingRules.By.NONE
    places: Mapping[int, str] = field(default_factory=dict)
    is_demonstration: bool = False


@transaction.atomic
def set_accounting_rules(
    *,
    organiser: Organiser,
    strand: Strand | None,
    first: date,
    draft: AccountsDraft,
    by: User,
    at: datetime,
    channel: str,
) -> AccountingRules:
    """Set the accounts that hold from the day on; those that held until then are cut, never changed.

    Refuses a day on or before the last one booked by the rules that hold, other rules that begin on the day or later,
    and a use without its account. Records `accounting_rules_set`.
    """
    lock(("accounting", organiser.pk))
    own = AccountingRules.objects.filter(organiser=organiser, strand=strand)
    _refuse(organiser, own, first, draft)
    for held in own.filter(period__contains=first):
        held.period = ended_on(held.period, first)
        held.save(update_fields=["period"])
    rules = AccountingRules.objects.create(
        organiser=organiser,
        strand=strand,
        period=since(first),
        cost_places_by=draft.cost_places_by,
        cost_place=draft.cost_place,
        is_demonstration=draft.is_demonstration,
        made_at=at,
        made_by=by,
    )
    _write(rules, draft)
    audit.record(
        "accounting_rules_set",
        by=by,
        at=at,
        channel=channel,
        subject=("accounting_rules", rules.pk),
        pilot_code=strand.pilot.code if strand else "",
        facts={
            "organiser": organiser.code,
            "strand": strand.code if strand else "",
            "first": first.isoformat(),
            "accounts": {use: number for use, (number, _name) in sorted(draft.accounts.items())},
            "cost_place": draft.cost_place,
        },
    )
    return rules


def _refuse(organiser: Organiser, own: QuerySet[AccountingRules], first: date, draft: AccountsDraft) -> None:
    missing = [str(use.label) for use in Use if not draft.accounts.get(use, ("", ""))[0]]
    if missing or not draft.cost_place:
        raise errors.AccountMissing(uses=", ".join(missing) or "–")
    last = Booking.objects.filter(organiser=organiser, rules__in=own).aggregate(last=Max("booked_on"))["last"]
    if last is not None and first <= last:
        raise errors.AccountsInUse(last=formats.day(last), first=formats.day(last + ONE_DAY))
    if own.filter(period__startswith__gte=first).exists():
        raise errors.LaterAccounts


def _write(rules: AccountingRules, draft: AccountsDraft) -> None:
    LedgerAccount.objects.bulk_create(
        LedgerAccount(rules=rules, use=use, number=draft.accounts[use][0], name=draft.accounts[use][1]) for use in Use
    )
    if draft.cost_places_by != AccountingRules.By.NONE:
        CostPlace.objects.bulk_create(
            CostPlace(rules=rules, code=code, **{f"{draft.cost_places_by}_id": pk})
            for pk, code in draft.places.items()
            if code
        )
