"""Pages hold no words of the other language but where they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from lxml import html

from model.config import Settings
from model.sayings import saying
from store import SiteState, Visit, open_store
from tests.web.serving import asking
from tests.web.test_pages import PAGES

#: Words that every text of some length has in one of the languages and none in the other.
_ENGLISH = set(
    "the and is are not of with it its this that was were from has have by cannot found which how"
    " while there what when where your none last first new all any more less than since until"
    " see open close search story stories agreement agreements site sites error".split()
)
_INDONESIAN = set(
    "yang dan tidak dari dengan untuk belum ini itu atau pada akan sudah oleh lagi adalah ada"
    " berita kerja sama mitra terakhir semua lihat tanggal hari bulan tahun jam".split()
)
_OTHER = {"id": _ENGLISH, "en": _INDONESIAN}
#: What is quoted: names and texts of news, code, and what is marked as being in a language.
_QUOTED = "bdi, code, script, style, noscript, mark, [lang], option, .evidence, input, textarea"
_WORD = re.compile(r"[a-z]+")


def words_of(page: str) -> Iterator[str]:
    """The words of a page itself, with the names that are read to people who see nothing."""
    tree = html.fromstring(page)
    for own in tree.cssselect("body"):
        for quoted in own.cssselect(_QUOTED):
            quoted.drop_tree()
        yield from _WORD.findall(own.text_content().lower())
        for element in own.iter():
            for name in ("aria-label", "title", "placeholder"):
                yield from _WORD.findall(element.get(name, "").lower())


def assert_own(client: httpx.Client, path: str, language: str) -> None:
    answer = client.get(path, headers={"accept": "text/html", "cookie": f"lang={language}"})
    found = set(words_of(answer.text)) & _OTHER[language]
    assert not found, f"{path}: {sorted(found)}"


def addresses(client: httpx.Client) -> Iterator[str]:
    """Every sort of page, and what goes wrong on them."""
    yield from PAGES
    api = {name: client.get(f"/api/v1/{name}").json() for name in ("stories", "agreements", "runs")}
    yield from (f"/berita/{one['id']}" for one in api["stories"]["stories"][:5])
    yield from (f"/kerja-sama/{one['id']}" for one in api["agreements"]["agreements"][:5])
    yield from (f"/riwayat/{one['id']}" for one in api["runs"]["runs"])
    yield from (f"/media/{one['site']}" for one in client.get("/api/v1/sites").json()["sites"])
    yield from ("/berita/tiada", "/kerja-sama/tiada", "/riwayat/999", "/media/tiada.example")
    yield from ("/cari?q=(lapas", "/register?q=(lapas", "/langganan/baru?q=(lapas", "/langganan/l1")
    yield from ("/mitra/tiada", "/satuan-kerja/tiada", "/tidak-ada", "/riwayat/abc")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_holds_words_of_the_other_language(client: httpx.Client, language: str) -> None:
    for path in addresses(client):
        assert_own(client, path, language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_wrong_with_a_site_is_told_in_the_language(own: Settings, language: str) -> None:
    with open_store(own.store_url, own.data, own.archive_dir) as store:
        run = store.runs(1)[0]
        for number, error in enumerate(("dns", "tls", "http_403", "nothing_found", "timeout")):
            name = f"sakit{number}.example"
            unfit = saying("shop", signs=9)
            store.put_site(SiteState(site=name, url=f"https://{name}/", added=True, unfit=unfit))
            for _ in range(3):
                store.add_visit(Visit(run=run.id, site=name, at=run.started, error=error))
    with asking(own) as client:
        assert_own(client, "/media?state=fault", language)
        for number in range(5):
            assert_own(client, f"/media/sakit{number}.example", language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_wrong_with_a_form_is_told_in_the_language(own: Settings, language: str) -> None:
    with asking(own) as client:
        client.cookies.set("lang", language)
        page = client.get("/media", headers={"accept": "text/html"})
        token = html.fromstring(page.text).cssselect("input[name=csrf]")[0].get("value")
        for path, form in (
            ("/media", {"url": "bukan alamat"}),
            ("/langganan", {"q": "lapas", "to": "bukan alamat"}),
            ("/langganan", {"q": "(lapas", "to": "a@example.id"}),
            ("/langganan", {"q": "lapas", "to": ""}),
        ):
            answer = client.post(
                path, data={**form, "csrf": token}, headers={"accept": "text/html"}
            )
            assert answer.status_code == 400, path
            found = set(words_of(answer.text)) & _OTHER[language]
            assert not found, f"{path} {form}: {sorted(found)}"
