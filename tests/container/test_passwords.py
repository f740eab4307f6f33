"""``scripts/passwords``: random, kept, and nobody else's to read."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.container.services import written

#: Kibana takes no shorter key.
KIBANA_KEY = 32


def test_every_password_is_its_own(tmp_path: Path) -> None:
    first, second = written(tmp_path / "first"), written(tmp_path / "second")

    values = [*first.values(), *second.values()]
    assert len(set(values)) == len(values) == 2 * len(first)
    assert all(len(value) >= KIBANA_KEY and value.isalnum() for value in values)


def test_only_its_owner_may_read_them(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    written(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    open_to_all = tmp_path / "made by hand"
    open_to_all.touch(mode=0o644)
    written(open_to_all)
    assert stat.S_IMODE(open_to_all.stat().st_mode) == 0o600


def test_they_are_written_once(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    first = written(file)

    assert written(file) == first


def test_what_stands_there_stays_and_what_lacks_is_added(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    names = set(written(tmp_path / "other"))
    # Without an end of its last line, as editors may leave it, and with one that has no value.
    file.write_text("COMPOSE_PROJECT_NAME=ours\nINDEX_PASSWORD=\nELASTIC_PASSWORD=mine")

    passwords = written(file)

    assert passwords["ELASTIC_PASSWORD"] == "mine"
    assert passwords["COMPOSE_PROJECT_NAME"] == "ours"
    assert passwords["INDEX_PASSWORD"]
    assert set(passwords) == names | {"COMPOSE_PROJECT_NAME"}
