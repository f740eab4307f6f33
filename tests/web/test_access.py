"""Who may ask for what: sessions, tokens, roles, forms, names of the host, and guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from model.accounts import PassSort, Role, User
from model.config import Settings
from model.config_web import WebSettings
from store import Pass, open_store
from tests.web.serving import Clock, asking
from web.access.secrets import digest_of, hashed
from web.app import create_app

PASSWORD = "kata-sandi-panjang"
PEOPLE = {"Sari": Role.READER, "Budi": Role.REVIEWER, "Ani": Role.ADMIN}


@pytest.fixture(scope="module")
def password() -> str:
    """The hash of everybody's password: making one takes a while."""
    return hashed(PASSWORD)


@pytest.fixture
def guarded(own: Settings, password: str) -> Settings:
    """Settings of a page that is reached from elsewhere, with a user of each role."""
    with open_store(own.store_url, own.data) as store:
        for name, role in PEOPLE.items():
            assert store.accounts.add(User(name=name, role=role), password, Clock().now)
            new = Pass(digest_of(f"token-{name}"), name, PassSort.TOKEN)
            store.accounts.admit(new, Clock().now)
    return own.model_copy(update={"web": WebSettings(hosts=["pantau.example.id"])})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(guarded: Settings, clock: Clock) -> Iterator[httpx.Client]:
    with asking(guarded, clock, headers={"accept": "text/html"}) as client:
        yield client


def form_token(browser: httpx.Client) -> str:
    found = re.search(r'name="csrf"[^>]* value="(\w+)"', browser.get("/login").text)
    assert found
    return found[1]


def log_in(
    browser: httpx.Client, name: str, password: str = PASSWORD, **more: str
) -> httpx.Response:
    return browser.post(
        "/login", data={"csrf": form_token(browser), "name": name, "password": password, **more}
    )


def with_token(name: str) -> dict[str, str]:
    return {"authorization": f"Bearer token-{name}"}


def test_strangers_see_nothing(browser: httpx.Client) -> None:
    for path in ("/api/v1/stories", "/api/v1/agreements.csv", "/feed.atom", "/api/v1/sites"):
        answer = browser.get(path, headers={"accept": "*/*"})
        assert answer.status_code == 401, path
        assert "Bearer" in answer.headers["www-authenticate"]
        assert answer.headers["content-type"] == "application/problem+json"
    answer = browser.get("/feed.atom?q=lapas")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Ffeed.atom%3Fq%3Dlapas"
    assert browser.get("/healthz").status_code == 200


def test_a_session_begins_changes_and_ends(browser: httpx.Client, clock: Clock) -> None:
    answer = log_in(browser, "sari", next="/feed.json")
    assert (answer.status_code, answer.headers["location"]) == (303, "/feed.json")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert browser.get("/api/v1/stories").status_code == 200

    before = browser.cookies["pantau_session"]
    log_in(browser, "Sari")
    assert browser.cookies["pantau_session"] != before
    with httpx.Client(base_url=browser.base_url, cookies={"pantau_session": before}) as thief:
        assert thief.get("/api/v1/stories").status_code == 401

    secret = browser.cookies["pantau_session"]
    assert browser.post("/logout", data={"csrf": form_token(browser)}).status_code == 303
    with httpx.Client(base_url=browser.base_url, cookies={"pantau_session": secret}) as thief:
        assert thief.get("/api/v1/stories").status_code == 401


def test_a_session_ends_by_itself(browser: httpx.Client, clock: Clock) -> None:
    log_in(browser, "Sari")
    clock.now += timedelta(hours=12, seconds=-1)
    assert browser.get("/api/v1/stories").status_code == 200
    clock.now += timedelta(seconds=2)
    assert browser.get("/api/v1/stories").status_code == 401


