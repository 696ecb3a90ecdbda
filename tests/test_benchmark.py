"""The speed benchmark: every way of decoding is measured on the same programs, and the table adds up."""

import json
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.cli import cli
from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode
from model_runtime.inference.benchmark import (
    ALONE,
    ASSISTED,
    BASELINE,
    DRAFTED,
    EDIT_COLD,
    EDIT_KEPT,
    LOOKUP,
    PLAIN,
    TOGETHER,
    WARM,
    Edit,
    run_benchmark,
)
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import make_request
from model_runtime.training.benchmark_file import read_edits

SOURCE = "def f(n):\n    total = 0\n    for k in range(n):\n        total += k\n    return total\n"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


def test_every_way_decodes_every_program(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)
    predictor = LocalPredictor.open(str(checkpoint), device="cpu")
    requests = [make_request(SOURCE, call=f"f({n})", max_frames=8) for n in (1, 3)]
    edited = make_request(SOURCE.replace("total\n", "-total\n"), call="f(3)", max_frames=8)
    report = run_benchmark(
        predictor,
        predictor.engine.model,
        requests,
        rounds=2,
        edits=[Edit(requests[1], edited)],
        batch=2,
        memory_before_mib=0.0,
    )
    ways = {way.name: way for way in report.ways}
    every = {DRAFTED, WARM, ASSISTED, PLAIN, BASELINE, LOOKUP}
    assert set(ways) == every | {EDIT_COLD, EDIT_KEPT, ALONE, TOGETHER}
    assert len(report.runs) == 2 * (2 * len(every) + 2 + 2)
    by_way = {name: [run for run in report.runs if run.way == name] for name in ways}
    for plain, drafted, warm in zip(by_way[PLAIN], by_way[DRAFTED], by_way[WARM], strict=True):
        assert plain.frames == drafted.frames == warm.frames
        assert plain.tokens == drafted.tokens == warm.tokens
        assert drafted.passes <= plain.passes
        assert warm.computed < drafted.computed  # the prompt is there already
    for run in by_way[BASELINE]:
        assert run.passes == run.tokens  # one pass a token, the first with the prompt
    assert {name for name, way in ways.items() if way.speedup == 1.0} >= {BASELINE, EDIT_COLD, ALONE}
    assert ways[EDIT_KEPT].passes_per_frame < ways[EDIT_COLD].passes_per_frame
    assert by_way[TOGETHER][0].frames == by_way[ALONE][0].frames
    assert by_way[TOGETHER][0].passes < by_way[ALONE][0].passes
    assert ways[ASSISTED].passes_per_frame < ways[DRAFTED].passes_per_frame
    assert predictor.max_draft == decode.MAX_DRAFT
    assert report.peak_mib is not None
    assert report.peak_mib > report.weights_mib


def test_the_command_writes_a_table_or_json(checkpoint: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    options = ["benchmark", "--model", str(checkpoint), "--limit", "1", "--max-frames", "3"]
    done = CliRunner().invoke(cli, [*options, "--json"])
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["schema"] == "deskcheck.benchmark/1"
    assert data["programs"] == 1
    assert "one token a pass" in CliRunner().invoke(cli, options).stdout
    edit = {"line": 5, "column": 11, "old": "total", "new": "k"}
    row = {"id": "e", "source": SOURCE.replace("return total", "return k"), "entry": "f", "call": "f(2)", "frames": []}
    (tmp_path / "edits.jsonl").write_text(json.dumps(row | {"edit": edit}))
    ((before, after),) = read_edits(tmp_path / "edits.jsonl")
    assert (before, after.source) == (SOURCE, row["source"])
    picture = tmp_path / "speed.svg"
    edits = ["--edits", str(tmp_path / "edits.jsonl"), "--batch", "2", "--json", "--picture", str(picture)]
    ways = json.loads(CliRunner().invoke(cli, [*options, *edits]).stdout)["ways"]
    assert {way["name"] for way in ways} > {EDIT_COLD, EDIT_KEPT, ALONE, TOGETHER}
    assert "</svg>" in picture.read_text()
    (tmp_path / "no_edits.jsonl").write_text(json.dumps(row))
    with pytest.raises(DeskcheckError, match="no edit"):
        read_edits(tmp_path / "no_edits.jsonl")
    (tmp_path / "empty.jsonl").write_text("")
    assert CliRunner().invoke(cli, ["benchmark", str(tmp_path / "empty.jsonl")]).exit_code == 1
