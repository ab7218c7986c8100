"""What a clerk reads of a refused choice speaks of the resident, not to them."""

import re

import pytest
from django.utils import translation

from vouchers.errors.choices import ChoiceRefused

YOU = {"en": r"\b[Yy]ou(r|rs|rself)?\b", "sv": r"\b([Dd]u|[Dd]ig|[Dd]in|[Dd]itt|[Dd]ina)\b"}


def kinds(kind: type[ChoiceRefused]) -> set[type[ChoiceRefused]]:
    return {kind}.union(*(kinds(one) for one in kind.__subclasses__()))


@pytest.mark.parametrize("language", YOU)
def test_a_refusal_told_to_another_says_you_of_nobody(language):
    with translation.override(language):
        texts = {kind.__name__: str(kind.text_other or kind.text) for kind in kinds(ChoiceRefused)}

    assert {name: text for name, text in texts.items() if re.search(YOU[language], text)} == {}
