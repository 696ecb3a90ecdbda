"""A model's working behind a line (`working.py`), written before the frame that follows and forgotten after it.

`<|arg_sep|>QUESTION": "ANSWER"` for each operation: the questions are given, the answers are the model's. A checkpoint
that was trained so says it in its settings; CWM knows no such text.
"""

from collections.abc import Callable, Iterator, Sequence

from model_runtime.draft import Amend, Answer, Certainty, Guessed
from model_runtime.grammar import Choices, Hole, Pick
from model_runtime.trace.format import QUOTE, escape_value, unescape_value, working_segments
from model_runtime.worked_out import worked_out
from model_runtime.working import Question, Working

ANSWER = Hole("answer", (QUOTE,), may_be_unchanged=False)


def scratchpad_choices(walk: Working) -> Choices:
    """Walk a working as choices: each question is forced, each answer is a hole."""
    try:
        question = next(walk)
        while True:
            yield _asked(question)
            answer = yield ANSWER
            assert isinstance(answer, tuple)
            question = walk.send(unescape_value(answer[0]))
    except StopIteration:
        return None


class ScratchpadGuess:
    """What a model is likely to answer: what the operations give, and behind them the frame."""

    def __init__(self, again: Callable[[], Working], frame: Callable[[], Iterator[Guessed]]) -> None:
        self._again = again  # begins the working anew
        self._frame = frame  # gives the guess at the frame behind it

    def __call__(
        self, answers: Sequence[Answer], partial: str = "", *, amend: Amend | None = None
    ) -> Iterator[Guessed]:
        """Give the guessed choices behind the answers so far."""
        walk, given = self._again(), iter(answers)
        try:
            question = next(walk)
            while True:
                if next(given, None) is None:
                    yield Guessed(_asked(question), 0, Certainty.ALL)
                answer = next(given, None)
                if isinstance(answer, tuple):
                    question = walk.send(unescape_value(answer[0]))
                    continue
                text = worked_out(question)
                if text is None or not escape_value(text).startswith(partial):
                    return
                partial = ""
                yield Guessed(ANSWER, (escape_value(text), 0), Certainty.ALL)
                question = walk.send(text)
        except StopIteration:
            yield from self._frame()


def _asked(question: Question) -> Pick:
    asked, _ = working_segments(question.text, "")
    return Pick("forced", (tuple(asked),))
