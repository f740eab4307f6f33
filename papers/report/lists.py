"""The lists of a report: signings, media, what ends, who is silent, what was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from model.words import word
from papers.indonesian import number
from papers.report import words
from papers.report.records import Report, Signing
from papers.tables import Cell, Column, Link, Section, Table

_NO = Column("No", 6, is_number=True)
_LISTED = (
    Column("Satuan kerja", 18),
    Column("Mitra", 19),
    Column("Naskah", 26),
    Column("Tempat", 13),
    Column("Media pers", 9, is_number=True),
    Column("Media pertama", 12),
)


def media(report: Report) -> Section:
    """List the outlets, the press before the others."""
    columns = (
        Column("Media", 24),
        Column("Jenis media", 16),
        Column("Provinsi", 16),
        Column("Berita", 7, is_number=True),
        Column("Pertama memuat", 8, is_number=True),
    )
    rows = [
        (one.name, word("outlet_type", one.type), one.province, one.articles, one.first)
        for one in report.outlets
    ]
    said = (
        f"{words.outlets(report.totals)}. “Pertama memuat” menghitung kegiatan yang berita"
        " pertamanya terbit di media itu dalam bulan ini.",
    )
    return _listed("Media", "Media", columns, rows, said if rows else ())


def signings(report: Report) -> Section:
    """List what was signed in the month."""
    columns = (_NO, Column("Tanggal", 13), *_LISTED)
    rows = [(no, one.signed_on, *_cells(one)) for no, one in enumerate(report.signings, 1)]
    return _listed("Daftar kegiatan penandatanganan", "Kegiatan", columns, rows)


def undated(report: Report) -> Section:
    """List what was first told of in the month, with no day of signing."""
    columns = (_NO, Column("Pertama diberitakan", 13), *_LISTED)
    rows = [(no, one.first_printed, *_cells(one)) for no, one in enumerate(report.undated, 1)]
    heading = "Tanggal tidak disebut, pertama diberitakan bulan ini"
    return _listed(heading, "Tanpa tanggal", columns, rows)


def expiring(report: Report) -> Section:
    """List what ends within 90 days of the report's last day."""
    columns = (_NO, Column("Berlaku s.d.", 13), Column("Sisa hari", 7, is_number=True), *_LISTED)
    rows = [
        (no, one.valid_until, one.days, *_cells(one.signing))
        for no, one in enumerate(report.expiring, 1)
    ]
    known = f"{number(report.ends_known)} dari {number(report.ends_all)}"
    said = (f"Masa berlaku diketahui: {known} kegiatan dalam register.",)
    return _listed("Akan berakhir dalam 90 hari", "Akan berakhir", columns, rows, said)


def silent_units(report: Report) -> Section:
    """List the offices that nothing was signed by or printed of, province by province."""
    columns = (
        Column("Provinsi", 14),
        Column("Satuan kerja", 8, is_number=True),
        Column("Tanpa berita", 8, is_number=True),
        Column("Nama", 60),
    )
    rows = [
        (one.province, one.units, len(one.silent), "; ".join(one.silent) or None)
        for one in report.silent_units
    ]
    silent = sum(len(one.silent) for one in report.silent_units)
    units = sum(one.units for one in report.silent_units)
    said = (f"{number(silent)} dari {number(units)} satuan kerja tidak diberitakan bulan ini.",)
    return _listed("Satuan kerja tanpa pemberitaan", "Tanpa pemberitaan", columns, rows, said)


def corrections(report: Report) -> Section:
    """List what outlets corrected."""
    columns = (
        Column("Tanggal", 9),
        Column("Media", 14),
        Column("Judul", 34),
        Column("Mengoreksi", 26),
        Column("Catatan redaksi", 20),
    )
    rows = [
        (one.printed, one.outlet, Link(one.title, one.url), one.corrects, one.note)
        for one in report.corrections
    ]
    return _listed("Koreksi oleh media", "Koreksi", columns, rows)


def officer_corrections(report: Report) -> Section:
    """List what officers corrected of what the news says."""
    columns = (
        Column("Tanggal", 13),
        Column("Petugas", 12),
        Column("Kerja sama", 30),
        Column("Isian", 16),
        Column("Menurut berita", 20),
        Column("Menurut petugas", 20),
    )
    rows = [
        (
            one.corrected,
            one.by,
            " dengan ".join(filter(None, ("; ".join(one.units), "; ".join(one.partners)))),
            word("field", one.field),
            one.news,
            one.value,
        )
        for one in report.officer_corrections
    ]
    return _listed("Koreksi oleh petugas", "Koreksi petugas", columns, rows)


def _listed(
    heading: str,
    name: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Cell, ...]],
    said: tuple[str, ...] = (),
) -> Section:
    """Make a section with its table; NIHIL where there is nothing to list."""
    if not rows:
        return Section(heading, (" ".join(("NIHIL.", *said)),))
    return Section(heading, said, Table(name, columns, rows))


def _cells(one: Signing) -> Iterable[Cell]:
    first = one.first_outlet
    yield "; ".join(one.units) or words.UNTOLD
    yield _partners(one)
    yield _paper(one)
    yield one.place
    yield one.press_outlets
    yield Link(first, one.url) if first and one.url else first


def _partners(one: Signing) -> str:
    named = "; ".join(one.partners)
    counted = f"{number(one.partner_count)} mitra" if one.partner_count is not None else ""
    if named and one.partner_count is not None and one.partner_count > len(one.partners):
        return f"{named} ({counted})"
    return named or counted or words.UNTOLD


def _paper(one: Signing) -> str:
    said = word("kind", one.kind)
    if one.act != "signed":
        said += f", {word('act', one.act).lower()}"
    if one.instrument_count is not None:
        said += f", {number(one.instrument_count)} naskah"
    return f"{said}: {one.title}" if one.title else said
