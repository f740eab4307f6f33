"""Values as people read them in a sentence or a cell, wherever that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from model.records import JAKARTA, Decision, Review, Signal

#: What fields are called in which articles may contradict each other.
CONTRADICTED = {
    "kind": "Jenis naskah",
    "act": "Baru/perpanjangan/adendum",
    "signed_on": "Tanggal penandatanganan",
    "place": "Tempat",
    "regency": "Kab/kota",
    "parties": "Mitra",
    "instrument_count": "Jumlah naskah",
    "partner_count": "Jumlah mitra",
    "term_months": "Jangka waktu (bulan)",
    "valid_until": "Berlaku s.d.",
}
#: What official names begin with, and how people say it; the longer one first.
_SPOKEN = {
    "Kantor Wilayah Direktorat Jenderal Pemasyarakatan": "Kanwil Ditjenpas",
    "Kantor Wilayah Kementerian Hukum dan Hak Asasi Manusia": "Kanwil Kemenkumham",
    "Direktorat Jenderal Pemasyarakatan": "Ditjenpas",
}


def spoken(name: str) -> str:
    """Return an office's name as people say it: "Kanwil Ditjenpas Jambi"."""
    for official, said in _SPOKEN.items():
        name = name.replace(official, said)
    return name


def shown(value: object) -> str:
    """Write one value for people: times in WIB, lists with commas, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(JAKARTA).strftime("%Y-%m-%d %H.%M WIB")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return str(value)


def named(signals: Iterable[Signal]) -> str:
    """Name signals with what they weigh."""
    return ", ".join(f"{signal.name} {signal.weight:+.1f}" for signal in signals)


def decided(review: Review) -> str:
    """Say who decided what, when and why."""
    what = "kept" if review.decision is Decision.KEEP else "dropped"
    why = f": “{review.note}”" if review.note else ""
    back = f", taken back by {review.undone_by} {shown(review.undone)}" if review.undone else ""
    return f"{what} by {review.by}, {shown(review.at)}{why}{back}"
