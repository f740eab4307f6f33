"""A correction belongs to what it corrects, whichever comes first, and is no story of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from model.records import Correction, CorrectionKind, Label, Reading
from store import Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

TITLE = "Lapas Cempaka teken PKS dengan Pemkot Seruni"
URL = "https://harian.example/ralat"
OTHER = reading(
    "https://harian.example/lain",
    title="Rutan Intan gandeng PMI Kota Intan",
    agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
    text=text_about("Rutan Intan", "PMI", seed=5),
)


def ralat(url: str = URL, label: Label = Label.OTHER, day: int = 2, **names: Any) -> Reading:
    """A correction, which the judge takes for no story of ours."""
    told = reading(
        url,
        label,
        title="Ralat Berita",
        text="Redaksi memohon maaf atas kekeliruan. Yang benar adalah Wakil Wali Kota Seruni.",
        published=MORNING + timedelta(days=day),
        agreements=(agreement(partner="Wakil Wali Kota Seruni"),),
    )
    return told.model_copy(update={"correction": correction(**names)})


def correction(kind: CorrectionKind = CorrectionKind.RALAT, **names: Any) -> Correction:
    return Correction(kind=kind, evidence="Ralat Berita", **names)


def save(store: Store, *readings: Reading) -> list[str | None]:
    """Save readings in this order; return the stories they are in then."""
    return [
        store.save(read, state(read, "correction" if read.correction else "partnership")).story
        for read in readings
    ]


def corrected(store: Store, name: str | None) -> list[tuple[str, str | None]]:
    story = store.story(name or "")
    assert story is not None
    return [(article.url, article.corrects) for article in story.articles]


BY_ADDRESS = {"urls": (reading().url + "?utm_source=x",)}
BY_TITLE = {"title": TITLE.upper() + "!"}


@pytest.mark.parametrize("names", [BY_ADDRESS, BY_TITLE], ids=["address", "title"])
@pytest.mark.parametrize("label", [Label.OTHER, Label.PARTNERSHIP])
@pytest.mark.parametrize("is_first", [True, False], ids=["correction first", "article first"])
def test_a_correction_goes_into_the_story(
    store: Store, names: dict[str, Any], label: Label, is_first: bool
) -> None:
    article, told = reading(), ralat(label=label, **names)
    waited = save(store, told) if is_first else []
    name, _ = save(store, article, OTHER)
    assert waited in ([], [None])
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 9))
    assert store.save(told, state(told)).story == name or is_first
    assert corrected(store, name) == [(article.url, None), (URL, article.url)]
    story = store.story(name or "")
    assert story is not None
    assert article.article is not None
    assert (story.label, story.title, story.text, story.published) == (
        Label.PARTNERSHIP,
        article.article.title,
        article.article.text,
        MORNING,
    )
    assert len(store.stories()) == len(store.agreements()) == 2
    explained = store.explain(URL)
    assert explained is not None
    assert (explained.story, explained.reading) == (name, told)
    assert bool(store.indexing.pending("1", 9)) is not is_first


@pytest.mark.parametrize(
    ("told", "site"),
    [
        (ralat(title="Lapas Melati teken PKS dengan Pemkab Kenanga"), "harian.example"),
        (ralat(title=TITLE, day=90), "harian.example"),
        (ralat(title=TITLE, day=-5), "harian.example"),
        (ralat(title="Lapas teken PKS"), "harian.example"),
        (ralat("https://kabar.example/ralat", title=TITLE), "kabar.example"),
        (ralat(published=date(2026, 1, 29)), "harian.example"),
        (ralat(urls=("https://harian.example/tak-dikenal",)), "harian.example"),
    ],
)
def test_a_correction_of_what_is_not_kept_waits(store: Store, told: Reading, site: str) -> None:
    name, waits = save(store, reading(), told)
    assert waits is None
    assert corrected(store, name) == [(reading().url, None)]
    explained = store.explain(told.url)
    assert explained is not None
    assert (explained.story, explained.reading) == (None, told)
    assert len(store.stories()) == 1


def test_an_article_is_found_by_the_headline_it_had(store: Store) -> None:
    name, *_ = save(store, reading(), reading(title="Wakil Wali Kota hadir di Lapas Cempaka"))
    save(store, ralat(title=TITLE))
    assert corrected(store, name) == [(reading().url, None), (URL, reading().url)]


def test_of_two_with_one_headline_the_day_decides(store: Store) -> None:
    weekly = [
        reading(
            f"https://harian.example/{number}",
            published=MORNING + timedelta(days=number),
            agreements=(agreement(partner=f"Universitas Melati {number}"),),
            text=text_about("Lapas Cempaka", f"Universitas {number}", seed=number),
        )
        for number in (0, 20)
    ]
    first, second = save(store, *weekly)
    told = ralat(title=TITLE, published=date(2026, 1, 29), day=30)
    assert save(store, told) == [first] != [second]


def test_a_correction_follows_its_article_and_waits_when_that_leaves(store: Store) -> None:
    name, _ = save(store, reading(), ralat(**BY_ADDRESS))
    no_story = reading(label=Label.OTHER, text="Lain.")
    save(store, no_story)
    assert store.stories() == []
    assert store.story(name or "") is None
    (again,) = save(store, reading())
    assert corrected(store, again) == [(reading().url, None), (URL, reading().url)]


def test_a_correction_goes_with_its_article_into_another_story(store: Store) -> None:
    lines = text_about("Lapas Cempaka", "Pemkot Seruni").splitlines()
    first = reading("https://a.example/1", agreements=(), text="\n".join(lines[:6]))
    second = reading(agreements=(), text="\n".join(lines[6:]))
    one, two, same = save(store, first, second, ralat(**BY_ADDRESS))
    assert two == same != one
    whole = reading("https://c.example/3", text="\n".join(lines))
    assert save(store, whole) == [one]
    assert (URL, second.url) in corrected(store, one)
    assert len(corrected(store, one)) == 4


def test_corrections_attract_no_articles(store: Store) -> None:
    """What is like the correction, and not like the article, is another story."""
    told = ralat(label=Label.PARTNERSHIP, **BY_ADDRESS)
    assert told.article is not None
    text = told.article.text.replace("Wakil Wali Kota Seruni", "PMI Kota Intan")
    told = told.model_copy(
        update={
            "article": told.article.model_copy(update={"text": text}),
            "agreements": (agreement(partner="PMI Kota Intan"),),
        }
    )
    assert told.article is not None
    copied = reading(
        "https://kabar.example/x",
        text=told.article.text,
        title="Ralat",
        agreements=told.agreements,
        published=told.article.published,
    )
    one, same, other = save(store, reading(), told, copied)
    assert one == same != other


def test_a_page_turns_into_a_correction_and_back(store: Store) -> None:
    name, _ = save(store, reading(), OTHER)
    told = ralat(OTHER.url, **BY_ADDRESS)
    assert save(store, told) == [name]
    assert len(store.stories()) == 1
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 9))
    (back,) = save(store, OTHER)
    assert {row.item for row in store.indexing.pending("1", 9)} >= {name, back}
    assert back not in {None, name}
    assert corrected(store, name) == [(reading().url, None)]
    assert [told.title for told in store.versions_of(OTHER.url)] == [
        OTHER.article.title,  # type: ignore[union-attr]
        "Ralat Berita",
        OTHER.article.title,  # type: ignore[union-attr]
    ]


def test_a_story_is_withdrawn_though_its_correction_stays(store: Store) -> None:
    name, _ = save(store, reading(), ralat(**BY_ADDRESS))
    store.withdraw(reading().url, MORNING, "http_404")
    story = store.story(name or "")
    assert story is not None
    assert story.withdrawn


def test_corrections_are_deleted_with_their_story(store: Store) -> None:
    name, _ = save(store, reading(), ralat(**BY_ADDRESS))
    assert store.erasing.story(name or "", GONE)
    explained = store.explain(URL)
    assert explained is not None
    assert (explained.page.outcome, explained.reading) == ("deleted", None)


def test_an_editors_note_is_shown_with_its_article(store: Store) -> None:
    note = Correction(
        kind=CorrectionKind.CATATAN_REDAKSI, evidence="Catatan redaksi: judul telah diubah."
    )
    name, _ = save(store, reading(), reading().model_copy(update={"correction": note}))
    story = store.story(name or "")
    assert story is not None
    (article,) = story.articles
    assert (article.note, article.corrects) == (note.evidence, None)
    assert len(store.versions_of(article.url)) == 1
