"""The one door through which the text of news leaves with a kliping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from alerts.messages.harmless import line
from desk.leaving import excerpt
from model.kliping import Clip, Doubt, Entry, Statement
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
        self._mask = lru_cache(maxsize=512)(Mask)

    def leaving(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return entries as they may leave."""
        return tuple(map(self._entry, entries))

    def _entry(self, entry: Entry) -> Entry:
        mask = self._mask_of(entry, *(clip.url for clip in entry.clips))
        return entry.model_copy(
            update={
                "title": line(mask(entry.title)),
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
        text = "" if is_kept_back else self._mask_of(entry, one.url or "")(one.sentence)
        return one.model_copy(update={"sentence": line(excerpt(text, self._words))})

    def _mask_of(self, entry: Entry, *urls: str) -> Mask:
        """Return the mask that all is learnt for which is told of an entry at these addresses."""
        story = self._stories.get(entry.story or "")
        articles = [found for url in urls[:1] if (found := self._article(url)) is not None]
        own = [story.title, story.text] if story else [entry.title]
        titles = (clip.title for clip in entry.clips)
        return self._mask(*dict.fromkeys([*_texts(articles), *own, *titles]))

    def _is_kept_back(self, url: str) -> bool:
        article = self._article(url)
        return article is not None and article.noarchive

    def _article(self, url: str) -> Article | None:
        reading = self._readings.get(url)
        return reading.article if reading else None


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield article.title
        yield article.text
