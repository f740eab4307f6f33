"""The commands of sites, on a store filled through its own methods and a server on loopback."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.health import State
from store import Endpoint, SiteState, SiteStatus, Store, Visit, open_store
from tests.commands.conftest import Run

_CONFIG = """
data: data
crawl: {workers: 1, delay: 0, retries: 0, timeout: 5, allow_private: ["*"]}
catalogue: {enabled: false}
sites:
  - {url: "https://harian.example/", name: Harian Banten, province: Banten}
  - {url: "https://warta.example/", name: Warta Jambi, province: Jambi}
"""
_DAY = timedelta(days=1)
_KEYS = {
    *("site url name province type group status state reason since last_success".split()),
    *("last_article articles_per_week discovered fetched read kept software".split()),
}

Fill = Callable[[Callable[[Store], None]], None]


@pytest.fixture(autouse=True)
def _configured(environment: dict[str, str]) -> None:
    Path(environment["PANTAU_CONFIG"]).write_text(_CONFIG, encoding="utf-8")


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Change the store that the commands use."""

    def change(work: Callable[[Store], None]) -> None:
        data = tmp_path / "data"
        with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
            work(store)

    return change


@pytest.fixture
def visited(fill: Fill) -> datetime:
    """When sites were last visited: Harian is well, Warta blocked, Kabar was added, and silent."""
    last = datetime.now(UTC) - timedelta(hours=1)

    def work(store: Store) -> None:
        store.put_site(
            SiteState(site="harian.example", url="https://harian.example/", software="wordpress"),
            [
                Endpoint(
                    site="harian.example",
                    url="https://harian.example/feed/",
                    kind="feed",
                    why="10 articles, the newest an hour old",
                    trusted=False,
                    interval=7200.0,
                    found=10,
                )
            ],
        )
        store.put_site(
            SiteState(site="kabar.example", url="https://kabar.example/", name="Kabar", added=True)
        )
        for ago in range(20, -1, -1):
            _visit(store, "harian.example", last - ago * _DAY, kept=ago % 2)
            if ago > 4:
                _visit(store, "warta.example", last - ago * _DAY)
                _visit(store, "kabar.example", last - ago * _DAY)
            else:
                _fail(store, "warta.example", last - ago * _DAY)
                _visit(store, "kabar.example", last - ago * _DAY, new=0, newest=last - 5.1 * _DAY)

    fill(work)
    return last


def _visit(store: Store, site: str, at: datetime, **told: Any) -> None:
    usual: dict[str, Any] = {
        "discovered": 40,
        "new": 12,
        "off_topic": 6,
        "fetched": 5,
        "articles": 4,
        "dated": 4,
        "text_length": 2200,
        "newest": at - timedelta(hours=2),
        "audited": 1,
    }
    store.add_visit(Visit(run=1, site=site, at=at, **(usual | told)))


def _fail(store: Store, site: str, at: datetime) -> None:
    store.add_visit(Visit(run=1, site=site, at=at, error="http_403"))


def _answered(run: Run, *arguments: object, code: int = 0) -> Any:
    answer = run("sites", *arguments, "--json")
    assert answer.returncode == code, answer.stderr.decode()
    return json.loads(answer.stdout)


def _states(listed: list[dict[str, Any]]) -> dict[str, str]:
    return {one["site"]: one["state"] for one in listed}


def test_configured_sites_are_listed_before_any_crawl(run: Run) -> None:
    listed = _answered(run, "list")

    assert _states(listed) == {"harian.example": "new", "warta.example": "new"}
    assert listed[0].keys() >= _KEYS
    assert listed[0]["name"] == "Harian Banten"


