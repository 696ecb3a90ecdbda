"""What `evaluate`, `corpus` and `train` do: options to requests, progress to standard error."""

import contextlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from model_runtime.calibration import CALIBRATION_FILE
from model_runtime.cli_traces import PredictionOptions, load_predictor, output_console, write_json
from model_runtime.errors import DeskcheckError
from model_runtime.training import corpus as traces
from model_runtime.training import packages

if TYPE_CHECKING:
    from model_runtime.training.evaluation import StepPredictor

SAME_REQUEST_S = 0.5  # interrupts so close are one


def build_corpus(*, seeds: Path | None, package_names: tuple[str, ...], **options: Any) -> None:
    """Record a corpus and report what it holds.

    Raises:
        DeskcheckError: an input is missing.
    """
    chosen = traces.CorpusOptions(package_names=package_names or None, **options)
    if seeds is not None:
        chosen = replace(chosen, seeds=seeds)
    _write_report(asdict(traces.build(chosen, progress=_show_unit)))


def report_corpus(folder: Path, *, tokens: bool, as_json: bool) -> None:
    """Report what a corpus holds.

    Raises:
        DeskcheckError: the folder holds no corpus.
    """
    counts = asdict(traces.report(folder))
    if tokens:
        from model_runtime.checkpoint_folder import EMBEDDED
        from model_runtime.training.encoding import count_tokens

        by_source = count_tokens(folder, EMBEDDED)
        by_kind: Counter[str] = Counter()
        for (kind, source), n_tokens in by_source.items():
            by_kind[kind] += n_tokens
            counts["sources"][source]["tokens"] = n_tokens
        counts["tokens_by_kind"] = dict(by_kind.most_common())
    if as_json:
        write_json({"schema": "deskcheck.corpus/1", **counts})
    else:
        _write_report(counts)


def pack_corpora(corpora: tuple[Path, ...], *, start: Path, out: Path, max_tokens: int) -> None:
    """Pack corpora for a checkpoint's tokenizer.

    Raises:
        DeskcheckError: a corpus or the checkpoint is missing or damaged.
    """
    from model_runtime.training.encoding import pack

    facts = pack(corpora, start, out, max_tokens=max_tokens)
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(facts["tokens"].items()))
    click.echo(
        f"{facts['samples']} samples of {facts['functions']} functions, {sum(facts['tokens'].values())} tokens "
        f"({kinds}) in {facts['parts']} parts"
    )


def fetch_packages(folder: Path, package_names: tuple[str, ...], installed: tuple[Path, ...]) -> None:
    """Copy or download packages to trace, and say which are refused for their licence or not to be had.

    Raises:
        DeskcheckError: there is not one that can be traced.
    """
    options = packages.FetchOptions(folder, package_names or None)
    if installed:
        options = replace(options, installed=(*installed, *options.installed))
    done = packages.fetch(options, progress=lambda fetched: _say(str(fetched)))
    by_state = {
        state: [item.name for item in done if item.state == state]
        for state in ("copied", "fetched", "there", "refused", "failed")
    }
    _say("; ".join(f"{state}: {len(names)}" for state, names in by_state.items() if names))
    if by_state["failed"]:
        _say(f"not to be had: {', '.join(by_state['failed'])}")
    if len(by_state["refused"]) + len(by_state["failed"]) == len(done):
        raise DeskcheckError("none of the packages can be traced: see the reasons above")


def fingerprint_benchmarks(benchmarks: tuple[Path, ...], out: Path | None) -> None:
    """Hash benchmark files.

    Raises:
        DeskcheckError: a file is missing or unreadable.
    """
    options = traces.FingerprintOptions(benchmarks) if out is None else traces.FingerprintOptions(benchmarks, out)
    traces.fingerprint(options)
    click.echo(str(options.out))


def train(
    *,
    corpora: tuple[Path, ...],
    max_tokens: int,
    tokens: tuple[tuple[str, int], ...],
    per_function: int | None,
    store: Path | None,
    name: str,
    dry_run: bool,
    **options: Any,
) -> bool:
    """Train a model; the first Ctrl-C saves and stops. Tells whether the run came to its end.

    A dry run only says what it would train on, and how fast.

    Raises:
        DeskcheckError: a corpus or the start is missing or damaged, or the run has no size.
    """
    from model_runtime.training.mixture import Mixture
    from model_runtime.training.pipeline import RunOptions, plan, run
    from model_runtime.training.train import TrainOptions

    with _stoppable("saving after this step") as stopped:
        mixture = Mixture(dict(tokens), per_function)
        chosen = RunOptions(corpora, TrainOptions(**options), max_tokens, mixture, store, name)
        if dry_run:
            plan(chosen, progress=_say)
            return True
        run(chosen, progress=_say, cancelled=stopped.is_set)
    return not stopped.is_set()


