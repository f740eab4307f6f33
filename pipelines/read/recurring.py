"""What recurs across a site's articles is chrome: which lines those are, learnt and cut.

Pure: what was seen so far comes in as data, and what is to be remembered goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

#: A longer line, in characters, is not remembered; of an article so many, from both ends.
_LONGEST = 500
_MOST_LINES = 30
#: A line of so many words that ends as sentences do may carry the story: surer signs are asked for.
_SENTENCE = 5
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_QUOTED = re.compile(r"^\s*[\"“‘']")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_NOT_TEXT = re.compile(r"[\W_]+")
#: Articles with a line that were not seen to hold it any more, before it is chrome no longer.
FORGOTTEN_AFTER = 50
#: What is cut leaves at least this share of the text: else the page is one that was learnt from.
_LEFT = 0.5


class Proof(NamedTuple):
    """How much speaks for a line: other articles, other days, and its share of the articles."""

    articles: int
    days: int
    share: float


#: What is asked of a label such as "Bergabung di saluran kami", and of a sentence. Subheads come
#: again too ("Isi Perjanjian"), and what press offices always say ("Acara berjalan lancar.").
_LABEL = Proof(3, 2, 0.4)
_SURE = Proof(6, 4, 0.5)


class Line(NamedTuple):
    """A line of a site's articles, and how often it was seen; ``text`` only from the second on.

    ``first`` and ``last`` are the numbers of the articles of the site that it was seen in, counted
    from 1; ``title`` (a digest) and ``day`` are those of the last that counted.
    """

    digest: str
    text: str
    articles: int
    days: int
    first: int
    last: int
    title: str
    day: date


def digest_of(line: str) -> str:
    """Return a digest of a line that does not depend on its marks, its case and its numbers."""
    name = _NOT_TEXT.sub("", _NUMBER.sub("0", line.casefold()))
    return blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()


def candidates(lines: Sequence[str]) -> dict[str, str]:
    """Return the lines of an article that are worth remembering, by their digests.

    Chrome stands at the ends; quotations are a story's own, however often they are said.
    """
    ends = [*lines[: _MOST_LINES // 2], *lines[_MOST_LINES // 2 :][-_MOST_LINES // 2 :]]
    fit = (line for line in ends if len(line) <= _LONGEST and not _QUOTED.match(line))
    return {digest_of(line): line for line in fit}


def counted(
    known: Mapping[str, Line], seen: Mapping[str, str], number: int, title: str, day: date
) -> list[Line]:
    """Return the lines ``seen`` in a site's article ``number`` with it counted in.

    Another article with the same title is a copy and does not count again.
    """
    name = digest_of(title)
    return [_counted(known.get(key), key, text, (number, name, day)) for key, text in seen.items()]


def _counted(before: Line | None, digest: str, text: str, article: tuple[int, str, date]) -> Line:
    number, title, day = article
    if before is None:
        # What one article says is nobody's business until another one says it too.
        return Line(digest, "", 1, 1, number, number, title, day)
    if before.title == title:
        return before._replace(last=number)
    return before._replace(
        text=text,
        articles=before.articles + 1,
        days=before.days + (day != before.day),
        last=number,
        title=title,
        day=day,
    )


def is_chrome(line: Line, articles: int) -> bool:
    """Say whether a line is chrome on a site of which so many articles were seen."""
    if articles - line.last >= FORGOTTEN_AFTER:
        return False
    is_sentence = len(line.text.split()) >= _SENTENCE and _SENTENCE_END.search(line.text)
    wanted = _SURE if is_sentence else _LABEL
    share = line.articles / (articles - line.first + 1)
    return line.articles >= wanted.articles and line.days >= wanted.days and share >= wanted.share


class Cut(NamedTuple):
    """The lines that are a story's own, and those that were cut because they recur."""

    kept: list[str]
    cut: list[str]


def without(lines: Iterable[str], chrome: frozenset[str]) -> Cut:
    """Cut the lines whose digests are in ``chrome``; nothing where most of the text would go."""
    whole = list(lines)
    if not chrome:
        return Cut(whole, [])
    kept = [line for line in whole if digest_of(line) not in chrome]
    if sum(map(len, kept)) < _LEFT * sum(map(len, whole)):
        return Cut(whole, [])
    return Cut(kept, [line for line in whole if digest_of(line) in chrome])
