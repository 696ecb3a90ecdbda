"""Benchmark files: recorded traces of published programs, one JSON object a line, plain or gzipped.

Fields are those of the benchmark's own description: `func`, `src`, `act` there are `function`, `source`, `activation`
here, and `".."` stands for an unchanged local. For measuring only: nothing here may reach a training set.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import Origin, ReturnKind, TraceEvent, TraceFrame, Value

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BenchmarkSample:
    """One program, one call, and what really happened."""

    id: str
    source: str
    setup: str
    entry: str
    call: str
    frames: tuple[TraceFrame, ...]
    result: str | None
    exception: str | None
    termination: str
    halts: bool | None


def read_benchmark(path: Path, limit: int | None = None) -> list[BenchmarkSample]:
    """Read the samples of a file, the first `limit` of them.

    Raises:
        DeskcheckError: the file cannot be read; a damaged line is named by its number.
    """
    return _read(path, limit, _sample)


def read_edits(path: Path, limit: int | None = None) -> list[tuple[str, BenchmarkSample]]:
    """Read the samples of a file of edits, each behind the text before its edit.

    Raises:
        DeskcheckError: as `read_benchmark`, or a sample tells of no edit.
    """
    return _read(path, limit, _edited)


def _read(path: Path, limit: int | None, make: Callable[[Json], T]) -> list[T]:
    made: list[T] = []
    opener = gzip.open if path.suffix == ".gz" else open
    n_lines = 0
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for line in file:
                if limit is not None and len(made) >= limit:
                    break
                n_lines += 1
                if line.strip():
                    made.append(make(json.loads(line)))
    except OSError as error:
        raise DeskcheckError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, EOFError) as error:
        what = f"{type(error).__name__} {error}"
        raise DeskcheckError(f"{path}, line {n_lines}: not a benchmark sample: {what}") from error
    if not made:
        raise DeskcheckError(f"{path} holds no sample")
    return made


def _edited(data: Json) -> tuple[str, BenchmarkSample]:
    sample, edit = _sample(data), data.get("edit")
    if not isinstance(edit, dict):
        raise DeskcheckError(f"{sample.id} is no edit of another program")
    lines = sample.source.split("\n")
    line, column = edit["line"] - 1, edit["column"]
    rest = lines[line][column:].removeprefix(edit["new"])
    lines[line] = lines[line][:column] + edit["old"] + rest
    return "\n".join(lines), sample


def _sample(data: Json) -> BenchmarkSample:
    shown: dict[int, Mapping[str, Value]] = {}
    frames = []
    for item in data["frames"]:
        frames.append(_frame(item, shown.get(item["act"], {})))
        if frames[-1].event in (TraceEvent.CALL, TraceEvent.LINE):
            shown[item["act"]] = frames[-1].locals
    exception = data.get("exception")
    return BenchmarkSample(
        id=str(data["id"]),
        source=data["source"],
        setup=data.get("setup") or "",
        entry=data["entry"],
        call=data["call"],
        frames=tuple(frames),
        result=data.get("result"),
        exception=exception["repr"] if exception else None,
        termination=data.get("termination", "returned"),
        halts=data.get("halts"),
    )


def _frame(item: Json, before: Mapping[str, Value]) -> TraceFrame:
    event = TraceEvent(item["event"])
    kind = None
    if event is TraceEvent.RETURN:
        kind = ReturnKind.RETURNED
        if item.get("yield"):
            kind = ReturnKind.YIELDED
        elif item.get("unwind"):
            kind = ReturnKind.UNWOUND
    arg = item.get("arg")
    return TraceFrame(
        event=event,
        function=item["func"],
        file=None,
        line=item["line"],
        source=item["src"],
        depth=item["depth"],
        activation=item["act"],
        locals={
            name: before[name] if text == ".." and name in before else Value(text)
            for name, text in (item.get("locals") or {}).items()
        },
        arg=None if arg is None else Value(arg),
        kind=kind,
        origin=Origin.RECORDED,
    )
