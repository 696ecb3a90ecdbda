"""Random arguments for functions: a type annotation, or a parameter's name, becomes the source text of a literal.

Values are small and look like what people write into tests, because a trace repeats them on every line. This module
runs no code and knows nothing of traces. The same `random.Random` state always gives the same text.
"""

import ast
import random
from collections.abc import Callable, Sequence

_WORD_LIST = """
apple banana cherry bread water river stone house garden window table chair paper pencil music light night
morning summer winter spring autumn monday friday north south east west hello world python java code data test
value name key index list string number count total first last left right start end open close red green blue
black white yellow dog cat bird fish horse mouse tiger lion zebra panda user admin guest login email phone
city country street road bridge mango orange lemon grape kiwi plum alpha beta gamma delta omega one two three
four five six seven eight nine ten zero big small fast slow hot cold old new good bad happy sad true false yes
no maybe none level radar noon racecar letter coffee balloon success committee mississippi bookkeeper add sub
mul div max min sum abs get set put pop run stop walk jump play read write send error warning info debug
status active pending done ok fail
"""
WORDS = tuple(_WORD_LIST.split())
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = "aeiou"
RARE_LETTERS = "éüñßøåçжλ"
MAX_DEPTH = 3

_ANY_TYPES = (
    "str",
    "str",
    "int",
    "int",
    "list[int]",
    "list[str]",
    "bool",
    "float",
    "None",
    "dict[str, int]",
    "tuple[int, str]",
)
_SCALAR_TYPES = ("str", "int", "int", "str", "bool", "float")
_HASHABLE_TYPES = ("str", "int", "int", "str")
_ALIASES = {
    "List": "list", "Sequence": "list", "MutableSequence": "list", "Iterable": "list", "Collection": "list",
    "Iterator": "list", "Container": "list", "Sized": "list", "Set": "set", "FrozenSet": "frozenset",
    "AbstractSet": "set", "MutableSet": "set", "Tuple": "tuple", "Dict": "dict", "Mapping": "dict",
    "MutableMapping": "dict", "defaultdict": "dict", "OrderedDict": "dict", "Counter": "dict", "Text": "str",
    "AnyStr": "str", "LiteralString": "str", "ByteString": "bytes", "bytearray": "bytes", "complex": "float",
    "Number": "int", "Real": "float", "Integral": "int", "SupportsInt": "int", "SupportsFloat": "float", "Any":
    "object", "Hashable": "str", "T": "object",
}  # fmt: skip
_NAMES_BY_TYPE = {
    "str": "text string word sentence phrase line message msg s name title s1 s2 str1 str2 txt st pattern password",
    "char": "char ch c letter sep separator delim delimiter prefix suffix sub old new target_char key",
    "int": "n k num number i j m count index idx pos position size length limit x y z val value start end step a b",
    "list[int]": "nums numbers arr array lst values items xs list1 list2 data seq sequence l elements scores",
    "list[str]": "words names strings lines tokens parts texts tags keys",
    "dict[str, int]": "d dic dict dct mapping counts table dictionary inventory prices",
    "bool": "flag reverse strict",
    "list[list[int]]": "matrix grid board rows",
    "list[tuple[int, int]]": "pairs edges",
}
_TYPE_BY_NAME = {name: kind for kind, names in _NAMES_BY_TYPE.items() for name in names.split()}


def random_value(annotation: str | ast.expr | None, rng: random.Random) -> str:
    """Give the `repr` of a random value that fits a type annotation; None and `object` fit anything.

    Raises:
        ValueError: the annotation names a type that has no literal.
    """
    return _value(_parsed(annotation), rng, 0)


def random_call(function_source: str, rng: random.Random, *, name: str | None = None) -> str | None:
    """Give a call of a module's function (the last one, unless named) with random arguments, or None if it has none.

    Later arguments lean on earlier ones: a second string is often a piece of the first, an integer an index into it.
    """
    try:
        module = ast.parse(function_source)
    except (SyntaxError, ValueError):
        return None
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef) and name in (None, node.name)]
    if not functions:
        return None
    arguments = functions[-1].args
    try:
        return f"{functions[-1].name}({', '.join(_random_arguments(arguments, rng))})"
    except ValueError:
        return None


