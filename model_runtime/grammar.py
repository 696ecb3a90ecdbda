"""What may follow in a frame: the choices a model has between one `<|frame_sep|>` and the next.

`frame_choices` is a coroutine: it yields a `Pick` (one of several texts follows) or a `Hole` (the text of a value
follows, up to one of its closers), is sent what was chosen, and returns the finished frame. A `Pick` with one option
is forced. Lines come from control flow (`program/flow.py`), names from what the interpreter can have bound or changed
(`changes.py`); values are never restricted. Knows no token and no tensor.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

from model_runtime.changes import captured_names, changeable, for_header, surely_bound
from model_runtime.program.flow import FlowState, Step, bound_by, unbound_by
from model_runtime.program.parser import FunctionKind, Program
from model_runtime.trace.format import (
    ACTION,
    ALL_UNCHANGED,
    ARG,
    CLOSE,
    COLON,
    COMMA,
    EMPTY,
    EVENT_TOKENS,
    FRAME,
    MARKED_NEWLINE,
    NEWLINE,
    OPEN,
    QUOTE,
    REST,
    UNCHANGED,
    Dialect,
    RawFrame,
    Segment,
    SegmentKind,
    escape_value,
    special,
    structure,
    unescape_value,
)
from model_runtime.trace.frames import ReturnKind, TraceEvent


@dataclass(frozen=True, slots=True)
class Pick:
    """Exactly one of `options` follows; the index is sent back. `role` names what is decided."""

    role: str  # "event", "name", "line" or "forced"
    options: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """The JSON-escaped text of a value follows, then one of `closers`; both are sent back, as (text, closer index)."""

    role: str  # the local's name, "" for an arg
    closers: tuple[str, ...]
    may_be_unchanged: bool


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """A finished frame: its text, and the control-flow step it stands for."""

    raw: RawFrame
    step: Step


Choices = Generator[Pick | Hole, int | tuple[str, int], FrameChoice | None]


@dataclass(slots=True)
class FrameContext:
    """What the grammar knows before a frame: the program, where control is, what each activation last showed."""

    program: Program
    flow: FlowState
    dialect: Dialect
    shown: dict[int, Mapping[str, str]] = field(default_factory=dict)
    last_line: dict[int, int] = field(default_factory=dict)  # line of the last frame of each activation
    last_event: dict[int, TraceEvent] = field(default_factory=dict)  # and what it was

    def copy(self) -> "FrameContext":
        """Make a context that goes on from here on its own."""
        places = dict(self.last_line), dict(self.last_event)
        return FrameContext(self.program, self.flow.copy(), self.dialect, dict(self.shown), *places)

    def note(self, step: Step, activation: int, frame_locals: Mapping[str, str] | None) -> None:
        """Take in a frame that has happened."""
        if frame_locals is not None:
            self.shown[activation] = frame_locals
        self.last_line[activation] = step.line
        self.last_event[activation] = step.event


def frame_choices(
    context: FrameContext,
    *,
    given: Mapping[str, str] | None = None,
    preferred: Step | None = None,
    expected_only: bool = False,
    only: tuple[Step, ...] | None = None,
) -> Choices:
    """Walk the choices of the next frame; returns None when the trace is over.

    Args:
        context: what is known before it.
        given: fixes values by name (the arguments of an entry call).
        preferred: the step to take where several lines with the same text may follow, which a frame cannot tell apart.
        expected_only: leave out steps to which the text does not lead, apart from exceptions.
        only: the steps to choose from in place of those that control flow allows.
    """
    steps = context.flow.allowed() if only is None else only
    if expected_only and any(step.likely for step in steps):
        steps = tuple(step for step in steps if step.likely or step.event is TraceEvent.EXCEPTION)
    if not steps:
        return None
    events = tuple(dict.fromkeys(step.event for step in steps))
    chosen = yield Pick("event", tuple((special(EVENT_TOKENS[event]),) for event in events))
    assert isinstance(chosen, int)
    event = events[chosen]
    steps = tuple(step for step in steps if step.event is event)
    has_locals = event in (TraceEvent.CALL, TraceEvent.LINE)
    pairs: list[tuple[str, str]] = []
    rest = False
    if has_locals:
        steps, pairs, rest = yield from _locals_choices(context, steps, given or {})
    yield Pick("forced", ((special(ACTION),),))
    lines = context.program.lines
    sources = tuple(dict.fromkeys(lines[step.line - 1] for step in steps))
    is_start = event is TraceEvent.CALL and not context.shown
    newline = structure(MARKED_NEWLINE if is_start else NEWLINE)
    chosen = yield Pick("line", tuple((*_source(source), newline) for source in sources))
    assert isinstance(chosen, int)
    fitting = [step for step in steps if lines[step.line - 1] == sources[chosen]]
    step = preferred if preferred in fitting else fitting[0]
    assert step is not None
    arg: str | None = None
    if not has_locals:
        yield Pick("forced", ((special(ARG), structure(QUOTE)),))
        answer = yield Hole("", (QUOTE,), may_be_unchanged=False)
        assert isinstance(answer, tuple)
        arg = unescape_value(answer[0])
        if step is not preferred:
            step = _return_step(steps, step, arg)
    yield Pick("forced", ((special(FRAME),),))
    return FrameChoice(RawFrame(event, tuple(pairs), rest, sources[chosen], arg), step)


@dataclass(slots=True)
class _Listing:
    """The names that one candidate step may list: known ones in order, then new ones."""

    known: Sequence[str]
    new: Sequence[str]
    required: bool  # known names must all be listed (parameters of a new activation, or CWM's dialect)
    compact: bool
    may_vanish: frozenset[str]
    may_change: frozenset[str] | None = None  # of the known ones; None: all of them
    needed: frozenset[str] = frozenset()  # new names that are bound by now
    position: int = 0
    skipped: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        """Give the names that may come next."""
        names = []
        for name in self.known[self.position :]:
            if self.required or self._is_worth_listing(name):
                names.append(name)
            if self.required and name not in self.may_vanish:
                return names
        return names + [name for name in self.new if name not in self.listed]

    def _is_worth_listing(self, name: str) -> bool:
        """Whether a known name may be listed where only changes need to be; all are when one may have vanished."""
        return self.may_change is None or name in self.may_change or bool(self.may_vanish)

    def is_unchanged(self, name: str) -> bool:
        """Whether a known name has certainly kept its value."""
        return self.may_change is not None and name in self.known and name not in self.may_change

    def may_close(self) -> bool:
        """Whether the listing may be complete here."""
        unlisted = self.skipped | set(self.known[self.position :])
        return unlisted <= self.may_vanish and self.needed <= self.listed

    def may_rest(self) -> bool:
        """Whether all other names may be declared unchanged here."""
        is_left = bool(self.skipped or self.position < len(self.known))
        return self.compact and is_left and self.needed <= self.listed

    def take(self, name: str) -> bool:
        """Go on behind `name`; False when it may not come here."""
        if name not in self.names():
            return False
        if name in self.known:
            at = self.known.index(name)
            self.skipped |= set(self.known[self.position : at])
            self.position = at + 1
        else:
            self.skipped |= set(self.known[self.position :])
            self.position = len(self.known)
        self.listed.add(name)
        return True


def _locals_choices(
    context: FrameContext, steps: tuple[Step, ...], given: Mapping[str, str]
) -> Generator[Pick | Hole, int | tuple[str, int], tuple[tuple[Step, ...], list[tuple[str, str]], bool]]:
    """Walk the locals of a CALL or LINE frame: the steps they fit, the pairs, and whether the rest is unchanged."""
    alive = [(step, _listing(context, step)) for step in steps]
    may_be_unchanged = any(
        listing.known and (not listing.compact or listing.may_vanish)
        for step, listing in alive
        if step.activation is not None
    )
    pairs: list[tuple[str, str]] = []
    while True:
        names = tuple(dict.fromkeys(name for _, listing in alive for name in listing.names()))
        options: list[tuple[Segment, ...]] = []
        if not pairs:
            if any(listing.may_rest() for _, listing in alive):
                options.append((structure(ALL_UNCHANGED),))
            if any(listing.may_close() for _, listing in alive):
                options.append((structure(EMPTY),))
        elif any(listing.may_rest() for _, listing in alive):
            options.append((structure(REST),))
        n_ends = len(options)
        head = (structure(OPEN),) if not pairs else ()
        options += [(*head, Segment(SegmentKind.NAME, name), structure(COLON)) for name in names]
        chosen = yield Pick("name", tuple(options))
        assert isinstance(chosen, int)
        if chosen < n_ends:
            rest = options[chosen] != (structure(EMPTY),)
            fits = [step for step, listing in alive if (listing.may_rest() if rest else listing.may_close())]
            return tuple(fits), pairs, rest
        name = names[chosen - n_ends]
        alive = [(step, listing) for step, listing in alive if listing.take(name)]
        closers = []
        if any(listing.names() or listing.may_rest() for _, listing in alive):
            closers.append(COMMA)
        if any(listing.may_close() for _, listing in alive):
            closers.append(CLOSE)
        if may_be_unchanged and all(listing.is_unchanged(name) for _, listing in alive) and alive[0][1].required:
            value = UNCHANGED
            yield Pick("forced", ((structure(UNCHANGED),),))
            answer = yield Pick("name", tuple((structure(closer),) for closer in closers))
            assert isinstance(answer, int)
            closer = closers[answer]
        elif name in given:
            value = escape_value(given[name])
            yield Pick("forced", ((Segment(SegmentKind.VALUE, value),) if value else (),))
            answer = yield Pick("name", tuple((structure(closer),) for closer in closers))
            assert isinstance(answer, int)
            closer = closers[answer]
        else:
            answer = yield Hole(name, tuple(closers), may_be_unchanged=may_be_unchanged)
            assert isinstance(answer, tuple)
            value, closer = answer[0], closers[answer[1]]
        pairs.append((name, value if value == UNCHANGED else _raw_text(value)))
        if closer == CLOSE:
            return tuple(step for step, listing in alive if listing.may_close()), pairs, False


def _raw_text(escaped: str) -> str:
    """Give a value as JSON holds it: unescaped, with the space that guards a repr like the unchanged mark."""
    text = unescape_value(escaped)
    return " " + text if text.strip(" ") == UNCHANGED else text


def _listing(context: FrameContext, step: Step) -> _Listing:
    function = context.program.function(step.function, step.line)
    compact = context.dialect is Dialect.COMPACT
    if step.activation is None or step.activation not in context.shown:
        params = function.params if function else ()
        free = function.free_names if function else ()
        return _Listing(params, tuple(n for n in free if n not in params), True, False, frozenset())
    shown = context.shown[step.activation]
    if function is None:
        return _Listing(tuple(shown), (), not compact, compact, frozenset())
    last = context.last_line.get(step.activation, step.line)
    event = context.last_event.get(step.activation)
    bound = bound_by(context.program, function, last)
    may_change: frozenset[str] | None = None
    needed: frozenset[str] = frozenset()
    if function.kind is not FunctionKind.COMPREHENSION:  # of those, several may begin on one line
        may_change = changeable(context.program, function, last, shown)
    if event is TraceEvent.CALL and function.kind in _PLAIN_KINDS and not function.is_generator:
        may_change = frozenset()
    elif event is TraceEvent.LINE and step.event is TraceEvent.LINE:
        needed = surely_bound(context.program, last)
        loop = for_header(context.program, last)
        if loop is not None and step.line in loop.body:
            needed = loop.targets
        elif loop is not None and may_change is not None and step.line != last:
            may_change -= loop.targets
            bound = tuple(name for name in bound if name not in loop.targets)
    captured = captured_names(context.program)
    late = (*function.free_names, *(name for name in function.local_names if name in captured))
    new = tuple(dict.fromkeys(name for name in (*bound, *late) if name not in shown))
    vanishing = frozenset(unbound_by(context.program, function, last)) & shown.keys()
    return _Listing(tuple(shown), new, not compact, compact, vanishing, may_change, needed & frozenset(new))


_PLAIN_KINDS = (FunctionKind.FUNCTION, FunctionKind.METHOD)


def _return_step(steps: Sequence[Step], chosen: Step, arg: str) -> Step:
    """Among RETURN steps on the chosen line, which look alike, take the one that most likely gave such a value.

    A generator expression ends with None and hardly ever yields it; an activation is unwound only if nothing else fits.
    """
    same = [step for step in steps if step.line == chosen.line]
    if chosen.function.endswith("<genexpr>"):
        wanted = ReturnKind.RETURNED if arg == "None" else ReturnKind.YIELDED
        same = [step for step in same if step.kind is wanted] or same
    return same[0] if same else chosen


def _source(source: str) -> tuple[Segment, ...]:
    return (Segment(SegmentKind.SOURCE, source),) if source else ()