def test_cookies_are_for_https_where_people_use_it(guarded: Settings) -> None:
    web = WebSettings(public_url="https://pantau.example.id")
    with asking(guarded.model_copy(update={"web": web})) as client:
        page = client.get("/login", headers={"host": "pantau.example.id"})

        assert page.headers["strict-transport-security"].startswith("max-age=")
        assert page.headers["set-cookie"].startswith("__Host-pantau_visitor=")
        assert "; Secure" in page.headers["set-cookie"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_login_leads_to_no_other_site(browser: httpx.Client, target: str) -> None:
    assert log_in(browser, "Sari", next=target).headers["location"] == "/"


def test_roles_say_what_may_be_done(browser: httpx.Client) -> None:
    verdict = {"decision": "keep", "revision": 0}
    site = {"url": "baru.example", "check": False}
    entry = {"values": {"parties": [{"name": "Yayasan Kenari", "kind": "yayasan"}]}}
    may = {
        name: (
            browser.get("/api/v1/review", headers=with_token(name)).status_code,
            browser.post("/api/v1/review/szzz", json=verdict, headers=with_token(name)).status_code,
            browser.post("/api/v1/sites", json=site, headers=with_token(name)).status_code,
            browser.post("/api/v1/agreements", json=entry, headers=with_token(name)).status_code,
        )
        for name in PEOPLE
    }

    assert may == {
        "Sari": (200, 403, 403, 403),
        "Budi": (200, 404, 403, 201),
        "Ani": (200, 404, 201, 201),
    }
    for path in ("/kerja-sama/baru", "/kerja-sama/azzz/perbaiki"):
        assert browser.get(path, headers=with_token("Sari")).status_code == 403


def test_decisions_are_signed_by_who_made_them(browser: httpx.Client) -> None:
    item = browser.get("/api/v1/review", headers=with_token("Budi")).json()["items"][0]
    verdict = {"decision": "drop", "revision": item["revision"]}
    path = f"/api/v1/review/{item['id']}"

    decided = browser.post(path, json=verdict, headers=with_token("Budi")).json()

    assert decided["item"]["review"]["by"] == "Budi"


def test_tokens_that_are_none_are_refused(browser: httpx.Client) -> None:
    for given in ("Bearer token-Siapa", "Bearer", "Basic token-Sari", "Basic !!!", "Digest x"):
        answer = browser.get("/api/v1/stories", headers={"authorization": given, "accept": "*/*"})
        assert answer.status_code == 401, given


def test_feed_readers_send_the_token_as_a_password(browser: httpx.Client) -> None:
    assert browser.get("/feed.atom", auth=("Sari", "token-Sari")).status_code == 200
    item = browser.get("/api/v1/review", auth=("Ani", "token-Ani")).json()["items"][0]
    changed = browser.post(
        f"/api/v1/review/{item['id']}",
        json={"decision": "keep", "revision": 0},
        auth=("Ani", "token-Ani"),
        headers={"accept": "*/*"},
    )
    assert changed.status_code == 401


def test_the_password_of_a_session_is_no_token(browser: httpx.Client) -> None:
    log_in(browser, "Sari")
    secret = browser.cookies["pantau_session"]
    browser.cookies.clear()

    answer = browser.get(
        "/api/v1/stories", headers={"authorization": f"Bearer {secret}", "accept": "*/*"}
    )

    assert answer.status_code == 401


def test_a_form_of_another_site_does_nothing(browser: httpx.Client) -> None:
    log_in(browser, "Ani")
    site = {"url": "jahat.example", "check": False}
    token = form_token(browser)

    refused = [
        # A form, as any page can send it.
        browser.post("/api/v1/sites", content=b"x", headers={"content-type": "text/plain"}),
        # A script with the session's cookie, but no token or a wrong one.
        browser.post("/api/v1/sites", json=site),
        browser.post("/api/v1/sites", json=site, headers={"x-csrf-token": "0" * 64}),
        browser.post("/api/v1/sites", json=site, headers={"x-csrf-token": "é".encode()}),
        # The right token, but the browser says that another site sent it.
        browser.post(
            "/api/v1/sites",
            json=site,
            headers={"x-csrf-token": token, "origin": "https://evil.example"},
        ),
        browser.post(
            "/api/v1/sites",
            json=site,
            headers={"x-csrf-token": token, "sec-fetch-site": "cross-site"},
        ),
        browser.post("/api/v1/sites", json=site, headers={"x-csrf-token": token, "origin": "null"}),
        browser.post("/logout", data={"csrf": "falsch"}),
    ]
    done = browser.post("/api/v1/sites", json=site, headers={"x-csrf-token": token})

    assert [answer.status_code for answer in refused] == [403] * len(refused)
    assert done.status_code == 201


def test_a_form_token_is_of_one_session(browser: httpx.Client) -> None:
    log_in(browser, "Sari")
    token = form_token(browser)
    log_in(browser, "Ani")

    assert browser.post("/logout", data={"csrf": token}).status_code == 403


def test_guesses_are_slowed_down_for_a_name_and_an_address(
    browser: httpx.Client, guarded: Settings, clock: Clock
) -> None:
    for _ in range(10):
        assert log_in(browser, "Sari", "salah-salah-salah").status_code == 401
    answer = log_in(browser, "SARI")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    # It is remembered by the store, not by this process.
    with asking(guarded, clock) as other:
        assert log_in(other, "Sari").status_code == 429

    assert log_in(browser, "Budi").status_code == 303
    for number in range(10):
        assert log_in(browser, f"siapa{number}", "salah-salah-salah").status_code == 401
    assert log_in(browser, "Ani").status_code == 429

    clock.now += timedelta(minutes=16)
    assert log_in(browser, "Sari").status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "pantau.example.id.evil.example", "[", ""])
