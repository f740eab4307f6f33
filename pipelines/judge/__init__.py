"""Judge an article: does it tell of a Ditjenpas partnership, and why."""

from __future__ import annotations

from model.records import Article, Judgement, Label, Signal
from pipelines.judge.facts import read_facts
from pipelines.judge.model import Model, load_model

__all__ = ["judge"]

INDONESIAN = "id"
#: Log-odds of the signal that a story is not in Indonesian: it outweighs all others.
_FOREIGN_WEIGHT = -10.0


def judge(article: Article, model: Model | None = None) -> Judgement:
    """Judge ``article`` by its signals; a story that is not in Indonesian is ``other``.

    ``model`` weighs the signals: that of this release, where none is given.
    """
    model = model or load_model()
    if article.language != INDONESIAN:
        signal = Signal(
            name="not_indonesian",
            weight=_FOREIGN_WEIGHT,
            evidence=article.title or article.text[:80],
        )
        return Judgement(label=Label.OTHER, probability=0.0, signals=(signal,), model=model.version)
    findings = model.findings(read_facts(article))
    probability = model.probability({name: found.value for name, found in findings.items()})
    signals = tuple(
        Signal(
            name=name, weight=round(model.weight(name) * found.value, 4), evidence=found.evidence
        )
        for name, found in findings.items()
        if model.weight(name)
    )
    return Judgement(
        label=model.label(probability, findings),
        probability=round(probability, 6),
        signals=signals,
        model=model.version,
    )
