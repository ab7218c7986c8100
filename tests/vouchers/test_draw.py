"""Who is drawn, who stays and where everybody goes: worked by hand, and drawn once more in Python."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilot.periods import since
from providers.models import ListCap, Site
from registry.models import Guardianship, Protection, Resident
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_cap, a_resident, a_site, an_area, chosen, noon
from tests.vouchers.drawing import DAY, SEED, a_list, approved, coded, drafted, drawn, drawn_in_python
from vouchers import actions, errors, queries
from vouchers.models import MoveLot, MovePlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seed(monkeypatch):
    """Let every new seed be the one by which the figures below were worked out."""
    monkeypatch.setattr("vouchers.actions.moves.secrets.token_hex", lambda size: SEED)


@pytest.fixture
def site(strand):
    return a_site(strand, latitude=62.24, longitude=25.75)


def codes(plan: MovePlan, **fields) -> set[str]:
    return set(plan.lots.filter(**fields).values_list("list_code", flat=True))


def test_the_lots_of_six_by_a_known_seed(strand, area, site):
    # sha256 of seed/K2 begins 3b8a, K6 4222, K3 4c13, K1 6910, K5 dcbb, K4 f4f4: in this order they go.
    coded(a_list(strand, area, site, 6))

    plan = drafted(strand, site, places=4)

    assert (plan.seed, plan.on_list, plan.must_move, plan.moving) == (SEED, 6, 2, 2)
    order = plan.lots.order_by("turn").values_list("list_code", flat=True)
    assert list(order) == ["K2", "K6", "K3", "K1", "K5", "K4"]
    assert drawn(plan) == {"K2": None, "K6": None}
    assert plan.lots.get(list_code="K2").lot.startswith("3b8aae619ac7")


@pytest.mark.parametrize("places", [0, 7, 18])
def test_anybody_draws_the_same_from_seed_and_list(strand, area, site, places):
    a_list(strand, area, site, 20)

    plan = drafted(strand, site, places=places)

    assert len(drawn(plan)) == 20 - places
    assert drawn(plan) == drawn_in_python(plan)


def test_the_digest_is_of_every_lot(strand, area, site):
    import hashlib

    a_list(strand, area, site, 5)

    plan = drafted(strand, site, places=2)

    lines = sorted(
        f"{row.list_code}|{row.unit}|{row.kept}|{int(row.moves)}|{row.to_site_id or ''}" for row in plan.lots.all()
    )
    assert plan.digest == hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_the_nearest_sites_with_room_are_filled_in_the_order_of_the_lots(strand, area, site):
    write_rules(moves_to="nearest")
    far = a_site(strand, latitude=62.40, longitude=25.75)
    near = a_site(strand, latitude=62.25, longitude=25.75, places=2)
    full = a_site(strand, latitude=62.241, longitude=25.75, places=0)
    coded(a_list(strand, area, site, 6))

    plan = drafted(strand, site, places=2)

    # K2 and K6 take the two places of the near site, K3 and K1 go far; the full one next door takes nobody.
    assert drawn(plan) == {"K2": near.pk, "K6": near.pk, "K3": far.pk, "K1": far.pk} == drawn_in_python(plan)
    assert full.pk not in dict(plan.destinations)


def test_where_others_wait_no_place_is_free_for_those_who_are_moved(strand, area, site):
    write_rules(moves_to="nearest", queue_opens_at=5)
    near = a_site(strand, latitude=62.25, longitude=25.75, places=0)
    actions.join_queue(
        resident=a_resident(strand, area), strand=strand, site=near, by=None, at=noon(), channel="online"
    )
    a_cap(near, strand, 2)
    a_list(strand, area, site, 3)

    plan = drafted(strand, site, places=1)

    assert near.pk not in dict(plan.destinations)
    assert near.pk not in drawn(plan).values()


def test_nobody_is_moved_to_a_site_that_closes_before_the_pilot_ends(strand, area, site):
    write_rules(moves_to="nearest")
    near = a_site(strand, latitude=62.25, longitude=25.75)
    actions.close_site(site=near, strand=strand, closes_on=date(2017, 9, 1), by=None, at=noon(), channel="desk")
    a_list(strand, area, site, 2)

    assert near.pk not in dict(drafted(strand, site, places=1).destinations)


def test_who_is_kept_from_the_draw(strand, area, site):
    hidden, moved, nowhere, *others = a_list(strand, area, site, 6)
    Protection.objects.create(resident=hidden, period=since(TODAY))
    moved.enrolments.filter(choice__isnull=False).update(origin="forced")
    bare = an_area(strand, home_site=False)
    actions.record_move(resident=nowhere, moved_on=TODAY, area=bare, by=None, at=noon(), channel="desk")

    plan = drafted(strand, site, places=3)

    kept = dict(plan.lots.exclude(kept="").values_list("resident", "kept"))
    assert kept == {hidden.pk: "protected", moved.pk: "moved_before", nowhere.pk: "no_home"}
    assert set(plan.lots.filter(moves=True).values_list("resident", flat=True)) == {one.pk for one in others}


def test_who_is_there_by_home_address_is_never_drawn(strand, area):
    public = Site.objects.get(home_area=area)
    at_home = a_resident(strand, area)
    elsewhere = an_area(strand)
    (came,) = a_list(strand, elsewhere, public, 1)

    plan = drafted(strand, public, places=1)

    assert plan.lots.get(resident=at_home).kept == "home"
    assert plan.lots.get(moves=True).resident == came


def test_a_cap_that_cannot_be_held_is_refused_with_the_lowest_that_can(strand, area, site):
    for resident in a_list(strand, area, site, 3):
        Protection.objects.create(resident=resident, period=since(TODAY))
    a_list(strand, area, site, 1)

    with pytest.raises(errors.TooManyKept) as refusal:
        drafted(strand, site, places=1)

    assert refusal.value.params == {"must": 3, "able": 1, "places": 3}
    assert not MovePlan.objects.exists()
    assert not MoveLot.objects.exists()


def a_family(strand, area, site, *, guardians: int = 1, age: int = 7):
    parents = a_list(strand, area, site, guardians)
    (child,) = a_list(strand, area, site, 1, born_on=date(TODAY.year - age, 1, 1))
    for parent in parents:
        Guardianship.objects.create(child=child, guardian=parent, period=since(child.born_on))
    return parents, child


def test_a_child_moves_with_the_guardian_whose_lot_is_drawn(strand, area, site):
    write_rules(family_age=16)
    (parent,), child = a_family(strand, area, site)
    other = a_list(strand, area, site, 1)[0]
    coded([other, parent, child])

    plan = drafted(strand, site, places=2)

    # Order: K2 (with K3), K1. One must move, and the family of two goes whole.
    assert (plan.must_move, plan.moving) == (1, 2)
    assert drawn(plan) == {"K2": None, "K3": None} == drawn_in_python(plan)
    assert plan.lots.get(list_code="K3").unit == "K2"


def test_a_child_stays_as_long_as_one_guardian_stays(strand, area, site):
    write_rules(family_age=16)
    parents, child = a_family(strand, area, site, guardians=2)
    coded([*parents, child])

    # K2 goes before K1: one place to give up is K2's alone, and the child K3 has the lot of K1.
    plan = drafted(strand, site, places=2)

    assert drawn(plan) == {"K2": None}
    assert plan.lots.get(list_code="K3").unit == "K1"


def test_a_child_stays_with_a_guardian_who_is_kept(strand, area, site):
    write_rules(family_age=16)
    (parent,), child = a_family(strand, area, site)
    Protection.objects.create(resident=parent, period=since(TODAY))
    a_list(strand, area, site, 1)

    plan = drafted(strand, site, places=2)

    assert plan.lots.get(resident=child).kept == "family"


def test_who_is_too_old_draws_alone(strand, area, site):
    write_rules(family_age=7)
    _parents, child = a_family(strand, area, site, age=7)

    plan = drafted(strand, site, places=1)

    assert plan.lots.get(resident=child).unit == child.list_code


def test_families_find_room_for_all_of_them(strand, area, site):
    write_rules(moves_to="nearest", family_age=16)
    near = a_site(strand, latitude=62.25, longitude=25.75, places=1)
    far = a_site(strand, latitude=62.40, longitude=25.75, places=5)
    (parent,), child = a_family(strand, area, site)
    other = a_list(strand, area, site, 1)[0]
    coded([other, parent, child])

    plan = drafted(strand, site, places=0)

    assert drawn(plan) == {"K2": far.pk, "K3": far.pk, "K1": near.pk} == drawn_in_python(plan)


def test_when_a_site_closes_everybody_goes_and_the_protected_go_home(strand, area, site):
    write_rules(moves_to="nearest")
    near = a_site(strand, latitude=62.25, longitude=25.75)
    hidden, other, leaving, returning = a_list(strand, area, site, 4)
    Protection.objects.create(resident=hidden, period=since(TODAY))
    write_rules(lock_in_months=0)
    chosen(leaving, strand, a_site(strand), on=TODAY)
    chosen(returning, strand, None, on=TODAY)
    actions.close_site(site=site, strand=strand, closes_on=DAY, by=None, at=noon(), channel="desk")

    plan = drafted(strand, site)

    assert (plan.cause, plan.held_on, plan.places, plan.moving) == ("closing", DAY - timedelta(days=1), None, 2)
    assert drawn(plan) == {hidden.list_code: None, other.list_code: near.pk}


def test_a_draw_costs_the_same_for_many(strand, area, site):
    a_cap(site, strand, 1)

    def cost(number):
        a_list_over_its_cap(strand, area, site, number)
        with CaptureQueriesContext(connection) as asked:
            plan = drafted(strand, site)
        with CaptureQueriesContext(connection) as done:
            approved(plan)
        return plan.moving, len(asked), len(done)

    few, many = cost(2), cost(22)

    assert (few[0], many[0]) == (1, 22)
    assert few[1:] == many[1:]


def a_list_over_its_cap(strand, area, site, number):
    """Let people on a list that takes nobody more, as a cap that was cut leaves it."""
    caps = list(ListCap.objects.filter(site=site))
    ListCap.objects.filter(site=site).delete()
    a_list(strand, area, site, number)
    ListCap.objects.bulk_create(caps)


def test_a_list_that_need_not_give_anybody_up(strand, area, site):
    a_list(strand, area, site, 2)

    for places in (None, 2, 3):
        with pytest.raises(errors.NobodyToMove):
            drafted(strand, site, places=places)


def test_who_died_is_not_on_the_list_of_the_day(strand, area, site):
    gone, stays = a_list(strand, area, site, 2)
    Resident.objects.filter(pk=gone.pk).update(died_on=TODAY, died_precision="day")
    actions.lay_out(strand=strand, residents=[gone.pk])

    plan = drafted(strand, site, places=0)

    assert drawn(plan) == {stays.list_code: None}


def test_the_staffs_page_lists_what_has_to_be_cut(strand, area, site):
    a_list(strand, area, site, 3)
    closing = a_site(strand)
    a_list(strand, area, closing, 2)
    a_cap(site, strand, 1)
    actions.close_site(site=closing, strand=strand, closes_on=date(2017, 6, 1), by=None, at=noon(), channel="desk")

    rows = queries.lists_to_cut(strand, rule_set=queries.rules_on(strand, TODAY), on=TODAY)

    assert [(row.site, row.on_list, row.over, row.day) for row in rows] == [
        (site, 3, 2, DAY),
        (closing, 2, 2, date(2017, 6, 1)),
    ]


def test_a_list_is_counted_on_the_day_from_which_its_cap_holds(strand, area, site):
    a_list(strand, area, site, 3)
    begins = date(2017, 6, 1)
    a_cap(site, strand, 2, first=begins)
    (row,) = queries.lists_to_cut(strand, rule_set=queries.rules_on(strand, TODAY), on=TODAY)
    assert (row.on_list, row.over, row.day) == (3, 1, begins)

    plan = actions.draft_moves(site=site, strand=strand, effective_on=begins, by=a_person(), at=noon(), channel="desk")
    approved(plan)

    # Until then all three are on the list, and nobody more has to go.
    assert queries.lists_to_cut(strand, rule_set=queries.rules_on(strand, TODAY), on=TODAY) == []
