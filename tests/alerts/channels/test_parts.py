"""Small rules of channels: pauses, what was taken already, what stays hidden."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from alerts.channels.hiding import hidden
from alerts.channels.pacing import LONGEST, Pace, pause_of
from alerts.channels.progress import Progress


def test_messages_to_one_target_keep_their_distance() -> None:
    pace = Pace()
    start = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: pace.wait("tgram://a", 0.1), range(4)))
    assert 0.3 <= time.monotonic() - start < 2


def test_other_targets_do_not_wait() -> None:
    pace = Pace()
    pace.wait("tgram://a", 60)
    start = time.monotonic()
    pace.wait("tgram://b", 60)
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    ("target", "asked", "pause"),
    [
        ("tgram://t/1", 0.001, 1.0),
        ("SLACK://a/b/c", 1.2, 1.0),
        ("discord://a/b", 0.0, 0.4),
        ("ntfy://x", 5.5, 5.5),
        ("ntfy://x", 99.0, LONGEST),
    ],
)
def test_a_documented_limit_wins(target: str, asked: float, pause: float) -> None:
    assert pause_of(target, asked) == pause


def test_what_was_taken_is_known_until_the_whole_is() -> None:
    progress = Progress()
    progress.take("k", "1")
    assert progress.is_taken("k", "1")
    assert not progress.is_taken("k", "2")
    assert not progress.is_taken("other", "1")
    progress.forget("k")
    assert not progress.is_taken("k", "1")


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        ("token 12:AbCd is bad", "tgram://12:AbCd/99", "token 12:*** is bad"),
        (
            "could not load slack://TOKEN/abc%40def",
            "slack://TOKEN/abc%40def",
            "could not load slack://***",
        ),
        ("bad key ABC@DEF", "json://h/?key=ABC%40DEF", "bad key ***"),
        ("token abcd is bad", "tgram://12:ABCD/99", "token *** is bad"),
        ("it said no", "json://user:secret@host.example/", "it said no"),
    ],
)
def test_pieces_of_an_address_are_hidden(text: str, target: str, shown: str) -> None:
    assert hidden(text, target) == shown


def test_a_host_may_be_shown() -> None:
    target = "https://x.example/rahasia"
    assert hidden("x.example: rahasia", target, shown="x.example") == "x.example: ***"
