"""Fill a store with many made-up stories in a minute or two, as saving them one by one would.

Run as ``python -m benchmarks.archive DIRECTORY [STORIES]``: makes ``DIRECTORY/pantau.db``, or fills
the empty database that ``PANTAU_STORE_URL`` names. Two things are left out: traces, which only
pages saved later are compared by and which would be most of the bytes, and the index queue, which
a rebuild fills.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, func, insert, select, update

from benchmarks.news import MOST_ARTICLES, Telling, story_of
from model.records import Agreement, KeptAgreement
from model.urls import site_of
from pipelines.stories import Fingerprint, richness
from pipelines.stories.deeds import deed_of
from store import PageState, Store, naming, open_store
from store.database import Database
from store.migrate import migrate
from store.pages import key_of
from store.tables import (
    account,
    agreement,
    agreement_name,
    article,
    change_counter,
    page,
    reading,
    story,
)
from store.texts import new_id

STORIES = 200_000
#: Stories written at once.
_BATCH = 1_000
#: In the order of their references.
_TABLES = (page, reading, story, article, agreement, agreement_name, account)
#: Stories that are read back as a check, spread over all.
_SAMPLE = 200

#: Rows of the tables of these names.
_Rows = dict[str, list[dict[str, Any]]]


def fill(address: str, count: int = STORIES) -> None:
    """Write ``count`` stories into the empty database at an SQLAlchemy ``address``."""
    database = Database(address)
    migrate(database)
    try:
        with ProcessPoolExecutor(mp_context=get_context("forkserver")) as workers:
            for rows in workers.map(partial(_rows, count=count), range(0, count, _BATCH)):
                with database.write() as connection:
                    for table in _TABLES:
                        connection.execute(insert(table), rows[table.name])
        with database.write() as connection:
            _go_on_after(connection, count * MOST_ARTICLES)
    finally:
        database.close()


def check(store: Store, count: int) -> None:
    """Read a sample of the ``count`` stories back, and compare what the store counts."""
    ids = [name for name, _ in store.versions() if name.startswith("s")]
    assert len(ids) == count
    for told in store.told(ids[:: max(1, count // _SAMPLE)]):
        assert told.story.text
        assert tuple(kept.id for kept in told.agreements) == told.story.agreements
    counts = store.counts()
    assert counts.stories + counts.candidates == count
    assert counts.articles == counts.pages >= count


def address_in(directory: Path) -> str:
    """Return the address of the store that is filled in ``directory``."""
    return f"sqlite:///{directory / 'pantau.db'}"


def state_of(telling: Telling) -> PageState:
    """Return what is remembered of the page of an article."""
    read = telling.reading
    assert read.judgement is not None
    return PageState(
        url=read.url,
        site=site_of(read.url),
        fetched_at=telling.fetched_at,
        outcome=read.judgement.label,
    )


def _rows(first: int, count: int) -> _Rows:
    """Make the rows of a batch of stories."""
    rows: _Rows = defaultdict(list)
    for number in range(first, min(first + _BATCH, count)):
        _add_story(rows, number)
    return rows


def _add_story(rows: _Rows, number: int) -> None:
    tellings = story_of(number)
    name = new_id("s")
    # Pages and changes are numbered with gaps, so that every story's are known beforehand.
    lead = number * MOST_ARTICLES + 1
    for place, telling in enumerate(tellings):
        _add_article(rows, lead + place, name, telling)
    first = rows["article"][-len(tellings)]
    rows["story"].append(
        {
            "id": name,
            "version": lead + len(tellings) - 1,
            "sort_at": first["published"],
            "lead": lead,
            **{field: first[field] for field in ("label", "title", "published", "language")},
            "probability": first["probability"],
        }
    )
    for place, told in enumerate(tellings[0].reading.agreements):
        _add_agreement(rows, name, place, told)


def _add_agreement(rows: _Rows, name: str, place: int, told: Agreement) -> None:
    own = {"story": name, "place": place, "body": _json(told)}
    identity = new_id("a")
    kept = KeptAgreement(**dict(told), id=identity, stories=(name,))
    rows["agreement"].append({**own, "id": identity, **naming.columns(kept)})
    rows["agreement_name"] += naming.rows(identity, kept)
    rows["account"].append({**own, "agreement": identity, "claims": "{}"})


def _add_article(rows: _Rows, number: int, name: str, telling: Telling) -> None:
    read = telling.reading
    told, judged = read.article, read.judgement
    assert told is not None
    assert judged is not None
    body, key = _json(read), key_of(read.url)
    rows["page"].append({**dict(state_of(telling)), "id": number, "key": key})
    rows["reading"].append(
        {
            "page": number,
            "digest": sha256(body.encode()).hexdigest(),
            "body": body,
            "since": telling.fetched_at,
            "seen": telling.fetched_at,
        }
    )
    print_ = Fingerprint(
        shingles=frozenset(),
        names=frozenset(),
        pairs=frozenset(),
        deeds=tuple(map(deed_of, read.agreements)),
        published=None,
    )
    rows["article"].append(
        {
            "page": number,
            "story": name,
            "same_as": key,
            "title": told.title,
            "published": told.published,
            "first_seen": telling.fetched_at,
            "label": judged.label,
            "probability": judged.probability,
            "language": told.language,
            "richness": 10 * richness(read.agreements),
            "agreements": json.dumps([_json(agreed) for agreed in read.agreements]),
            "facts": print_.facts(),
            "shingles": print_.packed(),
        }
    )


def _json(record: BaseModel) -> str:
    """What ``store.texts.as_json`` returns, for text that needs no cleaning."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False)


def _go_on_after(connection: Connection, last: int) -> None:
    """Number the next page and the next change after ``last``."""
    connection.execute(update(change_counter).values(last=last))
    if connection.dialect.name == "postgresql":
        sequence = select(func.pg_get_serial_sequence("page", "id")).scalar_subquery()
        connection.execute(select(func.setval(sequence, last)))


def main() -> None:
    """Fill a store, check it, and say how long it took."""
    directory = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else STORIES
    directory.mkdir(parents=True, exist_ok=True)
    address = os.environ.get("PANTAU_STORE_URL", address_in(directory))
    start = time.perf_counter()
    fill(address, count)
    print(f"{count} stories in {time.perf_counter() - start:.0f} s")
    with open_store(address, directory) as store:
        check(store, count)
        print(store.counts().model_dump_json(indent=2))


if __name__ == "__main__":
    main()
