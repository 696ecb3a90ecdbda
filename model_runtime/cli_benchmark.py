"""What `benchmark` does: programs to decode, or a language server to measure, and one table."""

import ast
import random
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from model_runtime.checkpoint_folder import find_checkpoint
from model_runtime.cli_traces import PredictionOptions, load_predictor, output_console, write_json
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionRequest, make_request

if TYPE_CHECKING:
    from lsp_server.benchmark import Figure
    from model_runtime.inference.benchmark import BenchmarkReport, Edit, Extras
    from model_runtime.inference.benchmark_memory import Memory
    from model_runtime.training.candidates import Seed

QUICK_PROGRAMS, QUICK_FRAMES = 2, 6
FRAMES_TOGETHER = 6  # of each program, where many decode together
ROUNDS_TOGETHER = 6  # times so many programs as decode at once: as in a long evaluation, one that ends is replaced
# more than 940 frames each, all of them within what assistance computes
LONG_PROGRAMS = (  # numbers that grow; values that come back; calls
    (
        """\
def settle(limit):
    total = 0
    for k in range(limit):
        if k % 3:
            total += k
        else:
            last = k
    return total - last
""",
        "settle(400)",
    ),
    (
        """\
def turn(limit):
    lights = ['red', 'green', 'amber']
    at = 0
    for _ in range(limit):
        light = lights[at]
        if light == 'amber':
            at = 0
        else:
            at += 1
    return light
""",
        "turn(400)",
    ),
    (
        """\
def swing(a, b):
    if a > b:
        return a - b
    return a + b


def sway(limit):
    place = 1
    for _ in range(limit):
        place = swing(place, 4)
    return place
""",
        "sway(300)",
    ),
)


