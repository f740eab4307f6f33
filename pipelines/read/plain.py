"""Plain article text, as files and JSON lines hold it."""

from __future__ import annotations

from model.exceptions import PageError
from model.records import Article, ExtractedBy, Page, PublishedBasis
from pipelines.read.house_style import is_chrome, lift, tidy
from pipelines.read.language import language_of
from pipelines.read.people import authors_of, sources_of
from pipelines.read.prose import MAX_PROSE
from pipelines.read.titles import site_words_of, stripped

_MAX_TITLE = 220
_TITLE_LINES = 3


def read_plain(page: Page, text: str) -> Article:
    """Read ``text`` as an article; its headline is what stands before the first empty line.

    Raises PageError ``empty`` where nothing is left, ``too_large`` for more than any story.
    """
    if len(text) > MAX_PROSE:
        raise PageError("too_large", f"{len(text)} characters of text")
    site_words = site_words_of(page.url, None)
    title, rest = _split(text)
    title = stripped(title or page.title or "", site_words)
    lifted = lift(rest, title=title, site_words=site_words)
    if not lifted.lines:
        raise PageError("empty", "no text")
    body = "\n".join(lifted.lines)
    has_time = page.published is not None
    return Article(
        title=title,
        text=body,
        authors=authors_of(lifted.names.writers, site_words),
        editors=authors_of(lifted.names.editors, site_words),
        sources=sources_of(lifted.names.sources, site_words),
        published=page.published,
        published_basis=page.published_basis if has_time else PublishedBasis.NONE,
        language=language_of(f"{title}\n{body}"),
        extractor=ExtractedBy.PLAIN,
    )


def _split(text: str) -> tuple[str, list[str]]:
    """Part a headline of up to three lines from the paragraphs."""
    lines = [tidy(line) for line in text.strip().splitlines()]
    first: list[str] = []
    for line in lines:
        if not line:
            break
        first.append(line)
    rest = lines[len(first) :]
    title = " ".join(first)
    if len(first) > _TITLE_LINES or not any(rest) or not _is_title(title):
        return "", lines
    return title, rest


def _is_title(words: str) -> bool:
    is_sentence = words.endswith((".", "!", ",", ":", ";")) or ". " in words
    return 0 < len(words) <= _MAX_TITLE and not is_sentence and not is_chrome(words)
