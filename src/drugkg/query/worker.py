"""The processes that answer queries of users: one that opens the graph, and its children, each of which can be killed.

The engine cannot be interrupted: a query that joins everything with everything would run on for hours. So each query
runs in a child, which is killed when its time is over, or dies when it needs more memory than it may have. A new child
is a fork, there at once; a graph that is held in memory is held once for all of them.

Before it reads a query, a child gives up the right to open files and connections: whatever a query says, no other
machine is called.

`drugkg.query.nursery` starts and steers these processes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import tempfile
import warnings
from typing import IO

from drugkg.errors import DrugKGError, Problem
from drugkg.query.answering import answer
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.query.frames import Frames, Kind, packed
from drugkg.store import Store, open_store

__all__ = ["main"]

_MEBI = 1 << 20
_RECEIVED = 1 << 16
#: Of what a child wrote before its end, the last so many bytes tell why.
_TOLD = 1 << 12


def main(arguments: list[str]) -> int:
    """Fork a child whenever the other end asks for one, and end children when told to; end all when it is gone."""
    control = socket.socket(fileno=int(arguments[0]))
    told = json.loads(arguments[1])
    held: Store | None = None
    try:
        if told["held"]:
            held = open_store(told["store"], told["held"])
    except DrugKGError as error:
        control.sendall(_problems(error))
        return 1
    control.sendall(b"{}\n")
    # The threads of the database on disk, which the one in memory was read from, wait for work that never comes.
    warnings.filterwarnings("ignore", category=DeprecationWarning, message=".*fork.*")
    children: dict[int, IO[bytes]] = {}
    while order := control.recv(_RECEIVED):
        pid = json.loads(order)
        if pid is None:
            _fork(control, children, held, told)
        else:
            control.sendall(_ended(pid, children.pop(pid)))
    for pid, file in children.items():
        _ended(pid, file)
    return 0


def _fork(control: socket.socket, children: dict[int, IO[bytes]], held: Store | None, told: dict[str, int]) -> None:
    """Fork a child; send its number and the other end of its line."""
    near, far = socket.socketpair()
    errors = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the child)
    pid = os.fork()
    if not pid:
        status = 1
        try:
            control.close()
            far.close()
            os.dup2(errors.fileno(), sys.stderr.fileno())
            _work(near, held, told)
            status = 0
        finally:
            os._exit(status)
    children[pid] = errors
    near.close()
    socket.send_fds(control, [f"{pid}\n".encode()], [far.fileno()])
    far.close()


def _ended(pid: int, errors: IO[bytes]) -> bytes:
    """End a child, if it has not ended itself; return its status and what it wrote last."""
    os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with errors:
        errors.seek(0)
        return json.dumps({"status": status, "told": errors.read(_TOLD).decode(errors="replace")}).encode() + b"\n"


def _work(line: socket.socket, held: Store | None, told: dict[str, int]) -> None:
    """Answer one question after the other."""
    try:
        graph = held or open_store(str(told["store"]))
    except DrugKGError as error:
        line.sendall(packed(Kind.TROUBLE, _problems(error)))
        return
    _give_up_rights(told["megabytes"])
    line.sendall(packed(Kind.HEAD, json.dumps({"generation": graph.generation}).encode()))
    frames = Frames()
    while data := line.recv(_RECEIVED):
        for _, question in frames.add(data):
            try:
                answer(graph, Asked.from_json(question), line.sendall)
            except MemoryError:
                trouble = StoppedError(Reason.LARGE, Problem("query", "it needs more memory than it may have"))
                line.sendall(packed(Kind.TROUBLE, trouble.to_json()))


def _give_up_rights(megabytes: int) -> None:
    """Take no more memory than so much, and open nothing from now on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if megabytes and sys.platform == "linux":
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (no file on a disk)
            used = int(file.read().split()[5]) * resource.getpagesize()
        most = used + megabytes * _MEBI
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _problems(error: DrugKGError) -> bytes:
    problems = [(problem.place, problem.what, problem.remedy) for problem in error.problems]
    return json.dumps({"problems": problems}).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
