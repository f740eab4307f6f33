"""What people say of agreements: a log of each field, of which the last word counts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from model.records import Agreement
from model.values import in_force, says_otherwise
from store.database import batches
from store.desk_tables import agreement_value
from store.records import ValueAct, ValueRow
from store.texts import clean


class Said(NamedTuple):
    """What a person says of a field, and what the news said of it then."""

    value: JsonValue
    news: JsonValue
    by: str
    at: datetime
    note: str | None


class Saying(NamedTuple):
    """Who says something, when, and why."""

    by: str
    at: datetime
    note: str | None


def current(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, Said]]:
    """Return what people say of agreements now, by their ids and fields.

    An agreement of which all was withdrawn is among them; one that nobody spoke of is not.
    """
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for batch in batches(ids):
        query = select(agreement_value).where(agreement_value.c.agreement.in_(batch))
        for row in connection.execute(query.order_by(agreement_value.c.id)):
            own = found[row.agreement]
            if row.act == ValueAct.WITHDRAWN:
                own.pop(row.field, None)
            else:
                own[row.field] = Said(_read(row.value), _read(row.news), row.by, row.at, row.note)
    return dict(found)


class Words(NamedTuple):
    """What somebody says of fields of an agreement; ``told`` is what the news says of it."""

    agreement: str
    values: Mapping[str, JsonValue]
    told: Mapping[str, JsonValue]
    saying: Saying
    act: ValueAct


def put(connection: Connection, *words: Words) -> None:
    """Log what is said."""
    rows = [row for one in words for row in _rows(one)]
    if rows:
        connection.execute(insert(agreement_value), rows)


def revision(connection: Connection, identity: str) -> int:
    """Return the number of the last word about an agreement; 0 where nobody said one."""
    query = select(func.max(agreement_value.c.id)).where(agreement_value.c.agreement == identity)
    return connection.execute(query).scalar_one() or 0


def history(connection: Connection, identity: str) -> tuple[ValueRow, ...]:
    """Return all that people said of an agreement, the newest first."""
    query = select(agreement_value).where(agreement_value.c.agreement == identity)
    rows = connection.execute(query.order_by(agreement_value.c.id.desc()))
    return tuple(map(_as_row, rows))


def edited(connection: Connection) -> list[str]:
    """Return the ids of agreements of which people said something."""
    return list(connection.execute(select(agreement_value.c.agreement).distinct()).scalars())


def follow(connection: Connection, old: str, target: str) -> None:
    """Let what was said of an agreement be said of the one that it proved to be."""
    own = agreement_value.c.agreement == old
    connection.execute(update(agreement_value).where(own).values(agreement=target))


def forget(connection: Connection, ids: Iterable[str], quoting: Iterable[str] = ()) -> None:
    """Forget what was said of agreements; of those ``quoting``, only what news said then."""
    own = agreement_value.c.agreement
    connection.execute(delete(agreement_value).where(own.in_(list(ids))))
    quotes = update(agreement_value).where(own.in_(list(quoting)))
    connection.execute(quotes.values(news=None))


def body_of(
    told: Agreement, own: Mapping[str, Said], news: Mapping[str, JsonValue]
) -> dict[str, Any]:
    """Return an agreement as it is in force, with who gave what.

    ``told`` is what is known of it without them, ``news`` what stories say of it today.
    """
    whole: dict[str, Any] = told.model_dump(mode="json")
    if own:
        whole = in_force(whole, {field: said.value for field, said in own.items()})
        whole["given"] = {field: _given(said, news.get(field)) for field, said in own.items()}
    return whole


def _given(said: Said, news: JsonValue) -> dict[str, Any]:
    given: dict[str, Any] = {"value": said.value, "by": said.by, "at": said.at.isoformat()}
    if said.note:
        given["note"] = said.note
    if says_otherwise(news, said.value):
        given["news"] = news
        given["conflict"] = says_otherwise(news, said.news)
    return given


def _rows(words: Words) -> Iterator[dict[str, Any]]:
    saying = words.saying
    for field, value in words.values.items():
        yield {
            "agreement": words.agreement,
            "field": field,
            "act": words.act,
            "value": _written(value),
            "news": _written(words.told.get(field)),
            "by": saying.by,
            "at": saying.at,
            "note": clean(saying.note),
        }


def _as_row(row: Row[Any]) -> ValueRow:
    return ValueRow(
        number=row.id,
        field=row.field,
        act=ValueAct(row.act),
        value=_read(row.value),
        news=_read(row.news),
        by=row.by,
        at=row.at,
        note=row.note,
    )


def _written(value: JsonValue) -> str:
    return json.dumps(clean(value), ensure_ascii=False)


def _read(text: str | None) -> JsonValue:
    found: JsonValue = None if text is None else json.loads(text)
    return found
