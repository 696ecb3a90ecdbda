"""Training in short slots on a borrowed GPU: what goes there, the stages that run there, what comes back.

    here   python -m model_runtime.training.gpu_job prepare JOB --start CHECKPOINT --pack PACK...
    there  python -m model_runtime.training.gpu_job receive JOB/load-1 --work WORK       (for each load)
    there  python -m model_runtime.training.gpu_job stage --work WORK --out OUT --minutes 20 --stage-minutes 7
    here   python -m model_runtime.training.gpu_job collect OUT --into CHECKPOINT

A machine for half an hour takes commands of a few minutes and little data at a time. So the start and the packed
corpora travel as a bundle in loads, and every stage is one command that goes on where the one before stopped: it trains
for so many minutes, or less when it is interrupted, saves, and leaves the model at four bits in OUT as a bundle. The
learning rate follows the share of `--minutes` (all stages together), which may be made shorter in a later stage: the
run then anneals earlier. When the machine is lost between two stages, what OUT last held is collected, prepared as the
start of a new one, and goes on from there without the optimizer's moments.

A model that comes back at four bits was trained for that: under the noise that rounding adds (`rounding_noise`).

Where what travels is the working tree beside a load, with 64 MiB for both, the embedded model in the tree leaves no
room: move `checkpoints/embedded/model.safetensors` out of it until the job is done. `prepare` needs it no more then,
and no code that runs there does. Half an hour holds 20 minutes of training: two loads, three exports of a checkpoint
with their way back, and the start of the machine take the rest.

Needs torch, transformers, tokenizers, safetensors and NumPy, nothing else: that is all such a machine has.
"""

import argparse
import json
import math
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from model_runtime.errors import DeskcheckError
from model_runtime.training.bundle import missing_parts, unpack_bundle, write_bundle
from model_runtime.training.packed import is_pack
from model_runtime.training.pipeline import RunOptions, compare_stored, n_parameters, run, store
from model_runtime.training.throughput import Throughput, peak_flops
from model_runtime.training.train import TrainOptions, read_state

LOAD_MIB = 56  # of one load; the code needs the rest of what may travel at once
CHECKPOINT_FILES = ("config.json", "tokenizer.json", "deskcheck.json", "model.safetensors")
RUN_FILES = ("train_state.json", "curve.jsonl")  # a collected run brings them, too


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did; `utilisation` is of the machine's own rate at large bf16 products, measured beside it."""

    stage: int
    finished: bool  # the whole run, not only this stage
    step: int
    tokens: int  # of all stages
    stage_tokens: int
    stage_s: float  # training alone
    tokens_per_s: float
    parameters: int
    flops_per_token: int  # 6 a parameter: forward and backward of the products alone
    peak_flops: float
    utilisation: float
    heldout_full: dict[str, float]
    heldout_stored: dict[str, float]
    same_frames: float  # share of held-out frames that both decide alike, greedy


def prepare(job: Path, *, start: Path, packs: Sequence[Path], load_mib: float = LOAD_MIB) -> list[Path]:
    """Bundle a start and packed corpora and spread the parts over loads that travel one at a time; give the loads.

    Raises:
        DeskcheckError: the start or a pack is not what it should be.
    """
    members = {f"start/{name}": start / name for name in CHECKPOINT_FILES}
    members |= {f"run/{name}": start / name for name in RUN_FILES if (start / name).exists()}
    for number, folder in enumerate(packs):
        if not is_pack(folder):
            raise DeskcheckError(f"{folder} is no packed corpus: make one with `deskcheck corpus pack`")
        files = [folder / "pack.json", *sorted(folder.glob("part-*.npz.xz"))]
        members |= {f"packs/{number}/{path.name}": path for path in files}
    if job.exists() and any(job.iterdir()):
        raise DeskcheckError(f"{job} is not empty: give a new folder for the loads")
    parts = write_bundle(members, job / "all", part_bytes=min(15 << 20, math.floor(load_mib * (1 << 20))))
    loads: list[Path] = []
    room = 0.0
    for part in parts:
        size = part.stat().st_size
        if size > room:
            loads.append(job / f"load-{len(loads) + 1}")
            loads[-1].mkdir()
            shutil.copyfile(job / "all" / "bundle.json", loads[-1] / "bundle.json")
            room = load_mib * (1 << 20)
        part.replace(loads[-1] / part.name)
        room -= size
    shutil.rmtree(job / "all")
    return loads


def receive(load: Path, work: Path) -> list[str]:
    """Take in a load; unpack when it was the last one. Give the parts that are still missing.

    Raises:
        DeskcheckError: the load is damaged.
    """
    inbox = work / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for path in sorted(load.glob("bundle.*")):
        shutil.copyfile(path, inbox / path.name)
    missing = missing_parts(inbox)
    if not missing:
        unpack_bundle(inbox, work)
        shutil.rmtree(inbox)
    return missing


