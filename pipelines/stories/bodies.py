"""Bodies that every town has, and the words by which an article speaks of them."""

from __future__ import annotations

from collections.abc import Iterable

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


def bodies_in(words: Iterable[str]) -> frozenset[str]:
    """Return how the bare names of bodies begin that a text of ``words``, in lower case, tells."""
    return frozenset(body for word in set(words) for body in _BODIES.get(word, ()))
