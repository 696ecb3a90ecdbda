"""The reliability curve as a picture: how often values of each confidence are right."""

from collections.abc import Sequence
from pathlib import Path

from model_runtime.errors import DeskcheckError
from model_runtime.training.evaluation import Row


def draw_reliability(rows: Sequence[Row], out: Path) -> None:
    """Draw the model's `value_right` rows: a point for each bin of confidence, with its 95 % interval, and counts.

    Raises:
        DeskcheckError: there are no such rows, or matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DeskcheckError("pictures need matplotlib: pip install 'deskcheck[pictures]'") from error
    bins = [row for row in rows if row.figure == "value_right" and row.predictor == "model" and row.slice]
    if not bins:
        raise DeskcheckError("the report has no confidences to draw: evaluate the model, teacher-forced")
    centres = [_centre(row) for row in bins]
    below = [100 * max(0.0, row.value - (row.value if row.low is None else row.low)) for row in bins]
    above = [100 * max(0.0, (row.value if row.high is None else row.high) - row.value) for row in bins]
    figure = Figure(figsize=(4.6, 5.2), layout="constrained")
    curve, counts = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    curve.plot([0, 100], [0, 100], linestyle=":", color="grey")
    curve.errorbar(centres, [100 * row.value for row in bins], yerr=[below, above], marker="o", capsize=3)
    curve.set_ylabel("right, %")
    curve.set_ylim(0, 100)
    gap = next((row.value for row in rows if row.figure == "value_calibration_error" and row.predictor == "model"), 0)
    mode = f"{bins[0].mode.replace('_', ' ')}{', assisted' if bins[0].assist else ', pure neural'}"
    curve.set_title(f"{bins[0].set}, {mode}: calibration error {100 * gap:.1f} points", fontsize=9)
    counts.bar(centres, [row.n for row in bins], width=8)
    counts.set_ylabel("values")
    counts.set_xlabel("confidence, %")
    figure.savefig(out)


def _centre(row: Row) -> float:
    low, high = (float(text) for text in (row.slice or "").removeprefix("confidence=").split("-"))
    return 50 * (low + high)
