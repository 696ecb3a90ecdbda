"""The job for a borrowed GPU, in miniature on the CPU: loads, stages, a kill in the middle, and the way back."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, read_settings
from model_runtime.training import gpu_job
from model_runtime.training.examples import Example
from model_runtime.training.packed import PackedExample, fingerprint_of, write_pack

# What the machine does not have, or may not: importing any of it there would end the job.
ABSENT = ("tree_sitter", "tree_sitter_python", "psutil", "click", "rich", "gguf", "hypothesis")


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return write_tiny_checkpoint(tmp_path / "start")


@pytest.fixture
def pack(tmp_path: Path, start: Path) -> Path:
    packed = [
        PackedExample(
            f"f{idx}",
            "heldout" if idx % 8 == 0 else "train",
            Example(tuple(range(idx, idx + 24)), (0.0,) * 4 + (1.0,) * 20, "seed"),
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


def command(work: Path, out: Path, *more: str) -> list[str]:
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({ABSENT!r}))\n"
        "from model_runtime.training.gpu_job import main\nsys.exit(main(sys.argv[1:]))"
    )
    sizes = ["--batch-tokens", "96", "--warmup-steps", "2", "--learning-rate", "3e-3", "--device", "cpu"]
    return [sys.executable, "-c", code, "stage", "--work", str(work), "--out", str(out), *sizes, *more]


def test_stages_go_on_from_each_other_and_the_checkpoint_comes_back(work: Path, tmp_path: Path) -> None:
    first = stage(work, tmp_path / "out", "--steps", "30", "--stage-minutes", "0.0001")
    assert (first["stage"], first["finished"]) == (1, False)
    second = stage(work, tmp_path / "out", "--steps", "30")
    assert (second["stage"], second["finished"], second["step"]) == (2, True, 30)
    assert second["tokens"] == first["tokens"] + second["stage_tokens"]  # type: ignore[operator]
    assert 0 < second["utilisation"] < 1  # type: ignore[operator]
    report = gpu_job.collect(tmp_path / "out", tmp_path / "collected")
    assert report["step"] == 30
    assert read_settings(tmp_path / "collected").storage == "nf4"
    model = load_model(tmp_path / "collected", device="cpu", dtype=torch.float32)
    assert model.config.num_hidden_layers == 2
    rows = [json.loads(row) for row in (tmp_path / "collected" / "curve.jsonl").read_text().splitlines()]
    assert rows[-1]["heldout_loss"] < rows[0]["heldout_loss"]


def test_a_killed_stage_goes_on_from_its_last_save(work: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        command(work, tmp_path / "out", "--steps", "100000", "--save-minutes", "0"), stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not (work / "run" / "train_state.json").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        child.kill()
        child.wait()
    saved = json.loads((work / "run" / "train_state.json").read_text())["step"]
    assert saved > 0
    report = stage(work, tmp_path / "out", "--steps", str(saved + 3))
    assert (report["step"], report["finished"]) == (saved + 3, True)


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
