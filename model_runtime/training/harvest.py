"""Real functions as self-contained samples: what tests and doctests call, cut out with everything it needs.

Two halves. *Calls*: `harvest_child` runs the tests and doctests of a package in a limited child process and notes
calls with literal arguments. *Cutting*: `cut_function` copies a function out of its file together with the functions,
classes, constants and standard-library imports it names, also from other files of the package, without comments, long
docstrings, log messages and annotations that name anything but builtins. A method that uses neither its object nor its
class is cut as the plain function it is. What touches files, processes, time or chance is refused. Nothing here runs
the cut source: the recorder does.
"""

import ast
import builtins
import contextlib
import io
import json
import os
import re
import resource
import signal
import subprocess
import symtable
import sys
import sysconfig
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path

from model_runtime.training.parameter_types import declared_types
from model_runtime.training.static_calls import static_calls


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MAX_SOURCE_CHARS = 2_000
MAX_STATEMENT_CHARS = 12_000  # before docstring and comments are taken out
MAX_CONSTANT_CHARS = 600

# Modules of the standard library that a sample may import: no files, processes, threads, clocks or randomness, and no
# digests or compressed data, which nobody can work out by hand.
ALLOWED_IMPORTS = frozenset(
    _words("""
    __future__ abc array ast base64 binascii bisect calendar cmath codecs collections colorsys contextlib copy
    dataclasses datetime decimal difflib enum fractions functools heapq html io ipaddress itertools
    json keyword math numbers operator os posixpath pprint re reprlib shlex stat statistics string struct sys
    textwrap token types typing unicodedata urllib warnings
""")
)
ALLOWED_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "os": frozenset({"fspath", "sep", "altsep", "extsep", "curdir", "pardir", "path", "PathLike"}),
    "sys": frozenset({"maxsize", "maxunicode", "byteorder", "version_info", "float_info", "intern", "hash_info"}),
    "urllib": frozenset({"parse"}),
    "io": frozenset({"StringIO", "BytesIO"}),
}
FORBIDDEN_ATTRIBUTES = frozenset(
    _words(
        """
    now today utcnow time fromtimestamp localtime abspath realpath exists isfile isdir getcwd expanduser stat
    lstat
"""
    )
)
FORBIDDEN_NAMES = frozenset(
    _words("""
    open exec eval compile input __import__ globals locals vars breakpoint exit quit id hash memoryview
    __file__ __name__ __path__ __spec__ __loader__ help
""")
)
_BUILTINS = frozenset(dir(builtins))
_LOGGERS = frozenset(_words("logger log LOG LOGGER _logger _log _LOGGER _LOG logging"))
_LOG_METHODS = frozenset(_words("debug info warn warning error exception critical"))
_ASIDE = re.compile(r"_?tests?|testing|conftest|__main__|test_.*|.*_test|bench.*")
# Copies of other packages, under licences of their own.
_VENDORED = re.compile(r"_?vendor(ed)?|_?extern(als?)?|third_?party|contrib_?packages")


@dataclass(frozen=True, slots=True)
class PackageSpec:
    """A package to harvest: where its code lies, its licence, and what to run."""

    name: str  # as the package index knows it; "stdlib" for CPython
    licence: str  # SPDX identifier
    modules: tuple[str, ...] = ()  # import names of packages or modules whose functions are wanted
    tests: tuple[str, ...] = ()  # folders with pytest suites, relative to the package folder
    unittests: tuple[str, ...] = ()  # importable unittest modules
    requires: tuple[str, ...] = ()  # names of packages that it imports


@dataclass(frozen=True, slots=True)
class HarvestedFunction:
    """A self-contained source with one function to call, and calls seen in tests."""

    source: str
    entry: str
    calls: tuple[str, ...]
    package: str
    licence: str
    key: str  # package:module:function, package:module:Class.function for what was a method
    types: Mapping[str, str] = field(default_factory=dict)  # of parameters, as the original declares them


@dataclass(frozen=True, slots=True)
class HarvestLimits:
    """Bounds on running other people's tests: one test module or folder, one child process, one package."""

    action_cpu_s: float = 8.0
    total_cpu_s: float = 60.0
    wall_s: float = 90.0
    package_cpu_s: float = 20.0
    function_cpu_s: float = 0.1  # on top of package_cpu_s for each function that was cut: rich packages get more
    stdlib_cpu_s: float = 600.0