def stage(work: Path, out: Path, options: TrainOptions, *, cancelled: threading.Event, name: str) -> StageReport:
    """Train for one stage and leave the model at four bits in `out`, with the report.

    Raises:
        DeskcheckError: loads are missing or damaged.
    """
    packs = tuple(sorted(path for path in (work / "packs").glob("*") if is_pack(path)))
    if not packs or not (work / "start" / "model.safetensors").exists():
        raise DeskcheckError(f"{work} lacks the start or the corpora: receive every load first")
    training = replace(options, start=work / "start", out=work / "run")
    before = read_state(work / "run")
    chosen = RunOptions(packs, training)
    trained = run(chosen, progress=_say, cancelled=cancelled.is_set)
    state, export = trained.state, work / "export"
    store(work / "run", export, name=name)
    for file in RUN_FILES:
        shutil.copyfile(work / "run" / file, export / file)
    (export / "stage.json").unlink(missing_ok=True)  # of the stage before
    _bundle(export, out)  # before anything is measured: what was trained is not to be lost
    full, stored, same = compare_stored(work / "run", export, heldout=trained.heldout, device=options.device)
    parameters = n_parameters(work / "run")
    stage_s, stage_tokens = state.elapsed_s - before.elapsed_s, state.tokens - before.tokens
    rate = stage_tokens / max(stage_s, 1e-9)
    throughput = Throughput(parameters, peak_flops(options.device), rate)
    is_finished = state.elapsed_s >= 60 * (options.minutes or math.inf) or state.step >= (options.steps or math.inf)
    report = StageReport(
        stage=_count_stage(work),
        finished=is_finished and not cancelled.is_set(),
        step=state.step,
        tokens=state.tokens,
        stage_tokens=stage_tokens,
        stage_s=round(stage_s, 1),
        tokens_per_s=round(rate, 1),
        parameters=parameters,
        flops_per_token=throughput.flops_per_token,
        peak_flops=throughput.peak_flops,
        utilisation=round(throughput.utilisation, 4),
        heldout_full=asdict(full),
        heldout_stored=asdict(stored),
        same_frames=round(same, 4),
    )
    (export / "stage.json").write_text(json.dumps(asdict(report), indent=1) + "\n", encoding="utf-8")
    _bundle(export, out)
    return report


def _bundle(export: Path, out: Path) -> None:
    write_bundle({path.name: path for path in export.iterdir()}, out)


def collect(out: Path, into: Path) -> dict[str, Any]:
    """Unpack what a stage left into a checkpoint folder, and give its report: {} if it was cut off while it measured.

    Raises:
        DeskcheckError: parts are missing or damaged.
    """
    unpack_bundle(out, into)
    path = into / "stage.json"
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return report


def _count_stage(work: Path) -> int:
    path = work / "stages.json"
    number = (json.loads(path.read_text(encoding="utf-8")) if path.exists() else 0) + 1
    path.write_text(json.dumps(number), encoding="utf-8")
    return int(number)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb of the job; errors take one line and exit status 1."""
    options = _parser().parse_args(arguments)
    try:
        match options.verb:
            case "prepare":
                for load in prepare(options.job, start=options.start, packs=options.pack, load_mib=options.load_mib):
                    print(load)
            case "receive":
                missing = receive(options.load, options.work)
                print(f"waiting for {', '.join(missing)}" if missing else "all is there")
            case "stage":
                report = _interruptible_stage(options)
                print(json.dumps(asdict(report)))
            case _:
                print(json.dumps(collect(options.out, options.into)))
    except DeskcheckError as error:
        print(f"gpu_job: {error}", file=sys.stderr)
        return 1
    return 0


def _interruptible_stage(options: argparse.Namespace) -> StageReport:
    cancelled = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        cancelled.set()
        _say("interrupted: saving and exporting")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        training = TrainOptions(
            start=options.work,
            out=options.work,
            steps=options.steps,
            minutes=options.minutes,
            stage_minutes=options.stage_minutes,
            batch_tokens=options.batch_tokens,
            learning_rate=options.learning_rate,
            warmup_steps=options.warmup_steps,
            row_warmup_steps=0,
            decay_share=options.decay_share,
            seed=options.seed,
            save_minutes=options.save_minutes,
            device=options.device,
            storage_noise=True,
            compiled=options.compiled,
        )
        return stage(options.work, options.out, training, cancelled=cancelled, name=options.name)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gpu_job", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("prepare", help="Bundle a start and packed corpora into loads.")
    verb.add_argument("job", type=Path)
    verb.add_argument("--start", type=Path, required=True)
    verb.add_argument("--pack", type=Path, action="append", required=True)
    verb.add_argument("--load-mib", type=float, default=LOAD_MIB)
    verb = verbs.add_parser("receive", help="Take in one load.")
    verb.add_argument("load", type=Path)
    verb.add_argument("--work", type=Path, required=True)
    verb = verbs.add_parser("stage", help="Train for one stage, export to OUT.")
    verb.add_argument("--work", type=Path, required=True)
    verb.add_argument("--out", type=Path, required=True)
    size = verb.add_mutually_exclusive_group(required=True)
    size.add_argument("--minutes", type=float, help="training minutes of all stages together")
    size.add_argument("--steps", type=int, help="steps of all stages together (deterministic)")
    verb.add_argument("--stage-minutes", type=float, help="of this stage; to the end when left out")
    verb.add_argument("--batch-tokens", type=int, default=32_768)
    verb.add_argument("--learning-rate", type=float, default=8e-4)
    verb.add_argument("--warmup-steps", type=int, default=150)
    verb.add_argument("--decay-share", type=float, default=0.8)
    verb.add_argument("--save-minutes", type=float, default=3.0)
    verb.add_argument("--seed", type=int, default=0)
    verb.add_argument("--name", default="deskcheck-small")
    verb.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    verb.add_argument("--compiled", action="store_true", help="by torch.compile: a minute that pays on a long stage")
    verb = verbs.add_parser("collect", help="Unpack what a stage left.")
    verb.add_argument("out", type=Path)
    verb.add_argument("--into", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
