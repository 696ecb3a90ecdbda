"""The speed benchmark: every way of decoding is measured on the same programs, and the table adds up."""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint

from model_runtime import cli_benchmark
from model_runtime.cli import cli
from model_runtime.cli_benchmark import LONG_PROGRAMS
from model_runtime.errors import DeskcheckError
from model_runtime.inference import benchmark, benchmark_memory, decode
from model_runtime.inference.benchmark import (
    ALONE,
    ASSISTED,
    BASELINE,
    DRAFTED,
    EDIT_ASSISTED,
    EDIT_ASSISTED_COLD,
    EDIT_COLD,
    EDIT_KEPT,
    LLAMA_CPP,
    LOOKUP,
    PLAIN,
    TOGETHER,
    WARM,
    Edit,
    Extras,
    run_benchmark,
)
from model_runtime.inference.benchmark_memory import Memory
from model_runtime.inference.benchmark_rows import rows_of
from model_runtime.inference.checkpoint import load_model
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import make_request
from model_runtime.trace.frames import Trace
from model_runtime.training.benchmark_file import read_edits

NAMES = {
    "tokens_per_forward_pass",
    "speedup_over_generate",
    "speedup_over_prompt_lookup",
    "speedup_over_llama_cpp",
    "speedup_after_edit",
    "speedup_batch_16",
    "memory_over_weights",
    "cost_frame_900_over_100",
}
SOURCE = "def f(n):\n    total = 0\n    for k in range(n):\n        total += k\n    return total\n"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


def test_every_way_decodes_every_program(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 6)
    for name, value in (("EARLY", 5), ("LATE", 20), ("N_TIMED", 3)):
        monkeypatch.setattr(benchmark, name, value)
    predictor = LocalPredictor.open(str(checkpoint), device="cpu")
    requests = [make_request(SOURCE, call=f"f({n})", max_frames=6) for n in (1, 3)]
    edited = make_request(SOURCE.replace("total\n", "-total\n"), call="f(3)", max_frames=6)
    extras = Extras(
        edits=[Edit(requests[1], edited)],
        together=requests,
        batch=2,
        long=[make_request(source, call=f"{call.partition('(')[0]}(20)") for source, call in LONG_PROGRAMS],
        memory=Memory(weights=2.0, peak=3.0),
        llama=lambda _prompt, n_tokens: [40] * n_tokens,
    )
    report = run_benchmark(
        predictor,
        load_model(checkpoint, device="cpu", dtype=torch.float32),
        requests,
        extras=extras,
    )
    ways = {way.name: way for way in report.ways}
    every = {DRAFTED, WARM, ASSISTED, PLAIN, BASELINE, LOOKUP, LLAMA_CPP}
    around = {EDIT_COLD, EDIT_KEPT, EDIT_ASSISTED_COLD, EDIT_ASSISTED, ALONE, TOGETHER}
    assert set(ways) == every | around
    assert len(report.runs) == 2 * len(every) + len(around)
    by_way = {name: [run for run in report.runs if run.way == name] for name in ways}
    for plain, drafted, warm in zip(by_way[PLAIN], by_way[DRAFTED], by_way[WARM], strict=True):
        assert plain.frames == drafted.frames == warm.frames
        assert plain.tokens == drafted.tokens == warm.tokens
        assert drafted.passes <= plain.passes
        assert warm.computed < drafted.computed  # the prompt is there already
    for run in by_way[BASELINE]:
        assert run.passes == run.tokens  # one pass a token, the first with the prompt
    assert {name for name, way in ways.items() if way.speedup == 1.0} >= {BASELINE, EDIT_COLD, ALONE}
    rows = {row.name: row for row in rows_of(report)}
    assert set(rows) >= {*(NAMES - {"speedup_batch_16"}), "speedup_batch_2"}
    n_tokens, n_passes = (sum(getattr(run, name) for run in by_way[DRAFTED]) for name in ("tokens", "passes"))
    assert rows["tokens_per_forward_pass"].value == pytest.approx(n_tokens / n_passes, rel=0.005)
    assert rows["memory_over_weights"].value == 1.5
    assert all(row.value > 0 and row.note for row in rows.values())
    assert ways[EDIT_KEPT].passes_per_frame < ways[EDIT_COLD].passes_per_frame
    assert by_way[TOGETHER][0].frames == by_way[ALONE][0].frames
    assert by_way[TOGETHER][0].passes < by_way[ALONE][0].passes
    assert ways[ASSISTED].passes_per_frame < ways[DRAFTED].passes_per_frame
    assert predictor.max_draft == decode.MAX_DRAFT


def test_the_command_writes_a_table_or_json(checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 6)
    monkeypatch.setattr(benchmark_memory, "measure_memory", lambda *_asked: Memory(weights=2.0, peak=3.0))
    for name, value in (("EARLY", 5), ("LATE", 20), ("N_TIMED", 3)):
        monkeypatch.setattr(benchmark, name, value)
    edit = {"line": 5, "column": 11, "old": "total", "new": "k"}
    row = {"id": "e", "source": SOURCE.replace("return total", "return k"), "entry": "f", "call": "f(2)", "frames": []}
    (tmp_path / "edits.jsonl").write_text(json.dumps(row | {"edit": edit}))
    ((before, after),) = read_edits(tmp_path / "edits.jsonl")
    assert (before, after.source) == (SOURCE, row["source"])
    picture = tmp_path / "speed.svg"
    options = ["benchmark", "--model", str(checkpoint), "--limit", "1", "--max-frames", "3"]
    edits = ["--edits", str(tmp_path / "edits.jsonl"), "--batch", "2", "--json", "--picture", str(picture)]
    done = CliRunner().invoke(cli, [*options, *edits])
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["schema"] == "deskcheck.benchmark/1"
    assert data["programs"] == 1
    assert data["machine"]
    assert {way["name"] for way in data["ways"]} > {EDIT_COLD, EDIT_KEPT, ALONE, TOGETHER}
    named = {row["name"]: row["value"] for row in data["rows"]}
    assert set(named) | set(data["left_out"]) >= {*(NAMES - {"speedup_batch_16"}), "speedup_batch_2"}
    assert all(set(row) == {"name", "value", "unit", "note"} for row in data["rows"])
    assert named["memory_over_weights"] == 1.5
    assert "</svg>" in picture.read_text()


