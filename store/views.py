"""Stories and agreements as they are read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Row, Select, func, select

from model.records import DESK_PREFIX, ArticleRef, KeptAgreement, Label, Review, Story
from store import following, pages, reviews, rows, versions
from store.database import batches
from store.order import first_published, publication_order
from store.records import Counts, Explanation, PageState
from store.rows import AccountRow, AgreementRow, ArticleRow, StoryRow
from store.tables import (
    DESK,
    IS_SHOWN,
    account,
    agreement,
    article,
    moved,
    page,
    reading,
    story,
)


class _LeadArticle(BaseModel):
    text: str
    noarchive: bool = False


class _LeadReading(BaseModel):
    """What a story takes from a reading: to read all of it would take three times as long."""

    article: _LeadArticle


def lead_text(connection: Connection, name: str) -> str:
    """Return the text that a story is told by; nothing where no article tells it."""
    query = select(reading.c.body).join(story, story.c.lead == reading.c.page)
    body = connection.execute(query.where(story.c.id == name)).scalar_one_or_none()
    return _LeadReading.model_validate_json(body).article.text if body else ""


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
    query = rows.STORIES.order_by(story.c.sort_at.desc(), story.c.id)
    if label is not None:
        query = query.where(story.c.label == label)
    elif ids is None:
        query = query.where(IS_SHOWN)
    if ids is None:
        chosen = [*map(StoryRow._make, connection.execute(query.limit(limit)))]
    else:
        found = map(StoryRow._make, batched(connection, query, story.c.id, ids))
        chosen = sorted(found, key=lambda row: (-row.sort_at.timestamp(), row.id))[:limit]
    names = [row.id for row in chosen]
    articles = articles_by_story(connection, names)
    agreements = _agreement_ids(connection, names)
    decided = reviews_of(connection, chosen)
    return [
        as_story(row, articles[row.id], agreements[row.id], decided.get(row.id)) for row in chosen
    ]


def agreements(
    connection: Connection,
    ids: Sequence[str] | None = None,
    of_stories: Sequence[str] | None = None,
) -> list[KeptAgreement]:
    """Return agreements, those of the newest stories first; all of them where nothing is given."""
    query = rows.AGREEMENTS.add_columns(story.c.sort_at, agreement.c.place)
    query = query.join(story, story.c.id == agreement.c.story).where(IS_SHOWN)
    wanted = None if ids is None else set(ids)
    if of_stories is not None:
        found = {one.agreement for one in _accounts(connection, account.c.story, of_stories)}
        wanted = found if wanted is None else wanted & found
    chosen = list(batched(connection, query, agreement.c.id, wanted))
    chosen.sort(key=lambda row: (-row.sort_at.timestamp(), row.story, row.place, row.id))
    return _kept(connection, [AgreementRow._make(row[:3]) for row in chosen], {})


def agreements_by_story(
    connection: Connection, names: Sequence[str], articles: dict[str, list[ArticleRef]]
) -> dict[str, list[KeptAgreement]]:
    """Return what each story tells of, in its order; ``articles`` are those of the stories."""
    own = [*_accounts(connection, account.c.story, names)]
    wanted = {one.agreement for one in own}
    found = map(AgreementRow._make, batched(connection, rows.AGREEMENTS, agreement.c.id, wanted))
    kept = {one.id: one for one in _kept(connection, [*found], articles)}
    told: dict[str, list[KeptAgreement]] = defaultdict(list)
    for teller, name in own:
        told[teller].append(kept[name])
    return told


def _accounts(
    connection: Connection, column: Any, values: Collection[str], *conditions: Any
) -> Iterator[AccountRow]:
    query = rows.ACCOUNTS.where(*conditions)
    return map(AccountRow._make, batched(connection, query, column, values))


def _kept(
    connection: Connection, found: Sequence[AgreementRow], articles: dict[str, list[ArticleRef]]
) -> list[KeptAgreement]:
    """Make agreements of their rows; ``articles`` are those of stories that are known already."""
    told: dict[str, list[str]] = defaultdict(list)
    wanted = {row.id for row in found}
    for teller, name in _accounts(connection, account.c.agreement, wanted, IS_SHOWN):
        told[name].append(teller)
    others = {name for names in told.values() for name in names if name not in articles}
    everything = articles | articles_by_story(connection, others)
    later = following.stories(connection, wanted)
    kept = (_as_agreement(row, told[row.id], everything) for row in found)
    return [
        one.model_copy(update={"follow_ups": later[one.id]}) if one.id in later else one
        for one in kept
    ]


def _as_agreement(
    row: AgreementRow, stories: Sequence[str], articles: dict[str, list[ArticleRef]]
) -> KeptAgreement:
    """Make an agreement of its row; the whole is parsed and checked once, which is fastest."""
    names = [row.story, *(name for name in stories if name != row.story)]
    told = json.dumps([name for name in names if not name.startswith(DESK_PREFIX)])
    own = f'{{"id":"{row.id}","stories":{told},'
    kept = KeptAgreement.model_validate_json(own + row.body[1:])
    if len(kept.stories) == 1:
        return kept.model_copy(update={"articles": tuple(articles[kept.stories[0]])})
    found = [one for name in kept.stories for one in articles[name]]
    found.sort(key=first_published)
    return kept.model_copy(update={"articles": tuple({one.url: one for one in found}.values())})


def explain(connection: Connection, url_or_id: str) -> Explanation | None:
    """Return what is known of a page, or of the lead article of a story or of an agreement."""
    found = pages.find_page(connection, url_or_id) or _lead_of(connection, url_or_id)
    if found is None:
        forgotten = pages.states_of(connection, [url_or_id]).values()
        return next((Explanation(page=one, reading=None, story=None) for one in forgotten), None)
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
    # Few are hidden, and an index names them.
    hidden = select(story.c.id).where(story.c.label == Label.OTHER)
    ours = article.c.story.not_in(hidden)
    distinct = select(article.c.story, article.c.same_as).where(ours).distinct().subquery()
    agreed = select(func.count()).select_from(agreement).where(agreement.c.story.not_in(hidden))
    return Counts(
        sites=count(select(func.count(page.c.site.distinct()))),
        pages=count(select(func.count()).select_from(page)),
        articles=count(select(func.count()).select_from(distinct)),
        stories=count(everything.where(story.c.label == Label.PARTNERSHIP)),
        candidates=count(everything.where(story.c.label == Label.CANDIDATE)),
        agreements=count(agreed),
    )


def reviews_of(connection: Connection, stories: Sequence[StoryRow]) -> dict[str, Review]:
    """Return the decisions that stories follow, by the stories' ids."""
    numbers = {row.id: row.review for row in stories if row.review is not None}
    decided = reviews.by_number(connection, numbers.values())
    return {name: decided[number] for name, number in numbers.items()}


