"""Every reason for which a row may be left out has its sentence."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from registry import queries, sql, words
from registry.population import loading, reading
from registry.population.columns import COLUMNS, MEANINGS, REQUIRED
from scenarios.population import files

SOURCES = [Path(reading.__file__).read_text(), *(
    file.read_text() for file in (Path(sql.__file__).parent / "population").glob("*.sql")
), loading.TOO_LONG]  # fmt: skip
PLAIN = {"row", "identity_code", "register_area", "postal_code", "municipality", "died_on", "excluded_because"}


def codes_in_use() -> set[str]:
    found = set()
    for source in SOURCES:
        found |= set(re.findall(r"(?:THEN|ELSE) '([a-z_]+)'", source))
        found |= set(re.findall(r'broken="([a-z_]+)"', source))
        found |= set(re.findall(r"'(?:identity_code|guardians)', '([a-z_]+)'", source))
    return found


def test_every_reason_in_use_has_its_sentence():
    columns = {"family_name", "given_names", "born_on", "language", "street", "town", "lives_there_since"}
    columns |= {"protected_since", "guardians", "female", "male"}

    assert codes_in_use() - PLAIN - columns == set(words.REASONS)


@pytest.mark.parametrize("because", sorted(words.REASONS))
def test_a_sentence_is_written_with_its_value(because):
    with translation.override("en"):
        text = words.text_of(because, "7")

    assert text.endswith((".", "point."))
    assert "{" not in text


def test_a_value_is_not_shown_twice():
    assert words.shown_value("duplicate", "7") == ""
    assert words.shown_value("unknown_area", "99998") == "99998"


def test_remarks_are_reasons():
    assert set(words.REMARKS) <= set(words.REASONS)


def test_every_column_of_the_file_says_what_it_holds():
    described = queries.population_columns()

    assert [name for name, _meaning, _is_needed in described] == list(COLUMNS)
    assert all(meaning for _name, meaning, _is_needed in described)
    assert set(MEANINGS) == set(COLUMNS)


def test_made_up_people_are_written_in_the_columns_that_are_read():
    assert set(REQUIRED) <= set(files.COLUMNS) <= set(COLUMNS)
