"""What of the news goes into a paper, and in which words: all of it goes through here."""

from __future__ import annotations

from collections.abc import Iterable

from model.records import KeptAgreement, Official, Party, Unit
from store import Store

#: Words of a text from the news that a paper shows at most.
_MOST_WORDS = 40


def text(value: str) -> str:
    """Return a title, a name or a sentence as it may leave."""
    words = value.split()
    return " ".join(words) if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + " …"


def maybe(value: str | None) -> str | None:
    """Return a text as it may leave; null stays null."""
    return None if value is None else text(value)


def agreements(
    store: Store,  # noqa: ARG001 - whose stories tell what is to be masked
    found: Iterable[KeptAgreement],
) -> list[KeptAgreement]:
    """Return agreements whose every text may leave."""
    return [agreement(one) for one in found]


def agreement(one: KeptAgreement) -> KeptAgreement:
    """Return an agreement whose every text may leave."""
    return one.model_copy(
        update={
            "title": maybe(one.title),
            "place": maybe(one.place),
            "scope": tuple(map(text, one.scope)),
            "parties": tuple(Party(name=text(it.name), kind=it.kind) for it in one.parties),
            "units": tuple(
                Unit(name=text(it.name), kind=it.kind, id=it.id, role=it.role) for it in one.units
            ),
            "officials": tuple(
                Official(name=text(it.name), role=text(it.role), capacity=it.capacity)
                for it in one.officials
            ),
            "evidence": {field: _sentences(told) for field, told in one.evidence.items()},
        }
    )


def _sentences(told: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return text(told) if isinstance(told, str) else tuple(map(text, told))
