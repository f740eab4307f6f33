"""The articles of an entry: from which outlet, when, whose words, and whether late or copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from model.kliping import Clip, Origin
from model.records import ArticleRef, Capacity, Reading
from papers.kliping.material import Material
from papers.kliping.window import Place, Window, is_dated_only, moment_of, place_of
from pipelines.stories.company import overlap
from pipelines.stories.same import COPIED
from store import Find, OtherPage, SiteState

#: What an office of public relations is called where a story says who sent it.
_SENDERS = ("humas", "siaran pers", "rilis")


def clips_of(material: Material, refs: Iterable[ArticleRef], window: Window) -> list[Clip]:
    """Return the articles that no earlier kliping told of, up to the end of the period.

    Those that were known before it are among them: whoever reads of an agreement for the first time
    is told all outlets. Articles that correct others, or are not known any more, are left out.
    """
    found = [ref for ref in refs if _is_told(material, ref, window)]
    found.sort(key=lambda ref: moment_of(ref.published, material.finds[ref.url].seen))
    origins = _origins(material, found)
    return [_clip(material, ref, window, origins[ref.url]) for ref in found]


def is_fresh(material: Material, clip: Clip, window: Window) -> bool:
    """Whether an article is the period's own, be it late."""
    seen = material.finds[clip.url].seen
    return place_of(clip.published, seen, window) in {Place.NEW, Place.LATE}


def bare_clip(material: Material, page: ArticleRef | OtherPage, *, late: bool) -> Clip:
    """Return what is told of any page, also of one of which the store keeps no text."""
    outlet = outlet_of(material.outlets, page.site)
    return Clip(
        url=page.url,
        outlet=outlet.name or page.site,
        type=outlet.type or "press",
        province=outlet.province,
        title=page.title,
        published=page.published,
        dated=page.published is not None and is_dated_only(page.published),
        late=late,
    )


def outlet_of(outlets: Mapping[str, SiteState], site: str) -> SiteState:
    """Return what is known of an outlet; of one that is not known, its host."""
    return outlets.get(site) or SiteState(site=site, url=f"https://{site}/")


def _is_told(material: Material, ref: ArticleRef, window: Window) -> bool:
    find = material.finds.get(ref.url)
    if find is None or ref.corrects or ref.url in material.told:
        return False
    return place_of(ref.published, find.seen, window) is not Place.AHEAD


def _clip(material: Material, ref: ArticleRef, window: Window, origin: Origin | None) -> Clip:
    reading = material.readings.get(ref.url)
    place = place_of(ref.published, material.finds[ref.url].seen, window)
    is_late = place in {Place.LATE, Place.OLD} and not window.is_first
    return bare_clip(material, ref, late=is_late).model_copy(
        update={
            "origin": origin,
            "excerpt": reading.article.text if reading and reading.article else "",
            "speakers": tuple(dict.fromkeys(_speakers(reading))),
        }
    )


def _speakers(reading: Reading | None) -> Iterator[str]:
    for agreement in reading.agreements if reading else ():
        for official in agreement.officials:
            if official.capacity is Capacity.QUOTED:
                yield f"{official.name}, {official.role}"


def _origins(material: Material, refs: Sequence[ArticleRef]) -> dict[str, Origin | None]:
    """Say which articles are copies of a release: sent by an office, or word for word another's.

    Of one that nothing can be compared with, it is not known.
    """
    finds = [material.finds[ref.url] for ref in refs]
    sites = {ref.url: ref.site for ref in refs}
    found: dict[str, Origin | None] = {}
    for find in finds:
        others = [one for one in finds if sites[one.url] != sites[find.url]]
        copied = any(_is_copy(find, other) for other in others)
        if copied or _is_sent(material.readings.get(find.url)):
            found[find.url] = Origin.RELEASE
        else:
            found[find.url] = Origin.OWN if others else None
    return found


def _is_copy(one: Find, other: Find) -> bool:
    return overlap(one.print_.shingles, other.print_.shingles) >= COPIED


def _is_sent(reading: Reading | None) -> bool:
    sources = reading.article.sources if reading and reading.article else ()
    return any(sign in source.casefold() for source in sources for sign in _SENDERS)
