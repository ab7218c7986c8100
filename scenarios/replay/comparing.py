"""Hold an answer against what a scenario expects, and say readably where they differ."""

from collections import Counter

PARTS = ("entries", "statements", "refused", "gaps")


def differences(answer: dict, expect: dict) -> list[str]:
    """Return a line for each row that is expected and missing, or there and not expected."""
    lines = []
    for part in PARTS:
        expected = Counter(_text(row) for row in expect.get(part, []))
        got = Counter(_text(row) for row in answer.get(part, []))
        lines += [f"{part}: missing  {row}" for row in sorted((expected - got).elements())]
        lines += [f"{part}: unasked  {row}" for row in sorted((got - expected).elements())]
    return lines


def _text(row: dict) -> str:
    return " ".join(f"{key}={row[key]}" for key in sorted(row))
