"""A pasted message in a browser: every link in it is read behind the page, which says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from model.config import Settings
from tests.browser.conftest import visiting
from tests.desk.newsroom import OTHER, PARTNERSHIP, newsroom
from tests.web.serving import serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

#: Milliseconds until three pages are fetched and read.
_READING = 90_000


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_pasted_message_is_read(browser: Browser, own: Settings, javascript: bool) -> None:
    crawl = own.crawl.model_copy(update={"allow_private": ["*"], "delay": 0.0})
    with (
        newsroom() as site,
        serving(own.model_copy(update={"crawl": crawl})) as url,
        visiting(browser, url, javascript=javascript) as page,
    ):
        page.goto("/berita")
        page.get_by_role("link", name="Tambah tautan").click()
        page.get_by_label("Pesan atau tautan").fill(
            f"Pagi, mohon dicek:\n*{site}{PARTNERSHIP}*\n- {site}{OTHER}\n- {site}/hilang"
        )
        page.get_by_role("button", name="Baca tautannya").click()

        expect(page.get_by_role("status")).to_contain_text("3 tautan dibaca", timeout=_READING)
        rows = page.locator("tbody tr")
        expect(rows.nth(0)).to_contain_text("Baru")
        expect(rows.nth(1)).to_contain_text("Bukan kerja sama")
        expect(rows.nth(2)).to_contain_text("Gagal")
        rows.nth(0).get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Universitas Udayana")


def test_a_message_without_links_is_told_beside_the_field(browser: Browser, url: str) -> None:
    with visiting(browser, url, refused=True) as page:
        page.goto("/tautan")
        page.get_by_label("Pesan atau tautan").fill("Selamat pagi, nihil.")
        page.get_by_role("button", name="Baca tautannya").click()

        expect(page.get_by_role("alert")).to_contain_text("Tidak ada tautan")
        expect(page.get_by_label("Pesan atau tautan")).to_have_value("Selamat pagi, nihil.")
