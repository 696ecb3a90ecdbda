"""`deskcheck step`: the virtual debugger in a terminal. One line per command, a fresh view after each move.

The view shows the source around the cursor, the variables (changed ones marked), the stack, and how the run ended. From
a pipe, commands are read line by line and the view is printed below the one before.
"""

import asyncio
import inspect
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from model_runtime.breakpoints import DataBreakpoint, FunctionBreakpoint, LineBreakpoint
from model_runtime.debugger import NeuralDebugger, StepOver, Stop, StopReason
from model_runtime.entering import enter
from model_runtime.errors import DeskcheckError
from model_runtime.imagined_run import EndingKind
from model_runtime.inverse import arguments_for
from model_runtime.predictor import Predictor, read_source
from model_runtime.render import glyphs_for, highlighted, printable, shorten, value_style
from model_runtime.trace.frames import Origin, TraceEvent, Value
from model_runtime.watch import mark_of

AROUND = 8  # lines of source before and after the cursor, at least
MAX_STACK = 8  # calls shown
MAX_HISTORIES = 6  # variables whose former values are shown
MAX_VALUES = 6  # of each
HINT = "n next  s step in  o out  b back  c continue  r reverse  u 7 until  break 7  x = 5 what if  help  q quit"
KEYS = {"F5": ("15", "continue"), "F6": ("17", "reverse"), "F9": ("20", "back"), "F10": ("21", "next"),
        "F11": ("23", "step"), "F12": ("24", "out")}  # fmt: skip
PROMPT = "deskcheck> "
_BREAK = re.compile(r"(?:(?P<line>\d+)|(?P<name>[^\W\d][\w.]*))(?:\s+if\s+(?P<condition>.+))?$")
_SET = re.compile(r"([^\W\d]\w*|\(return\))\s*=(?!=)\s*(.+)$")


@dataclass(frozen=True, slots=True)
class _Command:
    names: tuple[str, ...]
    arguments: str
    words: str
    do: Callable[["Stepper", str], Stop | str | Awaitable[Stop | str | None] | None]


