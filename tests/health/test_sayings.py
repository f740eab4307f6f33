"""Sentences that records keep as a code with values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from crawler import reasons
from model import sayings
from model.sayings import problem, said, saying
from model.words import words_of
from tests.conftest import ROOT

CONTENT = yaml.safe_load(Path(sayings.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_PLACE = re.compile(r"\{(\w+)")


def test_every_sentence_is_there_in_both_languages_with_the_same_values() -> None:
    ours, theirs = CONTENT["id"], CONTENT["en"]
    assert ours["counts"].keys() == theirs["counts"].keys()
    assert ours["sentences"].keys() == theirs["sentences"].keys()
    for code, sentence in ours["sentences"].items():
        assert set(_PLACE.findall(sentence)) == set(_PLACE.findall(theirs["sentences"][code]))


def test_every_sentence_is_said_by_somebody_and_every_code_has_one() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "crawler").rglob("*.py"))
    assert set(re.findall(r'saying\("(\w+)"', code)) <= CONTENT["en"]["sentences"].keys()
    assert all(f'"{name}"' in code for name in CONTENT["en"]["sentences"])


def test_every_problem_has_words_in_both_languages() -> None:
    assert words_of("problem").keys() == words_of("problem", "en").keys()
    short = {value for name, value in vars(reasons).items() if name.isupper() and name[0] != "_"}
    assert words_of("problem").keys() - {"http_"} <= short


@pytest.mark.parametrize(
    ("hours", "indonesian", "english"),
    [(1, "1 jam", "1 hour"), (26.4, "26 jam", "26 hours"), (50, "2 hari", "2 days")],
)
def test_times_and_numbers_are_written_as_in_the_language(
    hours: float, indonesian: str, english: str
) -> None:
    told = [saying("silent_usually", waited=hours, usual=0.5), saying("lengths", now=1, usual=2400)]

    assert said(told, "id") == (
        f"Tidak ada berita baru selama {indonesian}; biasanya 2 berita sebulan."
        " Beritanya hanya 1 huruf; biasanya 2.400."
    )
    assert said(told, "en").startswith(f"No new article for {english}; usually 2 a month.")


def test_a_problem_is_told_with_its_detail_and_an_unknown_one_by_its_name() -> None:
    told = saying("outage", visits=3, problem="tls", detail="certificate has expired")
    assert said([told]) == (
        "Tidak memberi apa pun pada 3 kunjungan berturut-turut: sertifikat atau enkripsinya"
        " bermasalah (certificate has expired)."
    )
    assert said([saying("outage_once", problem="from_the_future", detail="")]).endswith(
        ": from_the_future."
    )
    assert problem("http_503", "", "id") == "menjawab dengan status HTTP 503"


@pytest.mark.parametrize("reason", ["tls", "http_403", "from_the_future"])
@pytest.mark.parametrize("detail", ["", "host (sni) is wrong"])
def test_the_detail_of_a_sentence_is_found_again(reason: str, detail: str) -> None:
    assert reasons.detail_of(reason, reasons.sentence(reason, detail)) == detail
    assert reasons.detail_of(reason, "something else") == "something else"
