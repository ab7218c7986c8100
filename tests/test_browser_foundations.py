"""The browser tests' own foundations: a page opens in Chromium, from rows that the test committed."""

import pytest

pytestmark = pytest.mark.browser


def test_page_opens_with_its_styles(page):
    page.goto("/gallery/")

    assert page.locator("h1").count() == 1
    assert page.evaluate("document.styleSheets.length") > 0
    assert page.evaluate("document.documentElement.lang") == "fi"


def test_complaint_of_a_page_is_noticed(chromium, live_site):
    window = chromium.new_page()
    seen = []
    window.on("console", lambda message: seen.append(message.text))

    window.goto(f"{live_site}/gallery/")
    window.evaluate("() => { const s = document.createElement('script'); s.text = '1'; document.head.append(s) }")
    window.close()

    assert any("Content Security Policy" in text for text in seen)
