"""Addresses of channels: what is kept of them, what is shown, and what is filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.exceptions import InputError
from model.targets import LONGEST, checked, filled, holds_secret, masked, scrubbed

SECRET = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("mailto:humas@example.id", "mailto:humas@example.id"),
        ("https://example.id/hook", "https://example.id/hook"),
        ("https://example.id/api/berita-kerja-sama", "https://example.id/api/berita-kerja-sama"),
        ("https://user:sandi@example.id/hook", "https://***@example.id/hook"),
        ("https://example.id/hook?token=rahasia&a=b", "https://example.id/hook?token=***&a=***"),
        (
            "https://hooks.slack.example/services/T024BE7LD9X1/B0RTX7Q4H2M3/Xx9s8d7f6g5h4j3k2l1",
            "https://hooks.slack.example/services/***/***/***",
        ),
        (f"tgram://{SECRET}/123", "tgram://***"),
        ("tgram://${TELEGRAM_TOKEN}/123", "tgram://${TELEGRAM_TOKEN}/123"),
        ("slack://${A}/B0RTX7Q4H2M3/xyz", "slack://${A}/***/xyz"),
        ("https://${USER}:${PASSWORD}@example.id/", "https://${USER}:${PASSWORD}@example.id/"),
        ("ntfy://topik-rahasia", "ntfy://***"),
        ("${WHOLE}", "${WHOLE}"),
    ],
)
def test_what_is_shown_of_a_target(target: str, shown: str) -> None:
    assert masked(target) == shown


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("humas@example.id", "mailto:humas@example.id"),
        (" https://example.id/hook ", "https://example.id/hook"),
        ("tgram://${TELEGRAM_TOKEN}/123", "tgram://${TELEGRAM_TOKEN}/123"),
    ],
)
def test_what_is_kept_of_a_target(target: str, kept: str) -> None:
    assert checked(target) == kept


@pytest.mark.parametrize(
    "wrong", ["", "humas", "https://a b", "https://a\nb", "a@b\r\nBcc: c@d", "x:" + "y" * LONGEST]
)
def test_what_is_no_target(wrong: str) -> None:
    with pytest.raises(InputError):
        checked(wrong)


def test_variables_are_filled_in_when_something_is_sent() -> None:
    target = "tgram://${TOKEN}/${CHAT}"
    assert filled(target, {"TOKEN": SECRET, "CHAT": "1"}) == f"tgram://{SECRET}/1"
    with pytest.raises(InputError, match="CHAT"):
        filled(target, {"TOKEN": SECRET, "CHAT": ""})


def test_only_a_literal_secret_is_one_to_warn_of() -> None:
    assert holds_secret(f"tgram://{SECRET}/123")
    assert holds_secret("https://user:sandi@example.id/hook")
    assert not holds_secret("tgram://${TOKEN}/123")
    assert not holds_secret("https://example.id/hook")
    assert not holds_secret("mailto:a@b.example")


@pytest.mark.parametrize("target", [f"tgram://{SECRET}/9", "tgram://${TOKEN}/9"])
def test_errors_hold_no_secret(target: str) -> None:
    real = filled(target, {"TOKEN": SECRET})
    text = scrubbed(f"POST {real} failed: bot {SECRET} unknown", target, {"TOKEN": SECRET})
    assert SECRET not in text
    assert SECRET.partition(":")[2] not in text
    assert text.startswith("POST tgram://")


@given(secret=st.from_regex(r"[A-Za-z0-9]{20,40}", fullmatch=True))
def test_no_token_is_ever_shown(secret: str) -> None:
    for target in (
        f"tgram://{secret}/1",
        f"https://example.id/x?key={secret}",
        f"https://{secret}@example.id/",
        f"discord://1234/{secret}",
    ):
        assert secret not in masked(target)