# Tests of the standard library's modules, and of others that call functions of it.
STDLIB_TESTS = _words(
    """
    test_textwrap test_string test_statistics test_calendar test_fractions test_heapq test_bisect test_difflib
    test_shlex test_posixpath test_ntpath test_fnmatch test_colorsys test_keyword test_html test_htmlparser
    test_urlparse test_email test_base64 test_quopri test_locale test_gettext test_csv test_configparser
    test_mimetypes test_ipaddress test_tokenize test_ast test_inspect test_stat test_abstract_numbers
    test_copy test_pprint test_reprlib test_operator test_functools test_collections test_graphlib test_re
    test_plistlib test_http_cookies test_http_cookiejar test_stringprep test_nturl2path test_strptime
    test_getopt test_optparse test_argparse test_codecs test_sndhdr test_imghdr test_genericpath test_tomllib
    test_json test_sax test_xml_etree test_uu test_xdrlib test_wsgiref test_types test_dataclasses
    test_linecache test_pyclbr test_cgi test_netrc test_timeit test_tabnanny test_codeop test_hmac test_uuid
    test_contextlib test_random test_mailcap test_pickletools test_platform test_doctest test_sort test_dict
    test_list test_bool test_generators test_genexps test_listcomps test_itertools test_math test_decimal
    test_datetime test_format test_unicode test_bytes test_int test_long test_float test_complex test_struct
    test_descr test_deque test_set test_ordered_dict test_enum test_patma test_grammar test_unpack
    test_unpack_ex test_extcall test_augassign test_compare test_contains test_slice test_range test_enumerate
    test_iter test_builtin test_fstring test_scope test_exceptions test_with test_positional_only_arg
    test_keywordonlyarg test_lambda test_named_expressions test_cmath test_hash test_tuple test_userdict
    test_userlist test_userstring test_strtod test_zipfile test_tarfile test_distutils test_lib2to3 test_idle
    test_unittest test_traceback test_typing test_dis test_bdb test_pathlib test_zoneinfo test_weakref
    test_ctypes
"""
)


# ---------------------------------------------------------------- calls