def evaluate(
    file: Path,
    *,
    limit: int | None,
    mode: str,
    baseline_only: bool,
    as_json: bool,
    pure_neural: bool,
    picture: Path | None,
    batch: int,
    **options: Any,
) -> bool:
    """Measure the model and the baseline on a benchmark file; the first Ctrl-C ends with what there is.

    Raises:
        DeskcheckError: the file is missing or damaged, or there is no such model.
    """
    from model_runtime.training import evaluation
    from model_runtime.training.benchmark_file import read_benchmark
    from model_runtime.training.persistence import PersistencePredictor

    samples = read_benchmark(file, limit)
    model = "none"
    predictors: list[StepPredictor] = [PersistencePredictor()]
    if not baseline_only:
        model, measured = _measured_model(PredictionOptions(pure_neural=pure_neural, **options))
        predictors.insert(0, measured)
    with _stoppable("ending after this sample") as stopped:
        report = evaluation.evaluate(
            samples,
            predictors,
            set_name=file.name.removesuffix(".gz").removesuffix(".jsonl"),
            model=model,
            modes=evaluation.MODES if mode == "both" else (mode,),
            assist=not (pure_neural or baseline_only),
            progress=_show_samples,
            cancelled=stopped.is_set,
            batch=batch,
        )
    if as_json:
        write_json(evaluation.report_to_json(report))
    else:
        output_console().print(evaluation.render_report(report))
    if picture is not None:
        from model_runtime.training.reliability_picture import draw_reliability

        draw_reliability(report.rows, picture)
    return not report.cancelled


def evaluate_regrounding(
    file: Path, *, limit: int | None, pure_neural: bool, as_json: bool, model: str | None, **options: Any
) -> None:
    """Measure what a real stop is worth.

    Raises:
        DeskcheckError: the file is missing or damaged, or there is no such model.
    """
    from model_runtime.inference.local import LocalPredictor
    from model_runtime.training import regrounding
    from model_runtime.training.benchmark_file import read_benchmark

    samples = read_benchmark(file, limit)
    predictor = load_predictor(PredictionOptions(model=model, pure_neural=pure_neural, **options))
    if not isinstance(predictor, LocalPredictor):
        raise DeskcheckError("only a model in this process can be measured: use --engine local")
    gains = regrounding.measure(predictor, samples, pure_neural=pure_neural, progress=_show_samples)
    name = file.name.removesuffix(".gz").removesuffix(".jsonl")
    rows = regrounding.rows(gains, name, assist=not pure_neural)
    if as_json:
        write_json({"schema": "deskcheck.evaluation/1", "model": predictor.model_name, "rows": rows})
        return
    for gain in gains:
        click.echo(
            f"{gain.steps:>2} steps after a stop, n={gain.n}: from the start {gain.from_start:.1%}, "
            f"from the stop {gain.from_stop:.1%}"
        )


def corpus_from_history(out: Path, *, record: bool, history: Path | None) -> None:
    """Make a corpus of what was kept, and say what it holds.

    Raises:
        DeskcheckError: nothing was kept.
    """
    from model_runtime.training.history_corpus import build_from_history

    counts = build_from_history(out, history=history, records=record)
    click.echo(", ".join(f"{n} {words}" for words, n in counts.items()))


def calibrate(corpora: tuple[Path, ...], *, model: str | None, limit: int, device: str) -> None:
    """Fit the confidence of a checkpoint; the first Ctrl-C fits on what there is.

    Raises:
        DeskcheckError: a corpus or the model is missing or damaged, or there is too little to fit on.
    """
    from model_runtime.checkpoint_folder import find_checkpoint
    from model_runtime.inference.local import LocalPredictor
    from model_runtime.training import calibrate as fitting

    samples = fitting.heldout_samples(corpora, limit=limit)
    predictor = LocalPredictor.open(model, device=device)
    with _stoppable("ending after this sample") as stopped:
        seen = fitting.observe(predictor, samples, progress=_show_samples, cancelled=stopped.is_set)
    calibration = fitting.calibrate(seen)
    folder = find_checkpoint(model)
    calibration.write(folder)
    click.echo(f"{folder / CALIBRATION_FILE}: fitted on {dict(calibration.fitted)}")


def _measured_model(options: PredictionOptions) -> tuple[str, "StepPredictor"]:
    """Open a model as the evaluation sees it, with its name."""
    from model_runtime.inference.local import LocalPredictor
    from model_runtime.inference.teacher_forcing import ModelStepPredictor

    predictor = load_predictor(options)
    if not isinstance(predictor, LocalPredictor):
        raise DeskcheckError("only a model in this process can be measured: use --engine local")
    step_predictor = ModelStepPredictor(predictor, assist=not options.pure_neural, max_frames=options.max_frames)
    return predictor.model_name, step_predictor


@contextlib.contextmanager
def _stoppable(words: str) -> Iterator[threading.Event]:
    """Make the first interrupt a request to stop, which the event tells; a later one stops at once.

    `timeout` sends its signal to the process and to its group, so one request may arrive twice.
    """
    stopped = threading.Event()
    asked_at = 0.0

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked_at
        if stopped.is_set():
            if time.monotonic() - asked_at > SAME_REQUEST_S:
                raise KeyboardInterrupt
            return
        asked_at = time.monotonic()
        stopped.set()
        _say(f"{words}; again to stop at once")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _show_samples(done: int, total: int) -> None:
    if done == total or done % 10 == 0:
        _say(f"[{done}/{total}] samples")


def _show_unit(progress: traces.BuildProgress) -> None:
    state = "was there" if progress.was_there else "recorded"
    _say(f"[{progress.done}/{progress.total}] {progress.unit}: {progress.samples} samples, {state}")


def _write_report(counts: dict[str, Any]) -> None:
    for name, value in counts.items():
        title = name.replace("_", " ")
        if isinstance(value, dict):
            click.echo(f"{title}:")
            for key, count in value.items():
                if isinstance(count, dict):
                    rest = ", ".join(f"{number} {what}" for what, number in count.items() if what != "licence")
                    click.echo(f"  {key:<32} {rest} ({count['licence']})")
                else:
                    click.echo(f"  {key:<32} {count:>9}")
        else:
            click.echo(f"{title + ':':<34} {value:>9}")


def _say(words: str) -> None:
    click.echo(words, err=True)
