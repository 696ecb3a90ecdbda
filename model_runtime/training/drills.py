"""Drills: tiny programs in which nearly every frame needs a decision, on what the evaluation says is weak.

A drill practises one thing many times: is this condition true, is this loop over, what does this method give, what does
this change do to a list. Where `generator.py` imitates whole functions, a drill spends its few tokens on decisions.

    drill     ::= branches | walk | facts | changes | choices | countdown | indices | building | lists | tables
    branches  ::= a loop over items that tests each of them, sometimes twice
    walk      ::= a long loop with a short body over any kind of iterable
    facts     ::= assignments of one method, operator or function each
    changes   ::= methods and item assignments that change one list or dict
    choices   ::= conditions on the arguments, outside loops
    countdown ::= a while loop on a number, a string or a list that shrinks
    indices   ::= a loop over positions that reads items by index
    building  ::= a string or list that grows, by what each item is
    lists     ::= slices, comprehensions and changes of lists of 6 to 18 items, which have to be written out each time
    tables    ::= dicts made of lists, and lists made of dicts

Nothing is run here; the recorder runs what is written. All randomness comes from the number of the drill.
"""

import ast
import random
from collections.abc import Callable, Iterator

from model_runtime.training.arguments import random_call, random_value
from model_runtime.training.candidates import OWN_LICENCE, Candidate
from model_runtime.training.drill_containers import changes, lists, tables
from model_runtime.training.drill_writer import DrillWriter, Lines, indented, item_kind_of
from model_runtime.training.mutation import strip_annotations
from model_runtime.training.names import ENTRY_NAMES, NEW_NAMES

DRILL_TRIES = 6  # inputs that a drill is run on
DRILL_INPUTS = 3  # and how many runs of it are kept
LONG_ITEMS = (6, 18)  # of an argument of a drill that practises long lists
LONG_TEXT = 90  # characters of one at most: it is written anew with every change

_KINDS = ("str", "list[int]", "list[str]")
_TEXT_METHODS = ("upper", "lower", "swapcase", "strip") * 2 + ("capitalize", "title", "lstrip", "rstrip")


def drill_candidates(start: int, n_drills: int, *, seed: int) -> Iterator[Candidate]:
    """Give drills by number, each with calls to try."""
    for number in range(start, start + n_drills):
        rng = random.Random(f"{seed}/drill/{number}")
        entry = _entry_name(rng)
        source, is_long = _written(rng, entry)
        tries = (_call(source, entry, rng, is_long=is_long) for _ in range(DRILL_TRIES))
        calls = dict.fromkeys(call for call in tries if call is not None)
        yield Candidate(
            source=strip_annotations(source) if rng.random() < 0.8 else source,
            entry=entry,
            calls=tuple(calls),
            kind="drill",
            package="",
            licence=OWN_LICENCE,
            function_key=f"drill:{seed}:{number}",
            limit=DRILL_INPUTS,
        )


def write_drill(rng: random.Random) -> tuple[str, str]:
    """Give the source of a random drill, with annotated parameters, and its function's name."""
    entry = _entry_name(rng)
    source, _ = _written(rng, entry)
    return source, entry


def _entry_name(rng: random.Random) -> str:
    return "f" if rng.random() < 0.6 else rng.choice(ENTRY_NAMES)


def _written(rng: random.Random, entry: str) -> tuple[str, bool]:
    """Give the source of a random drill, and whether it is about long lists."""
    while True:
        writer = DrillWriter(rng)
        drill = rng.choices(_DRILLS, weights=_WEIGHTS)[0]
        body = drill(writer)
        if writer.parameters:  # else every call is the same
            break
    parameters = ", ".join(f"{name}: {kind}" for name, kind in writer.parameters)
    source = f"def {entry}({parameters}):\n" + "".join(f"    {line}\n" for line in body)
    ast.parse(source)
    return source, drill is lists


def _call(source: str, entry: str, rng: random.Random, *, is_long: bool) -> str | None:
    """Give a random call; a part of them with long arguments, for long loops, all of them if `is_long`."""
    if not is_long and rng.random() < 0.7:
        return random_call(source, rng, name=entry)
    header = ast.parse(source).body[0]
    assert isinstance(header, ast.FunctionDef)
    values = []
    for parameter in header.args.args:
        value = ast.literal_eval(random_value(parameter.annotation, rng))
        if isinstance(value, str | list) and not is_long:
            value += ast.literal_eval(random_value(parameter.annotation, rng))
        elif isinstance(value, list):
            value = _lengthened(value, parameter.annotation, rng)
        values.append(value)
    return f"{entry}({', '.join(map(repr, values))})"


