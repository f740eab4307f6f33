"""The stories of this directory, and the register that they are held against."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from model.following import Aspect, Following
from model.records import (
    Article,
    KeptAgreement,
    Party,
    PartyKind,
    PublishedBasis,
    Unit,
    UnitRole,
)
from pipelines.following import follow_ups, telling_of
from pipelines.text.unit_ids import unit_id
from pipelines.text.units import find_units

_HERE = Path(__file__).parent


class Told(NamedTuple):
    """A story, and the agreement that it follows, if any."""

    article: Article
    follows: str | None
    aspect: Aspect | None


def _lines(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


@cache
def register() -> tuple[KeptAgreement, ...]:
    """The agreements that the stories are held against; their ids are their names."""
    return tuple(_agreement(name, own) for name, own in _lines("register.yaml").items())


def stories(name: str) -> list[Told]:
    """The stories of a file."""
    return [_told(own) for own in _lines(name)]


def found(told: Told) -> tuple[Following, ...]:
    """What a story is found to follow, of the whole register."""
    return follow_ups(telling_of(told.article), register())


def _agreement(name: str, own: dict[str, Any]) -> KeptAgreement:
    (unit,) = find_units(own["unit"])
    return KeptAgreement(
        id=name,
        stories=(),
        kind=own["kind"],
        parties=(
            Party(name=own["unit"], kind=PartyKind.PEMASYARAKATAN),
            Party(name=own["partner"], kind=own["sort"]),
        ),
        units=(
            Unit(
                name=own["unit"],
                kind=unit.kind,
                id=unit_id(own["unit"]),
                role=UnitRole.SIGNATORY,
            ),
        ),
        signed_on=own["signed_on"],
        number_ours=own.get("number"),
    )


def _told(own: dict[str, Any]) -> Told:
    day: date = own["published"]
    article = Article(
        title=own["title"],
        text=own["text"],
        published=datetime.combine(day, time(3), UTC),
        published_basis=PublishedBasis.META,
        language="id",
    )
    aspect = Aspect(own["aspect"]) if "aspect" in own else None
    return Told(article, own.get("follows"), aspect)
