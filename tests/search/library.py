"""The stories and agreements that the search tests look for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.records import KeptAgreement, Story
from search.engine import Refused, SearchEngine
from search.schema import Document, documents
from store import Told

_FILE = Path(__file__).with_name("library.yaml")


@cache
def library() -> tuple[tuple[Story, tuple[KeptAgreement, ...]], ...]:
    entries: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(map(_entry, entries))


def story(id: str, title: str, text: str = "", **values: Any) -> Story:  # noqa: A002 - the field
    """A story with few words."""
    site = values.pop("site", "uji.example")
    made = {
        "published": None,
        "label": "partnership",
        "probability": 0.9,
        "language": "id",
        "articles": [
            {"url": f"https://{site}/{id}", "site": site, "title": title, "published": None}
        ],
        **values,
    }
    return Story.model_validate({"id": id, "title": title, "text": text, **made})


def told(story: Story, *agreements: KeptAgreement, version: int = 1) -> list[Document]:
    """The documents of a story and its agreements."""
    return documents(Told(version=version, story=story, agreements=agreements))


def fill(engine: SearchEngine, written: list[Document]) -> str:
    """Make a build of ``written``, put it to use, and return its name."""
    build = engine.begin()
    write(engine, build, written)
    engine.use(build)
    return build


def write(engine: SearchEngine, build: str, written: list[Document]) -> list[Refused]:
    """Write documents to a build; return those that were refused."""
    with engine.writer(build) as writer:
        writer.put(written)
        return writer.commit()


def damage(path: Path, content: bytes) -> None:
    """Put another file in place of one: a running engine may still have the old one mapped."""
    path.unlink()
    path.write_bytes(content)


def all_documents() -> list[Document]:
    return [document for one, found in library() for document in told(one, *found)]


def _entry(entry: dict[str, Any]) -> tuple[Story, tuple[KeptAgreement, ...]]:
    agreements = [_agreement(entry["id"], values) for values in entry.pop("agreements", [])]
    made = story(**entry, agreements=[agreement.id for agreement in agreements])
    return made, tuple(agreements)


def _agreement(teller: str, values: dict[str, Any]) -> KeptAgreement:
    units = [{"name": name, "kind": "lapas", "role": "signatory"} for name in values.pop("units")]
    parties = [{"name": name, "kind": kind} for name, kind in values.pop("parties")]
    officials = [
        {"name": name, "role": role, "capacity": "signatory"}
        for name, role in values.pop("officials", [])
    ]
    return KeptAgreement.model_validate(
        {
            "stories": [teller],
            "units": units,
            "parties": parties,
            "officials": officials,
            **values,
        }
    )
