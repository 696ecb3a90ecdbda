"""A corpus of the user's own divergences: what `divergence_history.py` kept, as samples to train on."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from model_runtime.divergence_history import Kept, kept
from model_runtime.errors import DeskcheckError
from model_runtime.recorder import RecordingError, RecordingRequest, record_many
from model_runtime.trace.frames import Trace
from model_runtime.training.samples import Sample, reason_to_refuse, write_shard

SHARD = "history.jsonl.gz"
LICENCE = "LicenseRef-own"
PACKAGE = "own code"


def build_from_history(out: Path, *, history: Path | None = None, records: bool = False) -> dict[str, int]:
    """Write what was kept into a folder as one shard, each run once; gives counts by what became of the entries.

    Args:
        out: folder of the corpus.
        history: file to read, this user's own when left out.
        records: really run the calls that came without their run.

    Raises:
        DeskcheckError: there is no history, or nothing of it can be trained on.
    """
    counts: Counter[str] = Counter()
    samples: list[Sample] = []
    seen: set[tuple[str, str]] = set()
    entries = [entry for entry in kept(history) if not ((entry.source, entry.call) in seen or _note(seen, entry))]
    counts["runs kept"] = len(entries)
    for entry, trace in _traces(entries, records=records):
        if trace is None:
            counts["without a run (see --record)"] += 1
            continue
        reason = reason_to_refuse(trace)
        if reason is not None:
            counts[f"left out: {reason}"] += 1
            continue
        samples.append(_sample(entry, trace))
    if not samples:
        raise DeskcheckError(
            "nothing of the history can be trained on: " + ", ".join(f"{n} {w}" for w, n in counts.items())
        )
    counts["samples written"] = write_shard(out / SHARD, samples)
    return dict(counts)


def _note(seen: set[tuple[str, str]], entry: Kept) -> bool:
    seen.add((entry.source, entry.call))
    return False


def _traces(entries: list[Kept], *, records: bool) -> Iterator[tuple[Kept, Trace | None]]:
    yield from ((entry, entry.trace) for entry in entries if entry.trace is not None)
    bare = [entry for entry in entries if entry.trace is None]
    if not records:
        yield from ((entry, None) for entry in bare)
        return
    requests = (RecordingRequest(entry.source, entry.entry, entry.call, site_packages=True) for entry in bare)
    for entry, outcome in zip(bare, record_many(requests), strict=True):
        yield entry, None if isinstance(outcome, RecordingError) else outcome


def _sample(entry: Kept, trace: Trace) -> Sample:
    key = hashlib.sha256(f"{entry.source}/{entry.entry}".encode()).hexdigest()[:16]
    return Sample(entry.source, entry.entry, entry.call, trace, "package", PACKAGE, LICENCE, f"history/{key}")
