"""What is likely in the next frames: a guess for every choice of the grammar, to be checked by the model.

The next step is what control flow expects, what a condition over shown values gives, or what came after this line last
time; what changes is what the line binds or touches; values are guessed from the line (`value_guess.py`) or are those
the name had. After an edit, the run before it (`edits.py`) is followed where it goes the same way. A guess ends where
nothing can be said. Where the line's exact effect is known (`effects.py`) the guess is certain: assisted prediction
takes it over unasked. Knows no token and no tensor.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from model_runtime.captured import may_have_changed
from model_runtime.edits import OldFrame
from model_runtime.effects import (
    Effect,
    LoopTurn,
    are_clauses_of_one_try,
    catches,
    effect_of,
    handler_lines,
    is_final,
    is_handler,
)
from model_runtime.grammar import FrameChoice, FrameContext, Hole, Pick, frame_choices
from model_runtime.line_code import block_line, line_code, loop_lines, statement_lines
from model_runtime.line_script import ScriptFrame
from model_runtime.program.flow import Step, bound_by, function_flow, unbound_by
from model_runtime.program.parser import FunctionKind, Program
from model_runtime.trace.format import (
    ALL_UNCHANGED,
    CLOSE,
    EMPTY,
    EVENT_TOKENS,
    REST,
    UNCHANGED,
    SegmentKind,
    escape_value,
    structure,
    unescape_value,
)
from model_runtime.trace.frames import ReturnKind, TraceEvent, TraceFrame
from model_runtime.value_guess import argument_value, assigned_value, changed_names, enters_block, returned_value
from model_runtime.working import InnerScope, Results, Running

Answer = int | tuple[str, int]
Place = tuple[TraceEvent, str, int]


class Certainty(IntEnum):
    """How much of a guessed answer follows from the values shown before."""

    NONE = 0
    VALUE = 1  # the value of a hole, not what comes behind it
    ALL = 2


class Guessed(NamedTuple):
    """A choice of the grammar, the guess at it, and whether it can be anything else."""

    item: Pick | Hole
    answer: Answer
    certainty: Certainty
    behind: Place | None = None  # the frame before the one that the choice belongs to


Amend = Callable[[Guessed], Answer]
_HAS_LOCALS = (TraceEvent.CALL, TraceEvent.LINE)
_ENDS = tuple(structure(text) for text in (ALL_UNCHANGED, REST, CLOSE, EMPTY))
_IF = re.compile(r"\bif\b")
_NUMBER = re.compile(r"-?\d+")
_LOOK_AHEAD = 64  # frames of an old run among which its way is found again
_MIN_OVERLAP = 2  # characters by which a value that went its own way is found again in the name's old one


@dataclass(frozen=True, slots=True)
class _Happened:
    """What a trail needs of a frame."""

    event: TraceEvent
    function: str
    line: int
    activation: int
    depth: int
    kind: ReturnKind | None
    arg: str | None
    shown: Mapping[str, str]


@dataclass(slots=True)
class _Trail:
    """Where a run has been: its last place, the last line of each activation, the turns of each `for` loop."""

    last: Place | None = None
    last_but_one: Place | None = None
    here: int | None = None  # the activation in which control is
    lines: dict[int, int] = field(default_factory=dict)
    turns: dict[tuple[int, int], LoopTurn | None] = field(default_factory=dict)  # None: its beginning was not seen
    results: dict[int, Results | None] = field(default_factory=dict)  # of calls on the current line; None: not known
    at_depth: dict[int, int] = field(default_factory=dict)  # the activation entered last at each depth
    owners: dict[int, int] = field(default_factory=dict)  # of comprehensions and lambdas: whose line they belong to
    inside: dict[int, int] = field(default_factory=dict)  # frames of such scopes since the line of their owner began
    inside_shown: dict[int, Mapping[str, str]] = field(default_factory=dict)  # what such scopes showed last
    n_lines: dict[int, int] = field(default_factory=dict)  # LINE frames of each of them
    yielded: dict[int, tuple[str, ...]] = field(default_factory=dict)  # what each generator expression gave so far
    made: dict[int, Results] = field(default_factory=dict)  # what such scopes of the owner's line gave: (kind, repr)
    raised: dict[int, str] = field(default_factory=dict)  # the exception that each activation deals with
    unwinding: str | None = None  # the exception with which the activation that was left last ended
    old: Sequence[OldFrame] = ()  # the run before an edit
    n_followed: int = 0  # frames of it that are behind

    def copy(self) -> "_Trail":
        return _Trail(
            self.last,
            self.last_but_one,
            self.here,
            dict(self.lines),
            dict(self.turns),
            dict(self.results),
            dict(self.at_depth),
            dict(self.owners),
            dict(self.inside),
            dict(self.inside_shown),
            dict(self.n_lines),
            dict(self.yielded),
            dict(self.made),
            dict(self.raised),
            self.unwinding,
            self.old,
            self.n_followed,
        )

    def ahead(self) -> OldFrame | None:
        """Give the frame that the old run had next."""
        return self.old[self.n_followed] if self.n_followed < len(self.old) else None

    def _follow(self, place: Place) -> None:
        """Go along in the old run; stay where it is when it did not come to this place soon."""
        for number in range(self.n_followed, min(len(self.old), self.n_followed + _LOOK_AHEAD)):
            frame = self.old[number]
            if (frame.event, frame.function, frame.line) == place:
                self.n_followed = number + 1
                return

    def owner(self) -> int | None:
        """Give the activation whose line is running."""
        return None if self.here is None else self.owners.get(self.here, self.here)

    def note(self, program: Program, frame: _Happened) -> None:
        activation, line = frame.activation, frame.line
        self._follow((frame.event, frame.function, line))
        self._note_raised(program, frame)
        self.last_but_one = self.last
        if frame.function.endswith(">"):
            self._note_inside(frame)
            return
        self.here = activation
        if frame.event is TraceEvent.CALL:
            self.at_depth[frame.depth] = activation
        elif frame.event is TraceEvent.LINE:
            self.at_depth[frame.depth] = activation
            if _is_loop(program.lines[line - 1]):
                comes_back = activation in self.lines and _is_deeper(program, self.lines[activation], line)
                before = self.turns.get((activation, line))
                again = None if before is None else replace(before, number=before.number + 1)
                is_seen = activation in self.lines or _may_begin_with(program, frame)
                begun = LoopTurn(0, frame.shown) if is_seen else None
                self.turns[(activation, line)] = again if comes_back else begun
            is_clean = self.results.get(activation, ()) == () and not self.inside.get(activation)
            is_going_on = activation in self.lines and line in (statement_lines(program, self.lines[activation]) or ())
            self.results[activation] = () if is_clean or not is_going_on or self.lines[activation] == line else None
            self.lines[activation] = line
            self.inside[activation] = 0
            self.made[activation] = ()
        elif frame.event is TraceEvent.EXCEPTION:
            self.results[activation] = None
        else:
            self.here = self.at_depth.get(frame.depth - 1)
            owner = self.owner()
            if owner is not None:
                before_it = self.results.get(owner)
                is_plain = frame.kind is ReturnKind.RETURNED and frame.arg is not None and before_it is not None
                is_plain = is_plain and activation in self.lines  # else it was jumped over: what it did is not known
                one = (frame.function.rpartition(".")[2], str(frame.arg))
                self.results[owner] = (*(before_it or ()), one) if is_plain else None
        self.last = (frame.event, frame.function, line)

    def _note_raised(self, program: Program, frame: _Happened) -> None:
        """Take in what a frame tells of an exception."""
        self.unwinding = self.raised.get(frame.activation) if frame.kind is ReturnKind.UNWOUND else None
        if frame.event is TraceEvent.EXCEPTION and frame.arg is not None:
            self.raised[frame.activation] = str(frame.arg)
        elif not (
            frame.event is TraceEvent.LINE and program.lines[frame.line - 1].lstrip().startswith(("except ", "except:"))
        ):
            self.raised.pop(frame.activation, None)

    def _note_inside(self, frame: _Happened) -> None:
        """Take in a frame of a comprehension or a lambda."""
        if frame.activation not in self.owners:
            owner = self.owner()
            self.owners[frame.activation] = frame.activation if owner is None else owner
        owner = self.owners[frame.activation]
        self.inside[owner] = self.inside.get(owner, 0) + 1
        self.here = frame.activation
        if frame.event is TraceEvent.RETURN:
            self.here = self.at_depth.get(frame.depth - 1)
            self._note_made(frame, owner)
        else:
            self.at_depth[frame.depth] = frame.activation
        if frame.event is TraceEvent.LINE:
            self.n_lines[frame.activation] = self.n_lines.get(frame.activation, 0) + 1
        self.lines[frame.activation] = frame.line
        if frame.event in _HAS_LOCALS:
            self.inside_shown[frame.activation] = frame.shown
        self.last = (frame.event, frame.function, frame.line)

    def _note_made(self, frame: _Happened, owner: int) -> None:
        """Take in what a comprehension, generator expression or lambda gave."""
        kind, text = frame.function.rpartition(".")[2], str(frame.arg)
        given = self.yielded.get(frame.activation, ())
        if frame.kind is ReturnKind.YIELDED:
            self.yielded[frame.activation] = (*given, text)
            return
        if kind == "<genexpr>":
            text = f"[{', '.join(given)}]"
        self.made[owner] = (*self.made.get(owner, ()), (kind, text))


@dataclass(slots=True)
class _Habits:
    """What came after each place, and what changed on the way from a line of a comprehension to the next."""

    taken: dict[Place, Place] = field(default_factory=dict)
    after_two: dict[tuple[Place | None, Place], Place] = field(default_factory=dict)
    changes: dict[tuple[str, int, int], tuple[str, ...]] = field(default_factory=dict)

    def copy(self) -> "_Habits":
        return _Habits(dict(self.taken), dict(self.after_two), dict(self.changes))

    def note(self, trail: _Trail, frame: TraceFrame) -> None:
        """Take in a frame behind those of a trail."""
        here = (frame.event, frame.function, frame.line)
        if trail.last is not None:
            self.taken[trail.last] = here
            self.after_two[trail.last_but_one, trail.last] = here
        at, shown = trail.lines.get(frame.activation), trail.inside_shown.get(frame.activation)
        if at is not None and shown is not None and frame.event is TraceEvent.LINE:
            changed = tuple(name for name, text in frame.locals.items() if shown.get(name) != text)
            self.changes[frame.function, at, frame.line] = changed

    def next_place(self, trail: _Trail) -> Place | None:
        """Give the place that came after the last two, or after the last one."""
        if trail.last is None:
            return None
        return self.after_two.get((trail.last_but_one, trail.last)) or self.taken.get(trail.last)


class FrameGuesser:
    """Guesses the frames of one run; remembers what came after each line."""

    def __init__(self, program: Program, *, old: Sequence[OldFrame] = ()) -> None:
        self._program = program
        self._habits = _Habits()
        self._trail = _Trail(old=old)
        self._made: tuple[FrameContext, _FrameGuess] | None = None  # for the next frame, if nobody has used it yet

    def copy(self) -> "FrameGuesser":
        """Make a guesser that goes on from here on its own."""
        twin = FrameGuesser(self._program)
        twin._habits, twin._trail = self._habits.copy(), self._trail.copy()
        return twin

    def note(self, frame: TraceFrame) -> None:
        """Take in a frame that has happened."""
        self._made = None
        here = (frame.event, frame.function, frame.line)
        self._habits.note(self._trail, frame)
        kind = frame.kind if frame.event is TraceEvent.RETURN else None
        happened = _Happened(*here, frame.activation, frame.depth, kind, frame.arg, frame.locals)
        self._trail.note(self._program, happened)

    def running(self, shown: Mapping[int, Mapping[str, str]]) -> Running | None:
        """Give the line that is running, of the program's own functions; None where that is not known.

        Args:
            shown: the values shown last, by activation and name.
        """
        trail = self._trail
        number, last, owner = trail.here, trail.last, trail.owner()
        if last is None or number is None or owner is None or owner not in trail.lines or number in trail.raised:
            return None
        results = trail.results.get(owner)
        if results is None or last[0] in (TraceEvent.CALL, TraceEvent.EXCEPTION):
            return None
        line = trail.lines[owner]
        lines = statement_lines(self._program, line) or range(line, line + 1)
        turn, made = trail.turns.get((owner, lines.start)), trail.made.get(owner, ())
        running = Running(lines.start, shown.get(owner, {}), turn, results, made)
        if number == owner:
            return running
        if last[0] is not TraceEvent.LINE:
            return None
        scope = InnerScope(last[1], last[2], shown.get(number, {}), trail.n_lines.get(number, 1) - 1)
        return replace(running, scope=scope)

    def sure_step(self, context: FrameContext) -> Step | None:
        """Give the next step where it can be no other."""
        if self._made is None or self._made[0] is not context:
            self._made = context, _FrameGuess(context, self._trail, self._habits)
        guess = self._made[1]
        return guess.step if guess.is_sure else None

    def following(
        self, context: FrameContext, answers: Sequence[Answer], partial: str = "", *, amend: Amend | None = None
    ) -> Iterator[Guessed]:
        """Give the guessed choices after the `answers` already given in the frame after `context`, frame after frame.

        Args:
            context: what is known before the frame.
            answers: to its choices so far.
            partial: the escaped text of the current hole so far; a guess at it begins with it.
            amend: may put another answer in place of a guess. With it the guess is at what a model will answer, right
                or wrong: the run before an edit comes first, where it had the same values.
        """
        trail, made, self._made = self._trail, self._made, None
        while True:
            if made and made[0] is context and amend is None:
                guess = made[1]
            else:
                guess = _FrameGuess(context, trail, self._habits, is_as_before=amend is not None)
            made = None
            choices = frame_choices(context, preferred=guess.step, expected_only=True)
            try:
                item = next(choices)
                for answer in answers:
                    guess.see(item, answer)
                    item = choices.send(answer)
                while True:
                    guessed = guess.answer(item, partial)
                    if guessed is None:
                        return
                    found = Guessed(item, guessed, guess.certainty(item, guessed), trail.last)
                    if amend is not None and not partial:
                        found = found._replace(answer=amend(found))
                        guessed = found.answer
                    yield found
                    partial = ""
                    guess.see(item, guessed)
                    item = choices.send(guessed)
            except StopIteration as stop:
                choice: FrameChoice | None = stop.value
            if choice is None:
                return
            step = choice.step
            context, activation = _after(context, choice)
            answers, trail = (), trail.copy()
            shown = context.shown.get(activation, {})
            place = (step.event, step.function, step.line)
            trail.note(self._program, _Happened(*place, activation, step.depth, step.kind, choice.raw.arg, shown))


class _FrameGuess:
    """The guess at one frame: the step it takes, and what its line changed."""

    def __init__(self, context: FrameContext, trail: _Trail, habits: _Habits, *, is_as_before: bool = False) -> None:
        self._context = context
        self._trail = trail
        self._habits = habits
        self._listed: set[str] = set()
        self._name = ""  # last listed
        self._shown: Mapping[str, str] = {}
        self._line = ""  # the line that has just run in this activation
        self._turn: LoopTurn | None = None
        self._changed: tuple[str, ...] = ()
        self._effect: Effect | None = None  # of that line, when nothing but the line has run since
        self._old: OldFrame | None = None  # the same frame of the run before an edit, reached with the same values
        self.step, self.is_sure = self._next_step()
        if is_as_before and (again := self._step_as_before()) is not None:
            self.step, self.is_sure, self._effect = again, False, None
        self._captured = _captured(context.program, self.step.function) if self.step else frozenset()
        if self.step is None:
            return
        if self.step.activation is not None:
            self._shown = context.shown.get(self.step.activation, {})
        self._old = self._same_of_old(self.step)
        if self.step.activation is not None:
            self._look_back(self.step)
        elif self._effect is not None and (self._effect.frame or self._effect.call):
            self._changed = tuple(self._effect.known)

    def see(self, item: Pick | Hole, answer: Answer) -> None:
        """Take in a choice that was made."""
        if isinstance(item, Pick) and item.role == "name" and isinstance(answer, int):
            name = next((s.text for s in item.options[answer] if s.kind is SegmentKind.NAME), "")
            if name:
                self._name = name
                self._listed.add(name)

    def answer(self, item: Pick | Hole, partial: str) -> Answer | None:
        """Guess a choice; None when nothing can be said."""
        if self.step is None:
            return None
        if isinstance(item, Pick):
            return self._picked(item, self.step)
        try:
            text = self._filled(item, unescape_value(partial))
        except ValueError:  # an escape is cut in two
            return None
        if text is None:
            return None
        return text if text == UNCHANGED and item.may_be_unchanged else escape_value(text), self._closer(item.closers)

    def certainty(self, item: Pick | Hole, answer: Answer) -> Certainty:
        """Tell how much of a guess follows from the values shown before."""
        effect = self._effect
        if effect is None or not self.is_sure:
            return Certainty.NONE
        is_listing_sure = not effect.is_shared
        if isinstance(item, Pick):
            return Certainty.ALL if item.role != "name" or is_listing_sure else Certainty.NONE
        assert isinstance(answer, tuple)
        if answer[0] == UNCHANGED and item.may_be_unchanged:
            return Certainty.ALL if is_listing_sure else Certainty.NONE
        has_result = bool(effect.frame or effect.raised) or (self.step is not None and self.step.kind is not None)
        is_known = item.role in effect.known if item.role else has_result
        if not is_known:
            return Certainty.NONE
        return Certainty.ALL if is_listing_sure else Certainty.VALUE

    def _next_step(self) -> tuple[Step | None, bool]:
        """Choose the next step, and tell whether it can be no other."""
        context, last = self._context, self._trail.last
        steps: Sequence[Step] = context.flow.expected() or context.flow.allowed()
        if not steps:
            return None, False
        number = self._trail.owner()
        results = self._trail.results.get(number) if number is not None else None
        is_inside = number != self._trail.here
        if last is not None and not is_inside and number is not None:
            step = self._after_raise(steps, number)
            if step is not None:
                return step, True
        if last is None or (last[0] is TraceEvent.CALL and not is_inside):
            results = None
        if number is not None and results is not None and number in self._trail.lines:
            line, shown = self._trail.lines[number], context.shown.get(number, {})
            lines = statement_lines(context.program, line) or range(line, line + 1)
            line, turn = lines.start, self._trail.turns.get((number, lines.start))
            self._effect = self._effect_of(number, line, turn, results)
            if len(lines) > 1:
                step = self._within_statement(steps, number, lines)
                if step is not None:
                    return step, True
            if self._effect is not None and self._effect.raised is not None:
                raising = [s for s in context.flow.allowed() if s.event is TraceEvent.EXCEPTION and s.line == line]
                if len(raising) == 1 and raising[0].activation == number and len(lines) == 1:
                    return raising[0], True
                self._effect = None
            fitting = self._fitting(steps, line, shown, turn)
            if len(fitting) == 1:
                step = fitting[0]
                is_leaving = step.line not in handler_lines(context.program, line)
                if step.event is TraceEvent.LINE and is_leaving and self._may_unbind(number, line):
                    return step, False  # leaving a handler takes its name away
                return step, self._is_certain(step, number)
            steps = fitting or steps
        if (
            last is not None
            and len(steps) == 1
            and steps[0].event is TraceEvent.LINE
            and self._has_just_begun(steps[0])
        ):
            self._effect = Effect()
            return steps[0], True
        old = self._trail.ahead()
        before = old and (old.event, old.function, old.line)
        after = self._habits.next_place(self._trail)
        by_place = {(step.event, step.function, step.line): step for step in reversed(steps)}
        return by_place.get(before) or by_place.get(after) or steps[0], False  # type: ignore[arg-type]

    def _step_as_before(self) -> Step | None:
        """Give the step that the run before an edit took from here with the same values."""
        if self._trail.ahead() is None:
            return None
        return next((step for step in self._context.flow.allowed() if self._same_of_old(step)), None)

    def _same_of_old(self, step: Step) -> OldFrame | None:
        old = self._trail.ahead()
        shown = {} if step.activation is None else self._context.shown.get(step.activation, {})
        is_same = old is not None and (old.event, old.function, old.line) == (step.event, step.function, step.line)
        return old if is_same and old is not None and not old.is_behind_edit and old.before == shown else None

    def _effect_of(self, number: int, line: int, turn: LoopTurn | None, results: Results) -> Effect | None:
        context = self._context
        shown = context.shown.get(number, {})
        if (raised := self._trail.raised.get(number)) is not None:
            return catches(context.program, line, raised)
        return effect_of(
            context.program,
            line,
            shown,
            turn=turn,
            elsewhere=_elsewhere(context, number),
            results=results,
            n_inside=self._trail.inside.get(number, 0),
        )

    def _may_unbind(self, number: int, line: int) -> bool:
        context = self._context
        function = context.program.function_at(line)
        return function is not None and any(
            name in context.shown.get(number, {}) for name in unbound_by(context.program, function, line)
        )

    def _within_statement(self, steps: Sequence[Step], number: int, lines: range) -> Step | None:
        """Give the next step where a statement of several lines is known to go on; forget its effect when in doubt."""
        program, effect = self._context.program, self._effect
        inside = [s for s in steps if s.event is TraceEvent.LINE and s.activation == number and s.line in lines]
        is_loop = any(_is_loop(program.lines[line - 1]) for line in lines)
        is_lone = len(inside) == len(steps) == 1
        if effect is None or effect.frame or effect.raised or self._trail.inside.get(number) or is_loop:
            self._effect = None
        elif is_lone:
            self._effect = Effect()
            return inside[0]
        elif inside:
            self._effect = None
        return None

    def _after_raise(self, steps: Sequence[Step], number: int) -> Step | None:
        """Give the step behind an exception or an activation that ended with one, where it can be no other."""
        last, trail, program = self._trail.last, self._trail, self._context.program
        if trail.unwinding is not None:
            steps = [step for step in steps if step.event is TraceEvent.EXCEPTION]
        elif len(steps) > 1 and all(step.event is TraceEvent.LINE for step in steps):
            lines = tuple(sorted(step.line for step in steps))
            steps = [min(steps, key=lambda step: step.line)] if are_clauses_of_one_try(program, lines) else steps
        if last is None or len(steps) != 1 or steps[0].activation != number:
            return None
        function = program.function(steps[0].function, steps[0].line)
        if function is None or function.is_generator or function.is_async:
            return None
        if last[0] is TraceEvent.EXCEPTION and number in trail.raised:
            is_end = steps[0].kind is ReturnKind.UNWOUND
            if not is_end and may_have_changed(program, self._context.shown.get(number, {})):
                return None  # by what raised it
            if is_end or (steps[0].event is TraceEvent.LINE and is_handler(program, steps[0].line)):
                self._effect = Effect(result="None" if is_end else None)
                return steps[0]
        if trail.unwinding is not None and steps[0].event is TraceEvent.EXCEPTION:
            self._effect = Effect(raised=trail.unwinding)
            return steps[0]
        return None

    def _is_certain(self, step: Step, number: int) -> bool:
        """Tell whether a step that nothing else can be is the one that the line's effect says."""
        if self._effect is None:
            return False
        if self._effect.frame is not None:
            return True
        if self._effect.call is not None:
            return step.event is TraceEvent.CALL and step.activation is None
        is_own = step.activation == number and step.event in (TraceEvent.LINE, TraceEvent.RETURN)
        if step.event is TraceEvent.LINE and _may_begin_elsewhere(self._context.program, step.line):
            return False
        if (
            step.kind is ReturnKind.RETURNED
            and self._effect.result is None
            and is_final(self._context.program, step.line)
        ):
            return False  # perhaps what was to be returned before
        if step.kind is ReturnKind.YIELDED:
            return is_own and self._effect.result is not None
        return is_own and step.kind in (None, ReturnKind.RETURNED)

    def _has_just_begun(self, step: Step) -> bool:
        """Tell whether nothing has run in the step's activation yet."""
        last, number = self._trail.last, self._trail.here
        function = self._context.program.function(step.function, step.line)
        is_plain = function is not None and function.kind in (FunctionKind.FUNCTION, FunctionKind.METHOD)
        if function is not None and step.depth == 0 and (function.is_generator or function.is_async):
            return False  # who called it may close it before it begins
        is_new = last is not None and last[0] is TraceEvent.CALL and number not in self._trail.lines
        return is_new and is_plain and step.activation == number

    def _fitting(self, steps: Sequence[Step], line: int, shown: Mapping[str, str], turn: LoopTurn | None) -> list[Step]:
        """Leave out the steps that a condition rules out."""
        program = self._context.program
        frame = self._effect.frame if self._effect else None
        if frame is not None:
            return [step for step in steps if _is_step_of(step, frame)]
        call = self._effect.call if self._effect else None
        if call is not None:
            return [step for step in steps if step.event is TraceEvent.CALL and step.function == call.function]
        if self._effect is not None and self._effect.enters is None:
            steps = [step for step in steps if step.event is not TraceEvent.CALL]
        if self._effect is not None and self._effect.ran is not None:
            return _after_inline(program, line, self._effect.ran, steps)
        enters = self._effect.enters if self._effect else None
        if enters is None and (turn is not None or not _is_loop(program.lines[line - 1])):
            enters = enters_block(program.lines[line - 1], shown, turn=turn.number if turn else 0)
        block = block_line(program, line)
        if enters is None or block is None:
            return list(steps)
        return [
            s for s in steps if s.event is TraceEvent.CALL or (s.line == block and s.event is TraceEvent.LINE) is enters
        ]

    def _look_back(self, step: Step) -> None:
        context = self._context
        if self._effect is not None and self._effect.frame is not None:
            values = self._effect.frame.values
            self._changed = tuple(name for name, text in values.items() if self._shown.get(name) != text)
            return
        number = step.activation
        function = context.program.function(step.function, step.line)
        at = context.last_line.get(number) if number is not None else None
        if function is None or at is None:
            return
        self._line = context.program.lines[at - 1]
        bound = bound_by(context.program, function, at)
        if function.kind in (FunctionKind.COMPREHENSION, FunctionKind.LAMBDA):
            own = tuple(name for name in bound if name not in function.params)
            bound = self._habits.changes.get((step.function, at, step.line), own)
        if _is_loop(self._line) and not (
            step.event is TraceEvent.LINE and step.line == block_line(context.program, at)
        ):
            bound = ()
        self._turn = self._trail.turns.get((number, at)) if number is not None else None
        if self._effect is not None:
            names = tuple(name for name, text in self._effect.known.items() if self._shown.get(name) != text)
        elif self._old is not None:
            names = self._old.changed
        else:
            names = (*bound, *changed_names(self._line))
        self._changed = tuple(dict.fromkeys(names))

    def _picked(self, item: Pick, step: Step) -> int:
        if len(item.options) == 1:
            return 0
        if item.role == "event":
            return _index(item, EVENT_TOKENS[step.event])
        if item.role == "line":
            return _index(item, self._context.program.lines[step.line - 1])
        if all(segment.kind is not SegmentKind.NAME for option in item.options for segment in option):
            return self._closer([option[0].text for option in item.options])
        for idx, option in enumerate(item.options):
            name = next((segment.text for segment in option if segment.kind is SegmentKind.NAME), "")
            if name and self._may_be_listed(name):
                return idx
        return next((idx for idx, option in enumerate(item.options) if option[0] in _ENDS), 0)

    def _may_be_listed(self, name: str) -> bool:
        if self._effect is not None and self._effect.frame is not None and name not in self._effect.frame.values:
            return False
        is_line = self.step is not None and self.step.event is TraceEvent.LINE
        if is_line and name in self._captured and name not in self._shown:  # these come behind the others, sorted
            left = [other for other in self._changed if other not in self._listed and other not in self._shown]
            if any(other not in self._captured or other < name for other in left):
                return False
        return name not in self._listed and (name in self._changed or (not self._shown and bool(self.step)))

    def _closer(self, closers: Sequence[str]) -> int:
        """Close the listing when nothing that changed is left, else go on."""
        is_left = any(self._may_be_listed(name) for name in (*self._changed, *self._shown))
        wanted = CLOSE if not is_left else ""
        return next((idx for idx, closer in enumerate(closers) if closer == wanted), 0)

    def _filled(self, item: Hole, partial: str) -> str | None:
        assert self.step is not None
        if item.role == "" and self._effect is not None and self._effect.frame is not None:
            return _joined(partial, self._effect.frame.arg)
        if item.role == "" and self._effect is not None and self._effect.raised is not None:
            return _joined(partial, self._effect.raised)
        if item.role == "" and self.step.event is TraceEvent.RETURN and self._effect is not None:
            return _joined(partial, self._effect.result or "None")
        if item.role == "" and self._old is not None:
            return _joined(partial, self._old.arg)
        if item.role == "" and self.step.event is TraceEvent.RETURN:
            line = self._context.program.lines[self.step.line - 1]
            return _joined(partial, returned_value(line, self._shown))
        if item.role == "":
            return None
        if self.step.event is TraceEvent.CALL and not self._shown:
            given = self._argument(self.step, item.role)
            return _joined(partial, self._old.shown.get(item.role) if given is None and self._old else given)
        old = self._shown.get(item.role)
        if item.role not in self._changed and old is not None:
            if item.may_be_unchanged and not partial:
                return UNCHANGED
            return _joined(partial, old) or _rejoined(partial, old)
        if self._effect is not None and item.role in self._effect.known:
            guess: str | None = self._effect.known[item.role]
        elif self._old is not None:
            guess = self._old.shown.get(item.role)
        else:
            guess = assigned_value(self._line, item.role, self._shown, turn=self._turn.number if self._turn else 0)
        return _joined(partial, guess) or _joined(partial, old) or _rejoined(partial, guess or old)

    def _argument(self, step: Step, name: str) -> str | None:
        if self._effect is not None and (self._effect.call or self._effect.frame):
            return self._effect.known.get(name)
        context, last = self._context, self._trail.last
        function = context.program.function(step.function, step.line)
        if function is None or last is None:
            return None
        line = context.program.lines[last[2] - 1]
        shown = context.shown.get(self._trail.here, {}) if self._trail.here is not None else {}
        return argument_value(line, function.name.rpartition(".")[2], function.params, name, shown)


