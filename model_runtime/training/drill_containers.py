"""Drills on containers that change, are made from one another, and have to be written out each time.

changes ::= methods and item assignments that change one list or dict
lists   ::= slices, comprehensions and changes of lists, meant for lists of 6 to 18 items
tables  ::= dicts made of lists, and lists made of dicts
"""

from model_runtime.training.drill_writer import DrillWriter, Lines, item_kind_of


def changes(w: DrillWriter) -> Lines:
    """Write a drill that changes one list or dict again and again."""
    rng = w.rng
    kind = rng.choices(("list[int]", "list[str]", "dict[str, int]"), weights=(4, 3, 3))[0]
    name = w.parameter(kind)
    lines: Lines = []
    if rng.random() < 0.3:
        copy = w.result(kind)
        lines.append(f"{copy} = {name}.copy()")
        name_changed = copy
        w.samples[copy] = w.samples[name]
    else:
        name_changed = name
    for _ in range(rng.randint(3, 7)):
        lines.append(_change(w, name_changed, kind))
    return [*lines, f"return {name_changed if rng.random() < 0.8 else f'len({name_changed})'}"]


def _change(w: DrillWriter, name: str, kind: str) -> str:
    rng = w.rng
    if kind.startswith("dict"):
        sample = w.samples.get(name)
        keys = list(sample) if isinstance(sample, dict) else []

        def key() -> str:
            return repr(rng.choice(keys)) if keys and rng.random() < 0.6 else w.word()

        n = w.number()
        return rng.choice(
            (
                f"{name}[{key()}] = {n}",
                f"{name}[{key()}] = {name}.get({key()}, 0) + {n}",
                f"{name}[{key()}] = {name}.get({key()}, 0) + 1",
                f"{name}.pop({key()}, None)",
                f"{name}.setdefault({key()}, {n})",
                f"{name}.update({{{key()}: {n}}})",
                f"{w.result('int')} = {name}.pop({key()}, {n})",
                f"{w.result('int')} = {name}.get({key()})",
                f"{w.result('int')} = {key()} in {name}",
                f"{w.result('list[str]')} = list({name}.keys())",
                f"{w.result('list[int]')} = list({name}.values())",
                f"{w.result('int')} = sum({name}.values())",
                f"{w.result('list[str]')} = sorted({name})",
            )
        )

    def item() -> str:
        return w.number(name) if kind == "list[int]" else w.word(name)

    at = rng.choice((0, 0, 1, 1, 2, -1, -1, 3))
    return rng.choice(
        (
            f"{name}.append({item()})",
            f"{name}.append({item()})",
            f"{name}.insert({at}, {item()})",
            f"{name}.insert(0, {item()})",
            f"{name}.extend([{item()}, {item()}])",
            f"{name} += [{item()}]",
            f"{name}.reverse()",
            f"{name}.sort()",
            f"{name}.sort(reverse=True)",
            f"{w.result('int')} = {name}.pop()",
            f"{name}.pop()",
            f"{name}.pop(0)",
            f"{name}[{at}] = {item()}",
            f"{name}[{at}] = {name}[0]",
            f"{name}[0], {name}[-1] = {name}[-1], {name}[0]",
            f"del {name}[{at}]",
            f"{name}[:1] = [{item()}, {item()}]",
            f"{name} = {name}[1:]",
            f"{w.result('int')} = {name}.count({item()})",
            f"{w.result('int')} = {name}.index({name}[-1])",
            f"{w.result('int')} = {item()} in {name}",
        )
    )


def lists(w: DrillWriter) -> Lines:
    """Write a drill on one or two lists and what is made of them."""
    rng = w.rng
    kind = rng.choice(("list[int]", "list[int]", "list[str]"))
    known = [w.parameter(kind)]
    if rng.random() < 0.25:
        known.append(w.parameter(kind))
    lines: Lines = []
    for _ in range(rng.randint(2, 5)):
        name = rng.choice(known)
        form = rng.random()
        if form < 0.45:
            lines.append(_change(w, name, kind))
        elif form < 0.55:
            lines += _loop_over_positions(w, name, kind)
        else:
            new = name if rng.random() < 0.25 else w.result(kind)
            lines.append(f"{new} = {_made_of(w, name, rng.choice(known), kind)}")
            w.samples[new] = w.samples[name]
            known.append(new)
    last = known[-1]
    return [*lines, rng.choice((f"return {last}", f"return {last}", f"return {known[0]}", f"return len({last})"))]


def _loop_over_positions(w: DrillWriter, name: str, kind: str) -> Lines:
    rng = w.rng
    i = w.target("index")
    body = [f"{name}[{i}] = {name}[{i}] + {name}[0]", f"{name}[{i}], {name}[-{i} - 1] = {name}[-{i} - 1], {name}[{i}]"]
    body += [f"{name}[{i}] = {name}[{i} + 1]", f"{name}.append({name}.pop(0))", f"{name}.insert({i}, {name}.pop())"]
    if kind == "list[int]":
        body += [f"{name}[{i}] += {i}", f"{name}[{i}] *= -1", f"{name}[{i}] -= {name}[{i} + 1]"]
    else:
        body += [f"{name}[{i}] = {name}[{i}].upper()", f"{name}[{i}] += str({i})"]
    return [f"for {i} in range({rng.choice(('2', '3', '3', '4'))}):", f"    {rng.choice(body)}"]


