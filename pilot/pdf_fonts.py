"""The weights of the document font as fonts of their own, cut from its variable file when the renderer starts.

WeasyPrint would work out the same outlines anew for every document, which took half of all its time. HarfBuzz does it
once and in milliseconds. What is cut stays with the renderer: "Source" is a reserved name, so the cut font may travel
inside documents but must not be handed on by itself.
"""

import io
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

WEIGHTS = (400, 600)
FONT_SHEET = "fonts.css"
FACE = '@font-face {{ font-family: "Source Sans 3"; {weight} src: url("own:{name}") format("truetype"); }}'
# What the style sheets ask of the font beyond what HarfBuzz keeps for every text.
FIGURE_FEATURES = (b"lnum", b"tnum", b"zero")

# Of HarfBuzz, what WeasyPrint does not declare itself.
DECLARATIONS = """
    hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    void hb_set_add (hb_set_t *set, hb_codepoint_t codepoint);
    void hb_set_invert (hb_set_t *set);
    hb_set_t * hb_subset_input_unicode_set (hb_subset_input_t *input);
    hb_bool_t hb_subset_input_pin_axis_location (
        hb_subset_input_t *input, hb_face_t *face, hb_tag_t axis, float value);
"""
DUPLICATE = 0


def font_files(path: Path) -> dict[str, bytes]:
    """Return the style sheet FONT_SHEET that brings the font in, and the fonts that it names.

    They are the weights, or the variable font itself where this computer's HarfBuzz cannot cut it: the documents look
    the same and take twice as long.
    """
    variable = path.read_bytes()
    cut = {weight: face for weight in WEIGHTS if (face := static_face(variable, weight))}
    fonts = {f"font-{weight}": face for weight, face in cut.items()}
    rules = [FACE.format(weight=f"font-weight: {weight};", name=name) for weight, name in zip(cut, fonts, strict=True)]
    if len(cut) < len(WEIGHTS):
        fonts, rules = {"font": variable}, [FACE.format(weight="", name="font")]
    return fonts | {FONT_SHEET: "\n".join(rules).encode()}


def static_face(variable: bytes, weight: int) -> bytes | None:
    """Return the variable font at one weight, with every character; None where HarfBuzz cannot cut it well."""
    with suppress(AttributeError, TTLibError):
        # A HarfBuzz before 6 lacks the functions.
        if (cut := _cut(variable, weight)) and _is_sound(cut, variable):
            return cut
    return None


def _cut(variable: bytes, weight: int) -> bytes | None:
    ffi, harfbuzz, subset = _libraries()
    blob = ffi.gc(
        harfbuzz.hb_blob_create(variable, len(variable), DUPLICATE, ffi.NULL, ffi.NULL), harfbuzz.hb_blob_destroy
    )
    face = ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)
    asked = ffi.gc(subset.hb_subset_input_create_or_fail(), subset.hb_subset_input_destroy)
    harfbuzz.hb_set_invert(subset.hb_subset_input_unicode_set(asked))
    features = subset.hb_subset_input_set(asked, subset.HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
    for feature in FIGURE_FEATURES:
        harfbuzz.hb_set_add(features, harfbuzz.hb_tag_from_string(feature, -1))
    if not subset.hb_subset_input_pin_axis_location(asked, face, harfbuzz.hb_tag_from_string(b"wght", -1), weight):
        return None
    result = subset.hb_subset_or_fail(face, asked)
    return _content(ffi.gc(result, harfbuzz.hb_face_destroy)) if result else None


def _content(face: Any) -> bytes | None:
    from weasyprint.text.fonts import get_hb_object_data

    content: bytes | None = get_hb_object_data(face)
    return content


def _is_sound(cut: bytes, variable: bytes) -> bool:
    """Tell whether the cut font is static, has the variable one's characters, and can be read to its last glyph."""
    with TTFont(io.BytesIO(cut)) as font, TTFont(io.BytesIO(variable)) as whole:
        # HarfBuzz 6 writes glyph addresses that run over when the outlines pass 128 kB.
        ends = list(font["loca"])
        return (
            "fvar" not in font
            and ends == sorted(ends)
            and ends[-1] <= font.reader.tables["glyf"].length
            and font.getBestCmap().keys() == whole.getBestCmap().keys()
        )


@cache
def _libraries() -> tuple[Any, Any, Any]:
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    ffi.cdef(DECLARATIONS)
    return ffi, harfbuzz, harfbuzz_subset
