"""What `model info`, `model list` and `doctor` write."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.text import Text

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
    for path in sorted(folder for folder in CHECKPOINTS.glob("*") if (folder / "config.json").exists()):
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
