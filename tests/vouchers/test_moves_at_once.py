"""Somebody of the list chooses, or comes, while a draw is carried out: real commits on connections of their own."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.rules import write_rules
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, chosen
from tests.vouchers.drawing import DAY, a_list, approved, drafted
from vouchers import errors, move_errors
from vouchers.models import Choice, Enrolment, MovePlan

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(120)]


@pytest.fixture
def strand(committed_db):
    return a_strand(lock_in_months=0)


@pytest.fixture
def area(strand):
    return an_area(strand)


@pytest.fixture
def site(strand):
    return a_site(strand, latitude=62.24, longitude=25.75)


def while_it_is_done(first, second):
    """Do the first, and the second while the first has done everything but commit; return how the second ended."""
    done, go_on, ended = threading.Event(), threading.Event(), []

    def hold():
        with transaction.atomic():
            first()
            done.set()
            go_on.wait(60)
        connection.close()

    def come():
        try:
            ended.append(second())
        except (errors.ChoiceRefused, move_errors.MovesRefused) as refusal:
            ended.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=come)]
    threads[0].start()
    assert done.wait(60)
    threads[1].start()
    threads[1].join(timeout=0.3)
    go_on.set()
    for thread in threads:
        thread.join(60)
    return ended[0]


def forced():
    return Choice.objects.filter(origin="forced")


def test_who_chooses_while_a_draw_is_approved_makes_it_look_again(strand, area, site):
    a_list(strand, area, site, 3)
    plan, there = drafted(strand, site, places=2), a_site(strand)
    who = plan.lots.get(moves=True).resident

    ended = while_it_is_done(lambda: chosen(who, strand, there), lambda: approved(plan))

    assert ended == "list_changed"
    assert not forced().exists()
    assert MovePlan.objects.get().stage == "draft"
    assert Enrolment.objects.on_day(DAY).get(resident=who).site == there


def test_who_is_moved_while_choosing_goes_where_they_chose(strand, area, site):
    a_list(strand, area, site, 3)
    plan, there = drafted(strand, site, places=2), a_site(strand)
    who = plan.lots.get(moves=True).resident

    own = while_it_is_done(lambda: approved(plan), lambda: chosen(who, strand, there))

    assert forced().get().replaced_by == own
    assert list(Enrolment.objects.on_day(DAY).filter(resident=who).values_list("site", flat=True)) == [there.pk]


def test_two_approve_at_once_and_everybody_is_moved_once(strand, area, site):
    a_list(strand, area, site, 4)
    plan = drafted(strand, site, places=1)

    ended = while_it_is_done(lambda: approved(plan), lambda: approved(plan))

    assert ended == "moves_decided"
    assert forced().count() == 3 == forced().values("resident").distinct().count()


def test_the_last_place_of_a_near_list_goes_to_one_of_two(strand, area, site):
    write_rules(moves_to="nearest")
    near = a_site(strand, places=1, latitude=62.25, longitude=25.75)
    a_list(strand, area, site, 2)
    plan, other = drafted(strand, site, places=1), a_resident(strand, area)

    ended = while_it_is_done(lambda: approved(plan), lambda: chosen(other, strand, near))

    assert ended == "list_full"
    there = Enrolment.objects.on_day(DAY + timedelta(days=1)).filter(site=near)
    assert list(there.values_list("resident", flat=True)) == [plan.lots.get(moves=True).resident_id]
