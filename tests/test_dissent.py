"""What a model answered in place of a guess is what drafts expect of it next."""

from model_runtime.dissent import Dissent
from model_runtime.grammar import Hole, Pick
from model_runtime.trace.format import COMMA, structure

LINES = Pick("line", ((structure("a"),), (structure("b"),)))
VALUE = Hole("x", (COMMA,), may_be_unchanged=True)


def test_a_branch_taken_in_place_of_the_guess_is_expected_again() -> None:
    dissent = Dissent()
    assert dissent.amended(LINES, 0) == 0
    dissent.note(LINES, 0, 1)
    assert dissent.amended(LINES, 0) == 1
    assert dissent.amended(LINES, 1) == 1


def test_a_guess_that_was_right_again_is_believed_again() -> None:
    dissent = Dissent()
    dissent.note(LINES, 0, 1)
    dissent.note(LINES, 0, 0)
    assert dissent.amended(LINES, 0) == 0


def test_a_value_is_expected_again_when_it_was_given_twice() -> None:
    dissent = Dissent()
    dissent.note(VALUE, ("2", 0), ("1", 0))
    assert dissent.amended(VALUE, ("3", 0)) == ("3", 0)
    dissent.note(VALUE, ("3", 0), ("1", 0))
    assert dissent.amended(VALUE, ("4", 0)) == ("1", 0)
    dissent.note(VALUE, ("4", 0), ("9", 0))
    assert dissent.amended(VALUE, ("5", 0)) == ("5", 0)
