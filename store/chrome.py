"""The lines of each site's articles, by which those that recur are known."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from model.records import Article
from pipelines.read.recurring import FORGOTTEN_AFTER, Line, candidates, counted, is_chrome
from store.database import upsert
from store.site_tables import chrome_line
from store.texts import clean

#: Lines remembered of a site at most, and after how many articles the rest is forgotten.
MOST_LINES = 500
_TIDIED_EVERY = 10
#: Lines of so many articles may be those of one story and its copies.
_FEW = 3
_FIELDS = tuple(chrome_line.c[name] for name in Line._fields)


def learn(connection: Connection, site: str, article: Article, day: date) -> None:
    """Count the lines of an article that was read on ``site`` for the first time.

    ``day`` is the one of its publication.
    """
    seen = candidates([*article.text.splitlines(), *article.cut])
    if not seen:
        return
    number = _articles(connection, site) + 1
    query = select(*_FIELDS).where(chrome_line.c.key.in_([_key(site, each) for each in seen]))
    known = {row.digest: _line(row) for row in connection.execute(query)}
    lines = counted(known, seen, number, article.title, day)
    upsert(connection, chrome_line, [clean(_row(site, line)) for line in lines], "key")
    if number % _TIDIED_EVERY == 0:
        _forget(connection, site, number)


def chrome_of(connection: Connection, site: str) -> list[Line]:
    """Return the lines that are chrome on ``site``, the most frequent first."""
    articles = _articles(connection, site)
    query = (
        select(*_FIELDS)
        .where(chrome_line.c.site == site, chrome_line.c.articles > 1)
        .order_by(chrome_line.c.articles.desc(), chrome_line.c.text)
    )
    lines = map(_line, connection.execute(query))
    return [line for line in lines if is_chrome(line, articles)]


def forget_article(connection: Connection, site: str, text: str) -> None:
    """Forget the lines of an article that few others have."""
    keys = [_key(site, digest) for digest in candidates(text.splitlines())]
    few = chrome_line.c.articles <= _FEW
    connection.execute(delete(chrome_line).where(chrome_line.c.key.in_(keys), few))


def _articles(connection: Connection, site: str) -> int:
    query = select(func.max(chrome_line.c.last)).where(chrome_line.c.site == site)
    return connection.execute(query).scalar_one() or 0


def _forget(connection: Connection, site: str, number: int) -> None:
    """Forget lines that are seen no more, and of the rest those seen once and long ago."""
    own = chrome_line.c.site == site
    connection.execute(
        delete(chrome_line).where(own, chrome_line.c.last <= number - FORGOTTEN_AFTER)
    )
    order = (chrome_line.c.articles > 1).desc(), chrome_line.c.last.desc(), chrome_line.c.key
    rest = select(chrome_line.c.key).where(own).order_by(*order).offset(MOST_LINES)
    keys = connection.execute(rest).scalars().all()
    if keys:
        connection.execute(delete(chrome_line).where(chrome_line.c.key.in_(keys)))


def _row(site: str, line: Line) -> dict[str, Any]:
    return {"key": _key(site, line.digest), "site": site, **line._asdict()}


def _key(site: str, digest: str) -> str:
    return f"{digest} {site}"


def _line(row: Row[Any]) -> Line:
    return Line(*(getattr(row, name) for name in Line._fields))
