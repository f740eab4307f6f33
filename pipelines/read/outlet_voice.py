"""What an outlet says to its readers around a story, in whatever words: follow, send, give.

No list of phrases holds them all. They speak to somebody, of the outlet itself, and of a way to
reach it; a story's last lines hardly ever do two of these, and a line between its paragraphs that
asks or calls on its readers does not speak of the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.read.phrases import alternatives, compiled
from pipelines.read.titles import bare

_READER = compiled(rf"\b{alternatives('readers')}\b")
_OUTLET = re.compile(
    r"\b(?:kami|redaksi|(?:media|laman|situs|portal|kanal|konten|tulisan|artikel|berita|liputan)\s+ini)\b",
    re.IGNORECASE,
)
_ASKING = compiled(rf"^[\W_]*{alternatives('asking', 'inviting')}\b")
#: "Ikuti", "Sempatkan", "Jadilah": what asks has an ending and no prefix.
_IMPERATIVE = compiled(
    r"^[\W_]*(?!(?:me|di|ber|ter|pe|ke|se)\w{3}|(?:kami|dari|ini|kini|hari|bukan|akan|bahkan|resmi"
    r"|adalah|setelah|sudah|telah|polisi|bupati|balai|petani|santri|industri|\w+[aiu]si)\b)[a-z]{3,12}(?:kan|i|lah)\b"
)
_INVITING = compiled(rf"[.!?][\W_]*{alternatives('inviting')}\b")
_WAY = compiled(
    r"(?<!\d)(?:\+62|0\d{2,3})[\s-]?\d{3,4}[\s-]?\d{2,5}|\S@[\w-]+\.\w|https?://|\bwww\.|\bwa\.me\b"
    rf"|\b{alternatives('ways')}\b"
)
#: "Butuh koran cetak? Hubungi ...": a question that only leads to an offer.
_OFFERING = compiled(rf"^[^.!?]{{8,100}}\?\s+{alternatives('inviting')}\b")
#: What another story begins with: "Lapas Batang Gelar Lomba Azan...".
_TEASER = re.compile(r"^[^.!?]{10,140}(?:\.{3}|…|\[(?:\.{3}|…)\])$")
#: What editors say of this very story is kept: corrections are read from it.
_CORRECTS = re.compile(
    r"\b(?:ralat|maaf|keliru|kekeliruan|kesalahan|klarifikasi|dikoreksi|disunting|diperbaiki|diperbarui|diubah"
    r"|catatan\s+redaksi|hak\s+jawab\s+(?:dari|atas))\b",
    re.IGNORECASE,
)
#: Somebody else speaks.
_TOLD = re.compile(
    r",[”\"]?\s*(?:kata|ujar|tutur|ucap|ungkap|pesan|harap|imbau|papar|pinta|imbuh|jelas|tegas|terang)"
    r"|\b(?:kata|ujar|tutur|ucap|ungkap|imbuh|papar|jelas|tegas|terang)(?:nya\b|\s+(?:[A-Z]|dia\b|ia\b|mereka\b))"
    r"|\b[Mm]enurut\b(?! (?:Anda|kamu|kalian))"
)
#: How explainers and copies take their leave.
_FAREWELL = compiled(rf"^[\W_]*{alternatives('farewells')}")
#: Words for search engines, where a line has three: "berita Blora hari ini, loker terbaru, …".
_FRESH = re.compile(
    r"\b(?:hari\s+ini|terkini|terbaru|terpopuler|terupdate|terlengkap|viral)\b", re.IGNORECASE
)
_STUFFED = 3
#: What it asks of those who read on.
_POLL = re.compile(
    r"^[\W_]*(?:setujukah|puaskah|apakah|bagaimana)\b[^.!?]*\banda\b[^.!?]*\?$", re.IGNORECASE
)
#: How it presents who wrote.
_OWN_PEOPLE = re.compile(
    r"^[\W_]*(?:penulis|wartawan|jurnalis|reporter|kontributor|editor|pewarta)\b", re.IGNORECASE
)
#: How it presents itself.
_ITSELF = re.compile(
    r"\b(?:adalah|merupakan)\s+(?:media|portal|situs|laman)\b"
    r"|\b(?:terverifikasi|berkomitmen|menyajikan|menyuguhkan)\b",
    re.IGNORECASE,
)
#: What it says of a text as of its goods; how far a story has come till then is news.
_GOODS = re.compile(
    r"\b(?:(?:ter|di)?(?:terbit|tayang|muat|baca|buka|lihat|simak|dengar|tonton|putar)(?:kan)?|hak\s+(?:siar|cipta)|dilarang|jangan|izin"
    r"|otomatis|(?:di|pe)(?:sunting|buat|produksi)(?:an)?|AI|kecerdasan\s+(?:buatan|artifisial))\b"
)
_TILL_THEN = re.compile(
    r"^[\W_]*(?:hingga|sampai|saat|ketika|sejak|menurut|sebelum)\b", re.IGNORECASE
)
#: Names of sites that are offices: their stories speak of them all the time.
_OFFICE = re.compile(
    r"lapas|rutan|bapas|lpka|rupbasan|ditjen|kanwil|kemen|pem(?:kab|kot|prov|da|as)|kabupaten|provinsi"
    r"|dinas|humas|pol(?:res|da|ri)|kodim|pengadilan|kejari|kejaksaan|universitas|kampus"
)
_QUOTES = re.compile('["“”«»]')
_LONGEST = 320
_SHORT = 100
#: "Ringkasan ini dibuat AI dan disunting redaksi."
_MADE = re.compile(r"\bAI\b|\bkecerdasan\s+(?:buatan|artifisial)\b")
_ENOUGH = 2
#: So many lines are looked at from the end; so many stay in any case.
_MOST, _LEAST = 5, 2


def without_outlet_voice(lines: Sequence[str], site_words: frozenset[str]) -> list[str]:
    """Cut what the outlet says of itself out of a story, and off its end whatever looks like it.

    ``site_words`` are the outlet's names, as :func:`bare` gives them. Quotations stay.
    """
    outlets = outlets_among(site_words)
    end = len(lines)
    while end > max(_LEAST, len(lines) - _MOST) and _takes_leave(lines[end - 1], outlets):
        end -= 1
    first, rest = lines[:_LEAST], lines[_LEAST:end]
    return [*first, *(line for line in rest if not _interrupts(line, outlets))]


def outlets_among(site_words: frozenset[str]) -> frozenset[str]:
    """Give the names that are no office's, whose own stories are full of its name.

    "Kaltim" of kaltim.wartabaru.id is a place.
    """
    hosts = [
        host
        for host in site_words
        if any(host != name and host.startswith(name) for name in site_words)
    ]
    places = {word for word in site_words if any(word + host in site_words for host in hosts)}
    return frozenset(word for word in site_words - places if not _OFFICE.search(word))


def is_told(line: str) -> bool:
    """Say whether a line reports what somebody said."""
    return _TOLD.search(line) is not None


def is_asking(line: str) -> bool:
    """Say whether a line begins as one that asks its readers for something."""
    return _ASKING.match(line) is not None


def _takes_leave(line: str, outlets: frozenset[str]) -> bool:
    if not _may_be_outlets(line):
        return False
    if _is_stuffed(line) or any(says.search(line) for says in (_TEASER, _FAREWELL, _POLL)):
        return True
    reader, asking, way, outlet = _signs(line, outlets)
    if (_names(line, outlets) and _OWN_PEOPLE.match(line)) or (outlet and _ITSELF.search(line)):
        return True
    goods = bool(_GOODS.search(line)) and outlet and not _TILL_THEN.match(line)
    return reader + asking + way + outlet + goods >= _ENOUGH and not _TOLD.search(line)


def _interrupts(line: str, outlets: frozenset[str]) -> bool:
    """Say whether a line between paragraphs asks readers for something, for the outlet's sake."""
    if not _may_be_outlets(line) or _TOLD.search(line):
        return False
    if _is_stuffed(line):
        return True
    reader, asking, way, outlet = _signs(line, outlets)
    shouts = way and line.endswith("!")
    is_made = outlet and len(line) <= _SHORT and (shouts or bool(_MADE.search(line)))
    return is_made or (outlet and (asking or (reader and way))) or (reader and asking and way)


def _is_stuffed(line: str) -> bool:
    return len(_FRESH.findall(line)) >= _STUFFED


def _may_be_outlets(line: str) -> bool:
    corrects = _CORRECTS.search(line) and not ("?" in line or _MADE.search(line))
    return len(line) <= _LONGEST and not (_QUOTES.search(line) or corrects)


def _signs(line: str, outlets: frozenset[str]) -> tuple[bool, bool, bool, bool]:
    """Say whether a line calls on readers, asks for something, names a way, and the outlet."""
    reader = bool(_READER.search(line))
    outlet = bool(_OUTLET.search(line)) or _names(line, outlets)
    # "Pendaftaran dibuka Maret. Hubungi petugas": others invite too, but not their readers.
    is_called = reader or outlet
    asking = (
        _ASKING.match(line)
        or _OFFERING.search(line)
        or (is_called and (_INVITING.search(line) or _IMPERATIVE.match(line)))
    )
    return reader, bool(asking), bool(_WAY.search(line)), outlet


def _names(line: str, outlets: frozenset[str]) -> bool:
    name = bare(line)
    return any(word in name for word in outlets)
