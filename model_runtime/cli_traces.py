"""What `predict`, `record` and `compare` do: find the entry point, get the traces, show them.

Decides what is read from the file system and when a program is really run: only for `record` and `compare`.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.live import Live

from model_runtime.checkpoint_folder import checkpoint_name, find_checkpoint
from model_runtime.comparison_page import comparison_page
from model_runtime.divergence_history import keep_trace
from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor
from model_runtime.neighbours import Modules, tests_of
from model_runtime.predictor import (
    Loading,
    PredictionRequest,
    Predictor,
    RemoteServer,
    collect,
    make_request,
    open_predictor,
    read_source,
)
from model_runtime.program.context import Context, FindModule, context_of, no_modules
from model_runtime.program.parser import Program, parse
from model_runtime.prompt import entry_of
from model_runtime.recorder import RecordingLimits, RecordingRequest
from model_runtime.recorder import record as record_run
from model_runtime.render import (
    FrameList,
    LiveTrace,
    comparison_footer,
    comparison_view,
    glyphs_for,
    trace_footer,
    trace_view,
)
from model_runtime.trace.compare import Comparison
from model_runtime.trace.compare import compare as compare_traces
from model_runtime.trace.frames import Outcome, Trace, TraceFrame
from model_runtime.trace.wire import trace_to_json

logger = logging.getLogger(__name__)

COMPARISON_SCHEMA = "deskcheck.comparison/1"
PIPE_WIDTH = 120
LOADING_NOTICE_S = 3.0  # between two lines about a model that is being loaded
REDRAWS_A_SECOND = 10


@dataclass(frozen=True, slots=True)
class Target:
    """A file and perhaps a function of it, read and parsed, with the test files that belong to it."""

    path: Path
    function: str | None
    program: Program
    tests: tuple[Program, ...]


@dataclass(frozen=True, slots=True)
class PredictionOptions:
    """Which model predicts, where, and within which bounds."""

    model: str | None = None
    engine: str = "local"
    device: str = "auto"
    quantization: str = "none"
    url: str | None = None
    served_name: str | None = None
    server_timeout: float = 120.0
    server_patience: float = 60.0
    max_frames: int = 256
    pure_neural: bool = False

    @property
    def server(self) -> RemoteServer | None:
        """Where the model computes, None for this machine.

        Raises:
            DeskcheckError: that is said to be elsewhere, and not where, or the address is none.
        """
        if self.engine != "remote":
            return None
        if self.url is None:
            raise DeskcheckError("--engine remote needs the address of a server: give --url http://HOST:PORT")
        return RemoteServer(self.url, self.served_name, self.server_timeout, self.server_patience)


@dataclass(frozen=True, slots=True)
class RecordingOptions:
    """Which interpreter really runs the program, and within which bounds."""

    python: str = sys.executable
    limits: RecordingLimits = field(default_factory=RecordingLimits)


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How an answer is written: one JSON document, a list of frames, or annotated source; a page besides."""

    as_json: bool = False
    as_frames: bool = False
    page: Path | None = None
    keeps: bool = False  # runs that went otherwise than predicted


def predict(text: str, call: str | None, options: PredictionOptions, output: OutputOptions) -> Trace:
    """Imagine a run and show it.

    Raises:
        DeskcheckError: the file cannot be read, has no such entry point, or there is no such model.
    """
    target = read_target(text)
    trace = _predicted(target, _request(target, call, options), options, output, find_module=Modules().find)
    if output.as_frames and not output.as_json:  # they have been listed as they came
        output_console().print(trace_footer(trace, glyphs_for(output_console())))
    else:
        _show(trace, target.program, output)
    return trace


def record(text: str, call: str | None, options: RecordingOptions, output: OutputOptions) -> Trace:
    """Really run a program and show its trace.

    Raises:
        DeskcheckError: as for `predict`, or the program cannot be run.
    """
    target = read_target(text)
    request = _request(target, call, PredictionOptions())
    if request.call is None:
        raise DeskcheckError(f"{target.program.file} holds no example call of {request.function}: give --call")
    trace = _recorded(target, request.function, request.call, request.why, options)
    _show(trace, target.program, output)
    return trace


