"""The training corpus: really recorded calls of many functions, from five sources.

A build joins hand-written *seeds* (with variants), programs of the random *generator*, *drills*, functions of the
standard library and of *packages*. Every sample is one source and one call, run by the recorder; nothing is imagined.
Samples that come near a benchmark program are dropped (see `decontamination`), and those that are too long, too wide or
not reproducible.

Work is cut into units, one shard each. A unit depends only on the options and its input, so a build that was
interrupted continues with the missing shards, and a new build with the same options gives the same samples (other
people's tests, whose calls are noted under a time limit, are noted once and kept in the cache folder).
"""

import contextlib
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from model_runtime.recorder import RecordingLimits, RecordingRequest, record_many
from model_runtime.trace.frames import NO_LOCALS, Outcome, Trace, TraceEvent, Value
from model_runtime.training.candidates import Candidate, generated_candidates, real_candidates, seed_candidates
from model_runtime.training.decontamination import SHIPPED_FINGERPRINT, Decontaminator, normalised_functions
from model_runtime.training.drills import drill_candidates
from model_runtime.training.harvest import (
    STDLIB,
    HarvestedFunction,
    PackageSpec,
    harvest,
    load_functions,
    save_functions,
)
from model_runtime.training.packages import specs as package_specs
from model_runtime.training.samples import (
    MAX_FRAMES,
    MAX_VALUE_CHARS,
    Kind,
    Sample,
    choose_traces,
    read_corpus,
    reason_to_refuse,
    split_of,
    value_kind,
    write_shard,
)

__all__ = [
    "BuildProgress",
    "CorpusOptions",
    "CorpusReport",
    "FingerprintOptions",
    "Sample",
    "build",
    "fingerprint",
    "read_corpus",
    "report",
    "write_shard",
]

SEEDS = Path(__file__).parent / "seeds"
DECONTAMINATION = ("equal", "overlap")  # reasons of `Decontaminator.reason_to_drop`
MAX_RAISED_SHARE = 0.12  # of the samples of a shard
GENERATED_BLOCK = 250  # programs in one shard
DRILL_BLOCK = 1_000  # drills in one shard
DRILLING = ("drills", "arguments", "names")  # modules that drills depend on
GENERATING = ("generator", "expressions", "arguments", "names")  # modules that generated programs depend on
VARYING = ("mutation", "arguments", "names")  # modules that calls and variants of functions depend on
GUESSING = (*VARYING, "parameter_types")  # and those of real ones
LIMITS = RecordingLimits(
    cpu_s=2.0, wall_s=15.0, memory_mb=512, max_frames=MAX_FRAMES + 1, value_chars=MAX_VALUE_CHARS + 1
)


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """What a build takes in and where it writes."""

    out: Path
    seeds: Path = SEEDS
    packages: Path | None = None  # folder that `fetch` filled; None: no packages
    package_names: tuple[str, ...] | None = None  # None: all that are there
    stdlib: bool = True
    n_generated: int = 3_000
    n_drills: int = 2_000
    cache: Path | None = None  # noted calls of tests; None: a folder inside `out`
    benchmarks: tuple[Path, ...] = ()  # empty: the shipped fingerprint
    seed: int = 1
    random_calls: int = 4  # for each seed, beside its pins
    variants: int = 2  # renamed or mutated versions of each seed
    real_variants: int = 1  # and of each short real function
    inputs_per_function: int = 8
    jobs: int = 1  # processes


@dataclass(frozen=True, slots=True)
class FingerprintOptions:
    """Which benchmarks to hash and where to write the hashes."""

    benchmarks: tuple[Path, ...]
    out: Path = SHIPPED_FINGERPRINT


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a build is; given once a unit."""

    unit: str
    done: int
    total: int
    samples: int  # of this unit
    was_there: bool


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What one source gave: a package, the standard library, or one of our own kinds."""

    licence: str
    functions: int
    samples: int
    frames: int


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a corpus holds."""

    samples: int
    heldout: int
    functions: int
    frames: int
    samples_by_kind: Mapping[str, int]
    functions_by_kind: Mapping[str, int]
    frames_by_kind: Mapping[str, int]
    samples_by_licence: Mapping[str, int]
    frames_by_licence: Mapping[str, int]
    functions_by_package: Mapping[str, int]
    sources: Mapping[str, SourceCounts]
    events: Mapping[str, int]  # frames by event
    outcomes: Mapping[str, int]
    value_kinds: Mapping[str, int]  # of locals, when they change
    lengths: Mapping[str, int]  # samples by number of frames
    refused: Mapping[str, int]  # sources and runs left out, by reason
    decontaminated: Mapping[str, int]  # of those, sources that come near a benchmark, by how


Progress = Callable[[BuildProgress], None]


# ---------------------------------------------------------------- building


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece of work that becomes one shard."""

    name: str
    fingerprint: str  # of everything its samples depend on
    candidates: Callable[[], Iterable[Candidate]]
    functions: Callable[[], frozenset[str]] | None = None  # of real code: digests, which later units leave out


