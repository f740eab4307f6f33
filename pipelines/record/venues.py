"""Venues: the rooms, buildings and grounds that a sentence says something is held in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.text.lookout import watch
from pipelines.text.regions import find_regions, region_named

#: Shortest and longest name of a venue, in characters.
SHORTEST = 3
LONGEST = 120
#: Marks: told as where something is held, or only as where something is.
HELD = 5
NAMED = 3
AT = 2
SEEN = 1


def _words() -> str:
    lines = Path(__file__).with_name("venues.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if line[:1] != "#" for word in line.split()]
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_ROOMS = _words()
_ROOM = re.compile(rf"(?:{_ROOMS})\b", re.IGNORECASE)
_CAPITAL_ROOM = re.compile(rf"(?=[A-Z])(?i:{_ROOMS})\b")
#: Rooms that are named in lower case too; after them a name or another word must come.
_LOWER_ROOM = re.compile(
    r"(?:aula|rumah (?:dinas|jabatan|makan)|ruang(?:an)? (?!lingkup|gerak|publik|dialog|"
    r"terbuka|hidup|bagi|untuk|kelas\b(?! LPKA))[A-Za-z]+|pendopo|pendapa|halaman|"
    r"gedung|kantor|lapangan|lobi|musala|masjid|gereja|perpustakaan|kampus|balai (?:desa|kota|"
    r"kelurahan)|wantilan|kapela|saung|bengkel|taman|teras|selasar|panggung|joglo|kebun|dermaga|"
    r"lantai|markas|kapel|mushal+a|mushol+a|galeri|kantin|gudang|serambi|tribun|gazebo|kafe|warung)\s\S"
)
_HELD = watch(
    r"\b(?:bertempat|berlangsung|digelar|dilaksanakan|dipusatkan|diselenggarakan|"
    r"diselengarakan|berlokasi|diadakan|ditandatangani|diteken|dilangsungkan|mengambil tempat|"
    r"dilakukan|penandatanganan|acara|kegiatan|lokasi(?:nya)?|tempatnya)\b"
    r"[^.\n“”]{0,80}?\b(?:di|bertempat pada)\s(?=(?P<place>[^\n“”]{3,140}))",
    re.IGNORECASE,
)
#: Verbs after which any name is a venue; an act alone may be "di Indonesia".
_SURE = re.compile(
    r"\b(?:bertempat|lokasinya|tempatnya|berlangsung|digelar|dilaksanakan|dipusatkan|diselenggarakan|berlokasi|"
    r"diadakan|ditandatangani|diteken|dilangsungkan|mengambil tempat)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\b[Dd]i\s(?=(?P<place>[^\n“”]{3,140}))")
_SEEN = re.compile(
    r"(?:^Suasana|^Bertempat di|^Di)\s(?P<place>[A-Z][^\n“”]{3,120})|"
    r"(?:^|(?<=[–—-] )|(?<=tapi ))(?P<subject>[A-Za-z](?:(?! - )[^\n“”,.–—]){3,80}?)\s"
    r"(?:(?:menjadi|jadi) (?:saksi|lokasi|tempat)|"
    r"(?:di [A-Z]\w+ )?(?:mendadak |tampak |terasa |tetap )?(?:sesak|penuh|ramai|riuh|dipenuhi|"
    r"dipadati)\b)"
)
#: "…, di Pajangan.", "… di Sopo Partungkoan, Rabu": the act is set in a place that is no region.
_SET = re.compile(r"(?:(?<=[,)])|(?P<inside>(?<=\w)))\sdi\s(?=(?P<place>[A-Z][^\n“”]{2,80}))")
_DAY = re.compile(
    r",?\s(?:pada\s)?(?:hari\s)?(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad|\(\d)"
)
_SIGNS = watch(r"anda ?tangan|teken|perpanjang", re.IGNORECASE)
#: Lower-case words before a room that is named: "di panggung utama Hotel X".
_LEAD = re.compile(r"(?:[a-z-]{3,12}\s){1,3}(?=[A-Z])")
_STOP = re.compile(
    r"[,;:](?=\s|$)|[.](?=\s[A-Z“\"]|\s?$|\n)|\s(?:pada|hari|yang|yg|tlh|dilaks|giat|ttd|dgn|utk|pkl|cuma|hanya|sambil|antara|dengan|bersama|oleh|untuk|"
    r"dalam (?:rangka|suasana|acara|kegiatan|kesempatan)|disaksikan|dihadiri|ini|itu|tersebut|usai|"
    r"setelah|sebelum|guna|serta|sebagai|tentang|"
    r"dan (?:dihadiri|disaksikan|dilakukan|di\w+|tidak|tak|belum)|"
    r"berlangsung|berjalan|telah|lapas setempat|ditandai|menjadi|merupakan|kemarin|tadi|pukul|"
    r"sekitar|dirangkai\w*|diikuti|tampak|terasa|mendadak|penuh|ramai|saat|ketika|sejak|akan|"
    r"berlokasi|beralamat|dipimpin|sekaligus|karena|sehingga|namun|agar|disusul|dilanjutkan|"
    r"di[a-z]{3,}(?:kan|ngi|ti|ni)|dimulai|dibuka|disambut|dijaga|resmi|kini|tanpa|seluas|sempat|masih|sudah|bisa|dapat|dan$|"
    r"(?:meng?|mem|men|ber|ter)[a-z]{4,}|(?:pagi|siang|sore|malam)(?= hari| tadi| itu|[.,]|$)|"
    r"selama|setiap|tiap|"
    r"Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad|\d{1,2}\s(?:Januari|Februari|Maret|"
    r"April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember))\b|\s\(|\s[–—-]\s|\)"
)
_REGULAR = re.compile(r"\s(?:se)?tiap$")
_NOT_VENUE = re.compile(
    r"^(?:bidang|wilayah|lingkungan|bawah|hadapan|sela|tengah|antara|mana|luar|balik|depan|"
    r"dalam (?!kompleks)|seluruh|berbagai|sejumlah|Indonesia|era|tingkat|sisi|tempat|sini|sana|"
    r"lokasi|Lapas dan|lapas dan|kemudian|masing|setiap|tiap|sebuah|salah|kalangan|kedua|"
    r"lapangan kerja|antaranya|atas|samping|mata|Tanah Air|Ibu Kota|hari|awal|akhir|"
    r"lapangan[,.]|Senin|Selasa|"
    r"Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|Pasal|UU|Undang|bidang|Bidang)\b",
)
#: A part after the comma that tells the place more closely, and ends it.
_FURTHER = re.compile(
    r",\s(?P<part>[A-Z][\w’'-]*(?:[.]?\s(?:[A-Z][\w’'-]*|\d{1,3}|dan)){0,6})"
    r"(?=[.]?$|\.\s|\.\n|\n|\s\(|,?\s(?:pada\s|Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad)|"
    r",\s(?:Kota|Kabupaten|Kab\.|[A-Z]\w+\.\s)|,\s(?:kemarin|diikuti))"
)
#: What an abbreviation leaves of an address: "Kantor BAZNAS Kota Bekasi Jl. Achmad Yani".
_ADDRESS = re.compile(r",?\s(?:Jl|Jln|Jalan|Gg|Kec|Kab|Kel|No)$")
_NO_PART = re.compile(
    r"(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad|Kota\s|Kabupaten|Kab\.|Provinsi|"
    r"Ka[a-z]+pas\b|Karutan|Kepala\b|Bupati|Wali Kota|Bapas Kelas|Lapas Kelas|Rutan Kelas|"
    r"Pemerintah|Ketua|Rektor)"
)


class Venue(NamedTuple):
    """A place named in a sentence: where it starts, its name, and how plainly it was told."""

    start: int
    name: str
    mark: int


def find_venues(text: str) -> Iterator[Venue]:
    """Every venue that the sentence ``text`` names, with a mark: higher is surer."""
    for pattern, mark in ((_HELD, HELD), (_AT, AT), (_SEEN, SEEN)):
        for match in pattern.finditer(text):
            group = "subject" if pattern is _SEEN and match["subject"] else "place"
            name = _cut(match[group])
            if name is None:
                continue
            held = pattern is _HELD
            if _is_room(name):
                yield Venue(match.start(group), _whole(text, match.start(group), name), mark)
            elif held and _SURE.search(match.group()) and _is_named(name):
                yield Venue(match.start(group), name, NAMED)
    if _SIGNS.search(text):
        yield from _set_in(text)


def _set_in(text: str) -> Iterator[Venue]:
    """Places of any name that an act of signing is set in."""
    for match in _SET.finditer(text):
        name = _cut(match["place"])
        if name is None or not _is_named(name):
            continue
        dated = _DAY.match(text, match.start("place") + len(name))
        if match["inside"] is None or dated:
            yield Venue(match.start("place"), name, SEEN)


def _is_room(name: str) -> bool:
    """Whether a name begins with a room, after a few words in lower case at most."""
    if _CAPITAL_ROOM.match(name) or _LOWER_ROOM.match(f"{name} ."):
        return True
    lead = _LEAD.match(name)
    if lead is not None and _CAPITAL_ROOM.match(name, lead.end()):
        return True
    second = name.find(" ") + 1
    # "Jakarta Convention Center" begins with a town.
    in_town = second > 0 and _CAPITAL_ROOM.match(name, second) is not None
    return in_town and region_named(name[: second - 1]) is not None


def _is_named(name: str) -> bool:
    """Whether what stands after "di" is a name of its own, and no region."""
    words = name.split()
    regions = find_regions(name)
    whole = any(m.start == 0 and m.end >= len(words[0]) for m in regions)
    return not whole and len(words) <= 6 and all(w[0].isupper() or w[0].isdigit() for w in words)


def _whole(text: str, start: int, name: str) -> str:
    """``name`` with the part after the comma that tells more closely where it is."""
    further = _FURTHER.match(text, start + len(name))
    if further is None or _NO_PART.match(further["part"]):
        return name
    part = further["part"]
    regions = any(mention.text == part for mention in find_regions(part))
    if regions and not _ROOM.match(part) and not part.startswith(("Jalan", "Jl")):
        return name
    return text[start : further.end("part")].rstrip(".")


def _cut(text: str) -> str | None:
    if _NOT_VENUE.match(text):
        return None
    stop = _STOP.search(text)
    if stop and _REGULAR.match(stop.group()):
        # "di ruang kunjungan tiap Selasa" is where they will meet.
        return None
    name = _ADDRESS.sub("", (text[: stop.start()] if stop else text).strip(" .,"))
    return name if SHORTEST <= len(name) <= LONGEST else None
