"""Later coverage found by itself: which agreements of the register a page that was read follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from model.following import Following
from model.records import Article, Reading
from pipelines.following import Telling, follow_ups, names_paper, names_partner, telling_of
from pipelines.text.unit_ids import unit_id
from pipelines.text.units import find_units
from store import following, naming, unplaced, versions
from store.editing import tell
from store.tables import agreement_name, article
from store.views import agreements as agreements_of

#: Agreements of the offices that a page names whose partners are looked for in it.
_MOST_NAMES = 20_000
#: Agreements that are compared with a page.
_MOST_COMPARED = 200


def find(connection: Connection, number: int, new: Reading, at: datetime) -> set[str]:
    """Find what page ``number`` follows, in place of what was found before; tell the index.

    What tells of a signing of its own follows nothing: it is new, or renews. What is no story of
    ours follows only what its text says something of; where that is surely of no agreement, the
    page may be asked for again. Returns the agreements of which that changes anything.
    """
    told = new.article
    if told is None or not told.text or versions.corrects_another(new):
        return set()
    is_story = _is_story(connection, number)
    if new.agreements or not (is_story or names_paper(told.text)):
        unplaced.put(connection, number, [])
        return _put(connection, number, [], at)
    units = {own for name in _offices(told) if (own := unit_id(name))}
    telling = telling_of(told) if units else None
    found = _found(connection, telling, units) if telling else []
    if not is_story:
        found = [one for one in found if one.aspect is not None]
    waits = telling is not None and not is_story and _waits(telling, found)
    unplaced.put(connection, number, units if waits else [])
    if told.noarchive:
        found = [one.model_copy(update={"evidence": ""}) for one in found]
    return _put(connection, number, found, at)


def _put(connection: Connection, number: int, found: Iterable[Following], at: datetime) -> set[str]:
    changed = following.put_found(connection, number, found, at)
    if changed:
        tell(connection, sorted(changed))
    return changed


def _offices(told: Article) -> set[str]:
    return {mention.name for mention in find_units(f"{told.title}\n{told.text}")}


def _waits(telling: Telling, found: Iterable[Following]) -> bool:
    """Whether something is told of a paper, and surely of none that is known."""
    is_told = any(line.aspect is not None for line in telling.lines)
    return is_told and not any(one.sure for one in found)


def _found(connection: Connection, telling: Telling, units: set[str]) -> list[Following]:
    surest = sorted(_of_units(connection, telling, units))
    wanted = list(dict.fromkeys([*surest, *sorted(_of_partners(connection, telling))]))
    register = agreements_of(connection, ids=wanted[:_MOST_COMPARED]) if wanted else []
    return list(follow_ups(telling, register))


def _of_units(connection: Connection, telling: Telling, units: set[str]) -> set[str]:
    """Return the agreements of offices whose partner a story names too."""
    own = select(agreement_name.c.agreement).where(
        agreement_name.c.sort == naming.UNIT, agreement_name.c.key.in_(sorted(units))
    )
    query = select(agreement_name.c.agreement, agreement_name.c.name).where(
        agreement_name.c.agreement.in_(own), agreement_name.c.sort == naming.PARTNER
    )
    rows = connection.execute(query.limit(_MOST_NAMES)).all()
    named = {name: names_partner(telling, name) for name in {row.name for row in rows}}
    return {row.agreement for row in rows if named[row.name]}


def _of_partners(connection: Connection, telling: Telling) -> set[str]:
    """Return the agreements with partners of these very names; their offices may bear no id."""
    keys = sorted(map(naming.partner_key, telling.names))
    own = (agreement_name.c.sort == naming.PARTNER) & agreement_name.c.key.in_(keys)
    query = select(agreement_name.c.agreement).where(own).limit(_MOST_NAMES)
    return set(connection.execute(query).scalars())


def _is_story(connection: Connection, number: int) -> bool:
    query = select(article.c.page).where(article.c.page == number)
    return connection.execute(query).first() is not None
