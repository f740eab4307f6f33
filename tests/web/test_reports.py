"""Laporan: a month on a page, as files, and as JSON."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import httpx
import pytest

from model.config import Settings
from model.records import Decision
from papers.report.files import FORMATS, TYPES
from store import open_store
from tests.web.serving import asking
from web.kept_reports import KeptReports

MONTH = f"{datetime.now(UTC):%Y-%m}"
_HTML = {"accept": "text/html"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_a_month_and_offers_its_files(client: httpx.Client, language: str) -> None:
    answer = client.get(f"/laporan?month={MONTH}&lang={language}", headers=_HTML)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert "sampai dengan tanggal" in answer.text
    for form in FORMATS:
        assert f'href="/laporan/{MONTH}.{form}"' in answer.text


def test_a_month_that_is_none_is_told_of(client: httpx.Client) -> None:
    for month in ("2999-01", "2026-13", "<script>"):
        answer = client.get("/laporan", params={"month": month, "lang": "id"}, headers=_HTML)
        assert answer.status_code == 404
        assert "bukan bulan yang sudah dimulai" in answer.text
        assert "<script>" not in re.sub(r"<script type=.*?</script>", "", answer.text)


def test_files_are_given_and_that_is_logged(own: Settings) -> None:
    with asking(own) as client:
        for form in FORMATS:
            answer = client.get(f"/laporan/{MONTH}.{form}")
            assert answer.status_code == 200
            assert answer.headers["content-type"] == TYPES[form]
            assert f"laporan-kerja-sama-{MONTH}.{form}" in answer.headers["content-disposition"]
        assert client.get(f"/laporan/{MONTH}.exe").status_code == 422
        assert client.get("/laporan/2999-01.pdf").status_code == 400
    with open_store(own.store_url, own.data, own.archive_dir) as store:
        deeds = store.audit.deeds(len(FORMATS), subject=f"report {MONTH}")
    assert [deed.detail["format"] for deed in deeds] == list(reversed(FORMATS))


def test_the_api_answers_what_the_page_shows(client: httpx.Client) -> None:
    told = client.get(f"/api/v1/reports/{MONTH}").json()
    assert told["month"] == MONTH
    assert told["is_running"] is True
    assert told["totals"]["articles"] > 0
    assert client.get("/api/v1/reports/2098-01").status_code == 400
    assert client.get("/api/v1/reports/2026-1").status_code == 422


def test_a_report_is_made_once_until_the_register_changes(own: Settings) -> None:
    with open_store(own.store_url, own.data, own.archive_dir) as store:
        kept, now = KeptReports(store, own), datetime.now(UTC)
        first = kept.of(MONTH, now)
        assert kept.of(MONTH, now) is first
        for story in store.stories():
            store.decide(story.id, Decision.DROP, "rina", now)
        second = kept.of(MONTH, now)
        assert (first.totals.articles > 0, second.totals.articles) == (True, 0)
