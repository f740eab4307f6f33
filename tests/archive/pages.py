"""Pages of news sites for archive tests, and what is read from them."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from model.records import Page, PublishedBasis, Reading
from model.urls import site_of
from pipelines import chain
from store import PageState

FETCHED = datetime(2026, 2, 6, 3, 4, 5, 678901, tzinfo=UTC)
URL = "https://kabar-melur.example/2026/02/lapas-garut-puskesmas"
TEXT = (
    "Lapas Kelas IIB Garut dan Puskesmas Tarogong menandatangani perjanjian kerja sama (PKS) "
    "pelayanan kesehatan bagi warga binaan, Rabu (4/2/2026), di aula lapas.",
    "Kepala Lapas Kelas IIB Garut, Asep Sunarya, mengatakan dokter akan datang dua kali sebulan. "
    "Perjanjian berlaku selama dua tahun.",
    "Kepala Puskesmas Tarogong, dr. Lilis Komariah, menyambut baik kerja sama itu.",
)
TITLE = "Lapas Kelas IIB Garut dan Puskesmas Tarogong Teken Perjanjian Kerja Sama"
NOT_OURS = (
    "Petugas Lapas Kelas IIA Kerobokan menggagalkan penyelundupan dua telepon genggam yang "
    "disembunyikan di dalam roti. Pengunjung yang membawanya diperiksa polisi.",
)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "812"),
    ("Set-Cookie", "sesi=rahasia"),
    ("ETag", '"a-1"'),
    ("Last-Modified", "Thu, 05 Feb 2026 03:00:00 GMT"),
)


def html(*paragraphs: str, title: str = TITLE, noise: str = "") -> bytes:
    """A whole page; ``noise`` is something that no reader looks at."""
    told = "\n".join(f"<p>{text}</p>" for text in paragraphs or TEXT)
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="article:published_time" content="2026-02-05T10:00:00+07:00">'
        f"</head><body><!-- {noise} --><nav><a href='/'>Beranda</a></nav>"
        f"<article><h1>{title}</h1>{told}</article></body></html>"
    ).encode()


OTHER = html(*NOT_OURS, title="Petugas gagalkan penyelundupan ponsel")


def page(url: str = URL, body: bytes | None = None, **other: object) -> Page:
    """A page as a crawl hands it on."""
    values: dict[str, object] = {
        "url": url,
        "body": html() if body is None else body,
        "content_type": "text/html; charset=utf-8",
        "fetched_at": FETCHED,
        "title": "Judul menurut umpan",
        "published": datetime(2026, 2, 5, 3, tzinfo=UTC),
        "published_basis": PublishedBasis.FEED,
        "status": 200,
        "headers": HEADERS,
        **other,
    }
    return Page.model_validate(values)


_NAMES = "Anggrek Bakung Cempaka Dahlia Eboni Flamboyan Gayam Heliconia Ixora Jati".split()


def numbered(number: int) -> Page:
    """One of many pages, each of an event of its own."""
    tens, ones = divmod(number, len(_NAMES))
    name = f"{_NAMES[ones]} {_NAMES[tens % len(_NAMES)]}" if tens else _NAMES[ones]
    told = [
        line.replace("Puskesmas Tarogong", f"Universitas Kenanga {name}").replace(
            "Lilis Komariah", f"{name}wati"
        )
        for line in TEXT
    ]
    body = html(*told, title=f"Lapas Garut dan Universitas Kenanga {name} teken PKS")
    return page(f"https://media{number % 3}.example/berita/{number}-lapas-garut", body)


def state_of(one: Page, read: Reading | None = None) -> PageState:
    """What the store is told of a page."""
    body = one.body if isinstance(one.body, bytes) else one.body.encode()
    return PageState(
        url=one.url,
        site=site_of(one.url),
        etag='"a-1"',
        fetched_at=one.fetched_at,
        outcome=chain.reason(read or chain.process(one)),
        body_hash=sha256(body).hexdigest(),
    )
