"""Predictions in the making: at most a few at a time, the most wanted first, the newest text only.

A job belongs to a key (a function of a document). Wanting the same key again with another request ends the older job.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass, field

from lsp_server.planning import Plan
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, Predictor
from model_runtime.trace.frames import TraceFrame

logger = logging.getLogger(__name__)

MAX_RUNNING = 4


@dataclass(slots=True)
class Job:
    """One prediction that is wanted; the lower the priority's number the sooner."""

    key: Hashable
    plan: Plan
    priority: tuple[int, int]
    task: "asyncio.Task[None] | None" = field(default=None, repr=False)


class Jobs:
    """Runs predictions and reports their items; everything happens on one event loop."""

    def __init__(
        self,
        predictor: Predictor,
        *,
        on_start: Callable[[Hashable, Plan], None],
        on_frame: Callable[[Hashable, Plan, TraceFrame], None],
        on_end: Callable[[Hashable, Plan, PredictionEnd], None],
        on_error: Callable[[Hashable, Plan, str], None],
    ) -> None:
        self._predictor = predictor
        self._on_start, self._on_frame, self._on_end, self._on_error = on_start, on_frame, on_end, on_error
        self._waiting: dict[Hashable, Job] = {}
        self._running: dict[Hashable, Job] = {}

    @property
    def pending(self) -> int:
        """How many are not done."""
        return len(self._waiting) + len(self._running)

    def want(self, key: Hashable, plan: Plan, priority: tuple[int, int]) -> None:
        """Want a prediction; one of the same key and another request ends."""
        running = self._running.get(key)
        if running is not None:
            if running.plan.request == plan.request:
                return
            self.cancel(key)
        self._waiting[key] = Job(key, plan, priority)
        self._start_next()

    def cancel(self, key: Hashable) -> None:
        """End a job; its items are not reported any more."""
        self._waiting.pop(key, None)
        job = self._running.pop(key, None)
        if job is not None and job.task is not None:
            job.task.cancel()
        self._start_next()

    def cancel_all(self) -> None:
        """End all jobs."""
        self._waiting.clear()
        for key in [*self._running]:
            self.cancel(key)

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < MAX_RUNNING:
            job = min(self._waiting.values(), key=lambda job: job.priority)
            del self._waiting[job.key]
            self._running[job.key] = job
            job.task = asyncio.get_running_loop().create_task(self._run(job))

    async def _run(self, job: Job) -> None:
        self._on_start(job.key, job.plan)
        try:
            async with aclosing(self._predictor.predict(job.plan.request)) as items:  # type: ignore[type-var]
                async for item in items:
                    if self._running.get(job.key) is not job:
                        return
                    if isinstance(item, PredictionEnd):
                        self._on_end(job.key, job.plan, item)
                    else:
                        self._on_frame(job.key, job.plan, item)
        except DeskcheckError as error:
            if self._running.get(job.key) is job:
                self._on_error(job.key, job.plan, str(error))
        except Exception as error:  # one prediction fails, the server goes on
            logger.exception("a prediction failed")
            if self._running.get(job.key) is job:
                self._on_error(job.key, job.plan, f"{type(error).__name__}: {error}")
        finally:
            if self._running.get(job.key) is job:
                del self._running[job.key]
            self._start_next()
