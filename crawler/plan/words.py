"""Words that a site's own search is asked for."""

from __future__ import annotations

from collections.abc import Sequence

#: Words that stories of ours hold: nearly all have one of the first two. Where a search looks for
#: them inside longer words too, that does no harm: what it finds is looked at.
PRISONS = ("lapas", "pemasyarakatan", "rutan", "bapas", "ditjenpas", "lpka", "warga binaan")
#: So many of them stand in too many stories to be looked at alone.
_FREQUENT = 4
#: Beginnings and words of the papers that are signed.
AGREEMENTS = ("kerja sama", "kerjasama", "kesepa", "mou", "perjanjian")


def prison_queries() -> list[str]:
    """Return what to ask a search that gives the text of what it finds: words of prisons."""
    return list(PRISONS)


def paired_queries() -> list[str]:
    """Return what to ask WordPress's search where it gives titles alone.

    Each asks for a word of prisons and, where that is frequent, one of agreements, so that little
    is found that is not wanted. A word with a hyphen before it must not be there, so that no two
    find the same page (https://developer.wordpress.org/reference/classes/wp_query/#search-parameters).
    """
    queries = []
    for place, prison in enumerate(PRISONS):
        earlier = [word for word in PRISONS[:place] if " " not in word]
        if place >= _FREQUENT:
            queries.append(_query([prison], earlier))
            continue
        for number, agreement in enumerate(AGREEMENTS):
            queries.append(_query([prison, agreement], [*earlier, *AGREEMENTS[1:number]]))
    return queries


def _query(words: Sequence[str], without: Sequence[str]) -> str:
    quoted = (f'"{word}"' if " " in word else word for word in words)
    return " ".join([*quoted, *(f"-{word}" for word in without)])
