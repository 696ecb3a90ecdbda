"""What `evaluate`, `corpus` and `train` do: options to requests, progress to standard error."""

import json
import logging
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from model_runtime.cli_traces import write_json
from model_runtime.errors import DeskcheckError
from model_runtime.training import corpus as corpora

logger = logging.getLogger(__name__)


def build_corpus(*, package_names: tuple[str, ...], benchmarks: tuple[Path, ...], **options: Any) -> None:
    """Record a corpus and report what it holds.

    Raises:
        DeskcheckError: an input is missing.
    """
    chosen = corpora.CorpusOptions(package_names=package_names or None, benchmarks=benchmarks, **options)
    _write_report(corpora.build(chosen, progress=_show_unit))


def report_corpus(folder: Path, *, as_json: bool) -> None:
    """Report what a corpus holds.

    Raises:
        DeskcheckError: the folder holds no corpus.
    """
    report = corpora.report(folder)
    if as_json:
        write_json({"schema": "deskcheck.corpus/1", **asdict(report)})
    else:
        _write_report(report)


def fetch_packages(folder: Path, package_names: tuple[str, ...]) -> None:
    """Download packages to trace.

    Raises:
        DeskcheckError: some of them are not to be had.
    """
    options = corpora.FetchOptions(folder, package_names or None)
    failed = corpora.fetch(options, progress=lambda name, ok: _say(f"{name}: {'fetched' if ok else 'failed'}"))
    if failed:
        raise DeskcheckError(f"packages that could not be fetched: {', '.join(failed)}")


def fingerprint_benchmarks(benchmarks: tuple[Path, ...], out: Path | None) -> None:
    """Hash benchmark files.

    Raises:
        DeskcheckError: a file is missing or unreadable.
    """
    options = corpora.FingerprintOptions(benchmarks) if out is None else corpora.FingerprintOptions(benchmarks, out)
    corpora.fingerprint(options)
    click.echo(str(options.out))


def _show_unit(progress: corpora.BuildProgress) -> None:
    state = "was there" if progress.was_there else "recorded"
    _say(f"[{progress.done}/{progress.total}] {progress.unit}: {progress.samples} samples, {state}")


def _write_report(report: corpora.CorpusReport) -> None:
    for name, value in asdict(report).items():
        title = name.replace("_", " ")
        if isinstance(value, dict):
            click.echo(f"{title}:")
            for key, count in value.items():
                click.echo(f"  {key:<32} {count:>9}")
        else:
            click.echo(f"{title + ':':<34} {value:>9}")


def _say(words: str) -> None:
    click.echo(words, err=True)
