"""Samples with the working behind their lines, as branches of the trace.

At inference a model works out a line, writes the frame that follows, and forgets the working: the next frame is written
behind the trace alone. So each working is a branch of the example, with the frame that it led to.
"""

import random
from collections.abc import Iterable, Iterator, Sequence

from model_runtime.draft import FrameGuesser
from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.program.parser import Program
from model_runtime.trace.format import Dialect, working_segments
from model_runtime.trace.frames import TraceEvent, TraceFrame
from model_runtime.training.examples import Branch, Example, encode_trace
from model_runtime.worked_out import worked_out
from model_runtime.working import Question, working

WORKED_TRUNK_WEIGHT = 0.2  # of a frame that also stands behind its working: a model may have to do without
Answered = tuple[Question, str]


def workings(program: Program, frames: Sequence[TraceFrame]) -> Iterator[list[Answered]]:
    """Give what is worked out before each of frames[1:]."""
    guesser = FrameGuesser(program)
    shown: dict[int, dict[str, str]] = {}
    for frame in frames[:-1]:
        guesser.note(frame)
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            shown[frame.activation] = {name: str(value) for name, value in frame.locals.items()}
        here = guesser.running(shown)
        if here is None:
            yield []
            continue
        yield list(answered(working(program, here)))


def answered(walk: Iterator[Question]) -> Iterator[Answered]:
    """Answer the questions of a working as far as the answers follow."""
    try:
        question = next(walk)
        while (answer := worked_out(question)) is not None:
            yield question, answer
            question = walk.send(answer)  # type: ignore[attr-defined]
    except StopIteration:
        return


def make_worked_example(
    source: str,
    frames: Sequence[TraceFrame],
    tokenizer: TraceTokenizer,
    *,
    dialect: Dialect,
    kind: str,
    max_tokens: int,
    worked: Sequence[Sequence[Answered]],
    rng: random.Random,
) -> Example | None:
    """Encode a trace of at most `max_tokens`, with workings as branches in as many tokens again.

    `worked` has the working before each of frames[1:]; where not all fit, `rng` says which. None when not even three
    frames fit.
    """
    encoded = encode_trace(source, frames, tokenizer, dialect=dialect, max_tokens=max_tokens)
    if encoded is None:
        return None
    ids, weights = encoded.ids, encoded.weights
    order = [idx for idx, steps in enumerate(worked[: len(encoded.frames) - 1]) if steps]
    rng.shuffle(order)
    branches = []
    for idx in order:
        start, end = encoded.frames[idx + 1]
        branch_ids, branch_weights = working_tokens(worked[idx], tokenizer)
        size = len(branch_ids) + end - start
        if len(ids) + size > 2 * max_tokens:
            continue
        branches.append(Branch(len(ids), len(ids) + size, start))
        ids += [*branch_ids, *ids[start:end]]
        weights += [*branch_weights, *weights[start:end]]
        weights[start:end] = [WORKED_TRUNK_WEIGHT * weight for weight in weights[start:end]]
    return Example(tuple(ids), tuple(weights), kind, tuple(branches))


def working_tokens(steps: Iterable[Answered], tokenizer: TraceTokenizer) -> tuple[list[int], list[float]]:
    """Encode a working; only the answers carry loss."""
    ids: list[int] = []
    weights: list[float] = []
    for question, answer in steps:
        asked, given = (tokenizer.encode(part) for part in working_segments(question.text, answer))
        ids += [*asked, *given]
        weights += [*([0.0] * len(asked)), *([1.0] * len(given))]
    return ids, weights
