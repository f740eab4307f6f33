"""What a kliping is chosen from, read from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from desk.register import narrowed
from desk.sites import known
from model.config import Settings
from model.following import FollowState, FollowUp
from model.kliping import Coverage
from model.records import ArticleRef, KeptAgreement, Reading
from papers.kliping.window import Window
from store import Find, OtherPage, RegisterFilter, RegisterOrder, SiteState, SiteStatus, Store, Told

#: What is doubtful of an agreement beside its fields: that a story names a former ministry.
MINISTRY = "ministry"
#: Agreements that are about to end are few; more than these nobody reads in a morning.
_MOST_EXPIRING = 500


class Material(NamedTuple):
    """All that a choice rests on.

    ``stories`` have articles that are new or late; ``finds`` and ``readings`` are those of their
    articles, and of the others that tell of the same agreements, by address. ``told`` are addresses
    and ids of which an earlier kliping told. ``followed`` are the agreements that stories follow,
    or may where they are near the line, by their ids, and those that ``others`` follow, by address.
    """

    stories: Sequence[Told]
    finds: Mapping[str, Find]
    readings: Mapping[str, Reading]
    others: Sequence[OtherPage]
    told: frozenset[str]
    outlets: Mapping[str, SiteState]
    expiring: Sequence[KeptAgreement]
    followed: Mapping[str, KeptAgreement]
    coverage: Coverage


def gather(store: Store, settings: Settings, day: date, window: Window, now: datetime) -> Material:
    """Read what the kliping of a day may tell of."""
    stories = store.told(store.klipings.stories(window.read_since))
    silent = [one.story.id for one in stories if not one.agreements]
    # Their agreements may have been entered, or read, after they were.
    store.later.look(silent)
    names = {one.story.id for one in stories}
    agreements = {own.id: own for one in stories for own in one.agreements}
    names |= {name for own in agreements.values() for name in own.stories}
    finds = {find.url: find for find in store.klipings.finds(sorted(names))}
    others = store.klipings.others(window.read_since, now)
    outlets = {one.site: one for one in known(settings, store)}
    pages = [page.url for page in others]
    items = [*finds, *pages, *names, *agreements, *_doubtful(stories)]
    return Material(
        stories=stories,
        finds=finds,
        readings=_readings(store, _articles(stories)),
        others=others,
        told=frozenset(store.klipings.told(items, day)),
        outlets=outlets,
        expiring=_expiring(store, day),
        followed=_followed(store, [*store.later.of_stories(silent), *store.later.of_pages(pages)]),
        coverage=_coverage(store, settings, outlets.values(), window.start),
    )


def doubt_keys(agreement: KeptAgreement) -> list[str]:
    """Return by which names it is known what is doubtful of an agreement, and was told."""
    fields = [MINISTRY, *agreement.contradictions, "signed_on"]
    return [doubt_key(agreement.id, field) for field in dict.fromkeys(fields)]


def doubt_key(agreement: str, field: str) -> str:
    """Return the name of what is doubtful of a field of an agreement."""
    return f"{agreement} {field}"


def _followed(store: Store, found: Sequence[FollowUp]) -> dict[str, KeptAgreement]:
    """Return the agreement that each story, or page, follows; what is sure goes first.

    What may follow one is taken of stories only: somebody reads the kliping before it is sent.
    """
    may = [one for one in found if one.state is FollowState.SUGGESTED and one.story]
    does = [one for one in found if one.state is FollowState.ATTACHED]
    chosen = {one.story or one.url: one.agreement for one in (*may, *does)}
    agreements = {one.id: one for one in store.agreements(ids=sorted(set(chosen.values())))}
    return {key: agreements[name] for key, name in chosen.items() if name in agreements}


def _doubtful(stories: Iterable[Told]) -> list[str]:
    return [key for one in stories for own in one.agreements for key in doubt_keys(own)]


def _articles(stories: Iterable[Told]) -> dict[str, ArticleRef]:
    found = {ref.url: ref for one in stories for ref in one.story.articles}
    found |= {ref.url: ref for one in stories for own in one.agreements for ref in own.articles}
    return found


def _readings(store: Store, articles: Iterable[str]) -> dict[str, Reading]:
    found = ((url, store.reading(url)) for url in articles)
    return {url: reading for url, reading in found if reading is not None}


def _expiring(store: Store, today: date) -> Sequence[KeptAgreement]:
    return store.overview.find(
        RegisterFilter(**narrowed("expiring", today)),
        RegisterOrder.VALID_UNTIL,
        descending=False,
        limit=_MOST_EXPIRING,
    ).agreements


def _coverage(
    store: Store, settings: Settings, outlets: Iterable[SiteState], since: datetime
) -> Coverage:
    """Count the media that answered since the period began, of those that are watched."""
    watched = {one.site for one in outlets if one.status is SiteStatus.ACTIVE}
    answered = {one.site for one in store.visits(since=since) if one.error is None}
    return Coverage(
        checked=len(answered & watched),
        watched=len(watched),
        known_ends=_count(store, settings, has_end=True),
        agreements=_count(store, settings, has_end=None),
    )


def provinces_of(settings: Settings) -> tuple[str, ...]:
    """Return the provinces whose news is an office's; none: all of them."""
    return tuple(dict.fromkeys([*settings.office.provinces, *settings.kliping.provinces]))


def _count(store: Store, settings: Settings, *, has_end: bool | None) -> int:
    """Count the agreements of the office's provinces in the register."""
    asked = [
        RegisterFilter(province=province, has_end=has_end)
        for province in provinces_of(settings) or (None,)
    ]
    return sum(store.overview.find(one).total for one in asked)
