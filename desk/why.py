"""The true reason why a page or a story was kept or dropped, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import reasons
from desk.reviewing import strongest
from desk.wording import decided, named, shown
from model.records import CORRECTION, Judgement, Label, Reading
from pipelines.judge.model import Model
from store import DELETED, WITHDRAWN, Explanation

#: Outcomes of pages that were read, the last time they were asked for or before.
_READ = {*map(str, Label), "not_relevant", "language", CORRECTION, WITHDRAWN}
_NOT_READ = {
    reasons.OFF_TOPIC: "not asked for: neither title nor address is of prisons",
    reasons.NO_PRISON_WORD: "dropped before it was read: no word of prisons in it",
    reasons.NOT_ARTICLE: "no article",
    reasons.BEFORE_SINCE: "published before the day that the crawl was to begin with",
    reasons.WAITING: "found, and not asked for yet",
    DELETED: "it is not kept any more",
}


def why(explanation: Explanation, model: Model) -> str:
    """Name the true reason; ``model`` is the judge's in force, whose thresholds are known."""
    return "; ".join(_parts(explanation, model))


def _parts(explanation: Explanation, model: Model) -> Iterator[str]:
    page, reading = explanation.page, explanation.reading
    if explanation.merged:
        yield f"{explanation.merged} went into {explanation.story}"
    if reading is None or reading.article is None:
        yield _not_read(page.outcome, page.detail)
        return
    if explanation.review:
        yield decided(explanation.review)
    yield from _of_reading(explanation, reading, model)
    if page.outcome == WITHDRAWN:
        yield f"gone from its site, found so {shown(page.fetched_at)} ({page.detail})"
    elif page.outcome not in _READ:
        yield f"last asked for in vain ({_not_read(page.outcome, page.detail)})"
    if explanation.former_story:
        yield f"left {explanation.former_story} by an edit"


def _not_read(outcome: str, detail: str | None) -> str:
    told = (detail or "").removeprefix(outcome).removeprefix(": ")
    if outcome in _NOT_READ:
        return f"{_NOT_READ[outcome]}: {told}" if told else _NOT_READ[outcome]
    return reasons.sentence(outcome, told)


def _of_reading(explanation: Explanation, reading: Reading, model: Model) -> Iterator[str]:
    article, judgement = reading.article, reading.judgement
    assert article is not None
    if reading.correction and reading.correction.is_of_another:
        yield _correction(explanation)
    elif article.language != "id":
        yield f"written in another language than Indonesian ({article.language})"
    elif judgement is not None:
        yield _judged(judgement, model)


def _correction(explanation: Explanation) -> str:
    corrected = next(
        (a.corrects for a in explanation.articles if a.url == explanation.page.url), None
    )
    if corrected:
        return f"{CORRECTION} of {corrected}, kept with it"
    return f"{CORRECTION}, waiting for the article that it corrects"


def _judged(judgement: Judgement, model: Model) -> str:
    speaks_for, speaks_against = strongest(judgement)
    sides = [("for", speaks_for), ("against", speaks_against)]
    if judgement.label is Label.OTHER:
        sides.reverse()
    because = "; ".join(f"{side} {named(signals)}" for side, signals in sides if signals)
    heard = because or "nothing in it speaks for a partnership"
    return f"judged {judgement.label}, {_height(judgement, model)}: {heard}"


def _height(judgement: Judgement, model: Model) -> str:
    said = f"{judgement.probability:.2f}"
    if judgement.model != model.version:
        return f"{said} by model {judgement.model or 'unknown'}, which is not in force now"
    line, near = model.line, model.thresholds[Label.CANDIDATE].at_least
    if judgement.label is Label.PARTNERSHIP:
        return f"{said}, and partnerships begin at {line:.2f}"
    if judgement.label is Label.OTHER:
        return f"{said}, and candidates begin at {near:.2f}"
    if judgement.probability < near:
        return f"{said}, below {near:.2f}, yet a unit means to sign"
    return f"{said}, between {near:.2f} and {line:.2f}"