def compare(
    text: str, call: str | None, options: PredictionOptions, recording: RecordingOptions, output: OutputOptions
) -> Trace:
    """Imagine a run, really run it, and show both; gives the imagined one, which stands alone when it was cancelled.

    Raises:
        DeskcheckError: as for `predict` and `record`.
    """
    target = read_target(text)
    request = _request(target, call, options)
    predicted = _predicted(target, request, options, output)
    if predicted.outcome is Outcome.CANCELLED:
        _show(predicted, target.program, output)
        return predicted
    recorded = _recorded(target, request.function, predicted.call, predicted.why, recording)
    comparison = compare_traces(predicted.frames, recorded.frames)
    if output.keeps and not comparison.exact:
        keep_trace(target.program.text, recorded)
    if output.page is not None:
        _write_page(output.page, comparison_page(predicted, recorded, comparison, target.program))
    if output.as_json:
        write_json(comparison_to_json(predicted, recorded, comparison))
    else:
        console = output_console()
        console.print(comparison_view(predicted, recorded, comparison, target.program))
        console.print()
        console.print(comparison_footer(predicted, recorded, comparison, glyphs_for(console)))
    return predicted


def load_predictor(options: PredictionOptions) -> Predictor:
    """Open the predictor that options name, saying meanwhile that it takes time.

    Raises:
        DeskcheckError: there is no such model, or what it needs is not installed.
    """
    with _busy("loading the model"):
        return _opened(options, Loading())


def _opened(options: PredictionOptions, loading: Loading) -> Predictor:
    try:
        return open_predictor(
            model=options.model,
            engine=options.engine,
            device=options.device,
            quantization=options.quantization,
            loading=loading,
            server=options.server,
        )
    except ImportError as error:
        raise DeskcheckError(f"the model cannot be loaded, {error}: see `deskcheck doctor`") from error


