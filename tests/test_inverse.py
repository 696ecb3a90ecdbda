"""Arguments proposed for a result or a state: every proposal's imagined run leads there."""

import asyncio

import pytest
from test_debugger import CALLS, Foreseeing

from model_runtime.errors import DeskcheckError
from model_runtime.inverse import Proposal, arguments_for
from model_runtime.predictor import make_request

SHOUT = """\
def shout(text):
    if len(text) > 3:
        return text.upper() + "!"
    return text

shout("hello")
"""
PARTS = """\
def grade(points: int):
    if points > 90:
        return 'A'
    if points > 75:
        return 'B'
    return 'C'
"""


def proposals(source: str, function: str, goal: str, *, max_runs: int = 400) -> list[Proposal]:
    request = make_request(source, function=function)
    return asyncio.run(arguments_for(Foreseeing(), request, goal, max_runs=max_runs, max_seconds=60))


@pytest.mark.parametrize(
    ("source", "function", "goal"),
    [
        (SHOUT, "shout", "'WORLD!'"),
        (PARTS, "grade", "'B'"),
        (PARTS, "grade", "result == 'A'"),
        (CALLS + "\ntotal([1])\n", "total", "22"),
        (CALLS + "\ntotal([1])\n", "total", "7: item == 3 and result > 0"),
    ],
)
def test_a_proposal_leads_to_the_goal_in_a_real_run(source: str, function: str, goal: str) -> None:
    found = proposals(source, function, goal)
    assert found
    for proposal in found:
        names: dict[str, object] = {}
        exec(source, names)
        result = eval(proposal.call, names)
        assert repr(result) == proposal.result
        assert ":" in goal or eval(goal if "result" in goal else f"result == {goal}", {"result": result})


def test_nothing_is_proposed_where_nothing_was_found() -> None:
    assert proposals(PARTS, "grade", "'D'", max_runs=30) == []


def test_a_goal_that_is_none_is_refused() -> None:
    with pytest.raises(DeskcheckError, match="is no goal"):
        proposals(PARTS, "grade", "nothing_known")
