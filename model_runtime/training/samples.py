"""Samples of the training corpus: what one holds, which recorded traces become one, and their store.

A sample is one source and one call that the recorder really ran. Shards are compressed JSON Lines with the trace in a
compact form: locals as changes within an activation, and no source lines, because the source is there.
"""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import (
    NO_LOCALS,
    Origin,
    Outcome,
    ReturnKind,
    Trace,
    TraceEvent,
    TraceFrame,
    TraceStats,
    Value,
)

Kind = Literal["seed", "generated", "drill", "stdlib", "package"]
MIN_FRAMES, MAX_FRAMES = 3, 120
MAX_VALUE_CHARS = 400
MAX_LOCALS_CHARS = 1_500  # of one frame
MAX_OPAQUE_SHARE = 0.25  # of shown values that are no literals: <Foo object>
MAX_TRIVIAL = 2  # inputs of one function whose trace has at most 4 frames
MAX_BARE = 1  # of those, with a single line
MAX_WRONG_TYPES = 1  # inputs of one function that end at once with TypeError or AttributeError
HELD_OUT_PERCENT = 2
HELD_OUT_PACKAGES = frozenset({"toolz", "inflection"})

# What differs from run to run or from machine to machine.
_UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|/tmp/|/home/|/usr/|deskcheck-|<(?:module|frame|code) ")
# Digests and the like: as text, a run of 24 digits and letters that mix at random; as bytes, mostly escapes.
_DIGEST = re.compile(
    r"(?<![0-9a-zA-Z])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{24,}(?![0-9a-zA-Z])|(?:\\x[0-9a-f]{2}[^\\]{0,2}){12,}"
)
_EVENTS = {"c": TraceEvent.CALL, "l": TraceEvent.LINE, "r": TraceEvent.RETURN, "e": TraceEvent.EXCEPTION}
_LETTERS = {event: letter for letter, event in _EVENTS.items()}


@dataclass(frozen=True, slots=True)
class Sample:
    """One recorded call of one source."""

    source: str
    entry: str
    call: str
    trace: Trace
    kind: Kind
    package: str  # "" for seeds and generated programs
    licence: str  # SPDX expression
    function_key: str  # the same for all inputs and all variants of a function
    split: Literal["train", "heldout"] = "train"


# ---------------------------------------------------------------- the store


def write_shard(path: Path, samples: Iterable[Sample]) -> int:
    """Write samples to a compressed file, whole or not at all, and return how many there were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    n_samples = 0
    with part.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as stream:
        for sample in samples:
            stream.write(json.dumps(sample_to_json(sample), separators=(",", ":")).encode() + b"\n")
            n_samples += 1
    part.replace(path)
    return n_samples


def read_shard(path: Path) -> Iterator[Sample]:
    """Read the samples of one shard.

    Raises:
        DeskcheckError: the file is damaged.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield sample_from_json(json.loads(line))
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise DeskcheckError(f"{path} is not a readable corpus shard ({error}): delete it and build again") from error


def read_corpus(folder: Path, *, split: str | None = None) -> Iterator[Sample]:
    """Read all samples of a corpus, shard after shard, or those of one split.

    Raises:
        DeskcheckError: the folder holds no shard, or one is damaged.
    """
    shards = sorted(folder.glob("*.jsonl.gz"))
    if not shards:
        raise DeskcheckError(f"{folder} holds no corpus shard (*.jsonl.gz): build one with `deskcheck corpus build`")
    for shard in shards:
        for sample in read_shard(shard):
            if split in (None, sample.split):
                yield sample


def sample_to_json(sample: Sample) -> dict[str, Any]:
    """Write a sample as a JSON object; file, origin and cost of its trace are not kept."""
    trace = sample.trace
    functions = list(dict.fromkeys(frame.function for frame in trace.frames))
    return {
        "source": sample.source,
        "entry": sample.entry,
        "call": sample.call,
        "kind": sample.kind,
        "package": sample.package,
        "licence": sample.licence,
        "key": sample.function_key,
        "split": sample.split,
        "outcome": trace.outcome.value,
        "result": trace.result,
        "why": trace.why,
        "functions": functions,
        "frames": _frames_to_json(trace.frames, functions),
    }


