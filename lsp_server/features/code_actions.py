"""Code actions on a function: pin its call, keep the predicted result as an assert or a doctest, compare, forget."""

import ast
from typing import TYPE_CHECKING

from lsprotocol import types
from tree_sitter import Node

from lsp_server import methods
from lsp_server.documents import Document, Encoding
from lsp_server.runs import Run, RunState
from model_runtime.program.parser import last_line
from model_runtime.trace.frames import Outcome

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

KINDS = [types.CodeActionKind.RefactorRewrite, types.CodeActionKind.Source, types.CodeActionKind.QuickFix]


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=KINDS))
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        file = session.files.get(uri)
        if file is None or file.analysis is None or not session.settings.enable:
            return []
        if file.analysis.version != file.document.version:
            return []  # positions of another text
        line = params.range.start.line + 1
        run = next((run for run in file.runs.values() if run.first <= line <= run.last), None)
        function = file.analysis.function(run.function) if run is not None else None
        if run is None or function is None or run.plan is None:
            return []
        document, name = file.document, run.function
        edits: list[tuple[str, types.TextEdit | None]] = []
        if is_literal_call(run.call):
            indent = indent_of(document, function.line)
            if run.plan.entry.why != "pin":
                pin = f"{indent}# deskcheck: {run.call}{ending(document)}"
                edits.append((f"Pin {run.call}", insert(function.line - 1, pin)))
            if run.end is not None and is_sure_result(run):
                edits += [
                    (f"Assert that {run.call} == {run.end.result}", assert_edit(document, run, function.node)),
                    (
                        f"Add a doctest: {run.call} gives {run.end.result}",
                        doctest_edit(document, run, function.node, session.encoding),
                    ),
                ]
        wanted = params.context.only
        actions = [
            types.CodeAction(
                title=_short(title),
                kind=types.CodeActionKind.RefactorRewrite,
                edit=types.WorkspaceEdit(changes={uri: [edit]}),
            )
            for title, edit in edits
            if edit is not None
        ]
        commands = [
            (f"Compare {name} with a real run", methods.COMPARE, [uri, name]),
            (f"Forget what was predicted of {name}", methods.FORGET, [uri, name]),
        ]
        if methods.STEP in session.settings.client_commands:
            commands.insert(0, (f"Step through {run.call}", methods.STEP, [uri, name, run.call]))
        actions += [
            types.CodeAction(
                title=_short(title),
                kind=types.CodeActionKind.Source,
                command=types.Command(title, command, arguments=arguments),
            )
            for title, command, arguments in commands
        ]
        return [a for a in actions if not wanted or any(_is_kind(a.kind, kind) for kind in wanted)]


def is_literal_call(call: str) -> bool:
    """Whether a call is written with literals only, so that it means the same anywhere."""
    try:
        tree = ast.parse(call, mode="eval").body
        if not isinstance(tree, ast.Call):
            return False
        for value in (*tree.args, *(keyword.value for keyword in tree.keywords)):
            ast.literal_eval(value)
    except (SyntaxError, ValueError, TypeError):
        return False
    return True


def is_sure_result(run: Run) -> bool:
    """Whether a run returned something that can be written down."""
    end = run.end
    if end is None or end.outcome is not Outcome.RETURNED or end.result is None or run.state is not RunState.FRESH:
        return False
    if run.touched or (run.plan is not None and run.plan.is_cut):
        return False
    try:
        ast.literal_eval(end.result)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return False
    return True


def assert_edit(document: Document, run: Run, node: Node) -> types.TextEdit:
    """Write an assert behind the function's top-level statement: a method's whole class, an `if` with its `else`."""
    assert run.end is not None
    while node.parent is not None and node.parent.parent is not None:
        node = node.parent
    last, end = last_line(node), ending(document)
    is_last = last >= document.n_lines
    text = f"{end * is_last}{end}assert {run.call} == {run.end.result}{end}"
    if is_last:
        return types.TextEdit(_at(document.n_lines - 1, 10**6), text)
    return insert(last, text)


def doctest_edit(document: Document, run: Run, node: Node, encoding: Encoding) -> types.TextEdit | None:
    """Write a doctest into the docstring, or a docstring where there is none; None where it could not be true.

    Nothing is printed for None, and a backslash or quotes mean another thing inside of a docstring.
    """
    assert run.end is not None and run.end.result is not None
    written = run.call + run.end.result
    if run.end.result == "None" or "\\" in written or '"""' in written or "'''" in written:
        return None
    body = node.child_by_field_name("body")
    if body is None or not body.named_children:
        return None
    first = body.named_children[0]
    row = first.start_point[0]
    if row == node.start_point[0]:
        return None  # `def f(x): return x`
    indent, end = indent_of(document, row + 1), ending(document)
    lines = [f"{indent}>>> {run.call}", f"{indent}{run.end.result}"]
    strings = [child for child in first.named_children if child.type == "string"]
    if first.type != "expression_statement" or not strings:
        return insert(row, f'{indent}"""{end}{end.join(lines)}{end}{indent}"""{end}')
    last = strings[0].end_point[0]
    text = document.line(last).rstrip()
    if not text.endswith(('"""', "'''")):
        return None
    quote, head = text[-3:], text[:-3]
    if last > row and not head.strip():  # the quotes stand on a line of their own
        return insert(last, end * bool(document.line(last - 1).strip()) + end.join(lines) + end)
    before, behind = (document.position(last, len(part), encoding) for part in (head, text))
    return types.TextEdit(types.Range(before, behind), f"{end}{end}{end.join(lines)}{end}{indent}{quote}")


def insert(line_idx: int, text: str) -> types.TextEdit:
    """Insert whole lines before a line."""
    return types.TextEdit(_at(line_idx, 0), text)


def indent_of(document: Document, line: int) -> str:
    """Give the white space before a line, 1-based."""
    text = document.line(line - 1)
    return text[: len(text) - len(text.lstrip())]


def ending(document: Document) -> str:
    """Give the line end that a text uses."""
    return next((end for end in ("\r\n", "\n", "\r") if end in document.text), "\n")


def _at(line_idx: int, column: int) -> types.Range:
    return types.Range(types.Position(line_idx, column), types.Position(line_idx, column))


def _is_kind(kind: types.CodeActionKind | str | None, wanted: types.CodeActionKind | str) -> bool:
    """Whether a kind is the wanted one or below it."""
    mine, theirs = (str(getattr(k, "value", k)) for k in (kind, wanted))
    return not theirs or mine == theirs or mine.startswith(theirs + ".")


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79] + "…"
