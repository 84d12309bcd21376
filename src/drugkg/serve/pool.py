"""Queries of users under way: each in a process that can be killed, so many at a time, the others wait for their turn.

One process more than may answer at a time stands ready: when one is killed, the next query does not wait.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from drugkg.errors import DrugKGError, Problem
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.query.nursery import Child, Nursery, late
from drugkg.serve.current import Snapshot
from drugkg.serve.line import Line, Run
from drugkg.serve.settings import Settings

__all__ = ["Pool"]

_LOG = logging.getLogger("drugkg.serve")

Made = TypeVar("Made")


class Pool:
    """The processes of one server process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        #: Forks and kills; opening another state of the graph may take seconds, and delays neither.
        self._steering, self._opening = ThreadPoolExecutor(1, "drugkg-pool"), ThreadPoolExecutor(1, "drugkg-open")
        self._nursery: Nursery | None = None
        self._lines: dict[Line, Nursery] = {}
        self._idle: list[Line] = []
        self._waiting: deque[asyncio.Future[Line]] = deque()
        self._busy = 0
        self._late = late(settings.query_seconds, "build a graph of your own")
        #: The state that the newest processes read, or shall read once it is open.
        self._wanted = ""
        #: The state that the processes read which answer next.
        self._generation = ""
        self._tasks: set[asyncio.Task[Any]] = set()

    def follow(self, snapshot: Snapshot) -> str:
        """Read this state from now on; return the name of the one that is read until that is open."""
        if snapshot.name != self._wanted:
            self._wanted = snapshot.name
            self._later(self._renew(self._settings.memory_statements if snapshot.store.held else 0))
        return self._generation or snapshot.name

    async def ask(self, asked: Asked) -> Run:
        """Begin a query as soon as its turn has come.

        Raises:
            StoppedError: if too many queries wait already.
        """
        run = Run(await self._line(), self)
        run.begin(asked, self._settings.query_seconds, self._late)
        return run

    async def close(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        for line in self._lines:
            line.close()
        for nursery in {*self._lines.values(), *([self._nursery] if self._nursery else [])}:
            await self._aside(nursery.close)
        self._steering.shutdown(wait=False, cancel_futures=True)
        self._opening.shutdown(wait=False, cancel_futures=True)

    async def _line(self) -> Line:
        if self._idle and self._busy < self._settings.query_processes:
            self._busy += 1
            return self._idle.pop()
        if len(self._waiting) >= self._settings.query_waiting + max(self._settings.query_processes - self._busy, 0):
            what = f"{len(self._waiting)} queries wait already"
            raise StoppedError(Reason.BUSY, Problem("query", what, "ask again in a while"))
        turn: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.finished(turn.result())
            raise

    def finished(self, line: Line) -> None:
        """Take back a process that has answered."""
        self._busy -= 1
        if line.slow or self._lines.get(line) is not self._nursery:
            self._later(self._replaced(line, None))
        else:
            self._idle.append(line)
        self._next()

    def stopped(self, line: Line, run: Run | None) -> None:
        """Kill a process, or find out why it has ended; another takes its place."""
        if line in self._idle:
            self._idle.remove(line)
        else:
            self._busy -= 1
        self._next()
        self._later(self._replaced(line, run))

    def _next(self) -> None:
        while self._waiting and self._idle and self._busy < self._settings.query_processes:
            turn = self._waiting.popleft()
            if not turn.done():
                self._busy += 1
                turn.set_result(self._idle.pop())

    async def _replaced(self, line: Line, run: Run | None) -> None:
        replaces = self._lines.get(line) is self._nursery
        error = await self._end(line)
        if run is not None:
            run.end(error)
        if replaces:
            await self._grow(1)

    async def _end(self, line: Line) -> StoppedError:
        nursery = self._lines.pop(line)
        line.close()
        error = await self._aside(nursery.end, line.child.pid)
        if nursery is not self._nursery and nursery not in self._lines.values():
            await self._aside(nursery.close)
        return error

    async def _renew(self, held: int) -> None:
        wanted, loop = self._wanted, asyncio.get_running_loop()
        store, megabytes = self._settings.store, self._settings.query_megabytes
        try:
            nursery = await loop.run_in_executor(self._opening, Nursery, store, held, megabytes)
        except (DrugKGError, OSError) as error:
            _LOG.warning("queries go on over the graph before: %s", error)
            return
        old, self._nursery = self._nursery, nursery
        gone, self._idle = self._idle, []
        self._generation = wanted
        await self._grow(self._settings.query_processes + 1)
        for line in gone:
            await self._end(line)
        if old is not None and old not in self._lines.values():
            await self._aside(old.close)

    async def _grow(self, number: int) -> None:
        for _ in range(number):
            nursery = self._nursery
            assert nursery is not None
            try:
                child: Child = await self._aside(nursery.child)
            except (DrugKGError, OSError, EOFError, ValueError) as error:
                _LOG.warning("the processes that answer queries are started anew: %s", error)
                self._wanted = ""
                return
            line = Line(child, self)
            await line.open()
            self._lines[line] = nursery
            self._idle.append(line)
            self._next()

    async def _aside(self, act: Callable[..., Made], *given: object) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._steering, act, *given)

    def _later(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