def _lengthened(items: list[object], annotation: ast.expr | None, rng: random.Random) -> list[object]:
    n_items = rng.randint(*LONG_ITEMS)
    for _ in range(3 * n_items):
        if len(items) >= n_items:
            break
        items += ast.literal_eval(random_value(annotation, rng))
    items = items[:n_items]
    while len(repr(items)) > LONG_TEXT:
        items.pop()
    return items


# ---------------------------------------------------------------- what a drill consists of


def _accumulator(w: DrillWriter, item_kind: str) -> tuple[str, str, Callable[[str], str]]:
    """Choose what a loop gathers: its name, its first value, and how an item updates it."""
    rng = w.rng
    choice = rng.random()
    if choice < 0.4:
        name = w.result("int")
        step = rng.choice(("1", "1", "1", "2", "5"))
        return name, rng.choice(("0", "0", "0", "1", "10")), lambda item: f"{name} {rng.choice('+++-')}= {step}"
    if choice < 0.6 and item_kind == "int":
        name = w.result("int")
        return name, "0", lambda item: f"{name} {rng.choice('+++-')}= {item}"
    if choice < 0.72:
        name = w.result("list[str]")
        return name, "[]", lambda item: f"{name}.append({item})"
    if item_kind == "int":
        name = w.result("list[int]")
        return (
            name,
            "[]",
            lambda item: rng.choice(
                (f"{name}.append({item})", f"{name}.insert(0, {item})", f"{name}.append({item} * 2)")
            ),
        )
    name = w.result("str")
    return (
        name,
        rng.choice(("''", '""')),
        lambda item: rng.choice(
            (
                f"{name} += {item}",
                f"{name} += {item}",
                f"{name} = {name} + {item}",
                f"{name} = {item} + {name}",
                f"{name} += {item}.upper()",
                f"{name} += {item}.swapcase()",
                f"{name} += {w.character()}",
            )
        ),
    )


def _branches(w: DrillWriter) -> Lines:
    rng = w.rng
    kind = rng.choices(_KINDS, weights=(5, 4, 2))[0]
    items = w.parameter(kind)
    item_kind = item_kind_of(kind)
    item = w.target(item_kind)
    name, first, update = _accumulator(w, item_kind)
    lines = [f"if {w.condition(item_kind, item, items)}:"]
    shape = rng.random()
    if shape < 0.5:
        lines += indented([update(item)])
        if rng.random() < 0.5:
            other, second = w.result("int"), True
            lines += ["else:", *indented([f"{other} += 1"])]
        else:
            other, second = "", False
    elif shape < 0.7:
        lines += [*indented(["continue"]), update(item)]
        other, second = "", False
    elif shape < 0.78:
        lines += [*indented(["break"]), update(item)]
        other, second = "", False
    elif shape < 0.86:
        lines += indented([f"return {item}" if rng.random() < 0.5 else "return " + rng.choice(("True", "False", name))])
        lines += [update(item)]
        other, second = "", False
    else:
        other, second = w.result("int"), True
        lines += indented([update(item)])
        lines += [f"elif {w.condition(item_kind, item, items)}:", *indented([f"{other} += 1"])]
    head = _walk_head(w, items, kind, item)
    setup = [f"{name} = {first}"] + ([f"{other} = 0"] if second else [])
    end = (
        f"return {name}, {other}"
        if second and rng.random() < 0.6
        else f"return {rng.choice([name, other]) if second else name}"
    )
    return [*setup, head, *indented(lines), end]


def _walk_head(w: DrillWriter, items: str, kind: str, item: str) -> str:
    choice = w.rng.random()
    if choice < 0.7:
        return f"for {item} in {items}:"
    if choice < 0.78:
        return f"for {item} in reversed({items}):" if w.rng.random() < 0.5 else f"for {item} in {items}[::-1]:"
    if choice < 0.84:
        return f"for {item} in sorted({items}):"
    if choice < 0.9:
        return f"for {item} in {items}[{w.rng.choice((':-1', '1:', '::2', '1::2', ':3', '2:', ':5'))}]:"
    return f"for {w.target('index')}, {item} in enumerate({items}):"


