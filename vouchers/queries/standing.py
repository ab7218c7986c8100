"""Where a resident stands in a strand on a day: whose list, since when, what is waiting, and what may be done next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from pilot.calendar import ONE_DAY
from pilot.errors import Refused
from pilot.models import RuleSet, Strand
from providers.models import Site
from registry.models import Protection, Residence, Resident
from vouchers import errors
from vouchers.eligibility import Eligibility, eligibility
from vouchers.models import Choice, Enrolment, Voucher
from vouchers.queries.choices import (
    ChoiceOffer,
    ChoiceTerms,
    choice_offer,
    enrolment_on,
    is_under,
    terms_of,
    waiting_of,
)
from vouchers.queries.strands import rules_on


@dataclass(frozen=True)
class Standing:
    """All that a page says of a resident in one strand."""

    strand: Strand
    on: date
    rules: RuleSet | None
    eligibility: Eligibility
    enrolment: Enrolment | None
    pending: Choice | None
    regrettable: Choice | None
    voucher: Voucher | None
    home_site: Site | None
    offer: ChoiceOffer | None
    terms: ChoiceTerms | None = None

    @property
    def strand_key(self) -> str:
        """The strand as addresses name it."""
        return str(self.strand.pk)

    @property
    def is_own_choice(self) -> bool:
        """Tell whether the present list is the resident's own choice."""
        return self.enrolment is not None and self.enrolment.origin == Enrolment.Origin.CHOICE

    @property
    def is_by_choice(self) -> bool:
        """Tell whether the present list is not the home site's: by own choice, from the queue, or moved by others."""
        return self.enrolment is not None and self.enrolment.choice_id is not None

    @property
    def refusal(self) -> Refused | None:
        """Why no new choice can be made today, if it cannot."""
        return self.offer.refusal if self.offer else errors.NoRules()

    @property
    def next_change_on(self) -> date | None:
        """The first day on which a present choice no longer binds."""
        return self.terms.next_change_on if self.terms is not None else None

    @property
    def is_bound(self) -> bool:
        """Tell whether the present choice still binds; where a closing or a draw makes one leave, it does not."""
        is_forced = self.offer is not None and self.offer.is_forced
        return self.next_change_on is not None and self.on < self.next_change_on and not is_forced

    @property
    def ends_on(self) -> date | None:
        """The day on which the present list ends by others' doing, if that is known already."""
        if self.enrolment is None or not self.is_by_choice or self.pending is not None:
            return None
        return self.enrolment.period.upper

    @property
    def days_left(self) -> int:
        """How many days the present choice still binds."""
        return (self.next_change_on - self.on).days if self.next_change_on and self.is_bound else 0

    @property
    def regret_until(self) -> date | None:
        """The last day on which the waiting choice can be taken back."""
        return self.regrettable.effective_on - ONE_DAY if self.regrettable else None

    @property
    def objectable(self) -> Choice | None:
        """A guardian's choice that waits or holds: what another guardian might object to."""
        held = self.enrolment.choice if self.enrolment is not None else None
        made = (choice for choice in (self.regrettable, held) if choice is not None)
        return next((choice for choice in made if choice.capacity == Choice.Capacity.GUARDIAN), None)

    @property
    def may_return(self) -> bool:
        """Tell whether a return to the home site would change anything and is open now."""
        leads_away = self.is_by_choice or (self.pending is not None and self.pending.site_id is not None)
        return leads_away and self.refusal is None and self.home_site is not None


def standing(*, resident: Resident, strand: Strand, on: date, is_own: bool = False) -> Standing:
    """Return where the resident stands; `is_own` when they look at it themselves and would choose alone."""
    rule_set = rules_on(strand, on)
    offer = None
    if rule_set is not None:
        offer = choice_offer(resident=resident, strand=strand, site=None, on=on, is_own=is_own)
    is_small = is_own and rule_set is not None and is_under(rule_set.minimum_age, resident, on)
    waiting = waiting_of(resident=resident, strand=strand, on=on)
    enrolment = enrolment_on(resident=resident, strand=strand, on=on)
    held = enrolment.choice if enrolment is not None else None
    return Standing(
        strand=strand,
        on=on,
        rules=rule_set,
        eligibility=eligibility(resident=resident, strand=strand, on=on, is_own=is_own),
        enrolment=enrolment,
        pending=next(iter(waiting), None),
        # What a guardian chose is a guardian's to take back.
        regrettable=None if is_small else next((choice for choice in waiting if choice.is_wished), None),
        voucher=voucher_on(resident=resident, strand=strand, on=on),
        home_site=home_site_on(resident=resident, on=on),
        offer=offer,
        terms=terms_of(held) if rule_set is not None and held is not None and held.is_binding else None,
    )


def voucher_on(*, resident: Resident, strand: Strand, on: date) -> Voucher | None:
    """Return the voucher that holds on the day, else the next one that will."""
    return (
        Voucher.objects.filter(resident=resident, strand=strand)
        .filter(Q(period__endswith=None) | Q(period__endswith__gt=on))
        .order_by("period")
        .first()
    )


def home_site_on(*, resident: Resident, on: date) -> Site | None:
    """Return the home site of the area in which the resident lives on the day."""
    return (
        Site.objects.filter(home_area__residences__resident=resident, home_area__residences__period__contains=on)
        .select_related("provider")
        .first()
    )


def residence_on(*, resident: Resident, on: date) -> Residence | None:
    """Return where the resident lives on the day, as the register tells it."""
    return Residence.objects.filter(resident=resident, period__contains=on).select_related("area").first()


def is_protected(*, resident: Resident, on: date) -> bool:
    """Tell whether a non-disclosure for personal safety holds on the day."""
    return Protection.objects.filter(resident=resident, period__contains=on).exists()
