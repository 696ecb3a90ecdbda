"""Keeping benchmark programs out of the training corpus.

A sample is dropped when one of its functions *equals* a benchmark function after normalisation, or *overlaps* with
one: both hold the same run of 30 normalised tokens. Normalised means: the function's syntax tree without decorators,
docstrings and annotations, written out again and cut into tokens; keywords, operators, numbers, strings, attribute and
method names, names of keyword arguments and builtins that the function does not rebind stay as they are, every other
name becomes a placeholder. Placeholders are numbered by first appearance, in the whole function for equality and inside
the run for overlap, so that what stands before a copied passage cannot hide it. Line ends and indentation are not
tokens. An f-string counts as a call over its parts.

Only hashes of the benchmark are needed to apply the rule; `Decontaminator.write_fingerprint` writes them, so that a
corpus can be built without the benchmark files.
"""

import ast
import base64
import builtins
import gzip
import hashlib
import io
import json
import keyword
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from model_runtime.errors import DeskcheckError

RUN_LENGTH = 30  # normalised tokens
HASH_BYTES = 6  # 48 bits: among 2e5 benchmark runs and 1e7 sample tokens about 0.007 false hits are expected
SCHEMA = "deskcheck.fingerprint/1"
SHIPPED_FINGERPRINT = Path(__file__).parent / "benchmark_hashes.json"

_FSTRING = "__fstring__"
_BUILTINS = frozenset(dir(builtins)) | {_FSTRING, "self", "cls"}
_LAYOUT = frozenset(
    {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.COMMENT}
)

