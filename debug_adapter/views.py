"""What a client sees of a debugger: stack entries, scopes and variables in the shapes of the protocol.

Numbers that name them (`frameId`, `variablesReference`) hold until the cursor moves.
"""

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from debug_adapter.protocol import Json
from debug_adapter.structure import Part, structure
from model_runtime.debugger import RETURNED, NeuralDebugger
from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import Origin, TraceFrame, Value
from model_runtime.watch import Answer, mark_of

UNSURE = 0.7  # below it a value bears its confidence
MAX_LABEL = 1_000  # characters of a value; the rest is asked for by the clipboard
MAX_FORKS = 100  # shown in the variables view
_CONFIDENCE = re.compile(r"\s+\((?:imagined|imagined, \d+ % sure|\d+ % sure)\)\s*$")


@dataclass(frozen=True, slots=True)
class Holder:
    """What a `variablesReference` names: a scope of a stack entry, or a value in it by its path."""

    level: int
    scope: str  # locals, run, forks, or asked: its value is asked of the model when it is opened
    path: tuple[str, ...] = ()  # names from the variable inwards
    value: Value | None = None
    expression: str = ""  # that gives it; empty where none does


class Views:
    """The references of the present stop."""

    def __init__(self, debugger: NeuralDebugger, *, line_offset: int = 0, column: int = 1) -> None:
        self.debugger = debugger
        self._line_offset = line_offset  # added to 1-based lines
        self._column = column
        self._numbers = count(1)
        self._frames: dict[int, int] = {}
        self._holders: dict[int, Holder] = {}

    def forget(self) -> None:
        """Let all references die: the cursor has moved."""
        self._frames.clear()
        self._holders.clear()

    # ------------------------------------------------------------ the stack

    def stack_frames(self, start: int, levels: int) -> Json:
        """Give a part of the stack, innermost first."""
        stack = self.debugger.stack()
        end = start + levels if levels else len(stack)
        entries = [self._stack_frame(level, stack[level]) for level in range(max(0, start), min(end, len(stack)))]
        return {"stackFrames": entries, "totalFrames": len(stack)}

    def _stack_frame(self, level: int, frame: TraceFrame) -> Json:
        number = next(self._numbers)
        self._frames[number] = level
        event = "" if level or frame.event in ("line", "call") else f" ({frame.kind or frame.event})"
        entry = {
            "id": number,
            "name": frame.function + event + _percent(frame.confidence),
            "line": frame.line + self._line_offset,
            "column": self._column,
            "canRestart": True,
        }
        if frame.file is not None:
            entry["source"] = source(frame.file)
        return entry

    def level(self, frame_id: object) -> int:
        """Give the level of a stack entry; the innermost for None.

        Raises:
            DeskcheckError: the number is of another stop.
        """
        if frame_id is None:
            return 0
        if not isinstance(frame_id, int) or frame_id not in self._frames:
            raise DeskcheckError(f"there is no stack frame {frame_id!r} at this stop")
        return self._frames[frame_id]

    # ------------------------------------------------------------ scopes and variables

    def scopes(self, level: int) -> list[Json]:
        """Give the scopes of a stack entry: its locals, and on the innermost what is known of the run."""
        held = self.debugger.variables(level)
        scopes: list[Json] = [
            {
                "name": "Locals",
                "presentationHint": "locals",
                "variablesReference": self._refer(Holder(level, "locals")),
                "namedVariables": len(held),
                "expensive": False,
            }
        ]
        if level == 0:
            reference = self._refer(Holder(level, "run"))
            scopes.append({"name": "Imagined run", "variablesReference": reference, "expensive": True})
        return scopes

    def _refer(self, holder: Holder) -> int:
        number = next(self._numbers)
        self._holders[number] = holder
        return number

    def holder(self, reference: object) -> Holder:
        """Give what a `variablesReference` names.

        Raises:
            DeskcheckError: it is of another stop.
        """
        if not isinstance(reference, int) or reference not in self._holders:
            raise DeskcheckError(f"there are no variables {reference!r} at this stop")
        return self._holders[reference]

    def variables(self, reference: object, *, start: int = 0, n: int = 0, only: str | None = None) -> list[Json]:
        """Give what is inside, `n` from `start` on where that is asked for; `only` the indexed or the named ones."""
        holder = self.holder(reference)
        if holder.value is None:
            if only == "indexed":
                return []
            items = {"run": self._run_items, "forks": self._forks}.get(holder.scope)
            found = items() if items else self._locals(holder.level)
        elif not structure(str(holder.value)).parts:
            found = [] if only == "indexed" else self._attributes_of(holder)
        else:
            inside = structure(str(holder.value))
            if only is not None and inside.is_indexed != (only == "indexed"):
                return []
            chosen = inside.parts[start : start + n] if n else inside.parts[start:]
            return [self._part(holder, holder.value, part) for part in chosen]
        return found[start : start + n] if n else found[start:]

    def _locals(self, level: int) -> list[Json]:
        return [
            self.variable(name, value, Holder(level, "locals", (name,), value, name if name != RETURNED else ""))
            for name, value in self.debugger.variables(level).items()
        ]

    def _part(self, holder: Holder, whole: Value, part: Part) -> Json:
        value = Value(part.text, whole.origin, whole.confidence)
        expression = holder.expression + part.access if holder.expression and part.access else ""
        inner = Holder(holder.level, holder.scope, (*holder.path, part.name), value, expression)
        return self.variable(part.name, value, inner)

    def _run_items(self) -> list[Json]:
        debugger = self.debugger
        run = debugger.run
        known = len(debugger.timeline)
        items = {
            "frame": f"{debugger.cursor} of {known}{'' if run.ending else ' imagined so far'}",
            "ending": run.ending.words if run.ending else "not known yet",
            "step over": debugger.step_over_mode.value,
        }
        if debugger.frame.confidence is not None:
            items["confidence"] = f"{debugger.frame.confidence:.0%}"
        shapes = [_fact(name, text) for name, text in items.items()]
        reference = self._refer(Holder(0, "forks")) if len(debugger.runs) > 1 else 0
        return [*shapes, _fact("runs", str(len(debugger.runs)), reference)]

    def _forks(self) -> list[Json]:
        """Give the runs, and what each makes different from the one shown."""
        runs = self.debugger.runs
        here = runs.index(self.debugger.run)
        shapes = []
        for number, run in enumerate(runs[:MAX_FORKS]):
            words = run.ending.words if run.ending else "not ended yet"
            if number != here:
                differs = self.debugger.compare(here, number)
                words += "" if differs.index is None else f"; parts from this one at frame {differs.index}"
            shapes.append(_fact(f"{number}: {run.name}{' (here)' if number == here else ''}", words))
        return shapes

    def _attributes_of(self, holder: Holder) -> list[Json]:
        """Give the attributes of an object that its repr does not show, to be asked for one by one."""
        names = self.debugger.attributes(holder.expression, str(holder.value)) if holder.expression else []
        shapes = []
        for name in names:
            expression = f"{holder.expression}.{name}"
            reference = self._refer(Holder(holder.level, "asked", (*holder.path, name), None, expression))
            hint = {"kind": "property", "attributes": ["unknown"], "lazy": True}
            value = "not known: open to ask the model"
            shape = {"name": name, "value": value, "variablesReference": reference, "presentationHint": hint}
            shapes.append(shape | {"evaluateName": expression})
        return shapes

    def variable(self, name: str, value: Value, holder: Holder | None) -> Json:
        """Give the shape of a variable; with a holder it can be opened."""
        shape = self.value(value, holder) | {"name": name}
        if holder is not None and holder.expression:
            shape["evaluateName"] = holder.expression
        return {("value" if key == "result" else key): item for key, item in shape.items()}

    def held(self, level: int, expression: str, value: Value) -> Holder:
        """Give a holder of what an expression gave, so that it opens into its parts."""
        name = expression.strip()
        access = name if name.isidentifier() else f"({name})"
        return Holder(level, "locals", (name,), value, "" if name == RETURNED else access)

    def answer(self, level: int, expression: str, answer: Answer) -> Json:
        """Give the shape of what an expression gives, marked where the model was asked."""
        shape = self.value(answer.value, self.held(level, expression, answer.value))
        if answer.is_asked:
            shape["result"] = _shortened(str(answer.value)) + mark_of(answer)
        if answer.is_raised:
            shape["result"] = f"raises {shape['result']}"
        return shape

    def answered(self, holder: Holder, answer: Answer) -> Json:
        """Give the variable that stands in place of one whose value had to be asked for."""
        shape = self.answer(holder.level, holder.expression, answer) | {"name": holder.path[-1]}
        return {("value" if key == "result" else key): item for key, item in shape.items()}

    def value(self, value: Value, holder: Holder | None) -> Json:
        """Give the shape of a value as `evaluate` answers it."""
        inside = structure(str(value))
        can_open = bool(inside.parts)
        if holder is not None and not can_open and holder.expression and str(value).startswith("<"):
            can_open = bool(self.debugger.attributes(holder.expression, str(value)))
        shape: Json = {
            "result": _shortened(str(value)) + _percent(value.confidence),
            "type": f"{inside.type or '?'} ({_account(value)})",
            "variablesReference": self._refer(holder) if holder is not None and can_open else 0,
            "presentationHint": _hint(value),
        }
        if shape["variablesReference"] and inside.parts:
            shape["indexedVariables" if inside.is_indexed else "namedVariables"] = len(inside.parts)
        return shape


def source(file: str) -> Json:
    """Give the shape of a source file."""
    return {"name": Path(file).name, "path": file}


def without_confidence(text: str) -> str:
    """Take back what was written behind an unsure value: clients offer what they show for editing."""
    return _CONFIDENCE.sub("", text)


def _percent(confidence: float | None) -> str:
    return f"  ({confidence:.0%} sure)".replace("%", " %") if confidence is not None and confidence < UNSURE else ""


def _account(value: Value) -> str:
    if value.origin is Origin.PREDICTED and value.confidence is not None:
        return f"predicted, {value.confidence:.0%} sure"
    return value.origin.value


def _hint(value: Value) -> Json:
    """Say how a value is to be shown: an unsure one is `virtual`, and each says where it comes from."""
    is_unsure = value.origin is Origin.PREDICTED and value.confidence is not None and value.confidence < UNSURE
    attributes = [value.origin.value, *(["unsure"] if is_unsure else [])]
    return {"kind": "virtual" if is_unsure else "data", "attributes": attributes}


def _fact(name: str, text: str, reference: int = 0) -> Json:
    hint = {"kind": "virtual", "attributes": ["readOnly"]}
    return {"name": name, "value": text, "variablesReference": reference, "presentationHint": hint}


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"
