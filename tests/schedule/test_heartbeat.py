"""The dead man's switch, against a real receiver."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pantau.schedule.heartbeat import HeartbeatError, beat
from tests.schedule.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_it_asks_the_address_once(receiver: Receiver) -> None:
    beat(receiver.url, ["127.0.0.1"])

    assert receiver.asked == [(receiver.netloc, "/ping/rahasia")]


def test_a_name_is_asked_by_its_name(receiver: Receiver) -> None:
    beat(f"http://localhost:{receiver.server_port}/x", [f"localhost:{receiver.server_port}"])

    assert receiver.asked == [(f"localhost:{receiver.server_port}", "/x")]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001"])
def test_a_private_address_is_refused_unless_it_is_named(receiver: Receiver, host: str) -> None:
    with pytest.raises(HeartbeatError, match="allow_private"):
        beat(f"http://{host}:{receiver.server_port}/ping/rahasia", ["other.example"])

    assert receiver.asked == []


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_not_well_is_named_without_the_secret(
    receiver: Receiver, status: int
) -> None:
    receiver.status = status

    with pytest.raises(HeartbeatError, match=f"127.0.0.1 answers {status}") as raised:
        beat(receiver.url, ["127.0.0.1"])

    assert "rahasia" not in str(raised.value)
    assert len(receiver.asked) == 1


def test_one_that_is_gone_is_named_without_the_secret() -> None:
    with receiving() as receiver:
        url = receiver.url

    with pytest.raises(HeartbeatError, match="cannot be asked: ConnectError") as raised:
        beat(url, ["127.0.0.1"])

    assert "rahasia" not in str(raised.value)
