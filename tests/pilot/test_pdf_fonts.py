"""The document font at its weights: whole in its characters, sound, and without HarfBuzz's help the variable one."""

import io
import struct

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from pilot import pdf_fonts, pdf_renderer

VARIABLE = pdf_renderer.font_file().read_bytes()
# As fontTools works them out, which takes it many seconds.
WIDTHS = {400: {"n": 547, "m": 829, "Ä": 544, "€": 497}, 600: {"n": 560, "m": 843, "Ä": 558, "€": 513}}


def opened(content):
    return TTFont(io.BytesIO(content))


@pytest.mark.parametrize("weight", pdf_fonts.WEIGHTS)
def test_a_face_has_one_weight_and_every_character(weight):
    face = opened(pdf_fonts.static_face(VARIABLE, weight))
    names = face.getBestCmap()

    assert "fvar" not in face
    assert face["OS/2"].usWeightClass == weight
    assert names.keys() == opened(VARIABLE).getBestCmap().keys()
    assert {letter: face["hmtx"][names[ord(letter)]][0] for letter in "nmÄ€"} == WIDTHS[weight]


def test_a_face_keeps_the_slashed_zero_of_codes():
    face = opened(pdf_fonts.static_face(VARIABLE, 400))

    assert "zero" in {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord}


def test_a_font_that_was_cut_badly_is_found_out():
    face = pdf_fonts.static_face(VARIABLE, 400)

    assert pdf_fonts._is_sound(face, VARIABLE)
    assert not pdf_fonts._is_sound(VARIABLE, VARIABLE)
    assert not pdf_fonts._is_sound(run_over(face), VARIABLE)


def run_over(face):
    """The face with its last glyph's end where HarfBuzz 6 puts it when the address runs over."""
    end = opened(face).reader.tables["loca"]
    place = end.offset + end.length - 2
    return face[:place] + struct.pack(">H", 28) + face[place + 2 :]


@pytest.mark.parametrize("cut", [lambda *_asked: None, lambda *_asked: VARIABLE])
def test_without_a_sound_cut_the_variable_font_serves_both_weights(cut, monkeypatch):
    monkeypatch.setattr(pdf_fonts, "_cut", cut)

    files = pdf_fonts.font_files(pdf_renderer.font_file())

    assert files.keys() == {"font", "fonts.css"}
    assert files["font"] == VARIABLE
    assert b"font-weight" not in files["fonts.css"]


def test_an_older_harfbuzz_serves_the_variable_font(monkeypatch):
    def lacks_the_function(*_asked):
        raise AttributeError("hb_subset_input_pin_axis_location")

    monkeypatch.setattr(pdf_fonts, "_cut", lacks_the_function)

    assert pdf_fonts.font_files(pdf_renderer.font_file()).keys() == {"font", "fonts.css"}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_document_from_the_variable_font_has_both_weights(monkeypatch):
    monkeypatch.setattr(pdf_fonts, "_cut", lambda *_asked: None)
    engines = (pdf_renderer._engine, pdf_renderer._own_files)
    for engine in engines:
        engine.cache_clear()

    request = {"html": "<html lang=fi><title>x</title><p>A <strong>B</strong>", "issued_at": "2018-02-08T07:00+00:00"}
    with pikepdf.open(io.BytesIO(pdf_renderer.render(request | {"attachments": []}))) as file:
        names = {str(item.FontName) for item in file.objects if "/FontName" in dict_of(item)}
    for engine in engines:
        engine.cache_clear()

    assert sorted(name.partition("Source-Sans-3")[2].strip(",") for name in names) == ["", "-Semi-Bold"]


def dict_of(item):
    return item if isinstance(item, pikepdf.Dictionary) else {}
