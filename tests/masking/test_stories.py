"""No name of a prisoner or a child leaves by any way, and those with an office stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from alerts.channels.document import document
from alerts.entries import Frame, story_entry
from alerts.facts import facts_of
from alerts.links import Links
from alerts.messages.rendering import Markup, chat, mail
from desk import register
from desk.leaving import leaving, masked_agreement
from model.alerts import Event, EventSort
from model.records import (
    ArticleRef,
    Capacity,
    Instrument,
    KeptAgreement,
    Label,
    Official,
    Story,
)
from pantau.corpus import CORPUS, load_corpus
from pipelines.masking import Mask, masked
from store import Told
from tests.alerts.digests import digest
from tests.masking.leaks import Case, cases, leaked, lost

WRITTEN_WITH = cases("stories.yaml")
WRITTEN_LATER = cases("later.yaml")
BY_OTHERS = (
    "adversarial.yaml",
    "adversarial_later.yaml",
    "adversarial_third.yaml",
    "plain.yaml",
    "mixed.yaml",
    "daily.yaml",
)
#: Names that leak of those still, and what is lost.
LEFT = {
    "adversarial.yaml": (0, 4),
    "adversarial_later.yaml": (0, 12),
    "adversarial_third.yaml": (2, 14),
    "plain.yaml": (0, 13),
    "mixed.yaml": (1, 9),
    "daily.yaml": (0, 18),
}
#: In these a word beside initials is taken for one more name when they are masked again.
HIDDEN_MORE = [
    "Kelas Paling Sunyi di Kota Ini Ada di Lowokwaru",
    "Jaksa Perempuan dan Sapu Lidi",
    "A Loom of Her Own",
]
WORDS = 40
NOW = datetime(2026, 2, 3, 1, tzinfo=UTC)


def story_of(case: Case) -> Story:
    """A story whose headline is the text's first line, as a page of it says it."""
    title = case.text.splitlines()[0]
    site = "kabar.example"
    where = ArticleRef(url=f"https://{site}/1", site=site, title=title, published=NOW)
    return Story(
        id="s1",
        title=title,
        published=NOW,
        label=Label.PARTNERSHIP,
        probability=0.9,
        language="id",
        text=case.text,
        articles=(where,),
        agreements=("a1",),
    )


def agreement_of(story: Story, case: Case) -> KeptAgreement:
    """What a story could tell: all of it quoted as evidence, and one who speaks for prisoners."""
    speaker = case.hide[0] if case.hide else "Budi"
    return KeptAgreement(
        id="a1",
        stories=(story.id,),
        articles=story.articles,
        kind=Instrument.LAINNYA,
        title=story.title,
        scope=(story.text,),
        officials=(
            Official(name=speaker, role="Perwakilan warga binaan", capacity=Capacity.SIGNATORY),
        ),
        evidence={"kind": story.text, "parties": (story.title, story.text)},
    )


def everything_sent(case: Case) -> Iterator[tuple[str, str]]:
    """What leaves of a story, by the way it leaves."""
    story = story_of(case)
    agreement = agreement_of(story, case)
    told = Told(version=1, story=story, agreements=(agreement,))
    event = Event(key="story:s1", sort=EventSort.STORY, item="s1", at=NOW)
    frame = Frame("lapas OR napi OR warga binaan OR rutan", date(2026, 2, 3), Links(None))
    said = digest(story_entry(event, told, [agreement], frame))
    letter = mail(said, excerpt_words=WORDS)
    yield "mail", f"{letter.subject}\n{letter.text}\n{letter.html}"
    yield "webhook", document(said, excerpt_words=WORDS).decode()
    for markup in Markup:
        message = chat(said, markup, titled=True, excerpt_words=WORDS)
        yield f"chat {markup}", f"{message.title}\n{message}"
    yield "facts kept for corrections", facts_of(told).title
    yield "feed", leaving(story, WORDS).model_dump_json()
    may = masked_agreement(agreement, [story])
    yield "json", may.model_dump_json()
    rows = register.rows([may], date(2026, 2, 3))
    yield "csv", register.csv_file(rows).decode().partition("\n")[2]
    book = load_workbook(io.BytesIO(register.xlsx_file(rows)))
    yield "xlsx", "\n".join(str(cell) for row in list(book.active.values)[1:] for cell in row)