def noted_calls(
    *,
    prefixes: Sequence[str],
    actions: Sequence[tuple[str, str]],
    paths: Sequence[str],
    limits: HarvestLimits,
    methods: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Run tests in a child process and return the literal calls seen, by file and function; empty when it died.

    `methods` names by file the methods that are wanted too, with the number of arguments to leave out (self, cls).
    """
    with tempfile.TemporaryDirectory(prefix="deskcheck-harvest-") as folder:
        job, out = Path(folder) / "job.json", Path(folder) / "calls.json"
        job.write_text(
            json.dumps(
                {
                    "prefixes": list(prefixes),
                    "actions": [list(action) for action in actions],
                    "paths": list(paths),
                    "methods": {file: dict(names) for file, names in (methods or {}).items()},
                    "action_cpu_s": limits.action_cpu_s,
                    "total_cpu_s": limits.total_cpu_s,
                    "wall_s": limits.wall_s,
                    "out": str(out),
                }
            )
        )
        _run_child(job, Path(folder) / "cwd", limits)
        if not out.exists():
            return {}
        return {(file, name): tuple(calls) for file, name, calls in json.loads(out.read_text(encoding="utf-8"))}


def _run_child(job: Path, cwd: Path, limits: HarvestLimits) -> None:
    cwd.mkdir()
    script = Path(__file__).with_name("harvest_child.py")
    environment = {
        "PATH": os.defpath,
        "HOME": str(cwd),
        "TMPDIR": str(cwd),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }
    # -P keeps the folder of the script, and so the modules of this package, off the import path.
    child = subprocess.Popen(
        [sys.executable, "-P", str(script), str(job)],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(limits.wall_s + 10)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # also whatever the tests left running
        child.wait()


# ---------------------------------------------------------------- cutting


@dataclass(frozen=True, slots=True)
class _Item:
    """One top-level statement of a module that a name stands for."""

    module: str
    node: ast.stmt
    kind: str  # function, class, constant, import


@dataclass(slots=True)
class ModuleFile:
    """A parsed file, and the statements that bind its top-level names."""

    name: str
    text: str
    is_package: bool
    items: dict[str, _Item] = field(default_factory=dict)
    rebound: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The clean text of one statement, and the names it takes from its module."""

    text: str
    needs: tuple[str, ...]


class Sources:
    """Files of a package, parsed on demand."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._modules: dict[str, ModuleFile | None] = {}
        self._methods: dict[str, dict[str, int]] = {}
        self._chunks: dict[tuple[str, str, int], _Chunk | _CannotCutError] = {}

    def path_of(self, module: str) -> Path | None:
        """Return the file of a module, None when it has none under the root or is a copy of another package's."""
        parts = module.split(".")
        if any(_VENDORED.fullmatch(part) for part in parts):
            return None
        base = self._root.joinpath(*parts)
        for path in (base / "__init__.py", base.with_name(base.name + ".py")):  # the order of imports
            if path.is_file():
                return path
        return None

    def load(self, module: str) -> ModuleFile | None:
        """Return a parsed module, None when it is not there or not Python."""
        if module not in self._modules:
            self._modules[module] = self._parse(module)
        return self._modules[module]

    def chunk(self, module: str, name: str, line: int, make: Callable[[], str]) -> _Chunk:
        """Return a statement's text and needs, made once.

        Raises:
            _CannotCutError: the statement does what a sample may not do.
        """
        place = (module, name, line)
        if place not in self._chunks:
            try:
                text = make()
                _refuse_side_effects(text)
                self._chunks[place] = _Chunk(text, tuple(sorted(_free_names(text))))
            except _CannotCutError as error:
                self._chunks[place] = error
        known = self._chunks[place]
        if isinstance(known, _CannotCutError):
            raise _CannotCutError(str(known))
        return known

    def functions_of(self, module: str) -> list[str]:
        """List the module-level functions of a module, in order."""
        loaded = self.load(module)
        return [name for name, item in loaded.items.items() if item.kind == "function"] if loaded else []

    def methods_of(self, module: str) -> dict[str, int]:
        """List the methods that use neither object nor class, as `Class.method`, with how many arguments to drop."""
        if module in self._methods:
            return self._methods[module]
        loaded = self.load(module)
        found = self._methods[module] = {}
        for item in loaded.items.values() if loaded else ():
            if isinstance(item.node, ast.ClassDef):
                for node in item.node.body:
                    n_ignored = _ignored_arguments(node, item.node)
                    if n_ignored is not None and isinstance(node, ast.FunctionDef):
                        found[f"{item.node.name}.{node.name}"] = n_ignored
        return found

    def declared_types(self, module: str, name: str) -> dict[str, str]:
        """Give the types of parameters that a function, or a method as `Class.method`, declares."""
        loaded = self.load(module)
        holder, _, inner = name.rpartition(".")
        item = loaded.items.get(holder or name) if loaded else None
        nodes: Sequence[ast.AST] = [item.node] if item else []
        if holder and item is not None and isinstance(item.node, ast.ClassDef):
            nodes = [node for node in item.node.body if getattr(node, "name", "") == inner]
        return next((declared_types(node) for node in nodes if isinstance(node, ast.FunctionDef)), {})

    def modules_of(self, package: str) -> list[str]:
        """List a package's modules without its tests, or the module itself."""
        path = self.path_of(package)
        if path is None:
            return []
        if path.name != "__init__.py":
            return [package]
        found = []
        for file in sorted(path.parent.rglob("*.py")):
            parts = list(file.relative_to(self._root).with_suffix("").parts)
            if parts[-1] == "__init__":
                parts.pop()
            if not any(is_aside(part) or not part.isidentifier() for part in parts):
                found.append(".".join(parts))
        return found

    def _parse(self, module: str) -> ModuleFile | None:
        path = self.path_of(module)
        if path is None:
            return None
        try:
            with tokenize.open(path) as stream:
                text = stream.read()
            tree = ast.parse(text)
        except (OSError, SyntaxError, ValueError, RecursionError):
            return None
        loaded = ModuleFile(module, text, path.name == "__init__.py")
        for node in _top_level(tree.body, self._has):
            for name, kind in _bindings(node):
                if name in loaded.items:
                    loaded.rebound.add(name)
                loaded.items[name] = _Item(module, node, kind)
        return loaded

    def _has(self, module: str) -> bool:
        top = module.split(".", maxsplit=1)[0]
        return top in sys.stdlib_module_names or self.path_of(top) is not None or (self._root / top).is_dir()


def is_aside(name: str) -> bool:
    """Say whether a folder or module holds tests or copies of other packages rather than a package's own code."""
    return bool(_ASIDE.fullmatch(name) or _VENDORED.fullmatch(name))


def cut_function(sources: Sources, module: str, name: str) -> str | None:
    """Copy a module-level function, or a method of `Sources.methods_of`, as a self-contained source.

    Returns:
        The source, or None when the function needs something that a sample may not have, or is too long.
    """
    try:
        cut = _Cut(sources)
        if "." in name:
            cut.add_method(module, name)
        else:
            cut.add(module, name)
        text = cut.text()
        compile(text, "<sample>", "exec", dont_inherit=True)
    except (_CannotCutError, SyntaxError, ValueError, RecursionError):
        return None
    return text if len(text) <= MAX_SOURCE_CHARS else None


class _CannotCutError(Exception):
    pass


class _Cut:
    """The statements that a function needs, gathered by following names."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._owners: dict[str, str] = {}  # name -> module it was taken from
        self._chunks: dict[tuple[str, int], str] = {}  # (module, line) -> text
        self._module_order: dict[str, None] = {}
        self._imports: dict[str, dict[str, None]] = {}  # from-module -> names; "" -> whole modules
        self._size = 0

    def add(self, module: str, name: str) -> None:
        """Add what a name of a module stands for, and everything that needs."""
        file = self._sources.load(module)
        item = file.items.get(name) if file else None
        if file is None or item is None:
            raise _CannotCutError(name)
        if item.kind == "import":
            self._add_import(file, item, name)
            return
        if name in file.rebound or name in FORBIDDEN_NAMES:
            raise _CannotCutError(name)
        if self._owners.setdefault(name, module) != module:
            raise _CannotCutError(f"two different {name}")
        if (module, item.node.lineno) in self._chunks:
            return
        chunk = self._sources.chunk(module, "", item.node.lineno, lambda: _clean_text(file.text, item.node))
        if item.kind == "constant" and len(chunk.text) > MAX_CONSTANT_CHARS:
            raise _CannotCutError("too long")
        self._add_chunk(file, item.node.lineno, chunk)

    def add_method(self, module: str, qualname: str) -> None:
        """Add a method that uses neither its object nor its class as a plain function, and everything that needs."""
        file = self._sources.load(module)
        class_name, _, name = qualname.partition(".")
        item = file.items.get(class_name) if file else None
        if file is None or item is None or not isinstance(item.node, ast.ClassDef) or name in FORBIDDEN_NAMES:
            raise _CannotCutError(qualname)
        nodes = [node for node in item.node.body if isinstance(node, ast.FunctionDef) and node.name == name]
        n_ignored = _ignored_arguments(nodes[0], item.node) if nodes else None
        if n_ignored is None:
            raise _CannotCutError(qualname)
        self._owners[name] = f"{module}:{class_name}"  # a function of this name beside it would be another one
        make = partial(_function_text, file.text, nodes[0], n_ignored)
        self._add_chunk(file, nodes[0].lineno, self._sources.chunk(module, qualname, nodes[0].lineno, make))

    def _add_chunk(self, file: ModuleFile, line: int, chunk: _Chunk) -> None:
        module = file.name
        self._chunks[module, line] = chunk.text
        self._size += len(chunk.text)
        if self._size > MAX_SOURCE_CHARS:
            raise _CannotCutError("too long")
        for needed in chunk.needs:
            if needed in file.items:
                self.add(module, needed)
            elif needed not in _BUILTINS or needed in FORBIDDEN_NAMES:
                raise _CannotCutError(needed)
        self._module_order.pop(module, None)
        self._module_order[module] = None  # modules that are needed come first

    def text(self) -> str:
        """Return imports, then statements in an order that defines before it uses."""
        lines = [f"import {name}" for name in sorted(self._imports.get("", {}))]
        lines += [
            f"from {key} import {', '.join(sorted(names))}" for key, names in sorted(self._imports.items()) if key
        ]
        lines.sort(key=lambda line: ("__future__" not in line, line.startswith("from")))
        order = {module: idx for idx, module in enumerate(self._module_order)}
        chunks = sorted(self._chunks.items(), key=lambda entry: (order[entry[0][0]], entry[0][1]))
        body = "\n".join(lines) + "\n" if lines else ""
        was_block = False
        for number, (_, chunk) in enumerate(chunks):
            is_block = chunk.startswith(("def ", "class ", "@"))
            if body:
                body += "\n\n" if is_block or was_block else "\n" if number == 0 else ""
            body += chunk + "\n"
            was_block = is_block
        return body

    def _add_import(self, file: ModuleFile, item: _Item, name: str) -> None:
        node = item.node
        if isinstance(node, ast.Import):
            alias = next(alias for alias in node.names if (alias.asname or alias.name.split(".")[0]) == name)
            _allow_import(alias.name)
            self._owners.setdefault(name, alias.name)
            self._imports.setdefault("", {})[_alias_text(alias)] = None
            return
        assert isinstance(node, ast.ImportFrom)
        alias = next(alias for alias in node.names if (alias.asname or alias.name) == name)
        origin = _absolute_module(file, node)
        if node.level == 0 and origin.split(".")[0] in sys.stdlib_module_names:
            _allow_import(origin if origin != "os" else f"os.{alias.name}")
            self._owners.setdefault(name, origin)
            self._imports.setdefault(origin, {})[_alias_text(alias)] = None
        elif alias.asname is None and alias.name != "*":
            self.add(origin, name)
        else:
            raise _CannotCutError(name)


def _allow_import(module: str) -> None:
    top, _, rest = module.partition(".")
    if top not in ALLOWED_IMPORTS or (
        top in ALLOWED_ATTRIBUTES and rest and rest.split(".")[0] not in ALLOWED_ATTRIBUTES[top]
    ):
        raise _CannotCutError(module)


def _alias_text(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _absolute_module(file: ModuleFile, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    parts = file.name.split(".")
    parts = parts[: len(parts) - node.level + file.is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _top_level(body: Sequence[ast.stmt], is_there: Callable[[str], bool]) -> Iterator[ast.stmt]:
    """Yield top-level statements, also of branches: what runs when only the standard library and the package are there.

    Of a `try` (optional imports, accelerators) that is the body, or the first handler where the body imports something
    else; of an `if`, the branch for this version of Python.
    """
    for node in body:
        if isinstance(node, ast.Try):
            lacks = any(not is_there(name) for name in _absolute_imports(node.body))
            yield from _top_level(node.handlers[0].body if lacks and node.handlers else node.body, is_there)
        elif isinstance(node, ast.If):
            holds = _holds(node.test)
            if holds is not None:
                yield from _top_level(node.body if holds else node.orelse, is_there)
        else:
            yield node


def _absolute_imports(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def _holds(test: ast.expr) -> bool | None:
    """Decide a condition about the version of Python or the type checker, None for any other."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            holds = _holds(operand)
            return None if holds is None else not holds
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in ("PY2", "PY3", "TYPE_CHECKING"):
            return name == "PY3"
        case ast.Compare(left=left, comparators=[ast.expr() as right]):
            if ast.unparse(left) in ("sys.version_info", "sys.version_info[0]", "sys.version_info.major"):
                with contextlib.suppress(ValueError, TypeError):
                    ast.literal_eval(right)  # then it is safe to run
                    return bool(eval(ast.unparse(test), {"__builtins__": {}, "sys": sys}))
    return None


def _bindings(node: ast.stmt) -> Iterator[tuple[str, str]]:
    match node:
        case ast.FunctionDef(name=name):
            yield name, "function"
        case ast.ClassDef(name=name):
            yield name, "class"
        case ast.Import(names=names):
            yield from (((alias.asname or alias.name.split(".")[0]), "import") for alias in names)
        case ast.ImportFrom(names=names):
            yield from (((alias.asname or alias.name), "import") for alias in names)
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            for child in ast.walk(node):
                if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                    yield child.id, "constant"


def _free_names(text: str) -> set[str]:
    """Return the names that a statement takes from its module.

    Raises:
        _CannotCutError: a function of it rebinds a module-level name.
    """
    top = symtable.symtable(text, "<cut>", "exec")
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced() and not symbol.is_assigned()}
    own = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    pending = list(top.get_children())
    while pending:
        table = pending.pop()
        for symbol in table.get_symbols():
            if symbol.is_global():
                if symbol.is_declared_global() and symbol.is_assigned():
                    raise _CannotCutError(f"rebinds {symbol.get_name()}")
                names.add(symbol.get_name())
        pending.extend(table.get_children())
    return names - own


