"""Articles labelled by the event that they tell, as readings that the chain would give.

A set is a YAML file of events. The text of an article is written out, or made of another one's:
``copy`` names it (a number, or "event/number"), ``drop`` leaves out paragraphs, ``swap`` changes
words, ``before`` and ``after`` add paragraphs. ``story`` names a story of the corpus, which gives
title, day and text. ``label`` is an event's, or one article's. Where agreements are not given,
they are recorded from the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.records import (
    JAKARTA,
    Agreement,
    Article,
    Judgement,
    Label,
    Party,
    PartyKind,
    Reading,
    Record,
    SignedOnBasis,
    Unit,
    UnitKind,
    UnitRole,
)
from pantau.corpus import CORPUS, LabelledStory, load_voice
from pipelines.record import record

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: When an article that gives no date is taken to be fetched.
_FETCHED = datetime(2026, 6, 30, tzinfo=UTC)
_Texts = dict[str, list[str]]


class LabelledArticle(Record):
    """An article, and the event that it tells."""

    event: str
    reading: Reading


def load_sets(directory: Path) -> dict[str, tuple[LabelledArticle, ...]]:
    """Read every set of ``directory``, by name.

    Raises:
        KeyError: if an article lacks a field.
        ValueError: if a swap changes words that its text does not have.
    """
    return {path.stem: load_events(path) for path in sorted(directory.glob("*.yaml"))}


def load_events(path: Path) -> tuple[LabelledArticle, ...]:
    """Read one set; raises as :func:`load_sets` does."""
    texts: _Texts = {}
    events = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    return tuple(told for event in events for told in _articles(event, texts))


def _articles(event: dict[str, Any], texts: _Texts) -> Iterator[LabelledArticle]:
    name = event["id"]
    texts[name] = []
    for number, entry in enumerate(map(_in_full, event["articles"])):
        texts[name].append(_text(entry, name, texts))
        article = Article(
            title=entry["title"],
            text=texts[name][-1],
            published=_moment(entry.get("published")),
            language="id",
        )
        yield LabelledArticle(
            event=name,
            reading=Reading(
                url=f"https://{entry['site']}.example/{name}/{number}",
                article=article,
                judgement=Judgement(label=_label(event, entry), probability=0.9),
                agreements=_agreements(event, entry, article),
            ),
        )


def _in_full(entry: dict[str, Any]) -> dict[str, Any]:
    """``entry`` with title, day and text of the story of the corpus that it names, if any."""
    if "story" not in entry:
        return entry
    told = _of_voice(entry["story"].rpartition("-")[0])[entry["story"]]
    return {"title": told.title, "published": told.published, "text": told.text, **entry}


@cache
def _of_voice(name: str) -> dict[str, LabelledStory]:
    """The stories of a voice of the corpus, by id; sets quote the same few voices many times."""
    return {story.id: story for story in load_voice(CORPUS / f"{name}.yaml").stories}


def _label(event: dict[str, Any], entry: dict[str, Any]) -> Label:
    return Label(entry.get("label", event.get("label", Label.PARTNERSHIP)))


def _agreements(
    event: dict[str, Any], entry: dict[str, Any], article: Article
) -> tuple[Agreement, ...]:
    given = entry.get("told", event.get("agreements"))
    if given is not None:
        return tuple(_agreement(facts) for facts in given)
    if _label(event, entry) is not Label.PARTNERSHIP:
        return ()
    fetched = article.published + timedelta(hours=1) if article.published else _FETCHED
    return record(article, fetched)


def _agreement(facts: dict[str, Any]) -> Agreement:
    day: date | None = facts.get("signed_on")
    basis = SignedOnBasis.RELATIVE if facts.get("relative") else SignedOnBasis.STATED
    unit = Party(name=facts["unit"], kind=PartyKind.PEMASYARAKATAN)
    partners = tuple(Party(name=name, kind=PartyKind.LAINNYA) for name in facts["partners"])
    return Agreement(
        kind=facts["kind"],
        parties=(unit, *partners),
        units=(Unit(name=facts["unit"], kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY),),
        signed_on=day,
        signed_on_basis=basis if day else SignedOnBasis.NONE,
    )


def _text(entry: dict[str, Any], event: str, texts: _Texts) -> str:
    paragraphs = _source(entry, event, texts).splitlines()
    dropped = entry.get("drop", [])
    kept = [line for place, line in enumerate(paragraphs) if place not in dropped]
    text = "\n".join([*_own(entry, "before"), *kept, *_own(entry, "after")])
    for old, new in entry.get("swap", {}).items():
        if old not in text:
            raise ValueError(f"{event}: {old!r} is not in the text it is changed in")
        text = text.replace(old, new)
    return text


def _source(entry: dict[str, Any], event: str, texts: _Texts) -> str:
    if "copy" not in entry:
        text: str = entry["text"]
        return text
    name, _, number = str(entry["copy"]).rpartition("/")
    return texts[name or event][int(number)]


def _own(entry: dict[str, Any], place: str) -> list[str]:
    return [entry[place]] if place in entry else []


def _moment(value: str | datetime | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=JAKARTA).astimezone(UTC)
