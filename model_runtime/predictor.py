"""What is asked of a predictor and what it answers; the contract between the model and everything that shows it.

Knows no tensor: `open_predictor` imports the engine only when it is called.
"""

import asyncio
import tokenize
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from model_runtime.edits import OldFrame
from model_runtime.errors import DeskcheckError
from model_runtime.program.entry_points import bind_call, entry_points
from model_runtime.program.parser import Function, Program, parse
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceFrame, TraceStats, Value

MAX_FRAMES = 256
MAX_TOKENS = 8192
PROPOSED = "proposed by the model"
CHOICES = {  # of how a model is opened, the default first
    "device": ("auto", "cpu", "cuda"),
    "quantization": ("none", "bf16", "int8", "nf4"),
    "engine": ("local", "remote"),
}
KEY_VARIABLE = "DESKCHECK_API_KEY"  # of the environment: where the key of a completions server comes from


@dataclass(frozen=True, slots=True)
class PredictionRequest:
    """Everything that decides a prediction, apart from the model.

    `arguments` are the entry's parameters in order with their canonical repr, None where the model has to supply it;
    `arguments` itself is None when no call is known at all. `prefix` holds frames that have happened: the prediction
    goes on behind them; with `to_return`, where it ends in a CALL, with the return of that call, nothing of its inside.
    `old` is the run before an edit; it makes the prediction cheaper, not another one.
    """

    source: str
    function: str
    line: int  # of the entry's CALL event, tells functions of one name apart
    call: str | None
    arguments: tuple[tuple[str, str | None], ...] | None
    why: str
    file: str | None = None
    prefix: tuple[TraceFrame, ...] = ()
    max_frames: int = MAX_FRAMES
    max_tokens: int = MAX_TOKENS
    pure_neural: bool = False
    old: tuple[OldFrame, ...] = field(default=(), compare=False, repr=False)
    to_return: bool = False
    is_urgent: bool = field(default=False, compare=False)  # overtakes others; changes when it comes, not what
    ahead: int | None = field(default=None, compare=False)  # frames imagined before they are asked for; None: all


@dataclass(frozen=True, slots=True)
class PredictionEnd:
    """The last item of a prediction: how the imagined run ended."""

    outcome: Outcome
    result: Value | None
    note: str | None
    stats: TraceStats
    endless: float | None = None  # estimate that the run never ends, where it was cut off


@dataclass(frozen=True, slots=True)
class Loading:
    """Hears how far a model is loaded (0 to 1), and says when it is no longer wanted; both in the loading thread."""

    on_progress: Callable[[float], None] = lambda share: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class RemoteServer:
    """A completions server that has the model, and how long to wait for it."""

    url: str
    served_name: str | None = None  # what it calls the model; the model's own name when None
    timeout_s: float = 120.0
    patience_s: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what is no address, and one that holds a secret: addresses are shown and logged.

        Raises:
            DeskcheckError: it is such a one.
        """
        check_address(self.url)


def check_address(url: str) -> None:
    """Make sure that a text is the address of a server, and holds no secret.

    Raises:
        DeskcheckError: it is none, or holds one.
    """
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise DeskcheckError(f"the address holds a password: put a key into {KEY_VARIABLE} instead")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DeskcheckError(f"{url!r} is no address of a server: give http://HOST:PORT")


class Predictor(Protocol):
    """Imagines runs. Items are frames as they come, then one `PredictionEnd`; closing the iterator cancels the work."""

    model_name: str

    def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Predict the run a request describes."""
        ...


