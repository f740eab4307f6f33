"""What people come for, with JavaScript and without: find, narrow, read, export, language."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def page(request: pytest.FixtureRequest, browser: Browser, shared_url: str) -> Iterator[Page]:
    """A browser that runs scripts, and one that does not."""
    with visiting(browser, shared_url, javascript=request.param) as page:
        yield page


def test_the_first_page_tells_what_is_new(page: Page) -> None:
    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    week = page.locator(".card", has=page.get_by_role("heading", name="Tujuh hari terakhir"))
    assert int(week.locator(".big").first.inner_text()) > 0
    assert page.locator(".tiles a:visible").count() == 38
    expect(page.get_by_text(re.compile(r"\d{2}\.\d{2} WIB")).first).to_be_visible()


def test_a_search_is_narrowed_and_widened_again(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Kata yang dicari").fill("lapas")
    page.get_by_role("button", name="Cari").click()
    everything = page.get_by_role("heading", name=re.compile(r"^\d+ berita$")).inner_text()

    page.locator(".facet a", has_text="Banten").first.click()

    narrowed = page.get_by_role("heading", name=re.compile(r"^\d+ berita$")).inner_text()
    assert int(narrowed.split()[0]) < int(everything.split()[0])
    assert "province=Banten" in page.url
    page.get_by_role("link", name=re.compile("Hapus saringan")).click()
    expect(page.get_by_role("heading", name=everything, exact=True)).to_be_visible()
    assert page.locator("mark").first.inner_text().casefold() in {"lapas", "lembaga pemasyarakatan"}


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_wrong_query_names_its_column_under_the_box(
    browser: Browser, shared_url: str, javascript: bool
) -> None:
    with visiting(browser, shared_url, javascript=javascript, refused=True) as page:
        page.goto("/cari?q=lapas%20AND%20(rutan")

        expect(page.get_by_role("alert")).to_contain_text("'(' belum ditutup (huruf ke-11)")
        box = page.get_by_label("Kata yang dicari")
        expect(box).to_have_attribute("aria-invalid", "true")


def test_a_story_leads_from_each_field_to_its_sentence(page: Page) -> None:
    page.goto("/berita")
    page.locator("[data-hit] a").first.click()

    proof = page.locator("[data-proof$='signed_on']").first
    target = (proof.get_attribute("href") or "").removeprefix("#")
    proof.click()

    assert page.url.endswith(f"#{target}")
    expect(page.locator(f"[id='{target}']")).to_be_attached()
    original = page.get_by_role("link", name=re.compile("Buka berita asli")).first
    assert original.get_attribute("rel") == "noopener noreferrer"
    assert (original.get_attribute("href") or "").startswith("http")


def test_the_register_is_sorted_filtered_and_opened(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("Jenis naskah").select_option("nota_kesepahaman")
    page.get_by_role("button", name="Terapkan").click()

    kinds = page.locator("td[data-name='Jenis naskah']").all_inner_texts()
    assert kinds
    assert {kind.strip() for kind in kinds} == {"Nota Kesepahaman (MoU)"}
    page.get_by_role("link", name="Tanggal").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.locator("tbody a[href^='/satuan-kerja/']").first.click()
    expect(page.get_by_text("kegiatan penandatanganan").first).to_be_visible()
    page.locator("tbody a[href^='/kerja-sama/']").first.click()
    expect(page.get_by_role("heading", name="Catatan kerja sama")).to_be_visible()


def test_the_register_is_exported(page: Page, tmp_path: Path) -> None:
    page.goto("/register?kind=nota_kesepahaman")
    shown = page.locator("tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    content = Path(download.value.path()).read_text(encoding="utf-8")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == shown
    assert {row["Jenis Naskah"] for row in rows} == {"Nota Kesepahaman (MoU)"}


def test_the_language_and_the_zone_are_remembered(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="WITA").click()
    page.goto("/media")

    expect(page.get_by_role("heading", level=1)).to_have_text("Watched media")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/berita")
    expect(page.locator("[data-hit] .meta").first).to_contain_text("WITA")


def test_sites_and_runs_are_told_of(page: Page) -> None:
    page.goto("/media")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="Keadaan")).to_be_visible()
    page.goto("/riwayat")
    page.locator("tbody a").first.click()

    expect(page.get_by_role("heading", name="Dari halaman sampai berita")).to_be_visible()


def test_a_subscription_shows_what_it_would_have_told(page: Page) -> None:
    page.goto("/cari?q=lapas")
    page.get_by_role("link", name="Simpan sebagai langganan").click()

    expect(page.get_by_label(re.compile("^Pencarian"))).to_have_value("lapas")
    expect(page.get_by_text(re.compile(r"^\d+ berita dalam \d+ hari terakhir"))).to_be_visible()


def test_the_menu_opens_on_a_phone(browser: Browser, shared_url: str) -> None:
    for javascript in (True, False):
        with visiting(browser, shared_url, javascript=javascript, width=360) as page:
            page.goto("/")
            page.get_by_role("link", name="Menu").click()
            page.get_by_role("link", name="Register Kerja Sama").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Register Kerja Sama")


def test_keys_lead_through_results(browser: Browser, shared_url: str) -> None:
    with visiting(browser, shared_url) as page:
        page.goto("/cari?q=lapas")
        page.keyboard.press("/")
        expect(page.get_by_label("Kata yang dicari")).to_be_focused()
        page.keyboard.press("Escape")
        page.locator("main").focus()
        page.keyboard.press("j")
        page.keyboard.press("j")

        expect(page.locator("[data-hit]").nth(1)).to_have_class(re.compile("at"))
        page.keyboard.press("k")
        expect(page.locator("[data-hit] a").first).to_be_focused()


def test_evidence_lights_up_while_its_field_has_the_focus(
    browser: Browser, shared_url: str
) -> None:
    with visiting(browser, shared_url) as page:
        page.goto("/berita")
        page.locator("[data-hit] a").first.click()
        # The listeners are there once the page has loaded whole.
        page.wait_for_url("**/berita/*")
        proof = page.locator("[data-proof$='signed_on']").first
        proof.focus()

        expect(page.locator(".e.lit").first).to_be_visible()
        page.locator("main").focus()
        expect(page.locator(".e.lit")).to_have_count(0)
