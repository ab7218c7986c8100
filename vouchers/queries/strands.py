"""Which strands have lists, which of them the public sees, and for which day."""

from datetime import date

from pilot.models import Pilot, RuleSet, Strand
from pilot.periods import contains, day_before_end
from pilot.spelt import Spelt
from vouchers import rules

RULES_OF_DAY = Spelt(
    "SELECT {rules} FROM pilot_ruleset AS rules WHERE rules.strand_id = %(strand)s AND rules.period @> %(on)s::date",
    rules=RuleSet,
)
STRANDS_WITH_RULES = Spelt(
    """
    SELECT {strand} FROM pilot_strand AS strand
    WHERE strand.pilot_id = %(pilot)s AND strand.kind = 'capitation'
        AND EXISTS (SELECT FROM pilot_ruleset AS rules WHERE rules.strand_id = strand.id)
    ORDER BY strand.id
    """,
    strand=Strand,
)


def strands_of(pilot: Pilot) -> list[Strand]:
    """Return the pilot's strands whose lists are laid out: those paid by capitation, with rules."""
    strands = [strand for (strand,) in STRANDS_WITH_RULES.rows(pilot=pilot.pk)]
    for strand in strands:
        strand.pilot = pilot
    return strands


def public_strands() -> list[Strand]:
    """Return the strands in which sites are chosen, those of the earliest pilot first."""
    return list(
        Strand.objects.paid_by_capitation()
        .filter(pk__in=RuleSet.objects.values("strand"))
        .select_related("pilot__lead")
        .order_by("pilot", "pk")
    )


def day_shown(strand: Strand, today: date) -> date:
    """Return today, or the nearest day of the pilot when it does not run today."""
    period = strand.pilot.period
    if contains(period, today):
        return today
    return period.lower if today < period.lower else day_before_end(period) or today


def rules_on(strand: Strand, on: date) -> RuleSet | None:
    """Return the strand's rule set of the day, if there is one."""
    return next((rule_set for (rule_set,) in RULES_OF_DAY.rows(strand=strand.pk, on=on)), None)


def partial_date_on(pilot: Pilot, on: date) -> str:
    """Return how the pilot's rules of the day read a day of the register that is only partly known."""
    rule_sets = (rules_on(strand, on) for strand in strands_of(pilot))
    return next((rule_set.partial_date for rule_set in rule_sets if rule_set), RuleSet.PartialDate.LAST_DAY)


def last_choice_on(strand: Strand, rule_set: RuleSet | None) -> date | None:
    """Return the last day on which a choice still takes effect in the pilot, where both its end and rules are known."""
    until = strand.pilot.period.upper
    return rules.last_choice_on(rule_set, until) if rule_set and until else None


def effect_of(rule_set: RuleSet | None, on: date) -> date:
    """Return the day on which a choice made on the day takes effect; without rules, the day itself."""
    return rules.effective_on(rule_set, on) if rule_set else on