def _refuse_side_effects(text: str) -> None:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                _allow_import(alias.name)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                _allow_import(f"{node.module}.{alias.name}" if node.level == 0 else ".")
        elif isinstance(node, ast.Attribute):
            holder = node.value.id if isinstance(node.value, ast.Name) else ""
            allowed = ALLOWED_ATTRIBUTES.get(holder)
            if node.attr in FORBIDDEN_ATTRIBUTES or (allowed is not None and node.attr not in allowed):
                raise _CannotCutError(node.attr)


# ---------------------------------------------------------------- text of one statement


def _clean_text(module_text: str, node: ast.stmt) -> str:
    """Copy a statement without comments, long docstrings and annotations that name more than builtins."""
    lines = module_text.splitlines(keepends=True)
    first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
    text = "".join(lines[first - 1 : node.end_lineno])
    if len(text) > MAX_STATEMENT_CHARS:
        raise _CannotCutError("too long")
    if node.col_offset:  # the body of a top-level `try` or of a class
        text = "\n".join(line[node.col_offset :] for line in text.split("\n"))
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise _CannotCutError("shares its line") from error
    if node.col_offset and _without_docstring(tree.body[0]) != _without_docstring(node):
        raise _CannotCutError("holds text of several lines")
    edits = [*_annotation_edits(text, tree), *_docstring_edits(text, tree), *_comment_edits(text)]
    return _apply(text, [*edits, *_logging_edits(text, tree)]).rstrip("\n")


