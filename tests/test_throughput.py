"""Tokens a second against the arithmetic floor."""

import pytest

from model_runtime.training.throughput import Throughput, gpu_estimate, peak_flops


def test_the_floor_is_six_flop_a_parameter() -> None:
    found = Throughput(parameters=100_000_000, peak_flops=1.2e12, tokens_per_s=500.0)
    assert found.flops_per_token == 600_000_000
    assert found.floor_tokens_per_s == pytest.approx(2000)
    assert found.utilisation == pytest.approx(0.25)
    assert str(found) == ("500 tokens/s, 25 % of the floor of 2000 (600 MFLOP a token, 1200 GFLOP/s at large products)")


def test_the_estimate_for_a_gpu_is_of_the_same_accounting() -> None:
    assert gpu_estimate(111_000_000, minutes=30) == (
        "one H100: 296997 tokens/s at 20 % of 989 TFLOP/s, 535M tokens in 30 minutes (estimate)"
    )


def test_the_rate_of_a_machine_is_its_own() -> None:
    assert peak_flops("cpu", size=128, seconds=0.01) > 1e6
