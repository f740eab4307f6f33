"""Digests as rounds make them, for the tests of messages and channels."""

from datetime import UTC, date, datetime
from typing import Any

from alerts.sending import Change, Digest, Entry
from model.alerts import EventSort, Language, Rhythm
from model.records import Instrument, PartyKind, SignedOnBasis

AGREEMENT = Entry(
    sort=EventSort.AGREEMENT,
    event="agreement:a1",
    title="Lapas Kelas I Tangerang Gandeng Universitas Sultan Ageng Tirtayasa Bina Warga Binaan",
    story="s1",
    agreements=("a1",),
    outlet="kabarbanten.example",
    others=11,
    published=datetime(2026, 1, 29, 1, 15, tzinfo=UTC),
    url="https://kabarbanten.example/2026/01/29/lapas-tangerang-untirta",
    page="https://pantau.example/berita/s1",
    highlights=(
        "Lapas Kelas I Tangerang Gandeng Universitas Sultan Ageng Tirtayasa Bina Warga Binaan",
        "Kalapas dan rektor menandatangani «perjanjian kerja sama» tentang pendidikan.",
    ),
    units=("Lapas Kelas I Tangerang",),
    partners=("Universitas Sultan Ageng Tirtayasa",),
    partner_kinds=(PartyKind.PERGURUAN_TINGGI,),
    kinds=(Instrument.PERJANJIAN_KERJA_SAMA,),
    signed_on=date(2026, 1, 28),
    signed_on_basis=SignedOnBasis.STATED,
    place="Aula Lapas Kelas I Tangerang",
    regency="Kota Tangerang",
    province="Banten",
    signatories=("Beni Hidayat (Kalapas)", "Fatah Sulaiman (Rektor)"),
)
STORY = Entry(
    sort=EventSort.STORY,
    event="story:s2",
    title="Bapas Cirebon Siapkan Tempat Pidana Kerja Sosial",
    story="s2",
    outlet="suaracirebon.example",
    published=datetime(2026, 1, 28, 17, 5, tzinfo=UTC),
    url="https://suaracirebon.example/bapas-cirebon",
    highlights=("«Bapas» Cirebon Siapkan Tempat Pidana Kerja Sosial",),
    province="Jawa Barat",
)
CORRECTION = Entry(
    sort=EventSort.CORRECTION,
    event="correction:a3:2",
    title="Rutan Serang Teken MoU dengan 40 Mitra",
    story="s3",
    agreements=("a3",),
    outlet="serangpos.example",
    published=datetime(2026, 1, 27, 3, 0, tzinfo=UTC),
    url="https://serangpos.example/rutan-40-mitra",
    page="https://pantau.example/berita/s3",
    units=("Rutan Kelas IIB Serang",),
    partner_count=40,
    kinds=(Instrument.NOTA_KESEPAHAMAN,),
    signed_on=date(2026, 1, 26),
    signed_on_basis=SignedOnBasis.WEEKDAY_CORRECTED,
    province="Banten",
    changes=(
        Change(field="signed_on", before=("2026-01-27",), after=("2026-01-26",)),
        Change(field="kind", before=("lainnya",), after=("nota_kesepahaman",)),
    ),
)
EXPIRING = Entry(
    sort=EventSort.EXPIRING,
    event="expiring:a4:90",
    title="LPKA Kelas II Palu dan Dinas Pendidikan Sepakati Sekolah Filial",
    story="s4",
    agreements=("a4",),
    outlet="palunews.example",
    published=datetime(2024, 4, 2, 3, 0, tzinfo=UTC),
    url="https://palunews.example/lpka",
    units=("LPKA Kelas II Palu",),
    partners=("Dinas Pendidikan Provinsi Sulawesi Tengah",),
    kinds=(Instrument.PERJANJIAN_KERJA_SAMA,),
    province="Sulawesi Tengah",
    valid_until=date(2026, 3, 31),
    days_left=61,
)
HEALTH = Entry(
    sort=EventSort.HEALTH,
    event="health:lampungkini.example:silent",
    title="lampungkini.example: tidak ada berita baru",
    text="Sejak 20 Januari 2026 tidak ada berita baru.\nBiasanya 5 sehari.",
)


def digest(*entries: Entry, **fields: Any) -> Digest:
    """Return a digest of ``entries`` (all sorts, where none is given) of a morning in January."""
    values: dict[str, Any] = {
        "key": "4f2c1d",
        "subscription": "L7",
        "name": "Kerja sama Banten dan tetangga",
        "query": 'kind:pks AND "perjanjian kerja sama"',
        "rhythm": Rhythm.DAILY,
        "language": Language.INDONESIAN,
        "start": datetime(2026, 1, 28, 0, 30, tzinfo=UTC),
        "end": datetime(2026, 1, 29, 0, 30, tzinfo=UTC),
        "entries": entries or (AGREEMENT, STORY, CORRECTION, EXPIRING, HEALTH),
        "see_all": "https://pantau.example/cari?q=kind%3Apks",
        "unsubscribe": "https://pantau.example/berhenti/t0k3n",
        "edit": "https://pantau.example/langganan/L7",
    }
    return Digest(**(values | fields))