def _without_docstring(node: ast.stmt) -> str:
    if not isinstance(node, ast.FunctionDef) or ast.get_docstring(node, clean=False) is None:
        return ast.dump(node)
    return ast.dump(node.args) + "".join(ast.dump(statement) for statement in node.body[1:])


def _ignored_arguments(node: ast.stmt, owner: ast.ClassDef) -> int | None:
    """Count the first arguments (self, cls) that a method takes and never uses, None when it is no plain function."""
    if not isinstance(node, ast.FunctionDef) or node.args.posonlyargs or re.fullmatch(r"__\w+__", node.name):
        return None
    match node.decorator_list:
        case []:
            n_ignored = 1
        case [ast.Name(id="staticmethod")]:
            n_ignored = 0
        case [ast.Name(id="classmethod")]:
            n_ignored = 1
        case _:
            return None
    if len(node.args.args) < n_ignored or sum(getattr(item, "name", None) == node.name for item in owner.body) > 1:
        return None
    ignored = {"super", "__class__", *(item.arg for item in node.args.args[:n_ignored])}
    names = {item.id for statement in node.body for item in ast.walk(statement) if isinstance(item, ast.Name)}
    attributes = {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute)}
    in_class = {name for item in owner.body for name, _ in _bindings(item)}
    in_defaults = {
        item.id
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults))
        for item in ast.walk(default)
        if isinstance(item, ast.Name)
    }
    is_mangled = any(re.fullmatch(r"__\w*?[^_]_?", name) for name in names | attributes)
    return None if names & ignored or in_defaults & in_class or is_mangled else n_ignored


