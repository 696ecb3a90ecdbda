"""What is known of the imagined run of one function: its frames, its ghost values by line, and how old they are.

An edit moves the ghosts with their lines; what it touches turns stale and stays in its place until a newer run has
reached the line, so that nothing flickers. Lines are 1-based here, as in frames.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lsp_server.documents import Change
from lsp_server.planning import Plan
from model_runtime.edits import kept_frames
from model_runtime.ghost_values import LineGhosts, ghost_values
from model_runtime.predictor import PredictionEnd, proposed_call
from model_runtime.program.parser import Program, parse
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame


class RunState(StrEnum):
    """How far the run of a function is."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reach:
    """When a line ran, in numbers of frames: first, and when its last effect was seen."""

    first: int
    known: int


@dataclass(slots=True)
class Run:
    """The run of one function; changed by the session alone."""

    function: str
    plan: Plan | None = None
    state: RunState = RunState.NONE
    message: str | None = None
    frames: list[TraceFrame] = field(default_factory=list)  # in the lines of the plan's context
    end: PredictionEnd | None = None
    first: int = 0  # lines of the function, as far as known
    last: int = 0
    now: dict[int, LineGhosts] = field(default_factory=dict)  # of the newest text
    old: dict[int, LineGhosts] = field(default_factory=dict)  # of the text before
    reach: dict[int, Reach] = field(default_factory=dict)  # of the lines in `now`
    kept: list[TraceFrame] = field(default_factory=list)  # of the run before, that are this one's, too
    unharmed: frozenset[int] = frozenset()  # lines that edits since could not affect
    touched: bool = False  # edited since it was planned
    is_called_off: bool = False  # by the user: the same request does not begin again by itself

    @property
    def is_settled(self) -> bool:
        """Whether nothing newer is to come."""
        return self.state in (RunState.NONE, RunState.FRESH, RunState.FAILED)

    def ghosts(self) -> Iterator[tuple[LineGhosts, bool]]:
        """Give the ghosts of each line, and whether they are stale."""
        # A line that is reached has ghosts only when the next frame shows its effect; until then the old ones stay.
        known = {line: ghosts for line, ghosts in self.now.items() if ghosts.ghosts or line not in self.old}
        for line, ghosts in self.old.items():
            if line not in known:
                yield ghosts, line not in self.unharmed
        is_stale = self.state is RunState.STALE or self.touched
        for line, ghosts in known.items():
            yield ghosts, is_stale and line not in self.unharmed

    def turn_old(self) -> None:
        """Keep what is shown until something newer is known."""
        self.old = {**self.old, **self.now}
        self.now, self.reach = {}, {}
        self.touched, self.unharmed = False, frozenset()

    def begin(self, plan: Plan) -> None:
        """Begin anew with a plan; what is shown stays until then, and what an edit leaves of it is this run's."""
        self.turn_old()
        self.kept = self._kept_in(plan)
        self.plan, self.frames, self.end, self.message = plan, [], None, None
        self.state, self.is_called_off = RunState.WAITING, False

    def waiting_for_text(self) -> "Run":
        """Give what is known of a function whose text is gone for the moment."""
        return Run(self.function, first=self.first, last=self.last, old={**self.old, **self.now})

    def show(self, program: Program) -> None:
        """Work out the ghosts of the frames there are, at the places they have in a text."""
        if self.plan is None:
            return
        context = self.plan.context
        seen = self._shown_frames() if len(self.frames) >= len(self.kept) else self.kept
        frames = [placed for frame in seen if (placed := context.placed(frame)).file == context.file]
        self.now, self.reach = ghost_values(frames, program.lines), _reach(frames)

    def finish(self, end: PredictionEnd, program: Program) -> None:
        """Take the end of the run: what was older is gone."""
        self.end = end
        if end.outcome is Outcome.CANCELLED:
            self.state = RunState.STALE if self.now or self.old else RunState.NONE
            return
        self.kept = []
        self.show(program)
        self.old, self.unharmed = {}, frozenset()
        self.state = RunState.FRESH

    def fail(self, message: str) -> None:
        """Say why there is no run, or no more of it; what came before stays."""
        self.state, self.message = RunState.FAILED, message
        self.old = {}

    def moved(self, change: Change) -> None:
        """Follow an edit of the text; what it touches is stale from now on."""
        first, end = change.first + 1, change.end + 1  # 1-based, half open
        if self.first <= end - 1 and first <= self.last:
            unharmed = _known_before(self.reach, first, end)
            self.unharmed = unharmed & self.unharmed if self.touched else unharmed
            self.touched = True
        self.unharmed = frozenset(_moved_lines(self.unharmed, change).values())
        self.reach = {new: self.reach[line] for line, new in _moved_lines(self.reach, change).items()}
        self.now, self.old = _moved(self.now, change), _moved(self.old, change)
        if self.first >= end:
            self.first += change.shift
        if self.last >= first:
            self.last += change.shift

    def trace(self) -> Trace | None:
        """Give the run as a trace, its frames at their places; None before the first frame."""
        if self.plan is None or not self.frames:
            return None
        end = self.end
        return Trace(
            frames=tuple(self.plan.context.placed(frame) for frame in self._shown_frames()),
            outcome=end.outcome if end else Outcome.CANCELLED,
            result=end.result if end and not self.plan.is_cut else None,
            origin=Origin.PREDICTED,
            file=self.plan.context.file,
            entry=self.function,
            call=self.call,
            why=self.plan.request.why,
            note=self.plan.context.placed_note(end.note) if end else "under way",
        )

    @property
    def call(self) -> str:
        """The call that is imagined; one that the model proposed as far as it has."""
        if self.plan is None:
            return ""
        if self.plan.request.call is None and self.frames:
            return proposed_call(self.function, self.frames)
        return self.plan.entry.call

    def _kept_in(self, plan: Plan) -> list[TraceFrame]:
        """Give the frames of the run before that a plan's has, too: of the same call, up to what was edited."""
        before = self.plan
        if before is None or not self.frames or before.request.arguments != plan.request.arguments or plan.is_cut:
            return []
        old, new = parse(before.context.text), parse(plan.context.text)
        entry = new.function(plan.function, plan.context.entry_line)
        return kept_frames(old, new, entry, self.frames) if entry is not None else []

    def _shown_frames(self) -> list[TraceFrame]:
        """Leave out how a function that is being typed would end."""
        frames = self.frames
        if self.plan is not None and self.plan.is_cut and frames:
            last = frames[-1]
            falls_off = last.event is TraceEvent.RETURN and last.kind is ReturnKind.RETURNED and last.arg == "None"
            if falls_off and last.depth == 0 and "return" not in last.source:
                return frames[:-1]
        return frames


