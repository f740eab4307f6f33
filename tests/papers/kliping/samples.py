"""Klipings of any size, made of varied news, for the forms they are written in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from model.kliping import (
    Clip,
    Content,
    Coverage,
    Doubt,
    DoubtSort,
    Entry,
    Kliping,
    KlipingState,
    Origin,
    Section,
    Statement,
    Step,
)
from model.records import Instrument, SignedOnBasis, Tone

DAY = date(2026, 1, 29)
END = datetime(2026, 1, 29, 0, 30, tzinfo=UTC)
START = END - timedelta(days=1)

_UNITS = (
    "Lapas Kelas IIA Cempaka",
    "Bapas Kelas I Seruni",
    "Rutan Kelas IIB Melati",
    "LPKA Kelas I Teratai",
)
_PARTNERS = (
    "Pemerintah Kota Seruni",
    "Universitas Negeri Melati",
    "Badan Narkotika Nasional Kabupaten Teratai",
    "Yayasan Pelita Harapan Bangsa",
)
_OUTLETS = ("Harian Seruni", "Kabar Cempaka", "Suara Melati", "Portal Teratai", "Radar Kenanga")


def clip(number: int, copy: int = 0, **values: object) -> Clip:
    name = _OUTLETS[(number + copy) % len(_OUTLETS)]
    host = name.lower().replace(" ", "")
    told = {
        "url": f"https://{host}.example/2026/01/28/berita-{number}-{copy}/",
        "outlet": name,
        "province": "Banten",
        "title": f"{_UNITS[number % 4]} Teken Kerja Sama dengan {_PARTNERS[number % 4]}",
        "published": START + timedelta(hours=3, minutes=7 * (number + copy)),
        "origin": Origin.RELEASE if copy else None,
        "excerpt": "Penandatanganan berlangsung di aula dan disaksikan jajaran kedua pihak; kerja "
        "sama itu mencakup pembinaan kemandirian dan layanan kesehatan bagi warga binaan.",
        "speakers": ("Rahmat Hidayat, Kepala Lapas Kelas IIA Cempaka",) if not copy else (),
    }
    return Clip.model_validate({**told, **values})


def entry(number: int, count: int = 2, **values: object) -> Entry:
    kinds = list(Instrument)
    told = {
        "key": f"a{number}",
        "section": Section.NEW,
        "title": "",
        "story": f"s{number}",
        "agreement": f"a{number}",
        "kind": kinds[number % 4],
        "units": (_UNITS[number % 4],),
        "partners": (_PARTNERS[number % 4],),
        "signed_on": DAY - timedelta(days=1 + number % 3),
        "signed_on_basis": SignedOnBasis.STATED,
        "place": "Aula Lapas",
        "regency": "Kota Seruni",
        "clips": tuple(clip(number, outlet) for outlet in range(count)),
    }
    return Entry.model_validate({**told, **values})


def other(number: int, **values: object) -> Entry:
    one = clip(
        number,
        title=f"Warga binaan Lapas Cempaka panen raya sayur ke-{number}",
        url=f"https://harianseruni.example/lain/{number}",
        excerpt="",
        speakers=(),
    )
    told = {"key": one.url, "section": Section.OTHER, "title": one.title, "clips": (one,)}
    return Entry.model_validate({**told, **values})


def doubt(number: int) -> Entry:
    statements = (
        Statement(
            value="2026-01-28",
            sentence="Penandatanganan digelar Rabu (28/1/2026) di aula lapas.",
            outlet="Harian Seruni",
            url="https://harianseruni.example/a",
        ),
        Statement(
            value="2026-01-27",
            sentence="Kerja sama itu diteken Selasa (27/1/2026).",
            outlet="Kabar Cempaka",
            url="https://kabarcempaka.example/b",
        ),
    )
    told = Doubt(sort=DoubtSort.DISAGREEMENT, field="signed_on", statements=statements)
    return entry(number, key=f"a{number} signed_on", section=Section.DOUBT, clips=(), doubt=told)


def expiring(number: int) -> Entry:
    return entry(
        number,
        key=f"d a{number}",
        section=Section.EXPIRING,
        clips=(),
        valid_until=DAY + timedelta(days=12 * number),
        days_left=12 * number,
    )


def content(*entries: Entry, **values: object) -> Content:
    told = {
        "office": "Kanwil Ditjenpas Banten",
        "zone": "Asia/Jakarta",
        "start": START,
        "end": END,
        "entries": entries,
        "coverage": Coverage(checked=118, watched=121, known_ends=3, agreements=41),
    }
    return Content.model_validate({**told, **values})


def kliping(*entries: Entry, state: KlipingState = KlipingState.DRAFT, **values: object) -> Kliping:
    order = list(KlipingState)
    steps = tuple(
        Step(state=one, by="Rina Kusuma", at=END + timedelta(minutes=10 * place))
        for place, one in enumerate(order[: order.index(state) + 1])
    )
    made = content(*entries, **values)
    return Kliping(day=DAY, state=state, revision=len(steps), built=END, steps=steps, content=made)


def full() -> Kliping:
    """A kliping with something in every section."""
    return kliping(
        entry(0, 5, partner_count=40, note="Sudah dikonfirmasi ke lapas.", tone=Tone.POSITIF),
        entry(1, 1, instrument_count=1),
        entry(2, key="s2", section=Section.FOLLOW_UP),
        doubt(0),
        expiring(3),
        *(other(number) for number in range(4)),
        state=KlipingState.CHECKED,
        advice="Mohon tautan siaran pers dikirim ke media lokal.\nPantau pemberitaan lanjutan.",
    )
