"""The register: every agreement once, with an account of each story that tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from model.records import Agreement, KeptAgreement, Label
from pipelines.stories.agreements import completed, match
from pipelines.stories.contradictions import Claim, Claims, contradictions, joined
from pipelines.stories.deeds import Deed, deed_of
from store import given, kinship, naming, standing
from store.recognising import Entry, entries, recognised, retire, unify
from store.standing import Standing
from store.tables import DESK, account, agreement, page, story
from store.texts import as_json, clean, is_id, new_id
from store.views import current_id

#: A story that tells of more is a round-up, which speaks for an agreement only where no other does.
_ROUND_UP = 2

_same_story = account.alias()
#: Accounts of agreements, each with what tells which of them speaks first.
_ACCOUNTS = (
    select(
        account,
        story.c.label,
        story.c.born,
        select(func.count())
        .where(_same_story.c.story == account.c.story)
        .scalar_subquery()
        .label("size"),
    )
    .join(story, story.c.id == account.c.story)
    .where(account.c.agreement.in_(bindparam("ids", expanding=True)))
)
_FIELDS = tuple(Agreement.model_fields)
_Words = dict[str, dict[str, given.Said]]
_CLAIMS: TypeAdapter[dict[str, tuple[Claim, ...]]] = TypeAdapter(dict[str, tuple[Claim, ...]])


class Account(NamedTuple):
    """What a story says of one agreement, and what each of its articles does."""

    told: Agreement
    claims: Claims


class Change(NamedTuple):
    """What an account of a story changed: ids of agreements, and the stories they are told by."""

    added: list[str]
    gone: list[str]
    stories: set[str]


def put(
    connection: Connection,
    identity: str,
    accounts: Sequence[Account],
    number: int,
    *,
    for_good: bool = False,
) -> Change:
    """Write what a story says of agreements anew; ``number`` is that of this change.

    An agreement that was known keeps its id, that of the oldest where several prove to be one. One
    that no story tells of any more goes, but where people said something of it: then it stands
    alone, unless the story goes ``for_good``.
    """
    deeds = [deed_of(one.told) for one in accounts]
    own = entries(connection, account.c.story == identity)
    names = recognised(connection, identity, own, deeds)
    gone = unify(connection, identity, names, deeds)
    added = _new_entries(connection, identity, names, number)
    left = [entry for entry in own if entry.id not in {*names, *gone}]
    _write(connection, identity, names, accounts)
    alone = [] if for_good else _left_alone(connection, left, deeds, number)
    gone += _without_accounts(connection, left, names, deeds, alone)
    touched = {*(entry.id for entry in left), *filter(None, names)} - set(gone)
    return Change(added, gone, renew(connection, touched) - {identity})


def renew(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Put agreements together anew of what stories and people say; return who tells of them.

    So are those that they go back to, or did until now, and others of the same two sides, which
    may go back to them.
    """
    wanted = set(ids)
    before = naming.parents(connection, wanted)
    tellers = _put_bodies(connection, wanted, given.current(connection, wanted))
    beside = kinship.beside(connection, wanted)
    tellers |= _put_bodies(connection, beside, given.current(connection, beside))
    older = before | naming.parents(connection, wanted | beside)
    return tellers | _put_bodies(connection, older, given.current(connection, older))


def told(connection: Connection, identity: str) -> Agreement | None:
    """Return what stories say of an agreement, without people; null where none tells of it."""
    rows = connection.execute(_ACCOUNTS, {"ids": [identity]}).all()
    return _told_by(sorted((row for row in rows if row.label != DESK), key=_speaks_first))


def move(connection: Connection, source: str, target: str) -> None:
    """Let ``target`` tell what ``source`` did; :func:`put` is then to put its accounts in order."""
    both = select(account.c.agreement).where(account.c.story == target)
    twice = (account.c.story == source) & account.c.agreement.in_(both)
    connection.execute(delete(account).where(twice))
    first_free = select(func.count()).where(account.c.story == target).scalar_subquery()
    connection.execute(
        update(account)
        .where(account.c.story == source)
        .values(story=target, place=account.c.place + first_free)
    )
    connection.execute(update(agreement).where(agreement.c.story == source).values(story=target))