def test_quick_measures_drafts_against_plain_decoding_alone(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 6)
    options = ["benchmark", "--model", str(checkpoint), "--limit", "1", "--max-frames", "3", "--quick"]
    quick = json.loads(CliRunner().invoke(cli, [*options, "--json"]).stdout)
    assert [way["name"] for way in quick["ways"]] == [DRAFTED, BASELINE]
    assert {"tokens_per_forward_pass", "speedup_over_generate"} <= {row["name"] for row in quick["rows"]}
    table = CliRunner().invoke(cli, options).stdout
    assert "drafts" in table
    assert "tokens_per_forward_pass" in table


@pytest.mark.timeout(600)  # a process of its own imports torch first
def test_memory_is_that_of_a_process_of_its_own(checkpoint: Path) -> None:
    request = make_request(SOURCE, call="f(1)", max_frames=2)
    found = benchmark_memory.measure_memory(str(checkpoint), "cpu", request)
    assert 0 < found.weights < 4
    assert found.peak > found.weights
    with pytest.raises(DeskcheckError, match="could not be measured"):
        benchmark_memory.measure_memory("/nowhere", "cpu", request)


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    from click.testing import CliRunner

    row = {"id": "e", "source": SOURCE, "entry": "f", "call": "f(2)", "frames": []}
    (tmp_path / "no_edits.jsonl").write_text(json.dumps(row))
    with pytest.raises(DeskcheckError, match="no edit"):
        read_edits(tmp_path / "no_edits.jsonl")
    (tmp_path / "empty.jsonl").write_text("")
    assert CliRunner().invoke(cli, ["benchmark", str(tmp_path / "empty.jsonl")]).exit_code == 1


def test_there_are_shipped_programs_and_edits_for_every_figure() -> None:
    requests = list(islice(cli_benchmark._requests(None, 12), 16))
    assert len({request.source for request in requests}) == 16
    edits = list(islice(cli_benchmark._shipped_edits(12), 4))
    assert len(edits) == 4
    assert all(before.call == after.call and before.source != after.source for before, after in edits)


def test_the_file_for_llama_cpp_holds_every_weight(checkpoint: Path, tmp_path: Path) -> None:
    gguf = pytest.importorskip("gguf")
    from model_runtime.inference.llama_cpp import write_gguf

    model = load_model(checkpoint, device="cpu", dtype=torch.float32)
    assert write_gguf(checkpoint, tmp_path / "model.gguf") == model.config.vocab_size
    held = {
        t.name: gguf.quants.dequantize(t.data, t.tensor_type) for t in gguf.GGUFReader(tmp_path / "model.gguf").tensors
    }
    assert len(held) == len(model.state_dict()) - 1  # the head is the embedding
    own = model.state_dict()
    for theirs, ours in (("token_embd", "model.embed_tokens"), ("blk.1.ffn_up", "model.layers.1.mlp.up_proj")):
        torch.testing.assert_close(
            torch.from_numpy(held[f"{theirs}.weight"]), own[f"{ours}.weight"], rtol=0.02, atol=0.02
        )
    rows = own["model.layers.0.self_attn.q_proj.weight"]
    turned = torch.from_numpy(held["blk.0.attn_q.weight"])  # 2 heads of 32: what a rotation mixes stands side by side
    torch.testing.assert_close(turned[:4], rows[[0, 16, 1, 17]], rtol=0.02, atol=0.02)


def test_llama_cpp_decodes_the_same_model(checkpoint: Path) -> None:
    pytest.importorskip("gguf")
    pytest.importorskip("xllamacpp")
    from model_runtime.inference.llama_cpp import open_llama_cpp

    model = load_model(checkpoint, device="cpu", dtype=torch.float32)
    exact, rounded = (open_llama_cpp(checkpoint, is_exact=is_exact) for is_exact in (True, False))
    for prompt in ([0, *range(40, 90)], [0, *range(300, 60, -7)]):
        ids = torch.tensor([prompt])
        made = model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=24, min_new_tokens=24, do_sample=False
        )[0, len(prompt) :].tolist()
        assert exact(prompt, 24) == made
        # 8 bits choose otherwise now and then, and then go on from there
        assert rounded(prompt, 24)[:4] == made[:4]
    with pytest.raises(DeskcheckError, match=r"llama\.cpp gave"):
        exact(list(range(40, 90)) * 100, 24)  # longer than the model was built for


def test_long_programs_run_as_long_as_is_measured(record: Callable[..., Trace]) -> None:
    for source, call in LONG_PROGRAMS:
        frames = record(source, call=call, entry=call.partition("(")[0]).frames
        assert len(frames) > benchmark.LATE + benchmark.N_TIMED
