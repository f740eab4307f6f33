"""Words that a site's own search is asked for."""

from __future__ import annotations

#: Words that stories of ours hold: nearly all have one of the first two. Where a search looks for
#: them inside longer words too, that does no harm: what it finds is looked at.
PRISONS = ("lapas", "pemasyarakatan", "rutan", "bapas", "ditjenpas", "lpka", "warga binaan")
#: Beginnings and words of the papers that are signed.
AGREEMENTS = ("kerja sama", "kerjasama", "kesepa", "mou", "perjanjian", "pks")


def prison_queries() -> list[str]:
    """Return what to ask a search that gives the text of what it finds: words of prisons."""
    return list(PRISONS)


def paired_queries() -> list[str]:
    """Return what to ask WordPress's search where it gives titles alone.

    Each asks for a word of prisons and one of agreements, so that little is found that is not
    wanted. A word with a hyphen before it must not be there: so no two find the same page
    (https://developer.wordpress.org/reference/classes/wp_query/#search-parameters).
    """
    single = [word for word in PRISONS if " " not in word]
    queries = []
    for place, prison in enumerate(PRISONS):
        for number, agreement in enumerate(AGREEMENTS):
            told = f'"{agreement}"' if " " in agreement else agreement
            held = f'"{prison}"' if " " in prison else prison
            without = [*single[:place], *(word for word in AGREEMENTS[1:number])]
            queries.append(" ".join([held, told, *(f"-{word}" for word in without)]))
    return queries
