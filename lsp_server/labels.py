"""What a line's ghost values look like: a label of bounded length, and the full account behind it.

`x: 0, 1, 2 … 9` are the values of a name round after round, `→ 3` is returned, `raises KeyError('a')` raised; a
question mark follows what is unsure, a tilde goes before what is older than the text. No emoji: fonts lack them.
"""

import re
from collections.abc import Sequence

from lsp_server.settings import GhostSettings
from model_runtime.ghost_values import GhostKind, GhostValue, LineGhosts
from model_runtime.trace.frames import Origin, Value

STALE = "~"
UNSURE = "?"
MORE = "…"
MIN_VALUE = 6  # characters of a value that are worth showing

_ADDRESS = re.compile(r"<(?:__main__\.)?([^<>]+?)(?: object)? at 0x[0-9a-fA-F]+>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def label(line: LineGhosts, settings: GhostSettings, *, is_stale: bool = False) -> str:
    """Give the label of a line, empty where nothing is to be shown; never longer than `settings.max_length`."""
    room = settings.max_length - len(STALE) * is_stale
    parts: list[str] = []
    for ghost in line.ghosts:
        if not getattr(settings, ghost.kind.value if ghost.kind is not GhostKind.ARGUMENT else "arguments"):
            continue
        shown = [value for value in ghost.values if confidence(value) >= settings.minimum_confidence]
        if ghost.values and not shown:
            continue
        used = sum(width(part) + 2 for part in parts)
        text = _part(ghost, room - used, settings)
        if text is None:
            if parts and used + 1 <= room:
                parts[-1] += f" {MORE}" if width("  ".join(parts)) + 2 <= room else ""
            break
        parts.append(text)
    text = "  ".join(parts)
    return _cut(STALE * is_stale + text, settings.max_length) if text else ""


def width(text: str) -> int:
    """Give the length of a text as VS Code counts it: in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str, room: int) -> str:
    text = text[: max(room, 0)]
    while width(text) > room:
        text = text[:-1]
    return text


def confidence(value: Value) -> float:
    """Say how sure a value is; one that was computed or recorded is."""
    return 1.0 if value.origin is not Origin.PREDICTED or value.confidence is None else value.confidence


def spelled(value: str) -> str:
    """Spell a value on one line: objects without addresses, control characters as escapes."""
    text = _ADDRESS.sub(r"<\1>", value)
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def _part(ghost: GhostValue, room: int, settings: GhostSettings) -> str | None:
    """Write one ghost into so many characters; None where too few are left."""
    head = {
        GhostKind.RETURNED: "→ ",
        GhostKind.YIELDED: "yields ",
        GhostKind.RAISED: "raises ",
        GhostKind.DELETED: f"del {ghost.name}",
    }.get(ghost.kind, f"{ghost.name}: " if len(ghost.values) > 1 else f"{ghost.name} = ")
    if ghost.kind is GhostKind.DELETED:
        return head if width(head) <= room else None
    texts = [_marked(value, settings) for value in ghost.values]
    values = _values(texts, room - width(head))
    return None if values is None else head + values


def _marked(value: Value, settings: GhostSettings) -> str:
    sure = confidence(value)
    if sure < settings.minimum_confidence:
        return UNSURE
    return spelled(value) + UNSURE * (sure < settings.unsure_below)


def _values(texts: Sequence[str], room: int) -> str | None:
    """Join values into so many characters: all, else the first ones and the last, else a piece of one."""
    whole = ", ".join(texts)
    if width(whole) <= room:
        return whole
    if len(texts) > 1:
        for n_first in range(min(len(texts) - 1, room), 0, -1):
            text = f"{', '.join(texts[:n_first])} {MORE} {texts[-1]}"
            if width(text) <= room:
                return text
    if room < MIN_VALUE:
        return None
    return _cut(whole, room - 1) + MORE
