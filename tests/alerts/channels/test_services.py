"""Services by Apprise, against stand-ins of their HTTP interfaces on loopback."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.channels import Channels, services
from alerts.sending import Channel
from model.config import Settings
from model.config_alerts import AlertSettings
from model.exceptions import DeadChannelError, TemporaryDeliveryError
from tests.alerts.digests import AGREEMENT, STORY, digest
from tests.alerts.receiver import Receiver, Reply, receiving


@pytest.fixture(scope="module")
def channels() -> Iterator[Channels]:
    """One set of processes for all tests: starting them takes seconds."""
    with Channels(Settings()) as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as one:
        yield one


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses have tests of their own."""
    monkeypatch.setattr(services, "pause_of", lambda *_: 0.0)


def channel(channels: Channels, receiver: Receiver, target: str) -> Channel:
    return channels(target.format(port=receiver.port), allow_private=True)


@pytest.mark.parametrize(
    ("target", "path", "field"),
    [
        ("ntfy://127.0.0.1:{port}/kliping", "/", "message"),
        ("gotify://127.0.0.1:{port}/AbCdEfGhIjKlMnO", "/message", "message"),
        ("mmost://127.0.0.1:{port}/abcdefghijklmnopqrstuvwxyz", "/hooks/", "text"),
        ("json://127.0.0.1:{port}/masuk", "/masuk", "message"),
    ],
)
def test_a_message_arrives(
    channels: Channels, receiver: Receiver, target: str, path: str, field: str
) -> None:
    receipt = channel(channels, receiver, target).send(digest())
    [request] = receiver.requests
    assert receipt.parts == 1
    assert request.path.startswith(path)
    assert AGREEMENT.title in request.json[field]
    assert "kabarbanten.example dan 11 media lain" in request.json[field]


def test_a_long_message_comes_in_numbered_parts_that_hold_whole_entries(
    channels: Channels, receiver: Receiver
) -> None:
    entries = [
        STORY.model_copy(update={"title": f"Berita nomor {number:02}."}) for number in range(60)
    ]
    target = "mmost://127.0.0.1:{port}/abcdefghijklmnopqrstuvwxyz"
    receipt = channel(channels, receiver, target).send(digest(*entries))
    texts = [request.json["text"] for request in receiver.requests]
    assert len(texts) == receipt.parts > 1
    assert all(len(text) <= 4000 for text in texts)
    assert [text.splitlines()[-1] for text in texts] == [
        f"({number}/{len(texts)})" for number in range(1, len(texts) + 1)
    ]
    together = "\n".join(texts)
    assert all(together.count(entry.title) == 1 for entry in entries)


def test_a_part_that_was_taken_is_not_sent_again(channels: Channels, receiver: Receiver) -> None:
    entries = [STORY.model_copy(update={"title": f"Berita {number}."}) for number in range(60)]
    receiver.reply = lambda _: Reply(500 if len(receiver.requests) == 2 else 200)
    one = channel(channels, receiver, "mmost://127.0.0.1:{port}/abcdefghijklmnopqrstuvwxyz")
    message = digest(*entries, key="parts")
    with pytest.raises(TemporaryDeliveryError):
        one.send(message)
    receipt = one.send(message)
    first, failed, *rest = [request.json["text"] for request in receiver.requests]
    assert failed == rest[0]
    assert len([first, *rest]) == receipt.parts


@pytest.mark.parametrize(
    ("status", "error", "wait"),
    [
        (500, TemporaryDeliveryError, None),
        (429, TemporaryDeliveryError, None),
        (401, TemporaryDeliveryError, 3600),
        (404, TemporaryDeliveryError, 3600),
        (410, DeadChannelError, None),
    ],
)
def test_what_a_service_answers_decides(
    channels: Channels,
    receiver: Receiver,
    status: int,
    error: type[Exception],
    wait: float | None,
) -> None:
    receiver.reply = lambda _: Reply(status)
    with pytest.raises(error, match="did not take it") as failure:
        channel(channels, receiver, "json://127.0.0.1:{port}/x").send(digest())
    assert getattr(failure.value, "retry_after", None) == wait


