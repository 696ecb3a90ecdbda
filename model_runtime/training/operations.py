"""Operations alone: what a working asks, without the trace around it.

An operation is right or wrong whatever the program, so a few tokens practise one. They come from the workings of
recorded traces, rare kinds somewhat oftener than they are found, most of them about other values than were found, so
that there are more of them than there are traces. Of those that are true or false, as many are the one as the other,
where that can be had.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pure_eval import CannotEval

from model_runtime.evaluator import read_value, value_text
from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.trace.format import BEGIN, special
from model_runtime.training.examples import Branch, Example
from model_runtime.training.other_values import near, related
from model_runtime.training.worked_examples import Answered, working_tokens
from model_runtime.worked_out import worked_out
from model_runtime.working import Question, is_raised

KIND = "operations"
ROW_TOKENS = 400  # of one example
MAX_CHARS = 200  # of one question; its answer may have as many
VARIED = 0.75  # share of questions that are asked about other values
RAISED = 0.2  # share of those that raise that is kept
UNBALANCED = 0.15  # share of those that is kept where an answer is the commoner of true and false
_DENIED = {"True": "False", "False": "True"}
_FLATTENING = 0.7  # how much oftener a kind is drawn that is oftener found: 1 as much, 0 not at all


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
        n_given: Counter[tuple[str, str]] = Counter()  # by kind and answer
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
            if answer in _DENIED:
                if n_given[kind, answer] > n_given[kind, _DENIED[answer]] and rng.random() > UNBALANCED:
                    continue
                n_given[kind, answer] += 1
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
    """Ask about other values: another question's operand, one near its own, or one related to the operand before."""
    if question.turn is not None:
        items = question.operands if rng.random() < 0.4 else (_near_repr(question.operands[0], rng),)
        return Question(question.code, items, turn=rng.randrange(question.turn + 2))
    operands = list(question.operands)
    idx = rng.randrange(len(operands))
    way = rng.random()
    if way < 0.3:
        if question.code == other.code and _look(other.operands[idx]) == _look(operands[idx]):
            operands[idx] = other.operands[idx]
    elif way < 0.6 or len(operands) == 1:
        operands[idx] = _near_repr(operands[idx], rng)
    else:
        idx = rng.randrange(1, len(operands))
        operands[idx - 1] = _near_repr(operands[idx - 1], rng)
        operands[idx] = _related_repr(operands[idx - 1], operands[idx], rng)
    return Question(question.code, tuple(operands), question.is_change)


def _near_repr(text: str, rng: random.Random) -> str:
    try:
        return value_text(near(read_value(text), rng))
    except (CannotEval, TypeError):  # an item that cannot be hashed or ordered
        return text


def _related_repr(text: str, before: str, rng: random.Random) -> str:
    """Give the repr of a value related to that of `text`, if it looks like what stood there before."""
    try:
        found = value_text(related(read_value(text), rng))
    except (CannotEval, TypeError):
        return before
    return found if _look(found) == _look(before) else before


def _look(text: str) -> str:
    return "0" if text.lstrip("-")[:1].isdigit() else text[:1]