def sample_from_json(data: Mapping[str, Any]) -> Sample:
    """Read back what `sample_to_json` wrote."""
    frames = _frames_from_json(data["frames"], data["functions"], data["source"].split("\n"))
    trace = Trace(
        frames=frames,
        outcome=Outcome(data["outcome"]),
        result=None if data["result"] is None else Value(data["result"]),
        origin=Origin.RECORDED,
        file=None,
        entry=data["entry"],
        call=data["call"],
        why=data["why"],
        stats=TraceStats(frames=len(frames)),
    )
    return Sample(
        source=data["source"],
        entry=data["entry"],
        call=data["call"],
        trace=trace,
        kind=data["kind"],
        package=data["package"],
        licence=data["licence"],
        function_key=data["key"],
        split=data["split"],
    )


def _frames_to_json(frames: Sequence[TraceFrame], functions: Sequence[str]) -> list[list[Any]]:
    number = {name: idx for idx, name in enumerate(functions)}
    state: dict[int, Mapping[str, Value]] = {}
    rows: list[list[Any]] = []
    for frame in frames:
        row: list[Any] = [_LETTERS[frame.event], number[frame.function], frame.line, frame.depth, frame.activation]
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            before = state.get(frame.activation, NO_LOCALS)
            changed = {name: value for name, value in frame.locals.items() if before.get(name) != value}
            gone = [name for name in before if name not in frame.locals]
            if list(_changed(before, changed, gone)) != list(frame.locals):  # the order of binding changed
                changed, gone = dict(frame.locals), list(before)
            state[frame.activation] = frame.locals
            row += [changed, gone] if gone else [changed] if changed else []
        else:
            row += [frame.arg, frame.kind.value] if frame.kind else [frame.arg]
        rows.append(row)
    return rows


def _frames_from_json(
    rows: Iterable[list[Any]], functions: Sequence[str], lines: Sequence[str]
) -> tuple[TraceFrame, ...]:
    state: dict[int, Mapping[str, Value]] = {}
    frames: list[TraceFrame] = []
    for letter, number, line, depth, activation, *rest in rows:
        event, arg, kind, shown = _EVENTS[letter], None, None, NO_LOCALS
        if event in (TraceEvent.CALL, TraceEvent.LINE):
            shown = state.get(activation, NO_LOCALS)
            if rest:
                changed = {name: Value(text) for name, text in rest[0].items()}
                shown = _changed(shown, changed, rest[1] if len(rest) > 1 else ())
            state[activation] = shown
        else:
            arg = None if rest[0] is None else Value(rest[0])
            kind = ReturnKind(rest[1]) if len(rest) > 1 else None
        source = lines[line - 1] if line <= len(lines) else ""
        frames.append(TraceFrame(event, functions[number], None, line, source, depth, activation, shown, arg, kind))
    return tuple(frames)


def _changed(before: Mapping[str, Value], changed: Mapping[str, Value], gone: Sequence[str]) -> dict[str, Value]:
    after = {name: value for name, value in before.items() if name not in gone}
    after.update(changed)
    return after


# ---------------------------------------------------------------- which traces are kept


