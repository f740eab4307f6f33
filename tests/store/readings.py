"""Readings for store tests, made from a few words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from model.records import (
    Agreement,
    Article,
    Instrument,
    Judgement,
    Label,
    Party,
    PartyKind,
    PublishedBasis,
    Reading,
    SignedOnBasis,
    Unit,
    UnitKind,
    UnitRole,
)
from model.urls import site_of
from store import PageState

MORNING = datetime(2026, 1, 29, 1, 0, tzinfo=UTC)


def text_about(unit: str, partner: str, seed: int = 0) -> str:
    """A short release; another seed gives another one in other words."""
    rows = []
    for number in range(12):
        word = f"kata{seed}x{number}"
        rows.append(
            f"Pada bagian {word} acara itu, {unit} dan {partner} membahas {word}a serta {word}b "
            f"untuk warga binaan di ruang {word}c bersama petugas {word}d."
        )
    return "\n".join(rows)


def agreement(
    unit: str = "Lapas Kelas IIB Cempaka",
    partner: str = "Pemerintah Kota Seruni",
    signed_on: date | None = date(2026, 1, 28),
    **other: object,
) -> Agreement:
    values: dict[str, object] = {
        "kind": Instrument.PERJANJIAN_KERJA_SAMA,
        "parties": (
            Party(name=unit, kind=PartyKind.PEMASYARAKATAN),
            Party(name=partner, kind=PartyKind.PEMERINTAH_DAERAH),
        ),
        "units": (Unit(name=unit, kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY),),
        "signed_on": signed_on,
        "signed_on_basis": SignedOnBasis.STATED if signed_on else SignedOnBasis.NONE,
        **other,
    }
    return Agreement.model_validate(values)


def reading(
    url: str = "https://harian.example/berita/satu",
    label: Label = Label.PARTNERSHIP,
    agreements: tuple[Agreement, ...] | None = None,
    text: str | None = None,
    **article: object,
) -> Reading:
    """A reading of a partnership story, or of another label."""
    told = (agreement(),) if agreements is None else agreements
    values: dict[str, object] = {
        "title": "Lapas Cempaka teken PKS dengan Pemkot Seruni",
        "text": text or text_about("Lapas Cempaka", "Pemkot Seruni"),
        "published": MORNING,
        "published_basis": PublishedBasis.META,
        "language": "id",
        **article,
    }
    return Reading(
        url=url,
        article=Article.model_validate(values),
        judgement=Judgement(label=label, probability=0.97 if label is Label.PARTNERSHIP else 0.4),
        agreements=told if label is Label.PARTNERSHIP else (),
    )


def state(read: Reading | str, outcome: str = "partnership", **other: object) -> PageState:
    url = read if isinstance(read, str) else read.url
    values: dict[str, object] = {
        "url": url,
        "site": site_of(url),
        "fetched_at": MORNING + timedelta(hours=1),
        "outcome": outcome,
        **other,
    }
    return PageState.model_validate(values)
