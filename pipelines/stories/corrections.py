"""Articles that correct another one of their site: *ralat*, *hak jawab*; and editors' notes.

A headline alone is not believed where others use the word too: an official clears up a rumour
(*klarifikasi*), a share price falls (*koreksi*), a speaker takes a word back (*ralat*). Then the
text must show that the press speaks of an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.records import JAKARTA, Article, Correction, CorrectionKind
from model.urls import identity, site_of
from pipelines.text.dates import find_dates, resolve

_FILE = Path(__file__).with_name("corrections.yaml")
#: What of a text is looked at, in characters: a correction says soon what it corrects.
_BEGINNING = 2_500
_MOST_URLS = 5
_FEWEST_WORDS = 4
_LONGEST_EVIDENCE = 300

_QUOTED = r"(?<!\w)[“\"‘'«]{1,2}(?P<title>[^“”\"«»\n]{15,250}?)[,.]?[”\"’'»]{1,2}(?!\w)"
_ADDRESS = re.compile(r"https?://[^\s<>“”\"]+[^\s<>“”\".,;:!?)\]]")
_PRINTED_ELSEWHERE = re.compile(
    r"(?:telah|sudah|pertama\s+kali)\s+(?:tayang|terbit)\s+di", re.IGNORECASE
)
#: Kinds whose headline nobody but the press uses.
_PLAIN = {CorrectionKind.RALAT}
#: Kinds that are somebody else's words, which the press prints.
_ANSWERS = {CorrectionKind.HAK_JAWAB, CorrectionKind.HAK_KOREKSI}


def correction_of(article: Article, url: str) -> Correction | None:
    """Return what the article at ``url`` corrects, or what its editors say they changed in it.

    A pure function of title and text; :func:`with_links` adds where its links lead.
    """
    beginning = article.text[:_BEGINNING]
    kind = _kind_of(article.title, beginning)
    if kind is None:
        return _note_of(article)
    title, published = _quoted_title(article, kind), _published_on(article)
    addresses = _ADDRESS.findall(beginning)
    correction = Correction(
        kind=kind, evidence=_evidence(article, kind), title=title, published=published
    )
    return with_links(correction, addresses, article, url)


def with_links(correction: Correction, links: list[str], article: Article, url: str) -> Correction:
    """Return ``correction`` with those of ``links`` that lead to another page of the same site."""
    own = {identity(url), identity(article.canonical_url or url)}
    wanted = {
        identity(link): link
        for link in (*correction.urls, *links)
        if site_of(link) == site_of(url) and identity(link) not in own
    }
    return correction.model_copy(update={"urls": tuple(wanted.values())[:_MOST_URLS]})


def _kind_of(title: str, beginning: str) -> CorrectionKind | None:
    """Return how an article corrects another one; None where it does not."""
    for kind in CorrectionKind:
        if kind is CorrectionKind.CATATAN_REDAKSI or not _headline(kind).match(title):
            continue
        whole = f"{title}\n{beginning}"
        if kind in _PLAIN or _speaks_of_article(whole, kind):
            return kind
    quotes = _quotation().search(beginning)
    if quotes is not None and _found("apologies", beginning):
        return CorrectionKind.RALAT
    if quotes is not None and _found("answers", beginning) and _found("own_article", beginning):
        return CorrectionKind.HAK_JAWAB
    return None


def _speaks_of_article(whole: str, kind: CorrectionKind) -> bool:
    if kind in _ANSWERS:
        return _found("mentions", whole) and (
            _found("own_article", whole)
            or _found("answers", whole)
            or _quotation().search(whole) is not None
        )
    named = _quotation().search(whole) or _ADDRESS.search(whole) or _found("apologies", whole)
    return bool(named) and (_found("own_article", whole) or _found("apologies", whole))


def _note_of(article: Article) -> Correction | None:
    for line in article.text.splitlines():
        is_note = _pattern("notes").fullmatch(line.strip()) or _found("apologies", line)
        if is_note and not _PRINTED_ELSEWHERE.search(line):
            return Correction(
                kind=CorrectionKind.CATATAN_REDAKSI, evidence=line.strip()[:_LONGEST_EVIDENCE]
            )
    return None


def _quoted_title(article: Article, kind: CorrectionKind) -> str | None:
    """Return the headline of the corrected article: quoted, or what follows "RALAT:"."""
    for text in (article.title, article.text[:_BEGINNING]):
        for line in text.splitlines():
            quoted = _quotation().search(line)
            if quoted is not None and not _PRINTED_ELSEWHERE.search(line):
                return quoted["title"].strip()
    prefix = _headline(kind).match(article.title)
    rest = article.title[prefix.end() :].strip(" :|–—-[]()") if prefix else ""
    is_headline = prefix is not None and not prefix[0][-1:].isalnum()
    return rest if is_headline and len(rest.split()) >= _FEWEST_WORDS else None


def _published_on(article: Article) -> date | None:
    """Return the day that is given for the corrected article, where it is before this one."""
    if article.published is None:
        return None
    day = article.published.astimezone(JAKARTA).date()
    return next((found for found in _days(article) if found <= day), None)


def _days(article: Article) -> Iterator[date]:
    assert article.published is not None
    for line in (article.title, *article.text[:_BEGINNING].splitlines()):
        for mention in find_dates(line):
            before = line[max(0, mention.start - 60) : mention.start]
            if _found("published", before):
                day, _ = resolve(mention, article.published, article.published)
                if day is not None:
                    yield day


def _evidence(article: Article, kind: CorrectionKind) -> str:
    if _headline(kind).match(article.title):
        return article.title[:_LONGEST_EVIDENCE]
    name = "apologies" if kind is CorrectionKind.RALAT else "answers"
    found = _pattern(name).search(article.text)
    return found[0][:_LONGEST_EVIDENCE] if found else article.title[:_LONGEST_EVIDENCE]


def _found(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return loaded


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_table()[name])})", re.IGNORECASE)


@cache
def _headline(kind: CorrectionKind) -> re.Pattern[str]:
    return re.compile("|".join(_table()["headlines"][kind]), re.IGNORECASE)


@cache
def _quotation() -> re.Pattern[str]:
    before = "|".join(_table()["quoting"])
    return re.compile(rf"\b(?:{before})\b[^“\"‘'«\n]{{0,60}}?{_QUOTED}", re.IGNORECASE)