def make_request(
    source: str,
    *,
    file: str | None = None,
    function: str | None = None,
    call: str | None = None,
    tests: tuple[Program, ...] = (),
    max_frames: int = MAX_FRAMES,
    pure_neural: bool = False,
) -> PredictionRequest:
    """Choose the entry point of a text: the call given, else the best example of the function, else of the file.

    Raises:
        DeskcheckError: there is no such function, the call does not fit, or the function's own text is broken.
    """
    program = parse(source, file=file)
    if call is not None:
        bound = bind_call(program, call)
        if function is not None and bound.function != function:
            _entry(program, function)
            raise DeskcheckError(f"the call {call!r} calls {bound.function!r}, not {function!r}")
        entry = _entry(program, bound.function)
        request = PredictionRequest(program.text, entry.name, entry.line, call, bound.arguments, "call")
    else:
        wanted = None if function is None else _entry(program, function).name
        found = [e for e in entry_points(program, tests=tests) if wanted is None or e.function == wanted]
        if not found:
            raise DeskcheckError(_nothing_to_enter(program, file))
        best = found[0]
        entry = _entry(program, best.function)
        if best.why == "signature":
            request = PredictionRequest(program.text, entry.name, entry.line, None, None, PROPOSED)
        else:
            request = PredictionRequest(program.text, entry.name, entry.line, best.call, best.arguments, best.why)
    broken = [error for error in program.errors if entry.line <= error.line <= entry.end_line]
    if broken:
        raise DeskcheckError(f"{entry.name} has a syntax error at line {broken[0].line}: {broken[0].message}")
    return replace(request, file=file, max_frames=max_frames, pure_neural=pure_neural)


def read_source(path: Path) -> str:
    """Read a Python file, honouring its coding cookie (PEP 263).

    Raises:
        DeskcheckError: it cannot be read as Python source.
    """
    try:
        with tokenize.open(path) as file:
            return file.read()
    except OSError as error:
        raise DeskcheckError(f"cannot read {path}: {error.strerror or error}") from error
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise DeskcheckError(f"{path} is not Python source text: {error}") from error


def open_predictor(
    *,
    model: str | None = None,
    engine: str = "local",
    device: str = "auto",
    quantization: str = "none",
    loading: Loading | None = None,
    server: RemoteServer | None = None,
) -> Predictor:
    """Open the predictor of a model; imports torch.

    Raises:
        DeskcheckError: the checkpoint is missing, damaged or not a trace model, or the engine is unknown.
    """
    if engine == "remote":
        if server is None:
            raise DeskcheckError("--engine remote needs the address of a server: give --url http://HOST:PORT")
        from model_runtime.inference.remote import RemotePredictor

        return RemotePredictor.open_server(model, server)
    from model_runtime.inference.local import LocalPredictor

    return LocalPredictor.open(model, device=device, quantization=quantization, loading=loading)


async def collect(
    predictor: Predictor,
    request: PredictionRequest,
    on_frame: Callable[[TraceFrame], None] | None = None,
) -> Trace:
    """Run a prediction to its end and give it as a trace; a CANCELLED one when the task is cancelled."""
    frames: list[TraceFrame] = list(request.prefix)
    end = PredictionEnd(Outcome.CANCELLED, None, "cancelled", TraceStats(frames=0))
    try:
        async for item in predictor.predict(request):
            if isinstance(item, PredictionEnd):
                end = item
                break
            frames.append(item)
            if on_frame:
                on_frame(item)
    except asyncio.CancelledError:
        end = replace(end, stats=TraceStats(frames=len(frames)))
    return Trace(
        frames=tuple(frames),
        outcome=end.outcome,
        result=end.result,
        origin=Origin.PREDICTED,
        file=request.file,
        entry=request.function,
        call=request.call or proposed_call(request.function, frames),
        why=request.why,
        model=predictor.model_name,
        note=end.note,
        stats=end.stats,
        endless=end.endless,
    )


def proposed_call(function: str, frames: list[TraceFrame]) -> str:
    """Spell the call that the model proposed, from the frame it starts with."""
    arguments = frames[0].locals if frames else {}
    return f"{function}({', '.join(f'{name}={text}' for name, text in arguments.items())})"


def _entry(program: Program, name: str) -> Function:
    function = program.function(name)
    if function is None:
        import difflib

        names = [f.name for f in program.functions]
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise DeskcheckError(f"there is no function {name!r} in this file{hint}")
    return function


def _nothing_to_enter(program: Program, file: str | None) -> str:
    where = file or "this text"
    if program.errors:
        return f"{where} has a syntax error at line {program.errors[0].line}: {program.errors[0].message}"
    return f"{where} defines no function: there is nothing to predict"