@dataclass(slots=True)
class _Tally:
    """What happened while a unit was built."""

    refused: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    raised: int = 0
    seen: list[str] = field(default_factory=list)  # digests of accepted sources


def build(options: CorpusOptions, progress: Progress = lambda _: None) -> CorpusReport:
    """Build a corpus, or what is missing of it, with `options.jobs` processes.

    Raises:
        DeskcheckError: an input is missing or unreadable.
    """
    decontaminator = (
        Decontaminator.from_benchmarks(options.benchmarks)
        if options.benchmarks
        else Decontaminator.from_fingerprint(SHIPPED_FINGERPRINT)
    )
    options.out.mkdir(parents=True, exist_ok=True)
    units = list(_units(options))
    cards = {unit.name: _current_card(unit, options.out) for unit in units}
    n_done = 0
    for unit in units:
        if (card := cards[unit.name]) is not None:
            n_done += 1
            progress(BuildProgress(unit.name, n_done, len(units), card["samples"], was_there=True))
    stale = [unit for unit in units if cards[unit.name] is None]
    real = [unit for unit in stale if unit.functions is not None]
    found = dict(_each(_functions_of, [(unit,) for unit in real], jobs=options.jobs))
    tasks = []
    seen: frozenset[str] = frozenset()
    for unit in units:
        if cards[unit.name] is None:
            tasks.append((unit, options.out, decontaminator, seen if unit.functions is not None else frozenset()))
        seen |= found.get(unit.name, frozenset((cards[unit.name] or {}).get("seen", ())))
    for name, n_samples in _each(_build_unit, tasks, jobs=options.jobs):
        n_done += 1
        progress(BuildProgress(name, n_done, len(units), n_samples, was_there=False))
    return report(options.out)


def _functions_of(unit: _Unit) -> tuple[str, frozenset[str]]:
    return unit.name, unit.functions() if unit.functions is not None else frozenset()


def _build_unit(unit: _Unit, out: Path, decontaminator: Decontaminator, seen: frozenset[str]) -> tuple[str, int]:
    """Write the shard and the card of a unit, leaving out functions whose digest is in `seen`."""
    tally = _Tally()
    write_shard(out / f"{unit.name}.jsonl.gz", _samples_of(unit, decontaminator, seen, tally))
    card = {"fingerprint": unit.fingerprint, "samples": tally.kept, "refused": tally.refused, "seen": tally.seen}
    (out / f"{unit.name}.json").write_text(json.dumps(card), encoding="utf-8")
    return unit.name, tally.kept


def _current_card(unit: _Unit, out: Path) -> dict[str, Any] | None:
    """Read the card of a unit whose shard is there and was made from the same; else None."""
    card = _read_card(out / f"{unit.name}.json") if (out / f"{unit.name}.jsonl.gz").exists() else None
    return card if card is not None and card["fingerprint"] == unit.fingerprint else None


_Result = TypeVar("_Result")


