"""The fitted model: what each signal weighs, and what the sum means."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

from model.records import Label, Record

MODEL_FILE = "model.json"
#: Signals that say that no unit takes part in what the story tells.
UNINVOLVED = frozenset({"no_unit", "no_unit_as_party"})
#: Signals that say that a story speaks of agreements in general, or of something else.
ASIDE = frozenset({"habitual", "title_commentary", "title_activity", "title_evaluation"})


class Calibration(Record):
    """Platt's scaling: the log-odds are ``slope`` * sum + ``offset``."""

    slope: float
    offset: float


class Threshold(Record):
    """The least probability of a label, and why it is so."""

    at_least: float
    reason: str


class Model(Record):
    """Coefficients of a logistic regression over the signals, by name.

    ``corpus`` counts the voices and stories that it was fitted on.
    """

    intercept: float
    coefficients: dict[str, float]
    calibration: Calibration
    thresholds: dict[Label, Threshold]
    corpus: dict[str, int]

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
        if probability >= self.thresholds[Label.PARTNERSHIP].at_least:
            return Label.PARTNERSHIP
        near = probability >= self.thresholds[Label.CANDIDATE].at_least
        return Label.CANDIDATE if near or means_to_sign(signals) else Label.OTHER


def means_to_sign(signals: Collection[str]) -> bool:
    """Whether ``signals`` tell that a unit plans a signing, put one off or talks one over."""
    if "proposed" in signals:
        return True
    meant = "planned" in signals or "negated" in signals
    return meant and not (UNINVOLVED | ASIDE).intersection(signals)


@cache
def load_model() -> Model:
    """The model that judging uses."""
    text = resources.files(__package__).joinpath(MODEL_FILE).read_text(encoding="utf-8")
    return Model.model_validate(json.loads(text))