def _function_text(module_text: str, node: ast.FunctionDef, n_ignored: int) -> str:
    """Copy a method without its decorator and without the first arguments it ignores."""
    text = _clean_text(module_text, node)
    function = ast.parse(text).body[0]
    assert isinstance(function, ast.FunctionDef)
    at = _Offsets(text)
    edits = [(at(item.lineno, 0), at(item.lineno + 1, 0), "") for item in function.decorator_list]
    for argument in function.args.args[:n_ignored]:
        start, end = at(argument.lineno, argument.col_offset), at.end(argument)
        comma = re.compile(r"\s*,\s*").match(text, end)
        edits.append((start, comma.end() if comma else end, ""))
    given = {item.arg for item in (*function.args.args[n_ignored:], *function.args.kwonlyargs)}
    used = {item.id for item in ast.walk(function) if isinstance(item, ast.Name)}
    if not given & used or function.name in used:  # in a method, its name stands for something of the module
        raise _CannotCutError(f"{function.name} is no plain function")
    return _apply(text, edits)


Edit = tuple[int, int, str]  # start, end (characters), new text


def _annotation_edits(text: str, tree: ast.Module) -> Iterator[Edit]:
    at = _Offsets(text)
    # The annotations of a class body may be its fields (dataclass, NamedTuple).
    fields = {id(item) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for item in node.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None and not _names_builtins(node.annotation):
            yield at(node.lineno, node.col_offset) + len(node.arg), at.end(node.annotation), ""
        elif isinstance(node, ast.FunctionDef) and node.returns is not None and not _names_builtins(node.returns):
            end = at.end(node.returns)
            arrow = text.rindex("->", 0, at(node.returns.lineno, node.returns.col_offset))
            yield arrow - (text[arrow - 1] == " "), end, ""
        elif (
            isinstance(node, ast.AnnAssign)
            and node.value is not None
            and not _names_builtins(node.annotation)
            and id(node) not in fields
        ):
            yield at.end(node.target), at.end(node.annotation), ""


def _names_builtins(annotation: ast.expr) -> bool:
    names = [node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)]
    has_text = any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in ast.walk(annotation))
    return not has_text and all(name in _BUILTINS for name in names)


