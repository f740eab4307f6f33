"""What needs to be clarified before an office stands behind it, each with its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from model.kliping import Clip, Doubt, DoubtSort, Statement
from model.records import Agreement, KeptAgreement, Reading, SignedOnBasis, Variant
from model.words import word
from pipelines.text.sentences import sentences

#: The ministry that the prison service belonged to until this year.
_FORMER = re.compile(
    r"\bKemenkumham\b|\bKementerian Hukum (?:dan|&) (?:HAM\b|Hak Asasi Manusia\b)", re.IGNORECASE
)
_LAST_YEAR = 2024
#: Fields whose values have words of their own.
_WORDED = {"kind", "act"}

Readings = Mapping[str, Reading]


def doubts_of(
    agreement: KeptAgreement | None, clips: Iterable[Clip], readings: Readings
) -> Iterator[tuple[str, Doubt]]:
    """Yield what is doubtful of what an entry tells, by the field; "ministry" for its name."""
    own = list(clips)
    if agreement is not None:
        if agreement.signed_on_basis is SignedOnBasis.WEEKDAY_CORRECTED:
            yield "signed_on", _weekday(agreement, own, readings)
        for field, variants in agreement.contradictions.items():
            yield field, _disagreement(field, variants, own, readings)
    former = tuple(_former(own, readings))
    if former:
        yield "ministry", Doubt(sort=DoubtSort.FORMER_MINISTRY, statements=former)


def _weekday(agreement: KeptAgreement, clips: list[Clip], readings: Readings) -> Doubt:
    sentence = _text(agreement.evidence.get("signed_on"))
    teller = next((clip for clip in clips if _tells(readings.get(clip.url), sentence)), None)
    day = agreement.signed_on.isoformat() if agreement.signed_on else ""
    statement = _statement(day, sentence, teller)
    return Doubt(sort=DoubtSort.WEEKDAY, field="signed_on", statements=(statement,))


def _disagreement(
    field: str, variants: Iterable[Variant], clips: list[Clip], readings: Readings
) -> Doubt:
    by_url = {clip.url: clip for clip in clips}
    statements = []
    for variant in variants:
        teller = next((by_url[url] for url in variant.articles if url in by_url), None)
        sentence = _sentence(field, variant, readings)
        value = str(variant.value)
        shown = word(field, value) if field in _WORDED else value
        statements.append(_statement(shown, sentence, teller, variant.articles[:1]))
    return Doubt(sort=DoubtSort.DISAGREEMENT, field=field, statements=tuple(statements))


def _sentence(field: str, variant: Variant, readings: Readings) -> str:
    """Return what an article says of a field, of those that give it this value."""
    for url in variant.articles:
        reading = readings.get(url)
        for told in reading.agreements if reading else ():
            if _value(told, field) == str(variant.value) or len(reading.agreements) == 1:  # type: ignore[union-attr]
                return _text(told.evidence.get(field))
    return ""


def _value(told: Agreement, field: str) -> str | None:
    value = getattr(told, field)
    return value.isoformat() if isinstance(value, date) else str(value)


def _former(clips: Iterable[Clip], readings: Readings) -> Iterator[Statement]:
    """Yield the first sentence of each article of today that names the former ministry.

    Copies say it in the same words: each sentence is told once.
    """
    known: set[str] = set()
    for clip in clips:
        if clip.published is None or clip.published.year <= _LAST_YEAR:
            continue
        reading = readings.get(clip.url)
        text = reading.article.text if reading and reading.article else ""
        found = next((one.text for one in sentences(text) if _FORMER.search(one.text)), None)
        if found and found not in known:
            known.add(found)
            match = _FORMER.search(found)
            yield _statement(match.group() if match else "", found, clip)


def _tells(reading: Reading | None, sentence: str) -> bool:
    article = reading.article if reading else None
    return bool(article and sentence and sentence in f"{article.title}\n{article.text}")


def _statement(
    value: str, sentence: str, clip: Clip | None, urls: tuple[str, ...] = ()
) -> Statement:
    return Statement(
        value=value,
        sentence=sentence,
        outlet=clip.outlet if clip else "",
        url=clip.url if clip else next(iter(urls), None),
    )


def _text(evidence: str | tuple[str, ...] | None) -> str:
    return " … ".join(evidence) if isinstance(evidence, tuple) else evidence or ""
