"""The commands as people run them, each test with a data directory of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

from pantau.cli import main


def configured(directory: Path) -> dict[str, str]:
    """The environment of a process whose configuration and data are in ``directory``."""
    config = directory / "config.yaml"
    config.write_text(
        "data: data\ncrawl: {workers: 1, delay: 0}\ncatalogue: {enabled: false}\n",
        encoding="utf-8",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANTAU_")}
    return {**kept, "PANTAU_CONFIG": str(config)}


class Answer(NamedTuple):
    """What a command wrote, and its exit code."""

    returncode: int
    stdout: bytes
    stderr: bytes


def pantau(environment: dict[str, str], *arguments: object, stdin: bytes = b"") -> Answer:
    """Run ``pantau`` to its end, in this process: starting one for each call takes a second."""
    written, told = io.BytesIO(), io.BytesIO()
    stdin_text = io.TextIOWrapper(io.BytesIO(stdin))
    stdout = io.TextIOWrapper(written, "utf-8", write_through=True)
    stderr = io.TextIOWrapper(told, "utf-8", write_through=True)
    with (
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "argv", ["pantau", *map(str, arguments)]),
        mock.patch.object(sys, "stdin", stdin_text),
        mock.patch.object(sys, "stdout", stdout),
        mock.patch.object(sys, "stderr", stderr),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    assert isinstance(ended.value.code, int)
    return Answer(ended.value.code, written.getvalue(), told.getvalue())


Run = Callable[..., Answer]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return configured(tmp_path)


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def with_variables(*arguments: object, stdin: bytes = b"", **variables: str) -> Answer:
        return pantau({**environment, **variables}, *arguments, stdin=stdin)

    return with_variables


@pytest.fixture(scope="session")
def import_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A data directory that STORIES were imported into, and what the command reported."""
    directory = tmp_path_factory.mktemp("imported")
    answer = pantau(configured(directory), "import", "-", "--json", stdin=lines(*STORIES))
    assert answer.returncode == 0, answer.stderr.decode()
    return directory / "data", json.loads(answer.stdout)


@pytest.fixture
def imported(import_once: tuple[Path, Any], tmp_path: Path) -> Any:
    """The report of an import whose data this test has for itself."""
    data, report = import_once
    shutil.copytree(data, tmp_path / "data")
    return report


def lines(*objects: Any) -> bytes:
    """Objects as lines of JSON."""
    return b"".join(json.dumps(item).encode() + b"\n" for item in objects)


STORIES = [
    {
        "url": "https://kabar-anggrek.example/2026/02/lapas-anggrek-puskesmas",
        "title": "Lapas Kelas IIB Garut dan Puskesmas Tarogong Teken Perjanjian Kerja Sama",
        "published": "2026-02-05T10:00:00+07:00",
        "fetched_at": "2026-02-06T10:00:00+07:00",
        "text": (
            "Lapas Kelas IIB Garut dan Puskesmas Tarogong menandatangani perjanjian kerja sama "
            "(PKS) pelayanan kesehatan bagi warga binaan, Rabu (4/2/2026), di aula lapas.\n"
            "Kepala Lapas Kelas IIB Garut, Asep Sunarya, mengatakan dokter akan datang dua kali "
            "sebulan. Perjanjian berlaku selama dua tahun.\n"
            "Kepala Puskesmas Tarogong, dr. Lilis Komariah, menyambut baik kerja sama itu."
        ),
    },
    {
        "url": "https://warta-melati.example/read/77",
        "title": "Kanwil Ditjenpas Bali dan Universitas Udayana Tandatangani Nota Kesepahaman",
        "published": "2026-03-12T08:00:00+08:00",
        "fetched_at": "2026-03-13T08:00:00+08:00",
        "text": (
            "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Bali dan Universitas Udayana resmi "
            "menandatangani nota kesepahaman tentang penelitian dan pengabdian masyarakat, "
            "Rabu (11/3/2026).\n"
            "Rektor Universitas Udayana mengatakan mahasiswa akan mendampingi klien bapas. "
            "Kakanwil Ditjenpas Bali berharap kerja sama segera ditindaklanjuti."
        ),
    },
    {
        "url": "https://warta-melati.example/read/78",
        "title": "Petugas Gagalkan Penyelundupan Ponsel ke Lapas Kerobokan",
        "published": "2026-03-14T08:00:00+08:00",
        "fetched_at": "2026-03-15T08:00:00+08:00",
        "text": (
            "Petugas Lapas Kelas IIA Kerobokan menggagalkan penyelundupan dua telepon genggam yang "
            "disembunyikan di dalam roti. Pengunjung yang membawanya diperiksa polisi.\n"
            "Kalapas mengatakan pemeriksaan barang titipan akan diperketat menjelang hari raya."
        ),
    },
]
