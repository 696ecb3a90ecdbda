"""All that changes while an editor is connected: texts, settings, runs, and what the editor still has to hear.

Everything happens on one event loop. Reading a text (`planning.py`) goes to a thread of its own, predicting to the
model service; an answer for a version that is not the newest is dropped.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types

from lsp_server import planning
from lsp_server.comparisons import RealRun
from lsp_server.documents import Document, Documents, Encoding
from lsp_server.jobs import Jobs
from lsp_server.planning import Analysis, Plan
from lsp_server.runs import Run, RunState
from lsp_server.settings import Settings
from model_runtime.errors import DeskcheckError
from model_runtime.ghost_values import LineGhosts
from model_runtime.neighbours import Modules
from model_runtime.predictor import PredictionEnd, Predictor
from model_runtime.tests_index import TestsIndex, read_tests_index
from model_runtime.trace.frames import TraceFrame

logger = logging.getLogger(__name__)

QUIET_S = 0.12  # of typing, before a text is read again
POLL_S = 0.05
INDEX_S = 60.0  # between two looks for the workspace's tests
INDEX_LATER_S = 1.0  # behind the reading of a text, so that its first values do not share the processor
PROGRESS_S = 0.25  # between two showings of a run in the making

RANK = {"pin": 0, "chosen": 0, "doctest": 1, "assert": 1, "test": 1, "call": 1, "defaults": 2, "annotations": 3}


@dataclass(slots=True)
class OpenFile:
    """One open document and what is known of it."""

    document: Document
    analysis: Analysis | None = None
    runs: dict[str, Run] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)  # calls that the user chose
    compared: dict[str, RealRun] = field(default_factory=dict)  # real runs that were asked for
    view: tuple[int, int] = (1, 0)  # lines that the editor asked for last, 1-based; empty at first
    asked: set[str] = field(default_factory=set)  # functions that were asked for by name
    sources: set[Path] = field(default_factory=set)  # files that its runs were looked for in
    reading: "asyncio.Task[None] | None" = None
    unreadable: int | None = None  # version that could not be read
    settled: asyncio.Event = field(default_factory=asyncio.Event)  # nothing newer is to come

    def is_imagined(self, name: str) -> bool:
        """Whether a run of a function is there or under way."""
        run = self.runs.get(name)
        return run is not None and (run.plan is not None or run.state is RunState.FAILED)

    @property
    def is_read(self) -> bool:
        """Whether the newest text has been read."""
        return self.analysis is not None and self.analysis.version == self.document.version

    def run(self, name: str) -> Run:
        """Give the record of a function's run."""
        return self.runs.setdefault(name, Run(name))

    def shown_lines(self) -> Iterator[tuple[str, LineGhosts, bool]]:
        """Give the function, the ghosts of each line, and whether they are stale; a function's own run goes first."""
        owner: dict[int, tuple[str, LineGhosts, bool]] = {}
        for run in self.runs.values():
            for ghosts, is_stale in run.ghosts():
                is_own = run.first <= ghosts.line <= run.last
                if is_own or ghosts.line not in owner:
                    owner[ghosts.line] = (run.function, ghosts, is_stale)
        for line in sorted(owner):
            yield owner[line]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the session tells the server, which tells the editor."""

    changed: Callable[[str], None] = lambda uri: None  # what is shown of a document
    run_changed: Callable[[str, Run], None] = lambda uri, run: None
    status: Callable[[], None] = lambda: None


class Session:
    """The state of one connection."""

    def __init__(self, open_predictor: Callable[[Settings], Predictor], hooks: Hooks | None = None) -> None:
        self.settings = Settings()
        self.encoding = Encoding.UTF16
        self.roots: tuple[Path, ...] = ()
        self.documents = Documents()
        self.files: dict[str, OpenFile] = {}
        self.modules = Modules(open_text=self.documents.open_text)
        self.hooks = hooks or Hooks()
        self._open_predictor = open_predictor
        self._predictor: Predictor | None = None
        self._jobs: Jobs | None = None
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="deskcheck-read")
        self._indexer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="deskcheck-tests")
        self._indexing: asyncio.Task[None] | None = None
        self._index_next = 0.0
        self._tests_index = TestsIndex()
        self._n_wanted = 0
        self._is_closed = False
        self._progress: dict[Hashable, float] = {}

    # ------------------------------------------------------------ settings

    def set_roots(self, roots: tuple[Path, ...]) -> None:
        """Take the workspace's folders: where imported modules are looked for."""
        self.roots = roots
        self.modules = Modules(roots, open_text=self.documents.open_text)
        self._index_next = 0.0
        for file in self.files.values():
            self._read_later(file, 0)

    def set_settings(self, settings: Settings) -> None:
        """Take new settings; what they change is imagined anew."""
        old, self.settings = self.settings, settings
        is_other_model = not settings.has_model_of(old)
        if is_other_model:
            self._drop_predictor()
        if not settings.enable:
            self._cancel_all()
        for uri, file in self.files.items():
            for run in file.runs.values():
                run.is_called_off = False
                if is_other_model:
                    run.plan = None
            if settings.enable and (old.prediction != settings.prediction or not old.enable or is_other_model):
                self._read_later(file, 0)
            self.hooks.changed(uri)
        self.hooks.status()

    @property
    def pending(self) -> int:
        """How many predictions are waited for."""
        return self._jobs.pending if self._jobs else 0

    @property
    def predictor(self) -> Predictor:
        """The predictor, opened when it is needed first."""
        if self._predictor is None:
            self._predictor = self._open_predictor(self.settings)
        return self._predictor

    @property
    def jobs(self) -> Jobs:
        """The predictions in the making."""
        if self._jobs is None:
            self._jobs = Jobs(
                self.predictor,
                on_start=self._on_start,
                on_frame=self._on_frame,
                on_end=self._on_end,
                on_error=self._on_error,
            )
        return self._jobs

    def close(self) -> None:
        """End all work."""
        self._is_closed = True
        self._cancel_all()
        for file in self.files.values():
            if file.reading is not None:
                file.reading.cancel()
        self._drop_predictor()
        if self._indexing is not None:
            self._indexing.cancel()
        for executor in (self._reader, self._indexer):
            executor.shutdown(wait=False, cancel_futures=True)

    def _drop_predictor(self) -> None:
        self._cancel_all()
        if self._predictor is not None and hasattr(self._predictor, "close"):
            self._predictor.close()
        self._predictor = self._jobs = None

    def _cancel_all(self) -> None:
        if self._jobs is not None:
            self._jobs.cancel_all()
        for file in self.files.values():
            for run in file.runs.values():
                if run.state in (RunState.WAITING, RunState.RUNNING):
                    run.state = RunState.STALE if run.now or run.old else RunState.NONE
            file.settled.set()

    # ------------------------------------------------------------ documents

    def open(self, document: Document) -> None:
        """Take in a document that was opened."""
        self.documents.put(document)
        file = self.files.get(document.uri)
        if file is None:
            file = self.files[document.uri] = OpenFile(document)
        else:  # opened twice
            file.document = document
        self._read_later(file, 0)

    def change(self, uri: str, version: int, changes: list[types.TextDocumentContentChangeEvent]) -> None:
        """Take in an edit; one that is older than what is known is left out."""
        file = self.files.get(uri)
        if file is None:
            logger.warning("left out: a change of a document that is not open")
            return
        if version <= file.document.version:
            logger.warning("left out: version %s of a document that is at %s", version, file.document.version)
            return
        file.document, edits = file.document.changed(version, changes, self.encoding)
        self.documents.put(file.document)
        for edit in edits:
            for run in file.runs.values():
                run.moved(edit)
        file.compared.clear()  # of another text
        self._read_later(file, QUIET_S)

    def close_document(self, uri: str) -> None:
        """Forget a document."""
        self.documents.remove(uri)
        file = self.files.pop(uri, None)
        if file is not None:
            for name in file.runs:
                self._cancel(uri, name)
            if file.reading is not None:
                file.reading.cancel()
            file.settled.set()
            self._plan_importers(file)  # of what lies on the disk
            self._read_tested(file.document.path)

    def files_changed(self, paths: set[Path]) -> None:
        """Take in that files have changed on disk: what was taken from them is planned anew."""
        for file in self.files.values():
            if file.analysis is not None and not paths.isdisjoint(file.analysis.tests):
                self._read_later(file, 0)
            elif file.is_read:  # a file that was not there before may be imported, too
                self._plan_wanted(file)

    def look_at(self, uri: str, first: int, last: int) -> None:
        """Note which lines an editor shows, 1-based: they come first."""
        file = self.files.get(uri)
        if file is not None and file.view != (first, last):
            file.view = (first, last)
            if file.is_read:
                self._plan_wanted(file)

    def file(self, uri: str) -> OpenFile:
        """Give an open file.

        Raises:
            DeskcheckError: it is not open.
        """
        file = self.files.get(uri)
        if file is None:
            raise DeskcheckError(f"{uri} is not open")
        return file

    async def analysed(self, uri: str) -> tuple[OpenFile, Analysis]:
        """Wait until the newest text of a file has been read.

        Raises:
            DeskcheckError: it is not open, was closed meanwhile, or cannot be read.
        """
        file = self.file(uri)
        while file.analysis is None or not file.is_read:
            if self._is_closed or self.files.get(uri) is not file:
                raise DeskcheckError(f"{uri} was closed")
            if file.unreadable == file.document.version:
                raise DeskcheckError(f"{uri} cannot be read: see the log")
            reading = file.reading
            if reading is None or reading.done():
                self._read_later(file, 0)
                reading = file.reading
            assert reading is not None
            await asyncio.wait([reading])
        return file, file.analysis

    async def settled(self, uri: str, name: str) -> tuple[OpenFile, Run]:
        """Wait for the run of a function, which is begun where there is none.

        Raises:
            DeskcheckError: there is no such function, no call of it is known, or its run was called off.
        """
        file, analysis = await self.analysed(uri)
        if analysis.function(name) is None:
            raise DeskcheckError(f"there is no function {name!r} in this file")
        if not file.is_imagined(name):
            await self.use_call(uri, name, file.chosen.get(name))
        while not (file.is_read and file.is_imagined(name) and file.runs[name].is_settled):
            if self._is_closed or self.files.get(uri) is not file:
                raise DeskcheckError(f"{uri} was closed")
            if not self.settings.enable:
                raise DeskcheckError("deskcheck is switched off")
            if file.is_read and not (file.is_imagined(name) and self.pending):
                raise DeskcheckError(f"{name} is not imagined any more")
            await asyncio.sleep(POLL_S)
        return file, file.runs[name]

    # ------------------------------------------------------------ what the user asks for

    async def predict(self, uri: str, name: str | None) -> None:
        """Imagine a function anew, or all of a file, in view or not.

        Raises:
            DeskcheckError: there is no such function, or no call of it is known.
        """
        file, analysis = await self.analysed(uri)
        names = [function.name for function in analysis.functions] if name is None else [name]
        for wanted in names:
            if analysis.function(wanted) is None:
                raise DeskcheckError(f"there is no function {wanted!r} in this file")
            file.asked.add(wanted)
            run = file.run(wanted)
            self._cancel(uri, wanted)
            run.plan = None
        self._plan_wanted(file)
        if name is not None and file.run(name).state is RunState.NONE:
            raise DeskcheckError(f"no call of {name} is known: choose one")

    async def use_call(self, uri: str, name: str, call: str | None) -> None:
        """Imagine a call of a function from now on; None: the best one known.

        Raises:
            DeskcheckError: the call does not fit.
        """
        file, analysis = await self.analysed(uri)
        if analysis.function(name) is None:
            raise DeskcheckError(f"there is no function {name!r} in this file")
        planning.choose(analysis, name, call, self.settings.prediction)
        if call is None:
            file.chosen.pop(name, None)
        else:
            file.chosen[name] = call
        file.asked.add(name)
        file.run(name).is_called_off = False
        self._plan_wanted(file)

    async def forget(self, uri: str | None, name: str | None) -> None:
        """Forget predictions, chosen calls and comparisons: of a function, a file, or all."""
        for known, file in self.files.items():
            if uri is not None and known != uri:
                continue
            for function in [*file.runs] if name is None else [name]:
                self._cancel(known, function)
                file.runs.pop(function, None)
                file.chosen.pop(function, None)
                file.compared.pop(function, None)
                file.asked.discard(function)
            self._note_settled(file)
            self.hooks.changed(known)
        if uri is None and self._predictor is not None and hasattr(self._predictor, "forget"):
            await self._predictor.forget()

    def call_off(self) -> None:
        """End what is under way; it begins again when its text changes or it is asked for."""
        for file in self.files.values():
            for run in file.runs.values():
                run.is_called_off = run.state in (RunState.WAITING, RunState.RUNNING)
        self._cancel_all()
        for uri in self.files:
            self.hooks.changed(uri)
        self.hooks.status()

    # ------------------------------------------------------------ reading and planning

    def _read_later(self, file: OpenFile, delay_s: float) -> None:
        if self._is_closed:
            return
        file.settled.clear()
        if file.reading is not None:
            file.reading.cancel()
        file.reading = asyncio.get_running_loop().create_task(self._read(file, delay_s))

    async def _read(self, file: OpenFile, delay_s: float) -> None:
        if delay_s:
            await asyncio.sleep(delay_s)
        document, file.unreadable = file.document, None
        loop = asyncio.get_running_loop()
        try:
            analysis = await loop.run_in_executor(
                self._reader,
                planning.analyse,
                document.text,
                document.version,
                document.path,
                self.modules,
                self._tests_index,
            )
        except Exception:  # a text that cannot be read shows nothing; the next version may
            logger.exception("a text could not be read")
            file.unreadable = document.version
            file.settled.set()
            return
        if file.document.version != analysis.version or self.files.get(document.uri) is not file:
            return
        is_new_text = not file.is_read
        file.analysis = analysis
        for name, run in [*file.runs.items()]:
            if analysis.function(name) is None:
                self._cancel(document.uri, name)
                del file.runs[name]
                if analysis.is_lost(run.first, run.last):  # its header is being typed: what was known stays
                    file.runs[name] = run.waiting_for_text()
        self._plan_wanted(file)
        self._plan_importers(file)
        if is_new_text:
            self._read_tested(document.path)
        self.hooks.changed(document.uri)
        self._index_tests()

    def _plan_importers(self, file: OpenFile) -> None:
        """Plan anew what other open files take from a file, whose text is another one now."""
        for other in self.files.values():
            if other is not file and other.is_read and file.document.path in other.sources:
                self._plan_wanted(other)

    def _read_tested(self, test: Path | None) -> None:
        """Read the files anew that calls were taken for from a test, whose text is another one now."""
        for other in self.files.values():
            if other.analysis is not None and other.document.path != test and test in other.analysis.tests:
                self._read_later(other, 0)

    def _index_tests(self) -> None:
        """Look for the workspace's tests, when the last look was a while ago: beside all else, nothing waits for it."""
        now = asyncio.get_running_loop().time()
        if self.roots and now >= self._index_next and (self._indexing is None or self._indexing.done()):
            self._index_next = now + INDEX_S
            self._indexing = asyncio.get_running_loop().create_task(self._index())

    async def _index(self) -> None:
        await asyncio.sleep(INDEX_LATER_S)
        index = await asyncio.get_running_loop().run_in_executor(self._indexer, read_tests_index, self.roots)
        old, self._tests_index = self._tests_index, index
        for file in self.files.values():
            path = file.document.path
            if path is not None and old.of(path) != index.of(path):
                self._read_later(file, 0)

    def _plan_wanted(self, file: OpenFile) -> None:
        """Want what is in view, what was asked for, and what is shown already, where their text is another one now."""
        analysis = file.analysis
        if analysis is None or not self.settings.enable:
            file.settled.set()
            return
        wanted = dict.fromkeys(file.runs)
        if self.settings.prediction.when == "visible":
            wanted |= dict.fromkeys(analysis.in_lines(*file.view))
        wanted |= dict.fromkeys(file.asked)
        for name in wanted:
            if analysis.function(name) is not None:
                self._plan(file, analysis, name)
        self._note_settled(file)

    def _plan(self, file: OpenFile, analysis: Analysis, name: str) -> None:
        uri, run, function = file.document.uri, file.run(name), analysis.function(name)
        assert function is not None
        run.first, run.last = function.line, function.end_line
        try:
            entry = planning.choose(analysis, name, file.chosen.get(name), self.settings.prediction)
            plan = (
                None
                if entry is None
                else planning.make_plan(analysis, entry, self.modules, self.settings.prediction, file.sources.add)
            )
        except DeskcheckError as error:
            self._cancel(uri, name)
            run.fail(str(error))
            self.hooks.run_changed(uri, run)
            return
        if plan is None:
            self._cancel(uri, name)
            file.runs[name] = Run(name, first=function.line, last=function.end_line)
            return
        if run.plan is not None and run.plan.request == plan.request and run.state is not RunState.FAILED:
            run.plan = plan  # the same run, perhaps at other lines
            run.touched = False
            if run.state is RunState.STALE and run.end is not None:
                run.state = RunState.FRESH
            if run.frames:
                run.show(analysis.program)
            if run.state in (RunState.FRESH, RunState.WAITING, RunState.RUNNING) or run.is_called_off:
                return
        run.begin(plan)
        if run.kept:
            run.show(analysis.program)
        self._n_wanted += 1
        is_asked = name in file.asked
        first, last = file.view
        is_out_of_view = not (function.line <= last and function.end_line >= first)
        rank = RANK.get(plan.entry.why, 4) + 10 * (is_out_of_view and not is_asked)
        self.jobs.want((uri, name), planning.urgent(plan) if is_asked else plan, (rank, self._n_wanted))
        self.hooks.run_changed(uri, run)
        self.hooks.status()

    def _cancel(self, uri: str, name: str) -> None:
        if self._jobs is not None:
            self._jobs.cancel((uri, name))
            self.hooks.status()

    # ------------------------------------------------------------ what the jobs report

    def _found(self, key: Any, plan: Plan) -> tuple[OpenFile, Run] | None:
        """Give the run that a report is for; None when it is not wanted any more."""
        uri, name = key
        file = self.files.get(uri)
        run = file.runs.get(name) if file else None
        if file is None or run is None or run.plan is None or run.plan.request != plan.request:
            return None
        return file, run

    def _on_start(self, key: Hashable, plan: Plan) -> None:
        if found := self._found(key, plan):
            found[1].state = RunState.RUNNING
            self._progress[key] = asyncio.get_running_loop().time()
            self.hooks.run_changed(found[0].document.uri, found[1])
        self.hooks.status()

    def _on_frame(self, key: Hashable, plan: Plan, frame: TraceFrame) -> None:
        found = self._found(key, plan)
        if found is None:
            return
        file, run = found
        run.frames.append(frame)
        now = asyncio.get_running_loop().time()
        if now - self._progress.get(key, 0.0) >= PROGRESS_S and file.analysis is not None and file.is_read:
            self._progress[key] = now
            run.show(file.analysis.program)
            self.hooks.changed(file.document.uri)
            self.hooks.run_changed(file.document.uri, run)

    def _on_end(self, key: Hashable, plan: Plan, end: PredictionEnd) -> None:
        found = self._found(key, plan)
        if found is not None:
            file, run = found
            if file.analysis is not None and file.is_read:
                run.finish(end, file.analysis.program)
            else:  # edited meanwhile: what is shown moves with the text until it has been read
                run.end, run.state = end, RunState.STALE
            self._tell(file, run)

    def _on_error(self, key: Hashable, plan: Plan, message: str) -> None:
        found = self._found(key, plan)
        if found is not None:
            if found[0].analysis is not None:
                found[1].show(found[0].analysis.program)
            found[1].fail(message)
            self._tell(*found)

    def _tell(self, file: OpenFile, run: Run) -> None:
        uri = file.document.uri
        self._progress.pop((uri, run.function), None)
        self._note_settled(file)
        self.hooks.changed(uri)
        self.hooks.run_changed(uri, run)
        self.hooks.status()

    def _note_settled(self, file: OpenFile) -> None:
        if file.is_read and all(run.is_settled for run in file.runs.values()):
            file.settled.set()
        else:
            file.settled.clear()
