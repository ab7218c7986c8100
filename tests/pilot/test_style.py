"""Rules of the style sheets and templates that a reader would otherwise have to keep in mind."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
TEMPLATES = settings.BASE_DIR / "templates"
# Letters and statements are typeset by their own rules, with no browser to refuse anything.
SHEETS = sorted(path for path in CSS.rglob("*.css") if "pdf" not in path.parts)
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "pdf" not in path.parts)
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\b[0-9.]+px\b")


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=name)
def test_colours_and_pixels_are_named_in_the_tokens_alone(sheet):
    assert LITERAL.findall(sheet.read_text()) == []


def test_every_component_is_loaded_once():
    loaded = re.findall(r'url\("components/([a-z-]+)\.css"\)', (CSS / "index.css").read_text())

    assert sorted(loaded) == sorted(sheet.stem for sheet in CSS.glob("components/*.css"))


def test_every_variable_that_is_used_is_given_somewhere():
    text = "\n".join(sheet.read_text() for sheet in SHEETS)
    given = set(re.findall(r"(--[a-z0-9-]+)\s*:", text))
    needed = set(re.findall(r"var\((--[a-z0-9-]+)\)", text))

    assert needed - given == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_have_no_inline_styles_or_scripts(page):
    text = page.read_text()

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*(src=|type=\"application/json\"))", text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_print_money_and_dates_through_their_tags(page):
    assert not re.search(r"\|(date|time|floatformat|intcomma|localize)\b", page.read_text())


def test_every_icon_that_a_page_names_is_drawn():
    drawn = set(re.findall(r'id="i-([a-z]+)"', (settings.BASE_DIR / "static" / "icons.svg").read_text()))
    named = {icon for page in PAGES for icon in re.findall(r'{% icon "([a-z]+)"|\bicon="([a-z]+)"', page.read_text())}

    assert {first or second for first, second in named} - drawn == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_form_says_where_it_is_sent(page):
    # Sent to no address it goes to the page's own with the place in it that an error's link led to, and a page that
    # opens at a place does not move the focus to its errors.
    forms = re.findall(r"<form\b(?:{%.*?%}|[^>])*>", page.read_text())

    assert [form for form in forms if "post" in form and "action=" not in form] == []
