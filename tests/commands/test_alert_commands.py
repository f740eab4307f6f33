"""Subscribing and being told, as a person does it: against a real receiver on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from model.alerts import SubscriptionState
from store import open_store
from tests.alerts.boxes import story
from tests.alerts.receiver import Receiver, Reply, receiving
from tests.commands.conftest import Answer, Run, lines
from tests.store.readings import state

TOKEN = "abcDEF1234567890xyz"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as opened:
        yield opened


def news(number: int, days_ago: float = 1, town: str = "Garut") -> dict[str, Any]:
    """A page that tells of a signing."""
    published = datetime.now(UTC) - timedelta(days=days_ago)
    partner = f"Yayasan Kenanga {town}"
    return {
        "url": f"https://kabar-anggrek.example/{published:%Y/%m}/lapas-{town.lower()}-{number}",
        "title": f"Lapas Kelas IIB {town} dan {partner} Teken Perjanjian Kerja Sama",
        "published": published.isoformat(),
        "fetched_at": datetime.now(UTC).isoformat(),
        "text": (
            f"Lapas Kelas IIB {town} dan {partner} menandatangani perjanjian kerja sama (PKS) "
            f"pembinaan kerohanian bagi warga binaan, di aula lapas {town}.\n"
            f"Kepala Lapas Kelas IIB {town}, Asep Sunarya, mengatakan pembina akan datang dua "
            "kali sebulan. Perjanjian berlaku selama dua tahun.\n"
            f"Ketua {partner}, Lilis Komariah, menyambut baik kerja sama itu."
        ),
    }


def answered(answer: Answer) -> Any:
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def bring(run: Run, *pages: dict[str, Any]) -> None:
    answered(run("import", "-", "--json", stdin=lines(*pages)))


def test_a_story_goes_from_the_news_to_a_webhook(run: Run, receiver: Receiver) -> None:
    bring(run, news(1, town="Banjar"))
    where = ("--to", receiver.url, "--allow-private")
    made = answered(run("subscribe", "add", "--query", "unit:garut", *where, "--json"))
    assert (made["when"], made["what"]) == ("now", ["stories", "agreements"])
    bring(run, news(2), news(3, town="Cianjur"))

    done = answered(run("alerts", "run", "--json"))

    assert done == {"new": 1, "sent": 1, "failed": 0, "dead": 0, "stale": 0}
    (request,) = receiver.requests
    assert "Lapas Kelas IIB Garut" in request.body.decode()
    assert answered(run("alerts", "run", "--json"))["sent"] == 0
    status = answered(run("alerts", "status", "--json"))
    assert status["deliveries"]["sent"] == 1
    assert status["oldest_pending"] is None
    shown = answered(run("subscribe", "show", made["id"], "--json"))
    assert shown["last_sent"] is not None
    assert shown["deliveries"][0]["state"] == "sent"
    assert "token" not in shown


def test_a_receiver_that_fails_is_asked_again(run: Run, receiver: Receiver) -> None:
    answered(
        run("subscribe", "add", "--to", receiver.url, "--allow-private", "--name", "x", "--json")
    )
    bring(run, news(1))
    receiver.reply = lambda _request: Reply(status=503)
    failed = run("alerts", "run")
    assert failed.returncode == 1
    assert b"1 failed" in failed.stdout
    status = answered(run("alerts", "status", "--json"))
    (problem,) = status["problems"]
    assert problem["state"] == "failed"
    assert status["oldest_pending"] is not None
    assert b"failed" in run("alerts", "status").stdout

    assert run("alerts", "run").returncode == 0
    assert len(receiver.requests) == 1
    receiver.reply = lambda _request: Reply()
    assert answered(run("alerts", "retry", problem["id"], "--json")) == {"retried": 1}
    assert answered(run("alerts", "run", "--json"))["sent"] == 1
    first, second = receiver.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert run("alerts", "retry", problem["id"]).returncode == 1


def test_a_digest_waits_for_its_hour_unless_it_is_wanted_now(run: Run, receiver: Receiver) -> None:
    later = datetime.now(UTC) + timedelta(hours=12)
    arguments = ("--when", "daily", "--at", f"{later:%H:%M}", "--zone", "Europe/London")
    answered(run("subscribe", "add", "--to", receiver.url, "--allow-private", *arguments, "--json"))
    bring(run, news(1))
    waiting = answered(run("alerts", "run", "--json"))
    assert (waiting["new"], waiting["sent"]) == (1, 0)
    assert answered(run("alerts", "status", "--json"))["deliveries"]["pending"] == 1
    assert answered(run("alerts", "run", "--now", "--json"))["sent"] == 1


def test_a_backfill_tells_of_before(run: Run, receiver: Receiver) -> None:
    bring(run, news(1, days_ago=2), news(2, days_ago=20, town="Cianjur"))
    where = ("--to", receiver.url, "--allow-private", "--backfill", "7")
    assert answered(run("subscribe", "add", *where, "--json"))["backfilled"] == 1
    assert answered(run("alerts", "run", "--json"))["sent"] == 1
    assert b"Garut" in receiver.requests[0].body


def test_a_preview_says_what_would_have_been_told(run: Run) -> None:
    bring(run, *(news(number, days_ago=number, town=f"Kota{number}") for number in range(1, 9)))
    bring(run, news(100, days_ago=200, town="Lampau"))
    found = answered(run("subscribe", "preview", "--query", "lapas", "--json"))
    assert (found["total"], found["flood"]) == (8, False)
    assert found["samples"][0]["title"].startswith("Lapas Kelas IIB Kota1")
    made = answered(run("subscribe", "add", "--unit", "Kota3", "--to", "a@b.example", "--json"))
    assert made["query"] == "unit:Kota3"
    assert made["to"] == ["mailto:a@b.example"]
    assert answered(run("subscribe", "preview", made["id"], "--json"))["query"] == "unit:Kota3"
    people = run("subscribe", "preview", "--query", "lapas")
    assert b"8 stories in the last 90 days" in people.stdout


def test_a_preview_warns_of_a_flood(run: Run, tmp_path: Path) -> None:
    published = datetime.now(UTC) - timedelta(days=1)
    with open_store(f"sqlite:///{tmp_path / 'data' / 'pantau.db'}", tmp_path / "data") as store:
        for number in range(31):
            read = story(number, published=published)
            store.save(read, state(read))
    answer = run("subscribe", "preview", "--keyword", "lapas")
    assert b"at most 31" in answer.stdout
    assert b"flood" in answer.stderr


def test_the_life_of_a_subscription(run: Run) -> None:
    made = answered(run("subscribe", "add", "--to", "mailto:a@b.example", "--name", "p", "--json"))
    edited = answered(
        run(
            *("subscribe", "edit", "p", "--when", "weekly", "--day", "jumat", "--at", "8.30"),
            *("--what", "stories", "--what", "corrections", "--json"),
        )
    )
    assert (edited["when"], edited["day"], edited["at"]) == ("weekly", "jumat", "08:30")
    assert edited["what"] == ["stories", "corrections"]
    assert edited["query"] is None
    assert answered(run("subscribe", "pause", "p", "--json"))["state"] == "paused"
    assert answered(run("subscribe", "resume", made["id"], "--json"))["state"] == "active"
    assert [one["id"] for one in answered(run("subscribe", "list", "--json"))] == [made["id"]]
    assert b"weekly jumat 08:30" in run("subscribe", "list").stdout
    assert run("subscribe", "remove", "p").returncode == 0
    assert answered(run("subscribe", "list", "--json")) == []
    assert run("subscribe", "show", "p").returncode == 1


def test_secrets_are_masked_everywhere(run: Run) -> None:
    target = f"https://hooks.example.id/services/{TOKEN}"
    added = run("subscribe", "add", "--to", target, "--name", "hook")
    assert b"seems to hold a secret" in added.stderr
    named = run("subscribe", "add", "--to", "tgram://${PANTAU_TEST_BOT}/123", "--name", "tg")
    assert b"secret" not in named.stderr
    outputs = [added, named]
    for command in (["list"], ["show", "hook"], ["show", "tg"]):
        outputs += [run("subscribe", *command), run("subscribe", *command, "--json")]
    outputs += [run("alerts", "status"), run("alerts", "test", "tg")]
    for answer in outputs:
        assert TOKEN.encode() not in answer.stdout + answer.stderr
    assert b"tgram://${PANTAU_TEST_BOT}/123" in outputs[-3].stdout
    assert outputs[-1].returncode == 1
    assert b"PANTAU_TEST_BOT" in outputs[-1].stdout


def test_configured_subscriptions_follow_the_file(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    plain = config.read_text(encoding="utf-8")
    code = "subscriptions:\n  - {name: pagi, query: lapas, to: 'mailto:a@b.example', at: 07:30}\n"
    config.write_text(plain + code, encoding="utf-8")
    (one,) = answered(run("subscribe", "list", "--json"))
    assert (one["name"], one["configured"], one["at"]) == ("pagi", True, "07:30")
    for command in (["edit", "pagi", "--when", "daily"], ["remove", "pagi"]):
        refused = run("subscribe", *command)
        assert refused.returncode == 2
        assert f"{config}, line 5".encode() in refused.stderr

    config.write_text(plain + code.replace("lapas", "rutan"), encoding="utf-8")
    (changed,) = answered(run("subscribe", "list", "--json"))
    assert (changed["id"], changed["query"]) == (one["id"], "rutan")
    with open_store(f"sqlite:///{tmp_path / 'data' / 'pantau.db'}", tmp_path / "data") as store:
        store.subscriptions.put_state(one["id"], SubscriptionState.ENDED, datetime.now(UTC))
    assert answered(run("subscribe", "list", "--json"))[0]["state"] == "ended"
    config.write_text(plain, encoding="utf-8")
    assert answered(run("subscribe", "list", "--json")) == []


def test_a_configured_query_that_is_wrong_is_named(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    plain = config.read_text(encoding="utf-8")
    code = "subscriptions:\n  - {name: pagi, query: 'lapas (', to: 'mailto:a@b.example'}\n"
    config.write_text(plain + code, encoding="utf-8")
    for command in (["subscribe", "list"], ["config", "check"], ["alerts", "run"]):
        answer = run(*command)
        assert answer.returncode == 2
        assert b"subscriptions.0.query" in answer.stderr
        assert b"column 7" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "--query", "lapas"], "--to"),
        (["add", "--query", "lapas AND (", "--to", "a@b.example"], "column 11"),
        (["add", "--query", "x", "--unit", "y", "--to", "a@b.example"], "not both"),
        (["add", "--kind", "sewa", "--to", "a@b.example"], "kind is one of"),
        (["add", "--to", "bukan alamat"], "spaces"),
        (["add", "--to", "humas"], "a target is an address"),
        (["add", "--to", "a@b.example", "--at", "25:00"], "25:00"),
        (["add", "--to", "a@b.example", "--zone", "WIP"], "WIP"),
        (["add", "--to", "a@b.example", "--what", "corrections"], "corrections"),
        (["preview"], "--query"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    answer = run("subscribe", *arguments)
    assert answer.returncode == 2, answer.stdout
    assert said in answer.stderr.decode()


def test_a_channel_is_tried(run: Run, receiver: Receiver) -> None:
    (taken,) = answered(run("alerts", "test", receiver.url, "--allow-private", "--json"))
    assert taken["error"] is None
    assert len(receiver.requests) == 1
    refused = run("alerts", "test", receiver.url, "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)[0]["error"]


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "hook.localhost"])
def test_a_private_address_is_refused_unless_it_is_allowed(run: Run, host: str) -> None:
    refused = run("subscribe", "add", "--to", f"http://{host}/hook")
    assert refused.returncode == 2
    assert b"--allow-private" in refused.stderr
    named = run(
        *("subscribe", "add", "--to", f"http://{host}/hook"),
        PANTAU_ALERTS__ALLOW_PRIVATE=host.strip("[]"),
    )
    assert named.returncode == 0