def benchmark(
    file: Path | None,
    *,
    limit: int,
    rounds: int,
    max_frames: int,
    edits: Path | None,
    batch: int,
    picture: Path | None,
    quick: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Decode programs in every way and show the figures.

    Raises:
        DeskcheckError: the file is missing or damaged, or there is no such model.
    """
    if quick:
        limit, rounds, max_frames = min(limit, QUICK_PROGRAMS), 1, min(max_frames, QUICK_FRAMES)
    requests = list(islice(_requests(file, max_frames), limit))
    if not requests:
        raise DeskcheckError(f"{file} holds no program to decode")
    from model_runtime.inference.benchmark import run_benchmark
    from model_runtime.inference.checkpoint import load_model
    from model_runtime.inference.local import LocalPredictor

    left_out: dict[str, str] = {}
    chosen = PredictionOptions(max_frames=max_frames, **options)
    edited: list[Edit] = []
    if not quick:
        edited = list(islice(_shipped_edits(max_frames) if edits is None else _edits(edits, max_frames), limit))
    # before the model is here, twice: the process that is measured needs room of its own
    memory = None if quick else _memory(chosen, requests[0], left_out)
    predictor = load_predictor(chosen)
    if not isinstance(predictor, LocalPredictor):
        raise DeskcheckError("only a model in this process can be measured: use --engine local")
    own = predictor.engine.model
    path = find_checkpoint(chosen.model)
    extras: Extras | None = None
    if not quick:
        together = list(islice(_requests(file, FRAMES_TOGETHER), ROUNDS_TOGETHER * batch)) if batch > 1 else []
        extras = _extras(path, together, batch, left_out)
        extras = replace(extras, edits=edited, memory=memory)
    report = run_benchmark(
        predictor,
        load_model(path, device=str(own.device), dtype=own.dtype),
        requests,
        rounds=rounds,
        extras=extras,
        left_out=left_out,
        progress=lambda done, total: click.echo(f"[{done}/{total}] measured", err=True),
    )
    if picture is not None:
        from model_runtime.inference.benchmark_picture import draw_benchmark

        draw_benchmark(report, picture)
    if as_json:
        write_json(_to_json(report))
    else:
        output_console().print(_table(report))
        output_console().print(_table_of_rows(report))


def _extras(path: Path, together: list[PredictionRequest], batch: int, left_out: dict[str, str]) -> "Extras":
    """Prepare what is measured besides."""
    from model_runtime.inference.benchmark import Extras
    from model_runtime.inference.llama_cpp import open_llama_cpp

    if len(together) < 2:
        left_out[f"speedup_batch_{batch}"] = "fewer than two programs to decode together"
    try:
        llama = open_llama_cpp(path)
    except DeskcheckError as error:
        llama = None
        left_out["speedup_over_llama_cpp"] = str(error)
    return Extras(
        together=together if len(together) > 1 else (),
        batch=batch,
        long=[make_request(source, call=call) for source, call in LONG_PROGRAMS],
        llama=llama,
    )


def _memory(options: PredictionOptions, request: PredictionRequest, left_out: dict[str, str]) -> "Memory | None":
    from model_runtime.inference.benchmark_memory import measure_memory
    from model_runtime.inference.loading import is_on_gpu

    if is_on_gpu(options.device):
        left_out["memory_over_weights"] = "the weights are in the memory of the GPU"
        return None
    try:
        return measure_memory(options.model, "cpu", request)
    except DeskcheckError as error:
        left_out["memory_over_weights"] = str(error)
        return None


def _to_json(report: "BenchmarkReport") -> dict[str, Any]:
    from model_runtime.inference.benchmark import BENCHMARK_SCHEMA
    from model_runtime.inference.benchmark_rows import machine_name, rows_of

    return {
        "schema": BENCHMARK_SCHEMA,
        "machine": machine_name(),
        "rows": [asdict(row) for row in rows_of(report)],
        **asdict(report),
    }


def benchmark_lsp(*, model: str | None, device: str, rounds: int, as_json: bool) -> None:
    """Measure the language server over its protocol and show the figures.

    Raises:
        DeskcheckError: there is no such model, or the server does not answer.
    """
    from lsp_server.benchmark import benchmark_to_json, run_lsp_benchmark

    figures = run_lsp_benchmark(
        model=model,
        device=device,
        rounds=rounds,
        progress=lambda what: click.echo(f"measuring: {what}", err=True),
    )
    if as_json:
        write_json(benchmark_to_json(figures))
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
    for seed in _shipped():
        yield make_request(seed.source, call=seed.pins[0], max_frames=max_frames)


def _shipped() -> "Iterator[Seed]":
    """Give the programs that come with deskcheck, of all files in turn."""
    from model_runtime.training.candidates import parse_seeds
    from model_runtime.training.corpus import SEEDS

    files = [parse_seeds(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.py"))]
    for seeds in zip_longest(*files):
        yield from (seed for seed in seeds if seed is not None and not seed.pins[0].startswith("list("))


def _shipped_edits(max_frames: int) -> "Iterator[Edit]":
    """Give edits of the shipped programs, the same every time."""
    from model_runtime.inference.benchmark import Edit
    from model_runtime.training.mutation import mutate

    for number, seed in enumerate(_shipped()):
        source = ast.unparse(ast.parse(seed.source)) + "\n"  # as `mutate` writes it
        edited = mutate(source, random.Random(number))
        try:
            if edited is not None:
                pair = (make_request(text, call=seed.pins[0], max_frames=max_frames) for text in (source, edited))
                yield Edit(*pair)
        except DeskcheckError:
            continue


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
    table = Table(title=f"{report.model}: {report.programs} programs, {report.rounds} rounds", title_justify="left")
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


def _table_of_rows(report: "BenchmarkReport") -> Table:
    from model_runtime.inference.benchmark_rows import machine_name, rows_of

    table = Table(title=machine_name(), title_justify="left")
    for heading in ("figure", "value", "unit", "of"):
        table.add_column(heading, justify="right" if heading == "value" else "left")
    for row in rows_of(report):
        table.add_row(row.name, f"{row.value:g}", "" if row.unit == "1" else row.unit, row.note)
    for name, reason in report.left_out.items():
        table.add_row(name, "", "", f"left out: {reason}")
    return table


def _table_of_figures(figures: "list[Figure]") -> Table:
    table = Table(title="the language server, over its protocol", title_justify="left")
    for heading in ("figure", "value", "at most", "note"):
        table.add_column(heading, justify="right" if heading in ("value", "at most") else "left")
    for figure in figures:
        value = f"{figure.value:.3f}" if figure.is_met else f"[bold red]{figure.value:.3f}[/]"
        table.add_row(figure.name, value, "" if figure.at_most is None else f"{figure.at_most:g}", figure.note)
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
