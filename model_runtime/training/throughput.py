"""How fast training can be and how fast it is: tokens a second against the arithmetic floor.

A token costs at least 6 FLOP a parameter, two for each of the products of the forward pass and of the two backward
ones (arXiv 2001.08361, section 2.1); attention scores come on top and are left out, as is recomputing nothing. The
floor of a machine is what it would train if its large products ran all the time; utilisation is the share of it that a
run reaches.
"""

import time
from dataclasses import dataclass

import torch

FLOPS_PER_PARAMETER = 6
# NVIDIA H100 SXM, dense bf16 (data sheet), and the share of it that a model with rows of 576 numbers reaches: 0.19 was
# measured on an H200, whose arithmetic is the same, with compiled layers.
H100_FLOPS = 989e12
H100_UTILISATION = 0.2


@dataclass(frozen=True, slots=True)
class Throughput:
    """What a machine trains of a model."""

    parameters: int
    peak_flops: float  # measured at large products, in the number format that training uses
    tokens_per_s: float  # measured

    @property
    def flops_per_token(self) -> int:
        """FLOP that a token costs at least."""
        return FLOPS_PER_PARAMETER * self.parameters

    @property
    def floor_tokens_per_s(self) -> float:
        """Tokens a second if arithmetic were all there is."""
        return self.peak_flops / self.flops_per_token

    @property
    def utilisation(self) -> float:
        """Share of the floor that is reached."""
        return self.tokens_per_s / self.floor_tokens_per_s

    def __str__(self) -> str:
        return (
            f"{self.tokens_per_s:.0f} tokens/s, {100 * self.utilisation:.0f} % of the floor of "
            f"{self.floor_tokens_per_s:.0f} ({self.flops_per_token / 1e6:.0f} MFLOP a token, "
            f"{self.peak_flops / 1e9:.0f} GFLOP/s at large products)"
        )


def gpu_estimate(parameters: int, *, minutes: float) -> str:
    """Estimate by the same accounting what one H100 trains of a model."""
    rate = H100_UTILISATION * H100_FLOPS / (FLOPS_PER_PARAMETER * parameters)
    return (
        f"one H100: {rate:.0f} tokens/s at {100 * H100_UTILISATION:.0f} % of {H100_FLOPS / 1e12:.0f} TFLOP/s, "
        f"{rate * 60 * minutes / 1e6:.0f}M tokens in {minutes:.0f} minutes (estimate)"
    )


def peak_flops(
    device: str, *, dtype: torch.dtype = torch.bfloat16, size: int | None = None, seconds: float = 1.0
) -> float:
    """Measure the rate at which `device` multiplies square matrices, in FLOP/s."""
    n = size or (8192 if device == "cuda" else 1024)
    left, right = (torch.randn(n, n, device=device).to(dtype) for _ in range(2))

    def timed(n_products: int) -> float:
        _wait(device)
        begin = time.perf_counter()
        for _ in range(n_products):
            left @ right
        _wait(device)
        return time.perf_counter() - begin

    timed(2)
    n_products = max(1, round(seconds / max(timed(2) / 2, 1e-9)))
    return 2.0 * n**3 * n_products / timed(n_products)


def _wait(device: str) -> None:
    if device == "cuda":
        torch.cuda.synchronize()
