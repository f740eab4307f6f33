"""A page that came before the agreement that it follows is asked for again, once."""

from __future__ import annotations

from model.following import Aspect, FollowState
from store import Store
from tests.crawl import zoo
from tests.crawl.conftest import Crawl

SIGNED, LATER = "/2026/01/22/lapas-teken-perjanjian-kerja-sama/", "/2026/03/05/skrining-di-lapas/"
TEXT = (
    "GARUT – Sebanyak 120 warga binaan Lapas Kelas IIB Garut menjalani skrining kesehatan, Rabu"
    " (4/3/2026). Kegiatan itu merupakan tindak lanjut perjanjian kerja sama antara Lapas Kelas IIB"
    " Garut dan Dinas Tenaga Kerja Kabupaten Garut. Pemeriksaan dilakukan setiap tiga bulan, dan"
    " hasilnya dicatat petugas kesehatan lapas untuk dipelajari bersama."
)


def test_it_is_attached_by_the_second_crawl_after_the_signing(
    crawl_sites: Crawl, store: Store
) -> None:
    title = "Warga Binaan Lapas Garut Jalani Skrining"
    page = zoo.article(title, TEXT, published="2026-03-05T10:00:00+07:00")
    pages = {"/": zoo.front(LATER), LATER: zoo.Reply(page, headers={"ETag": '"1"'})}
    with zoo.serve(pages) as site:
        crawl_sites(site)
        assert store.agreements() == []
        site.pages |= {"/": zoo.front(SIGNED, LATER), SIGNED: zoo.Reply(zoo.partnership())}
        for _ in range(4):
            crawl_sites(site)

    (signed,) = store.agreements()
    (later,) = store.later.of_agreement(signed.id)
    assert (later.url, later.state) == (site.at(LATER), FollowState.ATTACHED)
    assert later.aspect is Aspect.IMPLEMENTATION
    assert site.asked.count(LATER) == 2
