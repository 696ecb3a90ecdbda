"""What `benchmark` does: programs to decode, or a language server to measure, and one table."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from model_runtime.cli_traces import PredictionOptions, load_predictor, output_console, write_json
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionRequest, make_request

if TYPE_CHECKING:
    from lsp_server.benchmark import Figure
    from model_runtime.inference.benchmark import BenchmarkReport, Edit


def benchmark(
    file: Path | None,
    *,
    limit: int,
    rounds: int,
    max_frames: int,
    edits: Path | None,
    batch: int,
    picture: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Decode programs in every way and show the figures.

    Raises:
        DeskcheckError: the file is missing or damaged, or there is no such model.
    """
    requests = list(islice(_requests(file, max_frames), limit))
    if not requests:
        raise DeskcheckError(f"{file} holds no program to decode")
    from model_runtime.inference.benchmark import BENCHMARK_SCHEMA, peak_memory_mib, run_benchmark
    from model_runtime.inference.local import LocalPredictor

    before = peak_memory_mib()
    predictor = load_predictor(PredictionOptions(max_frames=max_frames, **options))
    if not isinstance(predictor, LocalPredictor):
        raise DeskcheckError("only a model in this process can be measured: use --engine local")
    report = run_benchmark(
        predictor,
        predictor.engine.model,
        requests,
        rounds=rounds,
        edits=list(islice(_edits(edits, max_frames), limit)) if edits else (),
        batch=batch,
        memory_before_mib=before,
        progress=lambda done, total: click.echo(f"[{done}/{total}] programs and edits", err=True),
    )
    if picture is not None:
        from model_runtime.inference.benchmark_picture import draw_benchmark

        draw_benchmark(report, picture)
    if as_json:
        write_json({"schema": BENCHMARK_SCHEMA, **asdict(report)})
    else:
        output_console().print(_table(report))


def benchmark_lsp(*, model: str | None, device: str, rounds: int, as_json: bool) -> None:
    """Measure the language server over its protocol and show the figures.

    Raises:
        DeskcheckError: there is no such model, or the server does not answer.
    """
    from lsp_server.benchmark import LSP_BENCHMARK_SCHEMA, run_lsp_benchmark

    figures = run_lsp_benchmark(
        model=model,
        device=device,
        rounds=rounds,
        progress=lambda what: click.echo(f"measuring: {what}", err=True),
    )
    if as_json:
        write_json({"schema": LSP_BENCHMARK_SCHEMA, "figures": [asdict(figure) for figure in figures]})
    else:
        output_console().print(_table_of_figures(figures))


def _requests(file: Path | None, max_frames: int) -> Iterator[PredictionRequest]:
    if file is not None:
        from model_runtime.training.benchmark_file import read_benchmark

        for sample in read_benchmark(file, None):
            try:
                yield make_request(sample.source, function=sample.entry, call=sample.call, max_frames=max_frames)
            except DeskcheckError:
                continue  # a call that is no call of the function alone
        return
    from model_runtime.training.candidates import parse_seeds
    from model_runtime.training.corpus import SEEDS

    seeds = [parse_seeds(path.read_text(encoding="utf-8"))[0] for path in sorted(SEEDS.glob("*.py"))]
    for seed in seeds:
        if not seed.pins[0].startswith("list("):
            yield make_request(seed.source, call=seed.pins[0], max_frames=max_frames)


def _edits(file: Path, max_frames: int) -> "Iterator[Edit]":
    from model_runtime.inference.benchmark import Edit
    from model_runtime.training.benchmark_file import read_edits

    for source, sample in read_edits(file):
        try:
            before, after = (
                make_request(text, function=sample.entry, call=sample.call, max_frames=max_frames)
                for text in (source, sample.source)
            )
        except DeskcheckError:
            continue
        yield Edit(before, after)


def _table(report: "BenchmarkReport") -> Table:
    memory = (
        ""
        if report.peak_mib is None
        else f", {report.peak_mib:.0f} MiB at most for {report.weights_mib:.0f} MiB of weights"
    )
    table = Table(
        title=f"{report.model}: {report.programs} programs, {report.rounds} rounds{memory}", title_justify="left"
    )
    for heading in ("way", "frames", "passes/frame", "tokens/pass", "frames/s", "first frame", "speed"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for way in report.ways:
        table.add_row(
            way.name,
            str(way.frames),
            f"{way.passes_per_frame:.2f}",
            f"{way.tokens_per_pass:.2f}",
            f"{way.frames_per_second:.2f}",
            "" if way.first_frame_s is None else f"{way.first_frame_s:.2f} s",
            "" if way.speedup is None else f"{way.speedup:.2f}x {way.against} ({way.low:.2f} to {way.high:.2f})",
        )
    return table


def _table_of_figures(figures: "list[Figure]") -> Table:
    table = Table(title="the language server, over its protocol", title_justify="left")
    for heading in ("figure", "value", "at most", "of"):
        table.add_column(heading, justify="right" if heading in ("value", "at most") else "left")
    for figure in figures:
        value = f"{figure.value:.3f}" if figure.is_met else f"[bold red]{figure.value:.3f}[/]"
        table.add_row(figure.name, value, f"{figure.at_most:g}", figure.note)
    return table


def benchmark_dap(*, rounds: int, as_json: bool) -> None:
    """Measure requests of a real debug session through a bridge, beside debugpy alone.

    Raises:
        DeskcheckError: a session broke down.
    """
    import asyncio
    import platform

    from debug_adapter.latency import measure, to_json

    rows = asyncio.run(measure(max(rounds, 20)))
    if as_json:
        write_json(to_json(rows, platform.platform()))
        return
    table = Table("request", "n", "debugpy, ms", "bridge, ms", "ratio")
    for row in rows:
        table.add_row(row.kind, str(row.n), f"{row.plain_s * 1e3:.2f}", f"{row.bridge_s * 1e3:.2f}", f"{row.ratio:.3f}")
    output_console().print(table)
