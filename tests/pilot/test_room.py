"""Within a roomy function no call meets the edge of a piece of stack; without it, at some depth every call does."""

import resource

import pytest

from pilot.room import with_room

CALLS = 500
# Steps this deep pass at least one edge, wherever the test itself began.
DEEPEST = 250


def leaf() -> None:
    """Need a frame of some size, as a function with many variables does."""


leaf.__code__ = leaf.__code__.replace(co_stacksize=200)


def call_at(depth: int) -> None:
    if depth:
        call_at(depth - 1)
        return
    for _ in range(CALLS):
        leaf()


def pages_asked_for(depth: int) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call_at(depth)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def worst() -> int:
    return max(pages_asked_for(depth) for depth in range(DEEPEST))


@pytest.mark.parametrize(("room", "at_the_edge"), [(lambda function: function, True), (with_room, False)])
def test_calls_at_an_edge_ask_for_memory_each_time_unless_there_is_room(room, at_the_edge):
    assert (room(worst)() >= CALLS) is at_the_edge


def test_a_roomy_function_is_the_same_function():
    roomy = with_room(divmod)

    assert roomy(7, 2) == (3, 1)
    assert roomy.__name__ == "divmod"