def _walk(w: DrillWriter) -> Lines:
    rng = w.rng
    choice = rng.random()
    if choice < 0.45:
        kind = rng.choices(_KINDS, weights=(5, 3, 2))[0]
        items = w.parameter(kind)
        item_kind = item_kind_of(kind)
        item = w.target(item_kind)
        head = _walk_head(w, items, kind, item)
    elif choice < 0.75:
        item_kind, item = "int", w.target("index")
        head = f"for {item} in {_range(w)}:"
    elif choice < 0.9:
        table = w.parameter("dict[str, int]")
        key, value = w.target("key"), w.target("value")
        form = rng.random()
        item_kind, item = ("str", key) if form < 0.4 else ("int", value)
        head = (
            f"for {key} in {table}:"
            if form < 0.4
            else f"for {value} in {table}.values():"
            if form < 0.55
            else f"for {key}, {value} in {table}.items():"
        )
    else:
        one, two = w.parameter(rng.choice(("str", "list[str]"))), w.parameter("list[int]")
        first, item = w.target("char"), w.target("int")
        item_kind = "int"
        head = f"for {first}, {item} in zip({one}, {two}):"
    if rng.random() < 0.15:
        return (
            [head, "    pass", f"return {item}"]
            if rng.random() < 0.3
            else [head, f"    {w.result('int')} = {item}", "return 0"]
        )
    name, start, update = _accumulator(w, item_kind)
    return [f"{name} = {start}", head, *indented([update(item)]), f"return {name}"]


def _range(w: DrillWriter) -> str:
    rng = w.rng
    choice = rng.random()
    bound = w.parameter("int") if choice < 0.3 else f"len({w.parameter(rng.choice(_KINDS))})" if choice < 0.6 else None
    if bound is None:
        bound = str(rng.randint(0, 14))
    form = rng.random()
    if form < 0.5:
        return f"range({bound})"
    if form < 0.68:
        return f"range({rng.choice((1, 1, 2, -2, 3))}, {bound})"
    if form < 0.78:
        return f"range(0, {bound}, {rng.choice((2, 3))})"
    if form < 0.88:
        return f"range({bound} - 1, -1, -1)"
    if form < 0.94:
        return f"range({bound}, 0, {rng.choice((-1, -2))})"
    return f"range({bound} // 2)"


def _fact(w: DrillWriter, name: str, kind: str) -> tuple[str, str]:
    """Give one expression on a variable of a kind, and the kind of what it gives."""
    rng = w.rng
    a, b = rng.randint(0, 4), rng.randint(1, 6)
    if kind == "str":
        text = rng.choice(_TEXT_METHODS)
        options = [
            (f"{name}.{text}()", "str"),
            (f"{name}.{text}()", "str"),
            (f"{name}[::-1]", "str"),
            (f"{name}[{a}:]", "str"),
            (f"{name}[:{b}]", "str"),
            (f"{name}[{a}:{a + b}]", "str"),
            (f"{name}[:-{b}]", "str"),
            (f"{name}[-{b}:]", "str"),
            (f"{name}[::2]", "str"),
            (f"{name}.replace({w.character(name)}, {w.character()})", "str"),
            (f"{name}.replace({w.word(name)}, {rng.choice((repr(''), w.word()))})", "str"),
            (f"{name} * {rng.randint(2, 3)}", "str"),
            (f"{name} + {w.word()}", "str"),
            (f"{w.word()} + {name}", "str"),
            (f"{name}.center({rng.randint(5, 16)}, {w.character()})", "str"),
            (f"{name}.{rng.choice(('ljust', 'rjust'))}({rng.randint(5, 16)}, {w.character()})", "str"),
            (f"{name}.zfill({rng.randint(4, 12)})", "str"),
            (
                f"{name}.{rng.choice(('removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip'))}({w.word(name)})",
                "str",
            ),
            (f"len({name})", "int"),
            (f"len({name})", "int"),
            (f"{name}.find({w.character(name)})", "int"),
            (f"{name}.rfind({w.character(name)})", "int"),
            (f"{name}.find({w.word(name)})", "int"),
            (f"{name}.count({w.character(name)})", "int"),
            (f"{name}.split({rng.choice(('', w.character(name), repr(' '), repr(',')))})", "list[str]"),
            (f"{name}.rsplit({w.character(name)}, 1)", "list[str]"),
            (f"{name}.partition({w.character(name)})", "other"),
            (f"list({name})", "list[str]"),
            (f"sorted({name})", "list[str]"),
            (f"{w.character(name)}.join({name})", "str"),
            (f"''.join(sorted({name}))", "str"),
            (f"''.join(reversed({name}))", "str"),
            (w.condition("str", name, name), "bool"),
        ]
        return rng.choice(options)
    if kind == "int":
        c = rng.randint(1, 9)
        return rng.choice(
            [
                (f"{name} + {c}", "int"),
                (f"{name} - {c}", "int"),
                (f"{name} * {c}", "int"),
                (f"{name} // {c}", "int"),
                (f"{name} % {c}", "int"),
                (f"-{name}", "int"),
                (f"abs({name})", "int"),
                (f"max({name}, {c})", "int"),
                (f"min({name}, {c})", "int"),
                (f"str({name})", "str"),
                (f"{name} ** 2", "int"),
                (f"divmod({name}, {c})", "other"),
                (w.condition("int", name, name), "bool"),
            ]
        )
    options = [
        (f"len({name})", "int"),
        (f"{name}[::-1]", kind),
        (f"{name}[{a}:]", kind),
        (f"{name}[:{b}]", kind),
        (f"{name}[-{rng.randint(1, 3)}:]", kind),
        (f"{name}[::2]", kind),
        (f"sorted({name})", kind),
        (f"sorted({name}, reverse=True)", kind),
        (f"{name} + {name}[:1]", kind),
        (f"{name}.copy()", kind),
    ]
    if kind == "list[int]":
        options += [
            (f"sum({name})", "int"),
            (f"{name}.count({w.number(name)})", "int"),
            (f"{w.number(name)} in {name}", "bool"),
            (f"max({name})" if rng.random() < 0.3 else f"max({name}, default=0)", "int"),
            (f"{name} + [{w.number(name)}]", kind),
        ]
    else:
        options += [
            (f"{rng.choice((repr(''), repr(' '), repr('-'), repr(','), repr(', ')))}.join({name})", "str"),
            (f"{name}.count({w.word(name)})", "int"),
            (f"{w.word(name)} in {name}", "bool"),
        ]
    return rng.choice(options)


