"""Traces as model text and back: the frame format of CWM, and its compact dialect.

The format is that of arXiv 2510.02387 and facebookresearch/cwm (PROMPTING_GUIDE.md)::

    <|begin_of_text|><|trace_context_start|>SOURCE<|frame_sep|>
    <|call_sep|>{"x": "3"}<|action_sep|>def f(x):  # << START_OF_TRACE\n<|frame_sep|>
    <|line_sep|>{"x": ".."}<|action_sep|>    y = x + 1\n<|frame_sep|>
    <|return_sep|><|action_sep|>    return y\n<|arg_sep|>"4"<|frame_sep|>
    <|end_of_text|>

Model text is a sequence of `Segment`s, so that text can never turn into a special token. `".."` ("as before, in this
activation") exists only here: frames outside carry resolved locals. The two dialects differ in the locals alone:

- CWM: every name, `".."` for each unchanged one.
- COMPACT (arXiv 2603.09951 writes unchanged names this way): new and changed names, then one pair `"..": ".."` for all
  others. Without that pair the listing is complete; it is written in full, as in CWM, when a name has vanished.

Knows no tokenizer, no grammar and no control flow: the text has no line numbers, so reading it back takes a `Locator`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from model_runtime.trace.frames import Origin, ReturnKind, TraceEvent, TraceFrame, Value

UNCHANGED = ".."
START_OF_TRACE = "  # << START_OF_TRACE"
BEGIN = "<|begin_of_text|>"
CONTEXT = "<|trace_context_start|>"
FRAME = "<|frame_sep|>"
ACTION = "<|action_sep|>"
ARG = "<|arg_sep|>"
END = "<|end_of_text|>"
EVENT_TOKENS: Mapping[TraceEvent, str] = {
    TraceEvent.CALL: "<|call_sep|>",
    TraceEvent.LINE: "<|line_sep|>",
    TraceEvent.RETURN: "<|return_sep|>",
    TraceEvent.EXCEPTION: "<|exception_sep|>",
}
EVENTS_BY_TOKEN = {token: event for event, token in EVENT_TOKENS.items()}
SPECIAL_TOKENS = (BEGIN, END, FRAME, ACTION, *EVENT_TOKENS.values(), ARG, CONTEXT)

# The fixed pieces between names and values. Frames are always cut here, in training and in inference alike, because a
# tokenizer gives other tokens for other cuts.
OPEN = '{"'
COLON = '": "'
COMMA = '", "'
CLOSE = '"}'
EMPTY = "{}"
QUOTE = '"'
NEWLINE = "\n"
REST = '..": ".."}'  # closes a compact listing: all other names are unchanged
ALL_UNCHANGED = OPEN + REST
MARKED_NEWLINE = START_OF_TRACE + NEWLINE
STRUCTURE = (OPEN, COLON, COMMA, CLOSE, EMPTY, QUOTE, NEWLINE, UNCHANGED, REST, ALL_UNCHANGED, MARKED_NEWLINE)


class Dialect(StrEnum):
    """How unchanged locals are written."""

    CWM = "cwm"
    COMPACT = "compact"


class SegmentKind(StrEnum):
    """What a piece of model text is; a tokenizer may treat the kinds differently."""

    SPECIAL = "special"  # the name of a special token
    SOURCE = "source"  # user source, without the newline that ends a line of a frame
    STRUCTURE = "structure"  # one of STRUCTURE
    NAME = "name"  # a local's name
    VALUE = "value"  # the JSON-escaped repr of a value


@dataclass(frozen=True, slots=True)
class Segment:
    """A special token's name, or a piece of text."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class RawFrame:
    """One frame as the text has it: no line number, unresolved locals."""

    event: TraceEvent
    locals: tuple[tuple[str, str], ...]  # as listed; a value may be UNCHANGED
    rest_unchanged: bool  # the compact pair was there
    source: str
    arg: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a frame is, which the text does not say."""

    function: str
    file: str | None
    line: int
    depth: int
    activation: int
    kind: ReturnKind | None


Locator = Callable[[RawFrame], Location]


def special(name: str) -> Segment:
    """Make the segment of a special token."""
    return Segment(SegmentKind.SPECIAL, name)


def structure(text: str) -> Segment:
    """Make the segment of a fixed piece."""
    return Segment(SegmentKind.STRUCTURE, text)


def escape_value(text: str) -> str:
    """Write a repr as the inside of a JSON string; one that reads like the mark of an unchanged value gains a space."""
    return json.dumps(" " + text if _LOOKS_UNCHANGED.fullmatch(text) else text)[1:-1]


def unescape_value(text: str) -> str:
    """Read the inside of a JSON string back; the inverse of `escape_value`.

    Raises:
        ValueError: not the inside of a JSON string.
    """
    value = json.loads(f'"{text}"')
    assert isinstance(value, str)
    return value[1:] if value != UNCHANGED and _LOOKS_UNCHANGED.fullmatch(value) else value


def context_segments(lines: Sequence[str], entry_line_idx: int) -> list[Segment]:
    """Write the head of a prompt: source lines with the entry's marked, one segment a line."""
    segments = [special(BEGIN), special(CONTEXT)]
    for line_idx, line in enumerate(lines):
        is_last = line_idx == len(lines) - 1
        if line:
            segments.append(Segment(SegmentKind.SOURCE, line))
        if line_idx == entry_line_idx:
            segments.append(structure(START_OF_TRACE if is_last else MARKED_NEWLINE))
        elif not is_last:
            segments.append(structure(NEWLINE))
    segments.append(special(FRAME))
    return segments


