"""What a model needs and what it can do on a machine, from its configuration alone: bytes, and speed by memory traffic.

Decoding is bound by memory: every pass over a few tokens reads all weights and the keys and values so far once. The
figures here are that arithmetic; what they assume is written beside them. Reads no weight, loads no torch.
"""

import json
import math
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from model_runtime.errors import DeskcheckError

GIB = 1 << 30
QUANTIZATIONS = ("none", "int8", "nf4")
# Bytes of one weight of a projection. bitsandbytes: NF4 is 4 bits, one 8-bit scale for 64 weights and one float for 256
# scales (double quantization, arXiv 2305.14314); int8 has one float for each row, counted apart.
PROJECTION_BYTES = {"none": 2.0, "int8": 1.0, "nf4": 0.5 + 1 / 64 + 4 / (64 * 256)}
FLOAT_BYTES = 2  # bfloat16: embedding, head, norms, keys and values
CONTEXT_BYTES = 600 << 20  # what CUDA and its libraries take on a GPU before the first tensor
PREFILL_TOKENS = 4096  # new tokens of one pass on a GPU: inference/batch.py
ROOM = 2  # a cache that grows doubles its room: inference/cache.py
TOKENS_PER_FRAME = 80.0  # facebook/cwm: 205 frames took 16,537 tokens (cwm-extended report)
TOKENS_PER_PASS = 11.0  # with drafts: `deskcheck benchmark` on CRUXEval with the embedded model
EFFICIENCY = 0.7  # share of the stated bandwidth that kernels reach
# Rows beyond which bitsandbytes 0.50 unpacks 4-bit weights to bfloat16 in memory instead of reading them as they are.
FUSED_ROWS = 8

# GB/s and GiB, from the makers' data sheets; the first name that a device's name contains counts
GPUS: Mapping[str, tuple[float, float]] = {
    "B200": (8000, 180),
    "H200": (4800, 141),
    "H100 NVL": (3900, 94),
    "H100 PCIe": (2000, 80),
    "H100": (3350, 80),
    "A100-SXM4-40GB": (1555, 40),
    "A100-PCIE-40GB": (1555, 40),
    "A100": (2039, 80),
    "L40S": (864, 48),
    "L40": (864, 48),
    "L4": (300, 24),
    "A40": (696, 48),
    "A10": (600, 24),
    "RTX PRO 6000": (1792, 96),
    "RTX 6000 Ada": (960, 48),
    "RTX A6000": (768, 48),
    "A6000": (768, 48),
    "RTX 5090": (1792, 32),
    "RTX 4090": (1008, 24),
    "RTX 3090": (936, 24),
    "V100": (900, 32),
    "T4": (320, 16),
}
CPU_BANDWIDTH = 20.0  # GB/s: two channels of DDR4, about


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The sizes that decide memory and speed."""

    name: str
    layers: int
    hidden: int
    mlp: int
    heads: int
    kv_heads: int
    head_dim: int
    vocabulary: int
    positions: int
    window: int | None
    sliding: int  # how many layers see only the window
    is_tied: bool
    quantization: str = "none"  # of the weights as they are stored

    @property
    def projection_weights(self) -> int:
        """Weights of one layer's projections, which quantization makes smaller."""
        attention = self.hidden * self.head_dim * (2 * self.heads + 2 * self.kv_heads)
        return attention + 3 * self.hidden * self.mlp

    @property
    def projection_rows(self) -> int:
        """Output rows of one layer's projections."""
        return self.head_dim * (self.heads + 2 * self.kv_heads) + 2 * self.hidden + 2 * self.mlp

    @property
    def table_weights(self) -> int:
        """Weights of the embedding, which is one table with the head where they are tied."""
        return self.vocabulary * self.hidden

    @property
    def parameters(self) -> int:
        """All weights."""
        norms = (2 * self.layers + 1) * self.hidden
        return self.layers * self.projection_weights + (1 if self.is_tied else 2) * self.table_weights + norms

    def layer_bytes(self, quantization: str) -> int:
        """Bytes of one layer's weights."""
        rows = 4 * self.projection_rows if quantization == "int8" else 0
        return round(self.projection_weights * PROJECTION_BYTES[quantization]) + rows + 2 * self.hidden * FLOAT_BYTES

    def weights_bytes(self, quantization: str) -> int:
        """Bytes of all weights; embedding, head and norms are never quantized."""
        tables = (1 if self.is_tied else 2) * self.table_weights + self.hidden
        return self.layers * self.layer_bytes(quantization) + tables * FLOAT_BYTES

    def kv_bytes(self, tokens: int, *, honour_window: bool = False) -> int:
        """Bytes of keys and values; where the window is honoured, sliding layers keep no more than it."""
        seen = min(tokens, self.window) if honour_window and self.window else tokens
        positions = (self.layers - self.sliding) * tokens + self.sliding * seen
        return 2 * positions * self.kv_heads * self.head_dim * FLOAT_BYTES

    def workspace_bytes(self, tokens: int) -> int:
        """Bytes that the largest pass takes beside weights and cache: activations and one unpacked projection."""
        activations = tokens * (3 * self.mlp + 6 * self.hidden + 2 * self.heads * self.head_dim) * FLOAT_BYTES
        return activations + self.mlp * self.hidden * FLOAT_BYTES + 64 * self.vocabulary * 4


