"""Bodies that every town has, and the words by which an article speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.text.lookout import watch

#: What begins the bare name of a body (``pipelines.stories.names``), by words that speak of it.
_SPOKEN = {
    "pemerintah kabupaten": ("pemkab", "bupati"),
    "pemerintah kota": ("pemkot", "walikota", "wali"),
    "pemerintah provinsi": ("pemprov", "gubernur"),
    "polda": ("polda", "kapolda"),
    "polres": ("polres", "kapolres", "polresta", "kapolresta"),
    "polsek": ("polsek", "kapolsek"),
    "kodim": ("kodim", "dandim"),
    "kejari": ("kejari", "kajari", "kejaksaan"),
    "kejati": ("kejati", "kajati", "kejaksaan"),
    "pn": ("pn", "pengadilan"),
    "bnn": ("bnn", "bnnk", "bnnp", "bnnkab"),
    "kemenag": ("kemenag", "agama"),
    "kanwil kemenag": ("kemenag", "agama"),
    "rsud": ("rsud",),
    "rsj": ("rsj",),
}
_BODIES: dict[str, set[str]] = {}
for _body, _words in _SPOKEN.items():
    for _word in _words:
        _BODIES.setdefault(_word, set()).add(_body)
#: Sorts of body of which an article may tell without a name: what begins their bare names.
_SORTS = {
    r"lbh|(?:lembaga|organisasi|pos) bantuan hukum": ("lbh", "posbakum"),
    r"rsud|rumah sakit(?: umum)?(?: daerah)?": ("rsud", "rsu ", "rs ", "rsj", "rumah sakit"),
    r"puskesmas": ("puskesmas",),
    r"kampus|universitas|perguruan tinggi": ("univ", "institut", "politeknik", "sekolah tinggi"),
    r"sekolah|pkbm": ("pkbm", "sma", "smk", "smp"),
    r"(?:pondok )?pesantren|ponpes": ("pondok pesantren", "pesantren", "ponpes"),
    r"koperasi": ("koperasi",),
    r"bank": ("bank",),
}
_SORT = "|".join(f"({sort})" for sort in _SORTS)
#: "Salah satu rumah sakit", "LBH setempat".
_UNNAMED = watch(
    rf"\b(?:(?:sebuah|salah satu|suatu) (?:{_SORT})\b"
    rf"|(?:{_SORT})(?: \w+)? (?:setempat|terdekat)\b)",
    re.IGNORECASE,
)


def unnamed_in(text: str) -> frozenset[str]:
    """Return how the bare names of bodies begin of which ``text`` tells the sort alone."""
    begins = tuple(_SORTS.values())
    return frozenset(
        begin
        for match in _UNNAMED.finditer(text)
        for begin in begins[((match.lastindex or 1) - 1) % len(begins)]
    )


def bodies_in(words: Iterable[str]) -> frozenset[str]:
    """Return how the bare names of bodies begin that a text of ``words``, in lower case, tells."""
    return frozenset(body for word in set(words) for body in _BODIES.get(word, ()))