def as_story(
    row: StoryRow, articles: Iterable[ArticleRef], names: Iterable[str], decided: Review | None
) -> Story:
    """Make a story of its row, its articles, its agreements' ids and its decision."""
    lead = _LeadReading.model_validate_json(row.body).article
    return Story(
        id=row.id,
        title=row.title,
        published=row.published,
        label=row.label,
        probability=row.probability,
        language=row.language,
        text=lead.text,
        articles=tuple(articles),
        agreements=tuple(names),
        withdrawn=row.withdrawn,
        review=decided,
        noarchive=lead.noarchive,
    )


def story_of(connection: Connection, identity: str) -> Row[Any] | None:
    """Return the row of a story, by its id or by that of an agreement that it speaks for."""
    name = current_id(connection, identity)
    owner = select(agreement.c.story).where(agreement.c.id == name)
    query = select(story).where((story.c.id == name) | (story.c.id.in_(owner)))
    query = query.where(story.c.label != DESK)
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
    grouped: dict[str, dict[str, ArticleRow]] = defaultdict(dict)
    for row in map(ArticleRow._make, batched(connection, rows.ARTICLES, article.c.story, names)):
        own = grouped[row.story]
        shown = own.get(row.same_as)
        if shown is None or _shown_first(row) > _shown_first(shown):
            own[row.same_as] = row
    found: dict[str, list[ArticleRef]] = defaultdict(list)
    for name, own in grouped.items():
        ordered = sorted(own.values(), key=publication_order) if len(own) > 1 else own.values()
        found[name] = [_as_ref(row) for row in ordered]
    return found


def _shown_first(row: ArticleRow) -> tuple[bool, bool, int]:
    return (row.withdrawn is None, row.key == row.same_as, -row.page)


def _as_ref(row: ArticleRow) -> ArticleRef:
    return ArticleRef(
        url=row.url,
        site=row.site,
        title=row.title,
        published=row.published,
        withdrawn=row.withdrawn,
        corrects=row.corrects,
        note=row.note,
    )


def _agreement_ids(connection: Connection, names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for teller, name in _accounts(connection, account.c.story, names):
        found[teller].append(name)
    return found
