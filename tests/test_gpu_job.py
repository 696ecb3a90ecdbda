"""The job for a borrowed GPU, in miniature on the CPU: loads, stages, a kill in the middle, and the way back."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint

from model_runtime.checkpoint_folder import EMBEDDED
from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, load_tokenizer, read_settings
from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.quantize import STORAGE
from model_runtime.inference.teacher_forcing import ModelStepPredictor
from model_runtime.recorder import RecordingRequest, record
from model_runtime.trace.format import FRAME
from model_runtime.training import gpu_job
from model_runtime.training.benchmark_file import BenchmarkSample
from model_runtime.training.bundle import write_bundle
from model_runtime.training.evaluation import TEACHER_FORCED, evaluate
from model_runtime.training.examples import Example
from model_runtime.training.packed import PackedExample, fingerprint_of, write_pack
from model_runtime.training.train import read_state

# What the machine does not have, or may not: importing any of it there would end the job.
ABSENT = ("tree_sitter", "tree_sitter_python", "psutil", "click", "rich", "gguf", "hypothesis")


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return write_tiny_checkpoint(tmp_path / "start")


@pytest.fixture
def pack(tmp_path: Path, start: Path) -> Path:
    frame = load_tokenizer(start).special_ids[FRAME]
    packed = [
        PackedExample(
            f"f{idx}",
            "heldout" if idx % 8 == 0 else "train",
            Example((*range(idx, idx + 12), frame, *range(idx + 13, idx + 24)), (0.0,) * 4 + (1.0,) * 20, "seed"),
        )
        for idx in range(24)
    ]
    write_pack(tmp_path / "pack", packed, fingerprint=fingerprint_of(start))
    return tmp_path / "pack"


@pytest.fixture
def work(tmp_path: Path, start: Path, pack: Path) -> Path:
    """Give a working folder that received both loads."""
    loads = gpu_job.prepare(tmp_path / "job", start=start, packs=[pack], load_mib=0.3)
    assert len(loads) > 1
    missing = [gpu_job.receive(load, tmp_path / "work") for load in loads]
    assert missing[0]
    assert not missing[-1]
    return tmp_path / "work"


def stage(work: Path, out: Path, *more: str) -> dict[str, object]:
    """Run a stage as the machine does, without what the machine lacks."""
    done = subprocess.run(command(work, out, *more), check=True, capture_output=True, text=True)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def command(work: Path, out: Path, *more: str, before: str = "") -> list[str]:
    """Give the command line of a stage; `before` is run first, with the module of the job as `gpu_job`."""
    code = (
        f"import os, sys; sys.modules.update(dict.fromkeys({ABSENT!r}))\n"
        f"from model_runtime.training import gpu_job\n{before}\nsys.exit(gpu_job.main(sys.argv[1:]))"
    )
    sizes = ["--batch-tokens", "96", "--warmup-steps", "2", "--learning-rate", "3e-3", "--device", "cpu"]
    return [sys.executable, "-c", code, "stage", "--work", str(work), "--out", str(out), *sizes, *more]


def test_stages_go_on_from_each_other_and_the_checkpoint_comes_back(work: Path, tmp_path: Path) -> None:
    first = stage(work, tmp_path / "out", "--steps", "30", "--stage-minutes", "0.0001")
    assert (first["stage"], first["finished"]) == (1, False)
    second = stage(work, tmp_path / "out", "--steps", "30")
    assert (second["stage"], second["finished"], second["step"]) == (2, True, 30)
    assert second["tokens"] == first["tokens"] + second["stage_tokens"]  # type: ignore[operator]
    rate = second["tokens_per_s"] * second["flops_per_token"] / second["peak_flops"]  # type: ignore[operator]
    assert second["utilisation"] == pytest.approx(rate, rel=0.01, abs=1e-4)  # a busy machine may measure more than 1
    assert second["utilisation"] > 0  # type: ignore[operator]
    report = gpu_job.collect(tmp_path / "out", tmp_path / "collected")
    assert report["step"] == 30
    assert read_settings(tmp_path / "collected").storage == STORAGE
    model = load_model(tmp_path / "collected", device="cpu", dtype=torch.float32)
    assert model.config.num_hidden_layers == 2
    rows = [json.loads(row) for row in (tmp_path / "collected" / "curve.jsonl").read_text().splitlines()]
    assert rows[-1]["heldout_loss"] < rows[0]["heldout_loss"]


def killed(work: Path, out: Path, *more: str, before: str = "") -> None:
    """Run a stage that is killed: by `before`, or when it has saved once more."""
    saved = read_state(work / "run").step
    child = subprocess.Popen(command(work, out, *more, before=before), stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while child.poll() is None and time.monotonic() < deadline:
            if not before and read_state(work / "run").step > saved:
                child.kill()
            time.sleep(0.02)
    finally:
        child.kill()
    assert child.wait() == -signal.SIGKILL


def test_a_load_that_is_killed_while_it_is_unpacked_is_received_again(tmp_path: Path, start: Path, pack: Path) -> None:
    *others, last = gpu_job.prepare(tmp_path / "job", start=start, packs=[pack], load_mib=0.3)
    for load in others:
        gpu_job.receive(load, tmp_path / "work")
    torn = (
        "import os, sys, tarfile\nfrom model_runtime.training import gpu_job\n"
        "tarfile.TarFile.extractall = lambda *_, **__: os.kill(os.getpid(), 9)\nsys.exit(gpu_job.main(sys.argv[1:]))"
    )
    given = ["receive", str(last), "--work", str(tmp_path / "work")]
    assert subprocess.run([sys.executable, "-c", torn, *given], check=False).returncode == -signal.SIGKILL
    assert gpu_job.main(given) == 0
    for name in gpu_job.CHECKPOINT_FILES:
        assert (tmp_path / "work" / "start" / name).read_bytes() == (start / name).read_bytes()


@pytest.mark.timeout(300)  # four processes that import torch
def test_stages_killed_while_they_train_and_export_end_in_a_checkpoint_that_loads_and_evaluates(
    work: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    sizes = ("--steps", "24", "--save-minutes", "0")
    killed(work, out, *sizes)  # while it trains
    assert 0 < read_state(work / "run").step < 24
    killed(work, out, *sizes, before="gpu_job.write_bundle = lambda *_, **__: os.kill(os.getpid(), 9)")
    assert read_state(work / "run").step == 24  # while it exports
    report = stage(work, out, *sizes)
    assert (report["step"], report["finished"]) == (24, True)
    assert 0 < report["same_frames"] <= 1.0  # type: ignore[operator]
    assert report["stage_tokens"] < report["tokens"]  # type: ignore[operator]  # it went on from the last save
    gpu_job.collect(out, tmp_path / "collected")
    predictor = LocalPredictor.open(str(tmp_path / "collected"), device="cpu")
    source = "def f(x):\n    y = x\n    return y\n"
    trace = record(RecordingRequest(source, "f", "f(1)"))
    sample = BenchmarkSample("f/0", source, "", "f", "f(1)", trace.frames, "1", None, "returned", halts=None)
    steps = ModelStepPredictor(predictor, assist=False, max_frames=4)
    rows = evaluate([sample], [steps], set_name="set", model="m", modes=[TEACHER_FORCED]).rows
    assert {row.figure for row in rows} >= {"next_line", "state_match"}
    assert all(row.n == len(trace.frames) - 1 for row in rows if row.figure == "next_line" and row.slice is None)


def test_the_embedded_model_keeps_to_what_one_call_of_a_borrowed_machine_takes_and_gives(
    tmp_path: Path, pack: Path
) -> None:
    mib = 1 << 20
    loads = gpu_job.prepare(tmp_path / "job", start=EMBEDDED, packs=[pack])
    for load in loads:
        sizes = [path.stat().st_size for path in load.iterdir()]
        assert sum(sizes) <= 56.1 * mib
    back = write_bundle({name: EMBEDDED / name for name in gpu_job.CHECKPOINT_FILES}, tmp_path / "out")
    files = [path.stat().st_size for path in (tmp_path / "out").iterdir()]
    assert len(back) + 1 == len(files) <= 7  # of 8: one is left for a log
    assert max(files) <= 16 * mib
    assert sum(files) <= 63 * mib


def test_an_interrupted_stage_saves_and_exports(work: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        command(work, tmp_path / "out", "--steps", "100000"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    try:
        for line in child.stderr:  # the first progress of training itself
            if line.startswith("step "):
                break
        child.terminate()
        out, _ = child.communicate(timeout=60)
    finally:
        child.kill()
    report = json.loads(out)
    assert child.returncode == 0
    assert not report["finished"]
    assert gpu_job.collect(tmp_path / "out", tmp_path / "collected")["step"] == report["step"] > 0


def test_a_lost_machine_costs_only_the_moments(work: Path, pack: Path, tmp_path: Path) -> None:
    first = stage(work, tmp_path / "out", "--steps", "30", "--stage-minutes", "0.0001")
    gpu_job.collect(tmp_path / "out", tmp_path / "collected")
    again = tmp_path / "again"
    for load in gpu_job.prepare(tmp_path / "job2", start=tmp_path / "collected", packs=[pack]):
        gpu_job.receive(load, again)
    second = stage(again, tmp_path / "out2", "--steps", "30")
    assert second["step"] == 30
    assert second["stage_tokens"] == second["tokens"] - first["tokens"]  # type: ignore[operator]


def test_what_is_missing_takes_one_line(tmp_path: Path, start: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["stage", "--work", str(tmp_path / "none"), "--out", str(tmp_path / "out"), "--steps", "3"]
    assert gpu_job.main(given) == 1
    assert "receive every load first" in capsys.readouterr().err
    with pytest.raises(DeskcheckError, match="is no packed corpus"):
        gpu_job.prepare(tmp_path / "job", start=start, packs=[tmp_path])
    with pytest.raises(DeskcheckError, match="holds no bundle"):
        gpu_job.receive(tmp_path, tmp_path / "work")
