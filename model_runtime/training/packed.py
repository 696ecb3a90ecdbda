"""Packed corpora: samples already cut into tokens, small enough to travel and quick to open.

A folder with `pack.json` and parts `part-NNNN.npz.xz`. A part is an xz stream over NumPy's npz: all token ids after
each other (the smallest unsigned type that holds the vocabulary), their loss weights in tenths, and one row of facts
for each sample and for each branch. Token ids of traces repeat so much that xz stores one in about an eighth of a
byte.

A pack belongs to one tokenizer and one dialect, whose fingerprint it carries.
"""

import hashlib
import io
import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import read_settings
from model_runtime.training.examples import Branch, Example
from model_runtime.training.mixture import FunctionKey

PACK_SCHEMA = "deskcheck.pack/2"
PART_TOKENS = 8_000_000  # about 1 MiB as stored
WEIGHT_UNITS = 10  # weights are kept in tenths
_SPLITS = ("train", "heldout")


@dataclass(frozen=True, slots=True)
class PackedExample:
    """One sample with what a run chooses by."""

    function: FunctionKey
    split: str
    example: Example


@dataclass(slots=True)
class _Part:
    """Samples that wait to be written."""

    ids: list[int] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    rows: list[tuple[int, int, int]] = field(default_factory=list)  # tokens, kind, split
    functions: list[int] = field(default_factory=list)
    branches: list[tuple[int, int, int, int]] = field(default_factory=list)  # sample, begin, end, tokens before


def is_pack(folder: Path) -> bool:
    """Tell whether a folder holds a packed corpus."""
    return (folder / "pack.json").is_file()


def fingerprint_of(checkpoint: Path) -> str:
    """Hash what decides how a checkpoint's samples are cut into tokens."""
    settings = read_settings(checkpoint)
    digest = hashlib.sha256((checkpoint / "tokenizer.json").read_bytes())
    digest.update(f"{settings.dialect}/{settings.tokenizer}/{settings.scratchpad}".encode())
    return digest.hexdigest()[:16]


def write_pack(
    folder: Path, packed: Iterable[PackedExample], *, fingerprint: str, part_tokens: int = PART_TOKENS
) -> dict[str, Any]:
    """Write samples as a packed corpus and give its facts, which `pack.json` holds; a part written before is replaced.

    The facts come last, so that a folder whose writing was cut short is no pack.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.json").unlink(missing_ok=True)
    for old in folder.glob("part-*.npz.xz"):
        old.unlink()
    kinds: dict[str, int] = {}
    tokens: dict[str, int] = {}
    n_parts = n_samples = 0
    part = _Part()
    functions = set()
    for one in packed:
        example = one.example
        kind = kinds.setdefault(example.kind, len(kinds))
        number = int.from_bytes(hashlib.sha256(one.function.encode()).digest()[:8], "big")
        part.ids.extend(example.ids)
        part.weights.extend(round(WEIGHT_UNITS * float(weight)) for weight in example.weights)
        part.rows.append((len(example.ids), kind, _SPLITS.index(one.split)))
        part.functions.append(number)
        part.branches.extend((len(part.rows) - 1, b.begin, b.end, b.n_before) for b in example.branches)
        functions.add(number)
        tokens[example.kind] = tokens.get(example.kind, 0) + len(example.ids)
        n_samples += 1
        if len(part.ids) >= part_tokens:
            _write_part(folder, n_parts, part)
            n_parts += 1
            part = _Part()
    if part.rows:
        _write_part(folder, n_parts, part)
        n_parts += 1
    facts = {
        "schema": PACK_SCHEMA,
        "fingerprint": fingerprint,
        "kinds": list(kinds),
        "samples": n_samples,
        "functions": len(functions),
        "tokens": tokens,
        "parts": n_parts,
    }
    (folder / "pack.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def read_pack(folder: Path, *, fingerprint: str, split: str | None = None) -> Iterator[PackedExample]:
    """Read a packed corpus; the arrays of the examples are views into one part each.

    Raises:
        DeskcheckError: it is damaged, not whole, or was cut for another tokenizer.
    """
    facts = _read_facts(folder)
    if facts["fingerprint"] != fingerprint:
        raise DeskcheckError(f"{folder} was packed for another tokenizer: pack the corpus again for this checkpoint")
    for number in range(facts["parts"]):
        path = folder / f"part-{number:04d}.npz.xz"
        try:
            with np.load(io.BytesIO(lzma.decompress(path.read_bytes()))) as arrays:
                ids, units = arrays["ids"], arrays["weights"]
                rows, functions = arrays["rows"], arrays["functions"]
                branches: defaultdict[int, list[Branch]] = defaultdict(list)
                for sample, *branch in arrays["branches"].tolist():
                    branches[sample].append(Branch(*branch))
            weights = units.astype(np.float16) / WEIGHT_UNITS
        except (OSError, lzma.LZMAError, ValueError, KeyError) as error:
            raise DeskcheckError(f"{path} is damaged or missing ({error}): pack the corpus again") from error
        start = 0
        for sample, ((n_tokens, kind, side), function) in enumerate(
            zip(rows.tolist(), functions.tolist(), strict=True)
        ):
            if split in (None, _SPLITS[side]):
                here = slice(start, start + n_tokens)
                example = Example(ids[here], weights[here], facts["kinds"][kind], tuple(branches[sample]))
                yield PackedExample(f"{function:016x}", _SPLITS[side], example)
            start += n_tokens


def _write_part(folder: Path, number: int, part: _Part) -> None:
    ids = np.asarray(part.ids)
    plain = io.BytesIO()
    np.savez(
        plain,
        ids=ids.astype(np.min_scalar_type(int(ids.max(initial=0)))),
        weights=np.asarray(part.weights, dtype=np.uint8),
        rows=np.asarray(part.rows, dtype=np.uint32),
        functions=np.asarray(part.functions, dtype=np.uint64),
        branches=np.asarray(part.branches, dtype=np.uint32).reshape(-1, 4),
    )
    (folder / f"part-{number:04d}.npz.xz").write_bytes(lzma.compress(plain.getvalue()))


def _read_facts(folder: Path) -> dict[str, Any]:
    try:
        facts = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
        if facts["schema"] != PACK_SCHEMA:
            raise DeskcheckError(f"{folder}: schema is {facts['schema']!r}, this version reads {PACK_SCHEMA!r}")
        return {name: facts[name] for name in ("fingerprint", "kinds", "parts", "tokens", "samples", "functions")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeskcheckError(f"{folder / 'pack.json'} is damaged or missing: {error}") from error