def working_segments(question: str, answer: str) -> tuple[list[Segment], list[Segment]]:
    """Give the segments of one operation of a working, up to its answer and from there on.

    A working stands between the `<|frame_sep|>` before a frame and the frame's event token. CWM knows none.
    """
    asked = [special(ARG), *value_segments(question), structure(COLON)]
    return asked, [*value_segments(answer), structure(QUOTE)]


class FrameWriter:
    """Writes frames in order; remembers the locals last shown in each activation."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._shown: dict[int, Mapping[str, str]] = {}

    def shown(self, activation: int) -> Mapping[str, str] | None:
        """Give the locals last shown in an activation, None before its first frame."""
        return self._shown.get(activation)

    def copy(self) -> "FrameWriter":
        """Make a writer that goes on from here on its own."""
        twin = FrameWriter(self._dialect)
        twin._shown = dict(self._shown)
        return twin

    def note(self, frame: TraceFrame) -> None:
        """Take in a frame that was written elsewhere."""
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            self._shown[frame.activation] = frame.locals

    def write(self, frame: TraceFrame) -> list[Segment]:
        """Give the segments of the next frame, from its event token to its `<|frame_sep|>`."""
        segments = [special(EVENT_TOKENS[frame.event])]
        has_locals = frame.event in (TraceEvent.CALL, TraceEvent.LINE)
        is_start = frame.event is TraceEvent.CALL and not self._shown
        if has_locals:
            segments += locals_segments(frame.locals, self._shown.get(frame.activation), self._dialect)
            self._shown[frame.activation] = frame.locals
        segments.append(special(ACTION))
        if frame.source:
            segments.append(Segment(SegmentKind.SOURCE, frame.source))
        segments.append(structure(MARKED_NEWLINE if is_start else NEWLINE))
        if not has_locals:
            segments += [special(ARG), structure(QUOTE)]
            segments += value_segments("None" if frame.arg is None else frame.arg)
            segments.append(structure(QUOTE))
        segments.append(special(FRAME))
        return segments


def value_segments(text: str) -> list[Segment]:
    """Give the segment of a value's text; none for an empty one."""
    return [Segment(SegmentKind.VALUE, escape_value(text))] if text else []


def locals_segments(now: Mapping[str, str], before: Mapping[str, str] | None, dialect: Dialect) -> list[Segment]:
    """Write the locals of a frame, given those last shown in its activation (None: none were)."""
    if not now:
        return [structure(EMPTY)]
    unchanged = {name for name, text in now.items() if before is not None and before.get(name) == text}
    vanished = before is not None and any(name not in now for name in before)
    uses_rest = dialect is Dialect.COMPACT and unchanged and not vanished
    if uses_rest and len(unchanged) == len(now):
        return [structure(ALL_UNCHANGED)]
    segments: list[Segment] = []
    for name, text in now.items():
        if uses_rest and name in unchanged:
            continue
        segments += [structure(COMMA if segments else OPEN), Segment(SegmentKind.NAME, name), structure(COLON)]
        segments += [structure(UNCHANGED)] if name in unchanged else value_segments(text)
    return segments + ([structure(COMMA), structure(REST)] if uses_rest else [structure(CLOSE)])


