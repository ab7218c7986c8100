"""An organiser's six colours as a style sheet. Everything else in the design stays as it is."""

import re
from collections.abc import Mapping

NAMES = ("accent", "accent_strong", "accent_soft", "accent_line", "on_accent", "signal")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def stylesheet(theme: Mapping[str, str]) -> str:
    """Return the rules that give the product the organiser's colours; only whole themes of plain colours count."""
    if not all(COLOUR.fullmatch(str(theme.get(name, ""))) for name in NAMES):
        return ""
    lines = [f"  --organiser-{name.replace('_', '-')}: {theme[name]};" for name in NAMES]
    return "\n".join([":root {", *lines, "}", ""])