def random_string(rng: random.Random, *, max_length: int = 14) -> str:
    """Give a random string of one of the families that occur in tests: words, letters, digits, fields, phrases."""
    family = rng.choices(_STRING_FAMILIES, weights=_STRING_WEIGHTS)[0]
    return family(rng)[:max_length]


def random_int(rng: random.Random) -> int:
    """Give a random integer, mostly small, sometimes negative, seldom of four or five digits."""
    return rng.choices(
        (
            rng.randint(0, 5), rng.randint(0, 12), rng.randint(-9, 0), rng.randint(10, 50), rng.randint(-20, 100),
            rng.randint(100, 999), rng.randint(1000, 99999),
        ),
        weights=(30, 25, 9, 15, 12, 6, 3),
    )[0]  # fmt: skip


def random_float(rng: random.Random) -> float:
    """Give a random float with few digits."""
    return rng.choice(
        (rng.randint(-10, 40) / 2, rng.randint(-50, 200) / 10, rng.randint(0, 999) / 100, float(rng.randint(0, 9)))
    )


def _random_arguments(arguments: ast.arguments, rng: random.Random) -> list[str]:
    texts: list[str] = []
    positional = [*arguments.posonlyargs, *arguments.args]
    n_required = len(positional) - len(arguments.defaults)
    n_given = n_required + (rng.randint(0, len(arguments.defaults)) if arguments.defaults else 0)
    for parameter in positional[:n_given]:
        texts.append(_argument(parameter, texts, rng))
    if arguments.vararg and n_given == len(positional):
        texts += [_argument(arguments.vararg, texts, rng) for _ in range(rng.randint(0, 3))]
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is None or rng.random() < 0.5:
            texts.append(f"{parameter.arg}={_argument(parameter, texts, rng)}")
    if arguments.kwarg:
        keywords = rng.sample(("a", "b", "size", "color", "limit"), rng.randint(0, 2))
        taken = {parameter.arg for parameter in (*positional, *arguments.kwonlyargs)}
        texts += [f"{key}={_argument(arguments.kwarg, texts, rng)}" for key in keywords if key not in taken]
    return texts


def _argument(parameter: ast.arg, earlier: Sequence[str], rng: random.Random) -> str:
    """Give one argument's text, related to an earlier argument half of the time."""
    hint = _TYPE_BY_NAME.get(parameter.arg.rstrip("_").lower())
    kind = ast.unparse(parameter.annotation) if parameter.annotation else (hint or "object")
    is_char = hint == "char" and kind in ("str", "char")
    if earlier and rng.random() < 0.55:
        related = _related_argument(kind, _literal(rng.choice(earlier)), rng, is_char=is_char)
        if related is not None:
            return related
    if is_char:
        return repr(
            rng.choice(
                (rng.choice(LETTERS), rng.choice(VOWELS), rng.choice(" ,-_.=x"), random_string(rng, max_length=3))
            )
        )
    if kind == "int" and hint == "int":
        return str(rng.choice((rng.randint(0, 6), rng.randint(0, 12), random_int(rng))))
    return random_value(parameter.annotation if parameter.annotation else kind, rng)


def _literal(text: str) -> object:
    """Give the value of an argument's text, or None where it is none that `ast.literal_eval` knows (`frozenset()`)."""
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):  # a keyword argument `name=value` is no expression
        return None


def _related_argument(kind: str, other: object, rng: random.Random, *, is_char: bool) -> str | None:
    """Give a value of the kind that occurs in another argument's value, or None if there is none."""
    if kind == "str" or is_char:
        if isinstance(other, str) and other:
            start = rng.randrange(len(other))
            length = 1 if is_char else rng.choice((1, 1, 1, 2, 3, len(other)))
            return repr(other[start : start + length])
        inner = [item for item in other if isinstance(item, str)] if isinstance(other, (list, tuple, dict)) else []
        return repr(rng.choice(inner)) if inner else None
    if kind == "int":
        numbers = [item for item in other if type(item) is int] if isinstance(other, (list, tuple)) else []
        if numbers and rng.random() < 0.5:
            return repr(rng.choice(numbers))
        return str(rng.randint(0, len(other))) if isinstance(other, (str, list, tuple)) else None
    return None


