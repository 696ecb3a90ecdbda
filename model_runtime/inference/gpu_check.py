"""Check the large model's shape on a GPU with random weights: load, decode, verify, prefill, beside the plan.

Run: `python -m model_runtime.inference.gpu_check [--config CONFIG.json] [--quantization nf4]`. Weights are made
layer by layer on the device and quantized there, so that nothing is read and the full-precision model is nowhere.
Speed depends on the shape alone, not on what the weights say. Figures stand beside the memory-traffic floor
(`model_plan.floor_ms`) and what the plan expects. Runs on a processor, too, with a small configuration.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import read_config
from model_runtime.inference.engine import Engine
from model_runtime.model_plan import (
    CPU_BANDWIDTH,
    CWM,
    PREFILL_TOKENS,
    Machine,
    ModelShape,
    floor_ms,
    known_gpu,
    pass_ms,
    shape_of,
)

CHECK_SCHEMA = "deskcheck.gpu_check/1"
DRAFTS = (8, 32, 128)
PREFILLS = (2048, 8192)
CONTEXT = 1024  # tokens in the cache while single passes are timed
ROUNDS = 10


def random_model(config: CwmConfig, *, device: str, quantization: str) -> CwmForCausalLM:
    """Make a model with random weights on a device, its projections quantized as they are made."""
    dtype = torch.bfloat16 if device != "cpu" else torch.float32
    with torch.device("meta"):
        model = CwmForCausalLM(config).to(dtype)
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and name.endswith("_proj") and quantization != "none":
            parent = model.get_submodule(name.rpartition(".")[0])
            setattr(parent, name.rpartition(".")[2], _quantized_linear(module, dtype, device, quantization))
    for name, weight in list(model.named_parameters()):
        if weight.is_meta:
            values = torch.empty(weight.shape, dtype=dtype, device=device)
            values = values.fill_(1.0) if "norm" in name else values.normal_(std=0.02)
            owner = model.get_submodule(name.rpartition(".")[0])
            setattr(owner, name.rpartition(".")[2], nn.Parameter(values, requires_grad=False))
    if config.tie_word_embeddings:
        model.tie_weights()
    model.model.rotary_emb = type(model.model.rotary_emb)(config=config).to(device)
    made: CwmForCausalLM = model.eval()
    return made


def _quantized_linear(module: nn.Linear, dtype: torch.dtype, device: str, quantization: str) -> nn.Module:
    import bitsandbytes as bnb

    weight = torch.empty((module.out_features, module.in_features), dtype=dtype, device=device).normal_(std=0.02)
    sizes = (module.in_features, module.out_features)
    if quantization == "int8":
        made = bnb.nn.Linear8bitLt(*sizes, bias=False, has_fp16_weights=False, threshold=6.0)
        made.weight = bnb.nn.Int8Params(weight.cpu(), requires_grad=False, has_fp16_weights=False)
    else:
        made = bnb.nn.Linear4bit(*sizes, bias=False, compute_dtype=dtype, compress_statistics=True, quant_type="nf4")
        made.weight = bnb.nn.Params4bit(weight, requires_grad=False, compress_statistics=True, quant_type="nf4")
    quantized: nn.Module = made.to(device)
    return quantized


def check(
    config: CwmConfig,
    shape: ModelShape,
    machine: Machine,
    *,
    device: str,
    quantization: str,
    context: int = CONTEXT,
    drafts: Sequence[int] = DRAFTS,
    prefills: Sequence[int] = PREFILLS,
    rounds: int = ROUNDS,
) -> dict[str, Any]:
    """Measure, and give the figures as rows: name, value, unit, and where there is one floor and plan."""
    is_gpu = device != "cpu"
    if is_gpu:
        torch.cuda.reset_peak_memory_stats()
    started = time.perf_counter()
    engine = Engine(random_model(config, device=device, quantization=quantization))
    _wait(is_gpu)
    rows = [_row("load_seconds", time.perf_counter() - started, "s")]
    if is_gpu:
        rows.append(
            _row("weights_bytes", torch.cuda.memory_allocated(), "B", planned=shape.weights_bytes(quantization))
        )
    ids = [idx % (config.vocab_size - 1) for idx in range(max(*prefills, context, 1) + max(drafts) + 1)]
    _prefill(engine, ids[:context])
    for n_draft in (0, *drafts):
        timed = _median_ms(
            lambda n=n_draft: engine.forward(ids[context : context + n + 1], n_logits=n + 1),  # type: ignore[misc]
            undo=lambda: engine.rollback(context),
            rounds=rounds,
            is_gpu=is_gpu,
        )
        name = f"verify_{n_draft}_ms" if n_draft else "token_ms"
        rows.append(_row(name, timed, "ms", **_expected(shape, machine, quantization, n_draft + 1, context)))
    for n_tokens in prefills:
        timed = _median_ms(
            lambda n=n_tokens: _prefill(engine, ids[:n]),  # type: ignore[misc]
            undo=engine.reset,
            rounds=max(1, rounds // 5),
            is_gpu=is_gpu,
            before=engine.reset,
        )
        rows.append(_row(f"prefill_{n_tokens}_ms", timed, "ms"))
    by_name = {row["name"]: row["value"] for row in rows}
    for n_draft in drafts:
        rows.append(_row(f"verify_{n_draft}_over_token", by_name[f"verify_{n_draft}_ms"] / by_name["token_ms"], "1"))
    if is_gpu:
        rows.append(_row("peak_bytes", torch.cuda.max_memory_allocated(), "B"))
    return {"schema": CHECK_SCHEMA, "machine": machine.name, "quantization": quantization, "rows": rows}


def _prefill(engine: Engine, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), PREFILL_TOKENS):
        engine.forward(ids[start : start + PREFILL_TOKENS])


def _expected(shape: ModelShape, machine: Machine, quantization: str, n_new: int, context: int) -> dict[str, float]:
    options = {"n_new": n_new, "context": context}
    return {
        "floor": floor_ms(shape, machine, quantization, **options),
        "planned": pass_ms(shape, machine, quantization, **options),
    }


def _median_ms(
    work: Callable[[], object],
    *,
    undo: Callable[[], object],
    rounds: int,
    is_gpu: bool,
    before: Callable[[], object] = lambda: None,
) -> float:
    times = []
    for round_ in range(rounds + 1):  # the first warms up
        before()
        _wait(is_gpu)
        started = time.perf_counter()
        work()
        _wait(is_gpu)
        if round_:
            times.append(1000 * (time.perf_counter() - started))
        undo()
    return statistics.median(times)


def _wait(is_gpu: bool) -> None:
    if is_gpu:
        torch.cuda.synchronize()


def _row(name: str, value: float, unit: str, *, floor: float | None = None, planned: float | None = None) -> Any:
    row = {"name": name, "value": value, "unit": unit, "floor": floor, "planned": planned}
    return row | {"over_plan": value / planned if planned else None}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the check and write its figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--config", type=Path, help="config.json of another shape; facebook/cwm's when left out")
    parser.add_argument("--quantization", choices=["none", "int8", "nf4"], default="nf4")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--bandwidth", type=float, help="GB/s of its memory, where the GPU is not a known one")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--context", type=int, default=CONTEXT)
    parser.add_argument("--prefill", type=int, nargs="+", default=list(PREFILLS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    config = read_config(options.config.parent) if options.config else CwmConfig()
    shape = shape_of(options.config) if options.config else CWM
    try:
        machine = _machine(options.device, options.bandwidth)
    except DeskcheckError as error:
        sys.exit(f"deskcheck: {error}")
    found = check(
        config,
        shape,
        machine,
        device=options.device,
        quantization=options.quantization,
        rounds=options.rounds,
        context=options.context,
        prefills=options.prefill,
    )
    if options.json:
        print(json.dumps(found))
        return
    print(f"{shape.name} as {options.quantization} with random weights on {machine.name}")
    for row in found["rows"]:
        beside = "".join(f"   {key} {row[key]:.2f}" for key in ("floor", "planned", "over_plan") if row[key])
        print(f"{row['name']:<22} {row['value']:>16.2f} {row['unit']:<3}{beside}")


def _machine(device: str, bandwidth: float | None) -> Machine:
    if device == "cpu":
        return Machine("CPU", 0, bandwidth or CPU_BANDWIDTH, is_gpu=False)
    if not torch.cuda.is_available():
        raise DeskcheckError("this torch sees no GPU: see `deskcheck doctor`, or give --device cpu and a --config")
    name = torch.cuda.get_device_name()
    known = known_gpu(name)
    if bandwidth is None and known is None:
        raise DeskcheckError(f"the memory bandwidth of {name} is not known: give --bandwidth")
    total = int(torch.cuda.get_device_properties(0).total_memory)
    return Machine(name, total, bandwidth or (known or (0.0, 0.0))[0])


if __name__ == "__main__":
    main()
