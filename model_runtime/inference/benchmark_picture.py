"""The speed benchmark as a picture: each way of decoding against the one it is compared with."""

from pathlib import Path

from model_runtime.errors import DeskcheckError
from model_runtime.inference.benchmark import BenchmarkReport


def draw_benchmark(report: BenchmarkReport, out: Path) -> None:
    """Draw the ratio of frames a second of each way, with its 10th and 90th percentile.

    Raises:
        DeskcheckError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DeskcheckError("pictures need matplotlib: pip install 'deskcheck[pictures]'") from error
    ways = [way for way in reversed(report.ways) if way.speedup is not None and way.name != way.against]
    ratios = [way.speedup or 0.0 for way in ways]
    below = [ratio - (ratio if way.low is None else way.low) for way, ratio in zip(ways, ratios, strict=True)]
    above = [(ratio if way.high is None else way.high) - ratio for way, ratio in zip(ways, ratios, strict=True)]
    figure = Figure(figsize=(6.4, 0.8 + 0.45 * len(ways)), layout="constrained")
    axes = figure.subplots()
    errors = [[max(0.0, error) for error in side] for side in (below, above)]
    axes.barh([f"{way.name}\nagainst {way.against}" for way in ways], ratios, xerr=errors, capsize=3)
    axes.axvline(1, linestyle=":", color="grey")
    axes.set_xlabel("frames a second, ratio (median; 10th to 90th percentile)")
    axes.tick_params(axis="y", labelsize=7)
    axes.set_title(f"{report.model}: {report.programs} programs, {report.rounds} rounds", fontsize=9)
    figure.savefig(out)
