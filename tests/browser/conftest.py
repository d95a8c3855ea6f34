"""
Fixtures of the journeys: a real Chromium against a live server with the sample corpus.

A journey asks for ``site`` and ``page``; addresses are relative to the site::

    def test_reader_opens_a_declaration(site, page):
        page.goto("/declarations/lima-group-2019-05-03/")
        assert_accessible(page)

- ``site``: the live server with the corpus in its database, fresh for each
  test. What the test writes with the ORM the server sees, and the other way
  round; afterwards the database is emptied.
- ``width``: runs the test twice, wide and narrow. Light and dark need no second run, see
  ``looks.py``, and nor does a page that is only looked at.
- ``console``: every journey fails when a page logs an error, which includes
  each violation of the content security policy. A test that means to cause
  one says so: ``console.expect("status of 404")``.
- ``log_in(user)``: gives the page a session without going through the form.

The test database is a file: a database in memory would have to be shared by
the server's threads on one connection, and their transactions would mix.

The journeys need ``DJANGO_ALLOW_ASYNC_UNSAFE`` (Playwright runs an event loop
in the tests' thread) and have a run of their own for it: ``make test-browser``.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError

from tests.browser.looks import NARROW, WIDE
from tests.browser_path import MISSING, find_browser

# What pages have no need of. Playwright turns some of it off as well, but of two such switches
# Chromium heeds the last, so its list is here too (chromiumSwitches.ts), but for names of Edge.
FEATURES_OFF = [
    # A renderer process or two for each window, to suggest what might be typed as an address:
    # a quarter of the time that the journeys took.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
]
# Without these Chromium does not start as root, or calls home first.
LAUNCH_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(FEATURES_OFF)}",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the journeys in a plain run of the suite, saying how to run them."""
    if os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE"):
        return
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(
                pytest.mark.skip(reason="journeys have their own run: make test-browser")
            )


# --- Browser ------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that ``tests.browser_path`` finds; without one skip, or fail in CI."""
    path = find_browser()
    if path is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(MISSING)
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [*browser_type_launch_args.get("args", []), *LAUNCH_ARGUMENTS],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Open pages wide and light, and without motion, so that nothing is measured half-way."""
    return {
        **browser_context_args,
        "viewport": WIDE,
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }


@dataclass
class Console:
    """The errors that pages of a test have logged."""

    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let errors pass that match a regular expression."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Return the errors that nobody expected."""
        return [
            error
            for error in self.errors
            if not any(re.search(pattern, error) for pattern in self.expected)
        ]

    def listen_to(self, context: BrowserContext) -> None:
        """Note the errors of all pages of a context; Chromium logs policy violations as errors."""

        def note_message(message: ConsoleMessage) -> None:
            if message.type == "error":
                where = message.location.get("url", "")
                self.errors.append(f"{message.text} ({where})")

        def note_exception(error: WebError) -> None:
            self.errors.append(f"uncaught: {error.error}")

        context.on("console", note_message)
        context.on("weberror", note_exception)


@pytest.fixture(autouse=True)
def console() -> Iterator[Console]:
    """Fail the test when one of its pages logged an error that it did not expect."""
    console = Console()
    yield console
    found = console.unexpected()
    assert not found, "The console shows errors:\n" + "\n".join(found)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], console: Console):
    """Open contexts whose console is listened to."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        console.listen_to(context)
        return context

    return open_context


@pytest.fixture(params=["wide", "narrow"])
def width(request: pytest.FixtureRequest, page: Page) -> str:
    """Show the page wide and narrow; return which of the two it is."""
    page.set_viewport_size(WIDE if request.param == "wide" else NARROW)
    return request.param


# --- Site ---------------------------------------------------------------------

# The server writes an answer in small pieces. With Nagle's algorithm the second of them waits for
# the browser to confirm the first, which it puts off for 40 ms: most of what a small answer takes.
QuietWSGIRequestHandler.disable_nagle_algorithm = True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the test database in a file when it is an SQLite one."""
    database = connections["default"]
    if database.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        database.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """Return the address that ``page.goto("/declarations/")`` starts from."""
    return live_server.url


@pytest.fixture
def site(live_server, sample: None):
    """Serve the sample corpus; ``site.url`` is its address."""
    return live_server


@pytest.fixture
def log_in(site, page: Page) -> Callable[[Any], None]:
    """Return a function that gives the page the session of a user."""

    def log_in(user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}]
        )

    return log_in
