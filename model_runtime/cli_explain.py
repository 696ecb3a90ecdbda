"""What `explain` does: stream a model's account of a run, and set its answer beside the imagined run's."""

import asyncio

import click

from model_runtime.chat import stated_result
from model_runtime.cli_traces import PredictionOptions, load_predictor, read_target
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import collect, make_request
from model_runtime.trace.frames import Outcome, Trace
from model_runtime.trace.values import same_value


def explain(text: str, call: str | None, options: PredictionOptions, *, max_tokens: int) -> None:
    """Write a model's account of a run as it comes, then what the imagined run says of its answer.

    Raises:
        DeskcheckError: the model has no chat format, or the file has no such entry point or no example of it.
    """
    target = read_target(text)
    request = make_request(
        target.program.text,
        file=target.program.file,
        function=target.function,
        call=call,
        tests=target.tests,
        max_frames=options.max_frames,
        pure_neural=options.pure_neural,
    )
    if request.call is None:
        raise DeskcheckError(f"{target.program.file} holds no example call of {request.function}: give --call")
    predictor = load_predictor(options)
    from model_runtime.inference.explain import explain as account_of
    from model_runtime.inference.local import RowPredictor

    assert isinstance(predictor, RowPredictor)
    answer = ""
    for piece in account_of(predictor, request.source, request.call, max_tokens=max_tokens):
        answer += piece
        click.echo(piece, nl=False)
    click.echo()
    trace = asyncio.run(collect(predictor, request))
    click.echo(verdict(stated_result(answer), trace), err=True)


def verdict(stated: str | None, trace: Trace) -> str:
    """Say whether an account's answer is the imagined run's."""
    if trace.outcome not in (Outcome.RETURNED, Outcome.RAISED) or trace.result is None:
        return f"not checked: the imagined run ended with {trace.outcome.value}"
    imagined = str(trace.result) if trace.outcome is Outcome.RETURNED else f"raises {trace.result}"
    if stated is None:
        return f"the account states no result; the imagined run's is {imagined}"
    is_raise = stated.startswith("raises ")
    is_same = is_raise == (trace.outcome is Outcome.RAISED) and same_value(
        stated.removeprefix("raises "), str(trace.result)
    )
    if is_same:
        return f"the account and the imagined run agree: {imagined}"
    return f"they differ: the account says {stated}, the imagined run {imagined}"