def _facts(w: DrillWriter) -> Lines:
    rng = w.rng
    known = [(w.parameter(kind := rng.choices((*_KINDS, "int"), weights=(6, 2, 2, 2))[0]), kind)]
    if rng.random() < 0.4:
        known.append((w.parameter(kind := rng.choice(("str", "int", "list[int]"))), kind))
    lines: Lines = []
    for _ in range(rng.randint(3, 8)):
        name, kind = rng.choice([item for item in known if item[1] in (*_KINDS, "int")])
        text, result_kind = _fact(w, name, kind)
        if result_kind == kind and rng.random() < 0.4:
            lines.append(f"{name} = {text}")
            continue
        new = w.result(result_kind if result_kind in NEW_NAMES else "int")
        lines.append(f"{new} = {text}")
        known.append((new, result_kind))
    last = [name for name, _ in known[-2:]]
    return [*lines, f"return {last[-1] if rng.random() < 0.6 else ', '.join(last)}"]


def _choices(w: DrillWriter) -> Lines:
    rng = w.rng
    known = [(w.parameter(kind := rng.choices(("str", "int", "list[int]"), weights=(4, 3, 1))[0]), kind)]
    if rng.random() < 0.5:
        known.append((w.parameter(kind := rng.choice(("str", "int"))), kind))
    name = w.result("int")
    lines = [f"{name} = 0"]

    def condition() -> str:
        subject, kind = rng.choice(known)
        if kind.startswith("list"):
            return rng.choice(
                (
                    f"len({subject}) > {rng.randint(1, 5)}",
                    subject,
                    f"not {subject}",
                    f"{w.number(subject)} in {subject}",
                )
            )
        ints = [name for name, kind in known if kind == "int"]
        if kind == "int" and len(ints) > 1 and rng.random() < 0.5:
            return f"{ints[0]} {rng.choice(('<', '>', '==', '<=', '>='))} {ints[1]}"
        return w.condition(kind, subject, subject)

    for _ in range(rng.randint(2, 4)):
        lines += [f"if {condition()}:", f"    {name} += {rng.randint(1, 9)}"]
        if rng.random() < 0.3:
            lines += [f"elif {condition()}:", f"    {name} -= {rng.randint(1, 9)}"]
        if rng.random() < 0.3:
            lines += ["else:", f"    {name} *= {rng.randint(2, 3)}"]
    if rng.random() < 0.3:
        lines += [f"if {condition()}:", f"    return {rng.choice(('True', 'None', repr(''), known[0][0]))}"]
    return [*lines, f"return {name}"]


