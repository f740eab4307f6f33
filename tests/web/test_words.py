"""Words: each key in both languages, and every key that a page asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.exceptions import QueryError
from model.words import words_of
from search.query import understand
from tests.conftest import ROOT
from web.pages.locales import Locale, interface
from web.pages.problems import in_words

_TEMPLATES = sorted((ROOT / "web/templates").glob("*.html"))
_KEY = re.compile(r"""\bt\(\s*["']([a-z_.0-9]+)["']\s*[,)]""")
_GROUP = re.compile(r"""\bword\(\s*["']([a-z_]+)["']""")
_HOLE = re.compile(r"\{(\w+)\}")


def test_both_languages_have_the_same_keys_and_holes() -> None:
    indonesian, english = interface("id"), interface("en")

    assert {key for key in english if not key.endswith("_one")} == set(indonesian)
    for key, words in indonesian.items():
        assert set(_HOLE.findall(words)) == set(_HOLE.findall(english[key])), key


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_is_there(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert set(_KEY.findall(text)) <= set(interface("id"))
    for group in _GROUP.findall(text):
        assert words_of(group)


def test_one_thing_is_said_otherwise_than_several() -> None:
    english = Locale("en")

    assert english.say("search.found", count=1) == "1 story"
    assert english.say("search.found", count=1234) == "1,234 stories"
    assert Locale("id").say("search.found", count=1234) == "1.234 berita"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("(lapas", "'(' belum ditutup"),
        ("lapas AND", "ada yang kurang di akhir"),
        ("kind:apa", "kind harus salah satu dari"),
        ("warna:merah", "tidak ada bidang bernama 'warna'"),
        ("published:kemarin", "ini bukan tanggal"),
        ('"lapas', "belum ditutup"),
        ("lapas)", "')' tidak menutup apa pun"),
        ("/lapas/", "ekspresi reguler tidak didukung"),
        ("published:2026*", "tanggal tidak memakai * atau ?"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_in_indonesian(query: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        understand(query)

    assert in_words(caught.value, "id").startswith(words) or words in in_words(caught.value, "id")
    assert in_words(caught.value, "en") == caught.value.problem
