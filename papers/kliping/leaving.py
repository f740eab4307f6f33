"""The one door through which the text of news leaves with a kliping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alerts.messages.harmless import line
from desk.leaving import excerpt, masked_note
from desk.masks import mask_for
from model.kliping import Clip, Content, Doubt, Entry, Statement
from model.records import Article, Reading, Story
from pipelines.masking import Mask


class Door:
    """Lets out what may leave: names masked, of each article's text an excerpt at most.

    Names are learnt from the whole of an article and of its story, and masked in every piece. Of
    articles that ask for no excerpts (``noarchive``) there are none.
    """

    def __init__(
        self, stories: Iterable[Story], readings: Mapping[str, Reading], words: int
    ) -> None:
        self._stories = {one.id: one for one in stories}
        self._readings, self._words = readings, words

    def leaving(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return entries as they may leave."""
        return tuple(map(self._entry, entries))

    def _entry(self, entry: Entry) -> Entry:
        mask = self._mask_of(entry, *(clip.url for clip in entry.clips))
        return entry.model_copy(
            update={
                "title": line(mask(entry.title)),
                "place": entry.place and mask(entry.place),
                "clips": tuple(self._clip(entry, clip) for clip in entry.clips),
                "doubt": self._doubt(entry, entry.doubt) if entry.doubt else None,
            }
        )

    def _clip(self, entry: Entry, clip: Clip) -> Clip:
        mask = self._mask_of(entry, clip.url)
        text = "" if self._is_kept_back(clip.url) else mask(clip.excerpt)
        told = {"title": line(mask(clip.title)), "excerpt": line(excerpt(text, self._words))}
        return clip.model_copy(update=told)

    def _doubt(self, entry: Entry, doubt: Doubt) -> Doubt:
        statements = tuple(self._statement(entry, one) for one in doubt.statements)
        return doubt.model_copy(update={"statements": statements})

    def _statement(self, entry: Entry, one: Statement) -> Statement:
        is_kept_back = one.url is not None and self._is_kept_back(one.url)
        mask = self._mask_of(entry, one.url or "")
        text = "" if is_kept_back else mask(one.sentence)
        told = {"value": line(mask(one.value)), "sentence": line(excerpt(text, self._words))}
        return one.model_copy(update=told)

    def _mask_of(self, entry: Entry, *urls: str) -> Mask:
        """Return the mask that all is learnt for which is told of an entry at these addresses."""
        story = self._stories.get(entry.story or "")
        articles = [found for url in urls[:1] if (found := self._article(url)) is not None]
        own = [story.title, story.text] if story else [entry.title]
        titles = (clip.title for clip in entry.clips)
        return mask_for(*dict.fromkeys([*_texts(articles), *own, *titles]))

    def _is_kept_back(self, url: str) -> bool:
        article = self._article(url)
        return article is not None and article.noarchive

    def _article(self, url: str) -> Article | None:
        reading = self._readings.get(url)
        return reading.article if reading else None


def with_masked_notes(content: Content, stories: Iterable[Story]) -> Content:
    """Return a kliping with what officers wrote in it masked as the news is.

    ``stories`` are those that it tells of.
    """
    known = {one.id: one for one in stories}
    entries = tuple(
        entry.model_copy(update={"note": masked_note(entry.note, _own(entry, known))})
        if entry.note
        else entry
        for entry in content.entries
    )
    told = [known[one.story] for one in content.entries if one.note and one.story in known]
    return content.model_copy(
        update={
            "entries": entries,
            "advice": content.advice and masked_note(content.advice, told),
        }
    )


def noted_stories(content: Content) -> list[str]:
    """Return the ids of the stories on which officers wrote a note."""
    return sorted({one.story for one in content.entries if one.note and one.story})


def _own(entry: Entry, stories: Mapping[str, Story]) -> list[Story]:
    story = stories.get(entry.story or "")
    return [] if story is None else [story]


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield article.title
        yield article.text