def reason_to_refuse(trace: Trace) -> str | None:
    """Say why a recorded trace is no training sample, None when it is one."""
    if trace.outcome not in (Outcome.RETURNED, Outcome.RAISED):
        return "unfinished"
    if not MIN_FRAMES <= len(trace.frames) <= MAX_FRAMES:
        return "too short" if len(trace.frames) < MIN_FRAMES else "too long"
    if trace.result is not None and (trace.result.startswith("<") or " at 0x0>" in trace.result):
        return "opaque result"  # mostly iterators, which did nothing yet
    n_shown = n_opaque = 0
    previous: Mapping[str, Value] = NO_LOCALS
    for frame in trace.frames:
        if frame.locals is not previous:
            values = [*frame.locals.values()]
            if sum(map(len, values)) > MAX_LOCALS_CHARS or any(len(value) > MAX_VALUE_CHARS for value in values):
                return "wide values"
            if any(_DIGEST.search(value) for value in values):
                return "digests"
            if any(_UNSTABLE.search(value) for value in values):
                return "unstable values"
            seen = [text for name, text in frame.locals.items() if name != ".0"]  # every comprehension has its iterator
            n_shown += len(seen)
            n_opaque += sum(text.startswith("<") for text in seen)
            previous = frame.locals
        if frame.arg is not None:
            if len(frame.arg) > MAX_VALUE_CHARS:
                return "wide values"
            if _DIGEST.search(frame.arg) or _UNSTABLE.search(frame.arg):
                return "digests" if _DIGEST.search(frame.arg) else "unstable values"
    return "opaque values" if n_opaque > MAX_OPAQUE_SHARE * max(1, n_shown) else None


def choose_traces(traces: Sequence[Trace], *, limit: int, raised_allowed: int) -> list[Trace]:
    """Choose inputs of one function: different control flow and kinds of result first, few trivial ones.

    Calls that end at once with the error of a wrong type say something only beside calls that do not.
    """
    if all(map(_has_wrong_types, traces)):
        return []
    groups: dict[tuple[object, ...], list[Trace]] = defaultdict(list)
    for trace in traces:
        path = tuple((frame.event, frame.line) for frame in trace.frames)
        groups[(value_kind(trace.result or ""), path)].append(trace)
    rounds = max(map(len, groups.values()), default=0)
    chosen: list[Trace] = []
    seen: set[str] = set()
    n_trivial = n_bare = n_wrong = n_raised = 0
    for turn in range(rounds):
        for group in groups.values():
            if turn >= len(group) or len(chosen) >= limit or group[turn].call in seen:
                continue
            trace = group[turn]
            is_raised, is_trivial = trace.outcome is Outcome.RAISED, len(trace.frames) <= 4
            is_bare, is_wrong = len(trace.frames) <= MIN_FRAMES, _has_wrong_types(trace)
            if (
                (is_raised and n_raised >= raised_allowed)
                or (is_trivial and n_trivial >= MAX_TRIVIAL)
                or (is_bare and n_bare >= MAX_BARE)
                or (is_wrong and n_wrong >= MAX_WRONG_TYPES)
            ):
                continue
            n_raised += is_raised
            n_trivial += is_trivial
            n_bare += is_bare
            n_wrong += is_wrong
            seen.add(trace.call)
            chosen.append(trace)
    return chosen


def _has_wrong_types(trace: Trace) -> bool:
    """Whether a call ended on its first lines with the error that an argument of the wrong type gives."""
    is_type_error = (trace.result or "").startswith(("TypeError(", "AttributeError("))
    n_lines = sum(frame.event is TraceEvent.LINE for frame in trace.frames)
    return trace.outcome is Outcome.RAISED and is_type_error and n_lines <= 2


def value_kind(text: str) -> str:
    """Name the kind of a value from its canonical repr."""
    if text in ("True", "False"):
        return "bool"
    if text == "None":
        return "None"
    for pattern, kind in _VALUE_KINDS:
        if pattern.match(text):
            return kind
    return "object"


_VALUE_KINDS = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (r"-?\d+$", "int"),
        (r"-?(\d+\.?\d*(e[-+]?\d+)?|inf|nan)$", "float"),
        (r"b['\"]", "bytes"),
        (r"['\"]", "str"),
        (r"\[", "list"),
        (r"\(.*j\)$", "complex"),
        (r"\(", "tuple"),
        (r"\{\}|\{[^:]*?:", "dict"),
        (r"\{|set\(|frozenset\(", "set"),
    )
)


def split_of(function_key: str, package: str) -> Literal["train", "heldout"]:
    """Say on which side of the holdout a function lies: by its own key, and by package."""
    number = int.from_bytes(hashlib.sha256(f"split/{function_key}".encode()).digest()[:4], "big")
    return "heldout" if package in HELD_OUT_PACKAGES or number % 100 < HELD_OUT_PERCENT else "train"
