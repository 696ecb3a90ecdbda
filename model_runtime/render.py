"""Traces in a terminal: source with ghost values beside it, growing while frames come in, and a footer.

Everything here is a function from values to rich renderables; what is read, predicted or recorded is decided elsewhere.
"""

import re
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.syntax import Syntax
from rich.text import Text

from model_runtime.ghost_values import GhostKind, GhostValue, LineGhosts, ghost_values
from model_runtime.program.parser import Function, FunctionKind, Program
from model_runtime.trace.compare import Comparison, Divergence
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, Value

UNSURE = 0.5  # values below this confidence are dim
MAX_VALUES = 4  # of a name on one line; more are folded
TAB_WIDTH = 4
LIVE_MARGIN = 3  # rows of a terminal that a live view leaves free
MIN_GHOST_WIDTH = 28  # columns; with less room beside the source the ghosts go below it

_OBJECT = re.compile(r"<(?:__main__\.)?([^<>]+?)(?: object)? at 0x[0-9a-fA-F]+>")

OUTCOME_STYLES = {
    Outcome.RETURNED: "green",
    Outcome.RAISED: "red",
    Outcome.LIMIT: "yellow",
    Outcome.ENDLESS: "yellow",
    Outcome.CANCELLED: "yellow",
}
ORIGIN_STYLES = {Origin.PREDICTED: "magenta", Origin.RECORDED: "cyan"}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The marks of a view, for terminals that can draw them and for others."""

    bar: str = "│"
    gap: str = "┆"
    here: str = "▶"
    wrong: str = "✗"
    gives: str = "→"
    more: str = "…"
    dot: str = "·"


ASCII = Glyphs(bar="|", gap=":", here=">", wrong="x", gives="->", more="...", dot="-")


@dataclass(frozen=True, slots=True)
class GhostColumn:
    """Ghosts to show beside the source, under a title where there are several columns."""

    title: str
    ghosts: Mapping[int, LineGhosts]
    style: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Source of the functions that ran, with ghosts beside it."""

    source_lines: tuple[str, ...]
    ranges: tuple[range, ...]  # lines to show, in order, without overlap
    columns: tuple[GhostColumn, ...]
    here: int | None = None  # line to point at
    wrong: frozenset[int] = frozenset()  # lines to mark as different
    height: int | None = None  # rows at most; the window follows `here`

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the view out for the width of a terminal."""
        glyphs = glyphs_for(console)
        rows = _rows(self, glyphs, options.max_width)
        if self.height is not None and len(rows) > self.height:
            at = next((idx for idx, row in enumerate(rows) if row.line == self.here), len(rows) - 1)
            first = max(0, min(at - self.height * 2 // 3, len(rows) - self.height))
            rows = rows[first : first + self.height]
        yield Text("\n").join([row.text for row in rows])


def glyphs_for(console: Console) -> Glyphs:
    """Choose marks that a terminal's encoding has."""
    return Glyphs() if console.encoding.lower().startswith("utf") else ASCII


def shown_ranges(functions: Iterable[Function], frames: Iterable[TraceFrame]) -> tuple[range, ...]:
    """Choose the lines to show: every function that a frame is in, and the first line of the classes around it."""
    functions = tuple(functions)
    ran = {frame.line for frame in frames}
    spans = [(line, line) for line in ran]
    for function in functions:
        if function.kind is not FunctionKind.CLASS_BODY and any(
            function.line <= line <= function.end_line for line in ran
        ):
            spans.append((function.line, function.end_line))
            spans += [
                (f.def_line, f.def_line) for f in functions if f.kind is FunctionKind.CLASS_BODY and _holds(f, function)
            ]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(range(first, last + 1) for first, last in joined)


def trace_view(
    frames: Sequence[TraceFrame],
    program: Program,
    *,
    live: bool = False,
    height: int | None = None,
) -> SourceView:
    """Show frames as annotated source; `live` points at the last one."""
    style = ORIGIN_STYLES.get(frames[-1].origin, "default") if frames else "default"
    return SourceView(
        source_lines=program.lines,
        ranges=shown_ranges(program.functions, frames),
        columns=(GhostColumn(frames[0].origin.value if frames else "", ghost_values(frames, program.lines), style),),
        here=frames[-1].line if live and frames else None,
        height=height,
    )


