"""A client of OpenAI-compatible completions servers that take and give token ids: vLLM, llama.cpp's server.

Requests run on one event loop in a thread of its own, so that many are in flight and each can be dropped at once: the
connection closes, and the server stops computing. What does not last is tried again with growing pauses; what does is
said in one line that names the server. The key comes from DESKCHECK_API_KEY and is put nowhere but into the request.

What is sent and read is what vLLM documents (`return_token_ids`, `prompt_logprobs`, `allowed_token_ids`) and what
llama.cpp's server answers on the same path.
"""

import asyncio
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from typing import Any

import httpx

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import KEY_VARIABLE, check_address

logger = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs every request

TOP = 20  # log-probabilities a position: as many as vLLM gives unless told otherwise
_PAUSES_S = (0.25, 30.0)  # the first, and the longest, between two attempts
_POLL_S = 0.05

Scores = dict[int, float]  # log-probabilities of the likeliest tokens, by id


class RequestCancelled(Exception):
    """The caller no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How a server is reached."""

    url: str
    model: str  # as the server calls it
    timeout_s: float = 120.0  # of one request
    patience_s: float = 60.0  # for a server that is away or busy


@dataclass(frozen=True, slots=True)
class Completion:
    """What a server answers: ids that follow, the scores of each, and those of the prompt if they were asked."""

    ids: tuple[int, ...]
    scores: tuple[Scores, ...]
    prompt_scores: tuple[Scores | None, ...] = ()


class _TryAgain(Exception):
    """An attempt failed in a way that may pass; says how, and how long the server asks to wait."""

    def __init__(self, words: str, pause_s: float = 0.0) -> None:
        super().__init__(words)
        self.pause_s = pause_s


class Refused(DeskcheckError):
    """The server takes no such request; another kind of request may do."""


