"""Quantizing shard by shard: the same model as quantized while loading, and never much of it in memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from miniature import write_miniature_cwm
from safetensors import safe_open
from safetensors.torch import save_file
from transformers import CwmForCausalLM

pytest.importorskip("bitsandbytes", reason="bitsandbytes is not installed")

from model_runtime.checkpoint_folder import EMBEDDED
from model_runtime.doctor import read_checkpoint
from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.inference.engine import Engine
from model_runtime.inference.loading import open_model
from model_runtime.inference.shard_quantizer import quantize_folder

IDS = [128000, 128107, *range(40, 60), 128100]


@pytest.fixture(scope="module")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_miniature_cwm(Path(tmp_path_factory.mktemp("cwm")) / "mini", n_layers=4, n_shards=2)


def logits(model: CwmForCausalLM) -> torch.Tensor:
    return Engine(model).forward(IDS, n_logits=5)


@pytest.mark.parametrize("quantization", ["nf4", "int8"])
def test_it_is_the_model_that_quantizing_while_loading_gives(
    miniature: Path, tmp_path: Path, quantization: str
) -> None:
    expected = logits(open_model(miniature, device="cpu", quantization=quantization))
    n_bytes = quantize_folder(miniature, tmp_path / "out", quantization, shard_bytes=10_000_000)
    assert len(list((tmp_path / "out").glob("model-*.safetensors"))) > 1
    again = open_model(tmp_path / "out", device="cpu")
    assert torch.allclose(logits(again), expected, atol=1e-3), (logits(again) - expected).abs().max()
    facts = read_checkpoint(tmp_path / "out")
    assert facts.storage == quantization
    assert facts.parameters == sum(weight.numel() for weight in open_model(miniature, device="cpu").parameters())
    assert n_bytes < facts.parameters * 2
    load_tokenizer(tmp_path / "out")


def test_what_is_quantized_already_or_would_be_overwritten_is_refused(miniature: Path, tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="quantized already"):
        quantize_folder(EMBEDDED, tmp_path / "out", "nf4")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(DeskcheckError, match="is not empty"):
        quantize_folder(miniature, tmp_path / "full", "nf4")


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the peak is measured as Linux tells it")
def test_more_shards_take_no_more_memory(tmp_path: Path) -> None:
    few, many = (peak_of(tmp_path / str(n_shards), n_shards) for n_shards in (2, 8))
    shard = max(file.stat().st_size for file in (tmp_path / "8" / "large").glob("*.safetensors"))
    assert many - few < 2 * shard, f"{few / 1e6:.0f} MB for 2, {many / 1e6:.0f} MB for 8 shards of {shard / 1e6:.0f} MB"


def peak_of(folder: Path, n_shards: int) -> int:
    """Give what a process takes beside what it has anyway while it quantizes so many shards, bytes."""
    folder.mkdir()
    small_folder = write_miniature_cwm(folder / "small", n_layers=1)
    large = write_miniature_cwm(folder / "large", n_layers=1)
    with safe_open(large / "model.safetensors", framework="pt") as opened:
        small = {name: opened.get_tensor(name) for name in opened.keys() if "norm" in name}  # noqa: SIM118
    (large / "model.safetensors").unlink()
    part = torch.randn(512, 2048, dtype=torch.bfloat16)  # 2 MB
    for idx in range(n_shards):
        state = {f"model.layers.{12 * idx + n}.mlp.up_proj.weight": part.clone() for n in range(12)}
        mine = {name: weight for n, (name, weight) in enumerate(sorted(small.items())) if n % n_shards == idx}
        save_file(state | mine, large / f"model-{idx + 1:05}-of-{n_shards:05}.safetensors")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, small_folder, folder / "warm", large, folder / "out"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        # what is freed goes back at once, so that memory tells what is held
        env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "1000000", "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    n_bytes, taken = map(int, done.stdout.split())
    assert n_bytes > n_shards * 12 * 512 * 2048 // 2
    return taken


# A process of its own: what other tests leave in this one comes and goes.
MEASURE = """
import gc, re, sys
from pathlib import Path
from model_runtime.inference.shard_quantizer import quantize_folder

def status_bytes(name):
    return 1024 * int(re.search(rf"{name}:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])

small, warm, folder, out = map(Path, sys.argv[1:])
quantize_folder(small, warm, "nf4")  # what every size of model takes
gc.collect()
Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
before = status_bytes("VmRSS")
n_bytes = quantize_folder(folder, out, "nf4", shard_bytes=10_000_000)
print(n_bytes, status_bytes("VmHWM") - before)
"""