class LoadingNotice:
    """Says on standard error how far a model is loaded, where that takes long enough to wonder."""

    def __init__(self) -> None:
        self._next = time.monotonic() + LOADING_NOTICE_S

    def __call__(self, share: float) -> None:
        """Take note of how far it is, 0 to 1."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LOADING_NOTICE_S
            click.echo(f"deskcheck: loading the model, {100 * share:.0f} %", err=True)


def recording_options(*, python: str, timeout_s: float, max_frames: int | None = None) -> RecordingOptions:
    """Make the limits of a real run; processor time is limited along with the clock."""
    limits = RecordingLimits(cpu_s=timeout_s, wall_s=timeout_s)
    return RecordingOptions(python, limits if max_frames is None else replace(limits, max_frames=max_frames))


def comparison_to_json(predicted: Trace, recorded: Trace, comparison: Comparison) -> dict[str, Any]:
    """Give the JSON document of a comparison: both traces, the scores, and where they part."""
    return {
        "schema": COMPARISON_SCHEMA,
        "predicted": trace_to_json(predicted),
        "recorded": trace_to_json(recorded),
        "scores": {
            "control": comparison.control,
            "state": comparison.state,
            "of": comparison.of,
            "final_value": comparison.final_value,
            "exact": comparison.exact,
        },
        "first_divergence": comparison.first_divergence and asdict(comparison.first_divergence),
    }


def read_target(text: str) -> Target:
    """Read `FILE[::FUNCTION]` and the tests that go with the file.

    Raises:
        DeskcheckError: the file cannot be read as Python source.
    """
    name, function = text, None
    if "::" in text and not Path(text).exists():
        name, _, function = text.partition("::")
    path = Path(name)
    program = parse(read_source(path), file=_shown_path(path))
    return Target(path, function or None, program, tuple(_tests_of(path)))


def write_json(document: object) -> None:
    """Write the one JSON document of an answer to standard output."""
    click.echo(json.dumps(document))


def _write_page(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise DeskcheckError(f"cannot write {path}: {error.strerror}") from error


# ---------------------------------------------------------------- traces


def _request(target: Target, call: str | None, options: PredictionOptions) -> PredictionRequest:
    return make_request(
        target.program.text,
        file=target.program.file,
        function=target.function,
        call=call,
        tests=target.tests,
        max_frames=options.max_frames,
        pure_neural=options.pure_neural,
    )


def _predicted(
    target: Target,
    request: PredictionRequest,
    options: PredictionOptions,
    output: OutputOptions,
    *,
    find_module: FindModule = no_modules,
) -> Trace:
    """Run a prediction, drawing it meanwhile: frames one a line, a live view in a terminal, or nothing."""
    logger.info("entry point %s, call %s (%s)", request.function, request.call, request.why)
    entry = entry_of(target.program, request.function, request.line)
    context = context_of(target.program, entry, find_module=find_module)
    request = replace(request, source=context.text, line=context.entry_line)
    predictor = lazy_predictor(options)
    console = output_console()
    run = partial(_run, predictor, request, context)
    if output.as_json:
        with _busy(f"predicting {request.call or request.function}"):
            return run()
    if output.as_frames:
        frames = FrameList(glyphs_for(console))
        return run(lambda frame: console.print(frames.line(frame), soft_wrap=True))
    if not console.is_terminal:
        return run()
    picture = LiveTrace(target.program, request.call or request.function)
    with Live(picture, console=console, refresh_per_second=REDRAWS_A_SECOND, transient=True):
        return run(lambda frame: picture.frames.append(frame) if frame.file == target.program.file else None)


def lazy_predictor(options: PredictionOptions) -> Predictor:
    """Open the predictor that options name when it is needed: what follows from the text needs no model.

    Raises:
        DeskcheckError: there is no such model.
    """
    name = checkpoint_name(find_checkpoint(options.model))

    async def load() -> Predictor:
        stop = threading.Event()
        try:
            return await asyncio.to_thread(_opened, options, Loading(LoadingNotice(), stop.is_set))
        except asyncio.CancelledError:  # Ctrl-C: the thread must end, or leaving would wait for it
            stop.set()
            raise

    return ForesightPredictor(load, model_name=name)


def _run(
    predictor: Predictor,
    request: PredictionRequest,
    context: Context,
    on_frame: Callable[[TraceFrame], None] = lambda frame: None,
) -> Trace:
    """Wait for a prediction; Ctrl-C ends it early with what there is."""
    started = time.monotonic()
    trace = asyncio.run(collect(predictor, request, lambda frame: on_frame(context.placed(frame))))
    trace = context.placed_trace(trace)
    if trace.outcome is Outcome.CANCELLED:
        trace = replace(trace, stats=replace(trace.stats, seconds=round(time.monotonic() - started, 3)))
    return trace


def _recorded(target: Target, function: str, call: str, why: str, options: RecordingOptions) -> Trace:
    logger.info("really running %s", call)
    return record_run(
        RecordingRequest(
            source=target.program.text,
            entry=function,
            call=call,
            file=target.program.file,
            why=why,
            limits=options.limits,
            python=options.python,
            search_path=(str(target.path.resolve().parent),),
            site_packages=True,
        )
    )


def _show(trace: Trace, program: Program, output: OutputOptions) -> None:
    if output.as_json:
        write_json(trace_to_json(trace))
        return
    console = output_console()
    if output.as_frames:
        frames = FrameList(glyphs_for(console))
        for frame in trace.frames:
            console.print(frames.line(frame), soft_wrap=True)
    elif trace.frames:
        console.print(trace_view([frame for frame in trace.frames if frame.file == program.file], program))
        console.print()
    console.print(trace_footer(trace, glyphs_for(console)))


# ---------------------------------------------------------------- files and terminals


def _shown_path(path: Path) -> str:
    """Give a path relative to the working directory where it is inside."""
    with contextlib.suppress(ValueError, OSError):
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    return path.as_posix()


def _tests_of(path: Path) -> Iterator[Program]:
    """Read the test files that belong to a file by their names; those that cannot be read are passed over."""
    for test in tests_of(path):
        try:
            yield parse(read_source(test), file=_shown_path(test))
        except DeskcheckError as error:
            logger.info("tests left out: %s", error)


def output_console() -> Console:
    """Give the console of standard output; a pipe or file has no width, so it gets a comfortable one."""
    is_sized = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, width=None if is_sized else PIPE_WIDTH)


@contextlib.contextmanager
def _busy(words: str) -> Iterator[None]:
    """Say in a terminal's standard error that something takes time, and take it back afterwards."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        with console.status(words):
            yield
    else:
        yield
