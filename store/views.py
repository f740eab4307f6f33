"""Stories and agreements as they are read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Row, Select, func, select

from model.records import ArticleRef, KeptAgreement, Label, Review, Story
from store import pages, reviews, versions
from store.database import batches
from store.order import first_published, publication_order
from store.records import Counts, Explanation, PageState
from store.tables import IS_SHOWN, account, agreement, article, moved, page, reading, story

#: Stories with what was read on the page that speaks for them.
STORIES = select(story, reading.c.body).join(reading, reading.c.page == story.c.lead)


_corrected = page.alias("corrected")
_ARTICLES = (
    select(
        article.c.story,
        article.c.page,
        article.c.same_as,
        article.c.title,
        article.c.published,
        article.c.first_seen,
        article.c.withdrawn,
        article.c.note,
        page.c.key,
        page.c.url,
        page.c.site,
        _corrected.c.url.label("corrected"),
    )
    .join(page, page.c.id == article.c.page)
    .outerjoin(_corrected, _corrected.c.id == article.c.corrects)
)


#: Which story tells of which agreement, in the story's order.
_ACCOUNTS = (
    select(account.c.story, account.c.agreement)
    .join(story, story.c.id == account.c.story)
    .order_by(story.c.born, account.c.story, account.c.place)
)


class _LeadArticle(BaseModel):
    text: str


class _LeadReading(BaseModel):
    """What a story takes from a reading: to read all of it would take three times as long."""

    article: _LeadArticle


def current_id(connection: Connection, identity: str) -> str:
    """Return the id that ``identity`` has now, where its story went into another one."""
    target = connection.execute(
        select(moved.c.target).where(moved.c.id == identity)
    ).scalar_one_or_none()
    return identity if target is None else str(target)


def stories(
    connection: Connection,
    label: Label | None = None,
    limit: int | None = None,
    ids: Sequence[str] | None = None,
) -> list[Story]:
    """Return stories, newest first; with ``ids`` only those of them that exist.

    Those that a person dropped are among them where they are asked for by label or id.
    """
    query = STORIES.order_by(story.c.sort_at.desc(), story.c.id)
    if label is not None:
        query = query.where(story.c.label == label)
    elif ids is None:
        query = query.where(IS_SHOWN)
    if ids is None:
        chosen = list(connection.execute(query.limit(limit)))
    else:
        rows = batched(connection, query, story.c.id, ids)
        chosen = sorted(rows, key=lambda row: (-row.sort_at.timestamp(), row.id))[:limit]
    names = [row.id for row in chosen]
    articles = articles_by_story(connection, names)
    agreements = _agreement_ids(connection, names)
    decided = reviews_of(connection, chosen)
    return [
        as_story(row, articles[row.id], agreements[row.id], decided.get(row.review))
        for row in chosen
    ]


def agreements(
    connection: Connection,
    ids: Sequence[str] | None = None,
    of_stories: Sequence[str] | None = None,
) -> list[KeptAgreement]:
    """Return agreements, those of the newest stories first; all of them where nothing is given."""
    query = select(agreement, story.c.sort_at).join(story, story.c.id == agreement.c.story)
    query = query.where(IS_SHOWN)
    wanted = None if ids is None else set(ids)
    if of_stories is not None:
        rows = batched(connection, _ACCOUNTS.where(IS_SHOWN), account.c.story, of_stories)
        found = {row.agreement for row in rows}
        wanted = found if wanted is None else wanted & found
    chosen = list(batched(connection, query, agreement.c.id, wanted))
    chosen.sort(key=lambda row: (-row.sort_at.timestamp(), row.story, row.place, row.id))
    return _kept(connection, chosen, {})


def agreements_by_story(
    connection: Connection, names: Sequence[str], articles: dict[str, list[ArticleRef]]
) -> dict[str, list[KeptAgreement]]:
    """Return what each story tells of, in its order; ``articles`` are those of the stories."""
    own = [*batched(connection, _ACCOUNTS, account.c.story, names)]
    query = select(agreement)
    rows = [*batched(connection, query, agreement.c.id, {row.agreement for row in own})]
    kept = {one.id: one for one in _kept(connection, rows, articles)}
    found: dict[str, list[KeptAgreement]] = defaultdict(list)
    for row in own:
        found[row.story].append(kept[row.agreement])
    return found


def _kept(
    connection: Connection, rows: Sequence[Row[Any]], articles: dict[str, list[ArticleRef]]
) -> list[KeptAgreement]:
    """Make agreements of their rows; ``articles`` are those of stories that are known already."""
    told: dict[str, list[str]] = defaultdict(list)
    shown = _ACCOUNTS.where(IS_SHOWN)
    for row in batched(connection, shown, account.c.agreement, {row.id for row in rows}):
        told[row.agreement].append(row.story)
    others = {name for names in told.values() for name in names if name not in articles}
    everything = articles | articles_by_story(connection, others)
    return [_as_agreement(row, told[row.id], everything) for row in rows]


def _as_agreement(
    row: Row[Any], stories: Sequence[str], articles: dict[str, list[ArticleRef]]
) -> KeptAgreement:
    """Make an agreement of its row; the whole is parsed and checked once, which is fastest."""
    names = json.dumps([row.story, *(name for name in stories if name != row.story)])
    own = f'{{"id":"{row.id}","stories":{names},'
    kept = KeptAgreement.model_validate_json(own + row.body[1:])
    if len(kept.stories) == 1:
        return kept.model_copy(update={"articles": tuple(articles[row.story])})
    found = [one for name in kept.stories for one in articles[name]]
    found.sort(key=first_published)
    return kept.model_copy(update={"articles": tuple({one.url: one for one in found}.values())})


def explain(connection: Connection, url_or_id: str) -> Explanation | None:
    """Return what is known of a page, or of the lead article of a story or of an agreement."""
    found = pages.find_page(connection, url_or_id) or _lead_of(connection, url_or_id)
    if found is None:
        return None
    number, state = found
    name = connection.execute(
        select(article.c.story).where(article.c.page == number)
    ).scalar_one_or_none()
    own = next(iter(stories(connection, ids=[name])), None) if name else None
    told = versions.versions_of(connection, number)
    is_merged = own is not None and own.id == current_id(connection, url_or_id) != url_or_id
    return Explanation(
        page=state,
        reading=pages.reading_of(connection, number),
        story=name,
        articles=own.articles if own else (),
        versions=told if len(told) > 1 else (),
        former_story=None if name else versions.former_story(connection, number),
        merged=url_or_id if is_merged else None,
        label=own.label if own else None,
        review=own.review if own else None,
        reviews=reviews.of_page(connection, number),
    )


def counts(connection: Connection) -> Counts:
    """Count what the store holds."""

    def count(query: Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    everything = select(func.count()).select_from(story)
    shown = select(story.c.id).where(IS_SHOWN)
    ours = article.c.story.in_(shown)
    distinct = select(article.c.story, article.c.same_as).where(ours).distinct().subquery()
    agreed = select(func.count()).select_from(agreement).where(agreement.c.story.in_(shown))
    return Counts(
        sites=count(select(func.count(page.c.site.distinct()))),
        pages=count(select(func.count()).select_from(page)),
        articles=count(select(func.count()).select_from(distinct)),
        stories=count(everything.where(story.c.label == Label.PARTNERSHIP)),
        candidates=count(everything.where(story.c.label == Label.CANDIDATE)),
        agreements=count(agreed),
    )


def reviews_of(connection: Connection, stories: Iterable[Row[Any]]) -> dict[int, Review]:
    """Return the decisions that rows of ``STORIES`` follow, by number."""
    return reviews.by_number(connection, [row.review for row in stories if row.review is not None])


def as_story(
    row: Row[Any], articles: Iterable[ArticleRef], names: Iterable[str], decided: Review | None
) -> Story:
    """Make a story of a row of ``STORIES``, its articles, its agreements' ids and its decision."""
    return Story(
        id=row.id,
        title=row.title,
        published=row.published,
        label=row.label,
        probability=row.probability,
        language=row.language,
        text=_LeadReading.model_validate_json(row.body).article.text,
        articles=tuple(articles),
        agreements=tuple(names),
        withdrawn=row.withdrawn,
        review=decided,
    )


