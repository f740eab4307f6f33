"""Every page is for everybody: axe-core finds nothing, nothing runs over the edge of a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAGES = (
    "/",
    "/kliping",
    "/cari",
    "/cari?q=lapas&province=Banten",
    "/cari?q=zzzz",
    "/berita",
    "/register",
    "/register?q=zzzz",
    "/kerja-sama/baru",
    "/tinjau",
    "/langganan",
    "/langganan/baru?q=lapas",
    "/media",
    "/riwayat",
    "/laporan",
    "/tautan",
    "/riwayat/1",
)
#: Pages that others lead to, by where the first such link stands.
BEHIND = {
    "/berita": "[data-hit] a",
    "/register": "tbody a[href^='/kerja-sama/']",
    "/register?": "tbody a[href^='/satuan-kerja/']",
    "/register?sort=kind": "tbody a[href^='/mitra/']",
    "/media": "tbody a",
}
_STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"


def _addresses(browser: Browser, url: str) -> list[str]:
    found = list(PAGES)
    with visiting(browser, url) as page:
        for start, link in BEHIND.items():
            page.goto(start)
            found.append(page.locator(link).first.get_attribute("href") or "")
    forms = [f"{address}/perbaiki" for address in found if re.match("/kerja-sama/a", address)]
    return found + forms


@pytest.mark.timeout(600)
def test_axe_finds_nothing(browser: Browser, shared_url: str) -> None:
    problems: list[str] = []
    for address in _addresses(browser, shared_url):
        with visiting(browser, shared_url) as page:
            page.goto(address)
            for width, scheme in product((360, 1280), _SCHEMES):
                page.set_viewport_size({"width": width, "height": 900})
                # Without motion: colours half way from one scheme to the other are nobody's.
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                problems += [f"{address} {width} {scheme}: {one}" for one in _problems(page)]
    assert not problems, "\n".join(problems)


def _problems(page: Page) -> Iterator[str]:
    """Yield what is wrong with a page as it is shown now."""
    found = Axe().run(page, options=_STANDARD)
    if found.violations_count:
        yield found.generate_report()
    levels = page.evaluate(_HEADINGS)
    if levels.count(1) != 1 or any(after - one > 1 for one, after in pairwise(levels)):
        yield f"headings {levels}"
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if beyond > 0:
        yield f"{beyond} pixels beyond the edge"


def test_the_first_step_of_the_keyboard_skips_the_menu(browser: Browser, shared_url: str) -> None:
    with visiting(browser, shared_url) as page:
        page.goto("/register")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "isi"


def test_no_page_is_heavy(browser: Browser, shared_url: str) -> None:
    size = "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize ?? 0), 0)"
    for address in _addresses(browser, shared_url):
        with visiting(browser, shared_url) as page:
            page.goto(address, wait_until="networkidle")
            assert page.evaluate(size) < 100_000, address


def test_no_word_is_missing(browser: Browser, shared_url: str) -> None:
    """Values that have no word would show as they are in records: with an underscore."""
    raw = re.compile(r"(?<![/?&])\b[a-z]+_[a-z_]+\b(?![.=])")
    for language in ("id", "en"):
        for address in _addresses(browser, shared_url):
            with visiting(browser, shared_url) as page:
                page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
                text = page.locator("body").inner_text()
            found = set(raw.findall(text)) - {"signed_on"}
            assert not found, (address, language)
