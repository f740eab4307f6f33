"""What is wrong with the evidence of a recorded agreement."""

from __future__ import annotations

from model.records import Agreement, Article
from pantau.evaluation.recording import FETCHED_AT

__all__ = ["FETCHED_AT", "evidence_faults"]


def evidence_faults(article: Article, agreement: Agreement) -> list[str]:
    """What is wrong with the evidence of an agreement: not verbatim, or not one for each value."""
    faults = []
    for field, words in agreement.evidence.items():
        value = getattr(agreement, field)
        pieces = (words,) if isinstance(words, str) else words
        if isinstance(value, tuple) and (isinstance(words, str) or len(words) != len(value)):
            faults.append(f"{field}: {len(value)} values, evidence {words!r}")
        faults.extend(
            f"{field}: {piece!r} is not in the story"
            for piece in pieces
            if not piece or (piece not in article.title and piece not in article.text)
        )
    return faults
