"""A KV cache with room to grow: appending writes in place, cutting back only moves its end.

transformers' `DynamicCache` copies all keys and values of the sequence at every append; with drafts that is every
pass, and the cost of a frame grows with the trace.
"""

import torch
from transformers.cache_utils import Cache, DynamicLayer

_FIRST_ROOM = 256  # positions


class RoomyLayer(DynamicLayer):  # type: ignore[misc]
    """One layer's keys and values: views of buffers that are longer than the sequence."""

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *_args: object, **_kwargs: object
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Append (batch, heads, n, head_dim) keys and values, and give those of the whole sequence."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
            self._buffers = (key_states[:, :, :0], value_states[:, :, :0])
        start = self.get_seq_length()
        end = start + key_states.shape[-2]
        if end > self._buffers[0].shape[-2]:
            self._grow(max(_FIRST_ROOM, 2 * end), start)
        for buffer, states in zip(self._buffers, (key_states, value_states), strict=True):
            buffer[:, :, start:end] = states
        self.keys, self.values = (buffer[:, :, :end] for buffer in self._buffers)
        return self.keys, self.values

    def _grow(self, n_positions: int, n_kept: int) -> None:
        grown = []
        for buffer in self._buffers:
            batch, heads, _, size = buffer.shape
            larger = buffer.new_empty((batch, heads, n_positions, size))
            larger[:, :, :n_kept] = buffer[:, :, :n_kept]
            grown.append(larger)
        self._buffers = (grown[0], grown[1])


def roomy_cache() -> Cache:
    """Make an empty cache that keeps every position, so that it rolls back to any depth."""
    return Cache(layer_class_to_replicate=RoomyLayer)
