"""Worker processes, where a user asks for some: tasks go out, shards come back in the order of the tasks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from drugkg.errors import DrugKGError, Problem
from drugkg.pipeline.make import Made, make
from drugkg.pipeline.task import Task

__all__ = ["made_by_workers"]


def made_by_workers(tasks: list[Task], workers: int) -> Iterator[tuple[Task, Made]]:
    """Yield tasks with what was made of each, by so many processes.

    Raises:
        DrugKGError: if a process dies.
    """
    try:
        with _processes(min(workers, len(tasks))) as executor:
            yield from zip(tasks, executor.map(make, tasks, chunksize=1), strict=True)
    except BrokenProcessPool as error:
        what, remedy = "a worker process died", "look whether memory ran out, and try again with fewer `--workers`"
        raise DrugKGError(Problem("build", what, remedy)) from error


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Yield an executor; after an error or an interrupt, work that has not begun is dropped."""
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)
