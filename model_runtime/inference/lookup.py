"""Where the newest tokens stood before: what came after them there is likely to come again.

As in arXiv 2304.04487, over the whole sequence so far. Knows ids only.
"""

from collections.abc import Sequence

MIN_SUFFIX = 2  # tokens that have to be the same
MAX_SUFFIX = 16
_N_TRIED = 32  # newest places that begin alike; the longest match among them counts


class SuffixLookup:
    """A growing sequence that finds the end of itself in itself."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._places: dict[tuple[int, int], list[int]] = {}  # pair of ids: where the token behind it stands

    def start(self, ids: Sequence[int]) -> None:
        """Begin anew with these ids."""
        self._ids, self._places = [], {}
        for id_ in ids:
            self.append(id_)

    def append(self, id_: int) -> None:
        """Go on with a token."""
        ids = self._ids
        if len(ids) >= MIN_SUFFIX:
            self._places.setdefault((ids[-2], ids[-1]), []).append(len(ids))
        ids.append(id_)

    def following(self, n_tokens: int) -> tuple[list[int], int]:
        """Give up to `n_tokens` ids behind the place that ends most alike, and how many tokens are the same there."""
        ids = self._ids
        best, longest = 0, 0
        places = self._places.get((ids[-2], ids[-1]), []) if len(ids) >= MIN_SUFFIX else []
        for place in reversed(places[-_N_TRIED:]):
            size = MIN_SUFFIX
            while size < min(MAX_SUFFIX, place) and ids[place - size - 1] == ids[-size - 1]:
                size += 1
            if size > longest:
                best, longest = place, size
        return ids[best : best + n_tokens] if longest else [], longest
