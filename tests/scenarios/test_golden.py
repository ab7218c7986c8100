"""The scenarios worked out by hand: the product's answer, and the calculator's, to the cent."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.calculator.story import answer as reckoned

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


def test_all_of_them_are_here():
    assert len(GOLDEN) == 24


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_replay_answers_what_was_worked_out(db, file):
    call_command("replay", str(file), check=True)


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_the_calculator_answers_what_was_worked_out(file):
    scenario = json.loads(file.read_text(encoding="utf-8"))

    assert reckoned(scenario) == {"refused": [], "gaps": []} | scenario["expect"]
