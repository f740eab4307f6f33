"""Edits, corrections and withdrawals as people see them."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store import open_store
from tests.commands.conftest import STORIES, Run, lines
from tests.commands.test_store_commands import answered

URL = STORIES[0]["url"]
RALAT = {
    "url": "https://kabar-anggrek.example/2026/02/ralat",
    "title": f"Ralat: {STORIES[0]['title']}",
    "published": "2026-02-07T10:00:00+07:00",
    "text": (
        "Redaksi memohon maaf atas kekeliruan dalam berita yang tayang pada Kamis (5/2/2026). "
        "Kepala Puskesmas Tarogong yang benar adalah dr. Lilis Kurniawati, bukan dr. Lilis "
        "Komariah. Perjanjian ditandatangani di aula Lapas Garut."
    ),
}


def edited(**fields: str) -> dict[str, str]:
    return {**STORIES[0], "fetched_at": "2026-02-09T10:00:00+07:00", **fields}


def import_(run: Run, *given: dict[str, str]) -> Any:
    answer = run("import", "-", "--json", stdin=lines(*given))
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def story_of(run: Run, url: str) -> str:
    return str(answered(run, "explain", url)["story"])


def withdraw(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
        assert store.withdraw(URL, datetime(2026, 3, 1, tzinfo=UTC), "http_404")


def test_versions_are_shown(run: Run, imported: dict[str, Any]) -> None:
    name = story_of(run, URL)
    assert answered(run, "show", name)["versions"] == []
    text = STORIES[0]["text"] + "\nPerawat lapas juga akan dilatih oleh puskesmas itu."
    import_(run, edited(text=text, title="Lapas Garut dan Puskesmas Tarogong Bekerja Sama"))

    (told,) = answered(run, "show", name)["versions"]
    assert (told["url"], told["in_story"]) == (URL, True)
    assert [version["text"] for version in told["versions"]] == [STORIES[0]["text"], text]
    assert told["versions"][1]["changes"][:2] == ["title changed", "text +8 words"]
    shown = run("show", name).stdout.decode()
    assert "title changed; text +8 words" in shown
    assert STORIES[0]["title"] in shown
    whole = run("show", name, "--versions").stdout.decode()
    assert whole.count("Perawat lapas juga") == 2
    assert "text +8 words" in run("explain", URL).stdout.decode()
    assert answered(run, "explain", URL)["versions"] == told["versions"]


def test_the_same_text_under_another_headline_is_an_edit(
    run: Run, imported: dict[str, Any]
) -> None:
    import_(run, edited(title="Lapas Garut dan Puskesmas Bekerja Sama"))
    assert len(answered(run, "explain", URL)["versions"]) == 2


def test_an_edit_that_makes_it_no_story(run: Run, imported: dict[str, Any]) -> None:
    name = story_of(run, URL)
    import_(run, {**STORIES[2], "url": URL})
    explained = answered(run, "explain", URL)
    assert (explained["story"], explained["former_story"]) == (None, name)
    told = run("explain", URL).stdout.decode()
    assert f"{name}, by an edit" in told
    assert "partnership before, other now" in told


def test_a_correction_is_shown_with_its_story(run: Run, imported: dict[str, Any]) -> None:
    name = story_of(run, URL)
    taken = import_(run, RALAT)
    assert (taken["kept"], taken["dropped"]) == (0, {"correction": 1})
    assert taken["pages"][0]["story"] == name

    articles = answered(run, "show", name)["articles"]
    assert [article.get("corrects") for article in articles] == [None, URL]
    shown = run("show", name).stdout.decode()
    assert f"corrects {URL}: “{RALAT['title']}”" in shown
    assert f"corrects {URL}" in run("explain", RALAT["url"]).stdout.decode()
    assert len(answered(run, "stories", "--label", "all")) == 2
    assert len(answered(run, "agreements")) == 2
    notes = [row["Catatan"] for row in register(run)]
    counted = "Berlaku s.d. dihitung dari jangka waktu"
    assert sorted(notes) == ["", f"{counted}; Ada koreksi: {RALAT['url']}"]


def test_a_correction_waits_for_its_article(run: Run) -> None:
    import_(run, RALAT)
    assert STORIES[0]["title"] in run("explain", RALAT["url"]).stdout.decode()
    assert "waits" in run("explain", RALAT["url"]).stdout.decode()
    import_(run, STORIES[0])
    assert story_of(run, RALAT["url"]) == story_of(run, URL)


def test_what_is_withdrawn_is_marked(run: Run, imported: dict[str, Any], tmp_path: Path) -> None:
    name = story_of(run, URL)
    withdraw(tmp_path)

    stories = {story["id"]: story for story in answered(run, "stories")}
    assert stories[name]["withdrawn"] is True
    assert sum("withdrawn" in story for story in stories.values()) == 1
    assert stories[name]["articles"][0]["withdrawn"] == "2026-03-01T00:00:00Z"
    assert "withdrawn" in run("stories").stdout.decode()
    shown = run("show", name).stdout.decode()
    assert "no article of it can be read any more" in shown
    assert "found gone 2026-03-01 07.00 WIB" in shown
    told = run("explain", URL).stdout.decode()
    assert "judged     partnership" in told
    assert "found gone" in told
    assert sorted(row["Catatan"] for row in register(run))[1].startswith("Berita sumber telah")

    import_(run, STORIES[0])
    assert "withdrawn" not in answered(run, "show", name)


def register(run: Run) -> list[dict[str, str]]:
    answer = run("agreements", "--format", "csv")
    return list(csv.DictReader(io.StringIO(answer.stdout.decode())))
