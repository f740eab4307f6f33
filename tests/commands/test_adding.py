"""Addresses that somebody names, alone or in a message as it was pasted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.desk.newsroom import OTHER, PARTNERSHIP, newsroom


@pytest.fixture
def site(environment: dict[str, str]) -> Iterator[str]:
    Path(environment["PANTAU_CONFIG"]).write_text(
        "data: data\ncrawl: {workers: 1, delay: 0, retries: 0, allow_private: ['*']}\n"
        "catalogue: {enabled: false}\n",
        encoding="utf-8",
    )
    with newsroom() as address:
        yield address


def test_a_pasted_message_is_told_of_address_by_address(run: Run, site: str) -> None:
    message = (
        f"Pagi 🙏 berita hari ini:\n*1. Kanwil & Udayana*\n{site}{PARTNERSHIP}?utm_source=wa"
        f"\n2. {site}{OTHER}.\n3. {site}/tidak-ada)\nSekian {site}{PARTNERSHIP}"
    )

    answer = run("add", "-", "--json", stdin=message.encode())

    assert answer.returncode == 0, answer.stderr.decode()
    told = json.loads(answer.stdout)
    verdicts = [page["verdict"] for page in told["pages"]]
    assert verdicts == ["new", "not_a_partnership", "failed"]
    assert told["pages"][0]["story"]
    assert (told["given"], told["kept"], told["stories"]) == (3, 1, 1)
    again = json.loads(run("add", f"{site}{PARTNERSHIP}", "--json").stdout)
    assert [page["verdict"] for page in again["pages"]] == ["known"]
    assert again["stories"] == 0
    shown = run("add", f"{site}{PARTNERSHIP}").stdout.decode()
    assert "known" in shown


def test_a_message_without_addresses_is_refused(run: Run) -> None:
    answer = run("add", "-", stdin=b"Selamat pagi, nihil.")

    assert answer.returncode != 0
    assert "no web address was found" in answer.stderr.decode()
