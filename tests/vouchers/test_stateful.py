"""Whatever happens in whatever order: no more than the cap, one list for each day, nobody at a closed site.

Twenty-five sequences in the ordinary run; more by `VALINTA_SEQUENCES=500 pytest -n 0 tests/vouchers/test_stateful.py`.
Each sequence is one unit of work, rolled back at its end. That the cap could be passed is shown by taking away
what counts the places.
"""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pilot.errors import Refused
from pilot.periods import contains, since
from providers import actions as provider_actions
from providers.models import Approval, ListCap
from registry.actions import RegisterDay
from registry.models import Guardianship
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_login, a_resident, a_site, a_strand, an_area, noon
from vouchers import actions, queries, rules
from vouchers.models import Choice, Enrolment, QueuePlace

SEQUENCES, STEPS = int(os.environ.get("VALINTA_SEQUENCES", "25")), 25
PEOPLE, SITES = 5, 3
CHILD = PEOPLE - 1
# A sequence takes about a second, and several where the machine is busy with others.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(120 + 10 * SEQUENCES)]

people, sites = st.integers(0, PEOPLE - 1), st.integers(0, SITES - 1)
WORLD = {}


class Lists(RuleBasedStateMachine):
    """Five people, the youngest a child of the first, three sites with caps, two areas, one without a home site."""

    def __init__(self):
        super().__init__()
        self.unit = transaction.atomic()
        self.unit.__enter__()
        self.strand, self.areas = WORLD["strand"], WORLD["areas"]
        self.sites, self.people = WORLD["sites"], WORLD["people"]
        self.day = TODAY
        self.may_grow = False
        self.taken = self.count()

    def teardown(self):
        transaction.set_rollback(True)
        self.unit.__exit__(None, None, None)

    def who(self):
        return {"by": None, "at": noon(self.day), "channel": "desk"}

    def guardian(self):
        deputy = actions.Deputy(Choice.Capacity.GUARDIAN, self.people[0])
        return {"by": WORLD["guardian"], "at": noon(self.day), "channel": "online", "deputy": deputy}

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        self.day += timedelta(days=days)

    @rule(wishes=st.lists(st.tuples(people, st.none() | sites), min_size=1, max_size=4))
    def some_choose(self, wishes):
        """Let up to four choose one after the other: a list is filled by several far more often than by one."""
        for person, site in wishes:
            self.chooses(person, site)
            self.no_more_than_the_cap_or_fewer_than_before()

    def chooses(self, person, site):
        there = None if site is None else self.sites[site]
        facts = queries.choice_facts(resident=self.person(person), strand=self.strand, site=there, on=self.day)
        with suppress(Refused):
            actions.choose(resident=self.person(person), strand=self.strand, site=there, **self.who())
            # A child follows its family onto a full list, and only so is a cap passed.
            self.may_grow = facts.follows_family

    @rule(site=st.none() | sites)
    def guardian_chooses(self, site):
        """Let the first person choose online for their child, as long as the register gives a right to it."""
        there, child, guardian = None if site is None else self.sites[site], self.person(CHILD), self.person(0)
        facts = queries.choice_facts(resident=child, strand=self.strand, site=there, on=self.day)
        has_right = queries.has_right(person=guardian, child=child, on=self.day)
        try:
            actions.choose(resident=child, strand=self.strand, site=there, **self.guardian())
        except Refused:
            return
        assert has_right
        self.may_grow = facts.follows_family

    @rule()
    def guardian_takes_back(self):
        with suppress(Refused):
            actions.regret(resident=self.person(CHILD), strand=self.strand, **self.guardian())

    @rule(certain=st.booleans())
    def guardianship_becomes_certain_or_not(self, certain):
        Guardianship.objects.filter(child=self.people[CHILD]).update(is_certain=certain)

    @rule(person=people)
    def takes_back(self, person):
        with suppress(Refused):
            actions.regret(resident=self.person(person), strand=self.strand, **self.who())

    @rule(site=sites, places=st.integers(0, 3))
    def cap_is_set(self, site, places):
        actions.set_list_cap(site=self.sites[site], strand=self.strand, places=places, first=self.day, **self.who())

    @rule(site=sites, days=st.integers(0, 30))
    def site_is_suspended(self, site, days):
        with suppress(Refused):
            closes_on = self.day + timedelta(days=days)
            actions.close_site(site=self.sites[site], strand=self.strand, closes_on=closes_on, **self.who())

    @rule(site=sites)
    def site_opens_again(self, site):
        with suppress(Refused):
            first = self.day + timedelta(days=1)
            provider_actions.approve(site=self.sites[site], strand=self.strand, first=first, **self.who())

    @rule(person=people, area=st.integers(0, 2))
    def moves(self, person, area):
        with suppress(Refused):
            actions.record_move(
                resident=self.person(person), moved_on=self.day, area=[*self.areas, None][area], **self.who()
            )
            self.may_grow = True

    @rule(person=people)
    def dies(self, person):
        with suppress(Refused):
            actions.record_death(resident=self.person(person), died=RegisterDay(self.day, "day"), **self.who())

    @rule(person=people)
    def never_died(self, person):
        # The register's mistake is put right: whoever was on a list is so again, whatever happened to it meanwhile.
        with suppress(Refused):
            actions.record_death(resident=self.person(person), died=None, **self.who())
            self.may_grow = True

    @rule(person=people, site=sites)
    def joins_queue(self, person, site):
        with suppress(Refused):
            actions.join_queue(resident=self.person(person), strand=self.strand, site=self.sites[site], **self.who())

    @precondition(lambda self: QueuePlace.objects.waiting().filter(strand=self.strand).exists())
    @rule()
    def leaves_queue(self):
        place = QueuePlace.objects.waiting().filter(strand=self.strand).order_by("pk").first()
        actions.leave_queue(place=place, **self.who())

    @rule()
    def queues_are_served(self):
        actions.serve_queues(strand=self.strand, at=noon(self.day))

    @rule(site=sites, days=st.integers(21, 40), closes=st.booleans())
    def list_is_cut_by_lot(self, site, days, closes):
        """Take one place off a list that has any, or close its site, and draw; the cap holds on the day."""
        there, day = self.sites[site], self.day + timedelta(days=days)
        who = {"at": noon(self.day), "channel": "online"}
        with suppress(Refused):
            if closes:
                actions.close_site(site=there, strand=self.strand, closes_on=day, by=None, **who)
            elif places := self.count()[there.pk]:
                actions.set_list_cap(site=there, strand=self.strand, places=places - 1, first=self.day, by=None, **who)
            plan = actions.draft_moves(site=there, strand=self.strand, effective_on=day, by=WORLD["drafter"], **who)
            actions.approve_moves(plan=plan, by=WORLD["approver"], **who)
            rows = Enrolment.objects.filter(site=there, strand=self.strand)
            rows = rows.filter(Q(period__endswith=None) | Q(period__endswith__gt=day))
            assert rows.values("resident").distinct().count() <= (plan.places or 0)

    @invariant()
    def no_more_than_the_cap_or_fewer_than_before(self):
        taken = self.count()
        for site in self.sites:
            cap = ListCap.objects.filter(site=site, strand=self.strand, period__contains=self.day).first()
            if cap is not None and not self.may_grow:
                assert taken[site.pk] <= max(cap.places, self.taken[site.pk]), (site, cap.places, taken, self.taken)
        self.taken, self.may_grow = taken, False

    @invariant()
    def one_list_for_each_person_and_day(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM vouchers_enrolment AS one JOIN vouchers_enrolment AS other"
                " USING (resident_id, strand_id) WHERE one.id < other.id AND one.period && other.period"
            )
            assert cursor.fetchone() == (0,)
        waiting = QueuePlace.objects.waiting().filter(strand=self.strand).values_list("resident", flat=True)
        assert len(waiting) == len(set(waiting))

    @invariant()
    def nobody_is_at_a_closed_site(self):
        for row in Enrolment.objects.filter(strand=self.strand, choice__isnull=False):
            open_then = Approval.objects.filter(site=row.site_id, strand=self.strand, period__contains=row.period)
            assert open_then.exists(), (row.site, row.period)

    @invariant()
    def nobody_is_on_a_list_after_death(self):
        for row in Enrolment.objects.filter(strand=self.strand, resident__died_on__isnull=False):
            assert row.period.upper is not None
            assert row.period.upper <= row.resident.died_on + timedelta(days=1)

    def person(self, number):
        self.people[number].refresh_from_db()
        return self.people[number]

    def count(self):
        """Count on each list the most who are on it on one day, today or later."""
        periods = {site.pk: [] for site in self.sites}
        for row in Enrolment.objects.filter(strand=self.strand, site__in=self.sites):
            if row.period.upper is None or row.period.upper > self.day:
                periods[row.site_id].append(row.period)
        days = {site: [self.day, *(one.lower for one in found)] for site, found in periods.items()}
        return {
            site: max(sum(contains(one, day) for one in found) for day in days[site] if day >= self.day)
            for site, found in periods.items()
        }