class CompletionServer:
    """One server; may be used by many threads."""

    def __init__(self, options: ServerOptions, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Prepare to talk to a server; nothing is sent yet.

        Raises:
            DeskcheckError: the address is none, or holds a secret.
        """
        check_address(options.url)
        self.options = options
        self.url = options.url.rstrip("/").removesuffix("/v1")
        self._transport = transport
        self._loop = asyncio.new_event_loop()
        self._client: httpx.AsyncClient | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="deskcheck-remote", daemon=True)
        self._thread.start()
        self.takes_prompt_scores = True  # until it says otherwise
        self.takes_allowed_ids = True
        self.takes_grammar = False  # until it is known for one that does
        self.n_requests = 0
        self._is_away = False

    def close(self) -> None:
        """Drop all connections."""

        async def end() -> None:
            if self._client is not None:
                await self._client.aclose()
            self._loop.stop()

        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(end(), self._loop)
            self._thread.join(5)

    def check_model(self, *, n_positions: int | None = None) -> None:
        """Make sure that the server has the model it is asked for.

        Raises:
            DeskcheckError: it has another one, or is no such server.
        """
        data = self._call("GET", "/v1/models", None, lambda: False)
        try:
            served = {str(row["id"]): row for row in data["data"]}
        except (KeyError, TypeError) as error:
            raise DeskcheckError(f"{self.url} is no completions server: /v1/models answered {_short(data)}") from error
        if self.options.model not in served:
            names = ", ".join(served) or "nothing"
            raise DeskcheckError(
                f"{self.url} serves {names}, not {self.options.model}: if it is the same model, "
                f"add --served-name {next(iter(served), 'NAME')}"
            )
        self.takes_grammar = served[self.options.model].get("owned_by") == "llamacpp"
        longest = served[self.options.model].get("max_model_len")
        if n_positions is not None and isinstance(longest, int) and longest > n_positions:
            raise DeskcheckError(
                f"{self.url} serves another model as {self.options.model}: it takes {longest} tokens, "
                f"the model here {n_positions}"
            )

    def complete(
        self,
        ids: Sequence[int],
        *,
        max_tokens: int,
        stop: Sequence[int] = (),
        allowed: Sequence[int] | None = None,
        scores_prompt: bool = False,
        grammar: str | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Completion:
        """Let the server go on from ids, greedily.

        Args:
            ids: the whole sequence so far.
            max_tokens: how many tokens it may add.
            stop: ids behind which it stops.
            allowed: the only ids it may add; else any.
            scores_prompt: also ask for the scores of `ids`.
            grammar: what it may add has to follow this (GBNF); its scores are as without.
            cancelled: asked while waiting.

        Raises:
            RequestCancelled: `cancelled` said so.
            Refused: the server takes no such request.
            DeskcheckError: it cannot be reached, or answers what is no completion.
        """
        request: dict[str, Any] = {
            "model": self.options.model,
            "prompt": list(ids),
            "max_tokens": max_tokens,
            "temperature": 0,
            "logprobs": TOP,
            "stop_token_ids": list(stop),
            "return_token_ids": True,
            "return_tokens_as_token_ids": True,
            "skip_special_tokens": False,
        }
        if allowed is not None and self.takes_allowed_ids:
            request["allowed_token_ids"] = list(allowed)
        elif allowed is not None:
            request["logit_bias"] = {str(id_): 100 for id_ in allowed}
        if scores_prompt:
            request["prompt_logprobs"] = TOP
        if grammar is not None:
            request["grammar"] = grammar
        data = self._call("POST", "/v1/completions", request, cancelled)
        try:
            return read_completion(data, n_prompt=len(ids) if scores_prompt else 0)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            if scores_prompt and not _has_prompt_scores(data):
                raise Refused(f"{self.url} gives no scores of a prompt") from error
            if isinstance(error, _LeftOut) and allowed is None and stop:
                self.takes_allowed_ids = False  # llama.cpp passes over what it does not know
                return self.complete(ids, max_tokens=1, allowed=stop[:1], cancelled=cancelled)
            why = f"{type(error).__name__}: {error}"
            raise DeskcheckError(
                f"{self.url} answered what is no completion with token ids ({why}): {_short(data)}"
            ) from error

    # ------------------------------------------------------------ one request

    def _call(self, method: str, path: str, body: dict[str, Any] | None, cancelled: Callable[[], bool]) -> Any:
        """Send a request until it is answered, as long as patience lasts."""
        pause = _PAUSES_S[0]
        deadline = time.monotonic() + self.options.patience_s
        while True:
            try:
                answer = self._attempt(method, path, body, cancelled)
            except _TryAgain as failed:
                wait = max(failed.pause_s, pause * random.uniform(0.5, 1.0))
                if time.monotonic() + wait > deadline:
                    raise DeskcheckError(
                        f"{self.url} {failed}, tried for {self.options.patience_s:.0f} s"
                    ) from failed.__cause__
                if not self._is_away:
                    self._is_away = True
                    logger.warning("%s %s: trying again for %.0f s", self.url, failed, self.options.patience_s)
                self._wait(wait, cancelled)
                pause = min(2 * pause, _PAUSES_S[1])
                continue
            if self._is_away:
                self._is_away = False
                logger.warning("%s is back: going on", self.url)
            return answer

    def _wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if cancelled():
                raise RequestCancelled
            time.sleep(min(_POLL_S, max(0.0, until - time.monotonic())))

    def _attempt(self, method: str, path: str, body: dict[str, Any] | None, cancelled: Callable[[], bool]) -> Any:
        self.n_requests += 1
        future = asyncio.run_coroutine_threadsafe(self._send(method, path, body), self._loop)
        try:
            while True:
                try:
                    response = future.result(timeout=_POLL_S)
                    break
                except FutureTimeoutError:
                    if future.done():
                        raise
                    if cancelled():
                        raise RequestCancelled from None
        except httpx.TimeoutException as error:
            raise _TryAgain(f"has not answered within {self.options.timeout_s:.0f} s") from error
        except httpx.TransportError as error:
            raise _TryAgain(f"cannot be reached ({_reason(error)})") from error
        finally:
            future.cancel()
        return self._read(response)

    async def _send(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        if self._client is None:
            key = os.environ.get(KEY_VARIABLE)
            self._client = httpx.AsyncClient(
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=httpx.Timeout(self.options.timeout_s, connect=min(10.0, self.options.timeout_s)),
                limits=httpx.Limits(max_connections=64, max_keepalive_connections=64),
                transport=self._transport,
                trust_env=False,  # no proxy and no .netrc between the model and its user
            )
        return await self._client.request(method, self.url + path, json=body)

    def _read(self, response: httpx.Response) -> Any:
        status = response.status_code
        if status in (401, 403):
            raise DeskcheckError(f"{self.url} refuses the key (status {status}): put the right one into {KEY_VARIABLE}")
        if status in (408, 429) or status >= 500:
            raise _TryAgain(f"is not ready (status {status})", _retry_after(response))
        if status == 404:
            raise DeskcheckError(f"{self.url} is no completions server: it has no {response.request.url.path}")
        if status >= 400:
            raise Refused(f"{self.url} takes no such request (status {status}): {_short(response.text)}")
        try:
            return response.json()
        except ValueError as error:
            raise DeskcheckError(f"{self.url} answered what is no JSON: {_short(response.text)}") from error


class _LeftOut(ValueError):
    """Tokens are missing from an answer: llama.cpp leaves out those that end within a character.

    The scores of the first position do not depend on which token is taken there: one that stands for itself will do.
    """


def read_completion(data: Any, *, n_prompt: int) -> Completion:
    """Read an answer of vLLM's, or llama.cpp's, completions.

    Raises:
        ValueError: ids or scores are missing or do not fit together; or KeyError, TypeError and the like.
    """
    choice = data["choices"][0]
    logprobs = choice["logprobs"]
    if logprobs is None:
        raise _LeftOut("no token has scores")
    if "content" in logprobs:  # llama.cpp
        rows = logprobs["content"]
        n_tokens = data.get("usage", {}).get("completion_tokens", len(rows))
        if n_tokens != len(rows):
            raise _LeftOut(f"{len(rows)} of {n_tokens} tokens have scores")
        ids = tuple(int(row["id"]) for row in rows)
        scores = tuple({int(top["id"]): float(top["logprob"]) for top in row["top_logprobs"]} for row in rows)
    else:
        found = choice.get("token_ids")
        ids = tuple(int(id_) for id_ in found) if found is not None else tuple(map(_named_id, logprobs["tokens"]))
        tops = logprobs["top_logprobs"]
        own = logprobs["token_logprobs"]
        scores = tuple(
            _likeliest({_named_id(name): float(value) for name, value in top.items()} | {id_: float(mine)})
            for id_, top, mine in zip(ids, tops, own, strict=True)
        )
    if any(id_ < 0 for id_ in ids):
        raise ValueError("an id is negative")
    if not all(value < 1e-3 for row in scores for value in row.values()):  # also where it is not a number
        raise ValueError("a log-probability is above zero")
    prompt: tuple[Scores | None, ...] = ()
    if n_prompt:
        rows = choice["prompt_logprobs"] if choice.get("prompt_logprobs") is not None else data["prompt_logprobs"]
        prompt = tuple(
            _likeliest({int(id_): float(value["logprob"]) for id_, value in row.items()}) if row else None
            for row in rows
        )
        if len(prompt) != n_prompt:
            raise ValueError(f"{len(prompt)} scores for a prompt of {n_prompt} tokens")
    return Completion(ids, scores, prompt)


def _has_prompt_scores(data: Any) -> bool:
    """Whether an answer holds scores of the prompt; llama.cpp passes over what it does not know."""
    try:
        return "prompt_logprobs" in data or "prompt_logprobs" in data["choices"][0]
    except (KeyError, TypeError, IndexError):
        return True  # no completion at all


def _likeliest(row: Scores) -> Scores:
    """Leave out a token that was listed for being there, not for being likely: others may be likelier than it."""
    return dict(sorted(row.items(), key=lambda item: -item[1])[:TOP])


def _named_id(name: str) -> int:
    return int(name.removeprefix("token_id:"))


def _retry_after(response: httpx.Response) -> float:
    try:
        return min(_PAUSES_S[1], float(response.headers.get("Retry-After", 0)))
    except ValueError:
        return 0.0


def _reason(error: httpx.TransportError) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _short(data: object) -> str:
    text = " ".join(str(data).split())
    return text if len(text) <= 160 else text[:160] + "…"