def _reach(frames: Sequence[TraceFrame]) -> dict[int, Reach]:
    """Find when each line ran first, and when its last effect was seen: in the next frame of its activation."""
    first: dict[int, int] = {}
    known: dict[int, int] = {}
    before: dict[int, int] = {}
    for idx, frame in enumerate(frames):
        first.setdefault(frame.line, idx)
        if frame.activation in before:
            known[before[frame.activation]] = idx
        known[frame.line] = idx if frame.event is TraceEvent.RETURN else len(frames)
        before[frame.activation] = frame.line
    return {line: Reach(first[line], known[line]) for line in first}


def _known_before(reach: Mapping[int, Reach], first: int, end: int) -> frozenset[int]:
    """Give the lines of which all was known before one of the edited lines, half open, ran: the edit leaves them.

    There are none where an edited line did not run: what is written there may run at any time. What is inserted between
    two lines may run right after the one or right before the other.
    """
    edited = range(first - 1, first + 1) if first == end else range(first, end)
    if not all(line in reach for line in edited):
        return frozenset()
    start = min(reach[line].first for line in edited)
    return frozenset(line for line, when in reach.items() if when.known <= start and line not in edited)


def _moved(lines: Mapping[int, LineGhosts], change: Change) -> dict[int, LineGhosts]:
    """Move ghosts with their lines."""
    moved = _moved_lines(lines, change)
    return {new: LineGhosts(new, lines[line].runs, lines[line].ghosts) for line, new in moved.items()}


def _moved_lines(lines: Iterable[int], change: Change) -> dict[int, int]:
    """Give the new numbers of lines; those that are gone are left out, the first edited line keeps its own."""
    first, end = change.first + 1, change.end + 1
    moved: dict[int, int] = {}
    for line in lines:
        if line >= end:
            moved[line] = line + change.shift
        elif line < first or line - first < change.n_lines:
            moved[line] = line
    return moved
