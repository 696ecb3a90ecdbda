"""Greedy decoding of frames under the grammar, draft and verify.

Forced text is not asked for: it waits in `pending` and rides along with the next forward pass. At a pick the model
decides only the tokens at which the options differ; in a hole the best token is taken that keeps the JSON string
whole. A forward pass that is needed takes a draft along: what the `FrameGuesser` expects next, up to several frames.
Its logits serve every token up to the first at which greedy decoding differs; there the cache is cut back and the next
draft begins. The frames are those that decoding without drafts gives (rule 5).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import torch
from torch import Tensor

from model_runtime.calibration import Evidence
from model_runtime.dissent import Dissent
from model_runtime.draft import Amend, Answer, Certainty, Guessed
from model_runtime.grammar import Choices, FrameChoice, Hole, Pick
from model_runtime.inference.engine import SequenceEngine
from model_runtime.inference.lookup import MIN_SUFFIX, SuffixLookup
from model_runtime.inference.tokenizer import TraceTokenizer, ValueCut
from model_runtime.trace.format import UNCHANGED, Segment, SegmentKind, structure


class Guess(Protocol):
    """What a frame is guessed to be (`FrameGuesser.following`)."""

    def __call__(
        self, answers: Sequence[Answer], partial: str = "", *, amend: Amend | None = None
    ) -> Iterator[Guessed]:
        """Give the guessed choices behind the answers so far."""
        ...


MAX_DRAFT = 64  # tokens; beyond that a token costs a CPU the same in any pass
FIRST_DRAFT = 32  # tokens, until a draft was right to its end: a pass over 64 costs a CPU a third more than over 32
MIN_DRAFT = 4  # tokens, after guesses that were wrong; on a GPU they cost next to nothing, and all are made
MAX_VALUE_TOKENS = 256
LONG_SUFFIX = 8  # tokens; so much alike, a value that left its guess rather goes on as that one did
_LONGEST_ESCAPE = 6  # `\\u0000`: what may still be open when a value reaches its limit
_UNLIKELY = -100.0  # score of what a server puts behind the best of the tokens that may follow
N_RANKED = 64  # tokens of a hole that are looked at before the whole vocabulary is sorted


class Cancelled(Exception):
    """The caller no longer wants the frame."""


class OutOfBudget(Exception):
    """The sequence or one value reached its limit; the message says which."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Guessed tokens that have been scored.

    `logits` are (len(ids) or one more, vocab), row i scoring the token after ids[:i]; `n_before` is the length of the
    sequence in front of them. The engine must have the draft cached when decoding leaves it.
    """

    ids: Sequence[int]
    logits: Tensor
    n_before: int


@dataclass(slots=True)
class DecodedFrame:
    """A frame, its tokens, and how probable each decision was to the model."""

    choice: FrameChoice | None  # None: the trace is over
    ids: list[int] = field(default_factory=list)
    values: dict[str, Evidence] = field(default_factory=dict)  # of what the model wrote, by name ("" for an arg)
    computed: set[str] = field(default_factory=set)  # names whose value was worked out, not predicted
    logprob: float = 0.0  # of all decisions of the frame, nats
    n_decided: int = 0
    agrees: bool | None = None  # with the guess at this frame; None: the guess ended before the frame

    def lean_on(self, working: "DecodedFrame") -> None:
        """Take into account that the frame was written behind a working, which is as likely to be wrong."""
        self.logprob += working.logprob
        self.n_decided += working.n_decided
        for name, seen in self.values.items():
            together = seen.logprob + working.logprob, seen.n_decided + working.n_decided
            self.values[name] = Evidence(*together, seen.agrees)

    @property
    def evidence(self) -> Evidence:
        """What was seen of the frame as a whole."""
        return Evidence(self.logprob, self.n_decided, self.agrees)


class FrameDecoder:
    """Decodes frames after whatever an engine has cached."""

    def __init__(
        self,
        engine: SequenceEngine,
        tokenizer: TraceTokenizer,
        *,
        max_positions: int,
        max_draft: int = MAX_DRAFT,
        min_draft: int = MIN_DRAFT,
    ) -> None:
        self._engine = engine
        self.max_draft = max_draft  # tokens; 0 decodes without drafts
        self._min_draft = min_draft
        self._reach = min(max_draft, FIRST_DRAFT)  # tokens of the next draft that are worth their arithmetic
        self._lookup = SuffixLookup()
        self.dissent = Dissent()
        self._tokenizer = tokenizer
        self._max_positions = min(max_positions, engine.max_positions)
        self._texts: dict[int, str] = {}
        self._char_cut = tokenizer.settings.value_cut is ValueCut.CHARACTERS
        self._special = frozenset(tokenizer.special_ids.values())
        self._value_ids = _value_ids(tokenizer) if self._char_cut else None
        self.pending: list[int] = []  # ids that the cache still lacks; empty while there is a draft
        self._draft: Draft | None = None
        self._n_accepted = 0  # tokens of the draft that are part of the sequence

    def start(self, ids: Sequence[int]) -> None:
        """Begin a sequence with these ids; what the one before shares with them is not computed again."""
        self._draft = None
        self._lookup.start(ids)
        self.pending = list(ids[self._engine.begin(ids) :])

    @property
    def n_tokens(self) -> int:
        """Length of the sequence, what is not computed yet included."""
        if self._draft is not None:
            return self._draft.n_before + self._n_accepted
        return self._engine.n_cached + len(self.pending)

    def forget(self, n_before: int, ids: Sequence[int]) -> None:
        """Cut the sequence back to its first `n_before` tokens, and go on with others."""
        self._engine.rollback(n_before)
        n_missing = n_before - self._engine.n_cached  # of them, not computed yet
        self.pending = [*self.pending[:n_missing], *ids]
        self._draft = None

    def append(self, ids: Sequence[int]) -> None:
        """Continue the sequence with given ids."""
        for id_ in ids:
            self.take(id_)

    def decode(
        self,
        choices: Choices,
        *,
        again: Callable[[], Choices] | None = None,
        draft: Draft | None = None,
        guess: Guess | None = None,
        assist: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> DecodedFrame:
        """Decode the next frame.

        Args:
            choices: the grammar's walk over it.
            again: begins that walk anew, for an engine that hands the grammar on.
            draft: tokens that have been scored already and that the sequence goes on from.
            guess: what is likely to follow the choices made so far, of which drafts are made.
            assist: take over what the guess is certain of, without asking the model.
            cancelled: asked between tokens.

        Raises:
            Cancelled: `cancelled` said so.
            OutOfBudget: a limit was reached in the middle of the frame.
        """
        if draft is not None:
            self._draft, self._n_accepted, self.pending = draft, 0, []
        expect = getattr(self._engine, "expect", None)
        if expect is not None and again is not None:
            expect(self.n_tokens, again)
        walk = _Walk(self, guess, assist=assist, cancelled=cancelled)
        try:
            item = next(choices)
            while True:
                answer = walk.answer(item)
                walk.items.append(item)
                walk.answers.append(answer)
                item = choices.send(answer)
        except StopIteration as stop:
            walk.frame.choice = stop.value
        walk.weigh()
        return walk.frame

    def logits(self, drafted: Callable[[], list[int]]) -> Tensor:
        """Give the logits of the next token: (vocab,). A forward pass, where one is needed, takes a draft along.

        Raises:
            OutOfBudget: the sequence is as long as the model or the request allows.
        """
        draft = self._draft
        if draft is not None and self._n_accepted < len(draft.logits):
            return draft.logits[self._n_accepted]
        room = self._max_positions - self._engine.n_cached - len(self.pending)
        if room < 0:
            raise OutOfBudget(f"the trace needs more than {self._max_positions} tokens")
        draft_room = getattr(self._engine, "draft_room", None)
        if draft_room is not None:
            room = min(room, draft_room(len(self.pending)))
        ids = drafted()[:room]
        logits = self._engine.forward([*self.pending, *ids], n_logits=len(ids) + 1)
        if ids:
            self._draft, self._n_accepted = Draft(ids, logits, self._engine.n_cached - len(ids)), 0
        self.pending = []
        return logits[0]

    def among(self, scores: Tensor, ids: Sequence[int], *, is_whole: bool = False) -> Tensor:
        """Give the scores of some tokens; where an engine knows none of them, those that it gives when asked.

        Args:
            scores: (vocab,), -inf for tokens that a server did not list.
            ids: the tokens that may follow.
            is_whole: give (vocab,) scores instead of (len(ids),) ones.
        """
        chosen = scores[list(ids)]
        best_of = getattr(self._engine, "best_of", None)
        if best_of is not None and bool(torch.isneginf(chosen).all()):
            best = best_of(self.n_tokens, ids)
            scores = torch.full_like(scores, _UNLIKELY)
            scores[best] = 0.0
        return scores if is_whole else scores[list(ids)]

    def take(self, id_: int) -> None:
        """Continue the sequence with a token, along the draft or away from it."""
        self._lookup.append(id_)
        draft, n = self._draft, self._n_accepted
        if draft is not None and n < len(draft.ids) and draft.ids[n] == id_:
            self._n_accepted += 1
            return
        if draft is not None:
            self._engine.rollback(draft.n_before + n)
            self._draft = None
            # What was accepted last time, and as much again, is tried next: a value that went its own way goes on so.
            is_whole = n == len(draft.ids)
            self._reach = max(FIRST_DRAFT, 2 * n) if is_whole else max(self._min_draft, 2 * n)
        self.pending.append(id_)

    @property
    def draft_limit(self) -> int:
        """How many tokens the next forward pass may take along."""
        return min(self._reach, self.max_draft)

    def look_ahead(self) -> None:
        """Leave behind what a value taught: structure is foreseen as well as before."""
        self._reach = max(self._reach, FIRST_DRAFT)

    def token_text(self, id_: int) -> str:
        """Give the text of a token, remembered."""
        text = self._texts.get(id_)
        if text is None:
            text = self._texts[id_] = self._tokenizer.token_text(id_)
        return text


class _Walk:
    """The state of decoding one frame."""

    def __init__(
        self, decoder: FrameDecoder, guess: Guess | None, *, assist: bool, cancelled: Callable[[], bool]
    ) -> None:
        self._decoder = decoder
        self._guess = guess
        self._cancelled = cancelled
        self.frame = DecodedFrame(None)
        self.items: list[Pick | Hole] = []
        self.answers: list[Answer] = []
        self._certain: Iterator[Guessed] | None = guess(self.answers, "") if guess and assist else None

    def answer(self, item: Pick | Hole) -> Answer:
        """Give the answer to one choice: what is certain of it, the rest as the model decides."""
        if self._cancelled():
            raise Cancelled
        known = next(self._certain, None) if self._certain else None
        answer = self._certain_answer(item, known) if known else None
        if answer is None:
            answer = self.pick(item) if isinstance(item, Pick) else self.fill(item)
        if known is None or known.answer != answer:
            self._certain = None  # the model went another way
        return answer

    def _certain_answer(self, item: Pick | Hole, known: Guessed) -> Answer | None:
        answer = known.answer
        if isinstance(item, Pick) and isinstance(answer, int) and known.certainty is Certainty.ALL:
            for id_ in self._decoder._tokenizer.encode(item.options[answer]):
                self._emit(id_)
            return answer
        if isinstance(item, Hole) and isinstance(answer, tuple) and known.certainty is not Certainty.NONE:
            self.frame.computed.add(item.role)
            ids = self._answer_ids(item, answer)
            n_closer = len(self._decoder._tokenizer.encode([structure(item.closers[answer[1]])]))
            for id_ in ids if known.certainty is Certainty.ALL else ids[:-n_closer]:
                self._emit(id_)
            if known.certainty is Certainty.ALL:
                return answer
            return answer[0], self.pick(Pick("name", tuple((structure(closer),) for closer in item.closers)))
        return None

    def pick(self, item: Pick) -> int:
        """Choose one option of a pick."""
        encode = self._decoder._tokenizer.encode
        options = [encode(option) for option in item.options]
        alive = list(range(len(options)))
        depth = 0
        while len(alive) > 1:
            heads = {options[idx][depth] for idx in alive}
            if len(heads) == 1:
                self._emit(heads.pop())
            else:
                logits = self._logits(partial(self._drafted_pick, options, alive, depth))
                ids = sorted(heads)
                scores = torch.log_softmax(self._decoder.among(logits, ids), 0)
                best = int(scores.argmax())
                self.frame.logprob += float(scores[best])
                self.frame.n_decided += 1
                self._emit(ids[best])
                alive = [idx for idx in alive if options[idx][depth] == ids[best]]
            depth += 1
        for id_ in options[alive[0]][depth:]:
            self._emit(id_)
        return alive[0]

    def fill(self, item: Hole) -> tuple[str, int]:
        """Fill a hole; gives the escaped text and the index of the closer.

        A value that reaches its limit is closed there, with confidence 0: the frame stays valid.
        """
        tokenizer = self._decoder._tokenizer
        closer_ids = {tokenizer.encode([structure(closer)])[0]: idx for idx, closer in enumerate(item.closers)}
        one_token = {
            id_: idx for id_, idx in closer_ids.items() if len(tokenizer.encode([structure(item.closers[idx])])) == 1
        }
        unchanged = tokenizer.encode([structure(UNCHANGED)]) if item.may_be_unchanged else []
        unchanged_id = unchanged[0] if len(unchanged) == 1 else None  # in several tokens it is text like any other
        text = ""
        logprob = 0.0
        for n_tokens in range(MAX_VALUE_TOKENS + _LONGEST_ESCAPE):
            if n_tokens >= MAX_VALUE_TOKENS and _is_whole(text):
                chosen = self.pick(Pick("name", tuple((structure(closer),) for closer in item.closers)))
                return self._filled(item, text, -math.inf, chosen, n_tokens)
            scores = torch.log_softmax(self._logits(partial(self._drafted_value, item, text)), 0)
            id_ = self._best_token(scores, text, item, one_token, unchanged_id if n_tokens == 0 else None)
            if torch.isneginf(scores[id_]):  # a server listed only tokens that cannot follow
                closing = one_token if _is_whole(text) else {}
                possible = [i for i in range(len(scores)) if i in closing or self._may_follow(i, text, item)]
                possible += [unchanged_id] if n_tokens == 0 and unchanged_id is not None else []
                scores = self._decoder.among(scores, possible, is_whole=True)
                id_ = int(scores.argmax())
            logprob += float(scores[id_])
            self._emit(id_)
            if id_ in one_token and _is_whole(text):  # behind a backslash a quote is text
                return self._filled(item, text, logprob, one_token[id_], n_tokens)
            text += self._decoder.token_text(id_)
            end = _closing_quote(text)
            if end is not None:  # a token that runs over the end of the value, as BPE vocabularies have them
                tail = text[end:]
                fits = [idx for idx, closer in enumerate(item.closers) if closer.startswith(tail)]
                remainders = tuple(_remainder(item.closers[idx][len(tail) :]) for idx in fits)
                return self._filled(item, text[:end], logprob, fits[self.pick(Pick("name", remainders))], n_tokens)
            if id_ == unchanged_id:
                chosen = self.pick(Pick("name", tuple((structure(closer),) for closer in item.closers)))
                return self._filled(item, text, logprob, chosen, n_tokens)
        raise OutOfBudget(f"a value needs more than {MAX_VALUE_TOKENS} tokens")

    def weigh(self) -> None:
        """Compare what was decided with what was guessed: where they agree, it is right more often."""
        if self._guess is None:
            return
        agrees: bool | None = True
        guessed = self._guess((), "")
        for idx, (item, answer) in enumerate(zip(self.items, self.answers, strict=True)):
            guess = next(guessed, None)
            if guess is None:
                agrees = None if agrees else agrees
                guessed = self._guess(self.answers[: idx + 1], "")
            else:
                self._decoder.dissent.note(guess, answer)
                if guess.answer != answer:
                    agrees = False
                    guessed = self._guess(self.answers[: idx + 1], "")
            if isinstance(item, Hole) and item.role in self.frame.values and guess is not None:
                seen = self.frame.values[item.role]
                is_same = isinstance(answer, tuple) and isinstance(guess.answer, tuple) and guess.answer[0] == answer[0]
                self.frame.values[item.role] = replace(seen, agrees=is_same)
        self.frame.agrees = agrees

    def _filled(self, item: Hole, text: str, logprob: float, closer: int, n_tokens: int) -> tuple[str, int]:
        self.frame.values[item.role] = Evidence(logprob, n_tokens + 1)
        self.frame.logprob += logprob
        self.frame.n_decided += 1
        return text, closer

    def _best_token(
        self, scores: Tensor, text: str, item: Hole, one_token: dict[int, int], unchanged_id: int | None
    ) -> int:
        n_ranked = N_RANKED
        while True:
            ranked = torch.topk(scores, min(n_ranked, len(scores))).indices.tolist()
            for id_ in ranked:
                if id_ in one_token and _is_whole(text):
                    return int(id_)
                if id_ == unchanged_id or self._may_follow(id_, text, item):
                    return int(id_)
            if n_ranked >= len(scores):
                raise OutOfBudget("no token of the vocabulary can continue a value")
            n_ranked = len(scores)

    def _may_follow(self, id_: int, text: str, item: Hole) -> bool:
        decoder = self._decoder
        if id_ in decoder._special or id_ >= decoder._tokenizer.n_tokens:
            return False
        if decoder._value_ids is not None and id_ not in decoder._value_ids:
            return False
        piece = decoder.token_text(id_)
        if not piece or "�" in piece or any(char < " " for char in piece):
            return False
        combined = text + piece
        end = _closing_quote(combined)
        if end is None:
            return _escapes_are_possible(combined)
        if decoder._value_ids is not None:  # values cut by characters are closed by structure tokens alone
            return False
        return _is_whole(combined[:end]) and any(closer.startswith(combined[end:]) for closer in item.closers)

    def _logits(self, drafted: Callable[[], list[int]]) -> Tensor:
        if self._cancelled():
            raise Cancelled
        return self._decoder.logits(drafted)

    def _emit(self, id_: int) -> None:
        self._decoder.take(id_)
        self.frame.ids.append(id_)

    def _drafted_pick(self, options: Sequence[Sequence[int]], alive: Sequence[int], depth: int) -> list[int]:
        """Draft the rest of a pick of which `depth` tokens are decided, and what follows it."""
        self._decoder.look_ahead()
        guessed = self._likely(self.answers)
        first = next(guessed, None)
        answer = first.answer if first else None
        if not isinstance(answer, int):
            return []
        if answer not in alive:  # the model has gone another way
            answer = self._option_of_before(options, alive, depth)
            if answer is None:
                return []
            guessed = self._likely([*self.answers, answer])
        return self._extended(list(options[answer][depth:]), guessed)

    def _likely(self, answers: Sequence[Answer], text: str = "") -> Iterator[Guessed]:
        """Give what the model is likely to choose from here on."""
        return self._guess(answers, text, amend=self._decoder.dissent.amended) if self._guess else iter(())

    def _option_of_before(self, options: Sequence[Sequence[int]], alive: Sequence[int], depth: int) -> int | None:
        """Give the option that was taken where the sequence ended like this before."""
        rests = {idx: list(options[idx][depth:]) for idx in alive}
        ids, _ = self._decoder._lookup.following(max(map(len, rests.values())))
        fitting = [idx for idx, rest in rests.items() if rest and ids[: len(rest)] == rest]
        return max(fitting, key=lambda idx: len(rests[idx]), default=None)

    def _drafted_value(self, item: Hole, text: str) -> list[int]:
        """Draft the rest of a value whose text so far is known, and what follows it."""
        if self._guess is None:
            return []
        guessed = self._likely(self.answers, text)
        first = next(guessed, None)
        answer = first.answer if first else None
        if isinstance(answer, tuple) and answer[0].startswith(text):
            is_plain = not text or self._is_foreseen(text)
            found = None if is_plain else self._looked_up(item, text, LONG_SUFFIX)
            if found is None:
                return self._extended(self._answer_ids(item, (answer[0][len(text) :], answer[1])), guessed)
        else:
            found = self._looked_up(item, text, MIN_SUFFIX)
        if found is None:
            return []
        ids, answer = found
        return ids if answer is None else self._extended(ids, self._likely([*self.answers, answer]))

    def _is_foreseen(self, text: str) -> bool:
        """Whether the value so far is as it was guessed before it began."""
        first = next(self._likely(self.answers), None)
        return first is not None and isinstance(first.answer, tuple) and first.answer[0].startswith(text)

    def _looked_up(self, item: Hole, text: str, n_alike: int) -> tuple[list[int], Answer | None] | None:
        """Draft a value from where the sequence ended like this before, up to its end if that is near.

        None where not even `n_alike` tokens are the same.
        """
        decoder = self._decoder
        ids, n_same = decoder._lookup.following(decoder.draft_limit)
        if n_same < n_alike:
            return None
        closers = {decoder._tokenizer.encode([structure(closer)])[0]: idx for idx, closer in enumerate(item.closers)}
        for n, id_ in enumerate(ids):
            if id_ in closers:
                answer = text + "".join(map(decoder.token_text, ids[:n])), closers[id_]
                if not _is_value(answer[0]):
                    return (ids[:n], None) if n else None
                return [*ids[:n], *decoder._tokenizer.encode([structure(item.closers[answer[1]])])], answer
            if id_ in decoder._special:
                return (ids[:n], None) if n else None
        return ids, None

    def _extended(self, ids: list[int], guessed: Iterator[Guessed]) -> list[int]:
        """Go on with guessed choices as far as a draft may go."""
        for item, answer, *_ in guessed:
            if len(ids) >= self._decoder.draft_limit:
                break
            if isinstance(item, Pick) and isinstance(answer, int):
                ids += self._decoder._tokenizer.encode(item.options[answer])
            elif isinstance(item, Hole) and isinstance(answer, tuple):
                ids += self._answer_ids(item, answer)
        return ids[: self._decoder.draft_limit]

    def _answer_ids(self, item: Hole, answer: tuple[str, int]) -> list[int]:
        text, closer = answer
        is_unchanged = item.may_be_unchanged and text == UNCHANGED
        value = structure(UNCHANGED) if is_unchanged else Segment(SegmentKind.VALUE, text)
        pieces = ([value] if text else []) + [structure(item.closers[closer])]
        return self._decoder._tokenizer.encode(pieces)


def _remainder(text: str) -> tuple[Segment, ...]:
    return (Segment(SegmentKind.STRUCTURE, text),) if text else ()


def _value_ids(tokenizer: TraceTokenizer) -> frozenset[int]:
    """Give the ids that a value cut by characters can consist of: single characters and words."""
    ids = set()
    for spelled, id_ in tokenizer.vocabulary().items():
        is_word = spelled.isascii() and spelled.replace("_", "a").isalpha()
        if is_word or spelled == "Ġ" or (len(spelled) == 1 and spelled.isascii()):
            ids.add(id_)
    return frozenset(ids)


def _closing_quote(text: str) -> int | None:
    """Give the index of the first quote that no backslash escapes, None when there is none."""
    idx = 0
    while idx < len(text):
        if text[idx] == "\\":
            idx += 2
            continue
        if text[idx] == '"':
            return idx
        idx += 1
    return None


def _is_value(text: str) -> bool:
    """Whether a text is what stands between the quotes of a JSON string."""
    return _is_whole(text) and _escapes_are_possible(text) and _closing_quote(text) is None and "\n" not in text


def _is_whole(text: str) -> bool:
    """Whether no escape is open at the end of `text`."""
    idx = 0
    while idx < len(text):
        if text[idx] != "\\":
            idx += 1
        elif idx + 1 >= len(text):
            return False
        else:
            idx += 6 if text[idx + 1] == "u" else 2
    return idx == len(text)


def _escapes_are_possible(text: str) -> bool:
    """Whether every escape of `text` is one JSON knows, as far as it goes."""
    idx = text.find("\\")
    while idx != -1:
        kind = text[idx + 1 : idx + 2]
        if kind and kind not in '"\\/bfnrtu':
            return False
        if kind == "u" and not all(char in "0123456789abcdefABCDEF" for char in text[idx + 2 : idx + 6]):
            return False
        idx = text.find("\\", idx + (6 if kind == "u" else 2))
    return True