def _new_entries(
    connection: Connection, identity: str, names: list[str | None], number: int
) -> list[str]:
    """Make an entry for each agreement that has none; return their ids."""
    added = []
    for place, name in enumerate(names):
        if name is None:
            names[place] = new_id("a")
            added.append(str(names[place]))
    rows = [
        {"id": name, "story": identity, "place": place, "body": "{}", "born": number}
        for place, name in enumerate(names)
        if name in added
    ]
    if rows:
        connection.execute(insert(agreement), rows)
    return added


def _write(
    connection: Connection,
    identity: str,
    names: Sequence[str | None],
    accounts: Sequence[Account],
) -> None:
    connection.execute(delete(account).where(account.c.story == identity))
    rows = [
        {
            "story": identity,
            "agreement": name,
            "place": place,
            "body": as_json(one.told),
            "claims": json.dumps(clean(_CLAIMS.dump_python(one.claims, mode="json"))),
        }
        for place, (name, one) in enumerate(zip(names, accounts, strict=True))
    ]
    if rows:
        connection.execute(insert(account), rows)


def _left_alone(
    connection: Connection, left: Sequence[Entry], deeds: Sequence[Deed], number: int
) -> list[str]:
    """Let stand alone what people said something of and no story tells any more."""
    lost = [one for one in _untold(connection, left) if match(one.deed, deeds, set()) is None]
    said = given.current(connection, [entry.id for entry in lost])
    alone = [entry for entry in lost if said.get(entry.id)]
    for entry in alone:
        own = agreement.c.id == entry.id
        query = select(story.c.sort_at).where(story.c.id == entry.story)
        at = connection.execute(query).scalar_one()
        told = Agreement.model_validate_json(entry.body)
        name = standing.stand(connection, entry.id, number, at, told)
        connection.execute(update(agreement).where(own).values(story=name, place=0))
        standing.put_accounts(connection, {entry.id: told})
    return [entry.id for entry in alone]


def _without_accounts(
    connection: Connection,
    left: Sequence[Entry],
    names: Sequence[str | None],
    deeds: Sequence[Deed],
    alone: Sequence[str],
) -> list[str]:
    """Remove what no story tells of any more; its id leads to what it proved to be."""
    gone = [entry for entry in _untold(connection, left) if entry.id not in alone]
    for entry in gone:
        connection.execute(delete(agreement).where(agreement.c.id == entry.id))
        twin = match(entry.deed, deeds, set())
        if twin is not None:
            retire(connection, entry.id, str(names[twin]))
    return [entry.id for entry in gone]


def _untold(connection: Connection, left: Sequence[Entry]) -> list[Entry]:
    """Return what has no account any more."""
    ids = [entry.id for entry in left]
    query = select(account.c.agreement).where(account.c.agreement.in_(ids))
    told = set(connection.execute(query).scalars()) if ids else set()
    return [entry for entry in left if entry.id not in told]


def _put_bodies(connection: Connection, ids: Iterable[str], said: _Words) -> set[str]:
    """Put together what stories and people say of agreements; return the stories that tell."""
    wanted = sorted(ids)
    if not wanted:
        return set()
    grouped: dict[str, list[Row[Any]]] = {name: [] for name in wanted}
    for row in connection.execute(_ACCOUNTS, {"ids": wanted}):
        grouped[row.agreement].append(row)
    known = _Known(
        said,
        standing.found(connection, wanted),
        naming.children(connection, wanted),
    )
    # Without rows it was deleted, and another one still goes back to it.
    bodies = [
        _body(connection, name, sorted(_shown(rows), key=_speaks_first), known)
        for name, rows in grouped.items()
        if rows
    ]
    _write_bodies(connection, bodies)
    return {row.story for rows in grouped.values() for row in rows}