def _parsed(annotation: str | ast.expr | None) -> ast.expr:
    if annotation is None:
        return ast.Name("object")
    if isinstance(annotation, ast.expr):
        return annotation
    try:
        return ast.parse(annotation.strip() or "object", mode="eval").body
    except SyntaxError:
        raise ValueError(f"annotation is not an expression: {annotation!r}") from None


def _value(annotation: ast.expr, rng: random.Random, depth: int) -> str:
    match annotation:
        case ast.Constant(value=None):
            return "None"
        case ast.Constant(value=str(text)):
            return _value(_parsed(text), rng, depth)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _one_of([left, right], rng, depth)
        case ast.Subscript(value=base, slice=inner):
            parameters = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            return _generic(_type_name(base), parameters, rng, depth)
        case ast.Name() | ast.Attribute():
            return _generic(_type_name(annotation), [], rng, depth)
    raise ValueError(f"no literal fits the annotation {ast.unparse(annotation)}")


def _type_name(annotation: ast.expr) -> str:
    name = annotation.id if isinstance(annotation, ast.Name) else getattr(annotation, "attr", "")
    return _ALIASES.get(name, name)


def _generic(name: str, parameters: list[ast.expr], rng: random.Random, depth: int) -> str:
    match name:
        case "str" | "char":
            return repr(random_string(rng, max_length=8 if depth else 14))
        case "int":
            return repr(random_int(rng))
        case "bool":
            return rng.choice(("True", "False"))
        case "float":
            return repr(random_float(rng))
        case "bytes":
            return repr(random_string(rng, max_length=8).encode("ascii", "ignore"))
        case "None" | "NoneType":
            return "None"
        case "object":
            return _any_value(rng, depth)
        case "list":
            return f"[{', '.join(_elements(parameters[:1], rng, depth))}]"
        case "set" | "frozenset":
            texts = _distinct(_elements(_hashable(parameters[:1], rng), rng, depth))
            literal = f"{{{', '.join(texts)}}}" if texts else "set()"
            return literal if name == "set" else f"frozenset({literal if texts else ''})"
        case "tuple":
            return _tuple(parameters, rng, depth)
        case "dict":
            return _dict(parameters, rng, depth)
        case "Optional":
            return _one_of([*parameters, ast.Constant(None)], rng, depth)
        case "Union":
            return _one_of(parameters, rng, depth)
        case "Annotated" | "Final" if parameters:
            return _value(parameters[0], rng, depth)
        case "Literal" if parameters:
            return repr(ast.literal_eval(rng.choice(parameters)))
    raise ValueError(f"no literal fits the type {name}")


def _any_value(rng: random.Random, depth: int) -> str:
    return _value(_parsed(rng.choice(_ANY_TYPES if depth < MAX_DEPTH else _SCALAR_TYPES)), rng, depth + 1)


def _one_of(options: list[ast.expr], rng: random.Random, depth: int) -> str:
    # None is the rarer half of an optional: it ends most functions at once.
    weights = [1 if isinstance(option, ast.Constant) and option.value is None else 4 for option in options]
    return _value(rng.choices(options, weights=weights)[0], rng, depth)


def _elements(parameters: list[ast.expr], rng: random.Random, depth: int) -> list[str]:
    """Give the texts of a collection's elements, with repeats: models lose count in loops over equal elements."""
    kind = (
        parameters[0]
        if parameters
        else _parsed(rng.choice(_SCALAR_TYPES if depth else ("int", "int", "str", "str", "object")))
    )
    n_elements = rng.choices(range(8), weights=(4, 6, 12, 20, 22, 18, 12, 6))[0] if depth == 0 else rng.randint(0, 4)
    texts: list[str] = []
    for _ in range(n_elements):
        texts.append(rng.choice(texts) if texts and rng.random() < 0.18 else _value(kind, rng, depth + 1))
    if rng.random() < 0.1 and isinstance(kind, ast.Name) and kind.id == "int":
        texts.sort(key=int)
    return texts


def _tuple(parameters: list[ast.expr], rng: random.Random, depth: int) -> str:
    if not parameters or (
        len(parameters) == 2 and isinstance(parameters[1], ast.Constant) and parameters[1].value is ...
    ):
        texts = _elements(parameters[:1], rng, depth)
    else:
        texts = [_value(parameter, rng, depth + 1) for parameter in parameters]
    return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"


