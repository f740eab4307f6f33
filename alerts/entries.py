"""Events as a message tells them, read from the store when the message is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from alerts.forms import EVERYTHING
from alerts.links import Links
from alerts.sending import Change, Entry
from desk.leaving import masked_agreement, masked_story
from model.alerts import Event, EventSort, Language
from model.exceptions import QueryError
from model.records import Capacity, KeptAgreement, PartyKind, SignedOnBasis, Story, UnitRole
from model.sayings import Saying, said
from model.terms import last_day
from model.words import word
from search import understood
from search.highlight import highlights
from store import Told

#: What has no story.
_OF_OPERATORS = {EventSort.HEALTH, EventSort.NOTICE}


class Frame(NamedTuple):
    """For whom an entry is made: what they asked for, and what day it is to them."""

    query: str
    today: date
    links: Links


def is_of_story(event: Event) -> bool:
    """Whether an event is of a story or its agreements."""
    return event.sort not in _OF_OPERATORS


def notice_entry(event: Event, language: Language) -> Entry:
    """Return the entry of what operators are told; how a site does, in their language."""
    body = event.body
    title, text = str(body.get("title", event.item)), body.get("text")
    if "because" in body:
        state = word("site_state", body["state"], language.value)
        title = f"{body['name']}: {state}"
        text = said(map(Saying.model_validate, body["because"]), language.value)
    return Entry(sort=event.sort, event=event.key, title=title, url=body.get("url"), text=text)


def story_entry(
    event: Event, told: Told, agreements: Sequence[KeptAgreement], frame: Frame
) -> Entry:
    """Return the entry of an event of a story, which tells of ``agreements``."""
    story = masked_story(told.story)
    may = [masked_agreement(one, [told.story]) for one in agreements]
    sites = list(dict.fromkeys(one.site for one in story.articles))
    return Entry(
        sort=event.sort,
        event=event.key,
        title=story.title,
        story=story.id,
        outlet=sites[0] if sites else None,
        others=max(len(sites) - 1, 0),
        published=story.published,
        url=story.articles[0].url if story.articles else None,
        page=_page(told, frame.links),
        highlights=_highlights(frame.query, story),
        withdrawn=story.withdrawn,
        **_fields(may, frame.today if event.sort is EventSort.EXPIRING else None),
    )


def _page(told: Told, links: Links) -> str | None:
    if told.stands_alone:
        return links.agreement(told.agreements[0].id)
    return links.story(told.story.id)


def gone_entry(event: Event, title: str, changes: tuple[Change, ...], links: Links) -> Entry:
    """Return the entry of a correction whose story is no story of ours any more."""
    return Entry(
        sort=event.sort,
        event=event.key,
        title=title,
        story=event.item,
        page=links.story(event.item),
        changes=changes,
    )


def today_in(zone: ZoneInfo, now: datetime) -> date:
    """Return the day in ``zone``."""
    return now.astimezone(zone).date()


def _highlights(query: str, story: Story) -> tuple[str, ...]:
    if query == EVERYTHING:
        return ()
    try:
        return tuple(highlights(understood(query), story.title, story.text))
    except QueryError:
        return ()


def _fields(agreements: Sequence[KeptAgreement], today: date | None) -> dict[str, Any]:
    """What is told of agreements, together."""
    signed = next((one for one in agreements if one.signed_on), None)
    valid_until = _first(map(last_day, agreements))
    kinds = [kind for one in agreements for kind in one.partner_kinds]
    partners = [
        party
        for one in agreements
        for party in one.parties
        if party.kind is not PartyKind.PEMASYARAKATAN
    ]
    return {
        "agreements": tuple(one.id for one in agreements),
        "units": _distinct(name for one in agreements for name in _units(one)),
        "partners": _distinct(party.name for party in partners),
        "partner_kinds": tuple(dict.fromkeys([*(party.kind for party in partners), *kinds])),
        "partner_count": _first(one.partner_count for one in agreements),
        "kinds": tuple(dict.fromkeys(one.kind for one in agreements)),
        "signed_on": signed.signed_on if signed else None,
        "signed_on_basis": signed.signed_on_basis if signed else SignedOnBasis.NONE,
        "place": _first(one.place for one in agreements),
        "regency": _first(one.regency for one in agreements),
        "province": _first(one.province for one in agreements),
        "signatories": _distinct(
            f"{official.name}, {official.role}"
            for one in agreements
            for official in one.officials
            if official.capacity is Capacity.SIGNATORY
        ),
        "valid_until": valid_until,
        "days_left": (valid_until - today).days if valid_until and today else None,
    }


def _units(agreement: KeptAgreement) -> Iterable[str]:
    """The units that signed; where none is known to, all of them."""
    signing = [unit.name for unit in agreement.units if unit.role is UnitRole.SIGNATORY]
    return signing or [unit.name for unit in agreement.units]


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
