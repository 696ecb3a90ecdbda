"""The full account behind a label, in Markdown: every value of a line or of a name, where it is from and how sure.

User text goes into code spans and never into markup.
"""

from collections.abc import Iterable, Sequence

from lsp_server.labels import spelled
from lsp_server.runs import Run
from model_runtime.ghost_values import GhostKind, GhostValue, LineGhosts
from model_runtime.trace.frames import Origin, Value

MAX_ROUNDS = 40  # of a value's history
MAX_CHARS = 2_000  # of one value

_WORDS = {
    GhostKind.RETURNED: "returned",
    GhostKind.YIELDED: "yielded",
    GhostKind.RAISED: "raised",
    GhostKind.DELETED: "deleted",
}


def account_of_line(run: Run, ghosts: LineGhosts, *, is_stale: bool) -> str:
    """Write all that is known of a line."""
    parts = [_head(run, is_stale=is_stale)]
    if ghosts.runs > 1:
        parts.append(f"The line runs {ghosts.runs} times.")
    parts += [_account(ghost) for ghost in ghosts.ghosts]
    return "\n\n".join(parts)


def account_of_name(run: Run, name: str, found: Sequence[tuple[LineGhosts, bool]]) -> str | None:
    """Write the history of a name over the lines that gave it values; None where none did."""
    rows: list[tuple[int, Value]] = [
        (ghosts.line, value)
        for ghosts, _ in found
        for ghost in ghosts.ghosts
        if ghost.name == name and ghost.kind in (GhostKind.ARGUMENT, GhostKind.ASSIGNED)
        for value in ghost.values
    ]
    if not rows:
        return None
    is_stale = any(stale for _, stale in found)
    shown = rows[:MAX_ROUNDS]
    table = ["| line | value | |", "|---|---|---|"]
    table += [f"| {line} | {code(value, in_table=True)} | {_sure(value)} |" for line, value in shown]
    if len(rows) > len(shown):
        table.append(f"| | … {len(rows) - len(shown)} more | |")
    return f"{_head(run, is_stale=is_stale)}\n\n{code(name)}\n\n" + "\n".join(table)


def code(text: str, *, in_table: bool = False) -> str:
    """Put user text into a code span that it cannot leave."""
    text = spelled(text)
    if len(text) > MAX_CHARS:
        text = f"{text[:MAX_CHARS]}… ({len(text)} characters)"
    if in_table:
        text = text.replace("|", "\\|")
    ticks = "`" * (_longest_row_of_ticks(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _head(run: Run, *, is_stale: bool) -> str:
    why = run.plan.request.why if run.plan else ""
    old = ", from before the last edit" if is_stale else ""
    return f"*predicted{old}, nothing was run:* {code(run.call or run.function)} ({why})"


def _account(ghost: GhostValue) -> str:
    what = _WORDS.get(ghost.kind) or code(ghost.name)
    if ghost.kind is GhostKind.DELETED:
        return f"{code(ghost.name)} is deleted"
    if len(ghost.values) == 1:
        return f"{what}: {code(ghost.values[0])} — {_sure(ghost.values[0])}"
    rows = [f"{idx + 1}. {code(value)} — {_sure(value)}" for idx, value in enumerate(ghost.values[:MAX_ROUNDS])]
    if len(ghost.values) > MAX_ROUNDS:
        rows.append(f"\n… {len(ghost.values) - MAX_ROUNDS} more")
    return f"{what}:\n\n" + "\n".join(rows)


def _sure(value: Value) -> str:
    if value.origin is Origin.COMPUTED:
        return "computed"
    if value.confidence is None:
        return value.origin.value
    return f"{value.origin.value}, {value.confidence:.0%} sure"


def _longest_row_of_ticks(text: str) -> int:
    longest = row = 0
    for char in text:
        row = row + 1 if char == "`" else 0
        longest = max(longest, row)
    return longest


def names(ghosts: Iterable[GhostValue]) -> set[str]:
    """Give the names that ghosts are of."""
    return {ghost.name for ghost in ghosts if ghost.name}