def _docstring_edits(text: str, tree: ast.Module) -> Iterator[Edit]:
    at = _Offsets(text)
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            continue
        doc = ast.get_docstring(node, clean=False)
        if doc is None or ("\n" not in doc and len(doc) <= 60 and ">>>" not in doc):
            continue
        expression = node.body[0]
        if len(node.body) == 1:
            yield at(expression.lineno, expression.col_offset), at.end(expression), "pass"
        elif node.lineno < expression.lineno and (expression.end_lineno or 0) < node.body[1].lineno:
            yield at(expression.lineno, 0), at((expression.end_lineno or 0) + 1, 0), ""


def _logging_edits(text: str, tree: ast.Module) -> Iterator[Edit]:
    """Leave out statements that only log, on lines of their own."""
    at = _Offsets(text)
    lines = text.split("\n")
    for node in ast.walk(tree):
        for block in (getattr(node, part, None) for part in ("body", "orelse", "finalbody")):
            if isinstance(node, ast.Module) or not isinstance(block, list):
                continue
            logs = [item for item in block if _only_logs(item)]
            for item in logs:
                end_line = item.end_lineno or item.lineno
                before, after = lines[item.lineno - 1][: item.col_offset], lines[end_line - 1].encode()
                if before.strip() or after[item.end_col_offset or 0 :].strip():
                    continue
                if len(logs) == len(block) and item is logs[0]:
                    yield at(item.lineno, item.col_offset), at.end(item), "pass"
                else:
                    yield at(item.lineno, 0), at(end_line + 1, 0), ""


def _only_logs(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=holder), attr=method))):
            return holder in _LOGGERS and method in _LOG_METHODS
    return False


def _comment_edits(text: str) -> Iterator[Edit]:
    starts = _line_starts(text)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, IndentationError) as error:
        raise _CannotCutError("cannot be cut into tokens") from error
    for token in tokens:
        if token.type == tokenize.COMMENT:
            line_start = starts[token.start[0] - 1]
            start, end = line_start + token.start[1], line_start + token.end[1]
            before = text[line_start:start]
            if before.strip():
                yield start - (len(before) - len(before.rstrip())), end, ""
            else:
                yield line_start, min(end + 1, len(text)), ""


def _apply(text: str, edits: Sequence[Edit]) -> str:
    last = len(text) + 1
    for start, end, new in sorted(edits, reverse=True):
        if end <= last:  # an edit inside a removed docstring cannot happen twice
            text = text[:start] + new + text[end:]
            last = start
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text) if '"""' not in text and "'''" not in text else text


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


