"""A decision says te and ni from its ruling to its instruction for appeal, never sinä or du (docs/glossary.md)."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("templates/pdf/decision.html", "templates/pdf/_decision_appeal.html")
WORDS = tuple(f"vouchers/words/{name}.py" for name in ("decisions", "hearings", "child_say"))
FAMILIAR = {
    "fi": re.compile(r"\b(sin[äu]\w*|voit|saat|sait|\w{3,}(?:[mnt]a|i|n|sta|lle)si)\b", re.IGNORECASE),
    "sv": re.compile(r"\b(du|dig|din|ditt|dina)\b", re.IGNORECASE),
}


def said_in(language: str) -> list[str]:
    """Return what stands in a decision's own words: the texts of its templates and of its modules of words."""
    entries = polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
    files = set(SOURCES + WORDS)
    return [entry.msgstr for entry in entries if files & {place for place, _line in entry.occurrences}]


@pytest.mark.parametrize("language", FAMILIAR)
def test_no_text_of_a_decision_is_familiar(language):
    texts = said_in(language)

    assert len(texts) > 40
    assert [text for text in texts if FAMILIAR[language].search(text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "Terveysasemasi on"), ("fi", "Nykyinen valintasi pysyy"), ("fi", "Voit valita"), ("sv", "Ditt nuvarande")],
)
def test_a_familiar_text_would_be_found(language, text):
    assert FAMILIAR[language].search(text)
