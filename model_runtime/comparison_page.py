"""A predicted run beside the recorded one as one HTML file: source, timeline of agreement, both states at each step.

The file needs no network and no server: style and script are inline, and a content security policy forbids the rest.
Without the script the list of steps can still be read. User text is escaped as text in markup and as `\\u003c` in the
data, so no string of a program can end an element.
"""

import difflib
import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from model_runtime.program.parser import Program
from model_runtime.render import divergence_words, parting_line, printable, shown_ranges
from model_runtime.trace.compare import Comparison, differing_names, same_place, same_state
from model_runtime.trace.frames import NO_LOCALS, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, Value

MAX_ALIGNED = 1_000_000  # frames times frames that are searched for where two runs meet again
SEEN_BEFORE = 2  # rounds of a loop that are shown before those that agree are folded
MIN_FOLDED = 6  # steps
MAX_CELLS = 600  # of the timeline; more steps share one
MAX_TEXT = 300  # characters of a value in the list of steps

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A predicted and a recorded frame that stand for the same moment, None where one side has none."""

    predicted: TraceFrame | None
    recorded: TraceFrame | None

    @property
    def verdict(self) -> str:
        """Say how the two agree: same, value (other values), control (other place), predicted or recorded (alone)."""
        if self.predicted is None:
            return "recorded"
        if self.recorded is None:
            return "predicted"
        if not same_place(self.predicted, self.recorded):
            return "control"
        return "same" if same_state(self.predicted, self.recorded) else "value"

    @property
    def frame(self) -> TraceFrame:
        """The frame that says where the step is: the real one where there is one."""
        frame = self.recorded or self.predicted
        assert frame is not None
        return frame


def comparison_page(predicted: Trace, recorded: Trace, comparison: Comparison, program: Program) -> str:
    """Give the page."""
    steps = paired(predicted.frames, recorded.frames, comparison.control)
    divergence = comparison.first_divergence
    wrong = None if divergence is None else parting_line(divergence, predicted, recorded)
    first = next((idx for idx, step in enumerate(steps) if step.verdict != "same"), None)
    parts = {
        "TITLE": _text(f"{predicted.call} in {predicted.file or 'a text'}"),
        "CALL": _text(predicted.call),
        "WHERE": _text(f"{predicted.file or 'a text'} ({predicted.why})"),
        "VERDICT_CLASS": "same" if divergence is None else "differs",
        "VERDICT": (
            f"No divergence: all {comparison.of} frames agree."
            if divergence is None
            else f"They part at step {first if first is not None else divergence.index}, line {wrong}: "
            + _text(divergence_words(divergence, predicted))
        ),
        "SCORES": _scores(comparison),
        "ENDINGS": _ending(predicted) + _ending(recorded),
        "TIMELINE": _timeline(steps),
        "SOURCE": _source(program, steps, wrong),
        "STEPS": _steps(steps),
        "FIRST": str(first if first is not None else 0),
        "DATA": _data(steps),
    }
    page = files("model_runtime").joinpath("comparison_page.html").read_text(encoding="utf-8")
    pieces = page.split("@@")  # every second piece names a part; parts are never searched for names
    return "".join(parts[piece] if idx % 2 else piece for idx, piece in enumerate(pieces))


def paired(predicted: Sequence[TraceFrame], recorded: Sequence[TraceFrame], n_same: int) -> list[Step]:
    """Pair the frames of two runs: by position as far as they take the same way, then where they meet again."""
    steps = [Step(p, r) for p, r in zip(predicted[:n_same], recorded[:n_same], strict=True)]
    left, right = predicted[n_same:], recorded[n_same:]
    if not left or not right or len(left) * len(right) > MAX_ALIGNED:
        return steps + [Step(p, r) for p, r in zip_longest(left, right)]
    keys = [[(frame.event, frame.line, frame.depth) for frame in side] for side in (left, right)]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            steps += [Step(p, r) for p, r in zip(left[a:b], right[c:d], strict=True)]
            continue
        steps += [Step(p, r) for p, r in zip_longest(left[a:b], right[c:d])]
    return steps


def folds(steps: Sequence[Step]) -> list[range]:
    """Find the rounds of loops to fold: steps that agree, on lines that were run twice or more before."""
    seen: dict[tuple[int, int, TraceEvent], int] = {}
    can_fold = []
    for step in steps:
        frame = step.frame
        key = (frame.activation, frame.line, frame.event)
        outer = (-1, frame.line, frame.event)  # the same line in another call counts, too: recursion, helpers
        seen[key] = seen.get(key, 0) + 1
        seen[outer] = seen.get(outer, 0) + 1
        can_fold.append(step.verdict == "same" and max(seen[key], seen[outer]) > SEEN_BEFORE)
    for idx, step in enumerate(steps):  # what leads up to a difference, and the end, stay open
        if step.verdict != "same":
            can_fold[max(0, idx - 3) : idx] = [False] * min(3, idx)
    found: list[range] = []
    start: int | None = None
    for idx in range(len(steps) + 1):
        if idx < len(steps) and can_fold[idx]:
            start = idx if start is None else start
        elif start is not None:
            if idx - start >= MIN_FOLDED:
                found.append(range(start, idx))
            start = None
    return found


# ---------------------------------------------------------------- parts of the page


def _scores(comparison: Comparison) -> str:
    shares = (("event and line", comparison.control), ("with values", comparison.state))
    return "; ".join(f"{name} {n} of {comparison.of} frames" for name, n in shares)


def _ending(trace: Trace) -> str:
    words = {Outcome.LIMIT: "stopped at a limit", Outcome.ENDLESS: "never ends"}.get(trace.outcome, trace.outcome.value)
    result = f" <code>{_shown(trace.result)}</code>" if trace.result is not None else ""
    note = f" <span class=note>{_text(trace.note)}</span>" if trace.note else ""
    model = f", model {_text(trace.model)}" if trace.model else ""
    cost = f"{len(trace.frames)} frames in {trace.stats.seconds:.1f} s{model}"
    name = trace.origin.value
    return f'<dt class="{name}">{name}</dt><dd>{words}{result}{note} <span class=dim>{cost}</span></dd>'


_SEVERITY = ("same", "predicted", "recorded", "value", "control")


def _timeline(steps: Sequence[Step]) -> str:
    size = -(-len(steps) // MAX_CELLS) or 1
    cells = []
    for start in range(0, len(steps), size):
        part = steps[start : start + size]
        worst = max((step.verdict for step in part), key=_SEVERITY.index)
        at = next(idx for idx, step in enumerate(part, start) if step.verdict == worst)
        until = f" to {start + len(part) - 1}" if len(part) > 1 else ""
        title = f"step {start}{until}, line {steps[at].frame.line}: {WORDS[worst]}"
        cells.append(f'<a class="{worst}" href="#s{at}" data-step={at} title="{title}"></a>')
    return "".join(cells)


WORDS = {
    "same": "agree",
    "value": "other values",
    "control": "other place",
    "predicted": "only predicted",
    "recorded": "only recorded",
}
_MARKS = {"same": "", "value": "≠", "control": "✗", "predicted": "◁", "recorded": "▷"}


def _source(program: Program, steps: Sequence[Step], wrong: int | None) -> str:
    frames = [frame for step in steps for frame in (step.predicted, step.recorded) if frame is not None]
    ran = {frame.line for frame in frames}
    rows: list[str] = []
    for lines in shown_ranges(program.functions, frames):
        rows.append('<div class="gap"></div>' if rows else "")
        for line in lines:
            if line > len(program.lines):
                continue
            marks = f"{' wrong' if line == wrong else ''}{'' if line in ran else ' idle'}"
            text = _text(program.lines[line - 1].expandtabs(4)) or " "
            rows.append(f'<div class="src{marks}" id=l{line}><b>{line}</b><code>{text}</code></div>')
    return "".join(rows)


def _steps(steps: Sequence[Step]) -> str:
    rows = []
    before: tuple[dict[int, Mapping[str, Value]], ...] = ({}, {})
    for idx, step in enumerate(steps):
        wrong = _wrong_names(step)
        sides = [
            _side(frame, known, wrong) for frame, known in zip((step.predicted, step.recorded), before, strict=True)
        ]
        frame = step.frame
        where = f"{'· ' * min(frame.depth, 12)}{_text(frame.source.strip())}"
        event = "" if frame.event is TraceEvent.LINE else f"<i>{frame.event.value}</i> "
        rows.append(
            f'<tr id=s{idx} class="{step.verdict}" data-step={idx}><td>{idx}<td>{frame.line}'
            f'<td class=mark title="{WORDS[step.verdict]}">{_MARKS[step.verdict]}'
            f"<td><code>{event}{where}</code><td>{sides[0]}<td>{sides[1]}"
        )
    for fold in reversed(folds(steps)):
        visits = Counter((steps[idx].frame.line, steps[idx].frame.event) for idx in fold)
        n_rounds = max(visits.values())
        text = f"{len(fold)} more steps, about {n_rounds} rounds, all agree"
        inner = [row.replace("<tr ", "<tr hidden ", 1) for row in rows[fold.start : fold.stop]]
        head = (
            f"<tr class=fold data-until={fold.stop - 1} data-from={fold.start}><td colspan=6>"
            f"<button type=button>▸ {text}</button>"
        )
        rows[fold.start : fold.stop] = [head, *inner]
    return "\n".join(rows)


def _wrong_names(step: Step) -> frozenset[str]:
    if step.predicted is None or step.recorded is None:
        return frozenset()
    return frozenset(differing_names(step.predicted, step.recorded))


def _side(frame: TraceFrame | None, known: dict[int, Mapping[str, Value]], wrong: frozenset[str]) -> str:
    """Write what a frame changed, and all of it that the other side has otherwise."""
    if frame is None:
        return '<span class="dim">–</span>'
    if frame.event in (TraceEvent.RETURN, TraceEvent.EXCEPTION):
        return "" if frame.kind is ReturnKind.UNWOUND or frame.arg is None else f"→ {_shown(frame.arg)}"
    before = known.get(frame.activation, NO_LOCALS)
    known[frame.activation] = frame.locals
    parts = []
    for name, value in frame.locals.items():
        if name in wrong:
            parts.append(f"<mark>{_text(name)} = {_shown(value)}</mark>")
        elif before.get(name) != value:
            parts.append(f"{_text(name)} = {_shown(value)}")
    return " ".join(f"<code>{part}</code>" for part in parts)


def _data(steps: Sequence[Step]) -> str:
    """Write what the script needs to rebuild both states at any step: changes within activations."""
    before: tuple[dict[int, Mapping[str, Value]], ...] = ({}, {})
    rows = []
    for step in steps:
        sides = [
            _frame_data(frame, known) for frame, known in zip((step.predicted, step.recorded), before, strict=True)
        ]
        rows.append([step.verdict, *sides, sorted(_wrong_names(step))])
    text = json.dumps(rows, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _frame_data(frame: TraceFrame | None, known: dict[int, Mapping[str, Value]]) -> list[Any] | None:
    if frame is None:
        return None
    changed: Json = {}
    gone: list[str] = []
    if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
        before = known.get(frame.activation, NO_LOCALS)
        known[frame.activation] = frame.locals
        changed = {name: printable(value) for name, value in frame.locals.items() if before.get(name) != value}
        gone = [name for name in before if name not in frame.locals]
    arg = None if frame.arg is None or frame.kind is ReturnKind.UNWOUND else printable(frame.arg)
    return [frame.event.value, frame.line, frame.activation, printable(frame.function), changed, gone, arg]


def _shown(value: Value) -> str:
    text = printable(value)
    cut = text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"
    return html.escape(cut)


def _text(text: str) -> str:
    return html.escape(printable(text))
