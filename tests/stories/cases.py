"""The labelled events of this directory as readings, as the chain would give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
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
    SignedOnBasis,
    Unit,
    UnitKind,
    UnitRole,
)

FILES = ("releases.yaml", "rewrites.yaml")


@dataclass(frozen=True)
class Case:
    """One article and the event it tells."""

    event: str
    reading: Reading


def cases() -> list[Case]:
    """Return every labelled article."""
    directory = Path(__file__).parent
    return [
        case
        for name in FILES
        for event in yaml.safe_load((directory / name).read_text(encoding="utf-8"))
        for case in _cases(event)
    ]


def _cases(event: dict[str, Any]) -> Iterator[Case]:
    label = Label(event.get("label", "partnership"))
    texts: list[str] = []
    for number, entry in enumerate(event["articles"]):
        texts.append(_text(entry, texts))
        told = entry.get("told", event.get("agreements", []))
        yield Case(
            event["id"],
            Reading(
                url=f"https://{entry['site']}.example/{event['id']}/{number}",
                article=Article(
                    title=entry["title"],
                    text=texts[-1],
                    published=_moment(entry.get("published")),
                    language="id",
                ),
                judgement=Judgement(label=label, probability=0.9),
                agreements=tuple(_agreement(facts) for facts in told),
            ),
        )


def _text(entry: dict[str, Any], texts: list[str]) -> str:
    paragraphs = (texts[entry["copy"]] if "copy" in entry else entry["text"]).splitlines()
    dropped = entry.get("drop", [])
    kept = [line for place, line in enumerate(paragraphs) if place not in dropped]
    text = "\n".join([*_own(entry, "before"), *kept, *_own(entry, "after")])
    for old, new in entry.get("swap", {}).items():
        assert old in text, f"{old!r} is not in the text it is changed in"
        text = text.replace(old, new)
    return text


def _own(entry: dict[str, Any], place: str) -> list[str]:
    return [entry[place]] if place in entry else []


def _moment(value: str | datetime | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=JAKARTA).astimezone(UTC)


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
