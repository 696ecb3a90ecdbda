"""What of the standard library can be computed: functions without side effects, and the values and types they give.

Nothing here reads a file, a clock or a random number, and no function calls back into the program. Every function gives
the value that CPython gives for the same arguments, or refuses. Regular expressions are searched only where that cannot
take long.
"""

import bisect
import collections
import copy
import heapq
import itertools
import json
import math
import operator
import re
import statistics
import string
import sys
from collections.abc import Callable, Mapping
from re import _constants, _parser  # type: ignore[attr-defined]  # nothing public tells a pattern's parts
from typing import Any

from pure_eval import CannotEval

MAX_SEARCHED = 400  # characters of a text that a pattern with repetitions goes through
MAX_REPETITIONS = 3  # unbounded ones in a pattern: each may multiply the steps by the text's length
MAX_GIVEN = 2_000  # items that an iterator may give


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _members(module: Any, names: str) -> dict[str, Any]:
    return {name: getattr(module, name) for name in sorted(_words(names))}


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _n_repetitions(parsed: Any, *, inside: bool = False) -> int:
    """Count the repetitions of a parsed pattern.

    Raises:
        CannotEval: one is inside another, so that a search may take for ever, or refers back.
    """
    count = 0
    for code, value in parsed:
        if code in _REPEATS:
            low, high, body = value
            is_open = high == _constants.MAXREPEAT or high - low > 8
            if is_open and inside:
                raise CannotEval
            count += is_open + _n_repetitions(body, inside=inside or is_open)
        elif code is _constants.GROUPREF:
            raise CannotEval
        elif code is _constants.BRANCH:
            count += sum(_n_repetitions(branch, inside=inside) for branch in value[1])
        elif code is _constants.SUBPATTERN:
            count += _n_repetitions(value[-1], inside=inside)
        elif code in (_constants.ASSERT, _constants.ASSERT_NOT):
            count += _n_repetitions(value[1], inside=inside)
    return count


def _checked_pattern(pattern: Any, flags: Any) -> None:
    if isinstance(pattern, re.Pattern):
        pattern, flags = pattern.pattern, pattern.flags & ~re.UNICODE
    if not isinstance(pattern, str) or len(pattern) > MAX_SEARCHED or not isinstance(flags, int):
        raise CannotEval
    try:
        parsed = _parser.parse(pattern, flags)
    except re.error:
        raise CannotEval from None
    if _n_repetitions(parsed) > MAX_REPETITIONS:
        raise CannotEval


def _searching(function: Callable[..., Any], n_before: int) -> Callable[..., Any]:
    """Give a function of `re` that refuses what may take long; `n_before` arguments stand before the text."""

    def search(*args: Any) -> Any:
        flags = args[-1] if isinstance(args[-1], re.RegexFlag) else 0
        _checked_pattern(args[0], flags)
        texts = args[1 : n_before + 1]
        if not all(isinstance(text, str) and len(text) <= MAX_SEARCHED for text in texts):
            raise CannotEval
        return function(*args)

    return search


def _compiled(pattern: Any, flags: Any = 0) -> Any:
    _checked_pattern(pattern, flags)
    return re.compile(pattern, flags)


def _counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function of `itertools` whose result is known to be short."""

    def count(*args: Any) -> Any:
        items = list(itertools.islice(function(*args), MAX_GIVEN + 1))
        if len(items) > MAX_GIVEN:
            raise CannotEval
        return Given(items, f"<itertools.{function.__name__} object at 0x0>")

    return count


class Given:
    """The items that an iterator gives, and its canonical repr."""

    def __init__(self, items: list[Any], text: str) -> None:
        self.items = items
        self.text = text


def _counts(values: Any = ()) -> collections.Counter[Any]:
    return collections.Counter(values)


def _filled(factory: object = None, *values: Any) -> Any:
    if factory not in FACTORIES.values():
        raise CannotEval
    return collections.defaultdict(factory, *values)  # type: ignore[call-overload]


def _small(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function whose result grows fast, for small arguments only."""

    def compute(*args: Any) -> Any:
        numbers = [n for arg in args for n in (arg if isinstance(arg, list | tuple) else [arg])]
        if any(isinstance(number, int) and abs(number) > 1_000 for number in numbers):
            raise CannotEval
        return function(*args)

    return compute


