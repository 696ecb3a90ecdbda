"""The part of a long run that a model sees.

A small model is trained on short traces; behind a longer one it is slower and surer of the wrong thing. So when the
frames in its context have grown to the window's length, the context is written anew from fewer: the first frame, the
newest ones, and between them, for each activation that is still open, the one that shows its variables last. The
writer of that text shows every activation's locals in full where it first mentions it, so that nothing is lost but
history. What control flow and grammar know is not touched.
"""

from collections.abc import Callable, Iterable, Sequence

from model_runtime.trace.format import Dialect, FrameWriter, Segment
from model_runtime.trace.frames import TraceEvent, TraceFrame

Encode = Callable[[Iterable[Segment]], list[int]]


class TraceWindow:
    """The frames of one run, and how long each is."""

    def __init__(self, dialect: Dialect, encode: Encode, n_tokens: int | None) -> None:
        """Begin with no frame.

        Args:
            dialect: how frames are written.
            encode: segments to ids.
            n_tokens: longest trace in the context, prompt not counted; None: any.
        """
        self._dialect = dialect
        self._encode = encode
        self._n_tokens = n_tokens
        self._limit = n_tokens or 0
        self._frames: list[TraceFrame] = []
        self._sizes: list[int] = []
        self._total = 0

    def note(self, frame: TraceFrame, total: int) -> None:
        """Take in a frame; `total` is the length of the trace in the context with it, tokens."""
        self._frames.append(frame)
        self._sizes.append(total - self._total)
        self._total = total

    @property
    def is_full(self) -> bool:
        """Whether it is time to write the context anew."""
        return self._n_tokens is not None and self._total > self._limit

    def shortened(self) -> tuple[list[int], FrameWriter]:
        """Give the ids of the frames that are kept, at least the newest, and the writer that goes on behind them."""
        writer = FrameWriter(self._dialect)
        ids: list[int] = []
        for idx in self._kept():
            ids += self._encode(writer.write(self._frames[idx]))
        self._total = len(ids)
        self._limit = max(self._n_tokens or 0, 2 * len(ids))  # where values are long, not at every frame
        return ids, writer

    def _kept(self) -> Sequence[int]:
        assert self._n_tokens is not None
        start, n_tokens = len(self._frames) - 1, self._sizes[-1]
        while start > 1 and n_tokens + self._sizes[start - 1] <= self._n_tokens // 2:
            start -= 1
            n_tokens += self._sizes[start]
        return sorted({0, *self._open_before(start), *range(start, len(self._frames))})

    def _open_before(self, start: int) -> Iterable[int]:
        """Find the last frames before `start` that show the variables of activations still open there."""
        depth = self._frames[start].depth
        for idx in range(start - 1, 0, -1):
            frame = self._frames[idx]
            if frame.depth <= depth and frame.event in (TraceEvent.CALL, TraceEvent.LINE):
                yield idx
                depth = frame.depth - 1
            if depth < 0:
                return
