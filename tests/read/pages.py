"""Small pages around given words, for the tests of reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from model.records import JAKARTA, Article, Page
from pipelines.read import read

FETCHED_AT = datetime(2026, 3, 1, 9, 0, tzinfo=JAKARTA)
URL = "https://kabarpantai.id/rutan-serang-buka-kebun/"
TITLE = "Rutan Serang Buka Kebun Hidroponik di Halaman Belakang"
PARAGRAPHS = (
    "Rumah Tahanan Negara Kelas IIB Serang membuka kebun hidroponik seluas dua ratus meter.",
    "Kebun itu dikelola dua belas warga binaan yang sudah menjalani separuh masa pidana mereka.",
    "“Hasil panen pertama dibagikan kepada dapur umum,” kata kepala rutan kepada para wartawan.",
    "Petugas berharap kegiatan tersebut menjadi bekal usaha ketika warga binaan kembali ke rumah.",
)


def html(body: str, head: str = "", title: str = TITLE) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} - Kabar Pantai</title>"
        f"{head}</head><body class='single'><h1>{title}</h1>{body}</body></html>"
    )


def story(paragraphs: tuple[str, ...] = PARAGRAPHS, after: str = "") -> str:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<article><div class='entry-content'>{inner}{after}</div></article>"


def page(body: str | bytes, **fields: Any) -> Page:
    return Page(**{"url": URL, "body": body, "fetched_at": FETCHED_AT} | fields)


def article(body: str | bytes, **fields: Any) -> Article:
    return read(page(body, **fields))


def plain(text: str, **fields: Any) -> Article:
    return article(text, plain=True, **fields)
