"""The near side of `drugkg.query.worker`: starts processes that answer, ends them, and tells why they ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drugkg.errors import Problem, StoreError
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.query.frames import Frames, Kind, packed

__all__ = ["PROGRAM", "Child", "Nursery", "answer_within", "late"]

#: What the interpreter runs.
PROGRAM = ("-m", "drugkg.query.worker")

_RECEIVED = 1 << 16


@dataclass(frozen=True, slots=True)
class Child:
    """A process that answers: its number, the line to it, and the state of the graph that it reads."""

    pid: int
    line: socket.socket
    generation: str


class Nursery:
    """Starts processes over one state of a store.

    Args:
        store: the folder of the store.
        held: a graph of up to so many statements is held in memory.
        megabytes: how much memory a query may take, in MiB; 0 sets no limit.

    Raises:
        StoreError: if the store cannot be opened.
    """

    def __init__(self, store: str | Path, held: int = 0, megabytes: int = 0) -> None:
        self._near, far = socket.socketpair()
        told = json.dumps({"store": str(store), "held": held, "megabytes": megabytes})
        command = [sys.executable, *PROGRAM, str(far.fileno()), told]
        # A session of its own: what is typed at a terminal ends this process, which ends those.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[far.fileno()],
            start_new_session=True,
        )
        far.close()
        self._lock = threading.Lock()
        try:
            _raised(self._reply())
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def child(self) -> Child:
        """Return a new process, ready to answer.

        Raises:
            StoreError: if the store cannot be opened.
        """
        with self._lock:
            self._near.sendall(b"null")
            data, (line, *_), *_ = socket.recv_fds(self._near, _RECEIVED, 1)
        pid, channel = int(data), socket.socket(fileno=line)
        frames = Frames()
        while True:
            for kind, hello in frames.add(_received(channel)):
                told = json.loads(hello)
                if kind is Kind.TROUBLE:
                    channel.close()
                    self.end(pid)
                    _raised(told)
                return Child(pid, channel, told["generation"])

    def end(self, pid: int) -> StoppedError:
        """End a process, if it has not ended itself; return what became of its query."""
        try:
            with self._lock:
                self._near.sendall(str(pid).encode())
                told = self._reply()
        except (EOFError, OSError):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            what = "the processes that answer queries have ended"
            return StoppedError(Reason.BROKEN, Problem("query", what, "ask again"))
        return _ended(told["status"], told["told"])

    def answer(self, asked: Asked, seconds: float) -> bytes:
        """Return the answer of one query, found by a process of its own within so many seconds.

        Raises:
            QueryError: if there is none.
        """
        child, frames, parts = self.child(), Frames(), list[bytes]()
        until = time.monotonic() + seconds
        with child.line as line:
            line.sendall(packed(Kind.ASKED, asked.to_json()))
            while True:
                line.settimeout(max(until - time.monotonic(), 0.001))
                try:
                    data = _received(line)
                except TimeoutError:
                    raise late(seconds, "give more time with --timeout") from None
                except EOFError:
                    raise self.end(child.pid) from None
                for kind, part in frames.add(data):
                    if kind is Kind.TROUBLE:
                        raise StoppedError.from_json(part)
                    if kind is Kind.END:
                        return b"".join(parts)
                    parts += [part] if kind is Kind.DATA else []

    def close(self) -> None:
        """End all processes."""
        self._near.close()
        self._process.wait()

    def _reply(self) -> Any:
        return json.loads(_received(self._near))


def answer_within(seconds: float, store: str, asked: Asked) -> bytes:
    """Return the answer of a query, found within so many seconds.

    Raises:
        QueryError: if the query is wrong, reaches beyond the store, or takes longer.
        StoreError: if the store cannot be opened.
    """
    with Nursery(store) as nursery:
        return nursery.answer(asked, seconds)


def late(seconds: float, remedy: str) -> StoppedError:
    """Return the error of a query that took too long."""
    what = f"the query was stopped after {seconds:g} seconds"
    return StoppedError(Reason.LATE, Problem("query", what, f"ask for less, add LIMIT, or {remedy}"))


def _received(line: socket.socket) -> bytes:
    data = line.recv(_RECEIVED)
    if not data:
        raise EOFError
    return data


def _raised(told: dict[str, Any]) -> None:
    if "problems" in told:
        raise StoreError([Problem(*problem) for problem in told["problems"]])


def _ended(status: int, told: str) -> StoppedError:
    """Return why a process that was answering has ended."""
    if "memory allocation" in told or status == -signal.SIGKILL:
        what = "the query needs more memory than it may have"
        return StoppedError(Reason.LARGE, Problem("query", what, "ask for less, add LIMIT, or sort and group less"))
    if status == -signal.SIGSEGV:
        what = "the query is nested more deeply than the engine can follow"
        return StoppedError(Reason.LARGE, Problem("query", what, "nest less"))
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    last = " ".join(told.split("\n", maxsplit=1)[0].split())
    what = f"the engine broke down over the query ({how}{': ' if last else ''}{last})"
    return StoppedError(Reason.BROKEN, Problem("query", what, "write it in another way"))