def _shown(rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    return [row for row in rows if row.label != Label.OTHER] or rows


class _Known(NamedTuple):
    """What is known of agreements beside their accounts, by their ids."""

    said: _Words
    standing: dict[str, Standing]
    children: dict[str, dict[str, list[str]]]


def _speaks_first(row: Row[Any]) -> tuple[bool, bool, bool, int, str]:
    is_round_up = row.size > _ROUND_UP
    return (row.label == DESK, row.label != Label.PARTNERSHIP, is_round_up, row.born, row.story)


class _Body(NamedTuple):
    """An agreement put together: its row, itself, and how it stands without stories, if so."""

    row: dict[str, Any]
    kept: KeptAgreement
    alone: Standing | None
    is_told: bool


def _body(connection: Connection, name: str, rows: Sequence[Row[Any]], known: _Known) -> _Body:
    news = [row for row in rows if row.label != DESK]
    alone = known.standing.get(name)
    told = _told_by(news)
    said = known.said.get(name, {})
    base = told or (alone.told if alone else standing.NOTHING_TOLD)
    body = given.body_of(base, said, told.model_dump(mode="json") if told else {})
    if told is not None and "parent" not in said and news[0].size == 1:
        found = kinship.mother(connection, name, told, news[0].story)
        if found is not None:
            body["parent"] = found.agreement
            body["evidence"]["parent"] = found.evidence
    if is_id(body.get("parent")):
        body["parent"] = current_id(connection, body["parent"])
    claims = joined(_CLAIMS.validate_json(row.claims) for row in news)
    against = {field: one for field, one in contradictions(claims).items() if field not in said}
    if against:
        body["contradictions"] = _with_addresses(connection, against)
    if alone and alone.entered:
        body["entered"] = alone.entered.model_dump(mode="json")
    for act, ids in known.children.get(name, {}).items():
        body[f"{act}_by"] = ids
    kept = KeptAgreement.model_validate({**body, "id": name, "stories": ()})
    row = {
        "own": name,
        "story": rows[0].story,
        "place": rows[0].place,
        "body": json.dumps(clean(body), ensure_ascii=False),
        **naming.columns(kept),
    }
    return _Body(row, kept, alone, is_told=bool(news))


def _write_bodies(connection: Connection, bodies: Sequence[_Body]) -> None:
    if not bodies:
        return
    own = agreement.c.id == bindparam("own")
    connection.execute(update(agreement).where(own), [one.row for one in bodies])
    naming.put(connection, {one.kept.id: one.kept for one in bodies})
    _put_standing(connection, [one for one in bodies if one.alone])


def _told_by(rows: Sequence[Row[Any]]) -> Agreement | None:
    """Put together what stories say; null where there are none."""
    if not rows:
        return None
    return completed(Agreement.model_validate_json(row.body) for row in rows)


def _put_standing(connection: Connection, bodies: Sequence[_Body]) -> None:
    """Keep what can stand alone as it is now; what stories tell again need not, unless entered."""
    again = [one for one in bodies if one.is_told and one.alone and one.alone.entered is None]
    for one in again:
        standing.remove(connection, one.kept.id)
    left = [one for one in bodies if one not in again]
    standing.put_accounts(connection, {one.kept.id: _whole(one.kept) for one in left})
    standing.forget_shown(connection, [one.kept.id for one in left if one.is_told])


def _whole(kept: KeptAgreement) -> Agreement:
    return Agreement.model_validate({field: getattr(kept, field) for field in _FIELDS})


def _with_addresses(connection: Connection, against: Claims) -> dict[str, list[dict[str, Any]]]:
    numbers = {source for told in against.values() for claim in told for source in claim.sources}
    query = select(page.c.id, page.c.url).where(page.c.id.in_(numbers))
    urls = {row.id: row.url for row in connection.execute(query)}
    return {
        field: [
            {
                "value": claim.value,
                "articles": [urls[source] for source in claim.sources if source in urls],
            }
            for claim in told
        ]
        for field, told in against.items()
    }