def trace_footer(trace: Trace, glyphs: Glyphs) -> Text:
    """Say what a trace is: the call and why, the outcome, the result and how sure, what it cost, and its limits."""
    word = trace.origin.value
    footer = Text(overflow="fold")
    footer.append(f"{word} ", ORIGIN_STYLES.get(trace.origin, "bold") + " bold")
    footer.append(printable(trace.call), "bold")
    footer.append(f"  ({printable(trace.why)})\n", "dim")
    footer.append_text(_outcome(trace))
    footer.append(f"\n{_cost(trace, glyphs)}", "dim")
    if trace.origin is Origin.PREDICTED:
        footer.append(f" {glyphs.dot} predicted: nothing was run", "dim")
    return footer


def comparison_view(predicted: Trace, recorded: Trace, comparison: Comparison, program: Program) -> SourceView:
    """Show a predicted run beside the recorded one, with the line marked where they part."""
    columns = tuple(
        GhostColumn(trace.origin.value, ghost_values(trace.frames, program.lines), ORIGIN_STYLES[trace.origin])
        for trace in (predicted, recorded)
    )
    line = (
        None if comparison.first_divergence is None else parting_line(comparison.first_divergence, predicted, recorded)
    )
    ranges = shown_ranges(program.functions, (*predicted.frames, *recorded.frames))
    return SourceView(program.lines, ranges, columns, wrong=frozenset() if line is None else frozenset({line}))


def comparison_footer(predicted: Trace, recorded: Trace, comparison: Comparison, glyphs: Glyphs) -> Text:
    """Say where two runs part, how far they agree, and how each of them ended."""
    footer = Text(overflow="fold")
    divergence = comparison.first_divergence
    if divergence is None:
        footer.append(f"no divergence: all {comparison.of} frames agree\n", "bold green")
    else:
        line = parting_line(divergence, predicted, recorded)
        footer.append(f"first divergence at frame {divergence.index}, line {line}: ", "bold red")
        footer.append(divergence_words(divergence, predicted) + "\n")
    shares = (("event and line", comparison.control), ("with values", comparison.state))
    agreeing = f" {glyphs.dot} ".join(f"{name} {n} of {comparison.of}" for name, n in shares)
    footer.append(f"frames that agree from the start: {agreeing}\n")
    for trace in (predicted, recorded):
        footer.append(f"\n{trace.origin.value:<10}", ORIGIN_STYLES[trace.origin] + " bold")
        footer.append_text(_outcome(trace))
        footer.append(f"\n{'':<10}{_cost(trace, glyphs)}", "dim")
    return footer


def parting_line(divergence: Divergence, predicted: Trace, recorded: Trace) -> int:
    """Give the line whose effect differs: that of a frame with an arg, else that of the activation's frame before."""
    frames = recorded.frames if len(recorded.frames) > divergence.index else predicted.frames
    frame = frames[divergence.index]
    if divergence.kind == "value" and divergence.name is None:
        return frame.line
    before = [f for f in frames[: divergence.index] if f.activation == frame.activation or divergence.kind != "value"]
    return before[-1].line if before else frame.line


def divergence_words(divergence: Divergence, trace: Trace) -> str:
    """Say in a line what differs; `trace` is the predicted one."""
    sides = [printable(side) if side is not None else None for side in (divergence.predicted, divergence.recorded)]
    if divergence.kind == "length":
        if sides[0] is None and trace.truncated:
            return f"the prediction stopped here, the recorded run goes on with {sides[1]}"
        if sides[0] is None:
            return f"the predicted run is over, the recorded one goes on with {sides[1]}"
        return f"the recorded run is over, the predicted one goes on with {sides[0]}"
    predicted, recorded = (side if side is not None else "nothing" for side in sides)
    what = f"{divergence.name} " if divergence.name else ""
    return f"{what}predicted {predicted}, recorded {recorded}"


class FrameList:
    """Writes frames one a line as they come; knows what each activation had before."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._before: dict[int, Mapping[str, Value]] = {}
        self._n_frames = 0

    def line(self, frame: TraceFrame) -> Text:
        """Write a frame: number, event, place, source, and what changed since the activation's last frame."""
        text = Text(f"{self._n_frames:>4} ", "dim")
        text.append(f"{'  ' * frame.depth}{frame.event.value:<9} ", _event_style(frame))
        text.append(f"{printable(frame.function)}:{frame.line}  ", "dim")
        text.append(printable(frame.source).strip())
        known = self._before.get(frame.activation, {})
        for name, value in frame.locals.items():
            if known.get(name) != value:
                text.append(f"  {name} = ", "dim")
                text.append(printable(value), value_style(value, ORIGIN_STYLES.get(frame.origin, "default")))
        if frame.arg is not None and frame.kind is not ReturnKind.UNWOUND:
            text.append(f"  {self._glyphs.gives} ", "dim")
            text.append(printable(frame.arg), value_style(frame.arg, ORIGIN_STYLES.get(frame.origin, "default")))
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            self._before[frame.activation] = frame.locals
        self._n_frames += 1
        return text


