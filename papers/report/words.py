"""What a report says in sentences, every number with its unit."""

from __future__ import annotations

from collections.abc import Iterator

from papers.indonesian import day, month, number, percent, signed_number
from papers.report.records import Method, Report, Totals
from papers.tables import Cell, Change

UNTOLD = "Tidak disebut"


def summary(report: Report) -> tuple[str, ...]:
    """Say what the month was, in a few sentences."""
    totals = report.totals
    until = f" sampai dengan tanggal {day(report.last)}" if report.is_running else ""
    when = f"{month(report.first)}{until}"
    if report.is_empty:
        return (
            f"NIHIL. Pada {when} tidak ditemukan kegiatan penandatanganan maupun berita kerja"
            " sama.",
        )
    said = [
        f"{when}: {number(totals.signings)} kegiatan penandatanganan; {instruments(totals)};"
        f" {partners(totals)}; {number(totals.articles)} berita di {outlets(totals)}."
    ]
    if report.undated:
        count = number(len(report.undated))
        said.append(
            f"Selain itu {count} kegiatan yang tanggalnya tidak disebut pertama kali diberitakan"
            " bulan ini; kegiatan tersebut tidak termasuk dalam angka di atas."
        )
    first, last = report.compared
    said.append(f"Pembanding: {first.day}–{last.day} {month(last)}.")
    return tuple(said)


def instruments(totals: Totals) -> str:
    """Say how many papers were signed, and of how many signings that is not known."""
    return _counted("naskah", totals.instruments, totals.signings_with_instruments, totals.signings)


def partners(totals: Totals) -> str:
    """Say how many partners signed, and of how many signings that is not known."""
    return _counted("mitra", totals.partners, totals.signings_with_partners, totals.signings)


def outlets(totals: Totals) -> str:
    """Say in how many outlets, the press apart from the service's own channels."""
    parts = [f"{number(totals.press_outlets)} media pers"]
    if totals.official_channels:
        parts.append(f"{number(totals.official_channels)} kanal resmi pemasyarakatan")
    if totals.other_outlets:
        parts.append(f"{number(totals.other_outlets)} situs lain")
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " dan " + parts[-1]


def total_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Yield the totals: each with that of the month before, the change, and what is not known."""
    now, then = report.totals, report.before
    yield _row("Kegiatan penandatanganan", now.signings, then.signings)
    yield _row(
        "Naskah",
        _known(now.instruments, now.signings_with_instruments, now.signings),
        _known(then.instruments, then.signings_with_instruments, then.signings),
        _untold(now.signings_with_instruments, now.signings),
    )
    yield _row(
        "Mitra",
        _known(now.partners, now.signings_with_partners, now.signings),
        _known(then.partners, then.signings_with_partners, then.signings),
        _untold(now.signings_with_partners, now.signings),
    )
    yield _row("Berita", now.articles, then.articles, "terbit dalam bulan ini")
    yield _row("Media pers", now.press_outlets, then.press_outlets)
    yield _row("Kanal resmi pemasyarakatan", now.official_channels, then.official_channels)
    yield _row("Situs lain", now.other_outlets, then.other_outlets, "situs pemerintah, blog warga")


def method(report: Report) -> Iterator[str]:
    """Say how the figures came about, and what they leave out."""
    yield (
        "Angka dihitung dari berita daring yang dipantau dan dibaca otomatis. Kegiatan dihitung"
        " pada bulan tanggal penandatanganannya; yang tanggalnya tidak disebut dimuat tersendiri"
        " pada bulan pertama kali diberitakan."
    )
    yield (
        "Jumlah naskah dan mitra hanya dijumlahkan bila disebut dalam berita; mitra yang sama"
        " dihitung satu kali."
    )
    if not report.method.sites:
        yield "Tidak ada media yang dipantau pada bulan ini: NIHIL belum tentu berarti tidak ada."
    if report.provinces and report.method.unplaced:
        count = number(report.method.unplaced)
        yield f"{count} kegiatan se-Indonesia tanpa keterangan wilayah tidak dihitung."


def missed(method: Method) -> str:
    """Say what share of stories is missed, from the sample of pages that were put aside."""
    sample = f"{number(method.audited)} dari {number(method.dropped)} halaman diperiksa ulang"
    if method.missed is None or method.low is None or method.high is None:
        return f"belum dapat diperkirakan ({sample})"
    if not method.missed:
        return f"paling banyak {percent(method.high)} (keyakinan 95 %; {sample})"
    between = f"{percent(method.low)} sampai {percent(method.high)}"
    return f"sekitar {percent(method.missed)} (keyakinan 95 %: {between}; {sample})"


def _counted(unit: str, count: int, told: int, signings: int) -> str:
    known = _known(count, told, signings)
    said = f"{unit}: {UNTOLD.lower() if known is None else number(known)}"
    untold = _untold(told, signings)
    return f"{said} ({untold})" if untold and known is not None else said


def _known(count: int, told: int, signings: int) -> int | None:
    """Return a count; nothing where there were signings, and none tells."""
    return count if told or not signings else None


def _untold(told: int, signings: int) -> str | None:
    left = signings - told
    return f"{number(left)} kegiatan tidak menyebut jumlah" if left else None


def _row(name: str, now: int | None, then: int | None, note: str | None = None) -> tuple[Cell, ...]:
    return (name, now, then, _change(now, then), note)


def _change(now: int | None, then: int | None) -> Change | None:
    if now is None or then is None:
        return None
    change = now - then
    share = f" ({signed_number(round(change / then * 100))} %)" if then and change else ""
    return Change(change, signed_number(change) + share)
