"""The `deskcheck` command: its commands and options, and how it ends.

Standard output holds the answer; progress, logs and complaints go to standard error. What a command does
is in `cli_traces.py`, `cli_models.py` and `cli_training.py`, imported when it is called: `--help` needs nothing heavy.
Exit status: 0 done, 1 the request cannot be done, 2 wrong usage, 130 interrupted.
"""

import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from model_runtime.errors import DeskcheckError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it

Command = TypeVar("Command", bound=Callable[..., None])


class Refusal(click.ClickException):
    """A request that cannot be done, said in one line."""

    def show(self, file: Any = None) -> None:
        """Write the line to standard error."""
        click.echo(f"deskcheck: {' '.join(self.message.split())}", err=True)


class DeskcheckGroup(click.Group):
    """A group of commands whose own errors end in one line and status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DeskcheckError as error:
            raise Refusal(str(error)) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    warnings.simplefilter("ignore", SyntaxWarning)  # of texts that are read, again and again: `1if x`, `"\d"`
    try:
        status = cli.main(arguments, prog_name="deskcheck", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("deskcheck: interrupted", err=True)
        status = INTERRUPTED
    except BrokenPipeError:  # the reader has gone; the interpreter must not find out again when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


# ---------------------------------------------------------------- options


def _verbosity(_ctx: click.Context, _option: click.Parameter, count: int) -> int:
    if count:
        logging.getLogger().setLevel(logging.DEBUG if count > 1 else logging.INFO)
    return count


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("deskcheck")
        except PackageNotFoundError:
            number = "(not installed: running from a source folder)"
        click.echo(f"deskcheck {number}")
        ctx.exit()


TARGET = click.argument("target", metavar="FILE[::FUNCTION]")
CALL = click.option("--call", metavar="CALL", help="The call to trace, e.g. 'f(3)'; else an example from the file.")
JSON = click.option("--json", "as_json", is_flag=True, help="Write one JSON document to standard output instead.")
FRAMES = click.option("--frames", "as_frames", is_flag=True, help="List the frames, one a line.")
VERBOSE = click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_verbosity,
    help="Log to standard error; twice for more.",
)
MODEL = (
    click.option("--model", metavar="NAME_OR_PATH", help="Checkpoint folder; the embedded model when left out."),
    click.option(
        "--engine",
        type=click.Choice(["local", "remote"]),
        default="local",
        show_default=True,
        help="Compute in this process or on a server.",
    ),
    click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True),
    click.option(
        "--quantization",
        type=click.Choice(["none", "bf16", "int8", "nf4"]),
        default="none",
        show_default=True,
        help="Of the weights while computing; int8 and nf4 by bitsandbytes.",
    ),
)
SERVER = (
    click.option(
        "--url",
        envvar="DESKCHECK_URL",
        metavar="URL",
        help="Of a completions server (vLLM, llama.cpp) for --engine remote; its key is read from DESKCHECK_API_KEY.",
    ),
    click.option("--served-name", metavar="NAME", help="What the server calls the model, if not as --model."),
    click.option(
        "--server-timeout",
        type=click.FloatRange(min=0.1),
        default=120.0,
        show_default=True,
        metavar="SECONDS",
        help="For one answer of the server.",
    ),
    click.option(
        "--server-patience",
        type=click.FloatRange(min=0),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="For a server that is away or busy.",
    ),
)
PREDICTION = (
    *MODEL,
    *SERVER,
    click.option(
        "--max-frames",
        type=click.IntRange(min=1),
        default=256,
        show_default=True,
        metavar="N",
        help="Stop after N predicted frames.",
    ),
    click.option(
        "--pure-neural", is_flag=True, help="Ask the model also for what follows exactly from values already there."
    ),
)
RECORDING = (
    click.option(
        "--python", default=sys.executable, show_default="this one", help="Interpreter that really runs the program."
    ),
    click.option(
        "--timeout",
        "timeout_s",
        type=click.FloatRange(min=0.1),
        default=20.0,
        show_default=True,
        metavar="SECONDS",
        help="End the real run after this long.",
    ),
)
RECORDED_FRAMES = click.option(
    "--max-frames",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    metavar="N",
    help="Stop after N frames.",
)
FILE = click.Path(path_type=Path)
# of samples (training/samples.py) and of what is made of their lines (training/operations.py), too heavy to import here
KINDS = ("seed", "generated", "drill", "stdlib", "package", "operations")


def with_options(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Add options to a command, in the order in which its help lists them."""

    def add(command: Command) -> Command:
        for option in reversed((*options, VERBOSE)):
            command = option(command)
        return command

    return add


