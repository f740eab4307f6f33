"""The commands as people run them: a process each, with a data directory of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    config = tmp_path / "config.yaml"
    config.write_text("data: data\ncrawl: {workers: 1, delay: 0}\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANTAU_")}
    return {**kept, "PANTAU_CONFIG": str(config)}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def pantau(
        *arguments: object, stdin: bytes = b"", **variables: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "pantau", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**environment, **variables},
            cwd=ROOT,
            timeout=100,
            check=False,
        )

    return pantau


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
