"""``pantau explain`` names the true reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler import reasons
from model.records import Correction, CorrectionKind, Judgement, Label, Reading, Signal
from pantau.train import write
from pipelines.judge.model import MODEL_FILE, load_model
from store import Store, open_store
from tests.commands.conftest import STORIES, Run, lines
from tests.commands.test_store_commands import answered
from tests.store.erasing import GONE
from tests.store.readings import reading, state, text_about

LINES = text_about("Lapas Cempaka", "Pemkot Seruni").splitlines()
URL = reading().url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    data = tmp_path / "data"
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as opened:
        yield opened


def why(run: Run, address: str) -> str:
    """The reason, as programs and as people are told it."""
    told: str = answered(run, "explain", address)["why"]
    assert told in run("explain", address).stdout.decode()
    return told


def judged(label: Label, probability: float, *signals: tuple[str, float]) -> Reading:
    """A reading with a judgement by the model of this release."""
    read = reading(label=label)
    return read.model_copy(
        update={
            "judgement": Judgement(
                label=label,
                probability=probability,
                signals=tuple(Signal(name=n, weight=w, evidence="…") for n, w in signals),
                model=load_model().version,
            )
        }
    )


@pytest.mark.parametrize(
    ("outcome", "detail", "said"),
    [
        (reasons.OFF_TOPIC, None, "neither title nor address is of prisons"),
        (reasons.NO_PRISON_WORD, None, "no word of prisons in it"),
        (reasons.NOT_ARTICLE, "not_article: a list of stories", "no article: a list of stories"),
        (reasons.NOT_ARTICLE, "not_article: no story on it", "no article: no story on it"),
        (reasons.BEFORE_SINCE, None, "published before the day"),
        (reasons.WAITING, None, "not asked for yet"),
        ("http_403", None, "http_403: it answered with HTTP status 403"),
        (reasons.TIMEOUT, "30 s", "timeout: it did not answer in time (30 s)"),
        (
            "worker_timeout",
            "worker_timeout: reading took 31 s",
            "worker_timeout: reading took 31 s",
        ),
        (reasons.ROBOTS, None, "robots.txt forbids it"),
    ],
)
def test_a_page_that_was_not_read(
    run: Run, store: Store, outcome: str, detail: str | None, said: str
) -> None:
    store.remember([state(URL, outcome, detail=detail)])
    assert said in why(run, URL)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<title>404 Not Found</title><h1>Halaman tidak ditemukan</h1>", "no story on it"),
        (
            "<title>Arsip Berita</title><body class='archive'>"
            + "".join(
                f"<article><h2><a href='/{n}'>Lapas Garut panen raya bersama warga {n}</a></h2>"
                f"<p>Lapas Garut memanen sayur bersama warga binaan musim ke-{n}.</p></article>"
                for n in range(9)
            ),
            "a list of stories",
        ),
    ],
)
def test_a_page_that_is_no_article_is_told_with_its_kind(run: Run, html: str, said: str) -> None:
    run("import", "-", stdin=lines({"url": URL, "html": f"<html><body>{html}</body></html>"}))
    assert why(run, URL) == f"no article: {said}"


def test_a_story_in_another_language(run: Run) -> None:
    english = (
        "The prison in Garut and the local health centre signed a cooperation agreement on Monday. "
        "The agreement is about health services for inmates, the head of the prison said."
    )
    run("import", "-", stdin=lines({"url": URL, "title": "Prison Signs Deal", "text": english}))
    assert why(run, URL) == "written in another language than Indonesian (en)"


def test_a_story_below_the_line_with_what_decided(run: Run, store: Store) -> None:
    near = load_model().thresholds[Label.CANDIDATE].at_least
    read = judged(Label.OTHER, 0.04, ("title_activity", -1.3), ("signed_at_unit", 0.9))
    store.save(read, state(read, "not_relevant"))
    assert why(run, URL) == (
        f"judged other, 0.04, and candidates begin at {near:.2f}: "
        "against title_activity -1.3; for signed_at_unit +0.9"
    )
    read = judged(
        Label.OTHER, 0.02, ("wording_against", -5.5), ("signed_by_others", -1.7), ("no_unit", -0.3)
    )
    store.save(read, state(read, "not_relevant"))
    told = "against signed_by_others -1.7, wording_against -5.5, no_unit -0.3"
    assert why(run, URL).endswith(told)
    read = judged(Label.OTHER, 0.03)
    store.save(read, state(read, "not_relevant"))
    assert why(run, URL).endswith("nothing in it speaks for a partnership")


def test_a_candidate_and_a_partnership(run: Run, store: Store) -> None:
    line, near = load_model().line, load_model().thresholds[Label.CANDIDATE].at_least
    for read, said in (
        (judged(Label.CANDIDATE, near + 0.01), f"between {near:.2f} and {line:.2f}"),
        (judged(Label.CANDIDATE, 0.01), "yet a unit means to sign"),
        (judged(Label.PARTNERSHIP, 0.97), f"0.97, and partnerships begin at {line:.2f}"),
    ):
        store.save(read, state(read))
        assert said in why(run, URL)


def test_a_model_that_is_not_in_force_is_named(run: Run, store: Store, tmp_path: Path) -> None:
    read = judged(Label.PARTNERSHIP, 0.97)
    store.save(read, state(read))
    other = load_model().model_copy(update={"intercept": 1.0})
    write(other, tmp_path / "data" / MODEL_FILE)
    assert f"by model {load_model().version}, which is not in force now" in why(run, URL)
    unnamed = reading(title="Tanpa nama")
    store.save(unnamed, state(unnamed))
    assert "by model unknown" in why(run, URL)


@pytest.mark.parametrize(("decision", "said"), [("keep", "kept"), ("drop", "dropped")])
def test_a_persons_decision(run: Run, imported: Any, decision: str, said: str) -> None:
    url = STORIES[0]["url"]
    name = answered(run, "explain", url)["story"]
    run("review", name, decision, "--by", "Rina", "--note", "sudah dicek")
    told = answered(run, "explain", url)
    at = datetime.fromisoformat(told["review"]["at"]) + timedelta(hours=7)
    assert told["why"].startswith(
        f"{said} by Rina, {at:%Y-%m-%d %H.%M} WIB: “sudah dicek”; judged "
    )
    assert why(run, name) == told["why"]
    run("review", name, "undo", "--by", "Budi")
    assert why(run, url).startswith("judged partnership")
    assert f"{said} by Rina" in run("explain", url).stdout.decode()
    assert "taken back by Budi" in run("explain", url).stdout.decode()


def test_a_copy_that_joined_a_dropped_story(run: Run, imported: Any) -> None:
    name = answered(run, "explain", STORIES[0]["url"])["story"]
    run("review", name, "drop", "--by", "Rina")
    copy = {**STORIES[0], "url": "https://warta-melati.example/read/99"}
    run("import", "-", stdin=lines(copy))
    assert why(run, copy["url"]).startswith("dropped by Rina")


def test_a_correction(run: Run, store: Store) -> None:
    ralat = reading("https://harian.example/ralat", label=Label.OTHER, title="Ralat")
    told = Correction(kind=CorrectionKind.RALAT, evidence="Ralat", urls=(URL,))
    ralat = ralat.model_copy(update={"correction": told})
    store.save(ralat, state(ralat, "correction"))
    assert why(run, ralat.url) == "correction, waiting for the article that it corrects"
    store.save(reading(), state(reading()))
    assert why(run, ralat.url) == f"correction of {URL}, kept with it"


def test_a_page_that_is_gone(run: Run, store: Store) -> None:
    store.save(reading(), state(reading()))
    store.withdraw(URL, datetime(2026, 3, 1, tzinfo=UTC), "http_410")
    told = why(run, URL)
    assert told.startswith("judged partnership")
    assert told.endswith("gone from its site, found so 2026-03-01 07.00 WIB (http_410)")


def test_a_page_that_could_be_read_before(run: Run, store: Store) -> None:
    store.save(reading(), state(reading()))
    store.remember([state(URL, "http_500")])
    told = why(run, URL)
    assert told.startswith("judged partnership")
    assert told.endswith("last asked for in vain (http_500: it answered with HTTP status 500)")


def test_an_edit_that_made_it_leave(run: Run, store: Store) -> None:
    name = store.save(reading(), state(reading())).story
    other = reading(label=Label.OTHER, text="Lapas menggelar lomba.")
    store.save(other, state(other, "not_relevant"))
    assert why(run, URL).endswith(f"left {name} by an edit")


def test_a_story_that_went_into_another_one(run: Run, store: Store) -> None:
    first = reading("https://a.example/1", agreements=(), text="\n".join(LINES[:6]))
    second = reading("https://b.example/2", text="\n".join(LINES[6:]))
    one, two = (store.save(read, state(read)).story for read in (first, second))
    whole = reading("https://c.example/3", text="\n".join(LINES))
    store.save(whole, state(whole))
    assert why(run, str(two)).startswith(f"{two} went into {one}; judged partnership")
    assert why(run, str(one)).startswith("judged partnership")


def test_a_story_that_was_deleted(run: Run, store: Store) -> None:
    store.erasing.story(str(store.save(reading(), state(reading())).story), GONE)
    assert why(run, URL).startswith("it is not kept any more: forgotten on ")