def _made_of(w: DrillWriter, name: str, other: str, kind: str) -> str:
    """Give an expression that makes a list of a kind from one or two of it."""
    rng = w.rng
    item_kind = item_kind_of(kind)
    x, i = w.target(item_kind), w.target("index")
    a, b = rng.randint(1, 4), rng.randint(2, 9)
    condition = w.condition(item_kind, x, name)
    options = [
        f"[{x} for {x} in {name} if {condition}]",
        f"[{x} for {x} in {name} if {condition}]",
        f"[{x} for {i}, {x} in enumerate({name}) if {i} % 2 == {rng.randrange(2)}]",
        f"[{x} for {i}, {x} in enumerate({name}) if {i} != {a}]",
        f"[{x} for {x} in {name} if {x} not in {other}[:{a}]]",
        f"[{name}[{i}] for {i} in range({a}, {b})]",
        f"[{name}[-{i}] for {i} in range(1, {a + 1})]",
        f"{name}[{a}:]",
        f"{name}[:{b}]",
        f"{name}[{a}:{a + b}]",
        f"{name}[:-{a}]",
        f"{name}[-{b}:]",
        f"{name}[::2]",
        f"{name}[1::2]",
        f"{name}[::-1]",
        f"{name}[{b}::-1]",
        f"{name}[{a}:] + {name}[:{a}]",
        f"{name}[-{a}:] + {name}[:-{a}]",
        f"{name}[:{a}] + {other}[{b}:]",
        f"{name} + {other}[:{a}]",
        f"{name}[:3] * 2",
        f"sorted({name})",
        f"sorted({name}, reverse=True)",
        f"list(reversed({name}))",
        f"list({name})",
        f"{name}.copy()",
        f"list(dict.fromkeys({name}))",
        f"[min({name}), *{name}[{a}:]]",
        f"[{x} for {x} in reversed({name}) if {condition}]",
    ]
    if kind == "list[int]":
        made = rng.choice((f"{x} + {a}", f"{x} * {a}", f"-{x}", f"{x} - {b}", f"{x} // {a}", f"{x} % {b}", f"abs({x})"))
        y = w.target("int")
        options += [f"[{made} for {x} in {name}]"] * 5 + [
            f"[{made} for {x} in {name} if {condition}]",
            f"[{made} if {condition} else {x} for {x} in {name}]",
            f"[{x} + {y} for {x}, {y} in zip({name}, {other}[1:])]",
            f"[{y} - {x} for {x}, {y} in zip({name}, {name}[1:])]",
            f"[max({x}, {y}) for {x}, {y} in zip({name}, reversed({name}))]",
            f"[{i} * {x} for {i}, {x} in enumerate({name})]",
            f"[sum({name}[:{i} + 1]) for {i} in range({b})]",
            f"[{name}.count({x}) for {x} in {name}]",
            f"sorted({name}, key=lambda {x}: -{x})",
            f"sorted({name}, key=lambda {x}: {x} % {b})",
        ]
    else:
        made = rng.choice((f"{x}.upper()", f"{x}[::-1]", f"{x}[:2]", f"{x}[1:]", f"{x}.title()", f"{x} + {w.word()}"))
        options += [f"[{made} for {x} in {name}]"] * 4 + [
            f"[{made} for {x} in {name} if {condition}]",
            f"[{x} + str({i}) for {i}, {x} in enumerate({name})]",
            f"[{x}.replace({w.character(name)}, {w.character()}) for {x} in {name}]",
            f"sorted({name}, key=len)",
            f"sorted({name}, key=lambda {x}: {x}[-1:])",
        ]
    return rng.choice(options)


def tables(w: DrillWriter) -> Lines:
    """Write a drill on dicts made of lists."""
    rng = w.rng
    words, numbers = w.parameter("list[str]"), w.parameter("list[int]")
    table, k, v, i = w.result("dict[str, int]"), w.target("key"), w.target("value"), w.target("index")
    made = rng.choice(
        (
            f"dict(zip({words}, {numbers}))",
            f"{{{k}: len({k}) for {k} in {words}}}",
            f"{{{k}: {i} for {i}, {k} in enumerate({words})}}",
            f"{{{k}: {v} for {k}, {v} in zip({words}, {numbers}) if {w.condition('int', v, numbers)}}}",
            f"{{{k}: {words}.count({k}) for {k} in {words}}}",
            f"{{{v}: {v} * {v} for {v} in {numbers}}}",
            f"dict.fromkeys({words}, {rng.choice(('0', '1', 'None', '[]'))})",
        )
    )
    lines = [f"{table} = {made}"]
    is_of_words = made.startswith(("dict", f"{{{k}")) and "fromkeys" not in made
    for _ in range(rng.randint(1, 4)):
        new = w.result(rng.choice(("list[int]", "list[str]")))
        steps = [f"{table}.update({{{w.word(words)}: {w.number(numbers)}}})"]
        steps += [f"{table}[{w.word(words)}] = len({words})"]
        steps += [f"{table}.pop({w.word(words)}, None)", f"{table}.setdefault({w.word(words)}, {w.number()})"]
        views = [f"list({table})", f"list({table}.items())", f"list({table}.values())", f"list({table}.keys())[1:]"]
        views += [f"[{k} for {k} in {table}]", f"{{{v}: {k} for {k}, {v} in {table}.items()}}", f"dict({table})"]
        views += [f"list(zip({words}, {numbers}))", f"list(enumerate({words}))", f"[({k}, 1) for {k} in {words}]"]
        views += [f"[[{v}] for {v} in {numbers}]", f"list(zip({numbers}, {numbers}[1:]))", f"[{words}, {numbers}]"]
        if is_of_words:
            views += [f"sorted({table}, key={table}.get)", f"sorted({table}.items(), key=lambda {k}: {k}[1])"]
            views += [f"{{{k}: {v} + 1 for {k}, {v} in {table}.items()}}", f"max({table}.values(), default=0)"]
        lines.append(rng.choice(steps) if rng.random() < 0.4 else f"{new} = {rng.choice(views)}")
    return [*lines, f"return {table}"]
