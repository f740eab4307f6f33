"""The address of a part names its article; pages of lists keep names of their own."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.parts import first_part
from model.urls import canonical, identity, site_of

PATHS = (
    "/2026/01/21/lapas-cempaka-teken-pks",
    "/read/2026/01/21/154300/lapas-cempaka-teken-pks-dengan-pemkot",
    "/berita/d-7654321/lapas-cempaka-teken-pks",
    "/hukum/lapas-cempaka-teken-pks-dengan-pemkot.html",
    "/lapas-cempaka-dan-pemkot-seruni-teken-perjanjian-kerja-sama",
    "/daerah/lapas-cempaka-teken-pks-7654321",
)
SIGNS = (
    *(
        "?page=2",
        "?halaman=3",
        "?hal=2",
        "?pg=12",
        "?showpage=2",
        "?page=1",
        "?utm_source=x&page=2",
    ),
    *("/2", "/2/", "/page/3", "/halaman/2/", "/all", "/2?page=3", "/2/amp/", "?page=all"),
)
#: Each is another page than the second, or than what it is without its query.
LISTS = (
    ("https://kabar.example/?page=2", "https://kabar.example/"),
    ("https://kabar.example/page/2/", "https://kabar.example/"),
    ("https://kabar.example/berita?page=2", "https://kabar.example/berita"),
    ("https://kabar.example/tag/lapas-cempaka-kota-seruni-baru-itu-di-sana?page=2", ""),
    ("https://kabar.example/kategori/hukum-dan-kriminal-dan-lapas.html?page=2", ""),
    ("https://kabar.example/berita-terkini-seputar-lapas-dan-rutan-banten?page=2", ""),
    ("https://kabar.example/2026/01/?page=2", "https://kabar.example/2026/01/"),
    ("https://kabar.example/2026/01/2", "https://kabar.example/2026/01"),
    ("https://kabar.example/hukum-dan-kriminal/2", "https://kabar.example/hukum-dan-kriminal"),
    ("https://kabar.example/indeks.html?page=2", "https://kabar.example/indeks.html"),
    ("https://kabar.example/?s=lapas&page=2", "https://kabar.example/?s=lapas"),
    ("https://kabar.example/kategori.php?id=3&page=2", "https://kabar.example/kategori.php?id=3"),
)
#: A number that is an id, not a part.
IDS = (
    ("https://kabar.example/?p=2", "https://kabar.example/"),
    ("https://kabar.example/?p=2", "https://kabar.example/?p=123"),
    ("https://kabar.example/berita/57", "https://kabar.example/berita/58"),
    ("https://kabar.example" + PATHS[4] + "/57", "https://kabar.example" + PATHS[4]),
    ("https://kabar.example" + PATHS[4] + "?p=2", "https://kabar.example" + PATHS[4]),
    ("https://kabar.example" + PATHS[0] + "?page=202601", "https://kabar.example" + PATHS[0]),
)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("path", PATHS)
def test_a_part_is_its_article(path: str, sign: str) -> None:
    whole = f"https://kabar.example{path}"
    assert identity(whole + sign) == identity(whole) == canonical(whole)


def test_a_part_of_a_post_by_number_is_that_post() -> None:
    assert identity("https://kabar.example/?p=123&page=2") == "https://kabar.example/?p=123"


@pytest.mark.parametrize(("page", "other"), LISTS + IDS)
def test_pages_of_lists_and_ids_stay_apart(page: str, other: str) -> None:
    assert identity(page) != identity(other or page.partition("?")[0])
    assert identity(page) == canonical(page)


def test_the_first_part_can_be_asked_for() -> None:
    address = "http://www.kabar.example/2026/01/21/lapas-cempaka-teken-pks/?foto=1&page=2"
    assert first_part(address) == address.removesuffix("&page=2")
    assert first_part("http://[::1") == "http://[::1"


PIECES = st.sampled_from(
    """lapas-cempaka-teken-pks-dengan-pemkot-seruni 2 3 page halaman all amp 2026 01 tag berita
    index.php lapas-cempaka-teken-pks.html 7654321-lapas-dan-rutan ..""".split()
)
QUERIES = st.sampled_from("page=2 page=all p=7 p=2 halaman=3 utm_source=x s=lapas pg= =&".split())


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=6), st.lists(QUERIES, max_size=3))
@example(["lapas-cempaka-teken-pks-dengan-pemkot-seruni", "2", "3"], ["page=2"])
def test_a_name_is_its_own_name(pieces: list[str], queries: list[str]) -> None:
    url = f"https://m.kabar.example/{'/'.join(pieces)}?{'&'.join(queries)}"
    name = identity(url)
    assert identity(name) == name == canonical(name)
    assert site_of(name) == site_of(url)
