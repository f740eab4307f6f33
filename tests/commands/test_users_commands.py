"""``pantau users``: who may log in, and what is never shown again."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Answer, Run

PASSWORD = b"kata-sandi-panjang\n"


def add(run: Run, name: str, *more: str, password: bytes = PASSWORD) -> Answer:
    return run("users", "add", name, *more, "--password-stdin", "--json", stdin=password)


def test_somebody_is_added_changed_and_removed(run: Run, tmp_path: Path) -> None:
    assert json.loads(add(run, "Sari", "--role", "reviewer").stdout) == {
        "name": "Sari",
        "role": "reviewer",
    }
    assert run("users", "role", "sari", "admin").returncode == 0
    assert run("users", "password", "sari", "--password-stdin", stdin=PASSWORD).returncode == 0
    (listed,) = json.loads(run("users", "list", "--json").stdout)
    assert (listed["name"], listed["role"], listed["tokens"]) == ("Sari", "admin", 0)
    assert PASSWORD.strip() not in (tmp_path / "data" / "pantau.db").read_bytes()
    assert run("users", "remove", "SARI").returncode == 0
    assert json.loads(run("users", "list", "--json").stdout) == []


def test_a_token_is_shown_once_and_taken_back(run: Run, tmp_path: Path) -> None:
    add(run, "Sari")
    made = json.loads(run("users", "token", "Sari", "--label", "skrip", "--json").stdout)
    assert made["token"].startswith("pantau_")

    (known,) = json.loads(run("users", "token", "Sari", "--list", "--json").stdout)
    assert (known["sort"], known["label"]) == ("token", "skrip")
    assert made["token"].encode() not in (tmp_path / "data" / "pantau.db").read_bytes()
    assert run("users", "token", "Sari", "--revoke", known["id"]).returncode == 0
    assert json.loads(run("users", "token", "Sari", "--list", "--json").stdout) == []
    assert run("users", "token", "Sari", "--revoke", known["id"]).returncode == 1


def test_what_cannot_be_is_refused(run: Run) -> None:
    add(run, "Sari")

    taken = add(run, "SARI")
    assert (taken.returncode, b"already" in taken.stderr) == (2, True)
    short = add(run, "Budi", password=b"pendek\n")
    assert (short.returncode, b"10 to 1,000 characters" in short.stderr) == (2, True)
    for name in ("", "a:b", "a\nb", "x" * 101):
        assert add(run, name).returncode == 2
    for command in (("remove", "Ani"), ("role", "Ani", "admin"), ("token", "Ani")):
        assert run("users", *command).returncode == 1


def test_others_are_not_served_while_nobody_could_log_in(run: Run) -> None:
    answer = run("serve", "--host", "0.0.0.0", "--port", "0")

    assert answer.returncode == 2
    assert b"pantau users add" in answer.stderr