def test_nobody_there_is_asked_again(channels: Channels) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        target = f"json://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(TemporaryDeliveryError):
            channels(target, allow_private=True).send(digest())


def test_a_service_that_drips_is_given_up_and_others_are_not(
    channels: Channels, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = "json://127.0.0.1:{port}/x"
    channel(channels, receiver, target).send(digest())
    monkeypatch.setattr(services, "SECONDS", 1.0)
    receiver.reply = lambda _: Reply(fault="drip", body=b"x" * 100)
    start = time.monotonic()
    with pytest.raises(TemporaryDeliveryError, match="longer than 1 s"):
        channel(channels, receiver, target).send(digest())
    assert time.monotonic() - start < 5
    receiver.reply = lambda _: Reply()
    monkeypatch.setattr(services, "SECONDS", 30.0)
    channel(channels, receiver, target).send(digest())


def test_a_redirect_is_not_followed_even_if_the_address_asks_for_it(
    channels: Channels, receiver: Receiver
) -> None:
    with receiving(Receiver()) as other:
        receiver.reply = lambda _: Reply(307, {"Location": other.url})
        with pytest.raises(TemporaryDeliveryError):
            channel(channels, receiver, "json://127.0.0.1:{port}/x?redirect=yes").send(digest())
        assert other.requests == []


@pytest.mark.parametrize(
    "target",
    [
        "json://127.0.0.1:{port}/",
        "xml://localhost:{port}/",
        "form://127.0.0.1:{port}/?redirect=yes",
        "ntfy://localhost:{port}/topik",
        "gotify://2130706433:{port}/AbCdEfGhIjKlMnO",
        "irc://127.0.0.1:{port}/%23kanal",
    ],
)
def test_private_addresses_are_refused(channels: Channels, receiver: Receiver, target: str) -> None:
    with pytest.raises(DeadChannelError, match="private address"):
        channels(target.format(port=receiver.port), allow_private=False).send(digest())
    assert receiver.requests == []


def test_private_addresses_are_allowed_by_name(receiver: Receiver) -> None:
    settings = Settings(alerts=AlertSettings(allow_private=[f"localhost:{receiver.port}"]))
    with Channels(settings) as channels:
        channels(f"json://localhost:{receiver.port}/", allow_private=False).send(digest())
        with pytest.raises(DeadChannelError, match="private address"):
            channels(f"json://127.0.0.1:{receiver.port}/", allow_private=False).send(digest())
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    "target",
    [
        "syslog://",
        "dbus://",
        "gnome://",
        "macosx://",
        "windows://",
        "mailtos://user:rahasia123@mail.example",
        "file:///tmp/keluar",
        "bukan-layanan://x",
        "slack://TokenRahasia",
        "tgram://123456789:abcdefg_hijklmnop/111/222",
    ],
)
def test_what_is_no_remote_service_or_not_one_recipient_is_refused(
    channels: Channels, target: str
) -> None:
    with pytest.raises(DeadChannelError, match="cannot be used") as failure:
        channels(target, allow_private=True).send(digest())
    assert "ahasia" not in str(failure.value)


def test_a_service_may_not_read_files(channels: Channels, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.json"
    secret.write_text('{"text": "{{app_body}}"}', encoding="utf-8")
    token = "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    target = f"slack://{token}/%23umum?template={secret}"
    with pytest.raises(DeadChannelError, match="files of this machine"):
        channels(target, allow_private=True).send(digest())


def test_secrets_stay_out_of_what_is_said(channels: Channels, receiver: Receiver) -> None:
    receiver.reply = lambda request: Reply(500, body=request.path.encode())
    target = "json://humas:sandi-rahasia@127.0.0.1:{port}/kunci-rahasia?token=juga-rahasia"
    with pytest.raises(TemporaryDeliveryError) as failure:
        channel(channels, receiver, target).send(digest())
    assert "rahasia" not in str(failure.value)
