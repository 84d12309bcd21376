"""The line to one process that answers, and one query under way on it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator
from typing import Protocol, cast

from starlette.types import Receive

from drugkg.errors import Problem
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.query.frames import Frames, Kind, packed
from drugkg.query.nursery import Child

__all__ = ["HELD_BACK", "Keeper", "Line", "Run"]

#: An answer is held back until it is whole, or longer than this: what was sent cannot be taken back.
HELD_BACK = 4 << 20
#: Of what is sent as it comes, so much may wait for the client.
_WAITING = 1 << 18
#: A query that takes longer than so many seconds lets everything else on the machine go first.
_SHORT = 0.2
_LAST_IN_LINE = 15


class Keeper(Protocol):
    """Who keeps the lines: what became of a query decides what becomes of the process."""

    def finished(self, line: Line) -> None:
        """Take back a process that has answered."""

    def stopped(self, line: Line, run: Run | None) -> None:
        """Replace a process whose query is to be stopped, or one that has ended: then tell the run why."""


class Run:
    """One query under way."""

    def __init__(self, line: Line, keeper: Keeper) -> None:
        self._line, self._keeper = line, keeper
        self._parts: list[bytes] = []
        self._size, self._most = 0, HELD_BACK
        self._news: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._timers: tuple[asyncio.TimerHandle, ...] = ()
        self._error: StoppedError | None = None
        #: Whether the process has nothing more to do with this query.
        self.over = False
        #: Whether all of the answer is there.
        self.whole = False
        #: The media type of the answer, and whether it is packed.
        self.media, self.gzip = "", False
        #: Waits for the client to go.
        self._watcher: asyncio.Future[None] | None = None

    def begin(self, asked: Asked, seconds: float, late: StoppedError) -> None:
        """Ask, and stop the query after so many seconds."""
        loop = asyncio.get_running_loop()
        self._timers = (loop.call_later(seconds, self.stop, late), loop.call_later(_SHORT, self._line.make_way, self))
        self._line.ask(asked, self)

    def watch(self, receive: Receive) -> None:
        """Stop the query when its client goes."""

        async def gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            self.stop(StoppedError(Reason.LATE, Problem("query", "nobody waits for the answer")))

        if not self.over:
            self._watcher = asyncio.ensure_future(gone())

    async def begun(self) -> None:
        """Wait until the answer is whole, or too long to be held back.

        Raises:
            StoppedError: if there is no answer.
        """
        await self._news
        if self._error is not None:
            raise self._error
        self._most = _WAITING

    def held(self) -> bytes:
        """Return what has come, and make room for more."""
        data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        if not self.over:
            self._line.listen(on=True)
        return data

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield an answer that is too long to be held back, piece by piece.

        Raises:
            StoppedError: if the query is stopped before the answer is whole.
        """
        while True:
            if self._parts:
                yield self.held()
            elif self._error is not None:
                raise self._error
            elif self.whole:
                return
            else:
                self._news = asyncio.get_running_loop().create_future()
                await self._news

    def take(self, kind: Kind, part: bytes) -> None:
        """Take a frame of the answer."""
        if self.over:
            return
        if kind is Kind.HEAD:
            told = json.loads(part)
            self.media, self.gzip = told["media"], told["gzip"]
        elif kind is Kind.DATA:
            self._parts.append(part)
            self._size += len(part)
            if self._size > self._most:
                self._line.listen(on=False)
            if self._size > self._most or self._most == _WAITING:
                self._wake()
        else:
            self.whole = kind is Kind.END
            self.end(None if self.whole else StoppedError.from_json(part))
            self._keeper.finished(self._line)

    def stop(self, error: StoppedError) -> None:
        """Stop the query, unless it has ended."""
        if not self.over:
            self.end(error)
            self._keeper.stopped(self._line, None)

    def lost(self) -> None:
        """Take notice that the process has ended; the reason comes later."""
        if not self.over:
            self.over = True
            self._keeper.stopped(self._line, self)

    def end(self, error: StoppedError | None) -> None:
        """End with this error, or with the whole answer."""
        self.over, self._error = True, error
        for timer in self._timers:
            timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        self._wake()

    def _wake(self) -> None:
        if not self._news.done():
            self._news.set_result(None)


class Line(asyncio.Protocol):
    """The line to one process."""

    def __init__(self, child: Child, keeper: Keeper) -> None:
        self.child, self._keeper = child, keeper
        self._frames = Frames()
        self._run: Run | None = None
        self._closed = False
        #: Whether the process lets all others go first: it is for no further query.
        self.slow = False

    async def open(self) -> None:
        """Begin to listen."""
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=self.child.line)

    def close(self) -> None:
        """Listen no more."""
        self._closed = True
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the process."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(1 << 30)

    def ask(self, asked: Asked, run: Run) -> None:
        """Send a question; the answer goes to the run."""
        self._run = run
        self.listen(on=True)
        self._transport.write(packed(Kind.ASKED, asked.to_json()))

    def make_way(self, run: Run) -> None:
        """Let everything else go first from now on, if this query still runs; the process cannot go back."""
        if not run.over:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.child.pid, _LAST_IN_LINE)
            self.slow = True

    def listen(self, *, on: bool) -> None:
        """Read what the process sends, or let it wait."""
        if on == self._transport.is_reading():
            return
        if on:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        """Hand on what the process has sent."""
        for kind, part in self._frames.add(data):
            if self._run is not None:
                self._run.take(kind, part)

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that the process has ended."""
        del error
        if self._closed:
            return
        if self._run is not None and not self._run.over:
            self._run.lost()
        else:
            self._keeper.stopped(self, None)
