"""What an outlet says to its readers below a story, in whatever words: follow, send, advertise.

No list of phrases holds them all. They speak to somebody, of the outlet itself, and of a way to
reach it; a story's last lines hardly ever do two of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.read.titles import bare

_READER = re.compile(r"\b(?:anda|kamu|kalian|pembaca|sobat)\b", re.IGNORECASE)
_OUTLET = re.compile(
    r"\b(?:kami|redaksi|(?:media|laman|situs|portal|kanal|tulisan|artikel|berita)\s+ini)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^[\W_]*(?:ikuti|kunjungi|klik|tekan|aktifkan|unduh|download|dapatkan|baca|simak|tonton|saksikan"
    r"|gabung|bergabung(?:lah)?|hubungi|kirim(?:kan)?|bagikan|sebarkan|dukung|(?:ber)?langganan|daftar(?:kan)?"
    r"|pasang|cek|temukan|jangan\s+(?:lupa|lewatkan|ketinggalan)|mari|ayo|yuk|punya|ingin|mau|silakan"
    r"|terima\s?kasih|follow|subscribe|like)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"(?<!\d)(?:\+62|0\d{2,3})[\s-]?\d{3,4}[\s-]?\d{2,5}|\S@[\w-]+\.\w|https?://|\bwww\.|\bwa\.me\b"
    r"|\b(?:whatsapp|telegram|google\s+news|youtube|instagram|facebook|tiktok|aplikasi(?:nya)?|iklan"
    r"|notifikasi|lonceng|donasi|newsletter|buletin)\b",
    re.IGNORECASE,
)
#: What another story begins with: "Lapas Batang Gelar Lomba Azan...".
_TEASER = re.compile(r"^[^.!?]{10,140}(?:\.{3}|…|\[(?:\.{3}|…)\])$")
#: What editors say of this very story is kept: corrections are read from it.
_CORRECTS = re.compile(
    r"\b(?:ralat|maaf|keliru|kekeliruan|kesalahan|klarifikasi|dikoreksi|disunting|diperbaiki|diperbarui|diubah"
    r"|catatan\s+redaksi|hak\s+jawab\s+(?:dari|atas))\b",
    re.IGNORECASE,
)
_QUOTES = re.compile('["“”«»]')
_LONGEST = 320
_SIGNS = 2
#: So many lines are looked at from the end; so many stay in any case.
_MOST, _LEAST = 5, 2


def without_outlet_voice(lines: Sequence[str], site_words: frozenset[str]) -> list[str]:
    """Cut what the outlet says of itself off the end of a story.

    ``site_words`` are the outlet's names, as :func:`bare` gives them. Quotations stay.
    """
    end = len(lines)
    while end > max(_LEAST, len(lines) - _MOST) and _is_outlets(lines[end - 1], site_words):
        end -= 1
    return list(lines[:end])


def _is_outlets(line: str, site_words: frozenset[str]) -> bool:
    if len(line) > _LONGEST or _QUOTES.search(line) or _CORRECTS.search(line):
        return False
    if _TEASER.match(line):
        return True
    name = bare(line)
    speaks_of_itself = bool(_OUTLET.search(line)) or any(word in name for word in site_words)
    signs = (_READER.search(line), _ASKING.match(line), _WAY.search(line), speaks_of_itself)
    return sum(map(bool, signs)) >= _SIGNS