class Stepper:
    """A debugger at a prompt."""

    def __init__(self, debugger: NeuralDebugger, predictor: Predictor, console: Console, *, title: str) -> None:
        self.debugger = debugger
        self._predictor = predictor
        self._console = console
        self._glyphs = glyphs_for(console)
        self._title = title
        self._texts: dict[str | None, list[str]] = {}
        self._watched: list[str] = []

    async def run(self, lines: Iterator[str]) -> None:
        """Obey commands until they end or one says so."""
        stop = await self.debugger.start()
        await self._show(stop, None)
        last = "step"
        for line in lines:
            text = line.strip() or last
            word = text.split(maxsplit=1)[0]
            if word in ("q", "quit", "exit"):
                return
            stop_or_words: Stop | str | None
            try:
                stop_or_words = await self._obey(text)
            except DeskcheckError as error:
                stop_or_words = str(error)
            last = text if _command(word) is not None else last
            if isinstance(stop_or_words, Stop):
                await self._show(stop_or_words, None)
            elif stop_or_words:
                await self._show(None, stop_or_words)

    async def _obey(self, text: str) -> Stop | str | None:
        word, _, rest = text.partition(" ")
        command = _command(word)
        if command is not None and not _SET.match(text):
            found = command.do(self, rest.strip())
            return await found if inspect.isawaitable(found) else found
        setting = _SET.match(text)
        if setting is not None:
            value = self.debugger.set_variable(setting.group(1), setting.group(2))
            return Stop(StopReason.FORK, f"{setting.group(1)} = {value}: run {len(self.debugger.runs) - 1}")
        return await self.value_of(text)

    async def value_of(self, expression: str) -> str:
        """Give the value of an expression in words."""
        answer = await self.debugger.evaluate(expression)
        raised = "raises " if answer.is_raised else ""
        return (
            f"{raised}{answer.value}{mark_of(answer)}"
            if answer.is_asked
            else (f"{raised}{answer.value}  ({_account(answer.value)})")
        )

    # ------------------------------------------------------------ commands

    def add_breakpoint(self, text: str) -> str:
        """Stop at a line or function, perhaps on a condition."""
        match = _BREAK.match(text)
        if match is None:
            return "write: break LINE [if CONDITION], or break FUNCTION [if CONDITION]"
        points = self.debugger.breakpoints
        condition = match.group("condition")
        if match.group("line"):
            point = LineBreakpoint(self.debugger.frame.file, int(match.group("line")), condition)
            self.debugger.breakpoints = replace(points, lines=(*points.lines, point))
        else:
            entered = FunctionBreakpoint(match.group("name"), condition)
            self.debugger.breakpoints = replace(points, functions=(*points.functions, entered))
        return f"stops at {text}"

    def add_log(self, text: str) -> str:
        """Say something at a line, without stopping."""
        line, _, message = text.partition(" ")
        if not message.strip():
            return "write: log LINE MESSAGE, with {expressions} in the message"
        point = LineBreakpoint(self.debugger.frame.file, _number(line, "a line"), log_message=message.strip())
        points = self.debugger.breakpoints
        self.debugger.breakpoints = replace(points, lines=(*points.lines, point))
        return f"says {message.strip()!r} at line {line}"

    def watch_data(self, name: str) -> str:
        """Stop where a variable changes."""
        if name not in self.debugger.variables():
            return f"{name!r} is no variable here"
        points = self.debugger.breakpoints
        point = DataBreakpoint(self.debugger.frame.function, name)
        self.debugger.breakpoints = replace(points, data=(*points.data, point))
        return f"stops when {name} of {self.debugger.frame.function} changes"

    def toggle(self, kind: str) -> str:
        """Stop at raised exceptions, or at unsure predictions; once more: no longer."""
        points = self.debugger.breakpoints
        if kind == "raised":
            self.debugger.breakpoints = replace(points, raised=not points.raised)
        elif kind == "unsure":
            self.debugger.breakpoints = replace(points, unsure=None if points.unsure is not None else 0.5)
        else:
            return "write: catch raised, or catch unsure"
        points = self.debugger.breakpoints
        return f"raised: {'on' if points.raised else 'off'}, unsure: {'on' if points.unsure is not None else 'off'}"

    def clear(self, _rest: str) -> str:
        """Forget all breakpoints."""
        self.debugger.breakpoints = type(self.debugger.breakpoints)()
        return "no breakpoints"

    def run_to(self, text: str) -> Awaitable[Stop]:
        """Go on to a line."""
        return self.debugger.run_to(self.debugger.frame.file, _number(text, "a line"))

    def restart(self, text: str) -> Awaitable[Stop]:
        """Go back to where an open call began."""
        return self.debugger.restart_frame(_number(text or "0", "a level of the stack"))

    def jump(self, text: str) -> Stop:
        """Put control on a line."""
        return self.debugger.jump(_number(text, "a line"))

    def history(self, name: str) -> str:
        """Give the values that a variable had."""
        found = self.debugger.history(name)
        return "\n".join(f"frame {at}: {value}" for at, value in found) or f"{name!r} has had no value here"

    def forks(self, _rest: str) -> str:
        """Give the runs, and where each parts from the first."""
        lines = []
        for number, run in enumerate(self.debugger.runs):
            here = self._glyphs.here if run is self.debugger.run else " "
            ending = run.ending.words if run.ending else "not ended yet"
            at = self.debugger.compare(0, number).index if number else None
            parts = "" if at is None else f", parts from run 0 at frame {at}"
            lines.append(f"{here} {number}: {run.name}: {ending}{parts}")
        return "\n".join(lines)

    def jump_over(self, _rest: str) -> Awaitable[Stop]:
        """Step over calls without imagining their inside."""
        return self.debugger.step_over(StepOver.JUMP)

    def diff(self, text: str) -> str:
        """Compare two runs."""
        numbers = [_number(part, "a number") for part in text.split()[:2]]
        if not numbers:
            return "write: diff NUMBER, or diff NUMBER NUMBER"
        here = self.debugger.runs.index(self.debugger.run)
        return self.debugger.compare(*(numbers if len(numbers) == 2 else (here, numbers[0]))).words

    def watch(self, expression: str) -> str:
        """Show the value of an expression at every stop; once more: no longer."""
        if expression in self._watched:
            self._watched.remove(expression)
            return f"{expression} is no longer watched"
        self._watched.append(expression)
        return f"{expression} is watched"

    async def inverse(self, goal: str) -> str:
        """Propose arguments that lead to a result."""
        found = await arguments_for(self._predictor, self.debugger.runs[0].request, goal)
        lines = [f"{p.call}  {self._glyphs.gives} {p.result}  (imagined, {p.confidence:.0%} sure)" for p in found]
        return "\n".join(lines) or f"no call that gives {goal} was found"

    def help(self, _rest: str) -> str:
        """List the commands."""
        rows = [(f"{', '.join(c.names)} {c.arguments}".strip(), c.words) for c in COMMANDS]
        rows += [("NAME = VALUE", "another value from here on: the run forks"), ("EXPRESSION", "its value here")]
        width = max(len(left) for left, _ in rows)
        return "\n".join(f"{left:<{width}}  {right}" for left, right in rows)

    # ------------------------------------------------------------ the view

    async def _show(self, stop: Stop | None, words: str | None) -> None:
        """Draw where the cursor stands, or only say something."""
        if stop is None:
            self._console.print(Text(printable_lines(words or "")))
            return
        if self._console.is_terminal:
            self._console.clear()
        for text, frame in stop.log:
            self._console.print(Text(printable(f"line {frame.line}: {text}"), "cyan"))
        self._console.print(self._view())
        for expression in self._watched:
            try:
                value = await self.value_of(expression)
            except DeskcheckError as error:
                value = str(error)
            self._console.print(Text(f"{expression} = {value}", "cyan"))
        self._console.print(self._footer(stop))
        if self._console.is_terminal:
            self._console.print(Text(HINT, "dim", no_wrap=True, overflow="ellipsis"))

    def _view(self) -> RenderableType:
        width = max(40, self._console.width)
        left = width * 3 // 5
        table = Table.grid(padding=(0, 2))
        table.add_column(width=left)
        table.add_column()
        table.add_row(self._source(left - 2), self._state(width - left - 3))
        return Group(Text(self._title, "bold magenta"), table)

    def _source(self, width: int) -> Text:
        """Give the source around the cursor, as much as fits."""
        debugger = self.debugger
        lines = self._lines(debugger.frame.file)
        n_around = AROUND if not self._console.is_terminal else max(AROUND, (self._console.height - 9) // 2)
        first = max(1, min(debugger.frame.line - n_around, len(lines) - 2 * n_around))
        last = min(len(lines), max(debugger.frame.line + n_around, first + 2 * n_around))
        source = Text(no_wrap=True, overflow="ellipsis")
        points = {p.line: p for p in debugger.breakpoints.lines if p.file == debugger.frame.file}
        callers = {f.line for f in debugger.stack()[1:] if f.file == debugger.frame.file}
        for number, text in enumerate(highlighted(lines[first - 1 : last]), first):
            is_here = number == debugger.frame.line
            mark = self._glyphs.here if is_here else "*" if number in points else "-" if number in callers else " "
            row = Text(f"{mark}{number:>5} {self._glyphs.bar} ", "" if is_here else "dim" if mark == " " else "red")
            row.append_text(text)
            row.truncate(width, overflow="ellipsis", pad=is_here)
            if is_here:
                row.stylize("bold reverse" if self._console.is_terminal else "bold")
            source.append_text(row).append("\n")
        return source

    def _state(self, width: int) -> Text:
        """Give the variables, the stack, and the values that the variables had."""
        debugger = self.debugger
        text = Text(no_wrap=True, overflow="ellipsis")
        changed = debugger.changed()
        for name, value in debugger.variables().items():
            mark = "*" if name in changed else " "
            sure = f" ({value.confidence:.0%})" if value.confidence is not None and value.confidence < 0.7 else ""
            shown = shorten(printable(str(value)), max(8, width - len(name) - len(sure) - 5), self._glyphs)
            style = (
                "yellow" if value.origin is Origin.EDITED else value_style(value, "bold" if mark == "*" else "default")
            )
            text.append(f"{mark} {name} = {shown}{sure}\n", style)
        text.append("\nstack\n", "magenta")
        for level, frame in enumerate(debugger.stack()[:MAX_STACK]):
            mark = self._glyphs.here if level == 0 else " "
            style = "default" if level == 0 else "dim"
            text.append(shorten(f"{mark} {frame.function}, line {frame.line}", width, self._glyphs) + "\n", style)
        if (n_more := len(debugger.stack()) - MAX_STACK) > 0:
            text.append(f"  and {n_more} more\n", "dim")
        history = [(name, values) for name in debugger.variables() if len(values := debugger.history(name)) > 1]
        if history:
            text.append("\nhistory\n", "magenta")
        for name, values in history[:MAX_HISTORIES]:
            said = ", ".join(printable(str(value)) for _, value in values[-MAX_VALUES:])
            more = "... " if len(values) > MAX_VALUES else ""
            text.append(shorten(f"  {name}: {more}{said}", width, self._glyphs) + "\n", "dim")
        return text

    def _footer(self, stop: Stop) -> Text:
        debugger = self.debugger
        known = len(debugger.timeline) - 1
        ending = debugger.run.ending
        frame = debugger.frame
        where = f"frame {debugger.cursor}/{known}{'' if ending else '+'}"
        event = f" {frame.event.value}" if frame.event is not TraceEvent.LINE else ""
        raised = f" {frame.arg}" if frame.event is TraceEvent.EXCEPTION else ""
        fork = f", run {debugger.runs.index(debugger.run)} ({debugger.run.name})" if len(debugger.runs) > 1 else ""
        words = f"predicted {where}{event}{printable(raised)}{fork}; {stop.reason.value}"
        text = Text(words, "magenta")
        if stop.text:
            text.append(f": {printable(stop.text)}")
        if ending is not None and stop.reason is StopReason.END:
            text.stylize({EndingKind.RETURNED: "green", EndingKind.RAISED: "red"}.get(ending.kind, "yellow"))
        return text

    def _lines(self, file: str | None) -> list[str]:
        if file not in self._texts:
            self._texts[file] = list(_split(read_source(Path(file)))) if file else list(self.debugger.program.lines)
        return self._texts[file]


def step(
    target: str, call: str | None, predictor: Predictor, console: Console, *, max_frames: int, pure_neural: bool
) -> None:
    """Step through an imagined run, commands from standard input.

    Raises:
        DeskcheckError: the file cannot be read, or has no such function or call.
    """
    name, function = target, None
    if "::" in target and not Path(target).exists():
        name, _, function = target.partition("::")
    entered = enter(Path(name), function or None, call, pure_neural=pure_neural)
    debugger = NeuralDebugger(predictor, entered.request, entered.context, max_frames=max_frames)
    title = f"imagined: {entered.request.call or entered.request.function} ({entered.request.why}); help lists commands"
    stepper = Stepper(debugger, predictor, console, title=title)

    async def run() -> None:
        try:
            await stepper.run(_typed(console))
        finally:
            await debugger.close()

    asyncio.run(run())


def _typed(console: Console) -> Iterator[str]:
    """Give the lines that are typed; from a pipe without a prompt."""
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        import readline  # gives `input` its history

        for number, command in KEYS.values():
            readline.parse_and_bind(f'"\\e[{number}~": "\\C-a\\C-k{command}\\n"')
    while True:
        try:
            yield input(PROMPT) if is_terminal else input()
        except EOFError:
            return


def printable_lines(text: str) -> str:
    """Spell out what a terminal would obey, line by line."""
    return "\n".join(map(printable, text.split("\n")))


def _split(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def _number(text: str, what: str) -> int:
    if not text.isdigit():
        raise DeskcheckError(f"{text!r} is not {what}")
    return int(text)


def _account(value: Value) -> str:
    if value.origin is Origin.PREDICTED and value.confidence is not None:
        return f"predicted, {value.confidence:.0%} sure"
    return value.origin.value


COMMANDS: tuple[_Command, ...] = (
    _Command(("s", "step"), "[FUNCTION]", "step into calls", lambda s, rest: s.debugger.step_in(rest or None)),
    _Command(("n", "next"), "", "step over calls", lambda s, _: s.debugger.step_over()),
    _Command(("nj", "next-jump"), "", "step over in one jump to the return: fast, less sure", Stepper.jump_over),
    _Command(("o", "out"), "", "step out to the caller", lambda s, _: s.debugger.step_out()),
    _Command(("b", "back"), "", "undo the last step", lambda s, _: s.debugger.step_back()),
    _Command(("bi", "back-in"), "", "one stop back, into calls", lambda s, _: s.debugger.step_back_in()),
    _Command(("c", "continue"), "", "go on to a breakpoint or the end", lambda s, _: s.debugger.resume()),
    _Command(("r", "reverse"), "", "go back to a breakpoint or the start", lambda s, _: s.debugger.reverse()),
    _Command(("u", "until"), "LINE", "go on to a line", Stepper.run_to),
    _Command(("restart",), "[LEVEL]", "back to where a call began", Stepper.restart),
    _Command(("g", "goto"), "FRAME", "to an imagined frame", lambda s, r: s.debugger.go_to(_number(r, "a frame"))),
    _Command(
        ("j", "jump"), "LINE", "put control on a line: a fork", lambda s, r: s.debugger.jump(_number(r, "a line"))
    ),
    _Command(("break",), "LINE|FUNCTION [if X]", "stop there", Stepper.add_breakpoint),
    _Command(("log",), "LINE MESSAGE", "say something there, with {expressions}, and go on", Stepper.add_log),
    _Command(("data",), "NAME", "stop where it changes", Stepper.watch_data),
    _Command(("catch",), "raised|unsure", "stop at exceptions, at unsure predictions", Stepper.toggle),
    _Command(("clear",), "", "forget all breakpoints", Stepper.clear),
    _Command(("p", "print"), "EXPRESSION", "its value here, exact or predicted", lambda s, rest: s.value_of(rest)),
    _Command(("w", "watch"), "EXPRESSION", "show it at every stop", Stepper.watch),
    _Command(("h", "history"), "NAME", "the values it had", Stepper.history),
    _Command(("forks",), "", "the runs so far", Stepper.forks),
    _Command(("diff",), "[NUMBER] NUMBER", "where two runs part, and how each ends", Stepper.diff),
    _Command(("fork",), "NUMBER", "go to another run", lambda s, r: s.debugger.switch(_number(r, "a number"))),
    _Command(("inverse",), "RESULT", "propose arguments that lead to a result", Stepper.inverse),
    _Command(("help", "?"), "", "this list", Stepper.help),
    _Command(("q", "quit"), "", "leave", lambda s, _: None),
)
_BY_NAME: Mapping[str, _Command] = {name: command for command in COMMANDS for name in command.names}


def _command(word: str) -> _Command | None:
    return _BY_NAME.get(word)