FACTORIES: Mapping[str, type] = {kind.__name__: kind for kind in (bool, dict, float, int, list, set, str, tuple)}
PURE_MODULES: Mapping[str, Mapping[str, Any]] = {
    "bisect": _members(bisect, "bisect bisect_left bisect_right"),
    "collections": {
        "Counter": _counts,
        "OrderedDict": collections.OrderedDict,
        "defaultdict": _filled,
        "deque": collections.deque,
    },
    "copy": _members(copy, "copy deepcopy"),
    "heapq": _members(heapq, "nlargest nsmallest"),
    "itertools": {
        name: _counted(getattr(itertools, name))
        for name in _words("""
            accumulate chain combinations combinations_with_replacement compress islice pairwise permutations product
            zip_longest
        """)
    },
    "json": _members(json, "dumps loads"),
    "math": {
        **_members(
            math,
            """
            acos asin atan atan2 ceil copysign cos degrees dist e exp fabs floor fmod gcd hypot inf isclose isfinite
            isinf isnan isqrt lcm log log10 log2 modf nan pi radians sin sqrt tan tau trunc
            """,
        ),
        **{name: _small(getattr(math, name)) for name in _words("comb factorial perm pow prod")},
    },
    "operator": _members(operator, "add eq floordiv ge gt le lt mod mul ne neg not_ sub truediv xor"),
    "re": {
        "compile": _compiled,
        "escape": re.escape,
        "sub": _searching(re.sub, 2),
        **{name: _searching(getattr(re, name), 1) for name in _words("findall fullmatch match search split")},
        **_members(re, "I IGNORECASE M MULTILINE S DOTALL A ASCII"),
    },
    "statistics": _members(statistics, "fmean mean median median_high median_low mode pstdev pvariance stdev variance"),
    "string": _members(
        string,
        "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation whitespace",
    ),
    "sys": _members(sys, "maxsize"),
}
CHANGING_FUNCTIONS: Mapping[tuple[str, str], Callable[..., Any]] = {  # they change their first argument in place
    **{("heapq", name): getattr(heapq, name) for name in _words("heapify heappop heappush heappushpop heapreplace")},
    **{("bisect", name): getattr(bisect, name) for name in _words("insort insort_left insort_right")},
}
CONTAINERS = (collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque)
FOUND = (re.Pattern, re.Match)
FOUND_METHODS: Mapping[type, frozenset[str]] = {
    re.Match: _words("end group groupdict groups span start"),
    re.Pattern: _words("findall fullmatch match search split sub"),
}
_FILLED = re.compile(r"defaultdict\(<class '(\w+)'>, (\{.*\})\)", re.DOTALL)
_CALL = re.compile(r"(Counter|OrderedDict|deque|re\.compile)\((.*)\)", re.DOTALL)
_MATCH = re.compile(r"<re\.Match object; span=\((\d+), (\d+)\), match=(.*)>", re.DOTALL)


def read_container(text: str, read: Callable[[str], Any]) -> Any:
    """Read a container of `collections`, or a pattern, from its repr.

    Args:
        text: the repr.
        read: reads a literal.

    Raises:
        CannotEval: it is nothing of that kind, or its repr does not tell it.
    """
    if filled := _FILLED.fullmatch(text):
        if filled[1] not in FACTORIES:
            raise CannotEval
        return collections.defaultdict(FACTORIES[filled[1]], read(filled[2]))
    call = _CALL.fullmatch(text)
    if call is None:
        raise CannotEval
    given = read(call[2]) if call[2] else ()
    match call[1]:
        case "OrderedDict":
            return collections.OrderedDict(given)
        case "deque":
            return collections.deque(given)
        case "re.compile":
            return _compiled(given)
    counts = collections.Counter(given)
    if len(set(counts.values())) > 1:
        raise CannotEval  # its repr lists the items by their counts, not in their order
    return counts


def is_match(text: str) -> bool:
    """Tell whether a repr is that of a match, which is always true."""
    return _MATCH.fullmatch(text) is not None


def imported_text(module: str, name: str) -> str | None:
    """Give the canonical repr of what a module has under a name, as a trace shows a name that was imported."""
    value = getattr(sys.modules.get(module), name, None)
    return None if value is None else re.sub(r" at 0x[0-9a-f]+", " at 0x0", repr(value))
