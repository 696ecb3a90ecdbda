"""The frame format: what is written, and that it reads back."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_runtime.trace.format import (
    END,
    Dialect,
    FrameParser,
    FrameResolver,
    FrameWriter,
    Location,
    RawFrame,
    Segment,
    SegmentKind,
    context_segments,
    escape_value,
    special,
    to_text,
    unescape_value,
)
from model_runtime.trace.frames import Origin, ReturnKind, TraceEvent, TraceFrame, Value


def frame(event: TraceEvent, line: int, source: str, **more: object) -> TraceFrame:
    return TraceFrame(event=event, function="f", file=None, line=line, source=source, depth=0, activation=0, **more)  # type: ignore[arg-type]


RUN = [
    frame(TraceEvent.CALL, 1, "def f(x):", locals={"x": Value("3")}),
    frame(TraceEvent.LINE, 2, "    y = x + 1", locals={"x": Value("3")}),
    frame(TraceEvent.LINE, 3, "    return y", locals={"x": Value("3"), "y": Value("4")}),
    frame(TraceEvent.RETURN, 3, "    return y", arg=Value("4"), kind=ReturnKind.RETURNED),
]


def written(frames: Sequence[TraceFrame], dialect: Dialect) -> list[Segment]:
    writer = FrameWriter(dialect)
    return [segment for item in frames for segment in writer.write(item)]


def read(segments: Sequence[Segment], frames: Sequence[TraceFrame]) -> list[TraceFrame]:
    """Read back; the places come from the frames themselves, as control flow would give them."""
    places = iter(frames)

    def locate(raw: RawFrame) -> Location:
        at = next(places)
        return Location(at.function, at.file, at.line, at.depth, at.activation, at.kind)

    resolver = FrameResolver(locate, Origin.RECORDED)
    return [resolver.resolve(raw) for raw in FrameParser().feed(segments)]


def test_a_run_is_written_in_the_text_of_cwm() -> None:
    assert to_text(written(RUN, Dialect.CWM)) == (
        '<|call_sep|>{"x": "3"}<|action_sep|>def f(x):  # << START_OF_TRACE\n<|frame_sep|>'
        '<|line_sep|>{"x": ".."}<|action_sep|>    y = x + 1\n<|frame_sep|>'
        '<|line_sep|>{"x": "..", "y": "4"}<|action_sep|>    return y\n<|frame_sep|>'
        '<|return_sep|><|action_sep|>    return y\n<|arg_sep|>"4"<|frame_sep|>'
    )


def test_the_compact_dialect_writes_one_pair_for_all_unchanged_names() -> None:
    assert to_text(written(RUN, Dialect.COMPACT)) == (
        '<|call_sep|>{"x": "3"}<|action_sep|>def f(x):  # << START_OF_TRACE\n<|frame_sep|>'
        '<|line_sep|>{"..": ".."}<|action_sep|>    y = x + 1\n<|frame_sep|>'
        '<|line_sep|>{"y": "4", "..": ".."}<|action_sep|>    return y\n<|frame_sep|>'
        '<|return_sep|><|action_sep|>    return y\n<|arg_sep|>"4"<|frame_sep|>'
    )


def test_a_vanished_name_makes_the_compact_dialect_list_every_name() -> None:
    frames = [
        frame(TraceEvent.LINE, 1, "    del x", locals={"x": Value("3"), "y": Value("4")}),
        frame(TraceEvent.LINE, 2, "    y += 1", locals={"y": Value("4")}),
    ]
    assert to_text(written(frames, Dialect.COMPACT)).endswith('{"y": ".."}<|action_sep|>    y += 1\n<|frame_sep|>')
    assert read(written(frames, Dialect.COMPACT), frames) == frames


def test_the_context_marks_the_line_of_the_entry() -> None:
    segments = context_segments(["import re", "", "def f(x):", "    return x", ""], 2)
    assert to_text(segments) == (
        "<|begin_of_text|><|trace_context_start|>import re\n\n"
        "def f(x):  # << START_OF_TRACE\n    return x\n<|frame_sep|>"
    )


def test_source_that_spells_a_special_token_stays_text() -> None:
    frames = [frame(TraceEvent.LINE, 1, "    s = '<|frame_sep|>'", locals={"t": Value("'<|end_of_text|>'")})]
    assert read(written(frames, Dialect.CWM), frames) == frames


@pytest.mark.parametrize("text", ["..", " ..", "'..'", '"', "\\", "'\\n'", "", "é\u2028", "\ud800"])
def test_every_value_survives_escaping(text: str) -> None:
    assert unescape_value(escape_value(text)) == text


def test_a_frame_cut_anywhere_is_complete_when_the_rest_comes() -> None:
    segments = [
        Segment(segment.kind, char) if segment.kind is not SegmentKind.SPECIAL else segment
        for segment in written(RUN, Dialect.COMPACT)
        for char in (segment.text if segment.kind is not SegmentKind.SPECIAL else [segment.text])
    ]
    whole = list(FrameParser().feed(segments))
    for cut in range(len(segments) + 1):
        parser = FrameParser()
        first = list(parser.feed(segments[:cut]))
        assert first + list(parser.feed(segments[cut:])) == whole
        assert parser.pending == ()


def test_the_end_token_ends_the_trace() -> None:
    parser = FrameParser()
    assert list(parser.feed([special(END)])) == []
    assert parser.ended


@pytest.mark.parametrize("text", ["[1]", '{"x": 1}', "{"])
def test_a_frame_that_is_not_well_formed_is_an_error_and_stays_pending(text: str) -> None:
    parser = FrameParser()
    pieces = [
        special("<|line_sep|>"),
        Segment(SegmentKind.SOURCE, text),
        special("<|action_sep|>"),
        Segment(SegmentKind.SOURCE, "x\n"),
        special("<|frame_sep|>"),
    ]
    with pytest.raises(ValueError):
        list(parser.feed(pieces))
    assert parser.pending == tuple(pieces)


texts = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(["..", " ..", "'a'", "[1, 2]"])
names = st.sampled_from(["x", "y", "total", ".0", "größe"])
sources = st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), max_size=20)


@st.composite
def runs(draw: st.DrawFn) -> list[TraceFrame]:
    frames = []
    for _ in range(draw(st.integers(1, 8))):
        event = draw(st.sampled_from(list(TraceEvent)))
        has_locals = event in (TraceEvent.CALL, TraceEvent.LINE)
        source = draw(sources)
        if event is TraceEvent.CALL:
            source = source.removesuffix("  # << START_OF_TRACE")
        frames.append(
            TraceFrame(
                event=event,
                function="f",
                file=None,
                line=draw(st.integers(1, 99)),
                source=source,
                depth=draw(st.integers(0, 3)),
                activation=draw(st.integers(0, 2)),
                locals={n: Value(v) for n, v in draw(st.dictionaries(names, texts)).items()} if has_locals else {},
                arg=None if has_locals else Value(draw(texts)),
                kind=draw(st.sampled_from(ReturnKind)) if event is TraceEvent.RETURN else None,
            )
        )
    return frames


@settings(max_examples=300, deadline=None)
@given(runs(), st.sampled_from(Dialect))
def test_any_trace_written_reads_back_the_same(frames: list[TraceFrame], dialect: Dialect) -> None:
    assert read(written(frames, dialect), frames) == frames