def to_text(segments: Iterable[Segment]) -> str:
    """Join segments for a human reader; text that spells a special token cannot be told from one here."""
    return "".join(segment.text for segment in segments)


class FrameParser:
    """Reads model text piece by piece; a frame cut anywhere stays pending until the rest comes."""

    def __init__(self) -> None:
        self._pending: list[Segment] = []
        self.ended = False

    @property
    def pending(self) -> tuple[Segment, ...]:
        """What came since the last whole frame."""
        return tuple(self._pending)

    def feed(self, pieces: Iterable[Segment]) -> Iterator[RawFrame]:
        """Take the next pieces (text may be cut anywhere) and give the frames they complete.

        Raises:
            ValueError: a completed frame is not well formed; it is kept in `pending`.
        """
        for piece in pieces:
            if piece.kind is SegmentKind.SPECIAL and piece.text == END:
                self.ended = True
                continue
            self._pending.append(piece)
            if piece.kind is SegmentKind.SPECIAL and piece.text == FRAME:
                if self._pending[0].text in (BEGIN, CONTEXT):
                    self._pending = []
                    continue
                frame = _read_frame(self._pending)
                self._pending = []
                yield frame


class FrameResolver:
    """Turns raw frames into frames with resolved locals and a place in the program."""

    def __init__(self, locate: Locator, origin: Origin) -> None:
        self._locate = locate
        self._origin = origin
        self._shown: dict[int, Mapping[str, Value]] = {}

    def resolve(self, raw: RawFrame) -> TraceFrame:
        """Give the frame a raw frame stands for."""
        at = self._locate(raw)
        arg = None if raw.arg is None else Value(raw.arg, self._origin)
        frame_locals: Mapping[str, Value] = {}
        if raw.event in (TraceEvent.CALL, TraceEvent.LINE):
            frame_locals = self._resolved(raw, self._shown.get(at.activation, {}))
            self._shown[at.activation] = frame_locals
        return TraceFrame(
            event=raw.event,
            function=at.function,
            file=at.file,
            line=at.line,
            source=raw.source,
            depth=at.depth,
            activation=at.activation,
            locals=frame_locals,
            arg=arg,
            kind=at.kind,
            origin=self._origin,
        )

    def _resolved(self, raw: RawFrame, before: Mapping[str, Value]) -> dict[str, Value]:
        resolved = dict(before) if raw.rest_unchanged else {}
        for name, text in raw.locals:
            resolved[name] = (
                before.get(name, Value(text, self._origin)) if text == UNCHANGED else _value(text, self._origin)
            )
        return resolved


_LOOKS_UNCHANGED = re.compile(r" *\.\.")


def _value(text: str, origin: Origin) -> Value:
    return Value(text[1:] if _LOOKS_UNCHANGED.fullmatch(text) else text, origin)


def _read_frame(pieces: Sequence[Segment]) -> RawFrame:
    """Read one frame; `pieces` runs from the event token to the frame token."""
    head, *body = pieces
    event = EVENTS_BY_TOKEN.get(head.text) if head.kind is SegmentKind.SPECIAL else None
    if event is None:
        raise ValueError(f"a frame starts with an event token, not with {head.text!r}")
    fields = {"": ""}
    field = ""
    for piece in body[:-1]:
        if piece.kind is SegmentKind.SPECIAL:
            field = piece.text
            if field in fields or field not in (ACTION, ARG):
                raise ValueError(f"unexpected {field} in a {event} frame")
            fields[field] = ""
        else:
            fields[field] += piece.text
    if ACTION not in fields:
        raise ValueError(f"a {event} frame lacks its source line")
    pairs = json.loads(fields[""] or EMPTY, object_pairs_hook=tuple)  # an object is a tuple of pairs, an array a list
    if not isinstance(pairs, tuple) or not all(isinstance(text, str) for _, text in pairs):
        raise ValueError("locals are a JSON object of strings")
    source = fields[ACTION].removesuffix(NEWLINE)
    if event is TraceEvent.CALL:
        source = source.removesuffix(START_OF_TRACE)
    arg = fields.get(ARG)
    return RawFrame(
        event=event,
        locals=tuple(pair for pair in pairs if pair[0] != UNCHANGED),
        rest_unchanged=any(name == UNCHANGED for name, _ in pairs),
        source=source,
        arg=None if arg is None else unescape_value(arg[1:-1]),
    )