def test_each_site_has_its_state_and_reason(run: Run, visited: datetime) -> None:
    sites = {one["site"]: one for one in _answered(run, "list")}

    assert {name: one["state"] for name, one in sites.items()} == {
        "harian.example": "normal",
        "kabar.example": "silent",
        "warta.example": "blocked",
    }
    harian, warta = sites["harian.example"], sites["warta.example"]
    assert datetime.fromisoformat(harian["last_success"]) == visited
    assert (harian["kept"], harian["read"], harian["fetched"]) == (10, 84, 105)
    assert harian["software"] == "wordpress"
    assert harian["articles_per_week"] == pytest.approx(84, rel=0.1)
    assert warta["reason"] == (
        "It gave nothing on 5 visits in a row: it answered with HTTP status 403."
    )
    assert sites["kabar.example"]["reason"] == "No new article for 5 days; usually 12 a day."
    assert sites["kabar.example"]["lost"] == "discovered"


def test_people_see_a_table_and_totals(run: Run, visited: datetime) -> None:
    shown = run("sites", "list").stdout.decode()

    assert "1 of 3 sites normal; 1 silent, 1 blocked" in shown
    assert "kabar.example" in shown


@pytest.mark.parametrize(
    ("options", "sites"),
    [
        (["--state", "silent,blocked"], ["kabar.example", "warta.example"]),
        (["--state", "paused"], []),
        (["--province", "jambi"], ["warta.example"]),
        (["--sort", "kept"], ["harian.example", "kabar.example", "warta.example"]),
        (["--sort", "state"], ["harian.example", "kabar.example", "warta.example"]),
        (["--sort", "last_article"], ["kabar.example", "warta.example", "harian.example"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    run: Run, visited: datetime, options: list[str], sites: list[str]
) -> None:
    assert [one["site"] for one in _answered(run, "list", *options)] == sites


@pytest.mark.parametrize(
    "asked",
    ["harian.example", "www.harian.example", "https://harian.example/berita", "harian banten"],
)
def test_a_site_is_shown_by_address_host_or_name(run: Run, visited: datetime, asked: str) -> None:
    site = _answered(run, "show", asked)

    assert site["site"] == "harian.example"
    (endpoint,) = site["endpoints"]
    assert endpoint["why"] == "10 articles, the newest an hour old"
    assert len(site["visits"]) == 10
    assert site["rhythm"]["articles"] > 100
    text = run("sites", "show", asked).stdout.decode()
    for told in ("10 articles, the newest an hour old", "not trusted", "2 hours", "wordpress"):
        assert told in text


def test_what_is_no_site_is_told_with_close_names(run: Run) -> None:
    answer = run("sites", "show", "harian-banten")

    assert answer.returncode == 1
    assert answer.stderr.decode().startswith("pantau: no site harian-banten; close names: Harian")


def test_a_site_is_paused_and_resumed(run: Run, visited: datetime) -> None:
    (paused,) = _answered(run, "pause", "Warta Jambi")
    assert (paused["status"], paused["state"]) == ("paused", "paused")

    assert _states(_answered(run, "list", "--state", "paused")) == {"warta.example": "paused"}
    (resumed,) = _answered(run, "resume", "warta.example")
    assert (resumed["status"], resumed["state"]) == ("active", "blocked")


def test_a_wrong_name_changes_nothing(run: Run) -> None:
    assert run("sites", "pause", "harian.example", "nowhere.example").returncode == 1
    assert _answered(run, "show", "harian.example")["status"] == "active"


def test_a_configured_site_that_is_removed_stays_so_until_it_is_added(run: Run) -> None:
    assert run("sites", "remove", "harian.example").returncode == 0
    assert "harian.example" not in _states(_answered(run, "list"))
    assert _states(_answered(run, "list", "--state", "removed")) == {"harian.example": "removed"}
    for command in ("pause", "resume", "check"):
        refused = run("sites", command, "harian.example")
        assert refused.returncode == 1
        assert b"pantau sites add https://harian.example/" in refused.stderr

    added = _answered(run, "add", "https://harian.example/", "--no-check")

    assert (added["status"], added["name"], added["added"]) == ("active", "Harian Banten", True)


def test_a_site_is_added_with_what_is_told_of_it(run: Run, fill: Fill) -> None:
    told = ("--name", "Suara Barito", "--province", "Kalimantan Selatan", "--type", "press")

    added = _answered(run, "add", "suarabarito.example", *told, "--group", "Barito", "--no-check")

    assert added["url"] == "https://suarabarito.example"
    again = _answered(run, "add", "suarabarito.example", "--type", "blog", "--no-check")
    assert (again["name"], again["type"], again["group"]) == ("Suara Barito", "blog", "Barito")

    def check(store: Store) -> None:
        state = store.site("suarabarito.example")
        assert state is not None
        assert state.added
        assert state.status is SiteStatus.ACTIVE

    fill(check)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "suarabarito"),
        ("add", "ftp://suarabarito.example/"),
        ("add", "suarabarito.example", "--type", "radio"),
        ("list", "--state", "silent,sick"),
        ("list", "--sort", "colour"),
        ("pause",),
    ],
)
def test_wrong_usage_is_exit_code_two(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run("sites", *arguments)

    assert answer.returncode == 2
    assert answer.stdout == b""


class _Site(http.server.BaseHTTPRequestHandler):
    """A front page with links to two articles about other things, and no more."""

    def do_GET(self) -> None:
        links = "".join(
            f'<a href="/berita/{number}/panen-padi-di-serang-melimpah">Panen padi melimpah</a>'
            for number in (1, 2)
        )
        front = self.path == "/"
        body = f"<html><title>Kabar</title>{links}</html>" if front else "<html>Panen</html>"
        found = front or self.path.startswith("/berita/")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode() if found else b"")

    def log_message(self, *args: Any) -> None:
        """Tell nobody."""


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_site_is_looked_at_when_it_is_added_and_again(run: Run, address: str) -> None:
    added = _answered(run, "add", address, "--name", "Kabar Tani")

    assert added["discovered"] == 2
    assert added["probed_at"] is not None
    assert State(added["state"]) in {State.NEW, State.NORMAL}
    (checked,) = _answered(run, "check", "Kabar Tani")
    assert checked["state_before"] == added["state"]


