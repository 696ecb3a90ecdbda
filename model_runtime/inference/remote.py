"""The engine of a model on a server: a sequence whose scores come by HTTP, and the predictor over such sequences.

A server gives the likeliest tokens of each position, not all logits, and a request costs a round trip. So:

- The server goes on greedily for many tokens, over the ends of frames; as long as the decoder, which knows the grammar,
  takes the same ones, their scores serve it and nothing is asked. Where the grammar wants another token, the sequence
  goes on from there with the next request. The server's prefix cache keeps what both begin with.
- Or the decoder's own draft is verified, all of it in one request, by the log-probabilities of a prompt that ends with
  it; or a server that can keep to a grammar is sent that of the frame (`frame_grammar.py`) and stops at its end. Which
  way takes less time is measured (`_Pace`).
- Where none of the tokens that the grammar allows is among the likeliest, the server is asked which of them is best.

Either way the frames are those that greedy decoding under the grammar gives.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

import torch
from torch import Tensor

from model_runtime.calibration import Calibration
from model_runtime.checkpoint_folder import find_checkpoint, is_hub_name
from model_runtime.completions import Completion, CompletionServer, Refused, RequestCancelled, Scores, ServerOptions
from model_runtime.errors import DeskcheckError
from model_runtime.grammar import Choices
from model_runtime.inference.checkpoint import load_tokenizer, read_config, read_settings
from model_runtime.inference.decode import MAX_DRAFT, Cancelled
from model_runtime.inference.frame_grammar import Encode, frame_gbnf
from model_runtime.inference.local import RowPredictor
from model_runtime.predictor import RemoteServer

N_ROWS = 32  # requests in flight
AHEAD = 96  # tokens that a request goes on for at most: a frame or two
WHOLE_FRAME = 256  # where the grammar makes it stop at the frame's end
FEWEST_AHEAD = 8  # after answers that went another way than the grammar
UNKNOWN = float("-inf")  # score of a token that the server did not list


class Way(Enum):
    """How a frame is decoded."""

    AHEAD = "the server goes on as it likes"
    GRAMMAR = "the server keeps to the frame's grammar"
    VERIFIED = "drafts of ours are scored"


class _Pace:
    """Seconds a frame, by the way it was decoded."""

    def __init__(self, wanted: Collection[Way]) -> None:
        self._lock = threading.Lock()
        self._mean = dict.fromkeys(Way, 0.0)
        self._n = dict.fromkeys(Way, 0)
        self._wanted = wanted

    def way(self, possible: Collection[Way]) -> Way:
        """Decide the way of the next frame: each is tried twice, then the fastest one is taken."""
        ways = [way for way in Way if way in self._wanted and way in possible] or [Way.AHEAD]
        with self._lock:
            least = min(ways, key=lambda way: self._n[way])
            return least if self._n[least] < 2 else min(ways, key=lambda way: self._mean[way])

    def note(self, seconds: float, way: Way) -> None:
        """Take note of a frame for which the server was asked."""
        with self._lock:
            self._n[way] += 1
            self._mean[way] += (seconds - self._mean[way]) / min(self._n[way], 8)


class RemoteSequence:
    """One sequence on a server; what a decoder takes for an engine. Used by one thread."""

    def __init__(
        self, server: CompletionServer, *, vocabulary: int, max_positions: int, pace: _Pace, stop: Sequence[int],
        encode: Encode, cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.max_positions = max_positions
        self.n_tokens = 0
        self.n_passes = 0  # requests
        self._server, self._vocabulary, self._pace, self._stop = server, vocabulary, pace, stop
        self._encode, self._cancelled = encode, cancelled
        self._ids: list[int] = []
        self._path: list[int] = []  # the ids along which scores are known
        self._scores: dict[int, Scores] = {}  # of the token at a position, after the path before it
        self._reach = AHEAD // 2  # tokens that the next request goes on for
        self._asked_at = 0
        self._way: tuple[Way, float, int] | None = None  # of the frame in the making: which, since, requests before
        self._frame: tuple[int, Callable[[], Choices]] | None = None  # where it begins, and the walk over its choices

    @property
    def n_cached(self) -> int:
        """Length of the sequence, tokens."""
        return len(self._ids)

    def begin(self, ids: Sequence[int]) -> int:
        """Start anew: the server keeps what sequences share."""
        self._ids = []
        return 0

    def rollback(self, n_keep: int) -> None:
        """Shorten the sequence to its first `n_keep` tokens."""
        del self._ids[n_keep:]

    def forward(self, ids: Sequence[int], *, n_logits: int = 1) -> Tensor:
        """Append ids and give scores after the last `n_logits` of them: (n_logits, vocab), UNKNOWN where not listed.

        Raises:
            Cancelled: the request is no longer wanted.
            DeskcheckError: the server is gone, or does not give what it should.
        """
        self._ids += ids
        end = len(self._ids)
        wanted = range(end - n_logits + 1, end + 1)
        self._keep_to_path()
        if any(position not in self._scores for position in wanted):
            if n_logits > 1 and self._server.takes_prompt_scores:
                self._verify(wanted)
            for position in wanted:  # where drafts cannot be verified, one after the other
                if position not in self._scores:
                    self._generate(position)
        rows = torch.full((n_logits, self._vocabulary), UNKNOWN)
        for row, position in zip(rows, wanted, strict=True):
            listed = self._scores[position]
            row[list(listed)] = torch.tensor(list(listed.values()))
        return rows

    def best_of(self, n_before: int, ids: Sequence[int]) -> int:
        """Ask which of `ids` the model likes best behind the first `n_before` tokens of the sequence."""
        try:
            answer = self._ask(self._ids[:n_before], max_tokens=1, allowed=ids)
        except Refused:
            if not self._server.takes_allowed_ids:
                raise
            self._server.takes_allowed_ids = False
            return self.best_of(n_before, ids)
        if not answer.ids or answer.ids[0] not in ids:
            if self._server.takes_allowed_ids:  # llama.cpp passes over what it does not know
                self._server.takes_allowed_ids = False
                return self.best_of(n_before, ids)
            raise DeskcheckError(f"{self._server.url} does not keep to the tokens it is restricted to")
        return answer.ids[0]

    def longest_draft(self, limit: int) -> int:
        """Begin a frame: give how many tokens its drafts may have."""
        if self._way is not None and self.n_passes > self._way[2]:
            self._pace.note(time.monotonic() - self._way[1], self._way[0])
        possible = {Way.AHEAD}
        possible |= {Way.VERIFIED} if self._server.takes_prompt_scores else set()
        possible |= {Way.GRAMMAR} if self._server.takes_grammar else set()
        way = self._pace.way(possible)
        self._way, self._frame = (way, time.monotonic(), self.n_passes), None
        return limit if way is Way.VERIFIED else 0

    def expect(self, n_before: int, again: Callable[[], Choices]) -> None:
        """Hear what may follow the first `n_before` tokens: the frame whose choices `again` walks from the start."""
        self._frame = n_before, again

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody waits for a sequence of its own."""
        yield

    # ------------------------------------------------------------ requests

    def _keep_to_path(self) -> None:
        """Forget the scores behind the place where the sequence has left their path."""
        n_same = 0
        for mine, theirs in zip(self._ids, self._path, strict=False):
            if mine != theirs:
                break
            n_same += 1
        if n_same < len(self._ids):
            self._path = list(self._ids)
            self._scores = {position: row for position, row in self._scores.items() if position <= n_same}

    def _generate(self, position: int) -> None:
        prompt = self._ids[:position]
        room = self.max_positions - len(prompt)
        if self._asked_at:  # as far as the last answer served, and as much again
            self._reach = min(AHEAD, max(FEWEST_AHEAD, 2 * (position - self._asked_at)))
        self._asked_at = position
        grammar = self._grammar(position)
        reach = self._reach if grammar is None else WHOLE_FRAME
        try:
            answer = self._ask(prompt, max_tokens=max(1, min(reach, room)), stop=self._stop, grammar=grammar)
        except Refused:
            if grammar is None:
                raise
            self._server.takes_grammar = False
            answer = self._ask(prompt, max_tokens=max(1, min(self._reach, room)), stop=self._stop)
        if not answer.ids:
            raise DeskcheckError(f"{self._server.url} gave no token: it has to give at least one")
        for n_done, row in enumerate(answer.scores):
            if n_done and self._ids[position : position + n_done] not in ([], list(answer.ids[:n_done])):
                break  # the given tokens go another way
            self._scores.setdefault(position + n_done, row)
        if position == len(self._ids):
            self._path = [*prompt, *answer.ids]

    def _grammar(self, position: int) -> str | None:
        """Give the grammar of what may follow the first `position` tokens, where the frame is decoded that way."""
        if self._frame is None or self._way is None or self._way[0] is not Way.GRAMMAR:
            return None
        n_before, again = self._frame
        return frame_gbnf(again, self._encode, self._ids[n_before:position]) if position >= n_before else None

    def _verify(self, wanted: range) -> None:
        try:
            answer = self._ask(self._ids, max_tokens=1, scores_prompt=True)
        except Refused:
            self._server.takes_prompt_scores = False
            return
        for position in wanted[:-1]:
            row = answer.prompt_scores[position]
            if row is None:
                raise DeskcheckError(f"{self._server.url} left out the score of a token")
            self._scores[position] = row
        self._scores[len(self._ids)] = answer.scores[0]
        self._path = list(self._ids)

    def _ask(
        self, ids: Sequence[int], *, max_tokens: int, stop: Sequence[int] = (), allowed: Sequence[int] | None = None,
        scores_prompt: bool = False, grammar: str | None = None,
    ) -> Completion:  # fmt: skip
        try:
            answer = self._server.complete(
                ids, max_tokens=max_tokens, stop=stop, allowed=allowed, scores_prompt=scores_prompt, grammar=grammar,
                cancelled=self._cancelled,
            )  # fmt: skip
        except RequestCancelled as error:
            raise Cancelled from error
        self.n_passes += 1
        self.n_tokens += len(answer.ids)
        for row in answer.scores:
            if any(id_ >= self._vocabulary for id_ in row):
                raise DeskcheckError(
                    f"{self._server.url} serves another model: it gave the token {max(row)}, "
                    f"the vocabulary here has {self._vocabulary}"
                )
        return answer


