"""Asking pages that list articles: the front page, sections, topics, and what a search found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import quote_plus

from crawler import reasons
from crawler.discovery import listing
from crawler.discovery.found import Found, Source
from crawler.discovery.listing import Listing
from crawler.plan.asking import Answer, Plan, Sifted, fetch, name
from crawler.plan.feed import reader as feed_reader
from crawler.plan.kinds import Kind
from crawler.plan.looking import Look, learned, look
from crawler.plan.progress import Progress
from crawler.plan.target import Target
from crawler.plan.words import paired_queries, prison_queries
from model.exceptions import PageError
from store import Endpoint

#: Pages of one list, and pages in a row that only repeat, after which no more are asked.
_MOST_PAGES = 300
_PATIENCE = 3
#: Articles on one page that make it the archive it calls itself.
_ARCHIVE = 100
#: A word that no article holds: what a search page shows for it is on all of its pages.
_NOWHERE = "zqxjkvbw"
#: Words that a search is asked for at each visit.
_WORDS = 2
#: A search is asked for what is new once a day.
_SEARCH_AGAIN = timedelta(hours=20)
#: Entries that one page of Blogger's feeds may hold.
_PER_FEED = 100


def poll(
    target: Target, endpoint: Endpoint, *, is_guess: bool = False, is_first: bool = False
) -> Plan[Look[bool]]:
    """Ask for the first page of a list; content: whether it reaches back to what is known."""
    seen = yield from look(target, endpoint, reader(target), is_guess=is_guess)
    if seen.content is None:
        return Look(seen.endpoint, content=seen.is_good or None, reason=seen.reason)
    found = seen.content.articles
    known = learned(seen.endpoint, found, target.now)
    sifted = yield from name(found, known)
    following = seen.content.next
    if not is_first and following and sifted.new and not sifted.known:
        yield from _further(target, known, following)
    return Look(known, content=bool(sifted.known))


def walk(target: Target, endpoint: Endpoint) -> Plan[Look[bool]]:
    """Follow a list to its end; content: whether it shows an archive, on many pages or on one."""
    progress = Progress.of(endpoint, target.wishes.since)
    if not progress.step:
        address = progress.address or endpoint.url
        endpoint, pages = yield from _further(target, endpoint, address, progress)
        pages += endpoint.kind == Kind.ARCHIVE and endpoint.found >= _ARCHIVE
        progress = progress.at(1, max(pages, progress.page))
        endpoint = progress.on(endpoint)
        yield from name((), endpoint)
    return Look(endpoint, content=progress.page > 1)


def poll_search(target: Target, endpoint: Endpoint) -> Plan[Look[bool]]:
    """Ask a search for its newest by the words that most stories of ours hold."""
    found: list[Found] = []
    latest = "&orderby=date&order=desc" if target.software == "wordpress" else ""
    read = _results_reader(target, endpoint)
    for query in prison_queries()[:_WORDS]:
        url = filled(endpoint.url, query, 1) + latest
        seen = yield from look(target, endpoint, read, url=url, is_guess=True)
        if seen.content is None:
            return Look(seen.endpoint, reason=seen.reason)
        found += seen.content.found
    answered = {"checked_at": target.now, "failures": 0, "problem": None}
    known = endpoint.model_copy(update={**answered, **_rested(target)})
    yield from name(found, known)
    return Look(known, content=True)


def _rested(target: Target) -> dict[str, object]:
    return {"next_check": target.now + _SEARCH_AGAIN}


def walk_search(target: Target, endpoint: Endpoint) -> Plan[Look[bool]]:
    """Ask a search for the field's words, page by page; content: whether it found anything."""
    endpoint, aside = yield from _tried(target, endpoint)
    progress = Progress.of(endpoint, target.wishes.since)
    for step, query in progress.left(_queries(target, endpoint)):
        page, idle, has_next = (progress.page if step == progress.step else 1), 0, True
        told: set[str] = set()
        while has_next and page <= _MOST_PAGES and idle < _PATIENCE:
            url = filled(endpoint.url, query, page)
            read = _results_reader(target, endpoint)
            seen = yield from look(target, endpoint, read, url=url, is_guess=True)
            if seen.content is None and page == 1:
                return Look(endpoint, reason=seen.reason)
            results = seen.content or Results()
            found = [one for one in results.found if one.url not in aside]
            page, has_next = page + 1, results.has_next and bool(found)
            total = endpoint.found + len(found)
            endpoint = progress.at(step, page).on(endpoint.model_copy(update={"found": total}))
            yield from name(found, endpoint)
            # What the store knows by a headline is found here by its text: that is no repetition.
            shown = {one.url for one in found}
            idle = idle + 1 if shown <= told else 0
            told |= shown
        endpoint = progress.at(step + 1, 1).on(endpoint)
        yield from name((), endpoint)
        yield from fetch()
    return Look(endpoint.model_copy(update=_rested(target)), content=endpoint.found > 0)


