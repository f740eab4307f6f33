"""Chromium, and the web page over the demo's data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from model.config import Settings
from tests.web.conftest import crawled, own, settings
from tests.web.serving import serving

__all__ = ["crawled", "own", "settings"]

CHROMIUM = shutil.which("chromium")
#: Milliseconds that a page may take on a machine that does other things beside.
PATIENCE = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window; its sandbox needs rights that containers lack.

    Playwright keeps a loop running in this thread, which tests of other modules must not find.
    """
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared_url(settings: Settings) -> Iterator[str]:
    """The address of a web page that tests only read."""
    with serving(settings) as url:
        yield url


@pytest.fixture
def url(own: Settings) -> Iterator[str]:
    """The address of a web page that one test changes."""
    with serving(own) as url:
        yield url


@contextmanager
def visiting(
    browser: Browser,
    url: str,
    *,
    javascript: bool = True,
    scheme: str = "light",
    width: int = 1280,
    refused: bool = False,
) -> Iterator[Page]:
    """Open a browser of somebody; what it complains of fails the test.

    ``refused`` says that an answer of failure is what the test is about.
    """
    context: BrowserContext = browser.new_context(
        base_url=url,
        java_script_enabled=javascript,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        locale="id-ID",
    )
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.extend(_foreign(asked.url, url)))
    yield page
    context.close()
    if refused:
        complaints = [one for one in complaints if not one.startswith("Failed to load resource")]
    assert not complaints


def _foreign(asked: str, own: str) -> list[str]:
    """What a page asked of another host; it may ask none."""
    return [] if asked.startswith(own) else [f"asked {asked}"]