CWM = ModelShape("facebook/cwm", 64, 6144, 21504, 48, 8, 128, 128_256, 131_072, 8192, 48, is_tied=False)
KNOWN: Mapping[str, ModelShape] = {"facebook/cwm": CWM, "facebook/cwm-sft": CWM, "facebook/cwm-pretrain": CWM}


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a model would run."""

    name: str
    memory_bytes: int  # of one device
    bandwidth: float  # GB/s
    is_gpu: bool = True


@dataclass(frozen=True, slots=True)
class Estimate:
    """One quantization on one machine."""

    quantization: str
    weights_bytes: int
    kv_cache_bytes: int  # our cache keeps every position, so that it rolls back to any
    kv_cache_window_bytes: int  # what a cache that forgets behind the window would take
    kv_cache_reserved_bytes: int  # with the room it grows into
    workspace_bytes: int
    needed_bytes: int
    fits: bool
    margin_bytes: int
    token_ms: float  # one pass over one token
    verify_ms: float  # one pass over a token and a draft
    frames_per_second: float


def shape_of(path: Path, name: str | None = None) -> ModelShape:
    """Read the shape of a model from its `config.json`, or the folder that holds it.

    Raises:
        DeskcheckError: it is missing, damaged or not that of a trace model.
    """
    file = path / "config.json" if path.is_dir() else path
    try:
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if data.get("model_type") not in ("cwm", "llama"):
            raise DeskcheckError(f"{file} is not a trace model's: model_type is {data.get('model_type')!r}, not 'cwm'")
        layers, heads = int(data["num_hidden_layers"]), int(data["num_attention_heads"])
        types = data.get("layer_types") or ["full" if idx % 4 == 0 else "sliding" for idx in range(layers)]
        window = data.get("sliding_window", CWM.window)
        return ModelShape(
            name=name or (path.name if path.is_dir() else path.parent.name),
            layers=layers,
            hidden=int(data["hidden_size"]),
            mlp=int(data["intermediate_size"]),
            heads=heads,
            kv_heads=int(data.get("num_key_value_heads") or heads),
            head_dim=int(data.get("head_dim") or data["hidden_size"] // heads),
            vocabulary=int(data["vocab_size"]),
            positions=int(data["max_position_embeddings"]),
            window=int(window) if window else None,
            sliding=sum(kind.startswith("sliding") for kind in types),
            is_tied=bool(data.get("tie_word_embeddings", False)),
            quantization=stored_quantization(data),
        )
    except OSError as error:
        raise DeskcheckError(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeskcheckError(f"{file} is damaged: {type(error).__name__}: {error}") from error


def stored_quantization(config: Mapping[str, Any]) -> str:
    """Give the quantization in which bitsandbytes stored the weights of a configuration."""
    stored = config.get("quantization_config")
    if not isinstance(stored, Mapping):
        return "none"
    return "nf4" if stored.get("load_in_4bit") else "int8" if stored.get("load_in_8bit") else "none"


def estimate(
    shape: ModelShape,
    machine: Machine,
    quantization: str,
    *,
    context: int,
    draft: int = 32,
    tokens_per_pass: float = TOKENS_PER_PASS,
    tokens_per_frame: float = TOKENS_PER_FRAME,
) -> Estimate:
    """Work out what one quantization needs and gives on a machine."""
    weights = shape.weights_bytes(quantization)
    kv = shape.kv_bytes(context)
    reserved = min(ROOM * kv, shape.kv_bytes(max(context, shape.positions)))
    workspace = shape.workspace_bytes(min(context, PREFILL_TOKENS)) + (CONTEXT_BYTES if machine.is_gpu else 0)
    needed = weights + reserved + workspace
    token_ms, verify_ms = (pass_ms(shape, machine, quantization, n_new=n, context=context // 2) for n in (1, draft + 1))
    return Estimate(
        quantization=quantization,
        weights_bytes=weights,
        kv_cache_bytes=kv,
        kv_cache_window_bytes=shape.kv_bytes(context, honour_window=True),
        kv_cache_reserved_bytes=reserved,
        workspace_bytes=workspace,
        needed_bytes=needed,
        fits=needed <= machine.memory_bytes,
        margin_bytes=machine.memory_bytes - needed,
        token_ms=token_ms,
        verify_ms=verify_ms,
        frames_per_second=1000 * tokens_per_pass / (tokens_per_frame * verify_ms),
    )


def traffic_bytes(shape: ModelShape, quantization: str, *, n_new: int, context: int) -> int:
    """Give the bytes that one pass over `n_new` tokens moves: the floor under its time.

    The embedding is looked up, not read. Above FUSED_ROWS, 4-bit weights are unpacked: written and read once more.
    """
    weights = shape.weights_bytes(quantization) - (0 if shape.is_tied else shape.table_weights * FLOAT_BYTES)
    if quantization == "nf4" and n_new > FUSED_ROWS:
        weights += round(2 * FLOAT_BYTES * shape.layers * shape.projection_weights)
    return weights + shape.kv_bytes(context + n_new)


def floor_ms(shape: ModelShape, machine: Machine, quantization: str, *, n_new: int, context: int) -> float:
    """Give the time of one pass at the full stated bandwidth."""
    return traffic_bytes(shape, quantization, n_new=n_new, context=context) / machine.bandwidth / 1e6


def pass_ms(shape: ModelShape, machine: Machine, quantization: str, *, n_new: int, context: int) -> float:
    """Give the time of one pass that is to be expected."""
    return floor_ms(shape, machine, quantization, n_new=n_new, context=context) / EFFICIENCY


def place_layers(
    shape: ModelShape, quantization: str, devices: Sequence[tuple[str, int]], *, kv_tokens: int
) -> dict[str, str]:
    """Share a model out over devices, in order: the map from module to device that transformers takes.

    Args:
        shape: of the model.
        quantization: in which the weights are loaded.
        devices: names and free bytes of the GPUs; what does not fit them goes to "cpu".
        kv_tokens: positions that a layer's cache must have room for, on its layer's device.
    """
    layer = shape.layer_bytes(quantization) + shape.kv_bytes(kv_tokens) // shape.layers
    table = shape.table_weights * FLOAT_BYTES
    spare = shape.workspace_bytes(PREFILL_TOKENS)
    left = {name: free - spare for name, free in devices}
    names = [name for name, _ in devices]
    last = names[0] if shape.is_tied else names[-1]
    placed: dict[str, str] = {}
    first_at = names[0] if left[names[0]] >= table else "cpu"
    placed["model.embed_tokens"] = first_at
    if first_at != "cpu":
        left[first_at] -= table
    if shape.is_tied:
        last = first_at
    elif left[last] >= table:
        left[last] -= table
    else:
        last = "cpu"
    at = 0
    fewest = math.ceil(shape.layers / len(names))  # evenly, where every device has room for its share
    can_be_even = all(left[name] >= fewest * layer for name in names)
    for idx in range(shape.layers):
        if can_be_even:
            at = idx // fewest
        while at < len(names) and left[names[at]] < layer:
            at += 1
        device = names[at] if at < len(names) else "cpu"
        placed[f"model.layers.{idx}"] = device
        if device != "cpu":
            left[device] -= layer
    return placed | {"model.norm": last, "model.rotary_emb": first_at, "lm_head": last}


def offload_note(shape: ModelShape, placed: Mapping[str, str], *, pcie: float = 16.0) -> str | None:
    """Say what it costs that layers do not fit the GPU; None where all do."""
    n_away = sum(device == "cpu" for name, device in placed.items() if name.startswith("model.layers."))
    if not n_away:
        return None
    moved = n_away * shape.layer_bytes("none")  # what is not on the GPU is not quantized
    return (
        f"{n_away} of {shape.layers} layers do not fit the GPU and stay in main memory: every pass moves "
        f"{moved / 1e9:.1f} GB to it, about {moved / pcie / 1e9:.1f} s at {pcie:.0f} GB/s"
    )


def this_machine() -> Machine:
    """Find out where a model would run here: the first NVIDIA GPU, else the processor."""
    tool = shutil.which("nvidia-smi")
    if tool:
        query = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
        try:
            done = subprocess.run(query, capture_output=True, text=True, timeout=20, check=True)
            name, _, mebibytes = done.stdout.splitlines()[0].rpartition(",")
            known = known_gpu(name)
            return Machine(name.strip(), int(mebibytes) << 20, known[0] if known else 500.0)
        except (OSError, subprocess.SubprocessError, ValueError, IndexError):
            pass
    return Machine("CPU", psutil.virtual_memory().total, CPU_BANDWIDTH, is_gpu=False)


def known_gpu(name: str) -> tuple[float, float] | None:
    """Give bandwidth (GB/s) and memory (GiB) of a GPU by its name."""
    wanted = name.lower().replace("nvidia", "").strip()
    return next((facts for known, facts in GPUS.items() if known.lower() in wanted), None)


def read_bytes(text: str) -> int:
    """Read an amount of memory: `80GiB`, `80GB`, `24g`, or a number of bytes.

    Raises:
        ValueError: it is none.
    """
    units = {"": 1, "kib": 1 << 10, "mib": 1 << 20, "gib": GIB, "tib": 1 << 40, "g": GIB, "m": 1 << 20, "t": 1 << 40}
    units |= {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}
    word = text.strip().lower().replace(" ", "")
    number = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = word[len(number) :].removesuffix("ytes") if word.endswith("bytes") else word[len(number) :]
    unit = "" if unit == "b" else unit
    if unit not in units or not math.isfinite(float(number)) or float(number) <= 0:
        raise ValueError(f"{text!r} is no amount of memory such as 80GiB")
    return round(float(number) * units[unit])
