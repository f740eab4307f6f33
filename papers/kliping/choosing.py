"""What a kliping tells of: chosen from what the store knows, without asking anything else.

Pure: the same material makes the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from model.kliping import Clip, Entry, Section
from model.records import KeptAgreement, Label, PartyKind, Story, UnitRole
from model.terms import last_day
from papers.kliping.area import Area
from papers.kliping.clips import bare_clip, clips_of, is_fresh
from papers.kliping.doubts import doubts_of
from papers.kliping.material import Material, doubt_key
from papers.kliping.window import Place, Window, moment_of, place_of
from pipelines.text.prison_words import mentions_prison
from store import OtherPage

#: Where in time what a kliping tells lies: in its period, or found late.
_FRESH = {Place.NEW, Place.LATE}


def choose(material: Material, window: Window, area: Area, day: date) -> list[Entry]:
    """Return the entries of a day's kliping, section by section, in the order of publication."""
    told = [
        *_of_agreements(material, window, area),
        *_of_stories(material, window, area),
        *_of_pages(material, window, area),
    ]
    told.sort(key=lambda one: _first(material, one))
    return [
        *(one for one in told if one.section is Section.NEW),
        *(one for one in told if one.section is Section.FOLLOW_UP),
        *_doubtful(material, told),
        *(_expiring(one, day) for one in material.expiring if area.holds_agreement(one, ())),
        *_others(material, window, area, told),
    ]


def _of_agreements(material: Material, window: Window, area: Area) -> Iterator[Entry]:
    known: set[str] = set()
    for agreement in (own for one in material.stories for own in one.agreements):
        if agreement.id in known:
            continue
        known.add(agreement.id)
        clips = clips_of(material, agreement.articles, window)
        if area.holds_agreement(agreement, (clip.province for clip in clips)):
            is_old = agreement.id in material.told or _is_old(material, agreement, window)
            yield from _entry(material, window, clips, is_old, _facts(agreement))


def _of_stories(material: Material, window: Window, area: Area) -> Iterator[Entry]:
    """Yield stories that tell of no paper we could read, and those near the line that follow one.

    By a person's word a story follows an agreement, or because its text tells what became of it.
    """
    for one in material.stories:
        story = one.story
        agreement = material.followed.get(story.id)
        if one.agreements or (agreement is None and story.label is Label.CANDIDATE):
            continue
        clips = clips_of(material, story.articles, window)
        outlet = clips[0].province if clips else None
        if area.holds_text(f"{story.title}\n{story.text}", outlet):
            facts = _facts(agreement) if agreement else Entry(key="", section=Section.NEW, title="")
            own = facts.model_copy(
                update={"key": story.id, "story": story.id, "title": story.title}
            )
            is_old = agreement is not None or story.id in material.told
            yield from _entry(material, window, clips, is_old, own)


def _of_pages(material: Material, window: Window, area: Area) -> Iterator[Entry]:
    """Yield pages that are no story of ours and surely follow an agreement."""
    for page in material.others:
        agreement = material.followed.get(page.url)
        place = place_of(page.published, page.seen, window)
        if agreement is None or page.url in material.told or place not in _FRESH:
            continue
        clip = bare_clip(material, page, late=place is Place.LATE)
        if area.holds_agreement(agreement, [clip.province]):
            own = {
                "key": page.url,
                "story": None,
                "section": Section.FOLLOW_UP,
                "title": page.title,
                "clips": (clip,),
                "late": clip.late,
            }
            yield _facts(agreement).model_copy(update=own)


def _entry(
    material: Material, window: Window, clips: Sequence[Clip], is_old: bool, facts: Entry
) -> Iterator[Entry]:
    """Yield an entry, unless nothing of it is of the period; of what is known, only what is."""
    fresh = [clip for clip in clips if is_fresh(material, clip, window)]
    if not fresh:
        return
    shown = tuple(fresh if is_old else clips)
    yield facts.model_copy(
        update={
            "section": Section.FOLLOW_UP if is_old else Section.NEW,
            "clips": shown,
            "late": all(clip.late for clip in shown),
        }
    )


def _is_old(material: Material, agreement: KeptAgreement, window: Window) -> bool:
    """Whether an agreement was in the news long before the period, though no kliping told of it."""
    moments = [
        moment_of(ref.published, find.seen)
        for ref in agreement.articles
        if (find := material.finds.get(ref.url)) is not None
    ]
    return bool(moments) and min(moments) < window.start - window.late


