"""Types of parameters: what a function says of them, else what it does with them."""

import ast
import random
import textwrap

import pytest

from model_runtime.training.arguments import random_call
from model_runtime.training.parameter_types import NO_LITERAL, declared_types, typed_call_header


def declared(source: str) -> dict[str, str]:
    function = ast.parse(textwrap.dedent(source)).body[0]
    assert isinstance(function, ast.FunctionDef)
    return declared_types(function)


def header(source: str, **told: str) -> str | None:
    source = textwrap.dedent(source)
    entry = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)][-1]
    found = typed_call_header(source, entry, told)
    return found and found.split("\n")[0]


def test_annotations_tell_types_also_those_of_typing() -> None:
    source = (
        "def f(a: Optional[str], b: Sequence[int], c: 'str', d: pathlib.Path, e: Any, g: str | Path, "
        "h: Union[Path, None, int]): ..."
    )
    assert declared(source) == {
        "a": "str | None",
        "b": "Sequence[int]",
        "c": "str",
        "d": NO_LITERAL,
        "g": "str",
        "h": "None | int",
    }


@pytest.mark.parametrize(
    "docstring",
    [
        ":type text: str\n    :type n: int\n    :type items: list of str\n    :type node: Node",
        ":param str text: what\n    :param int n: how many\n    :type items: list of strings\n"
        "    :type node: Node object",
        "Args:\n        text (str): what\n        n (int, optional): how many\n        items (list of str): of\n"
        "        node (Node object): where",
        "Parameters\n    ----------\n    text : str\n        what\n    n : int, optional\n    items : list of str\n"
        "    node : `Node` instance",
    ],
    ids=["type", "param", "google", "numpy"],
)
def test_docstrings_tell_types(docstring: str) -> None:
    found = declared(f'def f(text, n, items, node):\n    """Do it.\n\n    {docstring}\n    """\n')
    found.setdefault("node", NO_LITERAL)  # a bare class name in a docstring may be a synonym of anything
    assert found == {"text": "str", "n": "int", "items": "list[str]", "node": NO_LITERAL}


def test_defaults_tell_types_and_none_makes_them_optional() -> None:
    source = 'def f(a=", ", b=-1, c=True, d=(), e=None, *, g=0.5):\n    """:type e: str"""\n'
    assert declared(source) == {
        "a": "str",
        "b": "int",
        "c": "bool",
        "d": "tuple",
        "e": "str | None",
        "g": "float",
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x.split()", "str"),
        ("return x.items()", "dict"),
        ("x.append(1)", "list"),
        ("return x % 7", "int"),
        ("return 'a' + x", "str"),
        ("return [y.lower() for y in x]", "list[str]"),
        ("return sum(y * 2 for y in x)", "list[int]"),
        ("return math.sqrt(x)", "float"),
        ("return re.sub('a', 'b', x)", "str"),
        ("return ', '.join(x)", "list[str]"),
        ("return [a for a, b in x]", "list[tuple[str, int]]"),
        ("return range(x)", "int"),
        ("return x == 'a text that is rather long'", "str"),
        ("return x.decode()", "bytes"),
        ("if isinstance(x, str):\n        return 1", "str"),
    ],
)
def test_use_tells_types(body: str, expected: str) -> None:
    assert header(f"def f(x):\n    {body}\n") == f"def f(x: {expected}):"


def test_a_function_that_takes_an_object_of_some_class_gets_no_header() -> None:
    assert header("def f(request):\n    return request.headers\n") is None
    assert header("def f(callback):\n    return callback(3)\n") is None
    assert header("def f(names, node=None):\n    return node.x if node else names[0].upper()\n") is not None


def test_a_parameter_handed_on_has_the_type_it_has_there() -> None:
    source = "def g(text):\n    return text.upper()\ndef f(y):\n    return g(y)\n"
    assert header(source) == "def f(y: str):"


def test_what_is_declared_goes_before_what_is_done() -> None:
    assert header("def f(x):\n    return x + 1\n", x="float") == "def f(x: float):"
    assert header("def f(x: int):\n    return 'a' + x\n") == "def f(x: int):"


def test_a_class_that_is_used_like_a_text_is_one() -> None:
    assert header("def f(x: StrPath):\n    return os.path.join('a', x)\n") == "def f(x: str):"
    assert header("def f(x: Request):\n    return x\n") is None


def test_a_recursive_function_is_told_from_the_rest_of_its_use() -> None:
    assert header("def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n") == "def f(n: int):"


def test_texts_that_a_body_looks_for_are_values_to_try() -> None:
    assert header("def f(x):\n    return x.lower() == 'true'\n") == "def f(x: str | Literal['true']):"
    assert header("def f(x):\n    return x.split('/')\n") == "def f(x: str | Literal['/abc', 'one/two', 'x/']):"
    assert (
        header("def f(x):\n    return [y for y in x if y in ('a', 'b')]\n")
        == "def f(x: list[str | Literal['a', 'b']]):"
    )
    assert (
        header("def f(x):\n    return x['key'] or x.get('other')\n")
        == "def f(x: dict[Literal['key', 'other'], object]):"
    )


def test_types_with_texts_give_calls() -> None:
    source = "def f(x, y):\n    return x['key'] + y.split('/') if y == 'no' else []\n"
    found = typed_call_header(source, "f", {})
    calls = [random_call(found, random.Random(seed), name="f") for seed in range(40)] if found else []
    assert all(calls)
    assert any("one/two" in str(call) for call in calls)
    assert any("'key'" in str(call) for call in calls)
