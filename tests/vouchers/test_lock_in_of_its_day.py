"""A choice binds as its receipt said: by the rules of the day on which it was made, whatever rules come later."""

from datetime import date

import pytest

from pilot.models import RuleSet
from pilot.periods import between, since
from tests.rules import write_rules
from tests.vouchers.cast import LONG_AGO, a_resident, a_site, a_strand, an_area, chosen
from vouchers import errors, queries

pytestmark = pytest.mark.django_db
MADE, NEW_RULES = date(2017, 3, 15), date(2017, 7, 1)


def a_strand_whose_lock_in_changes(before: int, after: int):
    strand = a_strand(lock_in_months=before)
    write_rules(strand, period=between(LONG_AGO, NEW_RULES))
    rules = RuleSet.objects.get(strand=strand)
    rules.pk, rules._state.adding, rules.period, rules.lock_in_months = None, True, since(NEW_RULES), after
    rules.save()
    return strand


@pytest.mark.parametrize(
    ("before", "after", "bound", "free"),
    [
        # 15.3. and 21 days: in effect on 5.4.2017. Three months end on 5.7., six on 5.10.; the rules change on 1.7.
        (3, 6, date(2017, 7, 4), date(2017, 7, 5)),
        (6, 3, date(2017, 10, 4), date(2017, 10, 5)),
        (6, 0, date(2017, 10, 4), date(2017, 10, 5)),
    ],
)
def test_new_rules_neither_lengthen_nor_shorten_what_one_agreed_to(before, after, bound, free):
    strand = a_strand_whose_lock_in_changes(before, after)
    resident = a_resident(strand, an_area(strand))
    made = chosen(resident, strand, a_site(strand), MADE)

    with pytest.raises(errors.LockInHolds) as refused:
        chosen(resident, strand, a_site(strand), bound)

    assert refused.value.params["next_change_on"] == free == queries.terms_of(made).next_change_on
    standing = queries.standing(resident=resident, strand=strand, on=bound)
    assert (standing.next_change_on, standing.is_bound, standing.days_left) == (free, True, 1)
    assert not queries.standing(resident=resident, strand=strand, on=free).is_bound
    # The new choice binds by the new rules, and the page says so before it is confirmed.
    offer = queries.choice_offer(resident=resident, strand=strand, site=a_site(strand), on=free)
    again = chosen(resident, strand, a_site(strand), free)
    assert offer.next_change_on == queries.terms_of(again).next_change_on


def test_who_was_never_bound_is_not_bound_by_later_rules():
    strand = a_strand_whose_lock_in_changes(0, 6)
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), MADE)

    assert not queries.standing(resident=resident, strand=strand, on=NEW_RULES).is_bound
    # 1.7. and 21 days, then six months by the rules of 1.7.
    terms = queries.terms_of(chosen(resident, strand, a_site(strand), NEW_RULES))
    assert (terms.effective_on, terms.next_change_on) == (date(2017, 7, 22), date(2018, 1, 22))
