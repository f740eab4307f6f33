"""What is recorded from whole stories: short ones of every form, and those of the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.records import Article, Capacity, Instrument, PublishedBasis, UnitRole
from pantau.corpus import LabelledStory, load_corpus, load_voice
from pantau.evaluation.recording import evaluate_recording
from pantau.evaluation.tally import RecordingScores
from pipelines.record import record
from tests.record.measure import FETCHED_AT, evidence_faults

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"


def _stories() -> tuple[LabelledStory, ...]:
    return load_voice(HERE / "stories.yaml").stories


def _partnerships() -> Iterable[LabelledStory]:
    return (s for voice in load_corpus(CORPUS) for s in voice.stories if s.agreements)


def _holds(scores: RecordingScores, floors: dict[str, float]) -> None:
    low = {field: scores.share(field) for field in floors if scores.share(field) < floors[field]}
    assert not low, "\n".join([str(low), *map(str, scores.wrong)])


def test_every_form_of_signing_is_recorded() -> None:
    _holds(
        evaluate_recording(_stories()),
        {
            "agreements": 0.98,
            "kind": 0.98,
            "act": 1,
            "title": 1,
            "parties_exact": 0.95,
            "party_kind": 0.98,
            "signatories_exact": 0.95,
            "signed_on": 0.98,
            "signed_on_basis": 1,
            "place": 0.95,
            "regency": 0.95,
            "province": 0.95,
            "official_capacity": 0.9,
            "partner_count": 1,
            "partner_kinds_exact": 1,
            "term_months": 1,
            "valid_until": 1,
        },
    )


def test_the_corpus_is_recorded() -> None:
    _holds(
        evaluate_recording(_partnerships()),
        {
            "agreements": 0.95,
            "kind": 0.95,
            "act": 0.95,
            "parties_exact": 0.85,
            "party_kind": 0.95,
            "signatories_exact": 0.9,
            "signed_on": 0.95,
            "signed_on_basis": 0.95,
            "province": 0.95,
        },
    )


def test_parties_and_officials_of_the_corpus_are_found_and_none_made_up() -> None:
    lists = evaluate_recording(_partnerships()).lists
    assert (lists["parties"].f1 or 0.0) >= 0.95
    assert (lists["officials"].f1 or 0.0) >= 0.95


def test_evidence_is_verbatim_and_one_for_each_value() -> None:
    for story in [*_stories(), *_partnerships()]:
        for agreement in record(story.article, FETCHED_AT):
            assert evidence_faults(story.article, agreement) == [], story.id


def test_recording_is_pure() -> None:
    story = _stories()[0].article
    assert record(story, FETCHED_AT) == record(story, FETCHED_AT)


@pytest.mark.parametrize("text", ["", "Lapas", "PKS", ".", "“", "1.\n2.\n- \n:", "di di di di"])
def test_a_story_without_anything_gives_a_minimal_record(text: str) -> None:
    article = Article(title="", text=text, language="id")
    (agreement,) = record(article, FETCHED_AT)
    assert agreement.signed_on is None
    assert agreement.parties == ()


def test_who_signs_who_watches_who_speaks() -> None:
    article = Article(
        title="Rutan Kelas IIB Demak Teken PKS dengan LBH Demak",
        text=(
            "Kepala Rutan Kelas IIB Demak, Drs. Ahmad Basuki, A.Md.IP., S.H., dan Ketua LBH Demak, "
            "Hj. Siti Rahmah, S.H., menandatangani perjanjian kerja sama, Kamis (6/3/2025).\n"
            "Penandatanganan disaksikan Kepala Kanwil Ditjenpas Jawa Tengah, Kunto Raharjo.\n"
            "“Kami senang,” kata Kepala Kesbangpol Kabupaten Demak, Agus Herawan.\n"
            "Narapidana kasus narkotika, Budi Gunawan, mengaku terbantu."
        ),
        language="id",
        published=datetime(2025, 3, 7, tzinfo=UTC),
        published_basis=PublishedBasis.GIVEN,
    )
    (agreement,) = record(article, FETCHED_AT)
    assert [(o.name, o.capacity) for o in agreement.officials] == [
        ("Ahmad Basuki", Capacity.SIGNATORY),
        ("Siti Rahmah", Capacity.SIGNATORY),
        ("Kunto Raharjo", Capacity.WITNESS),
        ("Agus Herawan", Capacity.QUOTED),
    ]
    assert [unit.role for unit in agreement.units] == [UnitRole.SIGNATORY, UnitRole.ATTENDEE]
    assert agreement.kind is Instrument.PERJANJIAN_KERJA_SAMA
