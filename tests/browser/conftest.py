"""Real Chromium against the real site and the real identity provider; `log_in_as` goes the whole way of a log-in.

A test takes `page` and, for its rows, `committed_db`; a module that only reads may make its rows once on `kept_db`.
"""

import copy
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from pilot.models import User
from registry.models import Resident
from tests.identity import providers_at
from tests.people import session_of

# Playwright runs a loop in this thread, and Django would take the tests themselves for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The narrow one last, so that the next page is loaded as on a phone.
WIDTHS = (1280, 360)
# To a page that measures in em, a telephone of 360 pixels with text twice as large is a window half as wide.
WITH_LARGE_TEXT = 180
# What a rule of these finds hangs on markup and colours alone, whatever the words.
WORDLESS = (
    "aria-allowed-attr",
    "aria-allowed-role",
    "aria-hidden-focus",
    "aria-prohibited-attr",
    "bypass",
    "color-contrast",
    "definition-list",
    "landmark-banner-is-top-level",
    "landmark-one-main",
    "nested-interactive",
    "page-has-heading-one",
    "region",
    "td-headers-attr",
)
# Everything of a page but its words, and where there are words at all. The choice of languages marks another each time.
MARKUP = """[...document.querySelectorAll("*:not([hreflang])")].map(part => {
    const worded = ["lang", "href", "title", "alt", "placeholder", "content", "value", "aria-label", "data-label"]
    const kept = [...part.attributes].filter(attribute => !worded.includes(attribute.name))
    const says = [...part.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim())
    return [part.parentElement?.tagName, part.tagName, says, ...kept.map(one => one.name + "=" + one.value)].join(" ")
}).join()"""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this computer has an address. (Routing requests through the test instead would switch the cache off.)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PATIENCE = 10_000
MOST_TABS = 80


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser once."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail("Chromium is missing: install the package `chromium`, or the browser tests show nothing.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _site(django_db_setup) -> Iterator[str]:
    """Serve the site from this process, so that it shares the test's database and settings."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.test.testcases import QuietWSGIRequestHandler

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def _identity_provider(_site: str) -> Iterator[str]:
    """Run the identity provider as a process of its own, as it runs in a demonstration."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "BASE_URL": _site}
    command = [sys.executable, "manage.py", "identity_provider", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            assert "http://" in line, "the identity provider did not start"
            yield line.split()[-1]
        finally:
            process.terminate()


@pytest.fixture
def site_url(request: pytest.FixtureRequest, _site: str, _identity_provider: str) -> Iterator[str]:
    """Return the address of the running site."""
    # The browser must close before the tables are emptied, so the rows' fixture has to come before the browser's.
    for name in {"committed_db", "kept_db"} & set(request.fixturenames):
        request.getfixturevalue(name)
    known = {"SOCIALACCOUNT_PROVIDERS": providers_at(_identity_provider), "BASE_URL": _site}
    # The settings let the log-out's form go to the identity provider, which has another port here.
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = ["'self'", _identity_provider]
    known["CONTENT_SECURITY_POLICY"] = policy
    with override_settings(**known, CSRF_TRUSTED_ORIGINS=[_site]):
        yield _site


@pytest.fixture
def context(chromium: Browser, site_url: str) -> Iterator[BrowserContext]:
    """Open a browser without a past; it reaches nothing but this computer."""
    context = chromium.new_context(base_url=site_url, locale="fi-FI", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page; the test fails when a script fails or the content policy has stopped something."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
    yield page
    assert faults == []


@pytest.fixture
def telephone(chromium: Browser, site_url: str) -> Iterator[Page]:
    """Open a page on a narrow screen, in a browser that runs no scripts."""
    context = chromium.new_context(base_url=site_url, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab_to() -> Callable[[Page, Locator], None]:
    """Return a function that presses Tab until the element has the focus, as somebody without a mouse does."""

    def tab(page: Page, wanted: Locator) -> None:
        for _press in range(MOST_TABS):
            page.keyboard.press("Tab")
            if wanted.and_(page.locator(":focus")).count():
                return
        pytest.fail("the keyboard does not get there")

    return tab


@pytest.fixture
def log_in_as(site_url: str) -> Callable[[Page, User | Resident | str], None]:
    """Return a function that logs the page in through the identity provider, as a person or by the list's key."""

    def log_in(page: Page, person: User | Resident | str) -> None:
        key, name = _on_the_list(person)
        page.goto(f"{site_url}/account/login/")
        page.click("#log-in-resident" if key.startswith(("resident-", "stranger-")) else "#log-in-workspace")
        button = page.locator(f'button[name="person"][value="{key}"]')
        if not button.count():
            page.fill("#search", name)
            page.press("#search", "Enter")
        button.click()
        page.wait_for_url(f"{site_url}/**")

    return log_in


@pytest.fixture
def enter_as(site_url: str) -> Callable[[Page, User], None]:
    """Return a function that gives the page a session without the way there, for tests of many pages."""

    def enter(page: Page, user: User) -> None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user).session_key, "url": site_url}
        page.context.add_cookies([cookie])

    return enter


@pytest.fixture
def accessibility_faults(context: BrowserContext) -> Callable[[Page], dict[str, list[str]]]:
    """Return a function that has axe look at the page in both widths and gives each broken rule with its places.

    A page that is wider than its window is a fault too, on a telephone with text twice as large as well (tried in
    Finnish, whose words are the longest). All widths see one loading of the page. What the test has seen at that width
    in other words is looked at for what hangs on words and on the room that they take.
    """
    seen: set[tuple[int, str]] = set()

    def look(page: Page) -> dict[str, list[str]]:
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready.then(() => true)")
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE_SCRIPT)
            # The next pages begin with it: it is large to send each time.
            context.add_init_script(AXE_SCRIPT)
        faults = {}
        if page.locator("html").get_attribute("lang") == "fi":
            page.set_viewport_size({"width": WITH_LARGE_TEXT, "height": 450})
            faults |= {f"{wider} pixels too wide with large text": [] for wider in _too_wide(page)}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            markup = (width, page.evaluate(MARKUP))
            rules = {rule: {"enabled": markup not in seen} for rule in WORDLESS}
            seen.add(markup)
            faults |= {f"{rule} at {width}": places for rule, places in _broken_rules(page, rules).items()}
            faults |= {f"{wider} pixels too wide at {width}": [] for wider in _too_wide(page)}
        return faults

    return look


def _broken_rules(page: Page, rules: dict[str, dict[str, bool]]) -> dict[str, list[str]]:
    # Without preload: axe would fetch style sheets by wrong addresses, long after the test.
    options = {"runOnly": RULES, "rules": rules, "preload": False, "resultTypes": ["violations"]}
    found = Axe("0").run(page, options=options)
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found.response["violations"]}


def _too_wide(page: Page) -> list[int]:
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [wider] if wider > 0 else []


def _on_the_list(person: User | Resident | str) -> tuple[str, str]:
    if isinstance(person, str):
        return person, ""
    if isinstance(person, Resident):
        return f"resident-{person.pk}", person.full_name
    membership = person.memberships.first()
    return (
        f"member-{membership.pk}" if membership else f"provider-{person.provider_memberships.first().pk}",
        person.name,
    )


def _is_fault(message: ConsoleMessage) -> bool:
    # What the server refused on purpose (404, 403, 422) is the test's own matter.
    return message.type == "error" and not message.text.startswith("Failed to load resource")
