"""Several sequences that decode together: each in its own thread, their forward passes in common.

A row is one request's place. It looks like an `Engine` to its decoder, but `forward` waits: once all rows that
compute have asked, one of the waiting threads runs the pass for all of them (`packed.py`), and every thread goes on
with its own logits. So there is no thread besides those of the requests, nothing is left behind when they end, and
what fails in one request fails there.

Who waits for whom:

- A row whose caller has the floor (`away`) is not waited for; one that computes is, but not for long (`PATIENCE_S`).
- While an urgent row computes, the others pause; it takes its place without waiting for a free one.
- A row is cancelled where it waits, at the latest after the pass in which it takes part. No pass has more than
  `PASS_TOKENS` new tokens, so that a long prompt holds up neither the others nor a cancellation.

Knows nothing of frames.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor

from model_runtime.errors import DeskcheckError
from model_runtime.inference.decode import Cancelled
from model_runtime.inference.engine import Engine
from model_runtime.inference.forward import is_spread
from model_runtime.inference.packed import PackedRow, forward_packed

N_ROWS = 16
PATIENCE_S = 0.1  # between two passes a row computes for milliseconds; the exact effects have limits of their own
PASS_TOKENS = {"cpu": 256, "cuda": 4096}  # a CPU core computes some 250 tokens of the embedded model in a second
KEPT_TOKENS = 4096  # of idle sequences, beside the newest
_POLL_S = 0.05  # between looks at `cancelled` while waiting
_SHORTEST_DRAFT = 4  # tokens
_ALIKE = 16  # tokens; every prompt begins with a few common ones, for which no other sequence is given up


@dataclass(slots=True, eq=False)
class _Ask:
    """A forward that a row waits for."""

    ids: Sequence[int]
    n_logits: int
    since: float
    n_done: int = 0  # ids that are cached
    logits: list[Tensor] = field(default_factory=list)
    error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return self.n_done == len(self.ids) or self.error is not None

    def n_logits_of(self, n_ids: int) -> int:
        """Give how many of the wanted logits the next `n_ids` ids bring."""
        return max(0, self.n_done + n_ids - max(self.n_done, len(self.ids) - self.n_logits))


class EngineRow:
    """A place in a batch; what its decoder takes for an engine of its own. Used by one thread."""

    def __init__(self, batch: "BatchEngine", *, is_urgent: bool, cancelled: Callable[[], bool]) -> None:
        self._batch = batch
        self._cancelled = cancelled
        self.is_urgent = is_urgent
        self.is_away = False
        self.engine: Engine | None = None  # since `begin`
        self.ask: _Ask | None = None
        self.n_tokens = 0  # computed for this row
        self.n_passes = 0  # in which it took part

    @property
    def max_positions(self) -> int:
        """Longest sequence the model was built for, tokens."""
        return self._batch.max_positions

    @property
    def n_cached(self) -> int:
        """Length of the sequence, tokens."""
        return self.engine.n_cached if self.engine else 0

    def begin(self, ids: Sequence[int]) -> int:
        """Go on from the idle sequence that shares most with `ids`; give how many tokens that is."""
        self.engine = self._batch.exchange(self.engine, ids)
        return self.engine.begin(ids)

    def forward(self, ids: Sequence[int], *, n_logits: int = 1) -> Tensor:
        """Append ids and give the logits after the last `n_logits` of them: (n_logits, vocab), float32.

        Raises:
            Cancelled: the row's request is no longer wanted.
        """
        if self.engine is None:
            self.begin([])
        return self._batch.forward(self, ids, n_logits, self._cancelled)

    def rollback(self, n_keep: int) -> None:
        """Shorten the sequence to its first `n_keep` tokens."""
        if self.engine is not None:
            self.engine.rollback(n_keep)

    def draft_room(self, n_pending: int) -> int:
        """Give how many tokens fit behind others into the last of the passes that those take anyway."""
        return -n_pending % self._batch.pass_tokens

    def longest_draft(self, limit: int) -> int:
        """Give how many tokens a draft may have that may have `limit` of them in a pass of its own.

        Alone, a pass mostly waits for the weights, and guesses cost little. Shared, the wait is shared as well and each
        wrong guess costs its full arithmetic, so only the near ones pay.
        """
        n_rows = self._batch.n_computing
        return limit if n_rows <= 1 else min(limit, max(_SHORTEST_DRAFT, 2 * limit // n_rows))

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let the others go on without this row for a while."""
        self._batch.set_away(self, is_away=True)
        try:
            yield
        finally:
            self._batch.set_away(self, is_away=False)


