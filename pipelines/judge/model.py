"""The fitted model: what each signal weighs, and what the sum means."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field, FiniteFloat, ValidationError, model_validator

from model.exceptions import ConfigError
from model.records import Label, Record
from pipelines.judge.context import Finding
from pipelines.judge.facts import Reading
from pipelines.judge.signals import find_signals
from pipelines.judge.wording import Wording

MODEL_FILE = "model.json"
#: Characters of a version: enough that no two models of one office are named alike.
_VERSION_LENGTH = 12
#: Signals that say that no unit takes part in what the story tells.
UNINVOLVED = frozenset({"no_unit", "no_unit_as_party"})
#: Signals that say that a story speaks of agreements in general, or of something else.
ASIDE = frozenset(
    {"habitual", "explanation", "opinion", "title_commentary", "title_activity", "title_evaluation"}
)


class Calibration(Record):
    """Platt's scaling: the log-odds are ``slope`` * sum + ``offset``."""

    slope: Annotated[FiniteFloat, Field(gt=0)]
    offset: FiniteFloat


class Threshold(Record):
    """The least probability of a label, and why it is so."""

    at_least: Annotated[FiniteFloat, Field(ge=0, le=1)]
    reason: str


class Model(Record):
    """Coefficients of a logistic regression over the signals, by name.

    ``wording`` makes two of the signals. ``corpus`` counts the voices and stories that it was
    fitted on; ``reviews_until`` is when a person decided on the last of them, null where no
    decision was fitted on.
    """

    intercept: FiniteFloat
    coefficients: dict[str, FiniteFloat]
    calibration: Calibration
    thresholds: dict[Label, Threshold]
    corpus: dict[str, int]
    wording: Wording
    reviews_until: Annotated[AwareDatetime | None, Field(exclude_if=lambda at: at is None)] = None

    @model_validator(mode="after")
    def _has_both_thresholds(self) -> Self:
        if set(self.thresholds) != {Label.PARTNERSHIP, Label.CANDIDATE}:
            raise ValueError("thresholds must be those of partnership and candidate")
        if self.line < self.thresholds[Label.CANDIDATE].at_least:
            raise ValueError("the threshold of candidates is above that of partnerships")
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the model; a copy that differs has a version of its own."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("version", None)
        return copied

    @cached_property
    def version(self) -> str:
        """The name of this model, a digest of all it holds: the same model has the same name."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:_VERSION_LENGTH]

    @property
    def line(self) -> float:
        """The least probability of a partnership."""
        return self.thresholds[Label.PARTNERSHIP].at_least

    def findings(self, reading: Reading) -> dict[str, Finding]:
        """Every signal that shows in ``reading``, and how it is worded."""
        return find_signals(reading) | self.wording.findings(reading)

    def weight(self, name: str) -> float:
        """Log-odds that the signal ``name`` adds when it shows in full."""
        return self.coefficients.get(name, 0.0) * self.calibration.slope

    def probability(self, values: Mapping[str, float]) -> float:
        """Probability that a story whose signals are ``values`` tells of a partnership."""
        total = self.intercept + sum(
            self.coefficients.get(name, 0.0) * value for name, value in sorted(values.items())
        )
        log_odds = self.calibration.slope * total + self.calibration.offset
        return 1 / (1 + math.exp(-max(-500.0, min(500.0, log_odds))))

    def label(self, probability: float, signals: Collection[str]) -> Label:
        """The label of a story with this probability and these ``signals``.

        A story below the threshold of a partnership is a candidate where it is near, or where a
        unit means to sign.
        """
        if probability >= self.line:
            return Label.PARTNERSHIP
        near = probability >= self.thresholds[Label.CANDIDATE].at_least
        return Label.CANDIDATE if near or means_to_sign(signals) else Label.OTHER


def means_to_sign(signals: Collection[str]) -> bool:
    """Whether ``signals`` tell that a unit plans a signing, put one off or talks one over.

    What others urge it to do is no plan of its own.
    """
    if "title_urged" in signals:
        return False
    if "proposed" in signals:
        return True
    meant = "planned" in signals or "negated" in signals
    return meant and not (UNINVOLVED | ASIDE).intersection(signals)


def load_model(data: Path | None = None) -> Model:
    """The model that ``pantau train`` left in the directory ``data``, else the one of this release.

    Raises:
        ConfigError: if the file in ``data`` cannot be read, or is no model.
    """
    path = data / MODEL_FILE if data else None
    if path is None or not path.exists():
        return _packaged()
    try:
        return Model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except ValidationError as error:
        raise ConfigError(_fault(error), where=str(path)) from error


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    named = f" ({key}: {first['msg']})" if key else f" ({first['msg']})"
    return (
        f"is no model of the judge{named}; take the file away to judge by the model of this "
        "release, and pantau train makes a new one"
    )


@cache
def _packaged() -> Model:
    text = resources.files(__package__).joinpath(MODEL_FILE).read_text(encoding="utf-8")
    return Model.model_validate_json(text)