def _joined(partial: str, guess: str | None) -> str | None:
    return guess if guess is not None and guess.startswith(partial) else None


def _rejoined(partial: str, guess: str | None) -> str | None:
    """Go on with a guess behind the place where the value so far is found in it again, else where they parted."""
    if not partial or not guess:
        return None
    if _NUMBER.fullmatch(guess) and _NUMBER.fullmatch(partial):
        return partial + guess[len(partial) :]  # another number is about as long
    parted = next(
        (idx for idx, (a, b) in enumerate(zip(partial, guess, strict=False)) if a != b), min(len(partial), len(guess))
    )
    for size in range(min(len(partial), 12), _MIN_OVERLAP - 1, -1):
        found = guess.find(partial[-size:], max(0, parted - size))
        if found != -1:
            return partial + guess[found + size :]
    return partial + guess[parted:]


def _may_begin_with(program: Program, frame: _Happened) -> bool:
    """Whether a loop that a call is first seen at begins there: a run from a real stop knows only where it stands.

    Where it has made turns, its targets are bound.
    """
    function = program.function(frame.function, frame.line)
    if function is None:
        return True
    is_entry = frame.line in function_flow(program, function).entry
    is_untouched = set(frame.shown) <= {*function.params, *function.free_names}
    return (is_entry and is_untouched) or not set(bound_by(program, function, frame.line)) & set(frame.shown)


