"""What those who keep Pantau running see on its first page: the last backup, and the room left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from keeping import making
from model.config import Settings
from store import open_store
from tests.web.serving import Clock, asking


def home(settings: Settings) -> str:
    with asking(settings, headers={"accept": "text/html"}) as client:
        return client.get("/").text


def settings_of(data: Path, **groups: Any) -> Settings:
    return Settings.model_validate({"data": data, "catalogue": {"enabled": False}, **groups})


def test_backups_that_nobody_set_up(tmp_path: Path) -> None:
    assert "Cadangan otomatis belum diatur" in home(settings_of(tmp_path))


def test_the_age_of_the_last_backup(tmp_path: Path) -> None:
    backups = tmp_path / "b"
    settings = settings_of(tmp_path / "data", backup={"directory": backups})
    assert "Cadangan belum pernah dibuat" in home(settings)
    with open_store(settings.store_url, settings.data) as store:
        kept = making.Kept(settings.data, settings.archive_dir, None, "[]\n")
        made = Clock().now - timedelta(hours=5)
        making.make(store, kept, backups, made, lambda *_: None)
    assert "Cadangan terakhir dibuat 5 jam" in home(settings)
    with asking(settings) as client:
        figures = client.get("/metrics").text
    assert "pantau_last_backup_age_seconds 1" in figures
    assert "pantau_disk_free_bytes" in figures


@pytest.mark.parametrize(
    ("archiving", "crawling", "words"),
    [(1e12, 0, "tidak lagi diarsipkan"), (1e12, 1e12, "pemantauan berhenti sampai ada ruang")],
)
def test_a_full_disk(archiving: float, crawling: float, words: str, tmp_path: Path) -> None:
    limits = {"stop_archiving_mb": archiving, "stop_crawling_mb": crawling}
    assert words in home(settings_of(tmp_path, disk=limits))