def _dict(parameters: list[ast.expr], rng: random.Random, depth: int) -> str:
    key_kind = _hashable(parameters[:1], rng)[0]
    value_kind = parameters[1] if len(parameters) > 1 else _parsed(rng.choice(_SCALAR_TYPES))
    keys = _distinct(
        [_value(key_kind, rng, depth + 1) for _ in range(rng.choices(range(6), weights=(6, 12, 26, 28, 18, 10))[0])]
    )
    return f"{{{', '.join(f'{key}: {_value(value_kind, rng, depth + 1)}' for key in keys)}}}"


def _hashable(parameters: list[ast.expr], rng: random.Random) -> list[ast.expr]:
    """Replace a missing or unhashable element type by a hashable one."""
    base = (
        parameters[0].value
        if parameters and isinstance(parameters[0], ast.Subscript)
        else (parameters or [ast.Name("object")])[0]
    )
    if _type_name(base) in ("list", "set", "dict", "object", ""):
        return [_parsed(rng.choice(_HASHABLE_TYPES))]
    return parameters


def _distinct(texts: list[str]) -> list[str]:
    seen: dict[object, str] = {}
    for text in texts:
        try:
            seen.setdefault(ast.literal_eval(text), text)
        except (ValueError, TypeError):  # frozenset(...) is no literal, and a list inside a tuple no key
            continue
    return list(seen.values())


def _word(rng: random.Random) -> str:
    return rng.choice(WORDS)


def _letters(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 8)))


def _mixed_case(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return rng.choice((_word(rng).capitalize(), _word(rng).upper(), _word(rng).title() + _word(rng).title()))
    return "".join(rng.choice(LETTERS + LETTERS.upper()) for _ in range(rng.randint(2, 9)))


def _digits(rng: random.Random) -> str:
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 6)))


def _alphanumeric(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS[:12] + "0123456789") for _ in range(rng.randint(2, 9)))


def _phrase(rng: random.Random) -> str:
    phrase = " ".join(rng.choice((_word, _word, _letters))(rng)[:6] for _ in range(rng.randint(2, 3)))
    return rng.choice(
        (phrase, phrase, phrase.capitalize(), phrase + rng.choice("!?."), " " + phrase, phrase.replace(" ", ", ", 1))
    )


def _repeated(rng: random.Random) -> str:
    alphabet = rng.choice(("ab", "abc", "xyz", "01", "aab", "()", "o-", LETTERS[: rng.randint(2, 6)]))
    if rng.random() < 0.4:
        return "".join(char * rng.randint(1, 3) for char in rng.choices(alphabet, k=rng.randint(1, 4)))
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(2, 9)))


def _fields(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(",;&").join(f"{rng.choice(LETTERS)}={rng.randint(0, 20)}" for _ in range(rng.randint(1, 3)))
    separator = rng.choice((",", ",", "-", "_", ";", ":", "|", ".", "/", "  "))
    return separator.join(rng.choice((_digits, _letters, _word))(rng)[:4] for _ in range(rng.randint(2, 4)))


def _punctuated(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS[:8] + "AB12 .,!?-_#@*'/+") for _ in range(rng.randint(1, 9)))


def _affixed(rng: random.Random) -> str:
    padding = rng.choice((" ", "  ", "x", "-", "*", "0", "\n", "\t"))
    return rng.choice((padding + _word(rng), _word(rng) + padding, padding + _letters(rng) + padding))


def _non_ascii(rng: random.Random) -> str:
    text = _letters(rng)
    position = rng.randint(0, len(text))
    return text[:position] + rng.choice(RARE_LETTERS) + text[position:]


def _palindrome(rng: random.Random) -> str:
    half = _letters(rng)[:4]
    return half + half[::-1][rng.randint(0, 1) :]


def _empty(rng: random.Random) -> str:
    return rng.choice(("", "", " ", rng.choice(LETTERS)))


_STRING_FAMILIES: tuple[Callable[[random.Random], str], ...] = (
    _word, _letters, _mixed_case, _digits, _alphanumeric, _phrase, _repeated, _fields, _punctuated, _affixed,
    _non_ascii, _palindrome, _empty,
)  # fmt: skip
_STRING_WEIGHTS = (20, 20, 11, 5, 6, 10, 10, 7, 4, 4, 1, 2, 4)
