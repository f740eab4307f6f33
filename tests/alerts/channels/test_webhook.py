"""Webhooks against a real receiver that answers all sorts of things, hangs and dies."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from alerts.channels import Channels, webhook
from alerts.channels.document import document
from alerts.sending import Channel
from model.config import Settings
from model.config_alerts import AlertSettings
from model.exceptions import DeadChannelError, TemporaryDeliveryError
from tests.alerts.digests import AGREEMENT, digest
from tests.alerts.mail_server import certificate
from tests.alerts.receiver import Receiver, Reply, receiving

NOW = datetime(2026, 1, 29, 0, 31, tzinfo=UTC)
SCHEMA = json.loads(
    (Path(__file__).parents[3] / "alerts" / "webhook.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as one:
        yield one


def channel(target: str, *, allow_private: bool = True, **alerts: Any) -> Channel:
    settings = Settings(alerts=AlertSettings(**alerts))
    return Channels(settings, lambda: NOW)(target, allow_private=allow_private)


def validated(content: Any) -> Any:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        content
    )
    return content


def test_a_message_is_what_the_schema_says(receiver: Receiver) -> None:
    receipt = channel(receiver.url).send(digest(left_out=2))
    [request] = receiver.requests
    content = validated(request.json)
    assert receipt.ids == (digest().key,)
    assert request.headers["content-type"] == "application/json"
    assert request.headers["idempotency-key"] == digest().key
    assert request.headers["x-pantau-timestamp"] == str(int(NOW.timestamp()))
    assert "x-pantau-signature" not in request.headers
    assert content["key"] == digest().key
    assert content["left_out"] == 2
    assert [entry["sort"] for entry in content["entries"]] == [
        "agreement",
        "story",
        "correction",
        "expiring",
        "health",
    ]
    assert content["entries"][0]["signed_on"] == "2026-01-28"


def test_a_signature_is_of_the_time_and_the_body(receiver: Receiver) -> None:
    channel(receiver.url, webhook_secret=SecretStr("umum")).send(digest())
    channel(f"{receiver.url}#secret=sendiri+/=", webhook_secret=SecretStr("umum")).send(digest())
    for request, secret in zip(receiver.requests, ("umum", "sendiri+/="), strict=True):
        signed = request.headers["x-pantau-timestamp"].encode() + b"." + request.body
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        assert request.headers["x-pantau-signature"] == f"sha256={expected}"
        assert request.path == "/hook"


def test_user_and_password_are_sent_as_basic_authentication(receiver: Receiver) -> None:
    channel(f"http://humas:r%40hasia@127.0.0.1:{receiver.port}/a?b=1").send(digest())
    [request] = receiver.requests
    assert request.headers["authorization"] == "Basic aHVtYXM6ckBoYXNpYQ=="
    assert request.path == "/a?b=1"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (500, {}, None),
        (503, {"Retry-After": "120"}, 120),
        (429, {}, None),
        (429, {"Retry-After": "0"}, 0),
        (429, {"Retry-After": "1.5"}, 1.5),
        (429, {"Retry-After": format_datetime(NOW.replace(minute=41), usegmt=True)}, 600),
        (429, {"Retry-After": "99999999"}, 86_400),
        (429, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        (429, {"Retry-After": "nonsense"}, None),
        (408, {}, None),
        (404, {}, 3600),
        (401, {}, 3600),
        (302, {"Location": "http://127.0.0.1:1/"}, 3600),
    ],
)
def test_a_refusal_that_may_pass(
    receiver: Receiver, status: int, headers: dict[str, str], wait: float | None
) -> None:
    receiver.reply = lambda _: Reply(status, headers, b"sebab\n tertentu")
    with pytest.raises(TemporaryDeliveryError, match=f"{status}: sebab tertentu") as failure:
        channel(receiver.url).send(digest())
    assert failure.value.retry_after == wait
    assert len(receiver.requests) == 1


def test_a_receiver_that_is_gone(receiver: Receiver) -> None:
    receiver.reply = lambda _: Reply(410)
    with pytest.raises(DeadChannelError, match="410"):
        channel(receiver.url).send(digest())


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_message_that_is_taken(receiver: Receiver, status: int) -> None:
    receiver.reply = lambda _: Reply(status, body=b"")
    channel(receiver.url).send(digest())


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with receiving(Receiver()) as other:
        receiver.reply = lambda _: Reply(307, {"Location": other.url})
        with pytest.raises(TemporaryDeliveryError, match="not followed"):
            channel(receiver.url).send(digest())
        assert other.requests == []


@pytest.mark.parametrize("fault", ["die", "cut"])
def test_a_receiver_that_dies_is_asked_again(receiver: Receiver, fault: str) -> None:
    receiver.reply = lambda _: Reply(fault=fault, body=b"x" * 500)
    with pytest.raises(TemporaryDeliveryError):
        channel(receiver.url).send(digest())


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_all_of_it_takes_no_longer_than_allowed(
    receiver: Receiver, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "_SECONDS", 0.7)
    receiver.reply = lambda _: Reply(fault=fault)
    start = time.monotonic()
    with pytest.raises(TemporaryDeliveryError):
        channel(receiver.url).send(digest())
    assert time.monotonic() - start < 2


def test_an_endless_answer_is_not_read(receiver: Receiver) -> None:
    receiver.reply = lambda _: Reply(500, body=b"y" * 50_000_000)
    start = time.monotonic()
    with pytest.raises(TemporaryDeliveryError) as failure:
        channel(receiver.url).send(digest())
    assert len(str(failure.value)) < 300
    assert time.monotonic() - start < 5


def test_nobody_there_is_asked_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(TemporaryDeliveryError, match="no answer"):
            channel(f"http://127.0.0.1:{taken.getsockname()[1]}/").send(digest())


def test_a_name_without_an_address_is_asked_again() -> None:
    with pytest.raises(TemporaryDeliveryError, match="no address"):
        channel("https://tidak-ada.invalid/hook").send(digest())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "alerts.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fe80::1]",
        "0.0.0.0",
    ],
)
def test_private_addresses_are_refused(receiver: Receiver, host: str) -> None:
    with pytest.raises(DeadChannelError, match="private address"):
        channel(f"http://{host}:{receiver.port}/hook", allow_private=False).send(digest())
    assert receiver.requests == []


@pytest.mark.parametrize("named", ["localhost", "localhost:{port}", "*"])
def test_private_addresses_are_allowed_by_name(receiver: Receiver, named: str) -> None:
    names = [named.format(port=receiver.port)]
    target = f"http://localhost:{receiver.port}/hook"
    settings = Settings(alerts=AlertSettings(allow_private=names))
    Channels(settings)(target, allow_private=False).send(digest())
    assert len(receiver.requests) == 1


def test_a_name_that_changes_its_address_is_refused(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is looked up once, and what was judged is what is connected to."""
    answers = ["93.184.215.14", "127.0.0.1"]
    asked: list[str] = []
    system = socket.getaddrinfo

    def rebinding(host: str, *rest: Any, **named: Any) -> Any:
        if host != "berubah.example":
            return system(host, *rest, **named)
        asked.append(host)
        return system(answers.pop(), *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    target = f"http://berubah.example:{receiver.port}/hook"
    with pytest.raises(DeadChannelError, match="127"):
        channel(target, allow_private=False).send(digest())
    assert asked == ["berubah.example"]
    assert receiver.requests == []


@pytest.mark.parametrize("target", ["http://", "https:///x", "http://[::1", "http://a:99999/"])
def test_what_is_no_address_is_refused(target: str) -> None:
    with pytest.raises(DeadChannelError):
        channel(target).send(digest())


def test_at_most_a_short_excerpt_leaves() -> None:
    long = " ".join(f"kata{number}" for number in range(100))
    entry = AGREEMENT.model_copy(update={"highlights": (long, long)})
    for words in (0, 5, 40):
        content = json.loads(document(digest(entry), excerpt_words=words))
        shown = " ".join(validated(content)["entries"][0]["highlights"]).split()
        assert len(shown) == words


def test_the_same_message_is_the_same_bytes() -> None:
    assert document(digest(), excerpt_words=40) == document(digest(), excerpt_words=40)


def test_the_certificate_is_checked_for_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the name that is checked, though an address that was judged is connected to."""
    context, file = certificate(tmp_path)
    with receiving(Receiver(), tls=context) as receiver:
        named, other = (f"https://{host}:{receiver.port}/" for host in ("localhost", "127.0.0.1"))
        with pytest.raises(TemporaryDeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            channel(named).send(digest())
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        channel(named).send(digest())
        with pytest.raises(TemporaryDeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            channel(other).send(digest())
    assert len(receiver.requests) == 1


def test_the_code_of_the_documentation_verifies_a_request(receiver: Receiver) -> None:
    page = (Path(__file__).parents[3] / "docs" / "webhook.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    target = f"{receiver.url}#secret=rahasia"
    Channels(Settings())(target, allow_private=True).send(digest())
    [request] = receiver.requests
    verify = names["is_from_pantau"]
    assert verify("rahasia", request.headers, request.body)
    assert not verify("lain", request.headers, request.body)
    assert not verify("rahasia", request.headers, request.body + b" ")
    old = request.headers | {"x-pantau-timestamp": str(int(time.time()) - 600)}
    assert not verify("rahasia", old, request.body)
