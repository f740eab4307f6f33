"""The plain rule that the judge is measured against: two words in one sentence."""

from __future__ import annotations

import re

from model.records import Article, Label
from pipelines.text.sentences import sentences

_PRISON = re.compile(
    r"(?i)\b(?:lapas|lembaga\s+pemasyarakatan|rutan|rumah\s+tahanan|lpka|bapas"
    r"|balai\s+pemasyarakatan|rupbasan|ditjen\s?pas|pemasyarakatan|ipkemindo)\b"
)
_AGREEMENT = re.compile(
    r"(?i)\b(?:mou|moa|pks|nota\s+(?:kesepahaman|kesepakatan)|kesepakatan\s+bersama"
    r"|perjanjian\s+kerja\s?sama|kerja\s?sama|memorandum)\b"
)


def plain_rule(article: Article) -> Label:
    """Call ``article`` a partnership where a sentence has a prison and an agreement word."""
    texts = (article.title, *(sentence.text for sentence in sentences(article.text)))
    if any(_PRISON.search(text) and _AGREEMENT.search(text) for text in texts):
        return Label.PARTNERSHIP
    return Label.OTHER
