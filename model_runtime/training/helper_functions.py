"""Functions for generated programs to call: recursive ones, generators behind a list, small classes behind a function.

Each is a template with random constants, operators and names.
"""

import random

Helper = tuple[list[str], list[str], str]  # lines, kinds of the parameters, kind of the result


def recursive_helper(rng: random.Random, name: str, is_terse: bool) -> Helper:
    """Give a function that calls itself on something smaller."""
    n, s, xs = (
        ("n", "s", "xs")
        if is_terse
        else (rng.choice(("n", "num", "k")), rng.choice(("s", "text")), rng.choice(("nums", "items", "lst")))
    )
    k = rng.randint(1, 3)
    match rng.randint(0, 4):
        case 0:
            rest = f"{name}({n} - {rng.choice((1, 2))}) {rng.choice('+-')} {rng.choice((n, f'{n} * 2', '1'))}"
            body = [f"if {n} <= {k}:", f"    return {rng.choice((n, '1', '0'))}", f"return {rest}"]
            kinds, result = ["int"], "int"
        case 1:
            rest = rng.choice(
                (f"{name}({s}[1:]) + {s}[0]", f"{s}[-1] + {name}({s}[:-1])", f"{s}[0].upper() + {name}({s}[1:])")
            )
            body = [f"if len({s}) < {rng.randint(1, 2)}:", f"    return {s}", f"return {rest}"]
            kinds, result = ["str"], "str"
        case 2:
            body = [f"if not {xs}:", "    return 0", f"return {xs}[0] {rng.choice('+-')} {name}({xs}[1:])"]
            kinds, result = ["list[int]"], "int"
        case 3:
            body = [f"if {n} < 10:", f"    return {n}", f"return {n} % 10 + {name}({n} // 10)"]
            kinds, result = ["int"], "int"
        case _:
            first = rng.choice(("int(first)", "(1 if first else 0)"))
            body = [f"if not {s}:", "    return 0", f"first = {s}[0] == c", f"return {first} + {name}({s}[1:], c)"]
            kinds, result = ["str", "str"], "int"
    parameters = {"int": n, "str": s, "list[int]": xs}[kinds[0]] + (", c" if len(kinds) == 2 else "")
    return [f"def {name}({parameters}):", *("    " + line for line in body)], kinds, result


def generator_helper(rng: random.Random, name: str, is_terse: bool) -> Helper:
    """Give a generator function behind a wrapper's call of `list`."""
    xs, x = ("xs", "x") if is_terse else (rng.choice(("nums", "values", "items")), rng.choice(("num", "n", "value")))
    inner, k = rng.choice(("gen", "walk", "produce")), rng.randint(1, 4)
    body = rng.choice(
        ([f"    for {x} in {xs}:", f"        if {x} > {k}:", f"            yield {x}"],
         [f"    for {x} in {xs}:", f"        yield {x} + {k}"],
         ["    total = 0", f"    for {x} in {xs}:", f"        total += {x}", "        yield total"])
    )  # fmt: skip
    lines = [f"def {inner}({xs}):", *body, "", f"def {name}({xs}):", f"    return list({inner}({xs}))"]
    return lines, ["list[int]"], "list[int]"


def class_helper(rng: random.Random, name: str, is_terse: bool) -> Helper:
    """Give a small class with a counter, and a function that uses it."""
    x, k = "n" if is_terse else rng.choice(("amount", "value", "n")), rng.randint(1, 5)
    cls, attribute = rng.choice(("Counter", "Tally", "Meter", "Box")), rng.choice(("count", "total", "value"))
    method = rng.choice(("add", "bump", "step"))
    change = rng.choice(
        (f"self.{attribute} += {x}", f"self.{attribute} = self.{attribute} * 2 + {x}", f"self.{attribute} -= {x}")
    )
    obj = "t" if is_terse else rng.choice(("tally", "obj", "box"))
    lines = [
        f"class {cls}:",
        f"    def __init__(self, {attribute}):",
        f"        self.{attribute} = {attribute}",
        "",
        f"    def {method}(self, {x}):",
        f"        {change}",
        f"        return self.{attribute}",
        "",
        f"def {name}({x}):",
        f"    {obj} = {cls}({k})",
        f"    {obj}.{method}({x})",
        f"    return {obj}.{method}({rng.randint(1, 4)})",
    ]
    return lines, ["int"], "int"
