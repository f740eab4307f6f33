"""The kliping in a browser: put in order, copied, checked and sent, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from model.records import Label
from store import open_store
from tests.browser.conftest import visiting
from tests.papers.kliping.newsroom import Newsroom, at
from tests.store.readings import text_about
from tests.web.serving import Clock, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

_STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
_NEW = "section:has(#baru) li h3"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A web page on a morning with news in every section."""
    clock = Clock()
    clock.now = at(29, 8)
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        room = Newsroom(store, tmp_path)
        words = "Acara itu dihadiri Kepala Kanwil Kemenkumham Banten."
        for number in (1, 2, 3):
            text = f"{words}\n{text_about('Lapas Cempaka', f'Universitas Melati {number}', number)}"
            fields = {"valid_until": at(27 + number, 9).date()}
            room.sign(number, at(28, 8 + number), text=text, fields=fields)
        title = "Warga binaan Lapas Cempaka panen raya"
        room.publish("https://harian.example/panen", at(28, 9), label=Label.OTHER, title=title)
        with serving(room.settings, clock) as address:
            yield address


def order(page: Page) -> list[str]:
    return [found[-1] for found in page.locator(_NEW).all_inner_texts()]


def build(page: Page) -> None:
    page.goto("/kliping")
    page.get_by_role("button", name="Susun sekarang").click()
    expect(page.locator(_NEW)).to_have_count(3)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_morning_from_draft_to_sent(browser: Browser, url: str, javascript: bool) -> None:
    with visiting(browser, url, javascript=javascript) as page:
        build(page)
        page.get_by_role("button", name=re.compile("Turunkan 1|Turunkan .*Melati 1")).first.click()
        assert order(page) == ["2", "1", "3"]
        page.get_by_role("button", name=re.compile("Buang .*Melati 3")).first.click()
        assert order(page) == ["2", "1"]
        page.locator("summary", has_text="Dibuang (1)").click()
        page.get_by_role("button", name=re.compile("Kembalikan .*Melati 3")).click()
        page.locator("summary", has_text="Catatan").first.click()
        page.get_by_label("Catatan petugas").first.fill("Sudah dikonfirmasi")
        page.get_by_label("Tone").first.select_option("positif")
        page.get_by_role("button", name="Simpan").first.click()
        expect(page.get_by_text("Sudah dikonfirmasi").first).to_be_visible()
        page.get_by_label(re.compile("Satu saran per baris")).fill("Hubungi media lokal.")
        page.get_by_role("button", name="Simpan").last.click()
        page.get_by_role("button", name="Tandai diperiksa").click()
        page.get_by_role("button", name="Kirim", exact=True).click()

        expect(page.get_by_text("Kliping yang sudah dikirim tidak berubah lagi.")).to_be_visible()
        expect(page.get_by_role("button", name="Turunkan")).to_have_count(0)
        text = page.get_by_label("Pesan 1 dari 1").input_value()
        assert "Catatan: Sudah dikonfirmasi" in text
        assert "Catatan/Saran: Hubungi media lokal." in text


def test_the_text_is_copied(browser: Browser, url: str) -> None:
    with visiting(browser, url) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        build(page)
        page.get_by_role("button", name="Salin teks WhatsApp").click()

        expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.get_by_label("Pesan 1 dari 1").input_value()


def test_an_entry_is_dragged_to_its_place(browser: Browser, url: str) -> None:
    with visiting(browser, url) as page:
        build(page)
        entries = page.locator("section:has(#baru) li[data-key]")
        with page.expect_navigation():
            entries.nth(2).locator("h3").drag_to(entries.nth(0).locator("h3"))

        assert order(page) == ["3", "1", "2"]


def test_the_menu_leads_to_it_after_the_first_page(browser: Browser, url: str) -> None:
    with visiting(browser, url) as page:
        page.goto("/")
        links = page.locator("nav a").all_inner_texts()
        assert [link.strip() for link in links[:3]] == ["Beranda", "Kliping", "Cari"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, url: str, scheme: str, width: int) -> None:
    with visiting(browser, url, scheme=scheme, width=width) as page:
        for step in (None, "Susun sekarang", "Tandai diperiksa", "Kirim"):
            if step is None:
                page.goto("/kliping")
            else:
                with page.expect_navigation():
                    page.get_by_role("button", name=step, exact=True).click()
            found = Axe().run(page, options=_STANDARD)
            assert not found.violations_count, f"{step}\n{found.generate_report()}"
            levels = page.evaluate(_HEADINGS)
            assert levels.count(1) == 1
            assert all(after - one <= 1 for one, after in pairwise(levels)), levels
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
