"""Where a model went another way than the guess: it tends to do so again.

A guess follows the program; a model that takes a wrong branch or holds on to an old value does it at every turn of a
loop. Drafts then follow the model, so that what it repeats costs no forward pass. What is right, and how far a guess
is to be believed, is not decided here. Knows no token and no tensor.
"""

from model_runtime.draft import Answer, Guessed, Place
from model_runtime.grammar import Pick
from model_runtime.trace.format import Segment

_Options = tuple[tuple[Segment, ...], ...]
_N_ALIKE = 2  # answers to a hole in a row: a value that is wrong once is mostly wrong in another way next time


class Dissent:
    """The answers a model gave last in place of guesses, by the frame before and by what was asked."""

    def __init__(self) -> None:
        self._picks: dict[tuple[Place | None, _Options, Answer], Answer] = {}
        self._holes: dict[tuple[Place | None, str, tuple[str, ...]], tuple[Answer, int]] = {}

    def note(self, guessed: Guessed, answer: Answer) -> None:
        """Take in what a model answered where something was guessed."""
        item, guess, behind = guessed.item, guessed.answer, guessed.behind
        if isinstance(item, Pick):
            if guess == answer:
                self._picks.pop((behind, item.options, guess), None)
            else:
                self._picks[behind, item.options, guess] = answer
        elif guess == answer:
            self._holes.pop((behind, item.role, item.closers), None)
        else:
            before, n_alike = self._holes.get((behind, item.role, item.closers), (None, 0))
            self._holes[behind, item.role, item.closers] = answer, n_alike + 1 if answer == before else 1

    def amended(self, guessed: Guessed) -> Answer:
        """Give what the model is likely to answer where something is guessed."""
        item, guess, behind = guessed.item, guessed.answer, guessed.behind
        if isinstance(item, Pick):
            return self._picks.get((behind, item.options, guess), guess)
        answer, n_alike = self._holes.get((behind, item.role, item.closers), (guess, 0))
        return answer if n_alike >= _N_ALIKE else guess
