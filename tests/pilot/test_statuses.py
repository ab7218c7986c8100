"""The registry of statuses."""

import pytest

from pilot import elements, statuses


def test_a_registered_status_prints_its_label_and_its_mark():
    statuses.register("specimen", {"frozen": ("Jäädytetty <x>", "underway")})

    html = elements.status("specimen", "frozen")

    assert html == '<span class="status status--underway">Jäädytetty &lt;x&gt;</span>'


def test_the_kinds_of_entries_are_words_and_not_tags():
    statuses.register("specimen entry", {"refund": ("Palautus", "refund")})

    assert 'class="kind kind--refund"' in elements.status("specimen entry", "refund")


def test_a_status_that_nobody_registered_is_an_error():
    with pytest.raises(statuses.UnknownStatus):
        statuses.find("specimen", "melted")


def test_a_mark_that_has_no_drawing_is_refused():
    with pytest.raises(ValueError, match="purple"):
        statuses.register("specimen", {"odd": ("Odd", "purple")})


def test_every_state_of_a_job_has_a_label():
    from pilot.models import Job

    assert set(statuses.values("job")) == set(Job.State.values)
