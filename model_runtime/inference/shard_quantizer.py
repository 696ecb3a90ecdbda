"""Quantizing a checkpoint folder into another one, weight by weight: never the whole model in memory.

The result is what transformers writes when it saves a model that bitsandbytes has quantized, so it loads wherever that
does. Projections are quantized; embedding, head and norms are copied as bfloat16.
"""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import check_weights, load_tokenizer, read_config, read_settings
from model_runtime.inference.loading import bitsandbytes_config, check_installed
from model_runtime.model_plan import stored_quantization

logger = logging.getLogger(__name__)

SHARD_BYTES = 1 << 30  # of a written file; what is in memory is this, and one weight
_COPIED = ("tokenizer.json", "tokenizer_config.json", "generation_config.json", "LICENSE", "README.md")


def quantize_folder(
    source: Path,
    out: Path,
    quantization: str,
    *,
    device: str = "cpu",
    shard_bytes: int = SHARD_BYTES,
    say: Callable[[str], None] = lambda line: None,
) -> int:
    """Write a quantized copy of a checkpoint folder; gives the bytes of its weights.

    Raises:
        DeskcheckError: the source is damaged or quantized already, or the target is not empty.
    """
    config = read_config(source)
    if stored_quantization(config.to_dict()) != "none" or read_settings(source).storage != "float":
        raise DeskcheckError(f"{source} is quantized already")
    if out.exists() and any(out.iterdir()):
        raise DeskcheckError(f"{out} is not empty: give a new folder")
    check_installed(quantization)
    check_weights(source)
    load_tokenizer(source)  # a folder that could not be used is not worth the time
    out.mkdir(parents=True, exist_ok=True)
    writer = _ShardWriter(out, shard_bytes)
    files = sorted(source.glob("model*.safetensors"))
    for n_done, file in enumerate(files, 1):
        say(f"{n_done} of {len(files)}: {file.name}, {file.stat().st_size / 1e6:.1f} MB")
        for name, weight in _weights(file):
            is_projection = name.endswith("_proj.weight") and name.startswith("model.layers.")
            quantized = _quantized(weight, name, quantization, device) if is_projection else {name: _as_float(weight)}
            for key, tensor in quantized.items():
                writer.add(key, tensor)
    n_bytes = writer.close()
    data: dict[str, Any] = json.loads((source / "config.json").read_text(encoding="utf-8"))
    data["quantization_config"] = bitsandbytes_config(quantization, torch.bfloat16).to_dict()
    data["dtype"] = "bfloat16"
    data.pop("torch_dtype", None)
    for name in _COPIED:
        if (source / name).is_file():
            shutil.copyfile(source / name, out / name)
    if (source / "deskcheck.json").is_file():
        settings = json.loads((source / "deskcheck.json").read_text(encoding="utf-8"))
        (out / "deskcheck.json").write_text(json.dumps(settings), encoding="utf-8")
    (out / "config.json").write_text(json.dumps(data, indent=2), encoding="utf-8")  # last: a folder without is no model
    return n_bytes


class _ShardWriter:
    """Collects tensors and writes them in files of a certain size; names them when their number is known."""

    def __init__(self, folder: Path, shard_bytes: int) -> None:
        self._folder, self._shard_bytes = folder, shard_bytes
        self._pending: dict[str, Tensor] = {}
        self._n_pending = 0
        self._total = 0
        self._written: list[list[str]] = []

    def add(self, name: str, tensor: Tensor) -> None:
        """Take a tensor, and write a file where it is full."""
        if self._pending and self._n_pending + tensor.nbytes > self._shard_bytes:
            self._flush()
        self._pending[name] = tensor.contiguous()
        self._n_pending += tensor.nbytes
        self._total += tensor.nbytes

    def close(self) -> int:
        """Write what is left and the index; gives the bytes of all tensors."""
        if self._pending:
            self._flush()
        n = len(self._written)
        places: dict[str, str] = {}
        for idx, names in enumerate(self._written):
            file = "model.safetensors" if n == 1 else f"model-{idx + 1:05}-of-{n:05}.safetensors"
            (self._folder / f"part-{idx}").rename(self._folder / file)
            places |= dict.fromkeys(names, file)
        if n > 1:
            index = {"metadata": {"total_size": self._total}, "weight_map": places}
            (self._folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
        return self._total

    def _flush(self) -> None:
        save_file(self._pending, self._folder / f"part-{len(self._written)}", metadata={"format": "pt"})
        self._written.append(list(self._pending))
        self._pending, self._n_pending = {}, 0


def _weights(file: Path) -> Iterator[tuple[str, Tensor]]:
    try:
        with safe_open(file, framework="pt") as opened:
            for name in opened.keys():  # noqa: SIM118  (no mapping)
                yield name, opened.get_tensor(name)
    except (SafetensorError, OSError) as error:
        raise DeskcheckError(f"{file} is damaged: {error}") from error


def _as_float(weight: Tensor) -> Tensor:
    """Copy a weight: what is kept must not keep the file that it was read from mapped."""
    return weight.to(torch.bfloat16, copy=True) if weight.is_floating_point() else weight.clone()


def _quantized(weight: Tensor, name: str, quantization: str, device: str) -> dict[str, Tensor]:
    """Give the tensors that bitsandbytes stores for a weight."""
    import bitsandbytes.functional as bnb

    moved = weight.to(device=device, dtype=torch.bfloat16).contiguous()
    if quantization == "int8":
        rows, scales, _ = bnb.int8_vectorwise_quant(moved.to(torch.float16))
        return {
            name: rows.cpu(),
            f"{name.removesuffix('weight')}SCB": scales.cpu(),
            f"{name.removesuffix('weight')}weight_format": torch.tensor(0, dtype=torch.uint8),  # row by row
        }
    codes, state = bnb.quantize_4bit(moved, compress_statistics=True, quant_type="nf4")
    described = {f"{name}.{key}": value.cpu() for key, value in state.as_dict(packed=True).items()}
    return {name: codes.cpu(), **described}
