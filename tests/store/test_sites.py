"""Sites, their endpoints and visits come back as they were kept."""

from __future__ import annotations

from datetime import date, timedelta

from store import Endpoint, PageState, SiteState, SiteStatus, Store, Visit
from tests.store.readings import MORNING, state


def _site(name: str = "harian.example") -> SiteState:
    return SiteState(
        site=name,
        url=f"https://{name}/",
        name="Harian Contoh",
        province="Banten",
        type="press",
        group="Grup Contoh",
        added=True,
        hosts=("baru.example", "lebihbaru.example"),
        software="wordpress",
        probed_at=MORNING,
        walked=date.min,
        failures=2,
        next_visit=MORNING + timedelta(hours=8),
        note="catatan",
    )


def _endpoint(path: str, rank: int = 0, site: str = "harian.example") -> Endpoint:
    return Endpoint(
        site=site,
        url=f"https://{site}{path}",
        kind="feed",
        rank=rank,
        why="10 articles, the newest an hour old",
        etag='"1"',
        checked_at=MORNING,
        interval=3600.0,
        newest=MORNING,
        cursor="{}",
    )


def test_a_site_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.site("harian.example") is None
    store.put_site(_site())
    store.put_site(_site("awal.example"))
    assert store.site("harian.example") == _site()
    paused = _site().model_copy(update={"status": SiteStatus.PAUSED, "hosts": ()})
    store.put_site(paused)
    assert store.sites() == [_site("awal.example"), paused]


def test_endpoints_come_in_order_and_are_replaced_as_a_whole(store: Store) -> None:
    feed, api, other = _endpoint("/feed/", 1), _endpoint("/api"), _endpoint("/f", 0, "b.example")
    store.put_site(_site(), [feed, api])
    store.put_site(_site("b.example"), [other])
    assert store.endpoints("harian.example") == [api, feed]
    store.put_site(_site(), [feed])
    assert store.endpoints("harian.example") == [feed]
    assert store.endpoints("b.example") == [other]
    store.put_site(_site())
    assert store.endpoints("harian.example") == [feed]


def test_pages_and_what_told_of_them_are_kept_together(store: Store) -> None:
    page = state("https://harian.example/a", outcome="waiting", next_fetch=MORNING)
    asked = _endpoint("/feed/").model_copy(update={"unchanged": 3, "trusted": False})
    store.remember([page], [_endpoint("/feed/"), asked])
    assert store.endpoints("harian.example") == [asked]
    assert [*store.states([page.url]).values()] == [page]
    assert isinstance(page, PageState)


def test_visits_come_newest_first(store: Store) -> None:
    def visit(site: str, hours: int) -> Visit:
        at = MORNING + timedelta(hours=hours)
        return Visit(run=1, site=site, at=at, requests=3, text_length=900, newest=MORNING)

    first, second, third = visit("a.example", 0), visit("b.example", 1), visit("a.example", 2)
    for one in (first, second, third):
        store.add_visit(one)
    assert store.visits() == [third, second, first]
    assert store.visits("a.example") == [third, first]
    assert store.visits("a.example", limit=1) == [third]
    assert store.visits(since=MORNING + timedelta(hours=1)) == [third, second]


def test_many_sites_are_told_of_at_once_as_each_is_alone(store: Store) -> None:
    names = ["a.example", "b.example", "c.example"]
    for hour in (0, 2, 1):
        for name in names[:2]:
            at = MORNING + timedelta(hours=hour)
            store.add_visit(Visit(run=hour + 1, site=name, at=at, new=hour))
    store.put_site(
        _site("a.example"), [_endpoint("b", 1, "a.example"), _endpoint("a", 1, "a.example")]
    )
    assert store.endpoints_by_site(names) == {name: store.endpoints(name) for name in names}
    assert len(store.endpoints("a.example")) == 2
    for since, latest in ((0, 2), (0, None), (2, 2), (3, None)):
        moment = MORNING + timedelta(hours=since)
        assert store.visits_by_site(names, moment, latest) == {
            name: store.visits(name, since=moment, limit=latest) for name in names
        }
    assert store.visits_by_site([], MORNING) == store.endpoints_by_site([]) == {}


def test_sites_are_due_by_an_endpoint_that_is_worth_a_look_soon(store: Store) -> None:
    hour = timedelta(hours=1)
    is_due = {"found": 10, "interval": 3600.0, "next_check": MORNING}
    cases = {
        "due.example": is_due,
        "early.example": {**is_due, "next_check": MORNING + hour},
        "seldom.example": {**is_due, "interval": 90_000.0},
        "unknown.example": {**is_due, "interval": None},
        "empty.example": {**is_due, "found": 0},
    }
    for name, update in cases.items():
        store.put_site(_site(name), [_endpoint("/feed/", 0, name).model_copy(update=update)])
    unwalked = _site("unwalked.example").model_copy(update={"walked": None})
    feed = _endpoint("/feed/", 0, unwalked.site).model_copy(update=is_due)
    store.put_site(unwalked, [feed])

    assert store.due_sites(MORNING, hour) == {"due.example"}
    assert store.due_sites(MORNING + hour, 2 * hour) == {"due.example", "early.example"}
    assert store.due_sites(MORNING, timedelta(minutes=1)) == set()
