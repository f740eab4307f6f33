"""One reading into the store: its page, its story, its agreements, its place in the queue."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from model.records import Article, Reading
from model.urls import site_of
from pipelines.stories import Fingerprint, fingerprint, richness
from store import clusters, pages, summaries
from store.database import upsert
from store.records import PageState, Saved
from store.tables import article, page
from store.texts import as_json, clean

#: Characters of text that weigh as much as one told detail, where two articles tell equally much.
_CHARACTERS_A_POINT = 2_000
_MOST_TEXT_POINTS = 3


def save(connection: Connection, new: Reading, state: PageState) -> Saved:
    """Write all that follows from ``new``; nothing where it is what was read before."""
    pages.put_states(connection, [state])
    number = pages.page_number(connection, state.url)
    if number is None:
        return Saved(story=None, new_story=False, new_agreements=0, changed=False)
    before = _story_of(connection, number)
    if not pages.put_reading(connection, number, new):
        return Saved(story=before, new_story=False, new_agreements=0, changed=False)
    told = pages.kept_article(new)
    if told is None:
        return _leave(connection, number, before)
    return _join(connection, number, new, told)


def _story_of(connection: Connection, number: int) -> str | None:
    return connection.execute(
        select(article.c.story).where(article.c.page == number)
    ).scalar_one_or_none()


def _leave(connection: Connection, number: int, before: str | None) -> Saved:
    if before is not None:
        clusters.remove_article(connection, number)
        summaries.summarise(connection, before)
    return Saved(story=None, new_story=False, new_agreements=0, changed=True)


def _join(connection: Connection, number: int, new: Reading, told: Article) -> Saved:
    """Put a kept article into the story it belongs to, and that story in order."""
    print_ = fingerprint(told, new.agreements)
    before = _story_of(connection, number)
    joined = _joined(connection, number, print_, before)
    survivor = min(joined, key=lambda name: _age(connection, name), default=None)
    target = survivor or summaries.new_story(connection)
    _put_article(connection, number, new, told, target, print_)
    for other in joined:
        if other != target:
            summaries.absorb(connection, target, other)
    if before is not None and before not in {target, *joined}:
        summaries.summarise(connection, before)
    added = summaries.summarise(connection, target)
    return Saved(story=target, new_story=survivor is None, new_agreements=added, changed=True)


def _joined(
    connection: Connection, number: int, print_: Fingerprint, before: str | None
) -> list[str]:
    """Return the stories that become one with the new article in it; none for a new story."""
    found = clusters.stories_telling(connection, number, print_)
    if before is not None and before in found:
        found = [before, *(name for name in found if name != before)]
    joined = found[:1]
    for other in found[1:]:
        if clusters.belong_together(connection, joined[0], other):
            joined.append(other)
    if before is not None and before not in joined and _is_alone(connection, before):
        joined.append(before)
    return joined


def _is_alone(connection: Connection, name: str) -> bool:
    query = select(func.count()).select_from(article).where(article.c.story == name)
    return connection.execute(query).scalar_one() == 1


def _age(connection: Connection, name: str) -> tuple[int, str]:
    """Order stories by the first of their pages that was ever seen."""
    query = select(func.min(article.c.page)).where(article.c.story == name)
    return connection.execute(query).scalar_one(), name


def _put_article(
    connection: Connection,
    number: int,
    new: Reading,
    told: Article,
    target: str,
    print_: Fingerprint,
) -> None:
    seen = select(article.c.first_seen).where(article.c.page == number)
    own = select(page.c.key, page.c.url, page.c.fetched_at).where(page.c.id == number)
    address = connection.execute(own).one()
    assert new.judgement is not None
    row = {
        "page": number,
        "story": target,
        "same_as": _same_as(address.key, address.url, told.canonical_url),
        "title": told.title,
        "published": told.published,
        "first_seen": connection.execute(seen).scalar_one_or_none() or address.fetched_at,
        "label": new.judgement.label,
        "probability": new.judgement.probability,
        "language": told.language,
        "richness": 10 * richness(new.agreements) + _text_points(told.text),
        "agreements": json.dumps([as_json(agreement) for agreement in new.agreements]),
        "facts": print_.facts(),
        "shingles": print_.packed(),
    }
    upsert(connection, article, [clean(row)], "page")
    clusters.put_traces(connection, number, print_)


def _same_as(key: str, url: str, canonical_url: str | None) -> str:
    """Return the key of the page that a page calls its canonical one, if it is to be believed.

    Some sites name their front page, or the outlet they copied from.
    """
    if canonical_url is None or site_of(canonical_url) != site_of(url):
        return key
    stated = pages.key_of(canonical_url)
    is_front = stated.partition("://")[2].partition("/")[2] == ""
    return key if is_front else stated


def _text_points(text: str) -> int:
    return min(len(text) // _CHARACTERS_A_POINT, _MOST_TEXT_POINTS)