class RemoteRows:
    """Places for sequences on a server; they share its batches, not ours."""

    n_rows = N_ROWS

    def __init__(self, make: Callable[[Callable[[], bool]], RemoteSequence]) -> None:
        self._make = make
        self._places = threading.BoundedSemaphore(self.n_rows)

    @contextmanager
    def row(
        self, *, is_urgent: bool = False, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[RemoteSequence]:
        """Give a place when one is free; an urgent request has not to wait for that.

        Raises:
            Cancelled: `cancelled` said so before there was one.
        """
        while not is_urgent and not self._places.acquire(timeout=0.05):
            if cancelled():
                raise Cancelled
        try:
            yield self._make(cancelled)
        finally:
            if not is_urgent:
                self._places.release()


class RemotePredictor(RowPredictor):
    """A `Predictor` over a completions server; the tokenizer and the settings of the model are here."""

    @classmethod
    def open_server(
        cls, model: str | None, reached: RemoteServer, *, ways: Collection[Way] = tuple(Way)
    ) -> "RemotePredictor":
        """Connect to a server.

        Raises:
            DeskcheckError: the model's settings are not here, or the server cannot be reached or has another model.
        """
        path = find_checkpoint(model)
        settings = read_settings(path)
        tokenizer = load_tokenizer(path)
        config = read_config(path)
        name = reached.served_name or (model if model is not None and is_hub_name(model) else settings.name)
        server = CompletionServer(ServerOptions(reached.url, name, reached.timeout_s, reached.patience_s))
        server.check_model(n_positions=int(config.max_position_embeddings))
        pace = _Pace(ways)
        stop = [tokenizer.special_ids["<|end_of_text|>"]]
        positions, vocabulary = int(config.max_position_embeddings), int(config.vocab_size)

        def make(cancelled: Callable[[], bool]) -> RemoteSequence:
            return RemoteSequence(
                server, vocabulary=vocabulary, max_positions=positions, pace=pace, stop=stop,
                encode=tokenizer.encode, cancelled=cancelled,
            )  # fmt: skip

        predictor = cls(
            RemoteRows(make),
            tokenizer,
            settings.dialect,
            settings.name,
            calibration=Calibration.read(path),
            window=settings.window,
            scratchpad=settings.scratchpad,
            min_draft=MAX_DRAFT,
        )
        predictor.server = server
        return predictor

    server: CompletionServer

    def close(self) -> None:
        """Leave the server."""
        self.server.close()
