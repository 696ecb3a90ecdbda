"""Four-bit storage of the embedded model, and training on the same grid.

Projection weights are stored as NF4 (arXiv 2305.14314, appendix E): 16 levels, scaled by the largest magnitude of
each group of 64 weights of a row. The tied embedding is stored at 8 bits, norms at 16. `attach_fake_quantization`
makes a model compute with the rounded weights while gradients pass straight through (arXiv 1308.3432), so that
training ends on what is stored. `freeze_codes` goes the last step: the weights become their rounding, and what is left
to train are norms and the scales of groups, which storage keeps to within half a thousandth.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

GROUP = 64
REFRESH = 4
# the 16 levels of NF4, arXiv 2305.14314, appendix E
NF4 = (
    -1.0,
    -0.6961928009986877,
    -0.5250730514526367,
    -0.39491748809814453,
    -0.28444138169288635,
    -0.18477343022823334,
    -0.09105003625154495,
    0.0,
    0.07958029955625534,
    0.16093020141124725,
    0.24611230194568634,
    0.33791524171829224,
    0.44070982933044434,
    0.5626170039176941,
    0.7229568362236023,
    1.0,
)


def quantize_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give the stored form of a float state dict: `NAME.q4` or `NAME.q8` beside `NAME.scale`, or NAME in float16."""
    stored: dict[str, Tensor] = {}
    for name, weight in state.items():
        if weight.dim() < 2:
            stored[name] = weight.to(torch.float16)
        elif "embed_tokens" in name:
            scale = _group_scale(weight).clamp(min=1e-8) / 127
            stored[f"{name}.scale"] = scale.to(torch.float16)
            grouped = weight.float().view(weight.shape[0], -1, GROUP)
            rounded = (grouped / stored[f"{name}.scale"].float()[..., None]).round().clamp(-127, 127)
            stored[f"{name}.q8"] = rounded.to(torch.int8).view(weight.shape)
        else:
            codes, scale = nf4_codes(weight)
            stored[f"{name}.q4"] = (codes[:, 0::2] << 4) | codes[:, 1::2]
            stored[f"{name}.scale"] = scale.to(torch.float16)
    return stored


def dequantize_state(stored: Mapping[str, Tensor], dtype: torch.dtype) -> dict[str, Tensor]:
    """Give the state dict of a stored form, in `dtype`.

    Each stored tensor is asked for once, so that a mapping that reads files as it is asked holds one at a time.
    """
    levels = np.array(NF4, dtype=np.float32)
    pairs = np.stack([levels.repeat(16), np.tile(levels, 16)], axis=1)  # (256, 2): both levels of a byte
    table = pairs.view(np.uint64)[:, 0]  # looked up as one word: numpy does that in a tenth of torch's time
    state: dict[str, Tensor] = {}
    for key in stored:
        name, _, suffix = key.rpartition(".")
        if suffix == "q4":
            tensor = stored[key]
            scale = stored[f"{name}.scale"].float()  # (rows, groups)
            values = torch.from_numpy(np.take(table, tensor.numpy(), mode="clip").view(np.float32)).view(
                tensor.shape[0], -1, GROUP
            )
            state[name] = values.mul_(scale[..., None]).view(tensor.shape[0], -1).to(dtype)
        elif suffix == "q8":
            tensor = stored[key]
            scale = stored[f"{name}.scale"].float()
            grouped = tensor.float().view(tensor.shape[0], -1, GROUP)
            state[name] = grouped.mul_(scale[..., None]).view(tensor.shape).to(dtype)
        elif suffix != "scale":
            state[key] = stored[key].to(dtype)
    return state