def _doubtful(material: Material, told: Iterable[Entry]) -> Iterator[Entry]:
    agreements = {own.id: own for one in material.stories for own in one.agreements}
    for entry in told:
        agreement = agreements.get(entry.agreement or "")
        for field, doubt in doubts_of(agreement, entry.clips, material.readings):
            key = doubt_key(entry.agreement or entry.key, field)
            if key not in material.told:
                yield Entry(
                    key=key,
                    section=Section.DOUBT,
                    title=entry.title,
                    story=entry.story,
                    agreement=entry.agreement,
                    kind=entry.kind,
                    units=entry.units,
                    partners=entry.partners,
                    doubt=doubt,
                )


def _expiring(agreement: KeptAgreement, day: date) -> Entry:
    end = last_day(agreement)
    return _facts(agreement).model_copy(
        update={
            "key": f"d {agreement.id}",
            "section": Section.EXPIRING,
            "valid_until": end,
            "days_left": (end - day).days if end else None,
        }
    )


def _others(
    material: Material, window: Window, area: Area, told: Iterable[Entry]
) -> Iterator[Entry]:
    """Yield other news of prisons: headlines that name them, and what is near the line."""
    shown = {one.story for one in told} | {one.key for one in told}
    pages = [*material.others, *_near(material, shown)]
    for page in sorted(pages, key=lambda one: moment_of(one.published, one.seen)):
        place = place_of(page.published, page.seen, window)
        if page.url in material.told or page.url in shown or place not in _FRESH:
            continue
        clip = bare_clip(material, page, late=place is Place.LATE)
        if mentions_prison(page.title.encode()) and area.holds_text(page.title, clip.province):
            yield Entry(
                key=page.url,
                section=Section.OTHER,
                title=page.title,
                clips=(clip,),
                late=clip.late,
            )


def _near(material: Material, shown: set[str | None]) -> Iterator[OtherPage]:
    """Yield the articles of stories near the line that no entry tells of."""
    for one in material.stories:
        if one.story.label is Label.CANDIDATE and one.story.id not in shown:
            yield from _pages(material, one.story)


def _pages(material: Material, story: Story) -> Iterator[OtherPage]:
    for ref in story.articles:
        find = material.finds.get(ref.url)
        if find is not None:
            yield OtherPage(
                url=ref.url,
                site=ref.site,
                title=ref.title,
                published=ref.published,
                seen=find.seen,
            )


def _first(material: Material, entry: Entry) -> tuple[float, str]:
    clip = entry.clips[0]
    moment = moment_of(clip.published, _seen(material, clip.url))
    return moment.timestamp(), entry.key


def _seen(material: Material, url: str) -> datetime:
    """Return when an article was first seen, be it of a story or not."""
    find = material.finds.get(url)
    return find.seen if find else next(page.seen for page in material.others if page.url == url)


def _facts(agreement: KeptAgreement) -> Entry:
    """Return what is told of an agreement, whatever the section."""
    signing = [unit.name for unit in agreement.units if unit.role is UnitRole.SIGNATORY]
    own = [one.name for one in agreement.parties if one.kind is PartyKind.PEMASYARAKATAN]
    partners = [one for one in agreement.parties if one.kind is not PartyKind.PEMASYARAKATAN]
    kinds = [*(one.kind for one in partners), *agreement.partner_kinds]
    return Entry(
        key=agreement.id,
        section=Section.NEW,
        title=agreement.title or "",
        story=next(iter(agreement.stories), None),
        agreement=agreement.id,
        kind=agreement.kind,
        act=agreement.act,
        units=tuple(dict.fromkeys(signing or own)),
        partners=tuple(dict.fromkeys(one.name for one in partners)),
        partner_kinds=tuple(dict.fromkeys(kinds)),
        partner_count=agreement.partner_count,
        instrument_count=agreement.instrument_count,
        signed_on=agreement.signed_on,
        signed_on_basis=agreement.signed_on_basis,
        place=agreement.place,
        regency=agreement.regency,
        province=agreement.province,
        valid_until=last_day(agreement),
        tone=agreement.tone,
    )