def _is_deeper(program: Program, line: int, than: int) -> bool:
    texts = [program.lines[number - 1] for number in (line, than)]
    inner, outer = (len(text) - len(text.lstrip()) for text in texts)
    return line > than and inner > outer


@lru_cache(maxsize=1024)
def _captured(program: Program, function: str) -> frozenset[str]:
    """Give the names that the scopes inside a function read from it."""
    inside = f"{function}."
    return frozenset(name for other in program.functions if other.name.startswith(inside) for name in other.free_names)


@lru_cache(maxsize=4096)
def _may_begin_elsewhere(program: Program, line: int) -> bool:
    """Whether a statement over several lines may begin with another of them.

    A conditional expression begins with its test, a dict that takes in others with its brace.
    """
    lines = statement_lines(program, line)
    if lines is None or len(lines) == 1:
        return False
    first = program.lines[lines.start - 1].lstrip().removeprefix("el").removeprefix("if ")
    return any("**" in text or _IF.search(text) for text in (first, *program.lines[lines.start : lines.stop - 1]))


def _is_step_of(step: Step, frame: ScriptFrame) -> bool:
    is_new = step.activation is None
    return (step.event, step.function, step.kind, is_new) == (frame.event, frame.function, frame.kind, frame.is_new)


def _is_loop(line: str) -> bool:
    return line.lstrip().startswith(("for ", "async for "))


