"""The register: every agreement once, with an account of each story that tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from model.records import Agreement, Label
from pipelines.stories.agreements import completed, match
from pipelines.stories.contradictions import Claim, Claims, contradictions, joined
from pipelines.stories.deeds import Deed, deed_of
from store import naming
from store.recognising import Entry, entries, recognised, retire, unify
from store.tables import account, agreement, page, story
from store.texts import as_json, clean, new_id

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


def put(connection: Connection, identity: str, accounts: Sequence[Account], number: int) -> Change:
    """Write what a story says of agreements anew; ``number`` is that of this change.

    An agreement that was known keeps its id, that of the oldest where several prove to be one.
    """
    deeds = [deed_of(one.told) for one in accounts]
    own = entries(connection, account.c.story == identity)
    names = recognised(connection, identity, own, deeds)
    gone = unify(connection, identity, names, deeds)
    added = _new_entries(connection, identity, names, number)
    left = [entry for entry in own if entry.id not in {*names, *gone}]
    _write(connection, identity, names, accounts)
    gone += _without_accounts(connection, left, names, deeds)
    touched = {*(entry.id for entry in left), *filter(None, names)} - set(gone)
    return Change(added, gone, _put_bodies(connection, touched) - {identity})


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


def _without_accounts(
    connection: Connection,
    left: Sequence[Entry],
    names: Sequence[str | None],
    deeds: Sequence[Deed],
) -> list[str]:
    """Remove what no story tells of any more; its id leads to what it proved to be."""
    ids = [entry.id for entry in left]
    if not ids:
        return []
    told = set(
        connection.execute(
            select(account.c.agreement).where(account.c.agreement.in_(ids))
        ).scalars()
    )
    gone = [entry for entry in left if entry.id not in told]
    for entry in gone:
        connection.execute(delete(agreement).where(agreement.c.id == entry.id))
        twin = match(entry.deed, deeds, set())
        if twin is not None:
            retire(connection, entry.id, str(names[twin]))
    return [entry.id for entry in gone]


def _put_bodies(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Put together what all accounts of agreements say; return the stories that tell of them."""
    wanted = sorted(ids)
    if not wanted:
        return set()
    grouped: dict[str, list[Row[Any]]] = {name: [] for name in wanted}
    for row in connection.execute(_ACCOUNTS, {"ids": wanted}):
        grouped[row.agreement].append(row)
    for name, rows in grouped.items():
        shown = [row for row in rows if row.label != Label.OTHER]
        _put_body(connection, name, sorted(shown or rows, key=_speaks_first))
    return {row.story for rows in grouped.values() for row in rows}


def _speaks_first(row: Row[Any]) -> tuple[bool, bool, int, str]:
    is_round_up = row.size > _ROUND_UP
    return (row.label != Label.PARTNERSHIP, is_round_up, row.born, row.story)


def _put_body(connection: Connection, name: str, rows: Sequence[Row[Any]]) -> None:
    told = completed(Agreement.model_validate_json(row.body) for row in rows)
    body = told.model_dump(mode="json")
    claims = joined(_CLAIMS.validate_json(row.claims) for row in rows)
    if against := contradictions(claims):
        body["contradictions"] = _with_addresses(connection, against)
    connection.execute(
        update(agreement)
        .where(agreement.c.id == name)
        .values(
            story=rows[0].story,
            place=rows[0].place,
            body=json.dumps(clean(body), ensure_ascii=False),
            **naming.columns(told),
        )
    )
    naming.put(connection, name, told)


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
