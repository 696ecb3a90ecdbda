"""The speed benchmark: every way of decoding is measured on the same programs, and the table adds up."""

import json
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.cli import cli
from model_runtime.inference import decode
from model_runtime.inference.benchmark import ASSISTED, BASELINE, DRAFTED, LOOKUP, PLAIN, WARM, run_benchmark
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import make_request

SOURCE = "def f(n):\n    total = 0\n    for k in range(n):\n        total += k\n    return total\n"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


def test_every_way_decodes_every_program(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)
    predictor = LocalPredictor.open(str(checkpoint), device="cpu")
    requests = [make_request(SOURCE, call=f"f({n})", max_frames=8) for n in (1, 3)]
    report = run_benchmark(predictor, predictor.engine.model, requests, rounds=2, memory_before_mib=0.0)
    ways = {way.name: way for way in report.ways}
    assert set(ways) == {DRAFTED, WARM, ASSISTED, PLAIN, BASELINE, LOOKUP}
    assert len(report.runs) == 2 * 2 * len(ways)
    by_way = {name: [run for run in report.runs if run.way == name] for name in ways}
    for plain, drafted, warm in zip(by_way[PLAIN], by_way[DRAFTED], by_way[WARM], strict=True):
        assert plain.frames == drafted.frames == warm.frames
        assert plain.tokens == drafted.tokens == warm.tokens
        assert drafted.passes <= plain.passes
        assert warm.computed < drafted.computed  # the prompt is there already
    for run in by_way[BASELINE]:
        assert run.passes == run.tokens  # one pass a token, the first with the prompt
    assert ways[BASELINE].speedup == 1.0
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
    (tmp_path / "empty.jsonl").write_text("")
    assert CliRunner().invoke(cli, ["benchmark", str(tmp_path / "empty.jsonl")]).exit_code == 1
