"""Storage of the embedded model in about four bits a weight, read back into floats.

Each projection is rounded to evenly spaced steps of somewhat less than a quarter of its root mean square, and the
integers are Huffman coded (DEFLATE, RFC 1951, Huffman codes only). Uniform steps with entropy coding are within a
quarter of a bit of what any code can do (Gish and Pierce, 1968), which levels of equal width in bits, as NF4's, are
not. The tied embedding is stored at 8 bits, norms at 16.

Where the steps begin differs from column to column and from store to store (subtractive dither, Roberts 1962). A model
that goes on from stored weights moves them by less than a step; rounding it to steps at the same places would undo
just that, all at once, where rounding at others is noise, which a network hardly feels.
"""

import hashlib
import zlib
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

STORAGE = "coded"  # what the settings of a checkpoint call it
STEP = 0.23  # of the root mean square of a matrix
GROUP = 64  # weights of a row of the embedding that share a scale
_MOST = 127  # steps from zero
_PLACES = 256  # where the steps of a column may begin, in parts of a step


def quantize_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give the stored form of a float state dict.

    `NAME.codes` (DEFLATE of the steps as int8), `.shape`, `.step` and `.offset` (columns, in parts of a step) of a
    projection; `NAME.q8` beside `NAME.scale` of the embedding; other tensors in float16.
    """
    stored: dict[str, Tensor] = {}
    for name, weight in state.items():
        if is_coded(name, weight):
            stored |= {f"{name}.{part}": tensor for part, tensor in _coded(weight.float().cpu()).items()}
        elif weight.dim() > 1:
            scale = _group_scale(weight).clamp(min=1e-8) / 127
            stored[f"{name}.scale"] = scale.to(torch.float16)
            grouped = weight.float().view(weight.shape[0], -1, GROUP)
            rounded = (grouped / stored[f"{name}.scale"].float()[..., None]).round().clamp(-127, 127)
            stored[f"{name}.q8"] = rounded.to(torch.int8).view(weight.shape)
        else:
            stored[name] = weight.to(torch.float16)
    return stored


def is_coded(name: str, weight: Tensor) -> bool:
    """Whether a weight is rounded to steps: the projections are."""
    return weight.dim() > 1 and "embed_tokens" not in name


def rounding_noise(weights: list[Tensor]) -> list[Tensor]:
    """Draw noise as storing such weights adds it: with dither, rounding is uniform over a step whatever the weight."""
    noise = [torch.rand_like(weight).sub_(0.5) for weight in weights]
    scales = torch._foreach_norm(weights)
    torch._foreach_mul_(noise, torch._foreach_mul(scales, [STEP / weight.numel() ** 0.5 for weight in weights]))
    return noise


def dequantize_state(stored: Mapping[str, Tensor], dtype: torch.dtype) -> dict[str, Tensor]:
    """Give the state dict of a stored form, in `dtype`.

    Each stored tensor is asked for once, so that a mapping that reads files as it is asked holds one at a time.

    Raises:
        ValueError: a tensor is damaged.
    """
    state: dict[str, Tensor] = {}
    for key in stored:
        name, _, suffix = key.rpartition(".")
        if suffix == "codes":
            state[name] = _decoded(stored, name).to(dtype)
        elif suffix == "q8":
            tensor = stored[key]
            scale = stored[f"{name}.scale"].float()
            grouped = tensor.float().view(tensor.shape[0], -1, GROUP)
            state[name] = grouped.mul_(scale[..., None]).view(tensor.shape).to(dtype)
        elif suffix not in ("scale", "shape", "step", "offset"):
            state[key] = stored[key].to(dtype)
    return state


def _coded(weight: Tensor) -> dict[str, Tensor]:
    step = (STEP * weight.square().mean().sqrt()).clamp(min=1e-8)
    offset = _offsets(weight)
    steps = (weight / step + offset.float() / _PLACES).round().clamp(-_MOST, _MOST).to(torch.int8)
    coder = zlib.compressobj(level=9, memLevel=9, strategy=zlib.Z_HUFFMAN_ONLY)
    coded = coder.compress(steps.numpy().tobytes()) + coder.flush()
    return {
        "codes": torch.from_numpy(np.frombuffer(coded, dtype=np.uint8).copy()),
        "shape": torch.tensor(weight.shape, dtype=torch.int32),
        "step": step.view(1),
        "offset": offset,
    }


def _decoded(stored: Mapping[str, Tensor], name: str) -> Tensor:
    try:
        plain = zlib.decompress(stored[f"{name}.codes"].numpy().tobytes())
    except zlib.error as error:
        raise ValueError(f"{name}: {error}") from error
    rows, columns = stored[f"{name}.shape"].tolist()
    steps = torch.from_numpy(np.frombuffer(plain, dtype=np.int8).reshape(rows, columns).astype(np.float32))
    return steps.sub_(stored[f"{name}.offset"].float() / _PLACES).mul_(stored[f"{name}.step"])


def _offsets(weight: Tensor) -> Tensor:
    """Draw where the steps of each column begin, from the weights themselves: the same are stored alike."""
    digest = hashlib.sha256(weight.numpy().tobytes()).digest()
    drawn = np.random.default_rng(int.from_bytes(digest[:8], "big")).integers(0, _PLACES, weight.shape[1])
    return torch.from_numpy(drawn.astype(np.uint8))


def _group_scale(weight: Tensor) -> Tensor:
    """Largest magnitude of each group: (rows, columns) in, (rows, groups) out."""
    return weight.float().view(weight.shape[0], -1, GROUP).abs().amax(-1)