def _each(function: Callable[..., _Result], tasks: Sequence[tuple[Any, ...]], *, jobs: int) -> Iterator[_Result]:
    """Call a function for each tuple of arguments, in `jobs` processes; results come as they are ready."""
    if jobs == 1 or len(tasks) < 2:
        yield from (function(*task) for task in tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        futures = [pool.submit(function, *task) for task in tasks]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            for future in futures:
                future.cancel()


def report(folder: Path) -> CorpusReport:
    """Count what a corpus holds.

    Raises:
        DeskcheckError: the folder holds no corpus.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    functions: dict[tuple[str, str], set[str]] = defaultdict(set)
    licences: dict[str, str] = {}
    for sample in read_corpus(folder):
        n_frames = len(sample.trace.frames)
        counts["split"][sample.split] += 1
        counts["samples"][sample.kind] += 1
        counts["frames"][sample.kind] += n_frames
        counts["licence"][sample.licence] += 1
        counts["licence frames"][sample.licence] += n_frames
        counts["outcome"][sample.trace.outcome.value] += 1
        counts["length"][next(label for bound, label in _LENGTHS if n_frames <= bound)] += 1
        functions[(sample.kind, sample.package)].add(sample.function_key)
        source = sample.package or sample.kind
        licences[source] = sample.licence
        counts["source samples"][source] += 1
        counts["source frames"][source] += n_frames
        counts["events"].update(frame.event.value for frame in sample.trace.frames)
        counts["values"].update(_changed_value_kinds(sample.trace))
    by_kind: Counter[str] = Counter()
    for (kind, _), keys in functions.items():
        by_kind[kind] += len(keys)
    refused: Counter[str] = Counter()
    for card in sorted(folder.glob("*.json")):
        refused.update((_read_card(card) or {}).get("refused", {}))
    return CorpusReport(
        samples=counts["split"].total(),
        heldout=counts["split"]["heldout"],
        functions=by_kind.total(),
        frames=counts["frames"].total(),
        samples_by_kind=dict(counts["samples"]),
        functions_by_kind=dict(by_kind),
        frames_by_kind=dict(counts["frames"]),
        samples_by_licence=dict(counts["licence"].most_common()),
        frames_by_licence=dict(counts["licence frames"].most_common()),
        functions_by_package={package: len(keys) for (_, package), keys in sorted(functions.items()) if package},
        sources={
            package or kind: SourceCounts(
                licences[package or kind],
                len(keys),
                counts["source samples"][package or kind],
                counts["source frames"][package or kind],
            )
            for (kind, package), keys in sorted(functions.items())
        },
        events=dict(counts["events"].most_common()),
        outcomes=dict(counts["outcome"]),
        value_kinds=dict(counts["values"].most_common()),
        lengths={label: counts["length"][label] for _, label in _LENGTHS if counts["length"][label]},
        refused=dict(refused.most_common()),
        decontaminated={reason: refused[reason] for reason in DECONTAMINATION},
    )


_LENGTHS = ((8, "3-8"), (16, "9-16"), (32, "17-32"), (64, "33-64"), (10**9, "65-120"))


def fingerprint(options: FingerprintOptions) -> Decontaminator:
    """Hash benchmark files and write the hashes.

    Raises:
        DeskcheckError: a benchmark file is missing or unreadable.
    """
    decontaminator = Decontaminator.from_benchmarks(options.benchmarks)
    decontaminator.write_fingerprint(options.out)
    return decontaminator


def _samples_of(unit: _Unit, decontaminator: Decontaminator, seen: Set[str], tally: _Tally) -> Iterator[Sample]:
    accepted = _accepted(unit, decontaminator, seen, tally)
    for candidate, traces in _recorded(accepted):
        kept = []
        for trace in traces:
            reason = "unusable call" if trace is None else reason_to_refuse(trace)
            if trace is None or reason is not None:
                tally.refused[reason or ""] += 1
            else:
                kept.append(trace)
        n_returned = sum(trace.outcome is Outcome.RETURNED for trace in kept)
        allowed = int(MAX_RAISED_SHARE * (tally.kept + min(n_returned, candidate.limit) + 1)) - tally.raised
        for trace in choose_traces(kept, limit=candidate.limit, raised_allowed=max(0, allowed)):
            tally.kept += 1
            tally.raised += trace.outcome is Outcome.RAISED
            yield Sample(
                source=candidate.source,
                entry=candidate.entry,
                call=trace.call,
                trace=trace,
                kind=candidate.kind,
                package=candidate.package,
                licence=candidate.licence,
                function_key=candidate.function_key,
                split=split_of(candidate.function_key, candidate.package),
            )


def _accepted(unit: _Unit, decontaminator: Decontaminator, seen: Set[str], tally: _Tally) -> Iterator[Candidate]:
    """Leave out candidates that come near a benchmark, or that another package had already, and all their variants."""
    own: set[str] = set()
    left_out: set[str] = set()
    for candidate in unit.candidates():
        try:
            reason = decontaminator.reason_to_drop(candidate.source)
            digest = _source_digest(candidate.source)
        except (SyntaxError, ValueError, RecursionError):
            reason, digest = "not Python", ""
        if candidate.function_key in left_out:
            reason = "variant of one left out"
        elif (
            reason is None
            and unit.functions is not None
            and not candidate.is_variant
            and (digest in seen or digest in own)
        ):
            reason = "repeated function"
        if reason is not None:
            tally.refused[reason] += 1
            left_out.add(candidate.function_key)
            continue
        if unit.functions is not None and not candidate.is_variant:
            own.add(digest)
            tally.seen.append(digest)
        yield candidate


def _recorded(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, list[Trace | None]]]:
    """Record the calls of candidates through one child process; None where a call is unusable."""
    waiting: list[Candidate] = []

    def requests() -> Iterator[RecordingRequest]:
        for candidate in candidates:
            if candidate.calls:
                waiting.append(candidate)
            for call in candidate.calls:
                yield RecordingRequest(candidate.source, candidate.entry, call, limits=LIMITS)

    traces: list[Trace | None] = []
    for outcome in record_many(requests()):
        traces.append(outcome if isinstance(outcome, Trace) else None)
        if len(traces) == len(waiting[0].calls):
            yield waiting.pop(0), traces
            traces = []


def _read_card(path: Path) -> dict[str, Any] | None:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return card if isinstance(card, dict) and "fingerprint" in card else None


def _changed_value_kinds(trace: Trace) -> Iterator[str]:
    before: dict[int, Mapping[str, Value]] = {}
    for frame in trace.frames:
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            known = before.get(frame.activation, NO_LOCALS)
            for name, value in frame.locals.items():
                if known.get(name) != value:
                    yield value_kind(value)
            before[frame.activation] = frame.locals


# ---------------------------------------------------------------- units


def _units(options: CorpusOptions) -> Iterator[_Unit]:
    settings = asdict(options)
    names = ("seed", "random_calls", "variants", "real_variants", "inputs_per_function")
    common = [[settings[name] for name in names], [str(path) for path in options.benchmarks]]
    for path in sorted(options.seeds.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        candidates = partial(
            seed_candidates,
            path.stem,
            text,
            seed=options.seed,
            random_calls=options.random_calls,
            variants=options.variants,
        )
        yield _Unit(f"seeds-{path.stem}", _digest(common, text, _code_digest(*VARYING)), candidates)
    for start in range(0, options.n_generated, GENERATED_BLOCK):
        n_programs = min(GENERATED_BLOCK, options.n_generated - start)
        candidates = partial(generated_candidates, start, n_programs, seed=options.seed)
        digest = _digest(common, [start, n_programs], _code_digest(*GENERATING))
        yield _Unit(f"generated-{start // GENERATED_BLOCK:04d}", digest, candidates)
    for start in range(0, options.n_drills, DRILL_BLOCK):
        n_drills = min(DRILL_BLOCK, options.n_drills - start)
        digest = _digest(common, [start, n_drills], _code_digest(*DRILLING))
        candidates = partial(drill_candidates, start, n_drills, seed=options.seed)
        yield _Unit(f"drills-{start // DRILL_BLOCK:04d}", digest, candidates)
    specs = [STDLIB] if options.stdlib else []
    if options.packages is not None:
        specs += package_specs(options.packages, options.package_names)
    for spec in specs:
        digest = _digest(common, asdict(spec), _code_digest(*GUESSING))
        digests = partial(_digests_of_real, spec, options)
        yield _Unit(f"real-{spec.name}", digest, partial(_real, spec, options), digests)


def _real(spec: PackageSpec, options: CorpusOptions) -> Iterator[Candidate]:
    kind: Kind = "stdlib" if spec is STDLIB else "package"
    return real_candidates(
        _harvested(spec, options),
        kind,
        seed=options.seed,
        inputs_per_function=options.inputs_per_function,
        variants=options.real_variants,
    )


def _digests_of_real(spec: PackageSpec, options: CorpusOptions) -> frozenset[str]:
    found = set()
    for function in _harvested(spec, options):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            found.add(_source_digest(function.source))
    return frozenset(found)


def _source_digest(source: str) -> str:
    return hashlib.sha256(repr(normalised_functions(source)).encode()).hexdigest()[:16]


def _harvested(spec: PackageSpec, options: CorpusOptions) -> list[HarvestedFunction]:
    path = (options.cache or options.out / "harvest") / f"{spec.name}.jsonl"
    if not path.exists():
        folder = options.packages / spec.name if options.packages and spec is not STDLIB else None
        save_functions(harvest(spec, folder), path)
    return load_functions(path)


def _code_digest(*modules: str) -> str:
    """Hash modules that decide what becomes a sample, so that a changed one makes its shards anew."""
    texts = [(Path(__file__).parent / f"{name}.py").read_bytes() for name in (*modules, "candidates", "samples")]
    return hashlib.sha256(b"".join(texts)).hexdigest()


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]
