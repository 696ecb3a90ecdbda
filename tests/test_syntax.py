"""Syntax trees in several threads: none disturbs another."""

import gc
import threading
from collections.abc import Callable

import pytest

from model_runtime.trace.syntax import parse_expression, parse_syntax, read_literal

DEEP = f"{'[' * 40}1{']' * 40}"


class Yielding:
    """A piece of garbage whose collection lets other threads go on, as happens in the middle of a tree."""

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        threading.Event().wait(0.0005)


@pytest.mark.parametrize(
    "build", [lambda: parse_expression(DEEP), lambda: parse_syntax(DEEP), lambda: read_literal(DEEP)]
)
def test_trees_are_built_in_several_threads(build: Callable[[], object]) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(60):
                Yielding()
                build()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    before = gc.get_threshold()
    gc.set_threshold(30)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        gc.set_threshold(*before)
    assert not failed
