"""A report as a paper: its parts, in the words of the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from model.words import word
from papers.indonesian import day, month, number, percent, short_month
from papers.report import lists, words
from papers.report.records import Method, Report, Share
from papers.tables import Bars, Cell, Column, Paper, Section, Table

_NUMBER = 8


def paper_of(report: Report, today: date, city: str | None = None) -> Paper:
    """Put a report's figures into tables and sentences; ``today`` is when it is made."""
    return Paper(
        title="Laporan Kerja Sama Pemasyarakatan",
        lines=tuple(_lines(report)),
        sections=tuple(_sections(report)),
        signed=f"{city}, {day(today)}" if city else f"Dibuat {day(today)}",
    )


def _lines(report: Report) -> Iterator[str]:
    yield report.office
    yield month(report.first)
    if report.provinces:
        yield f"Wilayah: {', '.join(report.provinces)}"
    if report.is_running:
        yield f"Bulan berjalan: sampai dengan tanggal {day(report.last)}"


def _sections(report: Report) -> Iterator[Section]:
    yield Section("Ringkasan", words.summary(report), _summary(report))
    yield _months(report)
    if report.totals.signings or report.before.signings:
        yield from _shares(report)
    yield lists.media(report)
    yield lists.signings(report)
    yield lists.undated(report)
    yield lists.expiring(report)
    yield lists.silent_units(report)
    yield lists.corrections(report)
    yield lists.officer_corrections(report)
    yield Section("Metode dan cakupan", tuple(words.method(report)), _method(report.method))


def _summary(report: Report) -> Table:
    columns = (
        Column("Uraian", 22),
        Column("Bulan ini", 9, is_number=True),
        Column("Bulan lalu", 9, is_number=True),
        Column("Perubahan", 15, is_number=True),
        Column("Keterangan", 28),
    )
    return Table("Ringkasan", columns, tuple(words.total_rows(report)))


def _months(report: Report) -> Section:
    counts = [(short_month(one.month), one.signings) for one in report.months]
    columns = (Column("Bulan", 20), Column("Kegiatan", 10, is_number=True))
    if not any(count for _, count in counts):
        return Section("Kegiatan penandatanganan per bulan", ("NIHIL dalam dua belas bulan.",))
    return Section(
        "Kegiatan penandatanganan per bulan",
        table=Table("Per bulan", columns, counts),
        bars=Bars("Kegiatan penandatanganan per bulan, dua belas bulan terakhir", counts),
        is_drawn=True,
    )


def _shares(report: Report) -> Iterator[Section]:
    kinds = [(word("kind", one.key), one) for one in report.kinds]
    partners = [(word("party", one.key) if one.key else "", one) for one in report.partner_kinds]
    yield Section(
        "Menurut satuan kerja",
        ("Satu kegiatan dihitung pada setiap satuan kerja yang menandatanganinya.",),
        _table("Satuan kerja", "Satuan kerja", [(one.key, one) for one in report.units]),
    )
    yield Section(
        "Menurut jenis naskah",
        table=_table("Jenis naskah", "Jenis naskah", kinds),
        bars=_bars("Kegiatan penandatanganan menurut jenis naskah", kinds),
    )
    yield Section(
        "Menurut jenis mitra",
        ("Satu kegiatan dihitung pada setiap jenis mitra yang menandatanganinya.",),
        _table("Jenis mitra", "Jenis mitra", partners),
        _bars("Kegiatan penandatanganan menurut jenis mitra", partners),
    )
    yield Section(
        "Menurut provinsi",
        table=_table("Provinsi", "Provinsi", [(one.key, one) for one in report.by_province]),
    )
    yield Section("Menurut kabupaten/kota", table=_places(report))


def _bars(told: str, named: Iterable[tuple[str, Share]]) -> Bars | None:
    bars = [(name or words.UNTOLD, share.signings) for name, share in named if share.signings]
    return Bars(told, bars) if len(bars) > 1 else None


def _table(name: str, heading: str, named: Iterable[tuple[str, Share]]) -> Table:
    rows = [(label or words.UNTOLD, *_counts(share)) for label, share in named]
    return Table(name, (Column(heading, 36), *_COUNTS), rows)


def _places(report: Report) -> Table:
    rows = [
        (one.province or words.UNTOLD, one.key or words.UNTOLD, *_counts(one))
        for one in report.places
    ]
    columns = (Column("Provinsi", 18), Column("Kabupaten/kota", 18), *_COUNTS)
    return Table("Kabupaten-kota", columns, rows)


_COUNTS = (
    Column("Kegiatan", _NUMBER, is_number=True),
    Column("Bulan lalu", _NUMBER, is_number=True),
    Column("Naskah", _NUMBER, is_number=True),
    Column("Tanpa jumlah", 8, is_number=True),
)


def _counts(share: Share) -> tuple[Cell, ...]:
    untold = share.signings - share.signings_with_instruments
    papers = share.instruments if share.signings_with_instruments or not share.signings else None
    return (share.signings, share.before, papers, untold)


def _method(method: Method) -> Table:
    healthy = method.healthy_days / method.site_days if method.site_days else None
    rows: list[tuple[Cell, ...]] = [
        ("Media dipantau", method.sites, f"bulan lalu {number(method.sites_before)}"),
        ("Di antaranya media pers", method.press, None),
        ("Hari pemantauan", method.crawled_days, f"dari {number(method.days)} hari"),
        (
            "Hari media menjawab",
            method.healthy_days,
            f"dari {number(method.site_days)} hari media"
            + (f" ({percent(healthy)})" if healthy is not None else ""),
        ),
        ("Perkiraan berita terlewat", None, words.missed(method)),
    ]
    columns = (Column("Uraian", 20), Column("Jumlah", 8, is_number=True), Column("Keterangan", 30))
    return Table("Metode", columns, rows)
