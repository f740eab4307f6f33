"""A page comes out of its records as it went in, and any WARC reader can read them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from model.exceptions import ArchiveError
from model.records import Page, PublishedBasis
from pipelines import chain
from store.warc import pack, unpack
from store.warc.blanks import blank
from tests.archive.pages import FETCHED, HEADERS, NOT_OURS, URL, html, page

KEPT_HEADERS = (HEADERS[0], *HEADERS[4:])
PAGES = {
    "crawled": page(),
    "in_parts": page(parts=(page(f"{URL}/2", html(*NOT_OURS)), page(f"{URL}/3"))),
    "empty": page(body=b""),
    "odd_bytes": page(body=bytes(range(256)), content_type=None),
    "odd_address": page("https://a.example/berita?judul=dua kata\r\nWARC-Type: x&é=\ud800"),
    "odd_status": page(status=299),
    "no_headers": page(headers=()),
    "given_html": Page(url=URL, body=html().decode(), fetched_at=FETCHED, title="Judul\r\nlain"),
    "given_text": Page(
        url="berkas:1",
        body="Lapas \ud800 é",
        plain=True,
        fetched_at=FETCHED,
        published=FETCHED,
        published_basis=PublishedBasis.GIVEN,
    ),
}


def without_what_travel_needs(one: Page) -> Page:
    length = len(one.body if isinstance(one.body, bytes) else one.body.encode(errors="replace"))
    kept = tuple(header for header in one.headers if header in KEPT_HEADERS)
    told = (*kept, ("Content-Length", str(length))) if one.status else ()
    parts = tuple(map(without_what_travel_needs, one.parts))
    return one.model_copy(update={"headers": told, "parts": parts})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_comes_back_as_it_was(name: str) -> None:
    one = PAGES[name]
    again = unpack(pack(one, "a" * 64).content)
    assert again.page == without_what_travel_needs(one)
    assert again.body_hash == "a" * 64
    assert chain.process(again.page) == chain.process(one)


@given(st.binary(max_size=2_000), st.text(max_size=50))
def test_any_bytes_and_headlines_come_back(body: bytes, title: str) -> None:
    again = unpack(pack(page(body=body, title=title), "").content).page
    assert (again.body, again.title) == (body, title)


def test_the_digest_is_of_all_parts() -> None:
    whole, changed = (page(parts=(page(URL + end, html(end)),)) for end in ("/2", "/3"))
    digests = {pack(one, "x").digest for one in (page(), whole, changed)}
    assert len(digests) == 3
    assert pack(page(headers=()), "y").digest == pack(page(), "x").digest


def test_other_programs_read_the_records() -> None:
    content = pack(PAGES["in_parts"], "x").content + pack(PAGES["given_text"], "x").content
    told = []
    for record in ArchiveIterator(BytesIO(content), check_digests=True):
        body = record.content_stream().read()
        told.append((record.rec_type, record.rec_headers["WARC-Target-URI"], len(body)))
        assert record.digest_checker.passed
        assert record.rec_headers["WARC-Date"] == "2026-02-06T03:04:05.678901Z"
    assert told[0] == ("response", URL, len(html()))
    assert told[1] == ("response", f"{URL}/2", len(html(*NOT_OURS)))
    assert told[3] == ("resource", "berkas:1", 12)
    assert gzip.decompress(content).count(b"WARC/1.1\r\n") == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:-30],
        lambda content: content[:100],
        lambda content: b"\0" * 500,
        lambda content: blank(len(content)),
        lambda content: gzip.compress(b"not a record"),
    ],
)
def test_what_is_no_page_is_told(spoil: Callable[[bytes], bytes]) -> None:
    content = pack(PAGES["in_parts"], "x").content
    with pytest.raises(ArchiveError):
        unpack(spoil(content))


@pytest.mark.parametrize("length", [250, 251, 400, 70_000, 1_000_000])
def test_a_blank_has_the_length_asked_for(length: int, tmp_path: Path) -> None:
    content = blank(length)
    assert len(content) == length
    before, after = pack(page(), "x").content, pack(PAGES["given_html"], "x").content
    records = list(ArchiveIterator(BytesIO(before + content + after)))
    assert [record.rec_type for record in records] == ["response", "metadata", "resource"]
    assert b"WARC-Type: metadata" in gzip.decompress(content)


def test_a_blank_fits_every_record() -> None:
    smallest = Page(url="x", body="", fetched_at=FETCHED)
    assert blank(len(pack(smallest, "").content))
    with pytest.raises(ValueError, match="no record has 20 bytes"):
        blank(20)


def test_warcios_own_checker_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.warc.gz"
    contents = [pack(one, "x").content for one in PAGES.values()]
    file.write_bytes(b"".join([*contents, blank(500)]))

    class Options:
        inputs = (str(file),)
        verbose = True

    assert Checker(Options()).process_all() in (0, None)
    assert "digest failed" not in capsys.readouterr().out
