"""Adding a site in a browser: it is looked at behind the page, which tells how that goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

#: Milliseconds until a look at a site that does not answer is over.
_LOOK = 60_000


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_site_is_added_looked_at_and_paused(browser: Browser, url: str, javascript: bool) -> None:
    with visiting(browser, url, javascript=javascript) as page:
        page.goto("/media")
        page.get_by_text("Tambah media").click()
        page.get_by_label(re.compile("^Alamat")).fill("http://tidakada.localhost:9/")
        page.get_by_role("button", name="Tambah dan periksa").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("tidakada.localhost:9")
        # Without JavaScript the browser itself asks again, until there is no more to come.
        told = page.get_by_role("status")
        expect(told).to_contain_text("Selesai diperiksa", timeout=_LOOK)
        page.get_by_role("button", name="Jeda").click()
        expect(page.locator(".tag", has_text="Dijeda")).to_be_visible()
        page.get_by_role("button", name="Lanjutkan").click()
        expect(page.get_by_role("button", name="Jeda")).to_be_visible()


def test_what_is_no_address_is_told_beside_the_field(browser: Browser, url: str) -> None:
    with visiting(browser, url, refused=True) as page:
        page.goto("/media")
        page.get_by_text("Tambah media").click()
        page.get_by_label(re.compile("^Alamat")).fill("bukan alamat")
        page.get_by_role("button", name="Tambah dan periksa").click()

        expect(page.get_by_role("alert")).to_contain_text("tidak dapat ditambahkan")
        expect(page.get_by_label(re.compile("^Alamat"))).to_have_value("bukan alamat")
