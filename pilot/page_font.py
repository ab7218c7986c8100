"""The typeface as pages send it: the package's font cut to the characters that the site's languages write with.

The whole variable font is 646 kB, twenty times what a page is made of otherwise. Its licence lets us hand on a cut
one only under another name ("Source" is reserved), so this one is called Valinta Sans. Names in other scripts are drawn
from the whole font, which base.css lets browsers fetch when a page holds such a letter. Documents embed the whole one.
"""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

WHOLE = Path(fontpkg_source_sans_3.__file__).parent / "files" / "SourceSans3[wght].ttf"
NAME, FAMILY = "fonts/valinta-sans.woff2", "Valinta Sans"
# Latin with the letters of Finnish, Swedish, the Sámi languages and the Baltic countries; dashes, signs, arrows.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    *(0x18F, 0x1B7, 0x1E4, 0x1E5, 0x1E6, 0x1E7, 0x1E8, 0x1E9, 0x1EE, 0x1EF, 0x21E, 0x21F, 0x292),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)
# Figures are of one width without a feature.
FEATURES = ("case", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "zero")
# The names of the family, of the face and of the file; who made the font and its licence stay as they are.
OWN_NAMES = {
    **dict.fromkeys((1, 4, 16), FAMILY),
    **dict.fromkeys((6, 25), FAMILY.replace(" ", "")),
    3: f"{FAMILY}, cut from Source Sans 3",
}


def cut(whole: bytes) -> bytes:
    """Return the font with the characters of the site's languages, every weight, under our own name, as WOFF2."""
    # Only where the font is cut: these take half a second to load.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(hinting=False, layout_features=list(FEATURES), name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    with TTFont(io.BytesIO(whole), lazy=True, recalcTimestamp=False) as font:
        cutter.subset(font)
        for record in list(font["name"].names):
            if record.nameID in OWN_NAMES:
                record.string = OWN_NAMES[record.nameID]
        font.flavor = "woff2"
        font.save(kept := io.BytesIO())
    return kept.getvalue()


class PageFontFinder(BaseFinder):
    """Finds the cut font among static files; it is cut when it is first looked for, and kept."""

    @cached_property
    def storage(self) -> FileSystemStorage:
        """Return where the font lies, after seeing to it that it does."""
        whole = WHOLE.read_bytes()
        made_of = hashlib.sha256(whole + Path(__file__).read_bytes()).hexdigest()[:16]
        place = Path(settings.PAGE_FONT_DIR) / made_of
        if not (place / NAME).exists():
            _keep(place / NAME, cut(whole))
        return FileSystemStorage(location=place)

    def check(self, **_options: Any) -> list[Any]:
        """Find nothing wrong: there is nothing to set."""
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        """Return where the font lies, for its own name only."""
        found = [self.storage.path(NAME)] if path == NAME else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Give the one file."""
        yield NAME, self.storage


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole: several servers may start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
        os.fchmod(part.fileno(), 0o644)
    os.replace(part.name, path)