class _Offsets:
    """Character offsets of `ast` positions, whose columns count UTF-8 bytes."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        self._starts = _line_starts(text)

    def __call__(self, line: int, column: int) -> int:
        if line > len(self._lines):
            return self._starts[-1]
        prefix = self._lines[line - 1].encode()[:column]
        return self._starts[line - 1] + len(prefix.decode(errors="ignore"))

    def end(self, node: ast.expr | ast.stmt | ast.arg) -> int:
        """Return the offset behind a node."""
        return self(node.end_lineno or node.lineno, node.end_col_offset or 0)


# ---------------------------------------------------------------- whole packages


def harvest(spec: PackageSpec, folder: Path | None, *, limits: HarvestLimits | None = None) -> list[HarvestedFunction]:
    """Cut every function of a package that can stand alone, with the literal calls its tests and doctests make.

    `folder` is where the package lies, with those it requires in folders beside it; None harvests CPython's own library
    and `test` package.
    """
    limits = limits or HarvestLimits()
    root = folder or Path(sysconfig.get_paths()["stdlib"])
    sources = Sources(root)
    modules = sorted({module for name in spec.modules for module in sources.modules_of(name)})
    files = {str(path): module for module in modules if (path := sources.path_of(module)) is not None}
    cuts = {
        (module, name): source
        for module in files.values()
        for name in (*sources.functions_of(module), *sources.methods_of(module))
        if (source := cut_function(sources, module, name)) is not None
    }
    calls = _calls_of(spec, folder, sources=sources, files=files, cuts=cuts, limits=limits) if cuts else {}
    written = static_calls(_all_files(root, spec, folder), cuts)
    return [
        HarvestedFunction(
            source,
            name.rpartition(".")[2],
            tuple(dict.fromkeys((*calls.get((module, name), ()), *written.get((module, name), ())))),
            spec.name,
            spec.licence,
            f"{spec.name}:{module}:{name}",
            sources.declared_types(module, name),
        )
        for (module, name), source in sorted(cuts.items())
    ]


def _all_files(root: Path, spec: PackageSpec, folder: Path | None) -> list[Path]:
    """List the files in which calls may stand: the package with its tests; of CPython, modules and tests named here."""
    if folder is not None:
        return sorted(folder.rglob("*.py"))
    tests = [root / "test" / f"{name}.py" for name in spec.unittests]
    tests += sorted(file for name in spec.unittests for file in (root / "test" / name).rglob("*.py"))
    return [*sorted(root.glob("*.py")), *tests]


def _calls_of(
    spec: PackageSpec,
    folder: Path | None,
    *,
    sources: Sources,
    files: Mapping[str, str],
    cuts: Mapping[tuple[str, str], str],
    limits: HarvestLimits,
) -> dict[tuple[str, str], dict[str, None]]:
    """Run tests until the package's share of time is used up, and give the calls seen, by module and function."""
    calls: dict[tuple[str, str], dict[str, None]] = {}
    paths = [str(folder), *(str(folder.parent / name) for name in spec.requires)] if folder else []
    methods = {file: sources.methods_of(module) for file, module in files.items()}
    cpu_s = limits.package_cpu_s + limits.function_cpu_s * len(cuts) if folder else limits.stdlib_cpu_s
    cpu_end, wall_end = _children_cpu_s() + cpu_s, time.monotonic() + max(4 * cpu_s, 10 * limits.wall_s)
    for batch in _batches(spec, folder, _with_doctests(sources, files.values(), cuts)):
        left_s = cpu_end - _children_cpu_s()
        if left_s <= 1 or time.monotonic() > wall_end:
            break
        noted = noted_calls(
            prefixes=tuple(files),
            actions=batch,
            paths=paths,
            limits=replace(limits, total_cpu_s=min(limits.total_cpu_s, left_s)),
            methods=methods,
        )
        for (file, name), texts in noted.items():
            if file in files:
                calls.setdefault((files[file], name), {}).update(dict.fromkeys(texts))
    return calls


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _with_doctests(sources: Sources, modules: Iterable[str], cuts: Mapping[tuple[str, str], str]) -> list[str]:
    """List the modules that have doctests, those that gave most functions first."""
    n_cut = Counter(module for module, _ in cuts)
    have = [module for module in modules if (file := sources.load(module)) is not None and ">>> " in file.text]
    return sorted((module for module in have if n_cut[module]), key=lambda module: (-n_cut[module], module))


def _batches(spec: PackageSpec, folder: Path | None, doctests: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    """Group actions for one child process each, by turns: a test that ends its process loses only its group."""
    step = 24
    groups = [[("doctest", module) for module in doctests[at : at + step]] for at in range(0, len(doctests), step)]
    groups_of_tests = [[("unittest", f"test.{name}")] for name in spec.unittests]
    groups_of_tests += [[("pytest", str((folder or Path()) / tests))] for tests in spec.tests]
    for pair in zip_longest(groups, groups_of_tests):
        yield from (group for group in pair if group)


STDLIB = PackageSpec("stdlib", "PSF-2.0", tuple(sorted(sys.stdlib_module_names)), unittests=STDLIB_TESTS)


def save_functions(functions: Sequence[HarvestedFunction], path: Path) -> None:
    """Write harvested functions to a JSON Lines file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as stream:
        for function in functions:
            stream.write(json.dumps(asdict(function)) + "\n")
    part.replace(path)


def load_functions(path: Path) -> list[HarvestedFunction]:
    """Read what `save_functions` wrote."""
    with path.open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [HarvestedFunction(**{**row, "calls": tuple(row["calls"])}) for row in rows]