class LiveTrace:
    """A run that is still being imagined, drawn anew at each refresh from the frames that are there by then."""

    def __init__(self, program: Program, call: str | None) -> None:
        self.frames: list[TraceFrame] = []
        self._program = program
        self._call = call
        self._started = time.monotonic()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw as much as fits the terminal around the latest frame."""
        frames = list(self.frames)
        if frames:
            yield trace_view(frames, self._program, live=True, height=max(4, console.height - LIVE_MARGIN))
        seconds = time.monotonic() - self._started
        status = f"predicting {printable(self._call or '')}: {len(frames)} frames, {seconds:.0f} s  (Ctrl-C stops)"
        yield Text(status, "magenta", no_wrap=True, overflow="ellipsis")


def value_style(value: Value, style: str = "default") -> str:
    """Choose the style of a value: dim where the predictor is unsure."""
    return "dim" if value.confidence is not None and value.confidence < UNSURE else style


def printable(text: str) -> str:
    """Spell out what a terminal would obey instead of showing: control and direction characters."""
    text = text.expandtabs(TAB_WIDTH)
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode()
        for char in text
    )


def _without_address(text: str) -> str:
    """Make `<__main__.Desk object at 0x0>` a `<Desk>`: an address says nothing."""
    return _OBJECT.sub(r"<\1>", text)


def shorten(text: str, width: int, glyphs: Glyphs) -> str:
    """Cut the middle out of a text that is wider than `width` columns."""
    if cell_len(text) <= width:
        return text
    room = max(2, width - len(glyphs.more))
    tail = room // 3
    return f"{text[: room - tail]}{glyphs.more}{text[-tail:] if tail else ''}"


def _holds(outer: Function, inner: Function) -> bool:
    return outer.line <= inner.line and inner.end_line <= outer.end_line


# ---------------------------------------------------------------- layout


@dataclass(frozen=True, slots=True)
class _Row:
    line: int | None
    text: Text


def _rows(view: SourceView, glyphs: Glyphs, width: int) -> list[_Row]:
    """Lay out: gutter, source, ghosts; a column a width where there is room, one below another where there is not."""
    code = highlighted(view.source_lines)
    lines = [line for lines in view.ranges for line in lines if line <= len(code)]
    gutter = len(str(max(lines, default=1))) + 5  # "▶ 12 │ "
    widest = max((cell_len(code[line - 1].plain) for line in lines), default=0)
    code_width = min(widest, max(24, (width - gutter) * 55 // 100)) + 2
    ghost_width = (width - gutter - code_width) // max(1, len(view.columns))
    beside = ghost_width >= MIN_GHOST_WIDTH
    rows = []
    if beside and any(column.title for column in view.columns):
        rows.append(_Row(None, _titles(view.columns, gutter + code_width, ghost_width)))
    previous: int | None = None
    for line in lines:
        if previous is not None and line != previous + 1:
            rows.append(_Row(None, Text(f"{glyphs.gap:>{gutter - 1}}", "dim")))
        previous = line
        ghosts = [_ghost_text(column, line, glyphs) for column in view.columns]
        head = _gutter(view, line, glyphs, gutter)
        body = code[line - 1].copy()
        if not any(line in column.ghosts and column.ghosts[line].runs for column in view.columns):
            body.stylize("dim")
        has_room = cell_len(body.plain) < code_width and all(cell_len(ghost.plain) < ghost_width for ghost in ghosts)
        fits = beside and has_room
        text = head + body
        if any(ghosts) and fits:
            text.pad_right(max(0, gutter + code_width - cell_len(text.plain)))
            for ghost in ghosts:
                text += ghost
                text.pad_right(max(0, ghost_width - cell_len(ghost.plain)))
            text.rstrip()
        rows.append(_Row(line, _cut(text, width)))
        if any(ghosts) and not fits:
            rows += _rows_below(view, line, ghosts, gutter=gutter, width=width, glyphs=glyphs)
    return rows


def _rows_below(
    view: SourceView, line: int, ghosts: Sequence[Text], *, gutter: int, width: int, glyphs: Glyphs
) -> list[_Row]:
    source = view.source_lines[line - 1].expandtabs(TAB_WIDTH)
    indent = min(len(source) - len(source.lstrip()) + 4, width // 3)
    rows = []
    for column, ghost in zip(view.columns, ghosts, strict=True):
        if ghost:
            text = Text(f"{glyphs.bar:>{gutter - 1}} ", "dim") + Text(" " * indent)
            text.append(f"{column.title}: " if len(view.columns) > 1 else "", f"{column.style} dim")
            rows.append(_Row(line, _cut(text + ghost, width)))
    return rows


def _titles(columns: Sequence[GhostColumn], left: int, ghost_width: int) -> Text:
    text = Text(" " * left)
    for column in columns:
        text.append(f"{column.title:<{ghost_width}}", f"{column.style} bold")
    text.rstrip()
    return text


def _gutter(view: SourceView, line: int, glyphs: Glyphs, gutter: int) -> Text:
    mark, style = " ", "dim"
    if line in view.wrong:
        mark, style = glyphs.wrong, "bold red"
    elif line == view.here:
        mark, style = glyphs.here, "bold magenta"
    text = Text(f"{mark} ", style)
    text.append(f"{line:>{gutter - 5}} {glyphs.bar} ", style if mark != " " else "dim")
    return text


def _ghost_text(column: GhostColumn, line: int, glyphs: Glyphs) -> Text:
    text = Text(no_wrap=True)
    known = column.ghosts.get(line)
    for ghost in known.ghosts if known else ():
        text.append("   " if text else "")
        text.append(_ghost_label(ghost, glyphs), "dim")
        text += _folded_values(ghost, column.style, glyphs)
    return text


def _ghost_label(ghost: GhostValue, glyphs: Glyphs) -> str:
    if ghost.kind is GhostKind.RETURNED:
        return f"{glyphs.gives} "
    if ghost.kind is GhostKind.YIELDED:
        return f"yields {glyphs.gives} "
    if ghost.kind is GhostKind.RAISED:
        return f"{glyphs.wrong} "
    if ghost.kind is GhostKind.DELETED:
        return f"{ghost.name} deleted"
    return f"{ghost.name}: " if len(ghost.values) > 1 else f"{ghost.name} = "


def _folded_values(ghost: GhostValue, style: str, glyphs: Glyphs) -> Text:
    """Write the values of all runs: `0, 1, 2 … 9`."""
    style = "red" if ghost.kind is GhostKind.RAISED else style
    folded = len(ghost.values) > MAX_VALUES
    values = [*ghost.values[: MAX_VALUES - 1], ghost.values[-1]] if folded else list(ghost.values)
    budget = max(12, 72 // max(1, len(values)))
    text = Text()
    for idx, value in enumerate(values):
        if idx:
            is_gap = folded and idx == len(values) - 1
            text.append(f" {glyphs.more} " if is_gap else ", ", "dim")
        text.append(shorten(_without_address(printable(value)), budget, glyphs), value_style(value, style))
    return text


def highlighted(source_lines: Sequence[str]) -> list[Text]:
    """Give lines with the colours of Python."""
    lines = [printable(line) for line in source_lines]
    syntax = Syntax("", "python", theme="ansi_dark", background_color="default")
    highlighted = list(syntax.highlight("\n".join(lines)).split("\n", allow_blank=True))
    if [text.plain for text in highlighted[: len(lines)]] == lines:
        return highlighted[: len(lines)]
    return [Text(line) for line in lines]  # a highlighter that changes text is not to be believed


def _cut(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    text.no_wrap = True
    return text


# ---------------------------------------------------------------- words


def _outcome(trace: Trace) -> Text:
    """Say how a run ended, with what, how sure that is, and what limits it met."""
    style = OUTCOME_STYLES[trace.outcome]
    text = Text(_outcome_words(trace), f"{style} bold")
    if trace.result is not None:
        text.append(f" {printable(trace.result)}", style)
        if trace.result.confidence is not None:
            text.append(f"  confidence {trace.result.confidence:.2f}", "dim")
    if trace.note and trace.note != _outcome_words(trace):
        text.append(f"\nnote: {printable(trace.note)}", "yellow")
    return text


def _outcome_words(trace: Trace) -> str:
    words = {
        Outcome.RETURNED: "returned" if trace.result is not None else "returned nothing",
        Outcome.RAISED: "raised",
        Outcome.LIMIT: "stopped at a limit",
        Outcome.ENDLESS: "endless",
        Outcome.CANCELLED: "cancelled",
    }
    return words[trace.outcome]


def _cost(trace: Trace, glyphs: Glyphs) -> str:
    n_frames = len(trace.frames)
    parts = [f"{n_frames} {'frame' if n_frames == 1 else 'frames'} in {trace.stats.seconds:.1f} s"]
    if trace.model:
        parts.append(f"model {trace.model}")
    return f" {glyphs.dot} ".join(parts)


def _event_style(frame: TraceFrame) -> str:
    styles = {TraceEvent.CALL: "bold", TraceEvent.RETURN: "green", TraceEvent.EXCEPTION: "red"}
    return styles.get(frame.event, "default")