# ---------------------------------------------------------------- traces


@click.group(cls=DeskcheckGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@VERBOSE
def cli() -> None:
    """See what Python code will do before it runs: a model predicts the trace.

    FILE[::FUNCTION] names a file and, where it matters, a function of it. The run is that of --call, or else of an
    example found in the file or its tests: a comment `# deskcheck: f(3)`, a doctest, an assert, a call.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")


@cli.command()
@TARGET
@with_options(CALL, JSON, FRAMES, *PREDICTION)
def predict(target: str, *, call: str | None, as_json: bool, as_frames: bool, **options: Any) -> None:
    """Imagine a run; nothing is executed."""
    from model_runtime import cli_traces as traces

    output = traces.OutputOptions(as_json, as_frames)
    trace = traces.predict(target, call, traces.PredictionOptions(**options), output)
    _exit(INTERRUPTED if trace.outcome == "cancelled" else 0)


@cli.command()
@TARGET
@with_options(
    CALL,
    *PREDICTION,
    click.option("--max-tokens", type=click.IntRange(min=1), default=4096, show_default=True, metavar="N"),
)
def explain(target: str, *, call: str | None, max_tokens: int, **options: Any) -> None:
    """Let an instruct model account for a run in words, and check its answer against the imagined run."""
    from model_runtime import cli_explain, cli_traces

    cli_explain.explain(target, call, cli_traces.PredictionOptions(**options), max_tokens=max_tokens)


@cli.command()
@TARGET
@with_options(CALL, JSON, FRAMES, *RECORDING, RECORDED_FRAMES)
def record(target: str, *, call: str | None, as_json: bool, as_frames: bool, **options: Any) -> None:
    """Really run it, in a child process with limits."""
    from model_runtime import cli_traces as traces

    traces.record(target, call, traces.recording_options(**options), traces.OutputOptions(as_json, as_frames))


@cli.command()
@TARGET
@with_options(
    CALL,
    JSON,
    click.option("--html", "page", type=FILE, metavar="OUT", help="Also write a page for a browser."),
    click.option("--keep", is_flag=True, help="Keep the real run to train on, on this machine, where they part."),
    *PREDICTION,
    *RECORDING,
)
def compare(
    target: str,
    *,
    call: str | None,
    as_json: bool,
    page: Path | None,
    keep: bool,
    python: str,
    timeout_s: float,
    **options: Any,
) -> None:
    """Imagine a run, really run it, and show where they part."""
    from model_runtime import cli_traces as traces

    recording = traces.recording_options(python=python, timeout_s=timeout_s)
    output = traces.OutputOptions(as_json, page=page, keeps=keep)
    predicted = traces.compare(target, call, traces.PredictionOptions(**options), recording, output)
    _exit(INTERRUPTED if predicted.outcome == "cancelled" else 0)


@cli.command()
@with_options(
    TARGET,
    CALL,
    *MODEL,
    *SERVER,
    click.option(
        "--max-frames",
        type=click.IntRange(min=1),
        default=10_000,
        show_default=True,
        metavar="N",
        help="Imagine at most N frames of a run.",
    ),
    PREDICTION[-1],
)
def step(target: str, *, call: str | None, max_frames: int, pure_neural: bool, **options: Any) -> None:
    """Step through an imagined run, forward and back; type `help` at its prompt."""
    from model_runtime import cli_step, cli_traces

    predictor = cli_traces.lazy_predictor(cli_traces.PredictionOptions(**options))
    console = cli_traces.output_console()
    cli_step.step(target, call, predictor, console, max_frames=max_frames, pure_neural=pure_neural)


def _exit(status: int) -> None:
    click.get_current_context().exit(status)


# ---------------------------------------------------------------- servers


@cli.command()
@with_options(
    click.option("--tcp", metavar="HOST:PORT", help="Listen here, on loopback, instead of standard input and output."),
)
def lsp(tcp: str | None) -> None:
    """Speak the Language Server Protocol: ghost values for an editor."""
    from lsp_server.server import main as serve_editor

    serve_editor(tcp)


@cli.command()
@with_options(
    click.option("--tcp", metavar="HOST:PORT", help="Listen here, on loopback, instead of standard input and output."),
    click.option("--compare", is_flag=True, help="Every session is a real one, with predictions beside it."),
)
def dap(tcp: str | None, *, compare: bool) -> None:
    """Speak the Debug Adapter Protocol: step through imagined runs, or real ones beside what was predicted."""
    from debug_adapter.server import main as serve_debugger

    serve_debugger(tcp, is_real=compare)


@cli.command()
@with_options(
    *MODEL,
    *SERVER,
    click.option(
        "--idle-minutes",
        type=click.FloatRange(min=0.01),
        default=10.0,
        show_default=True,
        metavar="M",
        help="Leave when nobody has been connected for M minutes.",
    ),
)
def serve(idle_minutes: float, **options: Any) -> None:
    """Own a model for all editors of this user, in the foreground; editors start it by themselves."""
    from model_runtime import service
    from model_runtime.cli_traces import PredictionOptions

    wanted = PredictionOptions(**options)
    service.serve(
        wanted.model,
        device=wanted.device,
        quantization=wanted.quantization,
        server=wanted.server,
        idle_minutes=idle_minutes,
    )


# ---------------------------------------------------------------- models and this machine


@cli.group()
def model() -> None:
    """Look at checkpoints, get them, and see what fits."""


@model.command("info")
@with_options(MODEL[0], JSON)
def model_info(model: str | None, as_json: bool) -> None:
    """Describe a checkpoint without loading it."""
    from model_runtime import cli_models

    cli_models.info(model, as_json=as_json)


@model.command("curve")
@with_options(
    click.option("--model", metavar="NAME_OR_PATH", help="Checkpoint folder; the embedded model when left out."),
    click.option("--add", "report", type=FILE, help="Add the figures of this report (`evaluate --json`)."),
    click.option(
        "--tokens", type=click.IntRange(min=0), metavar="N", help="Tokens the model was trained on until then."
    ),
    click.option("--picture", type=FILE, help="Also draw the curve (.svg, .png); needs matplotlib."),
    JSON,
)
def model_curve(model: str | None, **options: Any) -> None:
    """Show what a model learned: tokens trained on against the figures of `evaluate`."""
    from model_runtime import cli_models

    cli_models.curve(model, **options)


@model.command("calibrate")
@click.argument("corpora", type=FILE, nargs=-1, required=True)
@with_options(
    click.option("--model", metavar="NAME_OR_PATH", help="Checkpoint folder; the embedded model when left out."),
    click.option("--samples", "limit", type=click.IntRange(min=10), default=300, show_default=True, metavar="N"),
    click.option(
        "--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True, help="Where to run."
    ),
)
def model_calibrate(corpora: tuple[Path, ...], **options: Any) -> None:
    """Fit the confidence of a model on what CORPORA hold back, and write it beside its weights."""
    from model_runtime import cli_training

    cli_training.calibrate(corpora, **options)


@model.command("list")
@with_options(JSON)
def model_list(as_json: bool) -> None:
    """List the checkpoints that are here: the one that comes with this installation, and fetched ones."""
    from model_runtime import cli_models

    cli_models.list_models(as_json=as_json)


@model.command("plan")
@click.argument("name", metavar="[MODEL]", default="facebook/cwm")
@with_options(
    click.option(
        "--context", type=click.IntRange(min=1), default=8192, show_default=True, metavar="N", help="Tokens of a trace."
    ),
    click.option("--quantization", type=click.Choice(["none", "int8", "nf4"]), help="Else the most exact that fits."),
    click.option("--gpu", metavar="NAME", help="Plan for this GPU, e.g. H100; this machine's when left out."),
    click.option("--memory", metavar="SIZE", help="Memory of one device, e.g. 80GiB."),
    click.option("--bandwidth", type=click.FloatRange(min=1), metavar="GB/S", help="Of the device's memory."),
    click.option(
        "--tokens-per-pass", type=click.FloatRange(min=1), metavar="N", help="That drafts reach, see `benchmark`."
    ),
    JSON,
)
def model_plan(name: str, **options: Any) -> None:
    """Tell what a model needs, whether it fits, and how fast it may be.

    MODEL is a folder, a config.json, or a name on the hub; facebook/cwm when left out. Nothing is downloaded: its
    published shape is built in.
    """
    from model_runtime import cli_plan

    cli_plan.plan(name, **options)


@model.command("fetch")
@click.argument("name", metavar="MODEL")
@with_options(
    click.option("--to", "folder", type=FILE, help="Folder to fetch into; one of deskcheck's own when left out."),
    click.option("--revision", default="main", show_default=True, help="Branch, tag or commit on the hub."),
    click.option("--dry-run", is_flag=True, help="Only tell what would be fetched."),
)
def model_fetch(name: str, **options: Any) -> None:
    """Download a model from the Hugging Face hub, e.g. facebook/cwm; goes on where it was cut off."""
    from model_runtime import cli_models

    cli_models.fetch(name, **options)


@model.command("quantize")
@click.argument("source", metavar="MODEL")
@click.argument("out", type=FILE)
@with_options(
    click.option("--quantization", type=click.Choice(["nf4", "int8"]), default="nf4", show_default=True),
    click.option(
        "--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True, help="Where to round."
    ),
)
def model_quantize(source: str, out: Path, **options: Any) -> None:
    """Write a quantized copy of a model into the new folder OUT, weight by weight."""
    from model_runtime import cli_models

    cli_models.quantize(source, out, **options)


@cli.command()
@with_options(MODEL[0], JSON)
def doctor(model: str | None, as_json: bool) -> None:
    """Check what works here, and say how to mend what does not."""
    from model_runtime import cli_models

    _exit(0 if cli_models.doctor(model, as_json=as_json) else 1)


# ---------------------------------------------------------------- training and figures


@cli.command()
@click.argument("file", type=FILE)
@with_options(
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N samples."),
    click.option(
        "--mode",
        type=click.Choice(["teacher_forced", "free_running", "both"]),
        default="both",
        show_default=True,
        help="Each step from the true frames before it, whole runs, or both.",
    ),
    click.option("--baseline-only", is_flag=True, help="Only the baseline that needs no model."),
    click.option("--regrounding", is_flag=True, help="Only what a real stop is worth: 1, 5 and 20 steps after it."),
    JSON,
    *MODEL,
    click.option(
        "--max-frames",
        type=click.IntRange(min=1),
        default=600,
        show_default=True,
        metavar="N",
        help="Of one whole run.",
    ),
    click.option(
        "--pure-neural", is_flag=True, help="Measure the model alone, without computing what follows exactly."
    ),
    click.option(
        "--batch",
        type=click.IntRange(min=1, max=64),
        default=1,
        show_default=True,
        metavar="N",
        help="Samples that decode together.",
    ),
    click.option(
        "--picture", type=FILE, help="Also draw how often values of each confidence are right; needs matplotlib."
    ),
)
def evaluate(file: Path, **options: Any) -> None:
    """Measure fidelity on a benchmark file (JSON Lines, may be gzipped)."""
    from model_runtime import cli_training

    if options.pop("regrounding"):
        names = ("limit", "pure_neural", "as_json", "model", "engine", "device", "quantization")
        cli_training.evaluate_regrounding(file, **{name: options[name] for name in names})
    else:
        _exit(0 if cli_training.evaluate(file, **options) else INTERRUPTED)


@cli.command()
@click.argument("file", type=FILE, required=False)
@with_options(
    click.option("--limit", type=click.IntRange(min=1), default=4, show_default=True, metavar="N", help="Programs."),
    click.option("--rounds", type=click.IntRange(min=1), default=1, show_default=True, metavar="N"),
    click.option(
        "--max-frames", type=click.IntRange(min=2), default=16, show_default=True, metavar="N", help="Of one program."
    ),
    click.option("--edits", type=FILE, help="A benchmark file of edits; edits of shipped programs when left out."),
    click.option(
        "--batch",
        type=click.IntRange(min=1, max=64),
        default=16,
        show_default=True,
        metavar="N",
        help="Programs that decode together.",
    ),
    click.option("--quick", is_flag=True, help="Only drafts against plain decoding, in less than a minute."),
    click.option("--picture", type=FILE, help="Also draw the ratios (.svg, .png); needs matplotlib."),
    click.option("--lsp", is_flag=True, help="Measure what the language server adds to the model instead."),
    click.option("--dap", is_flag=True, help="Measure requests of a real debug session beside plain debugpy instead."),
    JSON,
    *MODEL,
)
def benchmark(file: Path | None, *, lsp: bool, dap: bool, **options: Any) -> None:
    """Measure speed side by side with plain decoding, in one run.

    FILE is a benchmark file (JSON Lines, may be gzipped); programs that come with deskcheck when left out.
    """
    from model_runtime import cli_benchmark

    if dap:
        cli_benchmark.benchmark_dap(rounds=options["rounds"], as_json=options["as_json"])
    elif lsp:
        kept = {name: options[name] for name in ("model", "device", "rounds", "as_json")}
        cli_benchmark.benchmark_lsp(**kept)
    else:
        cli_benchmark.benchmark(file, **options)


@cli.group()
def corpus() -> None:
    """Make traces to train on."""


@corpus.command("build")
@click.argument("out", type=FILE)
@with_options(
    click.option("--seeds", type=FILE, help="Folder of seed functions; the shipped ones when left out."),
    click.option("--packages", type=FILE, help="Folder that `corpus fetch` filled; no packages when left out."),
    click.option("--package", "package_names", multiple=True, help="Only this package; may be repeated."),
    click.option("--stdlib/--no-stdlib", default=True, show_default=True, help="Functions of the standard library."),
    click.option(
        "--generated", "n_generated", type=click.IntRange(min=0), default=3000, show_default=True, metavar="N"
    ),
    click.option("--drills", "n_drills", type=click.IntRange(min=0), default=2000, show_default=True, metavar="N"),
    click.option(
        "--benchmark", "benchmarks", type=FILE, multiple=True, help="Keep clear of this file; may be repeated."
    ),
    click.option("--cache", type=FILE, help="Folder for the noted calls of tests; inside OUT when left out."),
    click.option("--seed", type=int, default=1, show_default=True),
    click.option(
        "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="processors", metavar="N"
    ),
)
def corpus_build(**options: Any) -> None:
    """Record a corpus into the folder OUT; goes on where an earlier build stopped.

    Without --benchmark, the shipped hashes keep it clear of the public benchmarks.
    """
    from model_runtime import cli_training

    cli_training.build_corpus(**options)


@corpus.command("report")
@click.argument("folder", type=FILE)
@with_options(
    click.option("--tokens", is_flag=True, help="Count tokens, too, as the embedded model's tokenizer cuts them."),
    JSON,
)
def corpus_report(folder: Path, **options: Any) -> None:
    """Count what a corpus holds."""
    from model_runtime import cli_training

    cli_training.report_corpus(folder, **options)


@corpus.command("pack")
@click.argument("corpora", metavar="CORPUS...", type=FILE, nargs=-1, required=True)
@with_options(
    click.option("--start", type=FILE, required=True, help="Checkpoint folder whose tokenizer cuts the samples."),
    click.option("--out", type=FILE, required=True, help="Folder of the pack."),
    click.option("--max-tokens", type=click.IntRange(min=16), default=600, show_default=True, help="Of one sample."),
)
def corpus_pack(corpora: tuple[Path, ...], **options: Any) -> None:
    """Cut corpora into tokens, in a small folder that `train` opens quickly and a GPU job takes along."""
    from model_runtime import cli_training

    cli_training.pack_corpora(corpora, **options)


@corpus.command("from-history")
@click.argument("out", type=FILE)
@with_options(
    click.option("--record", is_flag=True, help="Really run the calls whose run was not recorded whole."),
    click.option("--history", type=FILE, help="Another history file than this user's own."),
)
def corpus_from_history(out: Path, *, record: bool, history: Path | None) -> None:
    """Make a corpus in the folder OUT of the runs that went otherwise than predicted, where they were kept."""
    from model_runtime import cli_training

    cli_training.corpus_from_history(out, record=record, history=history)


@corpus.command("fetch")
@click.argument("folder", type=FILE)
@with_options(
    click.option("--package", "package_names", multiple=True, help="Only this package; may be repeated."),
    click.option(
        "--installed", type=FILE, multiple=True, help="Copy what this site-packages folder has; may be repeated."
    ),
)
def corpus_fetch(folder: Path, package_names: tuple[str, ...], installed: tuple[Path, ...]) -> None:
    """Copy or download the packages whose functions are traced into FOLDER, each into a folder of its own.

    Goes on where it stopped. What is installed is copied, the rest is downloaded as wheels. Packages under no
    permissive licence are refused.
    """
    from model_runtime import cli_training

    cli_training.fetch_packages(folder, package_names, installed)


@corpus.command("fingerprint")
@click.argument("benchmarks", type=FILE, nargs=-1, required=True)
@with_options(click.option("--out", type=FILE, help="Hash file to write; the shipped one when left out."))
def corpus_fingerprint(benchmarks: tuple[Path, ...], out: Path | None) -> None:
    """Hash benchmark files, so that a corpus can keep clear of them without holding them."""
    from model_runtime import cli_training

    cli_training.fingerprint_benchmarks(benchmarks, out)


@cli.command()
@click.argument("corpora", metavar="CORPUS...", type=FILE, nargs=-1)
@with_options(
    click.option("--from", "more", type=FILE, multiple=True, help="Another corpus, as a word; may be repeated."),
    click.option("--start", type=FILE, required=True, help="Checkpoint folder to start from, or a SmolLM2 GGUF file."),
    click.option("--out", type=FILE, required=True, help="Folder of the run; a run that was interrupted goes on."),
    click.option("--store", type=FILE, help="Also write the finished model at 4 bits into this folder."),
    click.option("--name", default="deskcheck-small", show_default=True, help="Name of the stored model."),
    click.option("--steps", type=click.IntRange(min=1), metavar="N", help="Size of the run in steps (deterministic)."),
    click.option("--minutes", type=click.FloatRange(min=0), metavar="M", help="Size of the run in minutes."),
    click.option("--batch-tokens", type=click.IntRange(min=1), default=1200, show_default=True),
    click.option("--max-tokens", type=click.IntRange(min=16), default=600, show_default=True, help="Of one sample."),
    click.option(
        "--tokens",
        type=(click.Choice(KINDS), click.IntRange(min=0)),
        multiple=True,
        metavar="KIND N",
        help="Take about N tokens of this kind (" + ", ".join(KINDS) + "), spread over functions; else all.",
    ),
    click.option("--per-function", type=click.IntRange(min=1), metavar="N", help="Samples of one function at most."),
    click.option("--learning-rate", type=float, default=4e-4, show_default=True),
    click.option("--decay-share", type=click.FloatRange(0, 1), default=0.3, show_default=True),
    click.option("--seed", type=int, default=0, show_default=True),
    click.option("--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True),
    click.option("--dry-run", is_flag=True, help="Only say what it would train on, and how fast."),
)
def train(*, corpora: tuple[Path, ...], more: tuple[Path, ...], **options: Any) -> None:
    """Train a trace model on the corpora."""
    from model_runtime import cli_training

    options["corpora"] = (*corpora, *more)
    if not options["corpora"]:
        raise click.UsageError("name a corpus: CORPUS, or --from CORPUS")
    _exit(0 if cli_training.train(**options) else INTERRUPTED)
