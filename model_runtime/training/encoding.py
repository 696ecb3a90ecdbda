"""A recorded corpus in the tokens of a checkpoint: its traces, and for a model that works lines out its operations."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from model_runtime.inference.checkpoint import load_tokenizer, read_settings
from model_runtime.program.parser import parse
from model_runtime.training.examples import encode_trace
from model_runtime.training.operations import KIND, Operations
from model_runtime.training.packed import PackedExample, fingerprint_of, write_pack
from model_runtime.training.samples import read_corpus
from model_runtime.training.worked_examples import make_worked_example, workings

UNCUT = 1 << 30  # tokens
OPERATIONS_SHARE = 0.7  # tokens of operations alone for each token of traces


def encode_corpus(folder: Path, start: Path, *, split: str | None, max_tokens: int) -> Iterator[PackedExample]:
    """Cut the samples of a recorded corpus into the tokens of a checkpoint; those that do not fit are left out.

    For a checkpoint that works lines out, samples have workings, and behind them come operations alone.

    Raises:
        DeskcheckError: the corpus is missing or damaged.
    """
    tokenizer, settings = load_tokenizer(start), read_settings(start)
    found: defaultdict[str, Operations] = defaultdict(Operations)
    n_tokens: Counter[str] = Counter()
    for sample in read_corpus(folder, split=split):
        frames = sample.trace.frames
        worked = list(workings(parse(sample.source), frames)) if settings.scratchpad else []
        found[sample.split].add(answered for steps in worked for answered in steps)
        example = make_worked_example(
            sample.source,
            frames,
            tokenizer,
            dialect=settings.dialect,
            kind=sample.kind,
            max_tokens=max_tokens,
            worked=worked,
            rng=random.Random(f"{sample.function_key}/{sample.call}"),
        )
        if example is not None:
            n_tokens[sample.split] += len(example.ids)
            yield PackedExample(sample.function_key, sample.split, example)
    for side, operations in sorted(found.items()):
        n_left = OPERATIONS_SHARE * n_tokens[side]
        for number, example in enumerate(operations.examples(tokenizer, random.Random(side))):
            if n_left <= 0:
                break
            n_left -= len(example.ids)
            yield PackedExample(f"{KIND}:{side}:{number}", side, example)


def count_tokens(folder: Path, start: Path) -> dict[tuple[str, str], int]:
    """Count the tokens of the traces of a recorded corpus by kind and source, uncut, as a checkpoint cuts them.

    The source is the package of a real function, else the kind.

    Raises:
        DeskcheckError: the corpus is missing or damaged.
    """
    tokenizer, dialect = load_tokenizer(start), read_settings(start).dialect
    counts: Counter[tuple[str, str]] = Counter()
    for sample in read_corpus(folder):
        encoded = encode_trace(sample.source, sample.trace.frames, tokenizer, dialect=dialect, max_tokens=UNCUT)
        source = sample.function_key.partition(":")[0] if sample.kind in ("package", "stdlib") else sample.kind
        counts[sample.kind, source] += len(encoded.ids) if encoded is not None else 0
    return dict(counts.most_common())


def pack(corpora: Iterable[Path], start: Path, out: Path, *, max_tokens: int) -> dict[str, Any]:
    """Pack corpora for a checkpoint into a folder that travels well, and give its facts.

    Raises:
        DeskcheckError: a corpus is missing or damaged.
    """
    encoded = (one for folder in corpora for one in encode_corpus(folder, start, split=None, max_tokens=max_tokens))
    return write_pack(out, encoded, fingerprint=fingerprint_of(start))
