"""What `model info`, `model list` and `doctor` write."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from model_runtime.checkpoint_folder import fetched_folder, find_checkpoint, is_hub_name, models_folder
from model_runtime.cli_traces import output_console, write_json
from model_runtime.doctor import (
    CHECKPOINTS,
    CheckpointFacts,
    Verdict,
    checkpoint_path,
    describe,
    examine,
    read_checkpoint,
)
from model_runtime.errors import DeskcheckError

MARKS = {Verdict.GOOD: ("ok", "green"), Verdict.HINT: ("note", "yellow"), Verdict.BROKEN: ("FAIL", "bold red")}


def info(model: str | None, *, as_json: bool) -> None:
    """Describe a checkpoint.

    Raises:
        DeskcheckError: it is missing, damaged or not a trace model.
    """
    facts = read_checkpoint(checkpoint_path(model))
    if as_json:
        write_json(_facts_to_json(facts))
        return
    for name, value in _facts_to_json(facts).items():
        click.echo(f"{name:<12} {value}")


def list_models(*, as_json: bool) -> None:
    """List the checkpoints that are installed; one that is damaged is listed with what is wrong."""
    rows: list[dict[str, Any]] = []
    folders = [folder for place in (CHECKPOINTS, models_folder()) for folder in sorted(place.glob("*"))]
    for path in (folder for folder in folders if (folder / "config.json").exists()):
        try:
            rows.append(_facts_to_json(read_checkpoint(path)) | {"description": describe(read_checkpoint(path))})
        except DeskcheckError as error:
            rows.append({"path": str(path), "description": str(error)})
    if as_json:
        write_json({"schema": "deskcheck.models/1", "models": rows})
        return
    for row in rows:
        click.echo(row["description"])
    if not rows:
        click.echo(f"no checkpoint is installed in {CHECKPOINTS}", err=True)


def fetch(model: str, *, folder: Path | None, revision: str, dry_run: bool) -> None:
    """Fetch a model from the hub.

    Raises:
        DeskcheckError: it is not there, not open to this user, or arrives damaged.
    """
    from model_runtime import model_fetch

    if not is_hub_name(model):
        raise DeskcheckError(f"{model!r} is no name on the hub: give OWNER/NAME, e.g. facebook/cwm")
    target = folder or fetched_folder(model)
    listing = model_fetch.list_files(model, revision=revision)
    size = f"{len(listing.files)} files, {listing.n_bytes / 1e9:.2f} GB"
    click.echo(f"{model} at {listing.revision[:12]}: {size}, into {target}", err=True)
    if model in model_fetch.LICENCE_NOTES:
        click.echo(model_fetch.LICENCE_NOTES[model], err=True)
    if dry_run:
        return
    click.echo(model_fetch.fetch(model, listing, target, say=lambda line: click.echo(line, err=True)))


def quantize(source: str, out: Path, *, quantization: str, device: str) -> None:
    """Write a quantized copy of a checkpoint.

    Raises:
        DeskcheckError: the source is damaged or quantized already, or the target is not empty.
    """
    from model_runtime.inference.shard_quantizer import quantize_folder

    path = find_checkpoint(source)
    n_bytes = quantize_folder(path, out, quantization, device=device, say=lambda line: click.echo(line, err=True))
    click.echo(f"{out}: {quantization}, {n_bytes / 1e9:.2f} GB")


def curve(model: str | None, *, report: Path | None, tokens: int | None, picture: Path | None, as_json: bool) -> None:
    """Show the learning curve of a checkpoint, after adding a report to it; draw it where a picture is asked for.

    Raises:
        DeskcheckError: the checkpoint, the curve or the report is missing or damaged.
    """
    from model_runtime.training.learning_curve import CURVE_SCHEMA, add_report, draw_curve, read_curve

    path = checkpoint_path(model) / "curve.json"
    if report is not None:
        if tokens is None:
            raise DeskcheckError("a report is added with the number of tokens trained on: give --tokens")
        add_report(path, report, tokens=tokens)
    points = read_curve(path)
    if picture is not None:
        draw_curve(points, picture)
    if as_json:
        write_json({"schema": CURVE_SCHEMA, "points": [asdict(point) for point in points]})
        return
    for point in points:
        for row in point.rows:
            interval = "" if row.low is None or row.high is None else f" ({100 * row.low:.1f} to {100 * row.high:.1f})"
            mode = row.mode.replace("_", " ") + (", assisted" if row.assist else "")
            click.echo(
                f"{point.tokens:>11} {row.set:<12} {mode:<26} {row.figure:<12} {100 * row.value:5.1f} %{interval}"
            )
    if not points:
        click.echo(f"no figures yet: add a report of `deskcheck evaluate --json` to {path}", err=True)


def doctor(model: str | None, *, as_json: bool) -> bool:
    """Write what works here and how to mend the rest; tell whether a prediction can be made."""
    findings = examine(model)
    usable = all(finding.verdict is not Verdict.BROKEN for finding in findings)
    if as_json:
        rows = [asdict(finding) for finding in findings]
        write_json({"schema": "deskcheck.doctor/1", "usable": usable, "findings": rows})
        return usable
    console = output_console()
    for finding in findings:
        mark, style = MARKS[finding.verdict]
        text = Text(f"{mark:<5}", style)
        text.append(f"{finding.name:<19} ", "bold")
        text.append(finding.text)
        console.print(text, soft_wrap=True)
        if finding.mend:
            console.print(Text(f"{'':<25}{finding.mend}", "dim"), soft_wrap=True)
    console.print(
        Text("\ndeskcheck can predict here" if usable else "\nnot usable yet: mend what is marked FAIL", "bold")
    )
    return usable


def _facts_to_json(facts: CheckpointFacts) -> dict[str, Any]:
    return asdict(facts) | {"path": str(facts.path)}
