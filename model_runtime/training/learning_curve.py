"""The learning curve of a checkpoint: tokens trained on against the figures of `deskcheck evaluate`.

`curve.json` beside a checkpoint holds one point for each training run that was measured, with the rows of its report
that concern whole sets. Points are comparable where set, number of samples, mode and assistance are the same.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model_runtime.errors import DeskcheckError

CURVE_SCHEMA = "deskcheck.curve/1"
FIGURES = (
    *("next_line", "state_match", "result", "whole_trace", "valid_frames", "halting"),
    *("calibration_error", "coverage_at_95", "value_calibration_error", "value_coverage_at_95"),
)


@dataclass(frozen=True, slots=True)
class CurveRow:
    """One figure of one set, as a fraction, with its 95 % interval where it has one."""

    set: str
    n: int
    figure: str
    mode: str
    assist: bool
    value: float
    low: float | None
    high: float | None
    baseline: float | None  # of persistence, in the same report


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What was measured after so many tokens."""

    tokens: int
    rows: tuple[CurveRow, ...]


def read_curve(path: Path) -> list[CurvePoint]:
    """Read a curve; one that does not exist has no points.

    Raises:
        DeskcheckError: the file is damaged or of another schema.
    """
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != CURVE_SCHEMA:
            raise DeskcheckError(f"{path}: schema is {data['schema']!r}, this version reads {CURVE_SCHEMA!r}")
        return [CurvePoint(p["tokens"], tuple(CurveRow(**row) for row in p["rows"])) for p in data["points"]]
    except (ValueError, KeyError, TypeError) as error:
        raise DeskcheckError(f"{path} is damaged: {type(error).__name__}: {error}") from error


def add_report(path: Path, report: Path, *, tokens: int) -> CurvePoint:
    """Add the figures of a report (`deskcheck evaluate --json`) to a curve; they replace older ones of the same kind.

    Raises:
        DeskcheckError: the report or the curve is damaged.
    """
    try:
        rows = json.loads(report.read_text(encoding="utf-8"))["rows"]
        found = tuple(_rows(rows))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeskcheckError(f"{report} is no report of `deskcheck evaluate --json`: {error}") from error
    if not found:
        raise DeskcheckError(f"{report} holds no figure of a model")
    points = {point.tokens: point for point in read_curve(path)}
    known = {_what(row): row for row in points[tokens].rows} if tokens in points else {}
    known |= {_what(row): row for row in found}
    points[tokens] = CurvePoint(tokens, tuple(known.values()))
    data = {"schema": CURVE_SCHEMA, "points": [asdict(points[number]) for number in sorted(points)]}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return points[tokens]


def draw_curve(points: Sequence[CurvePoint], out: Path) -> None:
    """Draw a curve as a picture, one panel for each set, mode and assistance; the ending of `out` says what kind.

    Raises:
        DeskcheckError: there are no points, or matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DeskcheckError("pictures need matplotlib: pip install 'deskcheck[pictures]'") from error
    panels: dict[tuple[str, str, bool], dict[str, list[tuple[int, CurveRow]]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        for row in point.rows:
            panels[(row.set, row.mode, row.assist)][row.figure].append((point.tokens, row))
    if not panels:
        raise DeskcheckError("the curve has no points yet")
    figure = Figure(figsize=(4.5 * len(panels), 3.6), layout="constrained")
    for axes, ((name, mode, assist), lines) in zip(
        figure.subplots(1, len(panels), squeeze=False)[0], sorted(panels.items()), strict=True
    ):
        for number, (label, found) in enumerate(sorted(lines.items())):
            colour = f"C{number}"
            xs, ys = [tokens for tokens, _ in found], [100 * row.value for _, row in found]
            down = [100 * (row.value - (row.value if row.low is None else row.low)) for _, row in found]
            up = [100 * ((row.value if row.high is None else row.high) - row.value) for _, row in found]
            axes.errorbar(xs, ys, yerr=[down, up], marker="o", capsize=3, color=colour, label=label.replace("_", " "))
            baseline = found[-1][1].baseline
            if baseline is not None:
                axes.axhline(100 * baseline, linestyle=":", color=colour, linewidth=1)
        counts = sorted({row.n for found in lines.values() for _, row in found})
        axes.set_title(f"{name}, {mode.replace('_', ' ')}{', assisted' if assist else ''}", fontsize=9)
        axes.set_xlabel(f"tokens trained on (n = {', '.join(map(str, counts))}; dotted: persistence)", fontsize=7)
        axes.set_ylabel("%")
        axes.set_ylim(0, 100)
        axes.set_xscale("log")
        axes.legend(fontsize=7)
    figure.savefig(out)


def _rows(rows: Sequence[Mapping[str, Any]]) -> list[CurveRow]:
    whole = [row for row in rows if row["slice"] is None and row["figure"] in FIGURES]
    baselines = {(row["set"], row["mode"], row["figure"]): row["value"] for row in whole if row["predictor"] != "model"}
    return [
        CurveRow(
            row["set"],
            row["n"],
            row["figure"],
            row["mode"],
            row["assist"],
            row["value"],
            row["low"],
            row["high"],
            baselines.get((row["set"], row["mode"], row["figure"])),
        )
        for row in whole
        if row["predictor"] == "model"
    ]


def _what(row: CurveRow) -> tuple[str, int, str, str, bool]:
    return row.set, row.n, row.figure, row.mode, row.assist
