"""What a crawl archives: kept pages alone, with their answers and further parts."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.run import crawl
from model.exceptions import ArchiveError
from pantau.rereading import Rereading, reread
from pipelines.workers import Workers
from store import open_store
from tests.archive.test_archiving import files
from tests.crawl import zoo
from tests.crawl.conftest import settings_of

pytestmark = pytest.mark.slow

SIGNED = "/2026/01/22/lapas-teken-perjanjian-kerja-sama/"
BRIDGE = "/2026/01/22/jembatan-rusak-diperbaiki-lagi/"
PACKED = {"Content-Encoding": "gzip", "ETag": '"1"', "Set-Cookie": "sesi=rahasia"}


def in_two_parts() -> dict[str, zoo.Page]:
    first = zoo.partnership().replace(
        "</article>",
        f'<div class="page-links">Halaman: 1 <a href="{SIGNED}2/">2</a></div></article>',
    )
    second = zoo.article("Bagian kedua", zoo.STORY.format(place="X", unit="Lapas", partner="Y"))
    return {
        "/": zoo.front(SIGNED, BRIDGE),
        SIGNED: zoo.Reply(gzip.compress(first.encode()), headers=PACKED),
        f"{SIGNED}2/": zoo.Reply(second),
        BRIDGE: zoo.Reply(zoo.bridge()),
    }


def test_a_crawl_archives_what_it_keeps_as_it_came(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with zoo.serve(in_two_parts()) as site, open_store(settings.store_url, tmp_path) as store:
        assert crawl(settings, store, sites=[site.url]).totals.kept == 1
        (capture,) = store.archive.captures()
        page = store.archive.page(capture)
        assert capture.url == page.url == site.at(SIGNED)
        assert (page.status, [part.url for part in page.parts]) == (200, [site.at(f"{SIGNED}2/")])
        assert isinstance(page.body, bytes)
        assert b"page-links" in page.body
        told = dict(page.headers)
        assert (told["Etag"], told["Content-Length"]) == ('"1"', str(len(page.body)))
        assert not {"Content-Encoding", "Set-Cookie"} & set(told)

        result = Rereading(model="")
        with Workers(1) as workers:
            for one in reread(store, [capture], workers):
                result.note(one)
        assert (result.read, result.same) == (1, 1)
    (file,) = files(tmp_path)
    with file.open("rb") as content:
        kinds = [record.rec_type for record in ArchiveIterator(content)]
    assert kinds == ["warcinfo", "response", "response"]


def test_a_crawl_archives_nothing_where_that_is_not_wanted(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    settings.archive.enabled = False
    with zoo.serve(in_two_parts()) as site, open_store(settings.store_url, tmp_path) as store:
        assert crawl(settings, store, sites=[site.url]).totals.kept == 1
        assert store.archive.missing() == 1
    assert files(tmp_path) == []


def test_a_crawl_that_cannot_archive_says_so_and_goes_on_the_next_time(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    blocked = tmp_path / "archive"
    blocked.write_text("no directory", encoding="utf-8")
    with zoo.serve(in_two_parts()) as site, open_store(settings.store_url, tmp_path) as store:
        with pytest.raises(ArchiveError, match=r"the archive at .* cannot be written"):
            crawl(settings, store, sites=[site.url])
        assert store.counts().stories == 0
        blocked.unlink()
        assert crawl(settings, store, sites=[site.url]).totals.kept == 1
        assert store.archive.missing() == 0
