"""What a user may set, under `deskcheck` in an editor's configuration; one wrong value loses nothing else.

The same names, defaults and descriptions stand in `editors/vscode/package.json`; a test keeps them equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from lsp_server.methods import CLIENT_COMMANDS
from model_runtime.predictor import CHOICES as MODEL_CHOICES
from model_runtime.predictor import RemoteServer


@dataclass(frozen=True, slots=True)
class GhostSettings:
    """Which values are shown at the ends of lines, and how."""

    enable: bool = True
    arguments: bool = True
    assigned: bool = True
    deleted: bool = False
    yielded: bool = True
    returned: bool = True
    raised: bool = True
    max_length: int = 40  # characters of a line's label; VS Code cuts a line's hints at 43
    minimum_confidence: float = 0.3  # below it nothing is shown
    unsure_below: float = 0.7  # below it a question mark follows


@dataclass(frozen=True, slots=True)
class CodeLensSettings:
    """What stands above a function."""

    enable: bool = True


@dataclass(frozen=True, slots=True)
class DiagnosticSettings:
    """Which findings are reported."""

    exceptions: bool = True
    asserts: bool = True
    endless: bool = True
    divergences: bool = True
    minimum_confidence: float = 0.7


@dataclass(frozen=True, slots=True)
class InlineValueSettings:
    """Values beside the source while a debugger has stopped."""

    enable: bool = True


@dataclass(frozen=True, slots=True)
class PredictionSettings:
    """What is predicted without being asked for, and within which bounds."""

    when: str = "visible"  # visible: functions in view; onDemand: only when asked
    proposed_arguments: bool = True  # also functions without an example, with arguments from the signature or the model
    max_frames: int = 256
    pure_neural: bool = False


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The completions server of a model that computes elsewhere; its key comes from the environment alone."""

    url: str = ""
    served_name: str = ""  # what it calls the model; empty: the model's own name
    timeout: int = 120  # seconds, of one answer
    patience: int = 60  # seconds, for a server that is away or busy


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `enable` is the master switch."""

    enable: bool = True
    model: str = ""  # name or folder of a checkpoint; empty: the embedded one
    device: str = "auto"
    quantization: str = "none"
    engine: str = "local"  # remote: the model computes on `server`
    server: ServerSettings = field(default_factory=ServerSettings)
    python: str = ""  # interpreter of real runs; empty: the server's own
    ghost_values: GhostSettings = field(default_factory=GhostSettings)
    code_lens: CodeLensSettings = field(default_factory=CodeLensSettings)
    diagnostics: DiagnosticSettings = field(default_factory=DiagnosticSettings)
    inline_values: InlineValueSettings = field(default_factory=InlineValueSettings)
    prediction: PredictionSettings = field(default_factory=PredictionSettings)
    client_commands: frozenset[str] = frozenset()  # of initializationOptions only

    @property
    def remote_server(self) -> RemoteServer | None:
        """The server that computes, None for this machine.

        Raises:
            DeskcheckError: its address is none.
        """
        if self.engine != "remote":
            return None
        reached = self.server
        return RemoteServer(reached.url, reached.served_name or None, float(reached.timeout), float(reached.patience))

    def has_model_of(self, other: "Settings") -> bool:
        """Whether the same model computes in the same place."""
        names = ("model", "device", "quantization", "engine", "server")
        return all(getattr(self, name) == getattr(other, name) for name in names)


CHOICES = {"when": ("visible", "onDemand"), **MODEL_CHOICES}


def read_settings(data: object, base: Settings | None = None) -> tuple[Settings, list[str]]:
    """Read settings from JSON over `base`; gives them with one line for each value that was not understood."""
    base = base or Settings()
    if data is None or data == []:  # Lua spells an empty object so
        return base, []
    if not isinstance(data, Mapping):
        return base, [f"deskcheck: settings must be an object, not {type(data).__name__}"]
    problems: list[str] = []
    settings = _read(data, base, "deskcheck", problems)
    commands = data.get("clientCommands")
    if isinstance(commands, list):
        settings = replace(settings, client_commands=frozenset(name for name in CLIENT_COMMANDS if name in commands))
    return settings, problems


def camel(name: str) -> str:
    """Spell a field's name as an editor's configuration does."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _read(data: Mapping[str, Any], base: Any, path: str, problems: list[str]) -> Any:
    changed: dict[str, Any] = {}
    for known in fields(base):
        key = camel(known.name)
        if key not in data or known.name == "client_commands":
            continue
        value, before, where = data[key], getattr(base, known.name), f"{path}.{key}"
        if hasattr(before, "__dataclass_fields__"):
            if isinstance(value, Mapping) or value == []:
                changed[known.name] = _read(value or {}, before, where, problems)
            else:
                problems.append(f"{where} must be an object, not {value!r}")
        elif (problem := _problem(known.name, value, before)) is not None:
            problems.append(f"{where} {problem}, not {value!r}")
        else:
            changed[known.name] = type(before)(value)
    return replace(base, **changed)


def _problem(name: str, value: Any, before: Any) -> str | None:
    """Say what a value should be, None when it is that."""
    if isinstance(before, bool):
        return None if isinstance(value, bool) else "must be true or false"
    if isinstance(before, str):
        allowed = CHOICES.get(name)
        if not isinstance(value, str):
            return "must be a string"
        return None if allowed is None or value in allowed else f"must be one of {', '.join(allowed)}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if isinstance(before, int):
        return None if isinstance(value, int) and value >= 1 else "must be a whole number above 0"
    return None if 0 <= value <= 1 else "must be between 0 and 1"
