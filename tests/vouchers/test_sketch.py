from itertools import combinations
from math import hypot

import pytest

from providers.models import Site
from providers.queries import Place
from vouchers.catalogue import SiteFacts
from vouchers.catalogue.sketched import HEIGHT, PIN, WIDTH, sketch
from vouchers.queries import Room


def facts(letter, latitude, longitude, places=None):
    site = Site(slug=letter.lower(), name_fi=letter, latitude=latitude, longitude=longitude)
    return SiteFacts(site, Room(places, 0), {}, None, letter)


TOWN = [facts("A", 62.22, 25.76), facts("B", 62.26, 25.78, places=0), facts("C", 62.24, 25.70)]
HERE = Place("40520", 62.221, 25.763, "")


def pins(drawn):
    return {pin.facts.letter: pin for pin in drawn.pins}


def test_north_is_up_and_east_is_right():
    drawn = pins(sketch(TOWN, None))

    assert drawn["B"].y < drawn["C"].y < drawn["A"].y
    assert drawn["C"].x < drawn["A"].x < drawn["B"].x
    assert drawn["B"].is_full


def test_everything_lies_on_the_paper():
    for pin in sketch(TOWN, HERE).pins:
        assert PIN <= pin.x <= WIDTH - PIN
        assert PIN <= pin.y <= HEIGHT - PIN


def test_rings_tell_true_distances_from_the_place():
    drawn = sketch([facts("A", 62.22, 25.76), facts("B", 62.22 + 3 / 111.2, 25.76)], Place("", 62.22, 25.76, ""))

    three = next(ring for ring in drawn.rings if ring.km == 3)
    assert drawn.here[1] - pins(drawn)["B"].y == pytest.approx(three.radius, abs=2)


def test_pins_of_one_house_stand_beside_each_other_and_none_takes_what_is_meant_for_another():
    houses = [facts(letter, 62.22, 25.76) for letter in "ABCDEFGHIJ"] + [facts("Z", 62.23, 25.79)]
    drawn = list(pins(sketch(houses, None)).values())

    apart = [(one, other, hypot(one.x - other.x, one.y - other.y)) for one, other in combinations(drawn, 2)]
    assert min(distance for _one, _other, distance in apart) >= 2 * PIN
    assert all(one.touch + other.touch <= distance for one, other, distance in apart)
    assert all(PIN <= pin.x <= WIDTH - PIN and PIN <= pin.y <= HEIGHT - PIN for pin in drawn)


def test_a_finger_hits_a_pin():
    lone = pins(sketch(TOWN, None))["C"]

    assert 2 * PIN * (320 - 32) / WIDTH >= 24
    assert 2 * lone.touch * (360 - 32) / WIDTH >= 44


@pytest.mark.parametrize(("rows", "place"), [([], None), (TOWN[:1], None), ([facts("A", None, None)], HERE)])
def test_less_than_two_points_are_no_map(rows, place):
    assert sketch(rows, place) is None
