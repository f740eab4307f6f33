"""The labelled stories that the judge is fitted and measured on.

A corpus is a directory of YAML files, one for each voice: a kind of writer, whose stories stand all
in the same split, so that the test part is written by hands that the fitting never saw.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import AwareDatetime, BeforeValidator, ValidationError, model_validator

from model.exceptions import InputError
from model.records import (
    JAKARTA,
    Act,
    Article,
    Capacity,
    Instrument,
    Label,
    Party,
    PartyKind,
    PublishedBasis,
    Record,
    SignedOnBasis,
    UnitKind,
    UnitRole,
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: The labelled corpus of the checkout.
CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"


class Split(StrEnum):
    """Whether a voice is fitted on, or only measured on."""

    TRAIN = "train"
    TEST = "test"


class GoldUnit(Record):
    """A unit as a careful reader takes it from the story."""

    name: str
    kind: UnitKind | None = None
    role: UnitRole | None = None


class GoldOfficial(Record):
    """An official as a careful reader takes them from the story."""

    name: str
    role: str | None = None
    capacity: Capacity | None = None


class GoldAgreement(Record):
    """What a careful reader takes from the story; a field that is not given is not measured.

    ``partners_named`` are partners that the story names among many it only counts, and
    ``place_contains`` is a piece of the place's name.
    """

    kind: Instrument
    kind_as_written: tuple[str, ...] | None = None
    act: Act = Act.SIGNED
    title: str | None = None
    parties: tuple[Party, ...] = ()
    partners_named: tuple[str, ...] = ()
    units: tuple[GoldUnit, ...] | None = None
    signed_on: date | None = None
    signed_on_basis: SignedOnBasis | None = None
    place: str | None = None
    place_contains: str | None = None
    regency: str | None = None
    province: str | None = None
    officials: tuple[GoldOfficial, ...] | None = None
    instrument_count: int | None = None
    partner_count: int | None = None
    partner_kinds: tuple[PartyKind, ...] | None = None
    scope: tuple[str, ...] | None = None
    term_months: int | None = None
    valid_until: date | None = None
    number_ours: str | None = None
    number_theirs: str | None = None


def _in_jakarta(value: object) -> object:
    """A day, or a time without a zone, as YAML gives it, in Western Indonesia Time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=JAKARTA)
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=JAKARTA)
    return value


class LabelledStory(Record):
    """A story and what a careful reader calls it."""

    id: str
    label: Label
    title: str = ""
    published: Annotated[AwareDatetime | None, BeforeValidator(_in_jakarta)] = None
    language: str = "id"
    text: str
    agreements: tuple[GoldAgreement, ...] = ()

    @model_validator(mode="after")
    def _only_partnerships_agree(self) -> Self:
        if self.agreements and self.label is not Label.PARTNERSHIP:
            raise ValueError(f"{self.id} is {self.label} and has agreements")
        return self

    @property
    def article(self) -> Article:
        """The story as reading would hand it on."""
        basis = PublishedBasis.GIVEN if self.published else PublishedBasis.NONE
        return Article(
            title=self.title,
            text=self.text.strip(),
            published=self.published,
            published_basis=basis,
            language=self.language,
        )


class Voice(Record):
    """The stories of one kind of writer; ``name`` is that of the file."""

    name: str
    voice: str
    split: Split
    stories: tuple[LabelledStory, ...]


def load_voice(path: Path) -> Voice:
    """The voice in one YAML file.

    Raises:
        InputError: if the file cannot be read or does not have the form of a voice.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
        return Voice.model_validate({"name": path.stem, **content})
    except (OSError, TypeError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"{path}: not a voice of the corpus: {error}") from error


def load_corpus(directory: Path) -> tuple[Voice, ...]:
    """Every voice in ``directory``, by file name.

    Raises:
        InputError: if there is none, or one of them cannot be read.
    """
    paths = sorted(directory.glob("*.yaml"))
    if not paths:
        raise InputError(f"{directory}: no *.yaml, so no corpus")
    return tuple(load_voice(path) for path in paths)