def still_named(case: Case) -> Iterator[str]:
    """The hidden names of which a word leaves in some way."""
    told = [text for _, text in everything_sent(case)]
    for name in case.hide:
        alone = case._replace(hide=(name,))
        if any(leaked(alone, text) for text in told):
            yield name


def test_there_are_enough_stories() -> None:
    assert len(WRITTEN_WITH) + len(WRITTEN_LATER) > 250


@pytest.mark.parametrize("case", [*WRITTEN_WITH, *WRITTEN_LATER], ids=lambda case: case.text[:40])
def test_nothing_leaks_by_any_way(case: Case) -> None:
    found = {way: leaked(case, told) for way, told in everything_sent(case)}
    assert [(way, names) for way, names in found.items() if names] == []


@pytest.mark.parametrize("case", [*WRITTEN_WITH, *WRITTEN_LATER], ids=lambda case: case.text[:40])
def test_offices_places_and_partners_stay(case: Case) -> None:
    assert list(lost(case, masked(case.text))) == []


@pytest.mark.parametrize("case", [*WRITTEN_WITH, *WRITTEN_LATER], ids=lambda case: case.text[:40])
def test_what_left_can_be_sent_on(case: Case) -> None:
    once = masked(case.text)
    assert masked(once) == once


@pytest.mark.slow
@pytest.mark.parametrize("file", BY_OTHERS)
def test_what_others_wrote_leaks_no_more_than_is_known(file: str) -> None:
    names = [name for case in cases(file) for name in still_named(case)]
    gone = [name for case in cases(file) for name in lost(case, masked(case.text))]
    assert (len(names), len(gone)) == LEFT[file], (names, gone)


@pytest.mark.parametrize("file", BY_OTHERS)
def test_what_others_wrote_can_be_sent_on(file: str) -> None:
    told = [masked(case.text) for case in cases(file)]
    assert [masked(once) for once in told] == told


@pytest.mark.slow
def test_stories_of_the_corpus_can_be_sent_on() -> None:
    """Masking what is masked changes nothing, neither in headlines nor in texts."""
    changed = []
    for article in (story.article for voice in load_corpus(CORPUS) for story in voice.stories):
        mask = Mask(article.title, article.text)
        once = mask(article.title), mask(article.text)
        if tuple(map(Mask(*once), once)) != once:
            changed.append(article.title)
    assert changed == HIDDEN_MORE


def test_an_outlet_that_asks_for_no_copy_is_not_quoted() -> None:
    case = WRITTEN_WITH[0]
    story = story_of(case).model_copy(update={"noarchive": True})
    assert leaving(story, WORDS).excerpt is None
    assert masked_agreement(agreement_of(story, case), [story]).evidence == {}


def test_an_official_who_is_accused_is_in_no_list_of_officials() -> None:
    text = (
        "Lapas Serang teken kerja sama\nKepala KPLP Rudi Hartawan dan Kalapas Andi Wijaya hadir."
        " Belakangan Rudi Hartawan ditetapkan sebagai tersangka."
    )
    story = story_of(Case(text, (), ()))
    officials = (
        Official(name="Rudi Hartawan", role="Kepala KPLP", capacity=Capacity.SIGNATORY),
        Official(name="Andi Wijaya", role="Kalapas Serang", capacity=Capacity.SIGNATORY),
    )
    told = agreement_of(story, Case(text, (), ())).model_copy(update={"officials": officials})
    assert [one.name for one in masked_agreement(told, [story]).officials] == ["Andi Wijaya"]


def test_no_more_than_the_words_allowed_leave() -> None:
    story = story_of(WRITTEN_WITH[0]).model_copy(update={"text": "kata " * 100})
    assert len((leaving(story, WORDS).excerpt or "").split()) == WORDS
    assert leaving(story, 0).excerpt is None