def _tried(target: Target, endpoint: Endpoint) -> Plan[tuple[Endpoint, set[str]]]:
    """Learn whether a search's feed gives texts, or what a search page shows whatever it finds."""
    if endpoint.kind == Kind.SEARCH_PAGE:
        return endpoint, (yield from _shown_always(target, endpoint))
    url = filled(endpoint.url, prison_queries()[0], 1)
    read = _results_reader(target, endpoint)
    seen = yield from look(target, endpoint, read, url=url, is_guess=True)
    found = seen.content.found if seen.content else ()
    has_text = any(one.text is not None for one in found)
    return endpoint.model_copy(update={"full_text": has_text}), set()


def _shown_always(target: Target, endpoint: Endpoint) -> Plan[set[str]]:
    """The articles that a search page shows whatever is looked for, beside what it found."""
    url = filled(endpoint.url, _NOWHERE, 1)
    read = _results_reader(target, endpoint)
    seen = yield from look(target, endpoint, read, url=url, is_guess=True)
    return {one.url for one in seen.content.found} if seen.content else set()


def filled(template: str, query: str, page: int) -> str:
    """Return the address of a page of what a search finds."""
    start = (page - 1) * _PER_FEED + 1
    return (
        template.replace("{query}", quote_plus(query))
        .replace("{page}", str(page))
        .replace("{start}", str(start))
    )


def reader(target: Target, source: Source = Source.LISTING) -> Callable[[Answer], Listing]:
    """Return what reads a list of the site."""

    def read(answer: Answer) -> Listing:
        return read_listing(target, answer, source)

    return read


def read_listing(target: Target, answer: Answer, source: Source) -> Listing:
    """Read a list of the site.

    Raises:
        PageError: ``not_html`` where it is none.
    """
    kind = answer.headers.get("content-type", "")
    if reasons.is_no_page(kind):
        raise PageError(reasons.NOT_HTML, kind[:80])
    return listing.read(
        answer.body,
        url=answer.url,
        hosts=frozenset(target.hosts),
        charset=_charset(kind),
        source=source,
    )


def _further(
    target: Target, endpoint: Endpoint, address: str, progress: Progress | None = None
) -> Plan[tuple[Endpoint, int]]:
    """Follow a list from ``address`` on, until its pages tell nothing new; count them."""
    idle = 0
    asked: set[str] = set()
    following: str | None = address
    while following and following not in asked and len(asked) < _MOST_PAGES:
        asked.add(following)
        source = Source.SEARCH if endpoint.kind == Kind.TOPIC else Source.LISTING
        is_guess = endpoint.kind == Kind.ARCHIVE
        read = reader(target, source)
        seen = yield from look(target, endpoint, read, url=following, is_guess=is_guess)
        if seen.content is None:
            break
        following = seen.content.next
        if progress is not None and following:
            endpoint = progress.at(0, 2, following).on(endpoint)
        found = len(seen.content.articles)
        endpoint = endpoint.model_copy(update={"found": max(endpoint.found, found)})
        sifted = yield from name(_own(target, seen.content.articles), endpoint)
        idle = 0 if _goes_on(sifted, progress) else idle + 1
        if idle >= _PATIENCE:
            break
    return endpoint, len(asked)


def _goes_on(sifted: Sifted, progress: Progress | None) -> bool:
    """Whether a list's next page may tell something new."""
    return bool(sifted.new and (progress is not None or not sifted.known))


def _queries(target: Target, endpoint: Endpoint) -> Sequence[str]:
    """What to ask: pairs of words where WordPress gives no text, so that little is found."""
    is_short = target.software == "wordpress" and not endpoint.full_text
    return paired_queries() if is_short else prison_queries()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what a search found, and whether another one may follow."""

    found: Sequence[Found] = ()
    has_next: bool = False


def _results_reader(target: Target, endpoint: Endpoint) -> Callable[[Answer], Results]:
    if endpoint.kind == Kind.SEARCH_FEED:
        read_feed = feed_reader(target)

        def entries(answer: Answer) -> Results:
            found = [replace(one, source=Source.SEARCH) for one in read_feed(answer)]
            return Results(found, has_next=bool(found))

        return entries

    def listed(answer: Answer) -> Results:
        page = read_listing(target, answer, Source.SEARCH)
        return Results(_own(target, page.articles), has_next=page.next is not None)

    return listed


def _own(target: Target, found: Sequence[Found]) -> list[Found]:
    """Articles of a list of findings: what the front page shows too may stand beside them only."""
    return [
        replace(one, source=Source.LISTING) if one.url in target.shown else one for one in found
    ]


def _charset(content_type: str) -> str | None:
    name_ = content_type.lower().partition("charset=")[2].strip(" \"';")
    return name_.partition(";")[0].strip(" \"'") or None
