"""Whose item a variable holds: `for row in rows: row[0] = 1` and `row = rows[k]; row[0] = 1` change what `rows` shows.

Told from the text: a loop binds its variable nowhere else, and its body neither touches the container nor calls
anything that could; what is taken out of a container by name, the function never takes away from it. Which item it is,
the values shown say, where no other is equal.
"""

import ast
from collections.abc import Mapping
from functools import lru_cache

from model_runtime.program.parser import Function, Program, first_line
from model_runtime.sharing import CHANGING_METHODS, LOOKING_METHODS, function_tree, hidden_names, words

_HARMLESS = words("""
    abs all any bool chr dict enumerate float int isinstance len list max min ord print range reversed round set sorted
    str sum tuple zip
""")


@lru_cache(maxsize=4096)
def container_of(program: Program, line: int, name: str) -> str | None:
    """Give the variable that holds what another variable holds as an item, while a line runs."""
    function = program.function_at(line)
    tree = function_tree(program, function) if function is not None else None
    if function is None or tree is None or name in function.params or function.is_generator or function.is_async:
        return None
    loops = [
        loop
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For)
        and _is_inside(line, loop, function)
        and len(_bindings(loop, name)) == len(_bindings(loop.target, name)) == 1
    ]
    if len(loops) > 1:
        return None
    if not loops:
        return _taken_from(tree, name, hidden_names(program))
    container = _walked(loops[0], name)
    if container is None or not _leaves_alone(loops[0], container, hidden_names(program)):
        return None
    return container


def with_item(container: object, item: object, changed: object) -> object | None:
    """Give a list or dict with one of its items changed; None where another item is equal, or none is."""
    if not isinstance(container, list | dict):
        return None
    held = list(container.items() if isinstance(container, dict) else enumerate(container))
    places = [place for place, value in held if _same(value, item)]
    if len(places) != 1:
        return None
    made = [(place, changed if place == places[0] else value) for place, value in held]
    return dict(made) if isinstance(container, dict) else [value for _, value in made]


def _same(one: object, other: object) -> bool:
    return repr(one) == repr(other)


def _bindings(node: ast.AST, name: str) -> list[ast.Name]:
    """Give the places in a piece of code that bind a name, or unbind it."""
    found = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name]
    return [n for n in found if not isinstance(n.ctx, ast.Load)]


def _is_inside(line: int, loop: ast.For, function: Function) -> bool:
    before = first_line(function.node) - 1  # the tree's line 1 is the function's first
    return loop.body[0].lineno + before <= line <= (loop.body[-1].end_lineno or 0) + before


def _walked(loop: ast.For, name: str) -> str | None:
    """Give the variable whose items a loop gives to one of its names."""
    match loop.target, loop.iter:
        case ast.Name(), ast.Name(id=container):
            return container
        case ast.Name(), ast.Call(func=ast.Attribute(value=ast.Name(id=container), attr="values"), args=[]):
            return container
        case ast.Tuple(elts=[_, ast.Name(id=second)]), walked if second == name:
            match walked:
                case ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name(id=container), *_]):
                    return container
                case ast.Call(func=ast.Attribute(value=ast.Name(id=container), attr="items"), args=[]):
                    return container
    return None


def _leaves_alone(loop: ast.For, container: str, hidden: frozenset[str]) -> bool:
    """Whether a loop's body can change a container through the loop's own variables only."""
    nodes = [node for statement in loop.body for node in ast.walk(statement)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    measured = {
        id(arg) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "len" for arg in call.args
    }
    is_untouched = all(id(node) in measured for node in nodes if isinstance(node, ast.Name) and node.id == container)
    return is_untouched and all(_is_harmless(call, hidden) for call in calls)


def _is_harmless(call: ast.Call, hidden: frozenset[str]) -> bool:
    """Whether a call can only change what a variable holds that it is called on."""
    match call.func:
        case ast.Name(id=name):
            return name in _HARMLESS and name not in hidden
        case ast.Attribute(value=place, attr=method) if method not in hidden:
            while isinstance(place, ast.Subscript):
                place = place.value
            is_kept_elsewhere = isinstance(place, ast.Attribute)
            return method in LOOKING_METHODS or (method in CHANGING_METHODS and not is_kept_elsewhere)
    return False


def _taken_from(tree: ast.FunctionDef, name: str, hidden: frozenset[str]) -> str | None:
    """Give the variable from which each value of another is taken by index or key, and that keeps what it holds."""
    nodes = [node for statement in tree.body for node in ast.walk(statement)]
    taken = [_source(node, name) for node in nodes if isinstance(node, ast.Assign)]
    sources = {source for source in taken if source is not None}
    if len(sources) != 1 or len(_bindings(tree, name)) != sum(source is not None for source in taken):
        return None
    (container,) = sources
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    places = [n for n in nodes if isinstance(n, ast.Name) and n.id == container]
    is_kept = all(_keeps_items(place, parents) for place in places) and _is_bound_once(tree, container)
    is_quiet = all(_is_harmless(node, hidden) for node in nodes if isinstance(node, ast.Call))
    return container if container != name and is_kept and is_quiet else None


def _source(assignment: ast.Assign, name: str) -> str | None:
    match assignment:
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.Subscript(value=ast.Name(id=container), slice=key)
            | ast.Call(func=ast.Attribute(value=ast.Name(id=container), attr="setdefault"), args=[key, _]),
        ) if target == name and not isinstance(key, ast.Slice):
            return container
    return None


def _is_bound_once(tree: ast.FunctionDef, name: str) -> bool:
    """Whether a variable is one container all along: a parameter, or bound by one statement outside loops."""
    is_given = any(isinstance(node, ast.arg) and node.arg == name for node in ast.walk(tree.args))
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]
    return len(_bindings(tree, name)) + is_given == 1 and not any(_bindings(loop, name) for loop in loops)


def _keeps_items(place: ast.Name, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether what a variable holds keeps its items where it is named: it is read, or gets further ones."""
    if not isinstance(place.ctx, ast.Load):
        parent = parents[place]
        return isinstance(parent, ast.Assign) and isinstance(parent.value, ast.Dict | ast.List | ast.ListComp)
    match parents[place]:
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is place
        case ast.Attribute(attr=method):
            return method in LOOKING_METHODS | {"append", "setdefault"}
        case ast.Call(func=ast.Name(id=function)):
            return function in _HARMLESS
        case ast.Compare() | ast.Return() | ast.For() | ast.comprehension():
            return True
    return False
