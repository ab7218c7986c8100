import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from pilot import page_font

RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


@pytest.fixture(scope="module")
def font():
    return TTFont(io.BytesIO(Path(finders.find(page_font.NAME)).read_bytes()))


def test_the_font_of_pages_is_small_and_bears_no_reserved_name(font):
    names = {record.nameID: str(record) for record in font["name"].names}

    assert Path(finders.find(page_font.NAME)).stat().st_size < 35_000
    assert font.flavor == "woff2"
    assert "Source" not in "".join(names[number] for number in (1, 4, 6, 16, 25))
    assert "SIL Open Font License" in names[13]
    assert "Adobe" in names[0]


def test_the_font_of_pages_has_every_weight_and_figures_of_one_width(font):
    axis = font["fvar"].axes[0]

    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 200, 900)
    assert len({font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1
    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_letter_of_our_texts_is_in_the_font_of_pages(font, language):
    texts = (settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po").read_text()

    assert {letter for letter in texts if letter.isprintable()} - {chr(code) for code in font.getBestCmap()} == set()


def test_the_whole_font_is_fetched_for_letters_that_the_cut_one_lacks_alone():
    face = (settings.BASE_DIR / "static" / "css" / "base.css").read_text().split("unicode-range:")[1].split(";")[0]
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in RANGE.findall(face)]
    asked = {code for first, last in ranges for code in range(first, last + 1)}

    assert asked & set(page_font.CHARACTERS) == set()
    assert {ord("Ж"), ord("Ω"), ord("ạ")} <= asked


def test_the_finder_finds_its_one_file_and_cuts_it_once(tmp_path, settings, monkeypatch):
    settings.PAGE_FONT_DIR = tmp_path
    monkeypatch.setattr(page_font, "cut", lambda whole: whole[:4])
    found = page_font.PageFontFinder().find(page_font.NAME)
    monkeypatch.setattr(page_font, "cut", None)

    assert page_font.PageFontFinder().find(page_font.NAME) == found
    assert Path(found).read_bytes() == page_font.WHOLE.read_bytes()[:4]
    assert page_font.PageFontFinder().find("fonts/other.woff2") is None
    assert [name for name, _storage in page_font.PageFontFinder().list([])] == [page_font.NAME]
