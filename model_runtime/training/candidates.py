"""Where samples may come from: seeds with their variants, generated programs, real functions; each with calls to try.

Nothing is run here. All randomness comes from the seed given and the identity of the function, so a candidate does not
depend on which others are built.
"""

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from model_runtime.training.arguments import random_call
from model_runtime.training.generator import generate_program
from model_runtime.training.harvest import HarvestedFunction
from model_runtime.training.mutation import mutate, rename, strip_annotations
from model_runtime.training.parameter_types import typed_call_header
from model_runtime.training.samples import Kind

OWN_LICENCE = "Apache-2.0"
GENERATED_TRIES = 5  # other inputs that a generated program is run on
GENERATED_INPUTS = 4  # and how many runs of it are kept
MAX_VARIED_CHARS = 900  # longer real functions get no variants


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source with the calls that might become samples."""

    source: str
    entry: str
    calls: tuple[str, ...]
    kind: Kind
    package: str
    licence: str
    function_key: str
    limit: int  # samples to keep
    is_variant: bool = False  # of an earlier candidate with the same key


@dataclass(frozen=True, slots=True)
class Seed:
    """A hand-written function with all it needs, and the calls pinned above it."""

    source: str
    entry: str
    pins: tuple[str, ...]


_PIN = re.compile(r"^# deskcheck: *(.+?)\s*$")
_SEPARATOR = re.compile(r"^# -{3,}\s*$", re.MULTILINE)


def parse_seeds(text: str) -> list[Seed]:
    """Cut a seed file into its functions: one a pinned function, or one a group where `# ---` lines part groups."""
    groups = [group for group in _SEPARATOR.split(text) if group.strip()]
    if len(groups) > 1:
        return [seed for group in groups for seed in _seeds_of_group(group, whole=True)]
    return _seeds_of_group(text, whole=False)


def _seeds_of_group(text: str, *, whole: bool) -> list[Seed]:
    lines = text.split("\n")
    module = ast.parse(text)
    imports = [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]
    seeds = []
    for node in module.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        pins: list[str] = []
        line = min([node.lineno, *(item.lineno for item in node.decorator_list)]) - 1
        while line > 0 and lines[line - 1].startswith("#"):
            pin = _PIN.match(lines[line - 1])
            pins[:0] = [pin.group(1)] if pin else []
            line -= 1
        if not pins:
            continue
        if whole:
            source = "\n".join(kept for kept in lines if not _PIN.match(kept)).strip("\n") + "\n"
        else:
            body = "\n".join(kept for kept in lines[line : node.end_lineno] if not _PIN.match(kept)) + "\n"
            needed = [ast.unparse(item) for item in imports if _imported_names(item) & set(re.findall(r"\w+", body))]
            source = "\n".join(needed) + ("\n\n\n" if needed else "") + body
        seeds.append(Seed(source, node.name, tuple(pins)))
    return seeds


def _imported_names(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.split(".")[0] for alias in node.names}


def seed_candidates(stem: str, text: str, *, seed: int, random_calls: int, variants: int) -> Iterator[Candidate]:
    """Give every function of a seed file with its pins and random calls, and renamed and mutated versions of it."""
    for function in parse_seeds(text):
        key = f"seed:{stem}:{function.entry}"
        rng = random.Random(f"{seed}/{key}")
        calls = [*function.pins, *_random_calls(function.source, function.entry, rng, 3 * random_calls)]
        limit = len(function.pins) + random_calls
        yield _own(_maybe_untyped(function.source, rng), function.entry, calls, "seed", key, limit=limit)
        for number in range(variants):
            variant = _variant(function.source, function.entry, function.pins, rng, is_mutated=number % 2 == 1)
            if variant is not None:
                source, entry, pins = variant
                calls = [*pins, *_random_calls(source, entry, rng, 4)]
                varied = _own(_maybe_untyped(source, rng), entry, calls, "seed", key, limit=3)
                yield replace(varied, is_variant=True)


def _variant(
    source: str, entry: str, calls: Sequence[str], rng: random.Random, *, is_mutated: bool
) -> tuple[str, str, tuple[str, ...]] | None:
    """Rename a source and, for a mutated one, change what it does; give it with its entry and the calls that fit it."""
    changed = mutate(source, rng) if is_mutated else source
    if changed is None:
        return None
    renamed = rename(changed, rng)
    new_entry = _function_names(renamed)[_function_names(source).index(entry)]
    for prefix in (f"{entry}(", f"list({entry}("):
        calls = [
            prefix.replace(entry, new_entry) + call[len(prefix) :] if call.startswith(prefix) else call
            for call in calls
        ]
    return renamed, new_entry, tuple(call for call in calls if call.startswith((f"{new_entry}(", f"list({new_entry}(")))


def _function_names(source: str) -> list[str]:
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _maybe_untyped(source: str, rng: random.Random) -> str:
    return strip_annotations(source) if rng.random() < 0.6 else source


def _own(source: str, entry: str, calls: Sequence[str], kind: Kind, key: str, *, limit: int) -> Candidate:
    return Candidate(source, entry, tuple(dict.fromkeys(calls)), kind, "", OWN_LICENCE, key, limit)


def generated_candidates(start: int, n_programs: int, *, seed: int) -> Iterator[Candidate]:
    """Give random programs of all difficulties, by number; to write one costs far more than to run it once more."""
    for number in range(start, start + n_programs):
        rng = random.Random(f"{seed}/generated/{number}")
        program = generate_program(rng, difficulty=rng.random())
        header = typed_header(program.call, program.entry)
        calls = [program.call, *(_random_calls(header, program.entry, rng, GENERATED_TRIES) if header else ())]
        key = f"generated:{seed}:{number}"
        yield _own(program.source, program.entry, calls, "generated", key, limit=GENERATED_INPUTS)


def real_candidates(
    functions: Sequence[HarvestedFunction], kind: Kind, *, seed: int, inputs_per_function: int, variants: int
) -> Iterator[Candidate]:
    """Give harvested functions with the calls of their tests and random ones; of short ones also variants."""
    for function in functions:
        rng = random.Random(f"{seed}/{function.key}")
        calls = list(function.calls)
        rng.shuffle(calls)
        calls = calls[: 2 * inputs_per_function]
        if len(calls) < inputs_per_function:
            calls += _guessed_calls(function, rng, 2 * inputs_per_function - len(calls))
        original = Candidate(
            source=function.source,
            entry=function.entry,
            calls=tuple(dict.fromkeys(calls)),
            kind=kind,
            package=function.package,
            licence=function.licence,
            function_key=function.key,
            limit=inputs_per_function,
        )
        yield original
        for _ in range(variants if len(function.source) <= MAX_VARIED_CHARS else 0):
            variant = _variant(function.source, function.entry, original.calls, rng, is_mutated=rng.random() < 0.6)
            if variant is not None:
                source, entry, calls = variant[0], variant[1], list(variant[2])
                yield replace(original, source=source, entry=entry, calls=tuple(calls[:6]), limit=3, is_variant=True)


def _guessed_calls(function: HarvestedFunction, rng: random.Random, n_calls: int) -> list[str]:
    """Make calls with random arguments of the types seen in real calls, else of those that the function shows.

    There are none of a function that takes objects of some class.
    """
    typed = [header for call in function.calls if (header := typed_header(call, function.entry))]
    if not typed:
        header = typed_call_header(function.source, function.entry, function.types)
        typed = [header] if header is not None else []
    if not typed:
        return []
    calls = (random_call(rng.choice(typed), rng, name=function.entry) for _ in range(n_calls))
    is_generator = _is_generator(function.source, function.entry)
    return [f"list({call})" if is_generator else call for call in calls if call is not None]


def typed_header(call: str, entry: str) -> str | None:
    """Write the header of a function that takes arguments of the types of a literal call.

    `f([1, 2], key="x")` gives `def f(a0: list[int], *, key: str): ...`; None when no types can be told.
    """
    try:
        expression = ast.parse(call, mode="eval").body
    except SyntaxError:
        return None
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and expression.func.id == "list":
        expression = expression.args[0] if entry != "list" and expression.args else expression
    if not (isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and expression.func.id == entry):
        return None
    try:
        plain = [f"a{idx}: {_type_of(ast.literal_eval(item))}" for idx, item in enumerate(expression.args)]
        named = [f"{item.arg}: {_type_of(ast.literal_eval(item.value))}" for item in expression.keywords]
    except (ValueError, TypeError, SyntaxError):
        return None
    parameters = [*plain, *(["*", *named] if named else [])]
    return f"def {entry}({', '.join(parameters)}): ..." if plain or named else None


def _type_of(value: object) -> str:
    match value:
        case list() | set() | frozenset() if value:
            return f"{type(value).__name__}[{_type_of(next(iter(value)))}]"
        case tuple() if value:
            return f"tuple[{', '.join(_type_of(item) for item in value)}]"
        case dict() if value:
            key, item = next(iter(value.items()))
            return f"dict[{_type_of(key)}, {_type_of(item)}]"
        case None:
            return "None"
    return type(value).__name__


def _random_calls(source: str, entry: str, rng: random.Random, n_calls: int) -> list[str]:
    calls = [random_call(source, rng, name=entry) for _ in range(n_calls)]
    is_generator = _is_generator(source, entry)
    return [f"list({call})" if is_generator else call for call in calls if call is not None]


def _is_generator(source: str, entry: str) -> bool:
    function = next((n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == entry), None)
    pending: list[ast.AST] = list(function.body) if function else []
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.GeneratorExp):
            pending.extend(ast.iter_child_nodes(node))
    return False
