"""Phrases are masked, counted by their place, and told with the sentence that says most."""

from __future__ import annotations

from model.records import Article
from pipelines.judge import judge
from pipelines.judge.context import Finding
from pipelines.judge.facts import read_facts
from pipelines.judge.wording import (
    AGAINST,
    AGREEMENTS,
    FOR,
    REST,
    TITLE,
    UNTOLD,
    Wording,
    masked,
    missing,
    phrases_of,
    values_of,
)

ARTICLE = Article(
    title="Lapas Kelas IIB Tuban dan Dinas Pertanian Teken PKS",
    text="Tuban - Sebanyak 12 petani hadir.\nKalapas Budi Santoso meneken perjanjian itu.",
    language="id",
)
SIGNED = "agreements: UNIT X meneken"


def test_names_units_and_numbers_are_masked() -> None:
    reading = read_facts(ARTICLE)
    assert masked(reading.title) == "UNIT dan dinas X pks".split()
    assert masked(reading.body[0]) == "tuban X 0 petani hadir .".split()
    assert masked(reading.body[1])[-4:] == "meneken perjanjian itu .".split()


def test_a_headline_in_capitals_holds_words_not_names() -> None:
    shouted = ARTICLE.model_copy(update={"title": "KALAPAS TERIMA BANTUAN BUKU"})
    assert masked(read_facts(shouted).title)[-3:] == ["terima", "bantuan", "buku"]


def test_phrases_are_kept_apart_by_place() -> None:
    found = phrases_of(read_facts(ARTICLE))
    assert "title: UNIT dan" in found[TITLE]
    assert SIGNED in found[AGREEMENTS]
    assert "rest: petani hadir" in found[REST]
    assert all(name.startswith(f"{place.name}: ") for place in found for name in found[place])


def test_a_place_without_phrases_is_told_as_missing() -> None:
    bare = ARTICLE.model_copy(update={"title": ""})
    found = phrases_of(read_facts(bare))
    assert found[TITLE] == missing(TITLE) == {"title: -"}
    assert found[REST] != missing(REST)


def test_few_phrases_say_less_than_they_weigh() -> None:
    many = [f"rest: w{number}" for number in range(100)]
    wording = Wording(intercept=0.0, weights=dict.fromkeys(many, 1.0))
    assert wording.sum_of({REST: set(many)}) == 10.0
    assert wording.sum_of({REST: {many[0]}}) == 0.01


def test_the_most_telling_sentence_is_the_evidence() -> None:
    wording = Wording(intercept=-1.0, weights={SIGNED: 4.0, "rest: petani hadir": -1.0})
    found = wording.findings(read_facts(ARTICLE))
    assert set(found) == {FOR}
    assert found[FOR].evidence == "Kalapas Budi Santoso meneken perjanjian itu."
    against = Wording(intercept=-1.0, weights={"rest: petani hadir": -1.0})
    found = against.findings(read_facts(ARTICLE))
    assert set(found) == {AGAINST}
    assert found[AGAINST].evidence == "Tuban - Sebanyak 12 petani hadir."


def test_values_are_at_most_one() -> None:
    assert values_of(100.0, tells_agreement=True) == {FOR: 1.0}
    assert values_of(-1.5, tells_agreement=True) == {AGAINST: 0.5}
    assert values_of(0.0, tells_agreement=True) == {}


def test_no_wording_speaks_for_an_agreement_that_is_not_told() -> None:
    assert values_of(3.0, tells_agreement=False) == {UNTOLD: 1.0}
    assert values_of(-1.5, tells_agreement=False) == {UNTOLD: 1.0}


def test_a_story_that_tells_no_agreement_is_told_by_its_headline() -> None:
    visit = ARTICLE.model_copy(update={"title": "Bupati di Lapas Tuban", "text": "Ia terharu."})
    found = Wording(intercept=0.0, weights={"rest: ia": 1.0}).findings(read_facts(visit))
    assert found == {UNTOLD: Finding(1.0, "Bupati di Lapas Tuban")}


def test_a_story_without_words_is_judged_too() -> None:
    for title in ("", "Lapas"):
        assert 0 <= judge(Article(title=title, text="", language="id")).probability <= 1
