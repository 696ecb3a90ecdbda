"""What `model plan` writes: what a model needs, whether it fits, how fast it may be, and the command to run."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from model_runtime.checkpoint_folder import checkpoint_folder, missing_checkpoint
from model_runtime.cli_traces import output_console, write_json
from model_runtime.errors import DeskcheckError
from model_runtime.model_plan import (
    EFFICIENCY,
    GIB,
    GPUS,
    KNOWN,
    QUANTIZATIONS,
    TOKENS_PER_FRAME,
    TOKENS_PER_PASS,
    Estimate,
    Machine,
    ModelShape,
    estimate,
    known_gpu,
    read_bytes,
    shape_of,
    this_machine,
)

PLAN_SCHEMA = "deskcheck.plan/1"
MAX_GPUS = 16


def plan(
    model: str,
    *,
    context: int,
    quantization: str | None,
    memory: str | None,
    bandwidth: float | None,
    gpu: str | None,
    tokens_per_pass: float | None,
    as_json: bool,
) -> bool:
    """Write a plan; tell whether the model fits.

    Raises:
        DeskcheckError: there is no such model, or an amount cannot be read.
    """
    shape = find_shape(model)
    machine = _machine(memory, bandwidth, gpu)
    if context > shape.positions:
        raise DeskcheckError(f"{shape.name} knows {shape.positions} positions, a context of {context} is more")
    per_pass = tokens_per_pass or TOKENS_PER_PASS
    estimates = [estimate(shape, machine, kind, context=context, tokens_per_pass=per_pass) for kind in _kinds(shape)]
    chosen = choose(estimates, quantization)
    command = command_for(model, shape, machine, chosen, context)
    assumptions = {
        "bandwidth_gb_s": machine.bandwidth,
        "efficiency": EFFICIENCY,
        "tokens_per_frame": TOKENS_PER_FRAME,
        "tokens_per_pass": per_pass,
        "draft_tokens": 32,
    }
    if as_json:
        document = {"schema": PLAN_SCHEMA, "model": shape.name, "parameters": shape.parameters, "context": context}
        document |= {"machine": machine.name, "memory_bytes": machine.memory_bytes, **asdict(chosen)}
        document |= {"command": command, "assumptions": assumptions, "options": [asdict(one) for one in estimates]}
        write_json(document)
    else:
        _show(shape, machine, estimates, chosen, command, context=context, assumptions=assumptions)
    return chosen.fits


def find_shape(model: str) -> ModelShape:
    """Find the shape of a model: a folder, a `config.json`, a model that was fetched, or a known name.

    Raises:
        DeskcheckError: there is no such model.
    """
    path = Path(model).expanduser()
    if path.is_file():
        return shape_of(path)
    folder = checkpoint_folder(model)
    if folder.is_dir():
        return shape_of(folder, name=model if model in KNOWN else None)
    if model in KNOWN:
        return KNOWN[model]
    raise DeskcheckError(missing_checkpoint(model, folder))


def choose(estimates: list[Estimate], wanted: str | None) -> Estimate:
    """Take the quantization that is wanted, else the most exact one that fits, else the smallest."""
    if wanted is not None:
        return next((one for one in estimates if one.quantization == wanted), estimates[0])
    return next((one for one in estimates if one.fits), min(estimates, key=lambda one: one.needed_bytes))


def command_for(model: str, shape: ModelShape, machine: Machine, chosen: Estimate, context: int) -> str:
    """Give the command to run: here where it fits, else on a server of several GPUs and here."""
    if chosen.fits:
        device = "cuda" if machine.is_gpu else "cpu"
        quantization = chosen.quantization if shape.quantization == "none" else "none"
        return f"deskcheck predict FILE --model {model} --device {device} --quantization {quantization}"
    n = next((n for n in (1, 2, 4, 8, MAX_GPUS) if _fits_in_parallel(shape, machine, n, context)), MAX_GPUS)
    serve = f"vllm serve {model} --tensor-parallel-size {n} --max-model-len {context}"
    return f"{serve}; deskcheck predict FILE --model {model} --engine remote --url http://HOST:8000"


def _fits_in_parallel(shape: ModelShape, machine: Machine, n: int, context: int) -> bool:
    share = (shape.weights_bytes("none") + shape.kv_bytes(context)) / n
    return share + shape.workspace_bytes(context) < 0.9 * machine.memory_bytes  # vLLM's default share of a GPU


def _kinds(shape: ModelShape) -> tuple[str, ...]:
    return QUANTIZATIONS if shape.quantization == "none" else (shape.quantization,)


def _machine(memory: str | None, bandwidth: float | None, gpu: str | None) -> Machine:
    known = known_gpu(gpu) if gpu else None
    if gpu and known is None:
        raise DeskcheckError(f"no figures of a GPU {gpu!r} are known: give --bandwidth and --memory; known: {_names()}")
    here = Machine(str(gpu), round(known[1] * GIB), known[0]) if known else this_machine()
    if memory is None and bandwidth is None:
        return here
    is_gpu = here.is_gpu or memory is not None
    try:
        n_bytes = here.memory_bytes if memory is None else read_bytes(memory)
    except ValueError as error:
        raise DeskcheckError(str(error)) from error
    speed = bandwidth or (here.bandwidth if here.is_gpu else GPUS["H100"][0])
    name = here.name if here.is_gpu else "a GPU" if bandwidth else "a GPU as fast as an H100"
    return Machine(name, n_bytes, speed, is_gpu=is_gpu)


def _names() -> str:
    return ", ".join(GPUS)


def _show(
    shape: ModelShape,
    machine: Machine,
    estimates: list[Estimate],
    chosen: Estimate,
    command: str,
    *,
    context: int,
    assumptions: dict[str, Any],
) -> None:
    console = output_console()
    window = f", window {shape.window} in {shape.sliding} of them" if shape.window and shape.sliding else ""
    console.print(
        f"{shape.name}: {shape.parameters / 1e9:.2f}B parameters, {shape.layers} layers{window}; on {machine.name} "
        f"with {machine.memory_bytes / GIB:.1f} GiB at {machine.bandwidth:.0f} GB/s",
        soft_wrap=True,
    )
    table = Table(box=None, pad_edge=False)
    for name in ("", "weights", f"KV at {context}", "reserved", "work", "margin", "one token", "33 tokens", "frames/s"):
        table.add_column(name, justify="right" if name else "left")
    for one in estimates:
        sizes = (one.weights_bytes, one.kv_cache_bytes, one.kv_cache_reserved_bytes, one.workspace_bytes)
        table.add_row(
            Text(one.quantization, "bold" if one is chosen else ""),
            *(f"{size / GIB:.1f} GiB" for size in sizes),
            Text(f"{one.margin_bytes / GIB:+.1f} GiB", "green" if one.fits else "red"),
            f"{one.token_ms:.1f} ms",
            f"{one.verify_ms:.1f} ms",
            f"{one.frames_per_second:.1f}",
        )
    console.print(table)
    console.print(
        f"The cache keeps every position, to roll back to any; forgetting behind the window it would take "
        f"{chosen.kv_cache_window_bytes / GIB:.1f} GiB. It doubles its room when it is full: reserved.\n"
        f"Speed by memory traffic, at {100 * assumptions['efficiency']:.0f} % of the bandwidth, "
        f"{assumptions['tokens_per_frame']:.0f} tokens a frame, {assumptions['tokens_per_pass']:.0f} tokens a pass "
        f"with drafts of {assumptions['draft_tokens']}. 4-bit weights are unpacked in memory for more than 8 tokens.",
        soft_wrap=True,
    )
    verdict = f"{chosen.quantization} fits" if chosen.fits else f"it does not fit, not even as {chosen.quantization}"
    console.print(Text(verdict + ":", "bold"))
    for part in command.split("; "):
        click.echo(f"  {part}")
