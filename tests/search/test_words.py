"""The one analysis: folding, stems, names, and where words stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import given_stems, stem, stems, tokens, word_lists, words
from search.schema import known_values
from search.synonyms import segments


@pytest.mark.parametrize(
    "forms",
    [
        "menandatangani ditandatangani penandatanganan tandatangan bertandatangan",
        "kerjasama bekerjasama",
        "kerja bekerja",
        "membina pembinaan binaan",
        "melatih pelatihan",
        "meneken diteken teken",
        "memperpanjang perpanjangan diperpanjang",
        "sepakat kesepakatan menyepakati disepakati",
        "pelayanan layanan melayani",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len(set(stems(forms))) == 1


@pytest.mark.parametrize(
    "others",
    [
        "pemasyarakatan masyarakat",
        "serang serangan",
        "kediri terdiri",
        "maluku malu",
        "sama bersama",
        "media dia",
        "divisi visi",
        "direktorat rektorat",
        "kejari jari",
        "tahanan ketahanan",
        "ii iii",
    ],
)
def test_other_words_do_not(others: str) -> None:
    first, second = others.split()
    assert stem(first) != stem(second)


def test_words_are_folded_and_keep_their_place() -> None:
    text = "Jum’at, CAFÉ Kelas IIA/B"
    assert [token.word for token in tokens(text)] == ["jumat", "cafe", "kelas", "iia", "b"]
    assert words("Jum'at Jum‘at Jumʼat Jumʻat Qurʾan") == (
        *["jumat"] * 4,
        "quran",
    )
    assert [text[token.start : token.end] for token in tokens(text)][:2] == ["Jum’at", "CAFÉ"]


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_has_words_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word.isalnum()
        assert words(token.word)[0] == token.word
        assert stem(token.word)
        end = token.end


def test_the_longest_name_wins() -> None:
    asked = words("kepala lapas terbuka")
    found = [(asked[s.start : s.end], bool(s.others)) for s in segments(asked, exact=False)]
    assert found == [(("kepala", "lapas"), True), (("terbuka",), False)]


def test_every_name_leads_to_the_others() -> None:
    for group in word_lists()["synonyms"]:
        for name in group:
            (segment,) = segments(words(name), exact=True)
            assert words(group[0]) in segment.others or name == group[0]


def test_no_name_belongs_to_two_groups() -> None:
    names = [words(name) for group in word_lists()["synonyms"] for name in group]
    assert len(names) == len(set(names))
    rooted = [tuple(map(stem, name)) for name in names]
    assert len(rooted) == len(set(rooted))


def test_what_a_name_may_mean_as_well_is_sought_too() -> None:
    for name, others in word_lists()["also"].items():
        (segment,) = segments(words(name), exact=False)
        assert segment.also == tuple(map(words, others))
    (kanwil,) = segments(("kanwil",), exact=True)
    assert kanwil.others == (("kantor", "wilayah"),)
    assert words("kantor wilayah direktorat jenderal pemasyarakatan") in kanwil.also


def test_a_name_that_is_no_synonym_stays_apart() -> None:
    asked = words("lapas narkotika")
    (together,) = segments(asked, exact=False)
    assert (together.others, together.also) == ((), (("lapastik",),))
    apart = [asked[s.start : s.end] for s in segments(asked, exact=False, apart=True)]
    assert apart == [("lapas",), ("narkotika",)]
    assert [s.also for s in segments(asked, exact=True)] == [(), ()]


def test_given_stems_are_stems_of_themselves() -> None:
    assert {root for root in given_stems().values() if stem(root) != root} == set()


def test_every_value_goes_by_its_own_name_and_the_one_on_screen() -> None:
    assert known_values("kind")["perjanjian kerja sama"] == "perjanjian_kerja_sama"
    assert known_values("kind")["pks"] == "perjanjian_kerja_sama"
    assert known_values("act")["perpanjangan"] == "renewed"
    assert known_values("site") == {}