def _after_inline(program: Program, line: int, ran: bool, steps: Sequence[Step]) -> list[Step]:
    """Leave the steps to which a line with its block behind its header leads, whether or not the block ran."""
    code = line_code(program, line)
    if code is None:
        return list(steps)
    last = code.statements[-1]
    if not ran and code.alternative is not None:
        return [s for s in steps if s.event is TraceEvent.LINE and s.line == code.alternative]
    others = [s for s in steps if s.event is not TraceEvent.LINE or s.line != code.alternative]
    if isinstance(last, ast.Raise):
        return [s for s in others if s.event is not TraceEvent.EXCEPTION]
    if code.test is None or len(others) == 1 or not isinstance(last, ast.Return | ast.Break | ast.Continue):
        return others
    if isinstance(last, ast.Return):
        return [s for s in others if (s.event is TraceEvent.RETURN) is ran]
    loop = loop_lines(program, line)
    if isinstance(last, ast.Continue):
        return [s for s in others if (s.event is TraceEvent.LINE and s.line == loop.start) is ran]
    return [s for s in others if (s.event is TraceEvent.LINE and s.line in loop) is not ran]


def _elsewhere(context: FrameContext, activation: int) -> Iterator[str]:
    return (text for number, names in context.shown.items() if number != activation for text in names.values())


def _index(item: Pick, text: str) -> int:
    return next((idx for idx, option in enumerate(item.options) if option[0].text == text), 0)


def _after(context: FrameContext, choice: FrameChoice) -> tuple[FrameContext, int]:
    """Give the context behind a guessed frame, and the frame's activation."""
    following = context.copy()
    step, raw = choice.step, choice.raw
    activation = max(following.shown, default=-1) + 1 if step.activation is None else step.activation
    frame_locals: dict[str, str] | None = None
    if step.event in _HAS_LOCALS:
        before = following.shown.get(activation, {})
        frame_locals = dict(before) if raw.rest_unchanged else {}
        for name, text in raw.locals:
            frame_locals[name] = before[name] if text == UNCHANGED and name in before else text
    following.note(step, activation, frame_locals)
    following.flow.advance(step)
    return following, activation