Token = str | int  # a kept token, or the distance to the previous use of the same name (0: first use)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Decontaminator:
    """Hashes of the normalised functions, and of their runs of 30 tokens, of a set of benchmark files."""

    functions: frozenset[bytes]
    runs: frozenset[bytes]
    sources: tuple[tuple[str, str], ...]  # file name and sha256 of every benchmark file

    @classmethod
    def from_benchmarks(cls, paths: Sequence[Path]) -> Self:
        """Read every function of the `source` fields of benchmark files, or of all `*.jsonl.gz` in folders.

        Raises:
            DeskcheckError: a path has no benchmark file or one cannot be read.
        """
        functions: set[bytes] = set()
        runs: set[bytes] = set()
        files = _benchmark_files(paths)
        for source in sorted({source for path in files for source in _sources_of(path)}):
            for tokens in _functions_or_none(source):
                functions.add(_hash(tokens))
                runs.update(_run_hashes(tokens))
        digests = tuple((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
        return cls(frozenset(functions), frozenset(runs), digests)

    @classmethod
    def from_fingerprint(cls, path: Path = SHIPPED_FINGERPRINT) -> Self:
        """Load the hashes that `fingerprint` wrote.

        Raises:
            DeskcheckError: the file is missing or is no fingerprint.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA or data["run_length"] != RUN_LENGTH or data["hash_bytes"] != HASH_BYTES:
                raise ValueError("made by another version")
            functions, runs = _unpack(data["functions"]), _unpack(data["runs"])
            return cls(functions, runs, tuple((str(name), str(digest)) for name, digest in data["sources"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DeskcheckError(
                f"{path} is no readable benchmark fingerprint ({error}): make one with `deskcheck corpus fingerprint`"
            ) from error

    def reason_to_drop(self, source: str) -> str | None:
        """Say why a sample must not be trained on: "equal", "overlap" or None.

        Raises:
            SyntaxError: the source is not Python.
        """
        reasons = [self._reason_for(tokens) for tokens in normalised_functions(source)]
        if "equal" in reasons:
            return "equal"
        return "overlap" if "overlap" in reasons else None

    def write_fingerprint(self, path: Path) -> None:
        """Write the hashes, and nothing else of the benchmark, to a JSON file."""
        data = {
            "schema": SCHEMA,
            "run_length": RUN_LENGTH,
            "hash_bytes": HASH_BYTES,
            "sources": [list(item) for item in self.sources],
            "functions": _pack(self.functions),
            "runs": _pack(self.runs),
        }
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    def _reason_for(self, tokens: Sequence[Token]) -> str | None:
        if _hash(tokens) in self.functions:
            return "equal"
        return "overlap" if any(run in self.runs for run in _run_hashes(tokens)) else None


def normalised_functions(source: str) -> list[tuple[Token, ...]]:
    """Return the normalised tokens of every function of a source, nested functions and methods also on their own.

    Raises:
        SyntaxError: the source is not Python.
    """
    tree = _Stripper().visit(ast.parse(source))
    return [_normalise(node) for node in ast.walk(tree) if isinstance(node, FunctionNode)]


class _Stripper(ast.NodeTransformer):
    """Drops decorators, docstrings and annotations, and turns f-strings into calls over their parts."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._strip_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._strip_function(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(arg=node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return self.generic_visit(ast.copy_location(ast.Assign(targets=[node.target], value=node.value), node))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        parts = [self.visit(part) for part in node.values]
        return ast.Call(func=ast.Name(_FSTRING, ast.Load()), args=parts, keywords=[])

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        value = self.visit(node.value)
        return value if node.format_spec is None else ast.BinOp(value, ast.Mod(), self.visit(node.format_spec))

    def _strip_function(self, node: FunctionNode) -> ast.AST:
        node.decorator_list, node.returns = [], None
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return self.generic_visit(node)


def _normalise(function: FunctionNode) -> tuple[Token, ...]:
    text = ast.unparse(ast.fix_missing_locations(function))
    bound = _bound_names(function)
    kept = (_BUILTINS - bound) | {_FSTRING}
    words = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type not in _LAYOUT]
    last_use: dict[str, int] = {}
    tokens: list[Token] = []
    for idx, token in enumerate(words):
        word = token.string
        before = words[idx - 1].string if idx else ""
        after = words[idx + 1].string if idx + 1 < len(words) else ""
        is_keyword_argument = word not in bound and after == "=" and before in ("(", ",")
        if (
            token.type != tokenize.NAME
            or keyword.iskeyword(word)
            or before == "."
            or word in kept
            or is_keyword_argument
        ):
            tokens.append(word)
        else:
            tokens.append(idx - last_use[word] if word in last_use else 0)
            last_use[word] = idx
    return tuple(tokens)


def _bound_names(function: FunctionNode) -> set[str]:
    names = {function.name}
    for node in ast.walk(function):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.add(name)
    return names - {"self", "cls"}


def _run_hashes(tokens: Sequence[Token]) -> Iterator[bytes]:
    for start in range(len(tokens) - RUN_LENGTH + 1):
        window = tokens[start : start + RUN_LENGTH]
        # A previous use before the window counts as no previous use: the numbering is local to the run.
        yield _hash([0 if isinstance(item, int) and item > idx else item for idx, item in enumerate(window)])


def _hash(tokens: Sequence[Token]) -> bytes:
    text = "\0".join(f"#{item}" if isinstance(item, int) else item for item in tokens)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:HASH_BYTES]


def _sources_of(path: Path) -> set[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return {str(json.loads(line)["source"]) for line in stream if line.strip()}
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DeskcheckError(f"{path} is not a readable benchmark file: {error}") from error


def _benchmark_files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.jsonl.gz")) if path.is_dir() else [path] if path.is_file() else []
        if not found:
            raise DeskcheckError(f"{path} holds no benchmark file (*.jsonl.gz): name a folder that has some")
        files.extend(found)
    return files


def _functions_or_none(source: str) -> list[tuple[Token, ...]]:
    try:
        with warnings.catch_warnings(action="ignore"):  # of escape sequences in strangers' strings
            return normalised_functions(source)
    except (SyntaxError, ValueError, RecursionError):
        return []  # a benchmark program that is not Python on this interpreter cannot equal a sample either


def _pack(hashes: frozenset[bytes]) -> str:
    return base64.b64encode(b"".join(sorted(hashes))).decode("ascii")


def _unpack(text: str) -> frozenset[bytes]:
    data = base64.b64decode(text, validate=True)
    if len(data) % HASH_BYTES:
        raise ValueError("hashes are cut short")
    return frozenset(data[start : start + HASH_BYTES] for start in range(0, len(data), HASH_BYTES))
