"""Correcting in a browser: with scripts and without, and two at once lose nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def _open(page: Page) -> str:
    """Open the form of the first agreement of the register; return that one's address."""
    page.goto("/register")
    address = page.locator("tbody a[href^='/kerja-sama/']").first.get_attribute("href") or ""
    page.goto(address)
    page.get_by_role("link", name="Perbaiki").click()
    return address


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_value_is_given_shown_and_withdrawn(browser: Browser, url: str, javascript: bool) -> None:
    with visiting(browser, url, javascript=javascript) as page:
        _open(page)
        page.get_by_role("textbox", name="Nomor pihak kesatu").fill("W11.PAS-9")
        page.get_by_label("Tempat", exact=True).fill("Aula Anggrek")
        page.get_by_label("Diakhiri pada").fill("2099-01-31")
        page.get_by_label("Tone", exact=True).select_option("Netral")
        page.get_by_label(re.compile("^Alasan")).fill("menurut naskah")
        page.get_by_role("button", name="Simpan").click()

        record = page.locator("section", has=page.get_by_role("heading", name="Catatan kerja sama"))
        expect(record).to_contain_text("W11.PAS-9")
        expect(record).to_contain_text("Petugas")
        history = page.get_by_role("region", name="Riwayat perbaikan")
        expect(history).to_contain_text("menurut naskah")
        page.get_by_role("link", name="Perbaiki").click()
        page.get_by_role("textbox", name="Nomor pihak kesatu").fill("")
        page.get_by_label("Pakai nilai berita Tempat").check()
        page.get_by_role("button", name="Simpan").click()

        expect(record).not_to_contain_text("W11.PAS-9")
        expect(record).not_to_contain_text("Aula Anggrek")
        expect(history).to_contain_text("Dicabut:")


def test_two_who_correct_at_once_lose_nothing(browser: Browser, url: str) -> None:
    with visiting(browser, url) as first, visiting(browser, url, refused=True) as second:
        address = _open(first)
        _open(second)
        first.get_by_label("PIC").fill("Sari")
        first.get_by_role("button", name="Simpan").click()
        expect(first).to_have_url(re.compile(f"{address}$"))
        second.get_by_label("PIC").fill("Budi")
        second.get_by_role("button", name="Simpan").click()

        expect(second.get_by_role("alert")).to_contain_text("Orang lain mengubah catatan ini")
        expect(second.get_by_role("alert")).to_contain_text("PIC")
        expect(second.get_by_label("PIC")).to_have_value("Budi")
        second.get_by_role("button", name="Simpan").click()
        expect(second).to_have_url(re.compile(f"{address}$"))
        expect(second.get_by_role("region", name="Riwayat perbaikan")).to_contain_text("Sari")


def test_an_agreement_is_added_by_hand(browser: Browser, url: str) -> None:
    with visiting(browser, url) as page:
        page.goto("/register")
        page.get_by_role("link", name="Tambah perjanjian").click()
        page.get_by_label("Jenis naskah").select_option("perjanjian_kerja_sama")
        page.get_by_label(re.compile("^Mitra")).fill("Lapas Kelas IIB Garut\nYayasan Kenari")
        page.get_by_label(re.compile("^Satuan kerja")).fill("Lapas Kelas IIB Garut")
        page.get_by_label("Tanggal penandatanganan").fill("2026-01-28")
        page.get_by_label("Jangka waktu").fill("24")
        page.get_by_role("button", name="Simpan").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Yayasan Kenari")
        expect(page.get_by_text("dihitung dari jangka waktu")).to_be_visible()
        expect(page.get_by_text("Belum ada berita yang menyebutnya.")).to_be_visible()
        page.goto("/register?q=kenari")
        expect(page.locator("tbody")).to_contain_text("Yayasan Kenari")
