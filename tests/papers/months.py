"""Made-up months: a store filled with stories of signings, as many as a test asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from model.config import CatalogueSettings, Settings
from model.config_office import OfficeSettings
from model.records import (
    Act,
    Agreement,
    Article,
    Capacity,
    Instrument,
    Judgement,
    Label,
    Official,
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
from store import PageState, SiteState, Store, Visit, open_store

UNITS = (
    ("lapas-cilegon", "Lapas Kelas IIA Cilegon", "Kota Cilegon", "Banten"),
    ("rutan-serang", "Rutan Kelas IIB Serang", "Kota Serang", "Banten"),
    ("lapas-garut", "Lapas Kelas IIA Garut", "Kabupaten Garut", "Jawa Barat"),
    ("bapas-bandung", "Bapas Kelas I Bandung", "Kota Bandung", "Jawa Barat"),
)
PARTNERS = (
    ("Pemerintah Kota Cilegon", PartyKind.PEMERINTAH_DAERAH),
    ("Puskesmas Tarogong", PartyKind.LAYANAN_KESEHATAN),
    ("Universitas Sultan Ageng Tirtayasa", PartyKind.PERGURUAN_TINGGI),
    ("Yayasan Bina Harapan Nusantara", PartyKind.YAYASAN),
    ("Kejaksaan Negeri Serang", PartyKind.KEJAKSAAN),
)
SITES = (
    SiteState(
        site="kabarbanten.example",
        url="https://kabarbanten.example/",
        name="Kabar Banten",
        province="Banten",
        type="press",
    ),
    SiteState(
        site="suaragarut.example",
        url="https://suaragarut.example/",
        name="Suara Garut",
        province="Jawa Barat",
        type="press",
    ),
    SiteState(
        site="lapascilegon.example",
        url="https://lapascilegon.example/",
        name="Lapas Cilegon",
        province="Banten",
        type="official",
    ),
)
_TOWNS = (
    "Anyer Baros Bojonegara Carita Ciruas Cipocok Curug Gunungsari Jawilan Kasemen Kibin"
    " Kragilan Labuan Mancak Merak Pamarayan Petir Pontang Taktakan Tirtayasa Walantaka"
).split()
_SUBJECTS = (
    "pelayanan kesehatan bagi warga binaan",
    "pembinaan kemandirian dan pelatihan kerja bersertifikat",
    "penyuluhan dan bantuan hukum",
    "pidana kerja sosial",
)


def settings(office: OfficeSettings) -> Settings:
    """Settings of an office that watches the sites of this module alone."""
    return Settings(office=office, catalogue=CatalogueSettings(enabled=False))


def agreement(number: int = 0, signed_on: date | None = None, **other: object) -> Agreement:
    """An agreement; the number chooses who signs it with whom."""
    identity, name, regency, province = UNITS[number % len(UNITS)]
    partner, kind = PARTNERS[number % len(PARTNERS)]
    if number >= len(PARTNERS):
        partner = f"{partner} {_TOWNS[number // len(PARTNERS) % len(_TOWNS)]}"
    given: dict[str, object] = {
        "kind": list(Instrument)[number % len(Instrument)],
        "act": list(Act)[number % 7 % len(Act)],
        "title": _SUBJECTS[number % len(_SUBJECTS)],
        "parties": (
            Party(name=name, kind=PartyKind.PEMASYARAKATAN),
            Party(name=partner, kind=kind),
        ),
        "units": (
            Unit(
                name=name,
                kind=UnitKind(identity.split("-")[0]),
                id=identity,
                role=UnitRole.SIGNATORY,
            ),
        ),
        "signed_on": signed_on,
        "signed_on_basis": SignedOnBasis.STATED if signed_on else SignedOnBasis.NONE,
        "regency": regency,
        "province": province,
        "officials": (
            Official(name="Asep Sunarya", role=f"Kepala {name}", capacity=Capacity.SIGNATORY),
        ),
        "evidence": {"parties": (f"{name} dan {partner} menandatangani naskah itu.",)},
    }
    return Agreement.model_validate(given | other)


def tell(
    store: Store,
    told: Agreement,
    at: datetime | None,
    site: str = "kabarbanten.example",
    name: str = "",
    title: str = "",
) -> str:
    """Let an outlet tell of an agreement; return the address of its article."""
    key = name or sha256(f"{told.model_dump_json()} {at} {site}".encode()).hexdigest()[:20]
    url = f"https://{site}/{key}"
    words = " ".join(f"kata{key[-9:]}x{place}" for place in range(60))
    reading = Reading(
        url=url,
        article=Article(
            title=title or f"Penandatanganan naskah {told.title}",
            text=f"{words}\nNaskah {told.title} ditandatangani, {key}.",
            published=at,
            published_basis=PublishedBasis.META if at else PublishedBasis.NONE,
            language="id",
        ),
        judgement=Judgement(label=Label.PARTNERSHIP, probability=0.97),
        agreements=(told,),
    )
    seen = (at or datetime(2026, 1, 15, 3, tzinfo=UTC)) + timedelta(hours=1)
    store.save(
        reading, PageState(url=url, site=site_of(url), fetched_at=seen, outcome="partnership")
    )
    return url


@contextmanager
def opened(directory: Path) -> Iterator[Store]:
    """A store of its own, which knows the sites."""
    with open_store(f"sqlite:///{directory / 'pantau.db'}", directory) as store:
        for site in SITES:
            store.put_site(site)
        yield store


def watch(store: Store, first: date, days: int, *failing: str) -> None:
    """Note a visit a day to every site; ``failing`` sites give nothing."""
    for site in SITES:
        for day in range(days):
            at = datetime(first.year, first.month, first.day, 21, tzinfo=UTC)
            store.add_visit(
                Visit(
                    run=1,
                    site=site.site,
                    at=at + timedelta(days=day - 1),
                    discovered=20,
                    articles=5,
                    kept=1,
                    off_topic=12,
                    audited=3,
                    fetched=0 if site.site in failing else 8,
                    error="http_503" if site.site in failing else None,
                )
            )


def fill(store: Store, month: date, count: int) -> None:
    """Tell of so many signings of a month, some in several outlets, some without a day."""
    for number in range(count):
        signed = None if number % 11 == 10 else month + timedelta(days=number % 28)
        noon = datetime(month.year, month.month, 1, 5, tzinfo=UTC)
        told = agreement(
            number,
            signed,
            title=f"{_SUBJECTS[number % len(_SUBJECTS)]} tahap {number}",
            instrument_count=None if number % 3 else 1,
            partner_count=40 if number % 9 == 8 else None,
            valid_until=month + timedelta(days=60 + number) if number % 5 == 0 else None,
        )
        site = SITES[number % len(SITES)].site
        tell(store, told, noon + timedelta(days=number % 28), site, f"berita-{month}-{number}")
