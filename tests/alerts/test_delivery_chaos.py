"""A thousand alerts to servers that fail, while Pantau is killed twenty times.

None is missing. One that comes twice was being sent when Pantau was killed, or its answer was lost
on the way; and it comes with the same key, so that a receiver knows it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from alerts.channels.letters import KEY_HEADER, mailbox, message_id
from model.alerts import DeliveryState, Wanted
from store import Store, open_store
from tests.alerts import courier_child
from tests.alerts.boxes import story
from tests.alerts.courier_child import clock_since, settings_of
from tests.alerts.mail_server import Mailbox
from tests.alerts.mail_server import serving as serving_mail
from tests.alerts.receiver import Receiver, Reply, Request, receiving
from tests.forking import context
from tests.store.readings import state

SUBSCRIBERS = 250
STORIES = 2
KILLS = 20
#: Seconds until everything must have arrived, after the last kill.
AT_LAST = 240


@dataclass(frozen=True)
class Taken:
    """That a server took an alert: to whom, of which story, by which message."""

    to: str
    title: str
    key: str
    identity: str


@dataclass
class Servers:
    """What a mail server and a receiver of webhooks took, and how they fail: by lot."""

    chance: Random = field(default_factory=lambda: Random(7))
    taken: list[Taken] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self, odds: dict[str, float]) -> str | None:
        """Draw a fault by its odds, or none."""
        with self.lock:
            number = self.chance.random()
            for fault, share in odds.items():
                number -= share
                if number < 0:
                    self.faults[fault] += 1
                    return fault
        return None

    def take(self, taken: list[Taken], *, answer_is_lost: bool) -> None:
        with self.lock:
            self.taken += taken
            if answer_is_lost:
                self.lost[taken[0].key] += 1

    def rcpt(self, _recipient: str) -> str | None:
        return self.draw({"451 4.7.1 later": 0.06})

    def mail(self, message: EmailMessage) -> str | None:
        fault = self.draw({"452 no room": 0.05, "drop": 0.05, "hang": 0.01, "mail lost": 0.02})
        if fault not in {None, "mail lost"}:
            return fault
        text = message.get_body(("plain",))
        assert text is not None
        said = text.get_content()
        key, identity = str(message[KEY_HEADER]), str(message["Message-ID"])
        titles = [title for title in self.titles() if title in said]
        taken = [Taken(str(message["To"]), title, key, identity) for title in titles]
        self.take(taken, answer_is_lost=fault is not None)
        return "drop" if fault else None

    def hook(self, request: Request) -> Reply:
        replies = {
            "429": Reply(429, {"Retry-After": "90"}),
            "500": Reply(500),
            "die": Reply(fault="die"),
            "hook hang": Reply(503, fault="hang"),
            "cut": Reply(fault="cut", body=b"x" * 100),
        }
        odds = {"429": 0.06, "500": 0.05, "die": 0.05, "hook hang": 0.01, "cut": 0.02}
        fault = self.draw(odds)
        if fault in {None, "cut"}:
            key, identity = request.json["key"], request.headers["idempotency-key"]
            titles = [entry["title"] for entry in request.json["entries"]]
            taken = [Taken(request.path, title, key, identity) for title in titles]
            self.take(taken, answer_is_lost=fault is not None)
        return replies[fault] if fault else Reply()

    def titles(self) -> list[str]:
        return [f"{told_title(number)}." for number in range(STORIES)]

    def count(self) -> int:
        with self.lock:
            return len(self.taken)


def told_title(number: int) -> str:
    return f"Lapas Cempaka teken PKS nomor {number}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    settings = settings_of(tmp_path, 25)
    with open_store(settings.store_url, tmp_path) as opened:
        yield opened


def in_flight(store: Store) -> set[tuple[str, int]]:
    """What was being sent: keys of messages, and which attempts at them."""
    rows = store.outbox.deliveries(states=[DeliveryState.SENDING], limit=10_000)
    return {(row.key, row.attempts) for row in rows if row.key is not None}


def child(data: Path, port: int, start: float) -> BaseProcess:
    """Start to deliver, in a process that has loaded everything."""
    process = context.Process(target=courier_child.main, args=(data, port, start), daemon=True)
    process.start()
    return process


def stop(process: BaseProcess) -> None:
    """Kill a process, which can do nothing about it."""
    process.kill()
    process.join()
    process.close()


def wait_for(servers: Servers, count: int, seconds: float) -> None:
    """Wait until servers took that many more alerts, or time is over."""
    goal, end = servers.count() + count, time.monotonic() + seconds
    while servers.count() < goal and time.monotonic() < end:
        time.sleep(0.005)


def subscribe(store: Store, port: int, start: float) -> None:
    for number in range(SUBSCRIBERS):
        to = (f"mailto:s{number}@x.example", f"http://127.0.0.1:{port}/hook/{number}")
        wanted = Wanted(name=f"Langganan {number}", to=to, allow_private=True)
        store.subscriptions.add(wanted, clock_since(start))


def save(store: Store, number: int) -> None:
    read = story(number, title=f"{told_title(number)}.")
    assert store.save(read, state(read)).story is not None


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_is_lost_nor_sent_twice_but_what_was_in_flight(
    store: Store, tmp_path: Path
) -> None:
    servers, start = Servers(), time.time()
    box = Mailbox(at_rcpt=servers.rcpt, at_data=servers.mail)
    receiver = Receiver(reply=servers.hook)
    cut_off: set[tuple[str, int]] = set()
    with serving_mail(box) as port, receiving(receiver):
        subscribe(store, receiver.port, start)
        save(store, 0)
        for number in range(KILLS):
            process = child(tmp_path, port, start)
            wait_for(servers, servers.chance.randrange(2, 40), 15)
            stop(process)
            cut_off |= in_flight(store)
            if number == KILLS // 3:
                save(store, 1)
        process = child(tmp_path, port, start)
        try:
            wait_until_all_is_sent(store)
        finally:
            stop(process)

    killed = Counter(key for key, _ in cut_off)
    assert_none_is_missing(servers)
    assert_repeats_were_in_flight(servers, killed)
    print(
        f"{len(servers.taken)} taken; cut off by kills: {len(cut_off)}, answers lost:"
        f" {sum(servers.lost.values())}; {dict(servers.faults)}; {time.time() - start:.0f} s"
    )
    # The servers did fail in every way, and kills did cut messages off.
    assert len(servers.faults) == 10
    assert len(cut_off) >= KILLS / 2


def wait_until_all_is_sent(store: Store) -> None:
    end = time.monotonic() + AT_LAST
    wanted = SUBSCRIBERS * STORIES * 2
    while store.outbox.status().counts.get(DeliveryState.SENT, 0) < wanted:
        assert time.monotonic() < end, store.outbox.status()
        time.sleep(0.5)


def assert_none_is_missing(servers: Servers) -> None:
    told = {(taken.to, taken.title) for taken in servers.taken}
    titles = servers.titles()
    expected = {(f"s{n}@x.example", title) for n in range(SUBSCRIBERS) for title in titles}
    expected |= {(f"/hook/{n}", title) for n in range(SUBSCRIBERS) for title in titles}
    assert told == expected


def assert_repeats_were_in_flight(servers: Servers, killed: Counter[str]) -> None:
    sender = mailbox("pantau@x.example")
    for (to, title), count in Counter((one.to, one.title) for one in servers.taken).items():
        takings = [one for one in servers.taken if (one.to, one.title) == (to, title)]
        assert len({one.identity for one in takings}) == 1
        key = takings[0].key
        assert count <= 1 + killed[key] + servers.lost[key]
        if to.startswith("/"):
            assert takings[0].identity == key
        else:
            assert takings[0].identity == message_id(key, mailbox(to), sender)