def nf4_codes(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Round (rows, columns) weights to NF4: uint8 codes of the same shape, and (rows, groups) scales."""
    levels = torch.tensor(NF4, device=weight.device)
    scale = _group_scale(weight).clamp(min=1e-8).to(torch.float16).float()
    grouped = weight.float().view(weight.shape[0], -1, GROUP) / scale[..., None]
    codes = torch.bucketize(grouped, (levels[1:] + levels[:-1]) / 2)
    return codes.to(torch.uint8).view(weight.shape), scale


def rounded_to_nf4(weight: Tensor) -> Tensor:
    """Give weights as they come back from storage."""
    codes, scale = nf4_codes(weight)
    levels = torch.tensor(NF4, device=weight.device)
    grouped = levels[codes.to(torch.int64)].view(weight.shape[0], -1, GROUP) * scale[..., None]
    return grouped.view(weight.shape).to(weight.dtype)


class _StraightThrough(nn.Module):
    """A parametrization: rounded weights forward, identity backward.

    Rounding costs about a third of a training step on a CPU, and a step hardly moves it: while training, the rounding
    error of every `REFRESH`-th forward pass serves the next ones, too. In evaluation, where weights stand still, it is
    that of the first pass.
    """

    def __init__(self) -> None:
        super().__init__()
        self._error: Tensor | None = None
        self._n_passes = 0

    def train(self, mode: bool = True) -> Self:
        """Switch between training and evaluation; either begins with the weights as they are."""
        self._error = None
        self._n_passes = 0
        return super().train(mode)

    def forward(self, weight: Tensor) -> Tensor:
        if self._error is None or (self.training and self._n_passes % REFRESH == 0):
            self._error = rounded_to_nf4(weight.detach()) - weight.detach()
        self._n_passes += self.training
        return weight + self._error


class _FrozenLevels(nn.Module):
    """A parametrization: the level of each weight stands still, its group's scale is the parameter."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        codes, _ = nf4_codes(weight)
        levels = torch.tensor(NF4, device=weight.device)[codes.to(torch.int64)]
        self.register_buffer("levels", levels.view(weight.shape[0], -1, GROUP), persistent=False)

    def forward(self, scale: Tensor) -> Tensor:
        levels = self.get_buffer("levels")
        return (levels * scale.clamp(min=1e-8)[..., None]).view(levels.shape[0], -1)  # (rows, columns)

    def right_inverse(self, weight: Tensor) -> Tensor:
        """Give the scales of weights: (rows, columns) in, (rows, groups) out."""
        return _group_scale(weight).clamp(min=1e-8)


class FrozenCodes:
    """The projections of a model whose codes stand still."""

    def __init__(self, modules: Mapping[str, nn.Linear]) -> None:
        self._modules = dict(modules)

    def weights(self) -> dict[str, Tensor]:
        """Give the weights that the scales stand for, by the names of an unfrozen model."""
        return {f"{name}.weight": module.weight.detach() for name, module in self._modules.items()}


class FakeQuantization:
    """The parametrizations attached to a model; `remove` leaves the full-precision weights."""

    def __init__(self, modules: list[nn.Module]) -> None:
        self._modules = modules

    def remove(self) -> None:
        """Take the parametrizations off again."""
        for module in self._modules:
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=False)


def attach_fake_quantization(model: nn.Module) -> FakeQuantization:
    """Make every projection of a model compute with weights rounded to their stored grid."""
    modules = list(_projections(model).values())
    for module in modules:
        rounding = _StraightThrough()
        parametrize.register_parametrization(module, "weight", rounding)
        rounding.train(module.training)  # forget the passes by which registering checks shapes
    return FakeQuantization([*modules])


@torch.no_grad()
def freeze_codes(model: nn.Module) -> FrozenCodes:
    """Round a model's weights to what is stored of them and leave only norms and the scales of projections to train.

    The rounded embedding stands still. Freezing weights that are on the grid already changes nothing, so a run may be
    saved as plain weights and frozen again.
    """
    modules = _projections(model)
    for module in modules.values():
        parametrize.register_parametrization(module, "weight", _FrozenLevels(module.weight))
    for name, parameter in model.named_parameters():
        if "embed_tokens" in name:
            stored = quantize_state({name: parameter})
            parameter.copy_(dequantize_state({key: t.cpu() for key, t in stored.items()}, parameter.dtype)[name])
            parameter.requires_grad_(False)
    return FrozenCodes(modules)


def plain_name(name: str) -> str:
    """Give the name that a parameter has where nothing is attached to its module."""
    return name.replace("parametrizations.weight.original", "weight")


def _projections(model: nn.Module) -> dict[str, nn.Linear]:
    return {name: m for name, m in model.named_modules() if isinstance(m, nn.Linear) and name.endswith("_proj")}


def _group_scale(weight: Tensor) -> Tensor:
    """Largest magnitude of each group: (rows, columns) in, (rows, groups) out."""
    return weight.float().view(weight.shape[0], -1, GROUP).abs().amax(-1)
