"""Operations alone: what a working asks, without the trace around it.

An operation is right or wrong whatever the program, so a few tokens practise one. They come from the workings of
recorded traces, rare kinds somewhat oftener than they are found, and half of them with another's operand in place of
one of their own, so that there are more of them than there are traces.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.trace.format import BEGIN, special
from model_runtime.training.examples import Branch, Example
from model_runtime.training.worked_examples import Answered, working_tokens
from model_runtime.worked_out import worked_out
from model_runtime.working import Question, is_raised

KIND = "operations"
ROW_TOKENS = 400  # of one example
MAX_CHARS = 200  # of one question; its answer may have as many
VARIED = 0.5  # share of questions that get an operand of another one
RAISED = 0.2  # share of those that raise that is kept
_FLATTENING = 0.8  # how much oftener a kind is drawn that is oftener found: 1 as much, 0 not at all


class Operations:
    """The operations found in traces, by kind."""

    def __init__(self) -> None:
        self._found: defaultdict[str, dict[Question, None]] = defaultdict(dict)

    def add(self, steps: Iterable[Answered]) -> None:
        """Take in a working."""
        for question, _ in steps:
            if len(question.text) <= MAX_CHARS:
                self._found[_kind(question)][question] = None

    def draw(self, rng: random.Random) -> Iterator[Answered]:
        """Give operations without end; none where none was found."""
        found = {kind: list(questions) for kind, questions in sorted(self._found.items())}
        kinds = list(found)
        shares = [len(found[kind]) ** _FLATTENING for kind in kinds]
        while kinds:
            (kind,) = rng.choices(kinds, shares)
            question = rng.choice(found[kind])
            if rng.random() < VARIED:
                question = _varied(question, rng.choice(found[kind]), rng)
            if len(question.text) > MAX_CHARS:
                continue
            answer = worked_out(question)
            if answer is None or len(answer) > MAX_CHARS or (is_raised(answer) and rng.random() > RAISED):
                continue
            yield question, answer

    def examples(self, tokenizer: TraceTokenizer, rng: random.Random) -> Iterator[Example]:
        """Give examples without end, each a row of operations that do not see each other."""
        begin = tokenizer.encode([special(BEGIN)])
        ids, weights, branches = [*begin], [0.0] * len(begin), []
        for step in self.draw(rng):
            step_ids, step_weights = working_tokens([step], tokenizer)
            branches.append(Branch(len(ids), len(ids) + len(step_ids), len(begin)))
            ids += step_ids
            weights += step_weights
            if len(ids) >= ROW_TOKENS:
                yield Example(tuple(ids), tuple(weights), KIND, tuple(branches))
                ids, weights, branches = [*begin], [0.0] * len(begin), []


def _kind(question: Question) -> str:
    if question.turn is not None:
        return f"next {question.operands[0][:1]}"
    return "f-string" if question.code.startswith(("f'", 'f"')) else f"{question.code} {question.is_change}"


def _varied(question: Question, other: Question, rng: random.Random) -> Question:
    """Put an operand of another question in place of one, where both look alike."""
    if question.turn is not None:
        return Question(question.code, question.operands, turn=rng.randrange(question.turn + 2))
    idx = rng.randrange(len(question.operands))
    operands = list(question.operands)
    if question.code != other.code or _look(other.operands[idx]) != _look(operands[idx]):
        return question
    operands[idx] = other.operands[idx]
    return Question(question.code, tuple(operands), question.is_change)


def _look(text: str) -> str:
    return "0" if text.lstrip("-")[:1].isdigit() else text[:1]