def test_other_names_are_not_ours(browser: httpx.Client, host: str) -> None:
    assert browser.get("/healthz", headers={"host": host}).status_code in {400, 421}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:99", "[::1]:8080", "192.168.1.4", "Pantau.Example.ID:443"]
)
def test_our_names_are_ours(browser: httpx.Client, host: str) -> None:
    assert browser.get("/healthz", headers={"host": host}).status_code == 200


def test_on_this_machine_alone_nobody_logs_in(client: httpx.Client, own: Settings) -> None:
    assert client.get("/api/v1/stories").status_code == 200
    with asking(own) as alone:
        cross = {"origin": "https://evil.example"}
        verdict = {"decision": "keep", "revision": 0}
        assert alone.post("/api/v1/review/szzz", json=verdict).status_code == 404
        assert alone.post("/api/v1/review/szzz", json=verdict, headers=cross).status_code == 403
        form = {"content-type": "text/plain"}
        body = b'{"decision": "keep", "revision": 0}'
        assert alone.post("/api/v1/review/szzz", content=body, headers=form).status_code == 403


def test_a_proxy_opens_it_to_nobody(client: httpx.Client) -> None:
    answer = client.get("/api/v1/stories", headers={"x-forwarded-for": "203.0.113.9"})

    assert answer.status_code == 403
    assert "pantau users add" in answer.json()["detail"]


def test_every_address_refuses_strangers(browser: httpx.Client) -> None:
    """All but what must be open: a route that somebody forgets to guard fails here."""
    open_to_all = ("/healthz", "/readyz", "/login", "/logout", "/unsubscribe", "/static")
    paths = [
        path
        for path, methods in _routes()
        if "GET" in methods and not path.startswith((*open_to_all, "/langganan/berhenti", "/api/o"))
    ]
    assert len(paths) > 15
    for path in paths:
        filled = re.sub(r"{\w+(:\w+)?}", "1", path)
        answer = browser.get(filled, headers={"accept": "*/*"})
        assert answer.status_code in {401, 422}, path


def _routes() -> Iterator[tuple[str, set[str]]]:
    """Paths and methods of all routes."""
    for router in create_app(Settings(), Clock()).routes:
        for route in getattr(router, "effective_route_contexts", list)():
            yield route.path, route.methods


def test_a_reader_takes_a_report_and_is_named_in_the_log(
    browser: httpx.Client, guarded: Settings
) -> None:
    path = "/laporan/2026-01.xlsx"
    assert browser.get(path).status_code in {303, 401}
    assert browser.get(path, headers=with_token("Sari")).status_code == 200
    with open_store(guarded.store_url, guarded.data) as store:
        assert [deed.by for deed in store.audit.deeds(5, subject="report 2026-01")] == ["Sari"]


def test_a_program_is_told_only_what_may_leave(browser: httpx.Client) -> None:
    log_in(browser, "Ani")
    story = browser.get("/api/v1/stories").json()["stories"][0]["id"]
    inside = browser.get(f"/api/v1/stories/{story}").json()
    browser.cookies.clear()
    outside = browser.get(f"/api/v1/stories/{story}", headers=with_token("Ani")).json()
    assert len(inside["text"].split()) > 40
    assert len(outside["text"].split()) <= 40
    assert outside["versions"] == []
    why = browser.get(f"/api/v1/stories/{story}/why", headers=with_token("Ani")).json()
    assert why["reading"] is None


def test_the_log_is_for_admins(browser: httpx.Client) -> None:
    for name, status in (("Budi", 403), ("Ani", 200)):
        assert browser.get("/api/v1/audit", headers=with_token(name)).status_code == status
        page = browser.get("/pengaturan/catatan-audit", headers=with_token(name))
        assert page.status_code == status


def test_an_export_is_logged(browser: httpx.Client) -> None:
    assert browser.get("/api/v1/agreements.csv", headers=with_token("Budi")).status_code == 200
    logged = browser.get("/api/v1/audit?act=export", headers=with_token("Ani")).json()["deeds"]
    (deed,) = [deed for deed in logged if deed["by"] == "Budi"]
    assert (deed["subject"], deed["detail"]["format"]) == ("register", "csv")
    shown = browser.get("/pengaturan/catatan-audit", headers=with_token("Ani")).text
    assert "Ekspor" in shown
    assert "Budi" in shown
