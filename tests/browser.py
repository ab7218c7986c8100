"""A real Chromium against the real site: `live_site` is its address, `page` a window that notices every complaint.

A browser that is missing fails the tests that need it; nothing here skips. The site runs in a thread of the test, on
connections of its own, so a browser test always commits (`committed_db`).
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Sandboxes need privileges that containers withhold; the pages are our own.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium():
    """Start the installed Chromium once."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tools"))
    from system_packages import browser

    program = browser()
    if not program:
        pytest.fail("The browser tests need Chromium: install the package chromium.")
    # Playwright's loop lives in this thread, where Django would then refuse to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def live_site(committed_db, settings) -> Iterator[str]:
    """Serve the site on a free port; gives its address without a slash at the end."""
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("127.0.0.1")
    settings.BASE_URL = server.url
    settings.CSRF_TRUSTED_ORIGINS = [server.url]
    yield server.url
    server.stop()


@pytest.fixture
def page(chromium, live_site) -> Iterator:
    """Open a window in Finnish; any error in its console or its scripts fails the test."""
    context = chromium.new_context(base_url=live_site, locale="fi-FI", viewport=DESKTOP, timezone_id="Europe/Helsinki")
    context.set_default_timeout(10_000)
    window = context.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield window
    context.close()
    # A refused page (403, 404) is also told on the console, and is something tests ask for.
    assert [text for text in complaints if "Failed to load resource" not in text] == []
