"""One reading into the store: its page, its story, its agreements, its place in the queue."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from model.records import JAKARTA, Article, Decision, Reading
from model.urls import site_of
from pipelines.record import record
from pipelines.stories import Fingerprint, fingerprint, richness
from store import (
    chrome,
    clusters,
    corrections,
    coverage,
    pages,
    reviews,
    summaries,
    versions,
    withdrawing,
)
from store.database import upsert
from store.records import PageState, Saved
from store.tables import article, page, story
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
    is_decided = reviews.on_page(connection, number) is not None
    if new.article is not None and not versions.is_read(connection, number):
        day = (new.article.published or state.fetched_at).astimezone(JAKARTA).date()
        chrome.learn(connection, state.site, new.article, day)
    is_back = before is not None and new.error is None and withdrawing.unmark(connection, number)
    if not versions.put_reading(
        connection, number, new, state, story=before, is_decided=is_decided
    ):
        if is_back and before is not None:
            summaries.summarise(connection, before)
        if before is None:
            # Asked for again, since the register has what it may follow.
            coverage.find(connection, number, new, state.fetched_at)
        return Saved(
            story=before,
            new_story=False,
            new_agreements=0,
            changed=is_back,
            dropped=before is not None and reviews.decision(connection, before) is Decision.DROP,
        )
    saved = _place(connection, number, new, state, before, is_decided=is_decided)
    coverage.find(connection, number, new, state.fetched_at)
    return saved


def _place(
    connection: Connection,
    number: int,
    new: Reading,
    state: PageState,
    before: str | None,
    *,
    is_decided: bool,
) -> Saved:
    """Put what was read on a page into the story that it belongs to, and that in order."""
    if versions.corrects_another(new):
        corrections.put(connection, number, new, state)
        return _correct(connection, number, new, before)
    if corrections.forget(connection, number) and before is not None:
        clusters.remove_article(connection, number)
        summaries.summarise(connection, before)
        before = None
    told = versions.kept_article(new, is_decided=is_decided)
    if told is None:
        return _leave(connection, number, before)
    return _join(connection, number, new, told)


def settle(connection: Connection, story: str) -> None:
    """Put every article of ``story`` in order after a person decided on it, and the story."""
    members = select(article.c.page).where(article.c.story == story, article.c.corrects.is_(None))
    for number in connection.execute(members).scalars().all():
        new = pages.reading_of(connection, number)
        is_decided = reviews.on_page(connection, number) is not None
        told = versions.kept_article(new, is_decided=is_decided) if new else None
        if new is None or told is None:
            corrections.release(connection, number)
            clusters.remove_article(connection, number)
            continue
        new = _recorded(connection, number, new, reviews.decision(connection, story))
        _put_article(connection, number, new, story, fingerprint(told, new.agreements))
    summaries.summarise(connection, story)


def _recorded(
    connection: Connection, number: int, new: Reading, decided: Decision | None
) -> Reading:
    """Record the agreements of an article that a person keeps, and the judge did not."""
    if new.agreements or new.article is None or decided is not Decision.KEEP:
        return new
    fetched = select(page.c.fetched_at).where(page.c.id == number)
    agreements = record(new.article, connection.execute(fetched).scalar_one())
    return new.model_copy(update={"agreements": agreements})


def replace(connection: Connection, new: Reading, outcome: str, body_hash: str) -> bool:
    """Put a better reading of the same bytes in place of what was read on a page.

    The page was not asked for again, so its state stays, but for its outcome; a withdrawn one stays
    withdrawn. Returns False, and does nothing, where that is what was read before, where what was
    read last is of other bytes, or where it was deleted.
    """
    found = pages.find_page(connection, new.url)
    if found is None:
        return False
    number, state = found
    is_decided = reviews.on_page(connection, number) is not None
    if not versions.put_better(connection, number, new, body_hash, is_decided=is_decided):
        return False
    pages.put_outcome(connection, number, outcome)
    before = _story_of(connection, number)
    _place(connection, number, new, state, before, is_decided=is_decided)
    coverage.find(connection, number, new, state.fetched_at)
    return True


def _story_of(connection: Connection, number: int) -> str | None:
    return connection.execute(
        select(article.c.story).where(article.c.page == number)
    ).scalar_one_or_none()


def _leave(connection: Connection, number: int, before: str | None) -> Saved:
    if before is not None:
        corrections.release(connection, number)
        clusters.remove_article(connection, number)
        summaries.summarise(connection, before)
    return Saved(story=None, new_story=False, new_agreements=0, changed=True)


def _correct(connection: Connection, number: int, new: Reading, before: str | None) -> Saved:
    """Put a correction into the story of what it corrects; it waits where that is not kept."""
    corrections.release(connection, number)
    clusters.remove_article(connection, number)
    corrected = corrections.corrected_by(connection, number)
    name = None if corrected is None else _story_of(connection, corrected)
    if corrected is not None and name is not None:
        _put_correction(connection, number, new, corrected, name)
    for changed in {before, name} - {None}:
        summaries.summarise(connection, str(changed))
    return Saved(story=name, new_story=False, new_agreements=0, changed=True)


def _join(connection: Connection, number: int, new: Reading, told: Article) -> Saved:
    """Put a kept article into the story it belongs to, and that story in order."""
    new = _recorded(connection, number, new, reviews.on_page(connection, number))
    before = _story_of(connection, number)
    joined = _joined(connection, number, fingerprint(told, new.agreements), before)
    survivor = min(joined, key=lambda name: _age(connection, name), default=None)
    target = survivor or summaries.new_story(connection)
    decided = reviews.decision(connection, target)
    new = _recorded(connection, number, new, decided)
    _put_article(connection, number, new, target, fingerprint(told, new.agreements))
    for other in joined:
        if other != target:
            summaries.absorb(connection, target, other)
    _take_corrections(connection, number, before, target)
    if before is not None and before not in {target, *joined}:
        summaries.summarise(connection, before)
    found = summaries.summarise(connection, target)
    return Saved(
        story=target,
        new_story=found.is_news,
        new_agreements=found.agreements,
        changed=True,
        dropped=decided is Decision.DROP,
    )


def _take_corrections(connection: Connection, number: int, before: str | None, name: str) -> None:
    if before not in {None, name}:
        corrections.follow(connection, number, name)
    for page_, waiting in corrections.waiting_for(connection, number):
        _put_correction(connection, page_, waiting, number, name)


def _put_correction(
    connection: Connection, number: int, new: Reading, corrected: int, name: str
) -> None:
    """Put a correction into a story; other articles are not compared with it."""
    assert new.article is not None
    print_ = fingerprint(new.article, ())
    _put_article(connection, number, new, name, print_, corrected)


def _joined(
    connection: Connection, number: int, print_: Fingerprint, before: str | None
) -> list[str]:
    """Return the stories that become one with the new article in it; none for a new story."""
    telling = clusters.stories_telling(connection, number, print_)
    found = [name for name in telling if not _is_news(connection, name, print_)]
    if before is not None and before in found:
        found = [before, *(name for name in found if name != before)]
    joined = found[:1]
    for other in found[1:]:
        if clusters.belong_together(connection, joined[0], other):
            joined.append(other)
    if before is not None and before not in joined and _is_alone(connection, before):
        joined.append(before)
    return joined


def _is_news(connection: Connection, name: str, print_: Fingerprint) -> bool:
    """Say whether an article tells of a signing that came after a dropped story was told.

    Who dropped a plan did not drop the signing that follows it.
    """
    told_on = reviews.dropped_on(connection, name)
    signed = (deed.signed_on for deed in print_.deeds if deed.signed_on)
    return told_on is not None and any(day > told_on for day in signed)


def _is_alone(connection: Connection, name: str) -> bool:
    members = (article.c.story == name) & article.c.corrects.is_(None)
    query = select(func.count()).select_from(article).where(members)
    return connection.execute(query).scalar_one() == 1


def _age(connection: Connection, name: str) -> tuple[int, str]:
    """Order stories by when they were made."""
    return connection.execute(select(story.c.born).where(story.c.id == name)).scalar_one(), name


def _put_article(
    connection: Connection,
    number: int,
    new: Reading,
    target: str,
    print_: Fingerprint,
    corrects: int | None = None,
) -> None:
    seen = select(article.c.first_seen).where(article.c.page == number)
    own = select(page.c.key, page.c.url, page.c.fetched_at).where(page.c.id == number)
    address = connection.execute(own).one()
    told = new.article
    assert told is not None
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
        "corrects": corrects,
        "note": new.correction.evidence if new.correction and corrects is None else None,
    }
    upsert(connection, article, [clean(row)], "page")
    if corrects is None:
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
