"""The official name of a Ditjenpas office, and the parts it is put together from."""

from __future__ import annotations

from typing import NamedTuple

from model.records import UnitKind

#: Sorts of prisons that official names tell apart.
CATEGORIES = (
    "Perempuan",
    "Narkotika",
    "Terbuka",
    "Pemuda",
    "Anak",
    "Khusus",
    "Industri",
    "Produktif",
)
#: A place in Padang, whose first word is no sort of prison.
_ANAK_AIR = ["Anak", "Air"]
_FIRST_WORDS = {
    "Lapas": UnitKind.LAPAS,
    "Rutan": UnitKind.RUTAN,
    "LPKA": UnitKind.LPKA,
    "Bapas": UnitKind.BAPAS,
    "Rupbasan": UnitKind.RUPBASAN,
}


class UnitName(NamedTuple):
    """The parts of an office's name; an empty string where one is not given.

    ``place`` is a province for a Kanwil. ``era`` is "kumham" for a Kanwil of the former ministry.
    """

    kind: UnitKind
    category: str = ""
    rank: str = ""
    place: str = ""
    era: str = ""

    def __str__(self) -> str:
        if self.kind is UnitKind.DITJENPAS:
            return "Direktorat Jenderal Pemasyarakatan"
        if self.kind is UnitKind.KANWIL:
            body = (
                "Kementerian Hukum dan Hak Asasi Manusia"
                if self.era
                else "Direktorat Jenderal Pemasyarakatan"
            )
            place = "Daerah Istimewa Yogyakarta" if self.place == "DI Yogyakarta" else self.place
            return f"Kantor Wilayah {body} {place}".strip()
        kind = self.kind.upper() if self.kind is UnitKind.LPKA else self.kind.capitalize()
        rank = self.rank and f"Kelas {self.rank}"
        return " ".join(part for part in (kind, self.category, rank, self.place) if part)


def local_unit(official: str) -> UnitName:
    """Take apart the official name of a local office ("Lapas Perempuan Kelas IIA Tangerang").

    Raises:
        ValueError: if it is not one, or has no place.
    """
    first, *words = official.split()
    kind = _FIRST_WORDS.get(first)
    categories: list[str] = []
    while words and words[0] in CATEGORIES and words[:2] != _ANAK_AIR:
        categories.append(words.pop(0))
    rank = ""
    if words[:1] == ["Kelas"]:
        rank, words = words[1], words[2:]
    if kind is None or not words:
        raise ValueError(f"{official!r} is not the official name of a local office")
    return UnitName(kind, " ".join(categories), rank, " ".join(words))
