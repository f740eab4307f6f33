"""Dates, addresses and pictures of pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desk.wording import spoken
from model.config import Settings
from tests.web.serving import asking
from web.pages import dates, links, pictures
from web.pages.locales import Locale, locale_of
from web.pages.search import Asked, Piece, pieces
from web.pages.view import cut

_MOMENT = datetime(2026, 1, 29, 0, 30, tzinfo=UTC)


def test_moments_name_their_zone() -> None:
    assert dates.moment(Locale(), _MOMENT) == "Kamis, 29 Januari 2026, 07.30 WIB"
    assert dates.moment(Locale("en", "WIT"), _MOMENT) == "Thursday, 29 January 2026, 09.30 WIT"
    late = datetime(2026, 1, 28, 16, 30, tzinfo=UTC)
    assert dates.moment(Locale("id", "WITA"), late) == "Kamis, 29 Januari 2026, 00.30 WITA"


def test_a_day_without_an_hour_is_told_as_a_day() -> None:
    midnight = datetime(2026, 1, 28, 17, tzinfo=UTC)

    assert dates.published(Locale(), midnight) == "29 Jan 2026"
    assert dates.published(Locale("id", "WIT"), midnight) == "29 Jan 2026"


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=5), "baru saja"),
        (timedelta(minutes=5), "5 menit lalu"),
        (timedelta(hours=3), "3 jam lalu"),
        (timedelta(days=2), "2 hari lalu"),
        (timedelta(days=20), "9 Jan 2026"),
    ],
)
def test_how_long_ago(past: timedelta, words: str) -> None:
    assert dates.ago(Locale(), _MOMENT - past, _MOMENT) == words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http:",
        "https:///x",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert links.outside(url) is None


def test_web_addresses_are_linked_as_they_are() -> None:
    assert links.outside("https://koranbanten.com/?a=1") == "https://koranbanten.com/?a=1"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "x", "/a\nb", None]
)
def test_a_form_leads_to_pages_of_ours_alone(target: str | None) -> None:
    assert links.own_path(target, "/tinjau") == "/tinjau"


def test_a_choice_that_does_not_exist_is_no_choice() -> None:
    assert locale_of({"lang": "xx", "zone": "utc"}, {}) == Locale("id", "WIB")
    assert locale_of({}, {"lang": "en", "zone": "WIT"}) == Locale("en", "WIT")
    assert locale_of({"lang": "id"}, {"lang": "en"}).language == "id"


@pytest.mark.parametrize(
    ("zone", "shown"), [("WITA", "WITA"), ("Asia/Pontianak", "WIB"), ("Europe/Paris", "WIB")]
)
def test_who_chose_no_zone_reads_in_that_of_the_office(
    tmp_path: Path, zone: str, shown: str
) -> None:
    settings = Settings.model_validate({"data": tmp_path, "office": {"zone": zone}})
    with asking(settings) as client:
        assert _zone_on(client.get("/").text) == shown
        assert _zone_on(client.get("/?zone=WIT").text) == "WIT"


def _zone_on(page: str) -> str:
    (shown,) = re.findall(r'aria-current="true">(WI\w+)<', page)
    return str(shown)


def test_marks_are_cut_out_of_highlights() -> None:
    assert pieces("di \ue000lapas\ue001 ini") == [
        Piece("di ", is_found=False),
        Piece("lapas", is_found=True),
        Piece(" ini", is_found=False),
    ]
    assert pieces("\ue001\ue000\ue000x") == [Piece("x", is_found=True)]


def test_a_narrowed_search_is_one_query() -> None:
    assert Asked(q="a OR b", unit='Lapas "X"', year="2026").whole == (
        '(a OR b) unit:"Lapas \\"X\\"" published:2026'
    )
    assert Asked().whole == "*"
    assert Asked(province="Bali").whole == 'province:"Bali"'


def test_there_is_a_tile_for_each_province_and_none_lies_on_another() -> None:
    tiles = pictures.tiles({"Banten": 8, "Bali": 1})

    assert len(tiles) == 38
    assert len({(tile.x, tile.y) for tile in tiles}) == 38
    shades = {tile.province: tile.shade for tile in tiles}
    assert (shades["Banten"], shades["Bali"], shades["Aceh"]) == (4, 1, 0)


def test_bars_are_as_high_as_their_counts() -> None:
    months = pictures.months_before(date(2026, 2, 10), 3)
    bars = pictures.bars(months, {date(2026, 1, 1): 4, date(2026, 2, 1): 2})

    assert months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert [bar.height for bar in bars] == [0, pictures.TALLEST, pictures.TALLEST / 2]


def test_long_names_are_cut_and_offices_are_called_as_people_do() -> None:
    assert len(cut("a " * 1_000_000)) <= 240
    assert cut("a \n b") == "a b"
    name = "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jambi"
    assert spoken(name) == "Kanwil Ditjenpas Jambi"
