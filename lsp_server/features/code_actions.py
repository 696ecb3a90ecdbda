"""Code actions on a function: pin its call, keep the predicted result as an assert or a doctest, compare, forget."""

import ast
from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server import methods
from lsp_server.documents import Document
from lsp_server.runs import Run, RunState
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
            if is_sure_result(run):
                edits += [
                    (f"Assert that {run.call} == {run.end.result}", assert_edit(document, run)),  # type: ignore[union-attr]
                    (
                        f"Add a doctest: {run.call} gives {run.end.result}",  # type: ignore[union-attr]
                        doctest_edit(document, run, function.node),
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


def assert_edit(document: Document, run: Run) -> types.TextEdit:
    """Write an assert behind the function's top-level statement."""
    assert run.end is not None
    last = run.last
    while last < document.n_lines and (document.line(last)[:1].isspace() or not document.line(last).strip()):
        last += 1  # a method's class goes on
    while last > run.last and not document.line(last - 1).strip():
        last -= 1
    end = ending(document)
    is_last = last >= document.n_lines
    text = f"{end * is_last}{end}assert {run.call} == {run.end.result}{end}"
    if is_last:
        return types.TextEdit(_at(document.n_lines - 1, 10**6), text)
    return insert(last, text)


def doctest_edit(document: Document, run: Run, node: object) -> types.TextEdit | None:
    """Write a doctest into the docstring, or a docstring where there is none; None where there is no place for it."""
    assert run.end is not None
    body = node.child_by_field_name("body")  # type: ignore[attr-defined]
    if body is None or not body.named_children:
        return None
    first = body.named_children[0]
    row = first.start_point[0]
    if row == node.start_point[0]:  # type: ignore[attr-defined]
        return None  # `def f(x): return x`
    indent, end = document.line(row)[: len(document.line(row)) - len(document.line(row).lstrip())], ending(document)
    lines = [f"{indent}>>> {run.call}", f"{indent}{run.end.result}"]
    strings = [child for child in first.named_children if child.type == "string"]
    if first.type == "expression_statement" and strings:
        last = strings[0].end_point[0]
        text = document.line(last)
        if not text.rstrip().endswith(('"""', "'''")):
            return None
        quote = text.rstrip()[-3:]
        head = text.rstrip()[:-3]
        if last > row and not head.strip():  # the quotes stand on a line of their own
            return insert(
                last, end + end.join(lines) + end if document.line(last - 1).strip() else end.join(lines) + end
            )
        return types.TextEdit(
            types.Range(types.Position(last, len(head)), types.Position(last, len(text.rstrip()))),
            f"{end}{end}{end.join(lines)}{end}{indent}{quote}",
        )
    return insert(row, f'{indent}"""{end}{end.join(lines)}{end}{indent}"""{end}')


def insert(line_idx: int, text: str) -> types.TextEdit:
    """Insert whole lines before a line."""
    return types.TextEdit(_at(line_idx, 0), text)


def indent_of(document: Document, line: int) -> str:
    """Give the white space before a line, 1-based."""
    text = document.line(line - 1)
    return text[: len(text) - len(text.lstrip())]


def ending(document: Document) -> str:
    """Give the line end that a text uses."""
    return "\r\n" if "\r\n" in document.text else "\n"


def _at(line_idx: int, column: int) -> types.Range:
    return types.Range(types.Position(line_idx, column), types.Position(line_idx, column))


def _is_kind(kind: types.CodeActionKind | str | None, wanted: types.CodeActionKind | str) -> bool:
    """Whether a kind is the wanted one or below it."""
    mine, theirs = (str(getattr(k, "value", k)) for k in (kind, wanted))
    return not theirs or mine == theirs or mine.startswith(theirs + ".")


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79] + "…"
