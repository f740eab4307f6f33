"""Reviewing in a browser: what is decided counts at once, can be undone, and two lose nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def _left(page: Page) -> int:
    page.goto("/tinjau")
    told = page.get_by_text(re.compile(r"^\d+ berita menunggu"))
    return int(told.inner_text().split()[0]) if told.count() else 0


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_candidate_is_kept_and_undone(browser: Browser, url: str, javascript: bool) -> None:
    with visiting(browser, url, javascript=javascript) as page:
        before = _left(page)
        title = page.locator("#case").inner_text()
        page.get_by_label(re.compile("Catatan")).fill("sudah dicek")
        page.get_by_role("button", name="Terima").click()

        expect(page.get_by_role("status")).to_contain_text("Diterima")
        expect(page.get_by_role("status")).to_contain_text(title[:60])
        page.get_by_role("status").get_by_role("button", name="Urungkan").click()
        expect(page.get_by_role("status")).to_contain_text("Keputusan diurungkan")
        assert _left(page) == before


def test_keys_decide(browser: Browser, url: str) -> None:
    with visiting(browser, url) as page:
        before = _left(page)
        title = page.locator("#case").inner_text()
        page.keyboard.press("j")
        expect(page.locator("#case")).not_to_have_text(title)
        page.keyboard.press("x")
        expect(page.get_by_role("status")).to_contain_text("Ditolak")
        page.keyboard.press("u")
        expect(page.get_by_role("status")).to_contain_text("Keputusan diurungkan")
        page.keyboard.press("t")

        expect(page.get_by_role("status")).to_contain_text("Diterima")
        assert _left(page) == before - 1


def test_two_who_decide_at_once_lose_nothing(browser: Browser, url: str) -> None:
    with visiting(browser, url) as first, visiting(browser, url) as second:
        first.goto("/tinjau")
        second.goto("/tinjau")
        first.get_by_role("button", name="Tolak").click()
        expect(first.get_by_role("status")).to_contain_text("Ditolak")

        second.get_by_role("button", name="Terima").click()

        # The second one is told who was first, and what was not saved.
        late = second.get_by_role("alert")
        expect(late).to_contain_text("Orang lain sudah memutuskan")
        expect(late).to_contain_text("Ditolak oleh")
        late.get_by_role("button", name="Terima").click()
        expect(second.get_by_role("status")).to_contain_text("Diterima")