def _countdown(w: DrillWriter) -> Lines:
    rng = w.rng
    form = rng.random()
    if form < 0.3:
        items = w.parameter(rng.choice(_KINDS))
        i, name = w.new("i j idx pos k"), w.result("int")
        step = rng.choice(("1", "1", "1", "2"))
        if rng.random() < 0.3:
            return [f"{i} = len({items}) - 1", f"while {i} >= 0:", f"    {i} -= {step}", f"return {i}"]
        body = [f"{name} += {i}"] if rng.random() < 0.5 else []
        return [
            f"{i} = 0",
            f"{name} = 0",
            f"while {i} < len({items}):",
            *indented([*body, f"{i} += {step}"]),
            f"return {name}",
        ]
    if form < 0.55:
        n = w.parameter("int")
        name = w.result("int")
        step = rng.choice((f"{n} -= {rng.randint(1, 3)}", f"{n} //= 2", f"{n} -= 1"))
        limit = rng.choice(("0", "0", "1", "3"))
        return [
            f"{name} = 0",
            f"while {n} > {limit}:",
            *indented([f"{name} += {rng.choice(('1', n, '2'))}", step]),
            f"return {name}",
        ]
    if form < 0.75:
        s, name = w.parameter("str"), w.result("int")
        test = rng.choice((s, f"{s} != ''", f"len({s}) > {rng.randint(0, 3)}", f"{s}.startswith({w.character(s)})"))
        return [
            f"{name} = 0",
            f"while {test}:",
            *indented([f"{s} = {s}[{rng.choice(('1:', ':-1', '2:', '1:'))}]", f"{name} += 1"]),
            f"return {name}",
        ]
    items, name = w.parameter(rng.choice(("list[int]", "list[str]"))), w.result("list[int]")
    test = rng.choice((items, f"len({items}) > {rng.randint(0, 2)}", f"len({items}) > 0"))
    end = rng.choice(("", "0", "-1"))
    return [f"{name} = []", f"while {test}:", *indented([f"{name}.append({items}.pop({end}))"]), f"return {name}"]


def _indices(w: DrillWriter) -> Lines:
    rng = w.rng
    kind = rng.choices(_KINDS, weights=(4, 4, 1))[0]
    items = w.parameter(kind)
    i = w.target("index")
    name, first, update = _accumulator(w, item_kind_of(kind))
    span = rng.choice(
        (
            f"range(len({items}))",
            f"range(len({items}))",
            f"range(1, len({items}))",
            f"range(len({items}) - 1)",
            f"range(0, len({items}), 2)",
        )
    )
    at = rng.choice((i, i, i, f"-{i} - 1", f"len({items}) - {i} - 1"))
    form = rng.random()
    if form < 0.35:
        item = w.target(item_kind_of(kind))
        body = [f"{item} = {items}[{at}]", update(item)]
    elif form < 0.6:
        body = [update(f"{items}[{at}]")]
    elif form < 0.8:
        test = rng.choice(
            (
                f"{i} % 2 == {rng.randrange(2)}",
                f"{items}[{i}] == {items}[0]",
                f"{items}[{i}] > {items}[-1]",
                f"{items}[{i}] != {items}[{i} - 1]",
            )
        )
        body = [f"if {test}:", *indented([update(f"{items}[{i}]")])]
    elif kind == "list[int]":
        body = [
            rng.choice(
                (
                    f"{items}[{i}] += {i}",
                    f"{items}[{i}] *= 2",
                    f"{items}[{i}] = {items}[{i}] - 1",
                    f"{items}[{i}], {items}[-1] = {items}[-1], {items}[{i}]",
                )
            )
        ]
        name, first = items, ""
    else:
        body = [update(f"{items}[{i}]")]
    return [*([f"{name} = {first}"] if first else []), f"for {i} in {span}:", *indented(body), f"return {name}"]


def _building(w: DrillWriter) -> Lines:
    rng = w.rng
    s = w.parameter("str")
    c, out = w.target("char"), w.result("str")
    test = w.condition("char", c, s)
    yes = rng.choice(
        (
            f"{out} += {c}.upper()",
            f"{out} += {c}",
            f"{out} += {c}.lower()",
            f"{out} = {c} + {out}",
            f"{out} += {c} * 2",
            f"{out} += chr(ord({c}) + 1)",
        )
    )
    no = rng.choice(
        (
            f"{out} += {w.character()}",
            f"{out} += {c}",
            f"{out} += {c}.swapcase()",
            f"{out} = {out}[1:]",
            f"{out} += '-' + {c}",
        )
    )
    lines = [f"{out} = ''", f"for {c} in {s}:", f"    if {test}:", f"        {yes}"]
    if rng.random() < 0.7:
        lines += ["    else:", f"        {no}"]
    return [*lines, f"return {out}"]


_DRILLS: tuple[Callable[[DrillWriter], Lines], ...] = (
    _branches,
    _walk,
    _facts,
    changes,
    _choices,
    _countdown,
    _indices,
    _building,
    lists,
    tables,
)
_WEIGHTS = (24, 16, 16, 10, 7, 6, 7, 4, 16, 8)
