"""Cutting functions out of packages, and noting the calls that tests make."""

import textwrap
from pathlib import Path

import pytest

from model_runtime.training.harvest import (
    HarvestedFunction,
    HarvestLimits,
    PackageSpec,
    Sources,
    cut_function,
    harvest,
    load_functions,
    noted_calls,
    save_functions,
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with doctests."""
    files = {
        "shop/__init__.py": "from .prices import total\n",
        "shop/prices.py": '''
            """Prices."""
            import math
            import os
            from typing import Sequence

            from .money import round_up

            RATE = 0.2  # tax
            counter = 0


            def total(prices: "Sequence[int]", *, tax: bool = True) -> int:
                """Add up.

                >>> total([1, 2, 3])
                8
                >>> total([5], tax=False)
                5
                """
                # taxed?
                amount = sum(prices)  # plain
                if tax:
                    amount = round_up(amount * (1 + RATE))
                return amount


            def pairs(items):
                """Yield neighbours.

                >>> list(pairs("abc"))
                [('a', 'b'), ('b', 'c')]
                """
                for first, second in zip(items, items[1:]):
                    yield first, second


            def clear(path):
                os.remove(path)


            def count():
                global counter
                counter += 1
                return counter
            ''',
        "shop/money.py": """
            from math import ceil


            def round_up(amount):
                return ceil(amount)
            """,
        "shop/tests/test_prices.py": "raise RuntimeError('tests are no modules to harvest')\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return tmp_path


def test_a_cut_function_brings_its_callees_constants_and_imports_from_other_files(package: Path) -> None:
    assert cut_function(Sources(package), "shop.prices", "total") == textwrap.dedent(
        """\
        from math import ceil


        def round_up(amount):
            return ceil(amount)


        RATE = 0.2


        def total(prices, *, tax: bool = True) -> int:
            amount = sum(prices)
            if tax:
                amount = round_up(amount * (1 + RATE))
            return amount
        """
    )


@pytest.mark.parametrize("name", ["clear", "count", "missing"])
def test_functions_that_touch_files_or_module_state_are_not_cut(package: Path, name: str) -> None:
    assert cut_function(Sources(package), "shop.prices", name) is None


def test_a_source_longer_than_the_limit_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("def f(x):\n" + "    x = x + 1000000000\n" * 100 + "    return x\n")
    assert cut_function(Sources(tmp_path), "long", "f") is None


def test_a_docstring_of_one_short_line_stays_and_an_only_docstring_becomes_pass(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(
        'def f():\n    "Short."\n    return 1\n\ndef g():\n    """Long.\n\n    Text.\n    """\n'
    )
    sources = Sources(tmp_path)
    assert cut_function(sources, "m", "f") == 'def f():\n    "Short."\n    return 1\n'
    assert cut_function(sources, "m", "g") == "def g():\n    pass\n"


METHODS = """
import logging

LIMIT = 9
logger = logging.getLogger(__name__)


def outer(x):
    return x


class Shop:
    RATE = 2

    @staticmethod
    def double(price: int) -> int:
        return min(2 * price, LIMIT)

    def label(self, name, *, end="!"):
        return outer(name) + end

    @classmethod
    def sign(
        cls,
        number,
    ):
        if number < 0:
            logger.info("negative %s", number)
        else:
            logger.debug(
                "positive"
            )
            number += 1
        return number

    def of_self(self, x):
        return self.rate * x

    @classmethod
    def of_class(cls, x):
        return cls(x)

    def above(self, x):
        return super().above(x)

    def rate_of(self, x, rate=RATE):
        return x * rate

    def constant(self, x):
        return 1

    def outer(self, x):
        return outer(x)

    @property
    def size(self):
        return 1

    def text(self, x):
        return x + \'\'\'
  far left\'\'\'
"""


def test_a_method_that_uses_neither_object_nor_class_is_cut_as_a_function(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(METHODS)
    sources = Sources(tmp_path)
    assert {name: cut_function(sources, "m", name) for name in sources.methods_of("m")} == {
        "Shop.double": "LIMIT = 9\n\n\ndef double(price: int) -> int:\n    return min(2 * price, LIMIT)\n",
        "Shop.label": ('def outer(x):\n    return x\n\n\ndef label(name, *, end="!"):\n    return outer(name) + end\n'),
        "Shop.sign": (
            "def sign(\n    number,\n):\n    if number < 0:\n        pass\n"
            "    else:\n        number += 1\n    return number\n"
        ),
        "Shop.constant": None,
        "Shop.outer": None,
        "Shop.text": None,
    }


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("try:\n    import fast\nexcept ImportError:\n    fast = None\n", "fast = None\n"),
        (
            "try:\n    from math import tau as fast\nexcept ImportError:\n    fast = 6\n",
            "from math import tau as fast\n",
        ),
        ("import sys\nif sys.version_info < (3,):\n    fast = 2\nelse:\n    fast = 3\n", "fast = 3\n"),
        ("if not PY2:\n    fast = 3\n", "fast = 3\n"),
        ("if unknown():\n    fast = 3\n", None),
    ],
)
def test_of_branches_at_the_top_the_one_is_cut_that_runs_with_the_standard_library_alone(
    tmp_path: Path, head: str, source: str | None
) -> None:
    (tmp_path / "m.py").write_text(f"{head}\ndef f():\n    return fast\n")
    function = "\n\ndef f():\n    return fast\n"
    assert cut_function(Sources(tmp_path), "m", "f") == (source and source + function)


@pytest.mark.parametrize("line", ["import random", "from . import b", "from numpy import sum", "from os import remove"])
def test_an_import_inside_a_function_is_refused_like_one_above_it(tmp_path: Path, line: str) -> None:
    (tmp_path / "m.py").write_text(f"def f(x):\n    {line}\n    return x\n")
    assert cut_function(Sources(tmp_path), "m", "f") is None


def test_nothing_is_cut_out_of_copies_of_other_packages(tmp_path: Path) -> None:
    for name, text in {
        "shop/__init__.py": "from ._vendor.other import f\n\ndef g():\n    return f()\n",
        "shop/_vendor/__init__.py": "",
        "shop/_vendor/other.py": "def f():\n    return 1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    sources = Sources(tmp_path)
    assert (sources.modules_of("shop"), cut_function(sources, "shop", "g")) == (["shop"], None)


def test_calls_of_methods_are_noted_without_the_arguments_that_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_text(
        '"""\n>>> Shop().label("a")\n1\n>>> Shop.sign(-2)\n-2\n"""\nclass Shop:\n    def label(self, name):\n'
        "        return len(name)\n    @classmethod\n    def sign(cls, n):\n        return n\n"
        "    def other(self, n):\n        return n\n"
    )
    file = str(tmp_path / "target.py")
    calls = noted_calls(
        prefixes=[file],
        actions=[("doctest", "target")],
        paths=[str(tmp_path)],
        limits=HarvestLimits(2, 3, 20),
        methods={file: {"Shop.label": 1, "Shop.sign": 1}},
    )
    assert calls == {(file, "Shop.label"): ("label('a')",), (file, "Shop.sign"): ("sign(-2)",)}


def test_tests_cannot_start_processes(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    (tmp_path / "target.py").write_text(
        f'"""\n>>> import os\n>>> _ = f(1)\n>>> _ = os.system("touch {mark}")\n>>> _ = f(2)\n"""\n'
        "def f(x):\n    return x\n"
    )
    calls = noted_calls(
        prefixes=[str(tmp_path)],
        actions=[("doctest", "target")],
        paths=[str(tmp_path)],
        limits=HarvestLimits(2, 3, 20),
    )
    assert (calls, mark.exists()) == ({(str(tmp_path / "target.py"), "f"): ("f(1)", "f(2)")}, False)


def test_a_package_whose_time_is_up_keeps_its_functions_with_the_calls_that_stand_in_its_text(package: Path) -> None:
    limits = HarvestLimits(5, 10, 30, package_cpu_s=0, function_cpu_s=0)
    functions = harvest(PackageSpec("shop", "MIT", ("shop",)), package, limits=limits)
    assert [(function.entry, function.calls) for function in functions] == [
        ("round_up", ()),
        ("pairs", ("list(pairs('abc'))",)),
        ("total", ("total([1, 2, 3])", "total([5], tax=False)")),
    ]


def test_what_a_function_declares_of_its_parameters_is_kept_where_the_cut_leaves_it_out(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text(
        "from typing import Sequence\n\n\ndef first(names: Sequence[str], n=0):\n    return names[n]\n\n\n"
        'class Box:\n    def pad(self, text):\n        """Pad.\n\n        :param str text: what\n        """\n'
        "        return text + ' '\n"
    )
    functions = harvest(PackageSpec("shop", "MIT", ("shop",)), tmp_path, limits=HarvestLimits(package_cpu_s=0))
    assert {function.entry: function.types for function in functions} == {
        "pad": {"text": "str"},
        "first": {"names": "Sequence[str]", "n": "int"},
    }
    assert all(word not in function.source for function in functions for word in ("Sequence", ":param"))


def test_doctests_give_the_calls_of_the_package_and_tests_are_no_modules(package: Path) -> None:
    functions = harvest(PackageSpec("shop", "MIT", ("shop",)), package, limits=HarvestLimits(5, 10, 30))
    assert {function.key: function.calls for function in functions} == {
        "shop:shop.money:round_up": ("round_up(7.199999999999999)",),
        "shop:shop.prices:pairs": ("list(pairs('abc'))",),
        "shop:shop.prices:total": ("total([1, 2, 3])", "total([5], tax=False)"),
    }
    assert {function.licence for function in functions} == {"MIT"}


def test_calls_are_noted_up_to_the_point_where_a_test_ends_its_process_or_takes_too_long(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_text("def f(*args, **kwargs):\n    return args\n")
    (tmp_path / "slow.py").write_text(
        '"""\n>>> import target\n>>> _ = target.f(1, [2.5, None], key={"a": b"x"})\n>>> _ = target.f(object())\n'
        '>>> _ = target.f(len, float("inf"))\n>>> _ = target.f(len, {2})\n>>> while True: pass\n"""\n'
    )
    calls = noted_calls(
        prefixes=[str(tmp_path / "target.py")],
        actions=[("doctest", "slow"), ("doctest", "nowhere")],
        paths=[str(tmp_path)],
        limits=HarvestLimits(action_cpu_s=0.5, total_cpu_s=3, wall_s=20),
    )
    assert calls == {(str(tmp_path / "target.py"), "f"): ("f(1, [2.5, None], key={'a': b'x'})", "f(len, {2})")}


def test_arguments_are_noted_as_they_were_when_the_call_began(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_text(
        '"""\n>>> drain([1, 2])\n0\n"""\ndef drain(xs, n=9):\n    while xs:\n        xs.pop()\n    return len(xs)\n'
    )
    calls = noted_calls(
        prefixes=[str(tmp_path)],
        actions=[("doctest", "target")],
        paths=[str(tmp_path)],
        limits=HarvestLimits(2, 3, 20),
    )
    assert calls == {(str(tmp_path / "target.py"), "drain"): ("drain([1, 2])",)}


def test_harvested_functions_survive_their_file(tmp_path: Path) -> None:
    functions = [HarvestedFunction("def f(): ...\n", "f", ("f()",), "p", "MIT", "p:m:f")]
    save_functions(functions, tmp_path / "cache" / "p.jsonl")
    assert load_functions(tmp_path / "cache" / "p.jsonl") == functions
