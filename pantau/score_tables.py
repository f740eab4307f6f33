"""How right the judge is, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.evaluation.judging import CalibrationScores, Interval, Scores
from pantau.output import print_table


def show_scores(rows: Iterable[tuple[str, Scores]], title: str) -> None:
    """Print rates with their intervals, and the counts behind them."""
    print_table(
        ["", "precision", "recall", "F1", "kept rightly", "kept wrongly", "missed"],
        [
            (
                name,
                _rate(scores.precision, scores.precision_interval),
                _rate(scores.recall, scores.recall_interval),
                _rate(scores.f1),
                scores.true_positives,
                scores.false_positives,
                scores.false_negatives,
            )
            for name, scores in rows
        ],
        title=title,
    )


def show_calibration(calibration: CalibrationScores, of: str = "") -> None:
    """Print what was said with each probability, and what came true."""
    print_table(
        ["probability from", "stories", "mean said", "came true"],
        [
            (
                f"{found.at_least:.1f}",
                found.stories,
                f"{found.mean_probability:.3f}",
                _rate(found.share_true, found.interval),
            )
            for found in calibration.bins
        ],
        title=f"Calibration{of}: Brier {calibration.brier:.4f}, "
        f"expected error {calibration.expected_error:.4f}",
    )


def _rate(rate: float | None, interval: Interval | None = None) -> str:
    if rate is None:
        return ""
    return f"{rate:.3f} ({interval[0]:.2f}–{interval[1]:.2f})" if interval else f"{rate:.3f}"