def test_a_check_tells_what_changed_and_exits_with_one_where_a_site_is_at_fault(run: Run) -> None:
    assert _answered(run, "add", "http://127.0.0.1:9/", code=1)["state"] == "unreachable"

    answer = run("sites", "check", "127.0.0.1:9")

    assert answer.returncode == 1
    assert "127.0.0.1:9: unreachable. It gave nothing on 2 visits" in answer.stdout.decode()


def test_status_counts_sites_names_the_worst_and_estimates_what_is_missed(
    run: Run, visited: datetime
) -> None:
    status = json.loads(run("status", "--json").stdout)

    assert {key: count for key, count in status["sites_by_state"].items() if count} == {
        "total": 3,
        "normal": 1,
        "silent": 1,
        "blocked": 1,
    }
    assert {one["site"] for one in status["sites_at_fault"]} == {"kabar.example", "warta.example"}
    audit = status["audit"]
    assert (audit["dropped"], audit["audited"], audit["audit_kept"]) == (348, 58, 0)
    shown = run("status").stdout.decode()
    assert "1 of 3 sites normal; 1 silent, 1 blocked" in shown
    assert "  Warta Jambi: blocked. It gave nothing on 5 visits in a row" in shown
    assert audit["sentence"] in shown


def test_those_at_fault_are_looked_at_again_and_no_others(run: Run, fill: Fill) -> None:
    assert _answered(run, "add", "http://127.0.0.1:9/", code=1)["state"] == "unreachable"
    fill(
        lambda store: store.put_site(
            SiteState(
                site="127.0.0.1:1",
                url="http://127.0.0.1:1/",
                added=True,
                status=SiteStatus.UNFIT,
                note="no news",
            )
        )
    )

    checked = json.loads(run("sites", "check", "--at-fault", "--json").stdout)

    before = {one["site"]: one["state_before"] for one in checked}
    assert before == {"127.0.0.1:9": "unreachable", "127.0.0.1:1": "unfit"}
    assert run("sites", "check", "--at-fault", "127.0.0.1:9").returncode == 2
