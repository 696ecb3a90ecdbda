"""The speed benchmark as flat rows (schema `deskcheck.benchmark/1`): one figure each, with what it was measured on."""

import platform
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

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
    LOOKUP_TOKENS,
    PLAIN,
    TOGETHER,
    WARM,
    BenchmarkReport,
    Run,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    name: str
    value: float
    unit: str
    note: str


def rows_of(report: BenchmarkReport) -> list[Row]:
    """Give the figures of a report; what was not measured is not there (`BenchmarkReport.left_out` says why)."""
    return [*_tokens(report), *_ratios(report), *_costs(report), *_seconds(report)]


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def machine_name() -> str:
    """Say what the figures were measured on."""
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else _processor()
    return f"{device}, {torch.get_num_threads()} threads, {platform.system()}, torch {torch.__version__}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name} ({torch.backends.cpu.get_cpu_capability()})"


def _tokens(report: BenchmarkReport) -> Iterator[Row]:
    own = [run for run in report.runs if run.way == DRAFTED]
    if own:
        n_tokens, n_passes, n_frames = (
            sum(getattr(run, name) for run in own) for name in ("tokens", "passes", "frames")
        )
        note = f"{len(own)} runs, {n_frames} frames, free-running, pure neural, batch 1"
        yield Row("tokens_per_forward_pass", _rounded(n_tokens / max(1, n_passes)), "1", note)
        yield Row("forward_passes_per_frame", _rounded(n_passes / max(1, n_frames)), "1", note)
        yield Row("tokens_per_frame", _rounded(n_tokens / max(1, n_frames)), "1", note)


def _ratios(report: BenchmarkReport) -> Iterator[Row]:
    pure = "frames a second, pure neural"
    for name, way, against, note in (
        ("speedup_over_generate", DRAFTED, BASELINE, f"{pure}, against transformers' generate"),
        (
            "speedup_over_prompt_lookup",
            DRAFTED,
            LOOKUP,
            f"{pure}, against generate with prompt_lookup_num_tokens={LOOKUP_TOKENS}",
        ),
        (
            "speedup_over_llama_cpp",
            DRAFTED,
            LLAMA_CPP,
            f"{pure}, against llama.cpp's plain decoding, Q8_0, as its package is built",
        ),
        ("speedup_over_one_token_a_pass", DRAFTED, PLAIN, f"{pure}, against ours without drafts"),
        ("speedup_warm_prefix", WARM, DRAFTED, f"{pure}, the prompt computed before, against cold"),
        ("speedup_after_edit", EDIT_KEPT, EDIT_COLD, f"{pure}, after a one-line edit, against predicting anew"),
        ("speedup_after_edit_assisted", EDIT_ASSISTED, EDIT_ASSISTED_COLD, "the same, assisted as by default"),
        (f"speedup_batch_{report.batch}", TOGETHER, ALONE, f"{pure}, {report.batch} at the same time"),
    ):
        ratios = sorted(_paired(report, way, against))
        if ratios:
            low, high = ratios[len(ratios) // 10], ratios[-1 - len(ratios) // 10]
            spread = f"; median of {len(ratios)}, 10th to 90th percentile {low:.2f} to {high:.2f}"
            yield Row(name, _rounded(statistics.median(ratios)), "1", note + spread)


def _paired(report: BenchmarkReport, way: str, against: str) -> Iterator[float]:
    """Give the ratios of frames a second, program by program and round by round."""
    own, base = ([run for run in report.runs if run.way == name] for name in (way, against))
    for run, other in zip(own, base, strict=False):
        if other.frames and run.frames:
            yield (run.frames / run.seconds) / (other.frames / other.seconds)


def _costs(report: BenchmarkReport) -> Iterator[Row]:
    if report.weights_mib and report.peak_mib is not None:
        note = (
            f"a process that predicts: at most {report.peak_mib:.0f} MiB beyond imports, for {report.weights_mib:.0f}"
        )
        yield Row("memory_over_weights", _rounded(report.peak_mib / report.weights_mib), "1", note)
    if report.late_over_early:
        each = ", ".join(f"{cost:.2f}" for cost in report.late_over_early)
        note = f"cost of a frame behind 900 frames over behind 100, pure neural, median of {each}"
        yield Row("cost_frame_900_over_100", _rounded(statistics.median(report.late_over_early)), "1", note)


def _seconds(report: BenchmarkReport) -> Iterator[Row]:
    every: tuple[tuple[str, str, Callable[[Run], float | None]], ...] = (
        ("frames_per_second", "1/s", lambda run: run.frames / run.seconds),
        ("time_to_first_frame", "s", lambda run: run.first_frame_s),
    )
    names = {DRAFTED: "cold", WARM: "warm_prefix", ASSISTED: "assisted", BASELINE: "generate", LOOKUP: "prompt_lookup"}
    names |= {LLAMA_CPP: "llama_cpp", EDIT_KEPT: "after_edit", ALONE: "batch_1", TOGETHER: f"batch_{report.batch}"}
    for figure, unit, measure in every:
        for way, name in names.items():
            found = [value for run in report.runs if run.way == way and (value := measure(run)) is not None]
            if found:
                yield Row(f"{figure}_{name}", _rounded(statistics.median(found)), unit, f"median of {len(found)} runs")
