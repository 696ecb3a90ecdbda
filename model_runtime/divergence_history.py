"""Runs that went otherwise than predicted, kept on this machine for the user's own model; only where the user said so.

One JSON object a line in a file that only the user can read. What looks secret is taken out before anything is written:
the values of names such as `password` or `api_key`, wherever their text occurs in the entry.
"""

import ast
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import Trace
from model_runtime.trace.wire import trace_from_json, trace_to_json

SCHEMA = "deskcheck.history/1"
MAX_BYTES = 64 << 20  # of the file; then nothing more is kept
REDACTED = "***"
MIN_SECRET = 3  # characters; shorter texts are not looked for elsewhere
_SECRET = re.compile(
    r"passw|passphrase|secret|token|api_?key|access_?key|private|credential|auth(?!or)|bearer|cookie|session_?id|^pw$|^pwd$",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(r"""([\w.\[\]'"]+)\s*[:=]\s*(?P<quote>['"])(?P<text>.+?)(?P=quote)""")


@dataclass(frozen=True, slots=True)
class Kept:
    """One run: with its trace, or as a call that can be recorded again."""

    source: str
    entry: str
    call: str
    trace: Trace | None


def history_path() -> Path:
    """Give where the history of this user lies."""
    named = os.environ.get("DESKCHECK_DATA_DIR")
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return (Path(named) if named else Path(base) / "deskcheck") / "divergences.jsonl"


def keep_trace(source: str, trace: Trace, *, path: Path | None = None) -> bool:
    """Keep a recorded run; False where the file is full."""
    body = {"source": source, "entry": trace.entry, "call": trace.call, "trace": trace_to_json(trace)}
    return _append(body, path or history_path())


def keep_call(source: str, entry: str, call: str, *, path: Path | None = None) -> bool:
    """Keep a call whose run was not recorded whole; False where the file is full."""
    return _append({"source": source, "entry": entry, "call": call, "trace": None}, path or history_path())


def kept(path: Path | None = None) -> Iterator[Kept]:
    """Read the history; damaged lines are passed over.

    Raises:
        DeskcheckError: there is none.
    """
    path = path or history_path()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    data = json.loads(line)
                    if data["schema"] != SCHEMA:
                        continue
                    trace = None if data["trace"] is None else trace_from_json(data["trace"])
                    yield Kept(data["source"], data["entry"], data["call"], trace)
                except (ValueError, KeyError, TypeError):
                    continue
    except OSError as error:
        raise DeskcheckError(f"there is no history at {path}: nothing has been kept yet") from error


def redacted(body: dict[str, Any]) -> dict[str, Any]:
    """Take out what looks secret, everywhere in an entry."""
    secrets: set[str] = set()
    for name, text in _named_texts(body):
        if _SECRET.search(name):
            secrets.update(_inside(text))
    for match in _ASSIGNED.finditer(f"{body['source']}\n{body['call']}"):
        if _SECRET.search(match.group(1)):
            secrets.add(match.group("text"))
    longest_first = sorted((text for text in secrets if len(text) >= MIN_SECRET), key=len, reverse=True)

    def clean(item: Any) -> Any:
        if isinstance(item, str):
            for secret in longest_first:
                item = item.replace(secret, REDACTED)
            return item
        if isinstance(item, list):
            return [clean(part) for part in item]
        if isinstance(item, dict):
            return {name: clean(part) for name, part in item.items()}
        return item

    cleaned: dict[str, Any] = clean(body)
    for frame in (cleaned.get("trace") or {}).get("frames", []):
        for name, value in frame["locals"].items():
            if _SECRET.search(name):
                value["repr"] = repr(REDACTED)
    return cleaned


def _named_texts(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for frame in (body.get("trace") or {}).get("frames", []):
        for name, value in frame["locals"].items():
            yield name, value["repr"]
            yield from _keyed(value["repr"])
    try:
        call = ast.parse(body["call"], mode="eval").body
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(call):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg, ast.unparse(node.value)


def _keyed(text: str) -> Iterator[tuple[str, str]]:
    """Give keys and values of the dicts in a repr."""
    if "{" not in text:
        return
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, ast.unparse(value)


def _inside(text: str) -> Iterator[str]:
    """Give the texts of a value's repr: those of the strings in it, else the repr."""
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield text
        return
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    yield from strings
    if not strings and len(text) > MIN_SECRET and text not in ("None", "True", "False"):
        yield text


def _append(body: dict[str, Any], path: Path) -> bool:
    line = json.dumps({"schema": SCHEMA, **redacted(body)}) + "\n"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        if os.fstat(file.fileno()).st_size + len(line) > MAX_BYTES:
            return False
        file.write(line)
    return True
