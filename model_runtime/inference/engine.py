"""The model behind a KV cache: forward, roll back. Knows tokens and tensors, nothing of frames."""

import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from transformers import CwmForCausalLM
from transformers.cache_utils import Cache

from model_runtime.inference.cache import roomy_cache
from model_runtime.inference.checkpoint import load_model
from model_runtime.inference.forward import Stretch, forward, is_spread, lay_out

# What transformers calls the cache that it is given: `past_key_values` until 5.40 takes the older name away.
CACHE_ARGUMENT = "cache" if "cache" in inspect.signature(CwmForCausalLM.forward).parameters else "past_key_values"


class SequenceEngine(Protocol):
    """What a decoder needs: one sequence that grows by forward passes and can be cut back."""

    n_tokens: int  # computed so far
    n_passes: int

    @property
    def max_positions(self) -> int:
        """Longest sequence the model was built for, tokens."""
        ...

    @property
    def n_cached(self) -> int:
        """Length of the sequence, tokens."""
        ...

    def begin(self, ids: Sequence[int]) -> int:
        """Keep what the sequence shares with `ids` from its start, all but the last of them; give how many that is."""
        ...

    def forward(self, ids: Sequence[int], *, n_logits: int = 1) -> Tensor:
        """Append ids and give the logits after the last `n_logits` of them: (n_logits, vocab), float32."""
        ...

    def rollback(self, n_keep: int) -> None:
        """Shorten the sequence to its first `n_keep` tokens."""
        ...


class Engine:
    """One model and the cache of one sequence, of which a next one that begins alike keeps the common part."""

    def __init__(self, model: CwmForCausalLM) -> None:
        self.model = model
        lay_out(model)
        self._cache = roomy_cache()
        self._ids: list[int] = []  # cached tokens
        self.n_tokens = 0  # tokens computed so far, all sequences
        self.n_passes = 0

    @classmethod
    def load(cls, path: Path, *, device: str, dtype: torch.dtype = torch.float32) -> "Engine":
        """Load a checkpoint folder onto a device."""
        return cls(load_model(path, device=device, dtype=dtype))

    @property
    def max_positions(self) -> int:
        """Longest sequence the model was built for, tokens."""
        return int(self.model.config.max_position_embeddings)

    @property
    def n_cached(self) -> int:
        """Length of the sequence, tokens."""
        return len(self._ids)

    def reset(self) -> None:
        """Forget the sequence."""
        self._cache = roomy_cache()
        self._ids = []

    def begin(self, ids: Sequence[int]) -> int:
        """Keep what the sequence shares with `ids` from its start, all but the last of them; give how many that is."""
        n_shared = self.n_shared(ids)
        self.rollback(n_shared)
        return n_shared

    @torch.inference_mode()
    def forward(self, ids: Sequence[int], *, n_logits: int = 1) -> Tensor:
        """Append ids and give the logits after the last `n_logits` of them: (n_logits, vocab), float32."""
        try:
            if is_spread(self.model):
                logits = self._forward_over_devices(ids, n_logits)
            else:
                (logits,) = forward(self.model, [Stretch(self._cache, self.n_cached, ids, n_logits)])
        except BaseException:  # some layers may have taken the ids in, others not
            self.reset()
            raise
        self.note(ids)
        return logits

    def _forward_over_devices(self, ids: Sequence[int], n_logits: int) -> Tensor:
        batch = torch.tensor([list(ids)], device=self.model.device)
        given = {CACHE_ARGUMENT: self._cache}
        found = self.model(batch, **given, use_cache=True, logits_to_keep=n_logits)
        logits: Tensor = found.logits[0].float()  # (n_logits, vocab)
        return logits

    @property
    def cache(self) -> Cache:
        """The keys and values of the sequence, for a pass that several engines share (`packed.py`)."""
        return self._cache

    def note(self, ids: Sequence[int]) -> None:
        """Take note of ids that a pass has put into the cache."""
        self._ids += ids
        self.n_tokens += len(ids)
        self.n_passes += 1

    def n_shared(self, ids: Sequence[int]) -> int:
        """Give how many tokens the sequence shares with `ids` from its start, leaving out the last of them."""
        n_shared = 0
        for mine, given in zip(self._ids, ids[:-1], strict=False):
            if mine != given:
                break
            n_shared += 1
        return n_shared

    def rollback(self, n_keep: int) -> None:
        """Shorten the sequence to its first `n_keep` tokens."""
        if n_keep == 0:
            self.reset()
        elif n_keep < self.n_cached:
            self._cache.crop(n_keep - self.n_cached)
            del self._ids[n_keep:]
