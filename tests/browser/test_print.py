"""Pages on paper: no menus, tables whole and with their heads, sources with their addresses."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.conftest import visiting

# The first test waits for the crawl of the sample sites.
pytestmark = pytest.mark.timeout(400)

#: Words of the menu and of what can be pressed.
_OF_SCREENS = ("Langganan & Notifikasi", "Terapkan", "Unduh", "English")


class Printed(NamedTuple):
    """What came out of a printer: the text of each page, and the width of the paper in points."""

    pages: list[str]
    width: float

    @property
    def text(self) -> str:
        """All text, as if lines did not break."""
        return " ".join(" ".join(self.pages).split())


def printed(browser: Browser, url: str, path: str) -> Printed:
    with visiting(browser, url) as page:
        page.goto(path)
        reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    pages = [one.extract_text() for one in reader.pages]
    return Printed(pages, float(reader.pages[0].mediabox.width))


def first(browser: Browser, url: str, start: str, link: str) -> str:
    with visiting(browser, url) as page:
        page.goto(start)
        return page.locator(link).first.get_attribute("href") or ""


def test_the_register_is_a_table_whose_head_stands_on_every_page(
    browser: Browser, shared_url: str
) -> None:
    paper = printed(browser, shared_url, "/register")

    assert paper.width > 800
    assert len(paper.pages) > 1
    for page in paper.pages:
        assert "Jenis naskah" in page
        assert "Berlaku s.d." in page
    assert not [words for words in _OF_SCREENS if words in paper.text]
    with visiting(browser, shared_url) as page:
        page.goto("/register")
        units = page.locator("tbody a[href^='/satuan-kerja/']").all_inner_texts()
        total = page.locator("tbody tr").count()
    assert all(unit in paper.text for unit in units)
    assert paper.text.count("202") >= total


def test_a_story_and_an_agreement_say_where_they_were_read(
    browser: Browser, shared_url: str
) -> None:
    story = first(browser, shared_url, "/berita", "main a[href^='/berita/']")
    agreement = first(browser, shared_url, "/register", "tbody a[href^='/kerja-sama/']")
    for path in (story, agreement):
        paper = printed(browser, shared_url, path)
        assert paper.width < 600
        assert "(http://" in paper.text
        assert not [words for words in _OF_SCREENS if words in paper.text]