class BatchEngine:
    """The rows that share one model, and the sequences of former ones, of which a next one may share the beginning."""

    def __init__(self, engine: Engine, *, n_rows: int = N_ROWS) -> None:
        self._model = engine.model
        self.max_positions = engine.max_positions
        self.n_rows = n_rows
        self.n_passes = 0  # that rows shared or had alone
        self._changed = threading.Condition()
        self._waiting: list[EngineRow] = []  # for a place, in the order in which they came
        self._rows: list[EngineRow] = []
        self._idle: list[Engine] = [engine]  # newest last
        self._is_running = False
        self._free_since = time.monotonic()  # when the last pass ended
        self.pass_tokens = PASS_TOKENS.get(self._model.device.type, PASS_TOKENS["cuda"])

    @property
    def n_computing(self) -> int:
        """Rows that share the next passes."""
        with self._changed:
            return len(self._turn())

    @contextmanager
    def row(self, *, is_urgent: bool = False, cancelled: Callable[[], bool] = lambda: False) -> Iterator[EngineRow]:
        """Give a place, when one is free; an urgent row has not to wait for that.

        Raises:
            Cancelled: `cancelled` said so before there was one.
        """
        row = EngineRow(self, is_urgent=is_urgent, cancelled=cancelled)
        self._sit_down(row, cancelled)
        try:
            yield row
        finally:
            with self._changed:
                self._rows.remove(row)
                if row.engine is not None:
                    self._idle.append(row.engine)
                    self._forget_oldest()
                self._changed.notify_all()

    def _sit_down(self, row: EngineRow, cancelled: Callable[[], bool]) -> None:
        with self._changed:
            self._waiting.append(row)
            try:
                while not row.is_urgent and (len(self._rows) >= self.n_rows or self._first_in_line() is not row):
                    if cancelled():
                        raise Cancelled
                    self._changed.wait(_POLL_S)
                self._rows.append(row)
            finally:
                self._waiting.remove(row)
                self._changed.notify_all()

    def _first_in_line(self) -> EngineRow:
        return self._waiting[0]

    def exchange(self, mine: Engine | None, ids: Sequence[int]) -> Engine:
        """Take the idle sequence that is best to go on from with `ids`, and leave one's own there."""
        with self._changed:
            if mine is not None:
                self._idle.append(mine)
            if not self._idle:
                return Engine(self._model)
            best = max(self._idle, key=lambda engine: (engine.n_shared(ids) // _ALIKE, -engine.n_cached))
            self._idle.remove(best)
            return best

    def forget(self) -> None:
        """Drop what idle sequences have cached."""
        with self._changed:
            for engine in self._idle:
                engine.reset()

    def set_away(self, row: EngineRow, *, is_away: bool) -> None:
        """Count a row in or out."""
        with self._changed:
            row.is_away = is_away
            self._changed.notify_all()

    def forward(self, row: EngineRow, ids: Sequence[int], n_logits: int, cancelled: Callable[[], bool]) -> Tensor:
        """Have ids computed for a row: wait until it is its turn, or compute for all whose turn it is."""
        ask = _Ask(ids, n_logits, time.monotonic())
        with self._changed:
            row.ask = ask
            self._changed.notify_all()
            try:
                while not ask.is_done:
                    if cancelled() and not self._is_running:  # a pass that runs may be writing to this row's cache
                        raise Cancelled
                    due = self._due()
                    if due:
                        self._run(due)
                    else:
                        self._changed.wait(_POLL_S)
            finally:
                row.ask = None
        if ask.error is not None:
            raise DeskcheckError(f"a shared forward pass failed: {ask.error}") from ask.error
        return ask.logits[0] if len(ask.logits) == 1 else torch.cat(ask.logits)

    def _turn(self) -> list[EngineRow]:
        """Give the rows whose turn it is: urgent ones if there are any."""
        here = [row for row in self._rows if not row.is_away]
        return [row for row in here if row.is_urgent] or here

    def _due(self) -> list[tuple[EngineRow, _Ask]]:
        """Give the rows for which a pass may run now, none where it has to wait."""
        if self._is_running:
            return []
        turn = self._turn()
        asking = [(row, row.ask) for row in turn if row.ask is not None and not row.ask.is_done]
        if not asking:
            return []
        is_complete = len(asking) == len(turn)
        # Patience begins when a pass could run: rows that were in the last one come back from it only now, and who has
        # waited for it all the while would else go on without them, in passes of their own for ever.
        waited = time.monotonic() - max(self._free_since, min(ask.since for _, ask in asking))
        is_late = waited > PATIENCE_S
        return asking if is_complete or is_late else []

    def _run(self, due: Sequence[tuple[EngineRow, _Ask]]) -> None:
        """Compute one pass without holding the lock; errors go to those who asked."""
        parts = []
        for (row, ask), n_ids in zip(
            due, _shares([len(a.ids) - a.n_done for _, a in due], self.pass_tokens), strict=True
        ):
            if n_ids:
                assert row.engine is not None
                ids = ask.ids[ask.n_done : ask.n_done + n_ids]
                parts.append((row, ask, PackedRow(row.engine, ids, ask.n_logits_of(n_ids))))
        self._is_running = True
        self._changed.release()
        error: BaseException | None = None
        logits: list[Tensor] = []
        try:
            logits = _forward(self._model, [part for _, _, part in parts])
        except BaseException as caught:
            error = caught
            if len(parts) == 1 or not isinstance(caught, Exception):
                raise  # this thread's own; the others learn of it, too
        finally:
            self._changed.acquire()
            self._is_running = False
            self._free_since = time.monotonic()
            self.n_passes += 1
            for (row, ask, part), found in itertools.zip_longest(parts, logits):
                ask.error = error
                ask.n_done += len(part.ids)
                ask.since = time.monotonic()
                row.n_tokens += len(part.ids)
                row.n_passes += 1
                if found is not None and len(found):
                    ask.logits.append(found)
            self._changed.notify_all()

    def _forget_oldest(self) -> None:
        n_kept = 0
        for engine in reversed(self._idle[:-1]):
            n_kept += engine.n_cached
            if n_kept > KEPT_TOKENS:
                engine.reset()


def _forward(model: torch.nn.Module, parts: Sequence[PackedRow]) -> list[Tensor]:
    """Compute a pass; one row alone has the engine's own, and so has each where a model lies on several devices."""
    if is_spread(model):
        return [_forward_alone(part) for part in parts]
    if len(parts) > 1:
        return forward_packed(parts[0].engine.model, parts)
    return [_forward_alone(parts[0])]


def _forward_alone(part: PackedRow) -> Tensor:
    logits = part.engine.forward(part.ids, n_logits=max(1, part.n_logits))
    return logits[len(logits) - part.n_logits :]


def _shares(wanted: Sequence[int], limit: int) -> list[int]:
    """Share out a number of tokens: who wants little gets it, the others divide the rest; each gets one at least."""
    shares = [0] * len(wanted)
    left = limit
    by_size = sorted(range(len(wanted)), key=lambda idx: wanted[idx])
    for n_before, idx in enumerate(by_size):
        shares[idx] = min(wanted[idx], max(1, left // (len(wanted) - n_before)))
        left -= shares[idx]
    return shares