@pytest.fixture
def _world():
    strand = a_strand(lock_in_months=1, queue_opens_at=1, family_age=12, minimum_age=12, moves_to="nearest")
    WORLD.update(drafter=a_person(), approver=a_person())
    areas = [an_area(strand), an_area(strand, home_site=False)]
    people_ = [a_resident(strand, areas[number % 2]) for number in range(PEOPLE - 1)]
    people_.append(a_resident(strand, areas[0], born_on=TODAY.replace(year=TODAY.year - 6)))
    Guardianship.objects.create(child=people_[CHILD], guardian=people_[0], period=since(people_[CHILD].born_on))
    sites_ = [a_site(strand, places=1) for _number in range(SITES)]
    WORLD.update(strand=strand, areas=areas, people=people_, sites=sites_, guardian=a_login(people_[0]))


def run(sequences, phases=tuple(Phase)):
    run_state_machine_as_test(
        Lists,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.usefixtures("_world")
def test_lists_keep_their_rules_whatever_happens():
    run(SEQUENCES)


@pytest.mark.usefixtures("_world")
def test_without_the_count_of_places_a_sequence_passes_a_cap(monkeypatch):
    kept = rules.refusal
    monkeypatch.setattr(rules, "refusal", lambda facts: kept(replace(facts, free_places=None)))

    # About every twentieth sequence does.
    with pytest.raises(AssertionError):
        run(max(SEQUENCES, 250), phases=[Phase.generate])
