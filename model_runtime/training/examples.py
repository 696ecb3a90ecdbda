"""Recorded traces as token rows with loss weights, grouped into batches of like length.

A model under the grammar decides little of a frame: the event, which locals are listed, their values, and the token at
which the next line differs from the other lines of the program. Only those tokens carry loss.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.trace.format import (
    ACTION,
    ALL_UNCHANGED,
    ARG,
    CLOSE,
    COMMA,
    EMPTY,
    END,
    EVENT_TOKENS,
    OPEN,
    QUOTE,
    REST,
    UNCHANGED,
    Dialect,
    FrameWriter,
    Segment,
    SegmentKind,
    context_segments,
    special,
)
from model_runtime.trace.frames import TraceFrame

ENTRY_ARGUMENTS_WEIGHT = 0.1  # arguments are mostly given, but a model must be able to propose some
CONTROL_WEIGHT = 2.0  # one token says where control goes, a dozen spell a value: without more weight it drowns
_DECIDED_STRUCTURE = {OPEN, COMMA, CLOSE, EMPTY, REST, ALL_UNCHANGED, UNCHANGED}
_EVENT_NAMES = set(EVENT_TOKENS.values())


@dataclass(frozen=True, slots=True)
class Branch:
    """The tokens `begin` to `end` of an example: they go on from its first `n_before` tokens, and see no others."""

    begin: int
    end: int
    n_before: int


@dataclass(frozen=True, slots=True)
class Example:
    """One sample as tokens; `weights[i]` is the loss weight of predicting `ids[i]` from what is before.

    Behind the trace may stand branches: what a model writes at one place of the trace and forgets again.
    """

    ids: tuple[int, ...] | NDArray[np.integer]
    weights: tuple[float, ...] | NDArray[np.floating]
    kind: str
    branches: tuple[Branch, ...] = ()


@dataclass(slots=True)
class EncodedTrace:
    """The tokens of a trace behind its source, and where its frames are."""

    ids: list[int]
    weights: list[float]
    frames: list[tuple[int, int]]  # first token of each, and the one behind it


def encode_trace(
    source: str, frames: Sequence[TraceFrame], tokenizer: TraceTokenizer, *, dialect: Dialect, max_tokens: int
) -> EncodedTrace | None:
    """Encode a trace; frames beyond `max_tokens` are cut off. None when not even three frames fit."""
    lines = source.split("\n")
    ids = tokenizer.encode(context_segments(lines, frames[0].line - 1))
    encoded = EncodedTrace(ids, [0.0] * len(ids), [])
    decided = _deciding_tokens({line: tuple(_source_ids(line, tokenizer)) for line in set(lines)})
    writer = FrameWriter(dialect)
    for frame in frames:
        is_entry = not encoded.frames
        frame_ids, frame_weights = _frame_tokens(writer.write(frame), tokenizer, decided, is_entry=is_entry)
        if len(ids) + len(frame_ids) >= max_tokens:
            break
        encoded.frames.append((len(ids), len(ids) + len(frame_ids)))
        ids += frame_ids
        encoded.weights += frame_weights
    if len(encoded.frames) < min(3, len(frames)):
        return None
    if len(encoded.frames) == len(frames):
        ids += tokenizer.encode([special(END)])
        encoded.weights.append(ENTRY_ARGUMENTS_WEIGHT)
    return encoded


def batches(examples: Sequence[Example], *, max_tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffle one epoch and group it: rows of like length, at most `max_tokens` with padding (a row may be longer)."""
    order = list(examples)
    rng.shuffle(order)
    chunk = max(64, max_tokens // 16)  # samples among which like lengths are looked for
    groups: list[list[Example]] = []
    for start in range(0, len(order), chunk):
        group: list[Example] = []
        for example in sorted(order[start : start + chunk], key=lambda example: len(example.ids)):
            if group and len(example.ids) * (len(group) + 1) > max_tokens:
                groups.append(group)
                group = []
            group.append(example)
        if group:
            groups.append(group)
    rng.shuffle(groups)
    yield from groups


def _source_ids(line: str, tokenizer: TraceTokenizer) -> Sequence[int]:
    return tokenizer.encode_segment(Segment(SegmentKind.SOURCE, line)) if line else ()


def _deciding_tokens(lines: dict[str, tuple[int, ...]]) -> dict[str, tuple[bool, ...]]:
    """For each line, which of its tokens tell it from another line that begins alike."""
    decided = {}
    distinct = set(lines.values())
    for line, ids in lines.items():
        decided[line] = tuple(
            any(len(other) <= idx or other[idx] != ids[idx] for other in distinct if other[:idx] == ids[:idx] and other)
            for idx in range(len(ids))
        )
    return decided


def _frame_tokens(
    segments: Iterable[Segment],
    tokenizer: TraceTokenizer,
    decided: dict[str, tuple[bool, ...]],
    *,
    is_entry: bool,
) -> tuple[list[int], list[float]]:
    ids: list[int] = []
    weights: list[float] = []
    part = ""
    locals_weight = ENTRY_ARGUMENTS_WEIGHT if is_entry else 1.0
    seen_quote = False
    is_first = True
    for segment in segments:
        piece = tokenizer.encode_segment(segment)
        ids += piece
        if segment.kind is SegmentKind.SPECIAL:
            weights.append(0.0 if is_entry or segment.text not in _EVENT_NAMES else CONTROL_WEIGHT)
            part = segment.text
        elif part == ACTION:
            marks = decided.get(segment.text, ()) if segment.kind is SegmentKind.SOURCE else ()
            weights += [CONTROL_WEIGHT * mark for mark in marks] or [0.0] * len(piece)
        elif part == ARG:
            is_open = segment.kind is SegmentKind.STRUCTURE and segment.text == QUOTE and not seen_quote
            seen_quote = True
            weights += [0.0 if is_open else 1.0] * len(piece)
        else:
            is_forced = segment.kind is SegmentKind.STRUCTURE and segment.text not in _DECIDED_STRUCTURE
            weights += [0.0 if is_forced else locals_weight] * len(piece)
            if is_first and not is_entry and not is_forced:  # whether anything changed: a loop goes on or ends here
                weights[-len(piece)] = CONTROL_WEIGHT
                is_first = False
    return ids, weights
