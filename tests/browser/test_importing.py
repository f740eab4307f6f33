"""An office brings its own register: sent, looked at, brought in, found in Pencocokan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from model.config import Settings
from store import open_store
from tests.browser.conftest import visiting
from tests.importing.layouts import two_row_head
from tests.web.test_importing import is_plain, register_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def faults(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_register_is_looked_at_brought_in_and_matched(
    browser: Browser, own: Settings, url: str, tmp_path: Path, javascript: bool
) -> None:
    with open_store(own.store_url, own.data) as store:
        told = next(one for one in store.agreements() if is_plain(one))
    file = tmp_path / "register kanwil.xlsx"
    file.write_bytes(register_of(told, Provinsi="Papua"))
    with visiting(browser, url, javascript=javascript) as page:
        page.goto("/register")
        page.get_by_role("link", name="Impor").click()
        page.get_by_label(re.compile("Berkas register")).set_input_files(file)
        page.get_by_role("button", name="Lihat isinya").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Isi register kanwil.xlsx")
        expect(page.get_by_text("Bergabung", exact=False).first).to_be_visible()
        page.get_by_role("button", name="Simpan ke register").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("sudah diimpor")
        page.get_by_role("link", name="Lihat pencocokan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Pencocokan")
        expect(page.locator("dd", has_text="Papua")).to_be_visible()
        settling = page.get_by_role("form", name="Yang benar: Provinsi")
        settling.get_by_role("button", name="Dokumen").click()
        expect(settling).to_have_count(0)
        page.get_by_role("link", name=re.compile("^Keduanya \\d")).click()
        expect(page.locator(f"a[href='/kerja-sama/{told.id}']").first).to_be_visible()
        page.goto(f"/kerja-sama/{told.id}")
        expect(page.get_by_text("W99.PAS-<1>").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_its_pages_are_for_everybody(
    browser: Browser, url: str, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "r.xlsx"
    file.write_bytes(two_row_head().data)
    with visiting(browser, url, width=width, scheme=scheme) as page:
        for address in ("/register/impor", "/register/pencocokan?list=news"):
            page.goto(address)
            assert faults(page) == []
        page.goto("/register/impor")
        page.get_by_label(re.compile("Berkas register")).set_input_files(file)
        page.get_by_role("button", name="Lihat isinya").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Isi r.xlsx")
        assert faults(page) == []
