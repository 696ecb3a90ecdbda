"""What a model answered in place of a guess is what drafts expect of it next."""

from model_runtime.dissent import Dissent
from model_runtime.draft import Answer, Certainty, Guessed, Place
from model_runtime.grammar import Hole, Pick
from model_runtime.trace.format import COMMA, structure
from model_runtime.trace.frames import TraceEvent

LINES = Pick("line", ((structure("a"),), (structure("b"),)))
VALUE = Hole("x", (COMMA,), may_be_unchanged=True)
BEHIND = (TraceEvent.LINE, "f", 3)


def guessed(item: Pick | Hole, answer: Answer, behind: Place = BEHIND) -> Guessed:
    return Guessed(item, answer, Certainty.NONE, behind)


def test_a_branch_taken_in_place_of_the_guess_is_expected_again() -> None:
    dissent = Dissent()
    assert dissent.amended(guessed(LINES, 0)) == 0
    dissent.note(guessed(LINES, 0), 1)
    assert dissent.amended(guessed(LINES, 0)) == 1
    assert dissent.amended(guessed(LINES, 1)) == 1
    assert dissent.amended(guessed(LINES, 0, (TraceEvent.LINE, "f", 4))) == 0  # asked in another place


def test_a_guess_that_was_right_again_is_believed_again() -> None:
    dissent = Dissent()
    dissent.note(guessed(LINES, 0), 1)
    dissent.note(guessed(LINES, 0), 0)
    assert dissent.amended(guessed(LINES, 0)) == 0


def test_a_value_is_expected_again_when_it_was_given_twice() -> None:
    dissent = Dissent()
    dissent.note(guessed(VALUE, ("2", 0)), ("1", 0))
    assert dissent.amended(guessed(VALUE, ("3", 0))) == ("3", 0)
    dissent.note(guessed(VALUE, ("3", 0)), ("1", 0))
    assert dissent.amended(guessed(VALUE, ("4", 0))) == ("1", 0)
    dissent.note(guessed(VALUE, ("4", 0)), ("9", 0))
    assert dissent.amended(guessed(VALUE, ("5", 0))) == ("5", 0)
