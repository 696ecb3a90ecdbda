"""The learning curve: points come from reports, the same measurement is replaced, and it can be drawn."""

import json
from pathlib import Path

import pytest

from model_runtime.errors import DeskcheckError
from model_runtime.training.learning_curve import add_report, draw_curve, read_curve


def write_report(path: Path, state: float, *, assist: bool = False) -> Path:
    def row(figure: str, predictor: str, value: float, part: str | None = None) -> dict[str, object]:
        return {
            "set": "cruxeval",
            "n": 100,
            "figure": figure,
            "mode": "teacher_forced",
            "assist": assist and predictor == "model",
            "predictor": predictor,
            "slice": part,
            "value": value,
            "low": value - 0.05,
            "high": value + 0.05,
        }

    rows = [
        row("state_match", "model", state),
        row("state_match", "persistence", 0.39),
        row("state_match", "model", 0.1, "type=int"),
        row("frames_per_second", "model", 7.0),
        row("next_line", "model", 0.8),
        row("coverage_at_95", "model", 0.5),
    ]
    path.write_text(json.dumps({"schema": "x", "model": "m", "rows": rows}))
    return path


def test_a_report_becomes_a_point_and_the_same_measurement_is_replaced(tmp_path: Path) -> None:
    curve = tmp_path / "curve.json"
    add_report(curve, write_report(tmp_path / "r.json", 0.6), tokens=2_000)
    add_report(curve, write_report(tmp_path / "r.json", 0.4), tokens=1_000)
    add_report(curve, write_report(tmp_path / "r.json", 0.7), tokens=2_000)
    add_report(curve, write_report(tmp_path / "r.json", 0.9, assist=True), tokens=2_000)
    points = read_curve(curve)
    assert [point.tokens for point in points] == [1_000, 2_000]
    assert {(row.figure, row.assist): row.value for row in points[1].rows} == {
        ("state_match", False): 0.7,
        ("next_line", False): 0.8,
        ("coverage_at_95", False): 0.5,
        ("state_match", True): 0.9,
        ("next_line", True): 0.8,
        ("coverage_at_95", True): 0.5,
    }
    assert points[0].rows[0].baseline == 0.39


def test_a_curve_is_drawn(tmp_path: Path) -> None:
    for tokens, state in ((1_000, 0.4), (2_000, 0.6)):
        add_report(tmp_path / "curve.json", write_report(tmp_path / "r.json", state), tokens=tokens)
    draw_curve(read_curve(tmp_path / "curve.json"), tmp_path / "curve.svg")
    drawn = (tmp_path / "curve.svg").read_text()
    assert drawn.lstrip().startswith("<?xml")
    assert drawn.count("<path") > 10


def test_what_is_no_curve_or_report_is_told(tmp_path: Path) -> None:
    assert read_curve(tmp_path / "none.json") == []
    with pytest.raises(DeskcheckError, match="no points"):
        draw_curve([], tmp_path / "x.svg")
    (tmp_path / "bad.json").write_text('{"schema": "other/1"}')
    with pytest.raises(DeskcheckError, match="schema"):
        read_curve(tmp_path / "bad.json")
    with pytest.raises(DeskcheckError, match="no report"):
        add_report(tmp_path / "curve.json", tmp_path / "bad.json", tokens=1)
    (tmp_path / "empty.json").write_text('{"rows": []}')
    with pytest.raises(DeskcheckError, match="holds no figure"):
        add_report(tmp_path / "curve.json", tmp_path / "empty.json", tokens=1)