def story_of(connection: Connection, identity: str) -> Row[Any] | None:
    """Return the row of a story, by its id or by that of an agreement that it speaks for."""
    name = current_id(connection, identity)
    owner = select(agreement.c.story).where(agreement.c.id == name)
    query = select(story).where((story.c.id == name) | (story.c.id.in_(owner)))
    return connection.execute(query).one_or_none()


def _lead_of(connection: Connection, identity: str) -> tuple[int, PageState] | None:
    found = story_of(connection, identity)
    if found is None:
        return None
    lead = select(page.c.url).where(page.c.id == found.lead)
    return pages.find_page(connection, connection.execute(lead).scalar_one())


def batched(
    connection: Connection,
    query: Select[Any],
    column: Any,
    values: Collection[str] | Collection[int] | None,
) -> Iterator[Row[Any]]:
    """Yield the rows of ``query`` whose ``column`` is one of ``values``; all where that is null."""
    if values is None:
        yield from connection.execute(query)
        return
    for batch in batches(values):
        yield from connection.execute(query.where(column.in_(batch))).all()


def articles_by_story(
    connection: Connection, names: Collection[str]
) -> dict[str, list[ArticleRef]]:
    """Return the articles of stories; of one under several addresses, the canonical one."""
    grouped: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in batched(connection, _ARTICLES, article.c.story, names):
        shown = grouped[row.story].get(row.same_as)
        if shown is None or _shown_first(row) > _shown_first(shown):
            grouped[row.story][row.same_as] = row
    found: dict[str, list[ArticleRef]] = defaultdict(list)
    for name, rows in grouped.items():
        found[name] = [_as_ref(row) for row in sorted(rows.values(), key=publication_order)]
    return found


def _shown_first(row: Row[Any]) -> tuple[bool, bool, int]:
    return (row.withdrawn is None, row.key == row.same_as, -row.page)


def _as_ref(row: Row[Any]) -> ArticleRef:
    return ArticleRef(
        url=row.url,
        site=row.site,
        title=row.title,
        published=row.published,
        withdrawn=row.withdrawn,
        corrects=row.corrected,
        note=row.note,
    )


def _agreement_ids(connection: Connection, names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in batched(connection, _ACCOUNTS, account.c.story, names):
        found[row.story].append(row.agreement)
    return found
