"""Pencocokan: document without news, news without document, both, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from desk.importing.comparing import same
from model.exceptions import InputError, NotFoundError
from model.records import KeptAgreement, Record
from model.values import NEWS_FIELDS
from store import Choice, KeptRow, RegisterFilter, Settled, Store

#: Fields that document and news are compared in: what else they say is put too differently.
COMPARED = tuple(field for field in NEWS_FIELDS if field not in {"scope", "place", "partner_kinds"})
#: Numbers and addresses that only a document gives.
_OF_PAPERS = ("number_ours", "number_theirs", "document_url")


class Side(StrEnum):
    """What there is of an agreement."""

    DOCUMENT = "document"
    NEWS = "news"
    BOTH = "both"
    DIFFERENT = "different"


class Difference(Record):
    """A field of which document and news say different things; ``source`` names the document's."""

    field: str
    document: JsonValue
    source: str
    news: JsonValue
    articles: tuple[str, ...] = ()


class Reconciled(Record):
    """An agreement, what there is of it, and where that differs; ``rows`` are those of files."""

    agreement: KeptAgreement
    side: Side
    differences: tuple[Difference, ...] = ()
    rows: tuple[KeptRow, ...] = ()


class Reconciliation(Record):
    """All agreements of a period, by what there is of them.

    ``waiting`` are rows of spreadsheets of which nobody said which agreement they are. ``undated``
    counts agreements without a day of signing, which no period holds.
    """

    items: tuple[Reconciled, ...]
    waiting: tuple[KeptRow, ...] = ()
    undated: int = 0

    def of(self, side: Side) -> tuple[Reconciled, ...]:
        """Return the agreements of one list."""
        return tuple(one for one in self.items if one.side is side)

    @property
    def counts(self) -> dict[str, int]:
        """How many agreements each list has."""
        return {side.value: len(self.of(side)) for side in Side}


class Wanted(Record):
    """What is compared: all that was signed between two days, of a unit, in a province."""

    signed: tuple[date | None, date | None] = (None, None)
    unit: str | None = None
    province: str | None = None

    def filter(self, *, dated: bool = True) -> RegisterFilter:
        """Return what is asked of the register; without its days where they are left out."""
        signed = self.signed if dated else (None, None)
        return RegisterFilter(signed=signed, unit=self.unit, province=self.province)


def reconcile(store: Store, wanted: Wanted) -> Reconciliation:
    """Put side by side what documents and news say, once for each state of the store."""
    return store.overview.kept(("reconcile", wanted), lambda: _reconciliation(store, wanted))


def _reconciliation(store: Store, wanted: Wanted) -> Reconciliation:
    kept = [one for part in store.overview.parts(wanted.filter()) for one in part]
    ids = [one.id for one in kept]
    rows, settled = store.imports.of(ids), store.imports.settled(ids)
    items = tuple(
        _reconciled(store, one, tuple(rows.get(one.id, ())), settled.get(one.id, {}))
        for one in kept
    )
    waiting = tuple(row for row in store.imports.waiting() if _is_wanted(row, wanted))
    return Reconciliation(items=items, waiting=waiting, undated=_undated(store, wanted))


def settle(store: Store, identity: str, field: str, choice: Choice, by: str, at: datetime) -> None:
    """Decide which of document and news is right about a field: that is in force then.

    Raises:
        NotFoundError: there is no such agreement.
        InputError: the two say the same of the field, or one says nothing.
    """
    kept = store.agreement(identity)
    if kept is None:
        raise NotFoundError(f"no agreement has the id {identity}")
    rows = tuple(store.imports.of([kept.id]).get(kept.id, ()))
    settled = store.imports.settled([kept.id]).get(kept.id, {})
    found = {one.field: one for one in _reconciled(store, kept, rows, settled).differences}
    if field not in found:
        raise InputError(f"{kept.id}: document and news do not differ in {field!r}")
    one = found[field]
    if choice is Choice.DOCUMENT:
        store.desk.edit(kept.id, {field: one.document}, by, at, one.source)
    elif field in kept.given:
        store.desk.withdraw(kept.id, field, by, at)
    store.imports.settle(kept.id, field, Settled(one.document, one.news, choice), by, at)


def _undated(store: Store, wanted: Wanted) -> int:
    """Count what a period leaves out because nobody tells the day."""
    if wanted.signed == (None, None):
        return 0
    everything = store.overview.find(wanted.filter(dated=False)).total
    days = (date.min, date.max)
    dated = RegisterFilter(signed=days, unit=wanted.unit, province=wanted.province)
    return everything - store.overview.find(dated).total


def _reconciled(
    store: Store,
    kept: KeptAgreement,
    rows: tuple[KeptRow, ...],
    settled: Mapping[str, Settled],
) -> Reconciled:
    has_document = bool(rows) or kept.entered is not None or _has_paper(kept)
    if not kept.stories:
        return Reconciled(agreement=kept, side=Side.DOCUMENT, rows=rows)
    if not has_document:
        return Reconciled(agreement=kept, side=Side.NEWS)
    differences = tuple(_differences(store, kept, rows, settled))
    side = Side.DIFFERENT if differences else Side.BOTH
    return Reconciled(agreement=kept, side=side, differences=differences, rows=rows)


def _has_paper(kept: KeptAgreement) -> bool:
    return any(getattr(kept, field) for field in _OF_PAPERS)


def _differences(
    store: Store,
    kept: KeptAgreement,
    rows: Sequence[KeptRow],
    settled: Mapping[str, Settled],
) -> Iterator[Difference]:
    told = store.desk.told(kept.id)
    news: dict[str, Any] = told.model_dump(mode="json") if told else {}
    articles = tuple(article.url for article in kept.articles)
    for field, (value, source) in _documented(kept, rows).items():
        said = news.get(field)
        if said in (None, [], "") or value in (None, [], "") or same(field, value, said):
            continue
        known = settled.get(field)
        if known is not None and (known.document, known.news) == (value, said):
            continue
        yield Difference(field=field, document=value, source=source, news=said, articles=articles)


def _documented(kept: KeptAgreement, rows: Sequence[KeptRow]) -> dict[str, tuple[JsonValue, str]]:
    """Return what people and their files say, with where they say it."""
    found: dict[str, tuple[JsonValue, str]] = {}
    for row in rows:
        place = f"{row.file}, {row.sheet}, baris {row.row}"
        found |= {field: (row.values[field], place) for field in COMPARED if field in row.values}
    for field, given in kept.given.items():
        if field in COMPARED:
            found[field] = (given.value, given.note or given.by)
    return found


def _is_wanted(row: KeptRow, wanted: Wanted) -> bool:
    units = row.values.get("units")
    ids = (
        {one.get("id") for one in units if isinstance(one, dict)}
        if isinstance(units, list)
        else set()
    )
    day = row.values.get("signed_on")
    first, last = wanted.signed
    if isinstance(day, str):
        signed = date.fromisoformat(day)
        if (first and signed < first) or (last and signed > last):
            return False
    is_near = wanted.province in (None, row.values.get("province"))
    return is_near and wanted.unit in (None, *ids)
