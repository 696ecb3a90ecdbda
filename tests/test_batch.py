"""Requests that decode together: each gets what it would get alone, none waits for one that does not compute."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference import batch, decode
from model_runtime.inference.batch import BatchEngine
from model_runtime.inference.decode import Cancelled
from model_runtime.inference.engine import Engine
from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.packed import PackedRow, forward_packed
from model_runtime.predictor import PredictionEnd, PredictionRequest, make_request
from model_runtime.trace.frames import Outcome, TraceFrame

SOURCES = [
    "def f(x, y=2):  # deskcheck: f(3)\n    z = x + y\n    return z\n",
    "def g(xs):  # deskcheck: g([1, 2])\n    n = 0\n    for x in xs:\n        n += x\n    return n\n",
    "def h(s):  # deskcheck: h('ab')\n    if s:\n        s = s.upper()\n    return s\n",
    "import other\n\ndef u(x):  # deskcheck: u(3)\n    y = other.first(x)\n    return y\n",
    "import other\n\ndef v(x):  # deskcheck: v('a')\n    y = other.second(x, 1)\n    return y\n",
]


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPredictor]:
    path = write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")
    yield LocalPredictor.open(str(path), device="cpu")


@pytest.fixture
def engines(predictor: LocalPredictor) -> list[Engine]:
    return [Engine(predictor.engine.model) for _ in range(3)]


def requests(n: int = len(SOURCES), max_frames: int = 8, **options: bool) -> list[PredictionRequest]:
    made = [make_request(SOURCES[idx % len(SOURCES)], max_frames=max_frames) for idx in range(n)]
    return [PredictionRequest(**{**{k: getattr(r, k) for k in r.__slots__}, **options}) for r in made]


def alone(predictor: LocalPredictor, request: PredictionRequest) -> list[TraceFrame | PredictionEnd]:
    return list(predictor.predict_now(request))


def frames_of(items: list[TraceFrame | PredictionEnd]) -> list[TraceFrame]:
    return [item for item in items if isinstance(item, TraceFrame)]


# ---------------------------------------------------------------- one pass for several sequences


@pytest.mark.parametrize("window", [4096, 6])
def test_a_shared_pass_gives_each_sequence_the_logits_it_gets_alone(predictor: LocalPredictor, window: int) -> None:
    model = predictor.engine.model
    kinds, width = list(model.config.layer_types), model.config.sliding_window
    model.config.layer_types, model.config.sliding_window = ["full_attention", "sliding_attention"], window
    try:
        cached = [[5, 6, 7, 8, 9, 10, 11, 12, 13], [], [40, 41]]
        new = [[20], [30, 31, 32, 33, 34, 35, 36, 37], [50, 51, 52]]
        together, one_by_one = [Engine(model) for _ in new], [Engine(model) for _ in new]
        for engines in (together, one_by_one):
            for engine, ids in zip(engines, cached, strict=True):
                if ids:
                    engine.forward(ids)
        for _ in range(2):
            rows = [PackedRow(engine, ids, n) for engine, ids, n in zip(together, new, (1, 2, 3), strict=True)]
            found = forward_packed(model, rows)
            for engine, ids, logits in zip(one_by_one, new, found, strict=True):
                torch.testing.assert_close(logits, engine.forward(ids, n_logits=len(logits)), rtol=1e-3, atol=1e-3)
            assert [e.n_cached for e in together] == [e.n_cached for e in one_by_one]
    finally:
        model.config.layer_types, model.config.sliding_window = kinds, width


def test_a_failed_pass_leaves_its_sequences_empty(engines: list[Engine]) -> None:
    engines[0].forward([5, 6])
    with pytest.raises(IndexError):
        forward_packed(engines[0].model, [PackedRow(engines[0], [7], 1), PackedRow(engines[1], [10**6], 1)])
    assert [engine.n_cached for engine in engines[:2]] == [0, 0]


# ---------------------------------------------------------------- requests that share passes


@pytest.mark.parametrize("pure", [True, False])
def test_requests_that_decode_together_give_what_each_gives_alone(predictor: LocalPredictor, pure: bool) -> None:
    asked = requests(7, pure_neural=pure)
    expected = [frames_of(alone(predictor, request)) for request in asked]
    before = predictor.batch.n_passes
    found: list[list[TraceFrame]] = [[] for _ in asked]
    ends: dict[int, PredictionEnd] = {}
    for idx, item in predictor.predict_many(asked, batch=4):
        if isinstance(item, TraceFrame):
            assert idx not in ends
            found[idx].append(item)
        else:
            assert isinstance(item, PredictionEnd)
            ends[idx] = item
    assert found == expected
    assert sorted(ends) == list(range(7))
    n_together = predictor.batch.n_passes - before
    assert n_together < sum(end.stats.forward_passes for end in ends.values()), "no pass was shared"


def test_a_request_that_fails_leaves_the_others_alone(predictor: LocalPredictor) -> None:
    asked = requests()
    broken = PredictionRequest(**{**{k: getattr(asked[1], k) for k in asked[1].__slots__}, "function": "nobody"})
    last = dict(predictor.predict_many([asked[0], broken, asked[2]]))
    assert isinstance(last[1], DeskcheckError)
    assert isinstance(last[0], PredictionEnd)
    assert isinstance(last[2], PredictionEnd)


def test_closing_stops_all_requests(predictor: LocalPredictor) -> None:
    many = predictor.predict_many(requests(6, max_frames=500), batch=3)
    next(many)
    many.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "deskcheck-predict"]
    assert predictor.batch.n_computing == 0


def test_a_cancelled_request_frees_its_place(predictor: LocalPredictor) -> None:
    rows = BatchEngine(predictor.engine, n_rows=1)
    with rows.row(), pytest.raises(Cancelled), rows.row(cancelled=lambda: True):
        pass
    with rows.row() as row:
        assert row.forward([5, 6]).shape[0] == 1


def test_an_urgent_row_overtakes_and_needs_no_free_place(predictor: LocalPredictor) -> None:
    rows = BatchEngine(Engine(predictor.engine.model), n_rows=1)
    order: list[str] = []
    with rows.row() as slow, rows.row(is_urgent=True) as fast:
        worker = threading.Thread(target=lambda: (slow.forward([5]), order.append("slow")))
        worker.start()
        time.sleep(3 * batch.PATIENCE_S)  # the slow row has asked, and its patience does not let it overtake
        assert not order
        fast.forward([6])
        order.append("fast")
        with fast.away():
            worker.join(timeout=30)
    assert order == ["fast", "slow"]


def test_a_row_that_is_late_is_not_waited_for_long(predictor: LocalPredictor) -> None:
    rows = BatchEngine(Engine(predictor.engine.model))
    with rows.row() as quick, rows.row():  # the other computes something of its own and never asks
        assert quick.forward([5, 6]).shape[0] == 1


def test_rows_that_began_in_passes_of_their_own_find_together(
    predictor: LocalPredictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = batch._forward

    def slow(model: torch.nn.Module, parts: Sequence[PackedRow]) -> list[torch.Tensor]:
        time.sleep(1.5 * batch.PATIENCE_S)  # as long as a pass of a large batch: who waits for it has waited long
        return whole(model, parts)

    monkeypatch.setattr(batch, "_forward", slow)
    rows = BatchEngine(Engine(predictor.engine.model))
    begun = threading.Event()

    def work(*, is_first: bool) -> None:
        if is_first:
            threading.Timer(0.2 * batch.PATIENCE_S, begun.set).start()
        else:
            begun.wait()
        with rows.row() as row:
            for _ in range(8):
                row.forward([5])
                time.sleep(0.1 * batch.PATIENCE_S)  # what decoding does between two passes

    workers = [threading.Thread(target=work, kwargs={"is_first": is_first}) for is_first in (True, False)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert rows.n_passes <= 12  # 16 if they never meet


def test_a_row_goes_on_from_the_idle_sequence_that_begins_alike(predictor: LocalPredictor) -> None:
    rows = BatchEngine(Engine(predictor.engine.model))
    first, second = list(range(5, 45)), list(range(105, 145))
    for ids in (first, second):
        with rows.row() as row:
            row.begin(ids)
            row.forward(ids)
    with rows.row() as one, rows.row() as other:
        assert one.begin([*second, 7]) == len(second)
        assert other.begin([*first, 7]) <= len(first)
        assert one.n_cached == len(second)


def test_a_long_prompt_is_computed_in_parts(predictor: LocalPredictor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(batch.PASS_TOKENS, "cpu", 16)
    ids = [5 + idx % 90 for idx in range(50)]
    rows = BatchEngine(Engine(predictor.engine.model))
    with rows.row() as row:
        found = row.forward(ids, n_logits=20)
    torch.testing.assert_close(found, Engine(predictor.engine.model).forward(ids, n_logits=20), rtol=1e-3, atol=1e-3)
    assert rows.n_passes == 4


def test_cancelled_while_it_waits(predictor: LocalPredictor) -> None:
    asked = requests(1, max_frames=500)
    stop = threading.Event()
    items = predictor.predict_now(asked[0], cancelled=stop.is_set)
    next(items)
    stop.set()
    *_, end = items
    assert isinstance(end, PredictionEnd)
    assert end.outcome is Outcome.CANCELLED
