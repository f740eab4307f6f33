"""What a page is worth before it is asked for, and what becomes of pages that a site names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler import reasons
from crawler.discovery.focus import Worth, is_sampled, worth_of
from crawler.discovery.found import Found, Source
from crawler.sifting import RANK_AUDIT, RANK_READ, Policy, Sieve
from store import PageState

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
HOST = "kabar.example.id"
OURS = "Lapas Serang dan Pemkot menandatangani perjanjian kerja sama pembinaan."


def named(title: str | None = None, slug: str = "a-b", **fields: object) -> Found:
    source = fields.pop("source", Source.FEED)
    return Found(f"https://{HOST}/{slug}", source, title, **fields)  # type: ignore[arg-type]


class TestWorth:
    @pytest.mark.parametrize(
        ("title", "worth"),
        [
            ("Lapas Serang Teken MoU dengan Pemkot", Worth.BOTH),
            ("Rutan Garut Gandeng Kampus", Worth.BOTH),
            ("Pemkot dan Kampus Jalin Kerja Sama", Worth.AGREEMENT),
            ("Warga Binaan Kini Bisa Kuliah", Worth.PRISON),
            ("Razia Lapas, Petugas Temukan Ponsel", Worth.NONE),
            ("Usai Razia, Lapas Teken MoU dengan BNN", Worth.BOTH),
            ("Harga Kelapa Naik, Urutan Panen Diubah", Worth.NONE),
            ("Jembatan Rusak Diperbaiki", Worth.NONE),
            ("RALAT: Jabatan Bupati dalam Berita Kemarin", Worth.AGREEMENT),
        ],
    )
    def test_a_headline_decides_where_nothing_else_is_known(self, title: str, worth: Worth) -> None:
        assert worth_of(named(title)) == worth
        slug = title.lower().replace(" ", "-").replace(",", "").replace(":", "")
        assert worth_of(named(slug=f"2026/01/{slug}", source=Source.SITEMAP)) == worth

    def test_a_text_decides_whatever_the_headline_says(self) -> None:
        assert worth_of(named("Bupati Beri Apresiasi", text=OURS)) == Worth.BOTH
        assert worth_of(named("Lapas Teken MoU", text="Jembatan rusak.")) == Worth.BOTH
        assert worth_of(named("Lapas Bersih-bersih", text="Warga lapas menyapu.")) == Worth.NONE

    def test_first_lines_count(self) -> None:
        assert worth_of(named("Bupati Beri Apresiasi", summary=OURS)) == Worth.BOTH
        lines = "Pemerintah Kota Cilegon dan Universitas Melati menjalin kerja sama. " * 5
        assert worth_of(named("Pemkot Gandeng Kampus", summary=lines)) == Worth.NONE

    def test_what_a_search_for_prisons_found_is_worth_a_look(self) -> None:
        assert worth_of(named("Bupati Beri Apresiasi", source=Source.SEARCH)) == Worth.PRISON

    def test_a_sample_is_drawn_anew_each_week_and_alike_within_it(self) -> None:
        names = [f"https://{HOST}/{number}" for number in range(5_000)]
        drawn = {name for name in names if is_sampled(name, 1, 0.02)}
        assert 60 <= len(drawn) <= 140
        assert drawn == {name for name in names if is_sampled(name, 1, 0.02)}
        assert drawn != {name for name in names if is_sampled(name, 2, 0.02)}


class TestSieve:
    def sieve(self, **policy: object) -> Sieve:
        return Sieve(Policy(NOW, **policy), {HOST})  # type: ignore[arg-type]

    def state(self, outcome: str, **fields: object) -> PageState:
        url = f"https://{HOST}/a-b"
        known = PageState(url=url, site=HOST, fetched_at=NOW - timedelta(days=2), outcome=outcome)
        return known.model_copy(update=fields)

    def test_what_is_promising_waits_and_the_rest_is_off_topic(self) -> None:
        sieve = self.sieve()
        good, bad = sieve.sift(named("Lapas Teken MoU"), None), sieve.sift(named("Banjir"), None)
        assert good.outcome == reasons.WAITING
        assert good.state is not None
        assert good.state.next_fetch == NOW
        assert (bad.outcome, bad.is_new) == (reasons.OFF_TOPIC, True)
        assert self.sieve(focused=False).sift(named("Banjir"), None).outcome == reasons.WAITING

    def test_a_word_that_comes_later_wakes_a_page_but_not_against_its_text(self) -> None:
        sieve, found = self.sieve(), named("Lapas Teken MoU")
        assert sieve.sift(found, self.state(reasons.OFF_TOPIC)).outcome == reasons.WAITING
        read = self.state(reasons.OFF_TOPIC, rank=RANK_READ)
        assert sieve.sift(found, read).outcome == reasons.KNOWN

    def test_a_text_that_comes_later_decides_before_the_page_is_asked_for(self) -> None:
        waiting = self.state(reasons.WAITING, next_fetch=NOW)
        other = named("Lapas Ramai", text="Warga lapas menyapu halaman.")
        sifted = self.sieve().sift(other, waiting)
        assert sifted.outcome == reasons.OFF_TOPIC
        assert sifted.state is not None
        assert sifted.state.next_fetch is None

    def test_few_pages_off_topic_are_read_all_the_same(self) -> None:
        sieve = self.sieve(audit_share=1.0, audits_left=2)
        drawn = [sieve.sift(named("Banjir", slug=f"a-{n}"), None) for n in range(5)]
        assert [one.is_audit for one in drawn] == [True, True, False, False, False]
        assert all(one.state and one.state.rank == RANK_AUDIT for one in drawn[:2])

    def test_what_is_old_or_elsewhere_is_named_for_that(self) -> None:
        sieve = self.sieve(since=date(2026, 1, 1))
        old = named("Lapas Teken MoU", published=NOW - timedelta(days=90))
        assert sieve.sift(old, None).outcome == reasons.BEFORE_SINCE
        away = Found("https://lain.example.id/lapas-teken-mou", Source.FEED, "Lapas Teken MoU")
        assert sieve.sift(away, None).outcome == reasons.OFF_SITE
        assert sieve.sift(Found("javascript:x", Source.FEED), None).outcome == reasons.BAD_ADDRESS

    def test_a_kept_article_is_read_again_when_its_site_says_that_it_changed(self) -> None:
        kept = self.state("partnership")
        assert self.sieve().sift(named("Lapas"), kept).outcome == reasons.KNOWN
        edited = named("Lapas", changed=NOW - timedelta(hours=1))
        assert self.sieve().sift(edited, kept).outcome == reasons.WAITING
        assert self.sieve().sift(edited, self.state("deleted")).outcome == reasons.KNOWN
